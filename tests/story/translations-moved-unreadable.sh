#!/bin/sh
# The incident where nobody can read what the build does: only the names of the files tell.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved-unreadable
sample=$samples/translations-moved-unreadable/expected

for branch in move-translations forget-confluence language-deleted; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
done
says 1 "$sample/move-translations" crossdep check main..move-translations --format json
# Where nothing tells what is served, an edit is nobody's mistake.
for branch in mass-edit build-output-moved; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done
for branch in all-updated mended-in-time unrelated-move reformat-only; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done

says 0 "$sample/why" crossdep why /i18n/de-DE.json --app apps/confluence-calendar
says 0 "$sample/why-all" crossdep why /i18n/de-DE.json
says 0 "$sample/why-nothing" crossdep why /i18n/xx.json
ends
