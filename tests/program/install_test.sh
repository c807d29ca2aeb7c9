#!/bin/sh
# install_test.sh CMAKE BUILD - once installed, `git crossdep` is the program.
set -eu

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$1" --install "$2" --prefix "$place" >"$place/log" || { cat "$place/log" && exit 1; }
PATH=$place/bin:$PATH
crossdep --version >"$place/plain"
git crossdep --version >"$place/through-git"
cat "$place/plain"
cmp "$place/plain" "$place/through-git"
test -s "$place/share/man/man1/crossdep.1"
test "$(cat "$place/share/man/man1/git-crossdep.1")" = '.so man1/crossdep.1'
