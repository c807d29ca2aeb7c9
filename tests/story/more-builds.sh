#!/bin/sh
# One more app for each way to build: what breaks all of them at once, and what breaks one.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

needs_programs
unpack more-builds
sample=$samples/more-builds/expected

holds 'there is no configuration' test ! -e .crossdep.json
says 0 "$sample/refs-dangling" crossdep refs --dangling
for branch in source-moved destinations-changed rules-removed property-changed context-changed public-directory-changed; do
	says 1 "$sample/$branch" crossdep check --all "main..$branch"
done
for branch in source-moved-with-all property-renamed destination-changed-with-its-app; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done
says 0 "$sample/why" crossdep why /i18n/de-DE.json
ends
