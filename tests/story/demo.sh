#!/bin/sh
# The demo runs to its end and tells exactly this.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

says 0 "$expected/demo" env CROSSDEP="$CROSSDEP" "$samples/demo"
ends
