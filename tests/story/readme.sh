#!/bin/sh
# Every example of the README is what the program prints: each block marked `console` begins with
# `$ COMMAND`, run in the sample translations-moved, and goes on with exactly its output. And what the
# text names is there.
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

# What the text names is there: each command, and each option of them.
grep -o '`crossdep [a-z][a-z ]*' "$SOURCE_DIR/README.md" |
	sed 's/^`crossdep //; s/ *$//' | grep -v '^help$' | sort -u >"$work/commands"
holds 'the README names commands' test -s "$work/commands"
while read -r command; do
	# shellcheck disable=SC2086 # words of a command
	crossdep help $command >"$work/help" 2>&1 || fail "README: no command '$command'"
	cat "$work/help" >>"$work/helps"
done <"$work/commands"
grep -v -e 'git push' -e cmake -e no-verify "$SOURCE_DIR/README.md" |
	grep -o -e '--[a-z][a-z-]*' | sort -u >"$work/options"
while read -r option; do
	grep -q -e " $option\( \|\$\)" "$work/helps" || fail "README: no option '$option'"
done <"$work/options"
ends
