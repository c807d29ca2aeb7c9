#!/bin/sh
# Builds larger than what is read: what hung on them is not judged, and it is said which build it is, and at which line.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

needs_programs
unpack many-builds
cd apps/chat

# builds_with TEXTS: commits a build that takes TEXTS for where the texts are.
builds_with() {
	sed -i "s|\"../../shared/i18n\"|$1|" webpack.config.js
	git add .
	git commit --quiet -m "Take the texts from $1"
}

# chain LENGTH: a new branch with parts of a build, each of which takes where the texts are from the one before it.
chain() {
	git switch --quiet -c "$1-deep" main
	mkdir parts
	echo 'module.exports = "../../shared/i18n";' >parts/1.js
	number=1
	while [ "$number" -lt "$1" ]; do
		echo "module.exports = require(\"./$number\");" >"parts/$((number + 1)).js"
		number=$((number + 1))
	done
	builds_with "require(\"./parts/$1\")"
}

# row LENGTH: a new branch with as many parts, which all are taken for where the texts are.
row() {
	git switch --quiet -c "$1-files" main
	mkdir parts
	texts='"../../shared/i18n"'
	number=0
	while [ "$number" -lt "$1" ]; do
		number=$((number + 1))
		echo 'module.exports = "";' >"parts/$number.js"
		texts="require(\"./parts/$number\") + $texts"
	done
	builds_with "$texts"
}

chain 4
says 0 "$expected/within" crossdep check main..4-deep
chain 5
says 0 "$expected/beyond-depth" crossdep check main..5-deep
crossdep scan 5-deep >"$work/scan"
holds 'a scan says it too' grep -F 'apps/chat/webpack.config.js:7: the program is not read to its end' "$work/scan"

row 16
says 0 "$expected/within-number" crossdep check main..16-files
row 17
says 0 "$expected/beyond-number" crossdep check main..17-files

git switch --quiet -c large-file main
mkdir parts
{
	printf 'module.exports = "../../shared/i18n"; //'
	head -c 524288 /dev/zero | tr '\0' x
} >parts/large.js
builds_with 'require("./parts/large")'
says 0 "$expected/beyond-size" crossdep check main..large-file

git switch --quiet -c many-steps main
{
	seq -f 'x = %.0f;' 6000
	git show main:apps/chat/webpack.config.js
} >webpack.config.js
git commit --quiet -a -m 'Say much before'
says 0 "$expected/beyond-steps" crossdep check main..many-steps
ends
