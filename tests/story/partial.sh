#!/bin/sh
# Clones that lack something: what to fetch is said, and no verdict is given.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
git config uploadpack.allowFilter true
git clone --quiet --no-checkout --filter=blob:none "file://$PWD" "$work/partial" 2>/dev/null
cd "$work/partial"
says 3 "$expected/lacks-files" crossdep check origin/main..origin/forget-confluence
says 3 "$expected/lacks-files-merge" crossdep check origin/main...origin/forget-confluence
holds 'what is said helps' git fetch --quiet --refetch --no-filter origin
holds 'then it is judged' sh -c '! crossdep check origin/main..origin/forget-confluence'

# A file that is missing only in a later commit, when nothing is stored yet.
cd "$work/translations-moved"
git switch --quiet -c large main
printf '{"name": "large", "keywords": ["%04096d"]}\n' 0 >package.json
git add package.json
git commit --quiet -m 'Add a large package'
git clone --quiet --no-checkout --filter=blob:limit=4k "file://$PWD" "$work/without-large" 2>/dev/null
cd "$work/without-large"
says 3 "$expected/lacks-one-file" crossdep audit origin/main..origin/large

git clone --quiet --depth=1 --no-single-branch "file://$work/translations-moved" "$work/shallow"
cd "$work/shallow"
says 3 "$expected/lacks-history" crossdep check origin/main...origin/forget-confluence
holds 'two commits that are there can be compared' sh -c '
	! crossdep check origin/main..origin/forget-confluence >out && grep -q "3 breaks" out'
holds 'what is said helps' git fetch --quiet --unshallow
holds 'then it is judged' sh -c '! crossdep check origin/main...origin/forget-confluence'
ends
