#!/bin/sh
# Hooks on a server: a push is judged where it arrives, before it is there.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

# pushes STATUS FILE ARGUMENTS: only what the hook says, as the server sends it.
pushes() {
	wanted=$1
	file=$2
	shift 2
	# shellcheck disable=SC2016 # the inner shell's
	says "$wanted" "$file" sh -c '
		status=0
		git push --quiet "$@" >../pushed 2>&1 || status=$?
		sed -n "/hook declined/d; s/ *$//; s/^remote: \{0,1\}//p" ../pushed
		exit $status' push "$@"
}

has() {
	holds "the server's $1 is at '$2'" test \
		"$(git -C "$server" rev-parse --quiet --verify "$1" || :)" = \
		"$([ -z "$2" ] || git rev-parse "$2^0")"
}

unpack translations-moved
server=$work/server.git
git init --quiet --bare --initial-branch=main "$server"
git remote add origin "$server"
git push --quiet origin main

# A push passes as a whole.
says 0 "$expected/install" crossdep --git-dir "$server" hook install pre-receive
pushes 1 "$expected/refused" origin build-output-moved:main
has refs/heads/main main
pushes 1 "$expected/new-branch-refused" origin forget-confluence
has refs/heads/forget-confluence ''
pushes 0 "$expected/passes" origin all-updated
has refs/heads/all-updated all-updated
pushes 1 "$expected/all-or-nothing" origin unrelated-move forget-confluence
has refs/heads/unrelated-move ''
pushes 0 "$expected/deleted" origin :all-updated
has refs/heads/all-updated ''
git tag -a -m 'Release' v1 forget-confluence
git tag readme "$(echo hello | git hash-object -w --stdin)"
pushes 1 "$expected/tag-refused" origin v1
pushes 0 "$expected/tag-of-a-file" origin readme

# Nothing is left of what was refused, and the store is beside the repository's own files.
holds 'no quarantine is left' sh -c "! ls -d '$server'/objects/*incoming* '$server'/objects/tmp_objdir* 2>/dev/null"
holds 'the graph is kept' sh -c "ls '$server'/crossdep/graph-*.db"
guilty=$(git rev-parse forget-confluence)
holds 'what was refused is not there' sh -c "! git -C '$server' cat-file -e $guilty"
holds 'the repository is sound' git -C "$server" fsck --strict

# Where nothing can be written the answer is the same.
rm -r "$server/crossdep"
: >"$server/crossdep"
pushes 1 "$expected/refused" origin build-output-moved:main
pushes 0 "$expected/passes" origin all-updated

# Each ref by itself.
says 0 "$expected/uninstall" crossdep --git-dir "$server" hook uninstall pre-receive
says 0 "$expected/install-update" crossdep --git-dir "$server" hook install update
pushes 1 "$expected/each-by-itself" origin unrelated-move forget-confluence
has refs/heads/unrelated-move unrelated-move
has refs/heads/forget-confluence ''

# What git gives the hooks can be given by hand.
zero=0000000000000000000000000000000000000000
says 1 "$expected/by-hand" crossdep hook run update refs/heads/main "$(git rev-parse main)" "$guilty"
says 1 "$expected/by-hand" sh -c "
	echo $(git rev-parse main) $guilty refs/heads/main | crossdep hook run pre-receive"
says 0 "$expected/nothing" sh -c "echo $guilty $zero refs/heads/main | crossdep hook run pre-receive"
says 2 "$expected/no-line" sh -c "echo $guilty refs/heads/main | crossdep hook run pre-receive"
says 2 "$expected/no-hook" crossdep hook install post-commit
ends
