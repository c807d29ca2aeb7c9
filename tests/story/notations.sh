#!/bin/sh
# A value that is mended keeps the notation of its file: quotes, escapes, blocks, and what stands
# beside a value that is one of several in a text.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

git init --quiet --initial-branch=main "$work/notations"
cd "$work/notations"
mkdir -p app s
cat >.crossdep.json <<'END'
{ "rules": [
	{ "format": "any", "files": [ "app/f.*" ], "references": [
		{ "at": "/run", "split": "words", "only": [ "../*" ] },
		{ "at": [ "/parts", "/**/parts/**", "/of/parts" ], "split": ";" },
		{ "at": "/**" }
	] }
] }
END
cat >app/f.yaml <<'END'
plain: ../s/one.txt # a remark
spaced: ../s/with space.txt
single: '../s/it''s.txt'
double: "../s/one\u002etxt"
block: |-
  ../s/one.txt
folded: >-
  ../s/one.txt
anchored: &a ../s/one.txt
alias: *a
flow: { x: ../s/one.txt, y: "../s/a,b.txt" }
parts: "../s/one.txt;../s/two.txt; ../s/one.txt"
run: |
  cat ../s/one.txt ../s/two.txt
  cp ../s/two.txt /tmp
END
cat >app/f.toml <<'END'
basic = "../s/one.txt"
literal = '../s/it.txt'
escaped = "../s/one\u002Etxt"
lines = """../s/one.txt"""
parts = '../s/one.txt;../s/two.txt'
END
cat >app/f.xml <<'END'
<root>
  <a p="../s/one.txt"/>
  <b p='../s/R&amp;D.txt'/>
  <parts p="../s/one.txt;../s/two.txt"/>
  <t>../s/one.txt</t>
</root>
END
cat >app/f.ini <<'END'
[of]
plain = ../s/one.txt
spaced = ../s/with space.txt
parts = ../s/one.txt;../s/two.txt
END
cat >app/f.properties <<'END'
plain=../s/one.txt
spaced = ../s/with\ space.txt
letter: ../s/\u00e9.txt
parts=../s/one.txt;\
  ../s/two.txt
END
cat >app/f.json <<'END'
{ "plain": "../s/one.txt", "slashes": "..\/s\/one.txt", "letter": "../s/\u00e9.txt",
  "parts": "../s/one.txt;../s/two.txt;../s/one.txt" }
END
for name in one two it "it's" 'with space' a,b 'R&D' é; do
	echo "$name" >"s/$name.txt"
done
git add .
git commit --quiet -m 'Name them in every way'
git mv s texts
git commit --quiet -m 'Rename s to texts'

says 0 "$expected/patch" crossdep fix HEAD~1..HEAD
crossdep fix HEAD~1..HEAD >"$work/fix.patch" 2>/dev/null
holds 'git takes the patch' git apply --index "$work/fix.patch"
git commit --quiet -m 'Follow'
says 0 "$expected/mended" crossdep check HEAD~2..HEAD --fail-on any

ends
