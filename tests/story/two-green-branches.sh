#!/bin/sh
# Two branches that are right by themselves, and the merge that is not, whichever way round.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack two-green-branches
sample=$samples/two-green-branches/expected

says 0 "$sample/drop-italian" crossdep check main..drop-italian
says 0 "$sample/add-notes" crossdep check main..add-notes
says 1 "$sample/merged" crossdep check merged
says 1 "$sample/merged" crossdep check merged --format json
says 1 "$sample/merged-the-other-way" crossdep check merged-the-other-way
says 1 "$sample/main..merged" crossdep check main..merged

# Before the merge is made.
says 1 "$sample/drop-italian...add-notes" crossdep check drop-italian...add-notes
says 1 "$sample/add-notes...drop-italian" crossdep check add-notes...drop-italian
says 1 "$sample/add-notes...drop-italian" crossdep check add-notes...drop-italian --format json
says 0 "$sample/main...add-notes" crossdep check main...add-notes
says 0 "$sample/main...drop-italian" crossdep check main...drop-italian
says 0 "$sample/already-merged" crossdep check merged...add-notes
says 1 "$sample/fast-forward" crossdep check add-notes...merged

# A side that is left out is HEAD.
git checkout --quiet add-notes
says 1 "$sample/add-notes...drop-italian" crossdep check ...drop-italian
says 1 "$sample/drop-italian...add-notes" crossdep check drop-italian...

# What both changed, each in its own way, is nobody's to judge.
git checkout --quiet -b conflict drop-italian
sed -i 's/acme.calendar/acme.agenda/' apps/calendar/atlassian-connect.json
git commit --quiet --all --message 'Rename the calendar'
git checkout --quiet -b other-way drop-italian
sed -i 's/acme.calendar/acme.diary/; s/de-DE.json/at-AT.json/' apps/calendar/atlassian-connect.json
git commit --quiet --all --message 'Rename the calendar, too'
says 0 "$expected/conflict" crossdep check conflict...other-way

# A merge is no commit.
says 2 "$expected/each-commit" crossdep check --each-commit drop-italian...add-notes

# Histories that have nothing in common.
git checkout --quiet --orphan stranger
git commit --quiet --message 'Begin again'
says 3 "$expected/strangers" crossdep check main...stranger
ends
