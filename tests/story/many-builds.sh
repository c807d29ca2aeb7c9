#!/bin/sh
# Apps that get the same texts each by another build: what breaks each of them, and the harmless twins.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

needs_programs
unpack many-builds
sample=$samples/many-builds/expected

holds 'there is no configuration' test ! -e .crossdep.json
says 0 "$sample/refs-dangling" crossdep refs --dangling
for branch in source-moved command-changed script-destination-changed list-changed plugin-removed vite-destination-changed \
	vite-filter-narrowed gulp-destination-changed mount-changed function-changed; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
done
says 1 "$sample/source-moved-all" crossdep check --all main..source-moved
for branch in mount-changed function-changed; do
	says 1 "$sample/$branch" crossdep check "main..$branch" --format json
done
for branch in source-moved-with-all command-changed-with-its-app script-reordered script-with-variable list-grows \
	plugin-in-a-constant plugin-out-of-sight gulp-out-of-sight mount-out-of-sight mount-changed-with-its-app \
	function-changed-with-all function-out-of-sight; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done
says 0 "$sample/why" crossdep why /i18n/de-DE.json
ends
