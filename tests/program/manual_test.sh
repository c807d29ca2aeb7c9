#!/bin/sh
# manual_test.sh CROSSDEP MANUAL - the manual page names each command and each option that --help
# names, and no others.
set -eu

crossdep=$1
manual=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# words COMMAND...: what its --help lists, without what stands behind a name.
words() {
	"$crossdep" "$@" --help | sed -n 's/^  \(-[^ ].*\)  .*/\1/p; s/^  \(--*[a-zA-Z][^ ]*\).*/\1/p' |
		grep -o -e '--*[a-zA-Z][a-z-]*' | sort -u
}

commands() {
	"$crossdep" "$@" --help | sed -n 's/^  \([a-z][a-z-]*\)  *.*/\1/p'
}

# section TITLE: the options of one command in the page.
section() {
	awk -v title=".Ss crossdep $1" '$0 == title { inside = 1; next } /^\.S[sh]/ { inside = 0 } inside' \
		"$manual" | sed -n 's/\\-/-/g; s/^\.It \\&\(-.*\)/\1/p' |
		grep -o -e '--*[a-zA-Z][a-z-]*' | sort -u
}

for command in $(commands); do
	echo "$command"
	for own in $(commands "$command"); do
		echo "$command $own"
	done
done >"$place/commands"
sed -n 's/^\.Ss crossdep \([a-z ]*\)$/\1/p' "$manual" >"$place/in-manual"
diff -u "$place/commands" "$place/in-manual"
while read -r command; do
	# shellcheck disable=SC2086 # words of a command
	words $command >"$place/help"
	section "$command" >"$place/page"
	diff -u "$place/help" "$place/page"
done <"$place/commands"
