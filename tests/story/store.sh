#!/bin/sh
# The store is a cache: without it, with a damaged one, with a foreign one the answers are the same.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
forgotten=$samples/translations-moved/expected/forget-confluence
harmless=$samples/translations-moved/expected/all-updated

# same: both kinds of answers come, and nothing is said about the store.
same() {
	says 1 "$forgotten" crossdep check main..forget-confluence
	says 0 "$harmless" crossdep check main..all-updated
}

same
holds 'a check writes nothing unasked into the work tree' test -z "$(git status --porcelain --ignored)"
holds 'main can be scanned' crossdep scan main
set -- .git/crossdep/*.db
holds 'the store is in the git directory, and one' test $# -eq 1 -a -f "$1"
store=$1
same

: >"$store"
same
holds 'an empty store is filled' crossdep scan main
same

echo 'no database at all, but quite some text' >"$store"
same
holds 'a foreign file is replaced' crossdep scan main
same

size=$(wc -c <"$store")
dd if=/dev/zero of="$store" bs=512 seek=$((size / 1024)) count=8 conv=notrunc 2>"$work/dd"
same
holds 'a damaged store is rebuilt' crossdep scan main
same

dd if="$store" of="$work/half" bs=512 count=$((size / 1024)) 2>"$work/dd"
cp "$work/half" "$store"
same
holds 'half a store is rebuilt' crossdep scan main
same

# Where nothing can be written, the same is done in memory.
rm -r .git/crossdep
echo 'in the way' >.git/crossdep
same
rm .git/crossdep
if [ "$(id -u)" -ne 0 ]; then
	chmod -R a-w .git
	same
	chmod -R u+w .git
fi
holds 'main can be scanned again' crossdep scan main
if [ "$(id -u)" -ne 0 ]; then
	chmod -R a-w .git
	same
	chmod -R u+w .git
fi

# Many at once, each for itself right.
for round in 1 2 3 4 5 6; do
	crossdep scan "main~$((round % 3))" >"$work/scan.$round" 2>&1 || echo "scan $round" >>"$work/wrong" &
	{
		crossdep check main..forget-confluence >"$work/check.$round" 2>&1 || :
		cmp "$forgotten.txt" "$work/check.$round" >>"$work/wrong" 2>&1
	} &
done
wait
holds 'commands at the same time do not disturb each other' test ! -s "$work/wrong"
same
ends
