#!/bin/sh
# The incident in all its shapes, each of which stops the change; its harmless twins, of which nothing is said.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
sample=$samples/translations-moved/expected

for branch in move-translations forget-confluence build-output-moved mass-edit language-deleted; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
	says 1 "$sample/$branch" crossdep check "main..$branch" --format json
done
says 1 "$sample/forget-confluence.github" crossdep check main..forget-confluence --format github
says 1 "$sample/forget-confluence.color" crossdep check main..forget-confluence --color always

for branch in all-updated mended-in-time unrelated-move reformat-only; do
	says 0 "$sample/$branch" crossdep check "main..$branch"
done
says 0 "$sample/all-updated" crossdep check main..all-updated --format json

# Commit by commit: the first half of mended-in-time is broken, the second mends it.
says 1 "$sample/mended-in-time~1" crossdep check mended-in-time~1
says 0 "$sample/mended-in-time~0" crossdep check mended-in-time
says 1 "$sample/mended-in-time-each" crossdep check main..mended-in-time --each-commit
says 0 "$sample/reformat-only-each" crossdep check main..reformat-only --each-commit

# The order of questions is of no account: the store stands at another commit each time.
says 1 "$sample/mass-edit" crossdep check main..mass-edit
holds 'reformat-only can be scanned' crossdep scan reformat-only
says 1 "$sample/forget-confluence" crossdep check main..forget-confluence

holds 'main can be scanned' crossdep scan main
says 0 "$sample/apps" crossdep apps
says 0 "$sample/impact" crossdep impact shared/i18n/de-DE.json
says 0 "$sample/refs" crossdep refs apps/confluence-calendar/atlassian-connect.json
says 0 "$sample/refs-dangling" crossdep refs --dangling
ends
