#!/bin/sh
# Every example of the README is what the program prints: each block marked `console` begins with
# `$ COMMAND`, run in the sample translations-moved, and goes on with exactly its output.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

awk -v work="$work" '
	/^```console$/ { n++; inside = 1; first = 1; next }
	/^```$/ && inside { inside = 0; close(command); close(output); next }
	inside && first {
		command = work "/example" n ".sh"
		output = work "/example" n ".txt"
		print substr($0, 3) >command
		printf "" >output
		first = 0
		next
	}
	inside { print >output }
' "$SOURCE_DIR/README.md"

unpack translations-moved
set -- "$work"/example*.sh
holds 'the README has examples' test -f "$1"
for command; do
	status=0
	sh "$command" >"$work/out" 2>&1 </dev/null || status=$?
	diff -u "${command%.sh}.txt" "$work/out" || fail "README: $(cat "$command")"
	case $(cat "$command") in
	*forget-confluence) holds 'it is stopped' test $status -eq 1 ;;
	esac
done
ends
