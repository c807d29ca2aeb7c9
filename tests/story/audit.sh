#!/bin/sh
# What a history broke, for how long, and what mended it.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved
says 0 "$expected/mended-in-time" crossdep audit mended-in-time
says 0 "$expected/as-lines" crossdep audit mended-in-time --format json
says 0 "$expected/one-branch" crossdep audit main..build-output-moved
says 0 "$expected/youngest" crossdep audit mended-in-time --max-count 1
says 0 "$expected/since" crossdep audit mended-in-time --since 2023-10-31
says 0 "$expected/nothing" crossdep audit main..main
holds 'the graph of the repository is left alone' test ! -e .git/crossdep
says 2 "$expected/no-date" crossdep audit --since 'when I was young'
says 2 "$expected/no-number" crossdep audit -n many
says 2 "$expected/no-stretch" crossdep audit main...move-translations
says 3 "$expected/no-commit" crossdep audit main..nowhere

unpack two-green-branches
says 0 "$expected/merged" crossdep audit merged
says 0 "$expected/merged-all" crossdep audit merged --all-commits
ends
