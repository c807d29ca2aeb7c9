#!/bin/sh
# Apps that move, go, and change their letters; and what a repository may say of it beforehand.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack apps-come-and-go
sample=$samples/apps-come-and-go/expected

for branch in move-app delete-app capital-letters; do
	says 1 "$sample/$branch" crossdep check "main..$branch"
	says 1 "$sample/$branch" crossdep check "main..$branch" --format json
	says 0 "$sample/$branch-everywhere" crossdep check "main..$branch-everywhere"
done

# Inside one app it is a warning, which does not fail unless one asks for it.
says 0 "$sample/own-settings" crossdep check main..own-settings
says 1 "$sample/own-settings.any" crossdep check main..own-settings --fail-on any
says 0 "$sample/move-app.never" crossdep check main..move-app --fail-on never

says 0 "$sample/healed" crossdep check main..healed
says 1 "$sample/healed~1" crossdep check healed~1

says 0 "$sample/live-with-it-later" crossdep check live-with-it..live-with-it-later
says 0 "$sample/live-with-it-later.all" crossdep check live-with-it..live-with-it-later --all
says 0 "$sample/live-with-it-later" crossdep check live-with-it..live-with-it-later --format json
says 1 "$sample/silence-itself" crossdep check main..silence-itself
# Once the notes do not name it, the suppression is for nothing.
git switch --quiet -c plain live-with-it
git checkout --quiet delete-app-everywhere -- apps/notes/tsconfig.json
git commit --quiet -m 'Write the settings of notes down in notes'
says 0 "$sample/plain" crossdep check HEAD
holds 'scan tells so too' sh -c 'crossdep scan | grep -q "matches nothing any more"'

says 0 "$sample/move-app.fix" crossdep fix main..move-app
git switch --quiet move-app
holds 'the fix can be applied' crossdep fix main..HEAD --apply
git commit --quiet -a -m 'Follow mail'
holds 'then nothing breaks' crossdep check main..HEAD --fail-on any
ends
