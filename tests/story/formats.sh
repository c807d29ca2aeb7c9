#!/bin/sh
# Every format tells the same, whatever names a stranger's repository has: many breaks, long paths,
# and bytes that a terminal, XML or JSON would take for something else.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

git init --quiet --initial-branch=main "$work/strange"
cd "$work/strange"
git config core.quotePath false
odd=$(printf 'apps/"<b>&\033[31m\377\342\200\256')
long=$(printf '%0100d/%0100d' 1 2)
mkdir -p "$odd" "shared/$long" lists
printf '{ "name": "odd %s", "private": true }\n' '\u001b]0;title\u0007' >"$odd/package.json"
printf '{ "files": ["../../shared/%s/x.ts", "../../shared/y.ts"] }\n' "$long" >"$odd/tsconfig.json"
echo 1 >"shared/$long/x.ts"
echo 2 >shared/y.ts
{
	printf '{ "files": ['
	for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15; do
		printf '"../shared/many/%s.ts", ' "$i"
		mkdir -p shared/many
		echo "number $i" >"shared/many/$i.ts"
	done
	printf '"../shared/y.ts"] }\n'
} >lists/tsconfig.json
printf '{ "name": "lists" }\n' >lists/package.json
printf '* @acme/"<&>\033[0m @two @three @four @five @six @seven\n' >CODEOWNERS
git add -A
git commit --quiet -m 'Start'
git rm --quiet -r shared
git commit --quiet -m "$(printf '\033[2J</failure>::error::Delete all')"

says 1 "$expected/text" crossdep check HEAD
says 1 "$expected/text.all" crossdep check HEAD --all
for format in json github gitlab sarif junit; do
	says 1 "$expected/$format" crossdep check HEAD --format "$format"
done
# A tab is how JSON is indented here. The inner shell fills in $format.
# shellcheck disable=SC2016
holds 'no format prints a control character' sh -c '
	for format in text json github gitlab sarif junit; do
		crossdep check HEAD --format $format || true
	done | LC_ALL=C tr -d "\\n\\t" | LC_ALL=C grep -c "[[:cntrl:]]" | grep -qx 0'

says 2 "$expected/each-commit" crossdep check HEAD --each-commit --format sarif

git revert --no-edit HEAD >/dev/null
for format in text github gitlab sarif junit; do
	says 0 "$expected/nothing.$format" crossdep check HEAD --format "$format"
done
ends
