#!/bin/sh
# What is staged, and what only lies in the work tree.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
says 0 "$expected/clean" crossdep check --staged
says 0 "$expected/clean" crossdep check --worktree

# A move that is made, then staged.
mv shared/i18n shared/locales
says 0 "$expected/clean" crossdep check --staged
says 1 "$expected/moved" crossdep check --worktree
git add --all
says 1 "$expected/moved" crossdep check --staged
holds 'nothing is written into the repository' sh -c '! git cat-file -e HEAD:shared/locales'

# Put back in the work tree only.
cp -r shared/locales shared/i18n
says 1 "$expected/moved" crossdep check --staged
says 0 "$expected/put-back" crossdep check --worktree
# What is ignored does not count.
mkdir -p .git/info
echo /shared/i18n >.git/info/exclude
says 1 "$expected/moved" crossdep check --worktree
: >.git/info/exclude
git reset --quiet --hard

# Line ends are those that git would keep, and links lead nowhere outside.
git config core.autocrlf input
sed -i 's/$/\r/' apps/confluence-calendar/atlassian-connect.json
says 0 "$expected/line-ends" crossdep check --worktree
git reset --quiet --hard
rm -r shared/i18n
ln -s /etc shared/i18n
says 1 "$expected/link" crossdep check --worktree
git reset --quiet --hard

# What a sparse checkout leaves out is there all the same.
git sparse-checkout set apps/confluence-calendar
says 0 "$expected/clean" crossdep check --staged
says 0 "$expected/clean" crossdep check --worktree
git sparse-checkout set --sparse-index apps/confluence-calendar
says 0 "$expected/clean" crossdep check --staged
says 3 "$expected/sparse-index" crossdep check --worktree
git sparse-checkout disable

says 2 "$expected/both" crossdep check --staged --worktree
git checkout --quiet -b one && echo 1 >conflict && git add conflict && git commit --quiet -m one
git checkout --quiet -b two main && echo 2 >conflict && git add conflict && git commit --quiet -m two
git merge --quiet one >/dev/null 2>&1 || :
says 3 "$expected/not-merged" crossdep check --staged
git clone --quiet --bare . ../bare.git
cd ../bare.git
says 3 "$expected/bare" crossdep check --worktree
ends
