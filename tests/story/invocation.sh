#!/bin/sh
# Where the program can be called from, and how it tells a wrong call.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
forgotten=$samples/translations-moved/expected/forget-confluence

says 1 "$forgotten" git crossdep check main..forget-confluence
cd apps/portal/src
says 1 "$forgotten" crossdep check main..forget-confluence
cd "$work"
says 1 "$forgotten" crossdep -C translations-moved check main..forget-confluence
says 1 "$forgotten" crossdep --git-dir translations-moved/.git check main..forget-confluence
says 1 "$forgotten" crossdep --git-dir=translations-moved/.git check main..forget-confluence
says 1 "$forgotten" crossdep -C translations-moved -C '' -C apps check main..forget-confluence
says 1 "$forgotten" git --git-dir=translations-moved/.git crossdep check main..forget-confluence
says 1 "$forgotten" git -C translations-moved/apps crossdep check main..forget-confluence
says 1 "$forgotten" env GIT_DIR=translations-moved/.git crossdep check main..forget-confluence
says 1 "$forgotten" env GIT_DIR=nowhere crossdep --git-dir translations-moved/.git check \
	main..forget-confluence
says 3 "$expected/no-git-dir" env GIT_DIR=nowhere crossdep -C translations-moved check
git clone --quiet --bare translations-moved bare.git
says 1 "$forgotten" crossdep -C bare.git check main..forget-confluence
git -C translations-moved worktree add --quiet "$work/linked" forget-confluence
says 1 "$forgotten" crossdep -C linked check main..HEAD

# Without a range: what would be pushed.
git clone --quiet --branch forget-confluence bare.git clone
git -C clone branch --quiet --set-upstream-to=origin/main
says 1 "$forgotten" crossdep -C clone check

# One revision: against its first parent.
says 1 "$expected/one-commit" crossdep -C translations-moved check forget-confluence~1
says 0 "$expected/harmless-commit" crossdep -C translations-moved check forget-confluence
says 1 "$expected/one-commit" crossdep -C linked check @~1
says 0 "$expected/first-commit" crossdep -C translations-moved check main~3

cd "$work/translations-moved"
says 2 "$expected/no-command" crossdep
says 2 "$expected/unknown-command" crossdep chek
says 2 "$expected/unknown-option" crossdep check --colour=always
says 2 "$expected/unknown-format" crossdep check --format yaml
says 2 "$expected/too-many" crossdep check main mass-edit
says 2 "$expected/impact-of-nothing" crossdep impact
case $(crossdep --version) in
*without*) says 0 "$expected/version-without-programs" crossdep --version ;;
*) says 0 "$expected/version" crossdep --version ;;
esac
says 0 "$expected/help" crossdep --help
says 0 "$expected/help" crossdep -h
says 0 "$expected/help" crossdep help
says 0 "$expected/help" git crossdep help
says 0 "$expected/help-check" crossdep check --help
says 0 "$expected/help-check" crossdep check main..mass-edit -h
says 0 "$expected/help-check" crossdep help check
says 0 "$expected/help-rules-list" crossdep rules list --help
says 0 "$expected/help-rules-list" crossdep help rules list
says 2 "$expected/help-unknown" crossdep help chek

holds 'a report that cannot be written is not a success' sh -c '
	! crossdep check main..all-updated --format json >/dev/full'
ends
