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
ends
