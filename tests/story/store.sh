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
holds 'main can be scanned again' crossdep scan main
chmod -R a-w .git
if [ "$(id -u)" -ne 0 ]; then
	same
elif setpriv --reuid=65534 --regid=65534 --clear-groups "$CROSSDEP" --version >"$work/out" 2>&1; then
	# To root nothing is read-only.
	chown -R 65534:65534 .
	chmod a+x "$work"
	says 1 "$forgotten" setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$CROSSDEP" check main..forget-confluence
	says 0 "$harmless" setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$CROSSDEP" check main..all-updated
	chown -R 0:0 .
fi
chmod -R u+w .git

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

# Killed at any instant, a scan leaves the store as it was or as it should be: sound in any case.
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
	crossdep scan "main~$((round % 3))" >"$work/out" 2>&1 &
	scan=$!
	sleep "0.0$((round * 7 % 10))"
	kill -9 $scan 2>"$work/err" || :
	wait $scan 2>"$work/err" || :
	[ $((round % 4)) -ne 0 ] || same
	crossdep scan main >"$work/scan" 2>&1 || echo "scan after kill $round" >>"$work/wrong"
	! grep -q 'damaged' "$work/scan" || echo "damaged by kill $round" >>"$work/wrong"
done
holds 'a kill at any instant leaves a sound store' test ! -s "$work/wrong"
same

# Somebody else is at work on the store, and stays: here a hook that waits for what git will push.
mkfifo "$work/lines"
crossdep hook run pre-push origin url <"$work/lines" >"$work/hook" 2>&1 &
exec 9>"$work/lines"
same
holds 'a scan is answered all the same' crossdep scan main~1
exec 9>&-
wait

# No room for the store: as if the disk were full where a file reaches a few pages.
rm -r .git/crossdep
(
	trap '' XFSZ
	ulimit -f 24
	same
	holds 'a scan that cannot be kept is answered' crossdep scan main
	ends
) || fail 'without room on the disk'
same
ends
