#!/bin/sh
# check.sh SRC - fails if a source in SRC/ROOM/ runs against the layers of the house.
set -eu

find "$1" -mindepth 2 "(" -name "*.[ch]" -o -name "*.cc" ")" | LC_ALL=C sort |
	xargs awk -f "$(dirname "$0")/layers.awk"
