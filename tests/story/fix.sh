#!/bin/sh
# What mends a change, as a patch that git applies and in the work tree, and when it is refused.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
git switch --quiet forget-confluence

says 0 "$expected/patch" crossdep fix main..forget-confluence
crossdep fix main..forget-confluence >"$work/fix.patch" 2>/dev/null
holds 'git takes the patch' git apply --index "$work/fix.patch"
git commit --quiet -m 'Follow the translations'
says 0 "$expected/mended" crossdep check main..HEAD
says 0 "$expected/nothing" crossdep fix main..HEAD

# In the work tree, from anywhere in it.
git reset --quiet --hard forget-confluence~0
git reset --quiet --hard HEAD~1
cd apps/portal
says 0 "$expected/applied" crossdep fix main..HEAD --apply
cd ../..
holds 'it is the same edit' git apply --check --reverse "$work/fix.patch"
holds 'and nothing else' test "$(git status --porcelain | wc -l)" -eq 1

# A file that is not what was judged stays as it is.
says 3 "$expected/differs" crossdep fix main..HEAD --apply
git checkout --quiet -- .
echo >>apps/confluence-calendar/atlassian-connect.json
git diff >"$work/before"
says 3 "$expected/differs" crossdep fix main..HEAD --apply
git diff >"$work/after"
holds 'the file was not touched' cmp "$work/before" "$work/after"

# Neither is a link followed, nor one on the way.
git checkout --quiet -- .
mv apps/confluence-calendar/atlassian-connect.json "$work/outside.json"
ln -s "$work/outside.json" apps/confluence-calendar/atlassian-connect.json
cp "$work/outside.json" "$work/outside.before"
says 3 "$expected/differs" crossdep fix main..HEAD --apply
rm apps/confluence-calendar/atlassian-connect.json
git checkout --quiet -- .
mv apps/confluence-calendar "$work/outside"
ln -s "$work/outside" apps/confluence-calendar
cp "$work/outside/atlassian-connect.json" "$work/directory.before"
says 3 "$expected/differs" crossdep fix main..HEAD --apply
holds 'what a link leads to was not touched' cmp "$work/outside.json" "$work/outside.before"
holds 'nor what lies behind one' \
	cmp "$work/outside/atlassian-connect.json" "$work/directory.before"
rm apps/confluence-calendar
mv "$work/outside" apps/confluence-calendar

# Without a work tree there is only the patch.
git clone --quiet --bare . "$work/bare.git"
cd "$work/bare.git"
says 3 "$expected/bare" crossdep fix main..forget-confluence --apply
says 0 "$expected/patch" crossdep fix main..forget-confluence

# Behind a symlink the value goes on being written through it.
git init --quiet --initial-branch=main "$work/linked"
cd "$work/linked"
mkdir shared shared/icons extension
echo icon >shared/icons/small.png
ln -s ../shared/icons extension/icons
cat >extension/manifest.json <<'EOF'
{ "manifest_version": 3, "name": "Notes", "version": "1", "icons": { "16": "icons/small.png" } }
EOF
git add .
git commit --quiet -m 'An extension'
mkdir shared/icons/16
git mv shared/icons/small.png shared/icons/16/notes.png
git commit --quiet -m 'Sort the icons'
crossdep fix main~1..main >"$work/linked.patch" 2>/dev/null
holds 'git takes the patch' git apply "$work/linked.patch"
holds 'it goes through the link' grep -q '"icons/16/notes.png"' extension/manifest.json

# What has no certain edit is left alone.
cd "$work/translations-moved"
says 0 "$expected/none-certain" crossdep fix main..language-deleted
ends
