#!/bin/sh
# Packages and configurations that build upon each other, and who is forgotten when one changes.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack workspace
sample=$samples/workspace/expected

for branch in rename-package move-package move-base-config move-preset change-base-url; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
	says 0 "$sample/$branch-everywhere" crossdep check "main..$branch-everywhere"
done
says 1 "$sample/change-base-url" crossdep check main..change-base-url --format json
ends
