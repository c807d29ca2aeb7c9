#!/bin/sh
# A manifest that stops parsing breaks nobody by that: what hangs on it is not judged, and that is said.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

# breaks_off NAME FILE: on a new branch NAME from main, FILE ends in the middle.
breaks_off() {
	git switch --quiet -c "$1" main
	head -c "$(($(wc -c <"$2") / 2))" "$2" >"$work/half"
	cp "$work/half" "$2"
	git commit --quiet -a -m "Lose half of $2"
}

unpack translations-moved
breaks_off half-copy-list tools/build/copy.json
says 0 "$expected/copy-list" crossdep check main..half-copy-list
says 0 "$expected/copy-list-as-data" crossdep check main..half-copy-list --format json
says 0 "$expected/copy-list-as-annotations" crossdep check main..half-copy-list --format github
breaks_off half-user apps/confluence-calendar/package.json
says 0 "$expected/user" crossdep check main..half-user
breaks_off half-build tools/build/package.json
says 0 "$expected/build" crossdep check main..half-build

# What broke for another reason is told all the same.
git switch --quiet half-copy-list
git rm --quiet shared/i18n/de-DE.json
git commit --quiet -m 'Drop German'
says 1 "$expected/copy-list-and-language" crossdep check main..half-copy-list

# The hook lets it pass, and says what it did not judge.
git init --quiet --bare "$work/origin.git"
git remote add origin ../origin.git
git push --quiet origin main
crossdep hook install >/dev/null
git branch --quiet half-way half-copy-list~1
says 0 "$expected/pushed" git push --quiet origin half-way

unpack workspace
breaks_off half-base tsconfig.base.json
says 0 "$expected/base-config" crossdep check main..half-base
breaks_off half-package packages/dates/package.json
says 0 "$expected/package" crossdep check main..half-package
ends
