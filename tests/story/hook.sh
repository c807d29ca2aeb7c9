#!/bin/sh
# Installing the hook: a hook that is there already is kept and called, and git decides where hooks live.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved

says 0 "$expected/install" crossdep hook install
holds 'the hook can be run' test -x .git/hooks/pre-push
cp .git/hooks/pre-push "$work/first"
says 0 "$expected/install-again" crossdep hook install
holds 'installing twice is installing once' cmp .git/hooks/pre-push "$work/first"
says 0 "$expected/uninstall" crossdep hook uninstall
holds 'nothing is left of it' test ! -e .git/hooks/pre-push
says 0 "$expected/uninstall-again" crossdep hook uninstall

# Somebody's own hook.
git init --quiet --bare "$work/origin.git"
git remote add origin ../origin.git
git push --quiet origin main
cat >.git/hooks/pre-push <<'HOOK'
#!/bin/sh
echo "arguments: $*" >own-hook-was-called
cat >>own-hook-was-called
exit "$(cat own-hook-exits-with)"
HOOK
chmod +x .git/hooks/pre-push
cp .git/hooks/pre-push "$work/own"
says 0 "$expected/install-beside" crossdep hook install

echo 0 >own-hook-exits-with
holds 'a push that breaks nothing passes both hooks' git push --quiet origin all-updated
says 0 "$expected/own-hook-was-called" cat own-hook-was-called

echo 1 >own-hook-exits-with
holds 'the other hook can still refuse' sh -c '! git push --quiet origin mended-in-time'
holds 'nothing was pushed then' sh -c '! git rev-parse --quiet --verify origin/mended-in-time'

echo 0 >own-hook-exits-with
holds 'and so can crossdep' sh -c '! git push --quiet origin forget-confluence'

says 0 "$expected/uninstall-beside" crossdep hook uninstall
holds 'the other hook is back as it was' cmp .git/hooks/pre-push "$work/own"
rm .git/hooks/pre-push

# core.hooksPath, seen from the work tree's root, wherever the command is given.
git config core.hooksPath .githooks
cd apps/portal
says 0 "$expected/install-hooks-path" crossdep hook install
cd ../..
holds 'the hook is where git looks for it' test -x .githooks/pre-push
holds 'and nowhere else' test ! -e .git/hooks/pre-push
holds 'it stops a push' sh -c '! git push --quiet origin forget-confluence'
says 0 "$expected/uninstall-hooks-path" crossdep hook uninstall
git config --unset core.hooksPath

# A linked work tree has no hooks of its own.
git worktree add --quiet "$work/linked" mass-edit
cd "$work/linked"
says 0 "$expected/install-linked" crossdep hook install
holds 'the hook is in the common directory' test -x "$work/translations-moved/.git/hooks/pre-push"
holds 'it stops a push from the linked work tree' sh -c '! git push --quiet origin mass-edit'
ends
