#!/bin/sh
# manual.sh CROSSDEP FRAME - prints the manual page: the frame docs/crossdep.1.in, and at its line
# .\" OPTIONS and .\" COMMANDS what --help says, so that the page and the program never differ.
set -eu

crossdep=$1
frame=$2

# rows: the rows of a --help on standard input as a tagged list. A row is two blanks, a name, two
# blanks, what it is.
rows() {
	awk '
		{ gsub(/\\/, "\\e") }
		/^  [^ ]/ {
			if (!n++) print ".Bl -tag -width Ds"
			name = about = substr($0, 3)
			sub(/  .*/, "", name)
			about = substr(about, length(name) + 1)
			sub(/^ */, "", about)
			gsub(/-/, "\\-", name)
			print ".It \\&" name
			print "\\&" about
		}
		END { if (n) print ".El" }'
}

# about: what stands between the usage and the rows.
about() {
	awk '
		NR == 1 { next }
		/^  [^ ]/ { exit }
		{ gsub(/\\/, "\\e"); line[++n] = $0 }
		END {
			while (n && line[n] == "") n--
			print ".Bd -unfilled"
			for (i = 2; i <= n; i++) print line[i] == "" ? ".Pp" : "\\&" line[i]
			print ".Ed"
		}'
}

# describe COMMAND...: its usage, what it does, its options; then those of its own commands.
describe() {
	help=$("$crossdep" "$@" --help)
	printf '.Ss crossdep %s\n' "$*"
	printf '%s\n' "$help" | sed -n '1s/^usage: \(.*\)/.D1 \1/p' | sed 's/-/\\-/g'
	printf '%s\n' "$help" | about
	printf '%s\n' "$help" | rows
	[ $# -eq 1 ] || return 0
	for own in $(printf '%s\n' "$help" | names); do
		describe "$1" "$own"
	done
}

# names: the commands that a --help on standard input lists.
names() {
	sed -n 's/^  \([a-z][a-z-]*\)  *.*/\1/p'
}

while IFS= read -r line; do
	case $line in
	'.\" OPTIONS') "$crossdep" --help | grep '^  -' | rows ;;
	'.\" COMMANDS')
		for command in $("$crossdep" --help | names); do
			describe "$command"
		done
		;;
	*) printf '%s\n' "$line" ;;
	esac
done <"$frame"
