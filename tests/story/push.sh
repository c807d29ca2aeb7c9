#!/bin/sh
# What git push meets when the hook is installed.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

# pushes STATUS FILE ARGUMENTS: git's own closing lines are left out, they are git's to change.
pushes() {
	wanted=$1
	file=$2
	shift 2
	# shellcheck disable=SC2016 # the inner shell's
	says "$wanted" "$file" sh -c '
		status=0
		git push --quiet "$@" >../pushed 2>&1 || status=$?
		grep -v -e "^error: failed to push some refs" -e "^hint: " ../pushed || :
		exit $status' push "$@"
}

# at ORIGIN'S BRANCH REVISION: the branch stands there now; "" means that there is none.
at() {
	holds "origin's $1 is at '$2'" test \
		"$(git -C "$work/origin.git" rev-parse --quiet --verify "refs/heads/$1" || :)" = \
		"$([ -z "$2" ] || git rev-parse "$2")"
}

unpack translations-moved
git init --quiet --bare --initial-branch=main "$work/origin.git"
git remote add origin ../origin.git
git push --quiet origin main
holds 'the hook is installed' crossdep hook install

# New branches are compared with what the remote's default branch has.
pushes 1 "$expected/new-branch-stopped" origin forget-confluence
at forget-confluence ''
pushes 0 "$expected/new-branch-passes" origin all-updated
at all-updated all-updated
pushes 0 "$expected/up-to-date" origin all-updated

# An existing branch is compared with where it stands.
pushes 1 "$expected/main-stopped" origin build-output-moved:main
at main main
pushes 0 "$expected/half-way" origin mended-in-time~1:refs/heads/half --no-verify
pushes 0 "$expected/mended" origin mended-in-time:half
at half mended-in-time
pushes 1 "$expected/forced" --force origin language-deleted:half
at half mended-in-time

# Several at once: one that breaks stops all; each is told apart.
pushes 1 "$expected/several" origin unrelated-move mass-edit reformat-only language-deleted
at unrelated-move ''
at mass-edit ''
pushes 0 "$expected/several-pass" origin unrelated-move reformat-only
at reformat-only reformat-only

# Deleting breaks nothing, tags are commits like others.
pushes 0 "$expected/deletion" origin :unrelated-move
at unrelated-move ''
git tag -a -m 'Release' v1 all-updated
git tag -a -m 'Release' v2 forget-confluence
pushes 0 "$expected/tag-passes" origin v1
pushes 1 "$expected/tag-stopped" origin v2

# Whoever knows better can say so.
pushes 0 "$expected/no-verify" --no-verify origin forget-confluence
at forget-confluence forget-confluence

# Tags of what is no commit, and what the remote has already.
git tag readme "$(echo hello | git hash-object -w --stdin)"
pushes 0 "$expected/tag-of-a-file" origin readme
pushes 0 "$expected/known-commit" origin forget-confluence:refs/heads/again --no-verify
pushes 0 "$expected/known-commit" origin forget-confluence:refs/heads/and-again

# A branch that begins at another one of the remote's is compared with that one.
git checkout --quiet -b later forget-confluence
git commit --quiet --allow-empty --message 'Later'
pushes 0 "$expected/begins-at-another" origin later
at later later

# The remote by its URL, and one that is no remote of ours.
git branch --quiet by-url mass-edit
pushes 1 "$expected/by-url" ../origin.git by-url

# The first push of all: there is nothing to compare with.
git init --quiet --bare --initial-branch=main "$work/empty.git"
pushes 0 "$expected/first-push" ../empty.git main

# What git gives the hook can be given by hand.
guilty=$(git rev-parse mass-edit)
says 1 "$expected/by-hand" sh -c "
	echo refs/heads/x $guilty refs/heads/main $(git rev-parse main) |
	crossdep hook run pre-push origin ../origin.git"
says 0 "$expected/nothing-to-push" crossdep hook run pre-push origin ../origin.git

# A commit at the remote that is not here: compared with the default branch.
says 1 "$expected/unknown-remote-commit" sh -c "
	echo refs/heads/x $guilty refs/heads/x 1234567890123456789012345678901234567890 |
	crossdep hook run pre-push origin ../origin.git"

# In a shallow clone it is said where history ends before.
git clone --quiet --depth=1 --branch=main "file://$work/origin.git" "$work/shallow"
cd "$work/shallow"
git fetch --quiet --depth=1 origin mass-edit:mass-edit 2>/dev/null || git fetch --quiet --depth=1 "$work/translations-moved" mass-edit:mass-edit
says 3 "$expected/shallow" sh -c "
	echo refs/heads/x $guilty refs/heads/x 0000000000000000000000000000000000000000 |
	crossdep hook run pre-push origin ../origin.git"
ends
