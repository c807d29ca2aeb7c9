#!/bin/sh
# The incident in all its shapes again, where nobody has told crossdep of the copy list.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved-unconfigured
sample=$samples/translations-moved-unconfigured/expected

holds 'there is no configuration' test ! -e .crossdep.json
for branch in move-translations forget-confluence build-output-moved mass-edit language-deleted; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
done
says 1 "$sample/move-translations" crossdep check main..move-translations --format json
for branch in all-updated mended-in-time unrelated-move reformat-only; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done

# From a served name to its file, each link with its line.
says 0 "$sample/why" crossdep why /i18n/de-DE.json --app apps/confluence-calendar
says 0 "$sample/why-url" crossdep why 'https://calendar.acme.example/i18n/de-DE.json?v=1'
says 0 "$sample/why" crossdep why /i18n/de-DE.json --app apps/confluence-calendar --format json
says 0 "$sample/why-path" crossdep why apps/confluence-calendar/public/i18n
says 0 "$sample/why-nothing" crossdep why /i18n/xx.json
ends
