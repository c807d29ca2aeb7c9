# lib.sh - what all story tests share; each begins with `. "$SOURCE_DIR/tests/story/lib.sh"`.
#
# A story test runs the built program ($CROSSDEP) on the sample repositories of $SOURCE_DIR and compares
# whole outputs and exit statuses. It sees nothing of the machine: its own home, no git
# configuration, fixed names, dates, language and width. It works in $work, which is removed.
#
#	unpack NAME                 makes the sample repository NAME in $work/NAME and goes there
#	says STATUS FILE COMMAND    COMMAND must exit with STATUS and print exactly FILE (a path without
#	                            its ending: FILE.txt, or FILE.json, is what goes to standard output;
#	                            FILE.err what goes to standard error, nothing if there is none)
#	holds TEXT COMMAND          COMMAND must succeed; TEXT is the sentence that is true then
#	needs_programs              goes on only if the program can read JavaScript
#	ends                        the last line of each story: its exit status
#
# With RECORD=1 what is printed becomes what is expected. Read the difference before committing it.

set -eu
: "${CROSSDEP:?is the program to test}" "${SOURCE_DIR:?is the source directory}"

CROSSDEP=$(CDPATH='' cd -- "$(dirname -- "$CROSSDEP")" && pwd)/$(basename -- "$CROSSDEP")
story=$(basename -- "$0" .sh)
expected=$SOURCE_DIR/tests/story/expected/$story
samples=$SOURCE_DIR/sample-repos
work=$(mktemp -d)
work=$(CDPATH='' cd -P -- "$work" && pwd)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failures=0

for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\|CROSSDEP_[A-Z0-9_]*\)=.*/\1/p'); do
	unset "$name"
done
unset NO_COLOR CLICOLOR CLICOLOR_FORCE GITHUB_ACTIONS CDPATH
export GIT_CONFIG_NOSYSTEM=1 GIT_ATTR_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$work/home/.gitconfig"
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config"
# A leak that is known and suppressed says so in every run; it is none of the output.
export LSAN_OPTIONS="${LSAN_OPTIONS:-}:print_suppressions=0"
export LC_ALL=C TZ=UTC TERM=dumb COLUMNS=80 PAGER=cat
export GIT_AUTHOR_NAME='Ada Novak' GIT_AUTHOR_EMAIL=ada@acme.example
export GIT_AUTHOR_DATE='1701000000 +0000'
export GIT_COMMITTER_NAME='Ada Novak' GIT_COMMITTER_EMAIL=ada@acme.example
export GIT_COMMITTER_DATE='1701000000 +0000'

# The program under its own name and as git finds it: `git crossdep`.
mkdir -p "$work/bin" "$work/home"
ln -s "$CROSSDEP" "$work/bin/crossdep"
ln -s "$CROSSDEP" "$work/bin/git-crossdep"
export PATH="$work/bin:$PATH"
: >"$GIT_CONFIG_GLOBAL"

unpack() {
	"$samples/unpack" "$1" "$work/$1"
	cd "$work/$1"
}

needs_programs() {
	case $(crossdep --version) in
	*without*) exit 77 ;;
	esac
}

fail() {
	failures=$((failures + 1))
	printf 'FAILED: %s\n' "$*"
}

# expect FILE GOT: the bytes must be the same. What differs from machine to machine is the place
# where we work; it is written as WORK.
expect() {
	sed "s|$work|WORK|g" "$2" >"$work/got"
	if [ "${RECORD:-0}" = 1 ]; then
		mkdir -p "$(dirname -- "$1")"
		if [ -s "$work/got" ] || [ "${1##*.}" != err ]; then
			cp "$work/got" "$1"
		else
			rm -f "$1"
		fi
	fi
	want=$1
	case $want in
	*.err) [ -e "$want" ] || want=/dev/null ;;
	esac
	diff -u "$want" "$work/got"
}

says() {
	wanted=$1
	file=$2
	shift 2
	status=0
	"$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
	ending=txt
	case " $* " in
	*' --format json '*) ending=json ;;
	esac
	[ "$status" -eq "$wanted" ] || fail "exit status $status instead of $wanted: $*"
	expect "$file.$ending" "$work/out" || fail "standard output: $*"
	expect "$file.err" "$work/err" || fail "standard error: $*"
}

holds() {
	sentence=$1
	shift
	"$@" >"$work/out" 2>&1 </dev/null || {
		fail "$sentence"
		cat "$work/out"
	}
}

ends() {
	[ "$failures" -eq 0 ]
}
