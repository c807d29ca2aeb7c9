#!/bin/sh
# What crossdep knows about formats: shown, explained, and tested by examples.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack translations-moved

# The rules: of the program, and of this repository.
says 0 "$expected/list" crossdep rules list acme RUSH.json
says 0 "$expected/list" crossdep rules list --format json acme rush.json
says 0 "$expected/list-nothing" crossdep rules list no-such-tool
says 0 "$expected/show" crossdep rules show rush
says 0 "$expected/show-own" crossdep rules show acme-copy-list
says 0 "$expected/show-own" crossdep rules show acme-copy-list --format json
says 2 "$expected/show-unknown" crossdep rules show acme
says 2 "$expected/show-nothing" crossdep rules show
says 2 "$expected/no-command" crossdep rules
says 2 "$expected/unknown-command" crossdep rules explian
says 0 "$expected/help" crossdep rules --help
says 0 "$expected/help-explain" crossdep rules explain --help

# A file: which rule takes it, what it says, and what was asked for each verdict.
says 0 "$expected/explain" crossdep rules explain apps/confluence-calendar/atlassian-connect.json
says 0 "$expected/explain" crossdep rules explain --format json tools/build/copy.json
says 0 "$expected/explain-at-rev" crossdep rules explain --all --rev forget-confluence \
	tools/build/copy.json
says 0 "$expected/explain-mappings" crossdep rules explain tools/build/copy.json
says 0 "$expected/explain-none" crossdep rules explain shared/i18n/de-DE.json
says 2 "$expected/explain-not-there" crossdep rules explain shared/i18n/xx.json
says 2 "$expected/explain-directory" crossdep rules explain shared
says 2 "$expected/explain-nothing" crossdep rules explain

# What is not read is told as if it were; so is what cannot be read, and what is no manifest.
mkdir -p vendor/calendar apps/new
printf '{ "rushVersion": "5", "projects": [ { "packageName": "@acme/build", "projectFolder": "tools" } ] }' \
	>vendor/calendar/rush.json
cp apps/confluence-calendar/atlassian-connect.json apps/new/other.json
printf '{\n\t"extends": "x",\n\t}}\n' >apps/new/tsconfig.json
printf '{ "projects": {} }' >apps/new/workspace.json
hostile=$(printf 'apps/new/tsconfig.\033[2J.json')
printf '{ "extends": "./\\u001b[2J" }' >"$hostile"
git add -A
git commit --quiet -m 'Add odd files'
says 0 "$expected/explain-ignored" crossdep rules explain vendor/calendar/rush.json
says 0 "$expected/explain-unparsable" crossdep rules explain apps/new/tsconfig.json
says 0 "$expected/explain-by-content" crossdep rules explain apps/new/other.json
says 0 "$expected/explain-conditions" crossdep rules explain apps/new/workspace.json
says 0 "$expected/explain-hostile" crossdep rules explain "$hostile"
says 0 "$expected/refs-ignored" crossdep refs vendor/calendar/rush.json
# What is not read is told where everything is read.
rm -rf .git/crossdep
says 0 "$expected/scan" crossdep scan
says 0 "$expected/scan-ignored" crossdep scan --ignored

# A rule can be tried before it is committed.
sed 's/what our build copies/what we copy/' .crossdep.json >new
mv new .crossdep.json
says 0 "$expected/explain-not-committed" crossdep rules explain shared/i18n/de-DE.json
says 0 "$expected/explain-config" crossdep rules explain --config .crossdep.json tools/build/copy.json
says 2 "$expected/explain-no-config" crossdep rules explain --config none.json tools/build/copy.json
git checkout --quiet .crossdep.json

# Looking at another commit does not move the graph.
crossdep scan >/dev/null
crossdep scan >before
crossdep rules explain --rev main~1 apps/confluence-calendar/package.json >/dev/null
crossdep scan >after
holds 'looking at another commit leaves the graph where it is' cmp before after

# Examples: of this repository's own rules, which are those of the file as it lies here.
mkdir -p examples/list/tools/build examples/moved/base/tools/build examples/moved/head/tools/build
for copy in list moved/base moved/head; do
	printf '{ "copies": [ { "from": "shared/i18n", "to": "i18n" } ] }' \
		>examples/$copy/tools/build/copy.json
done
mkdir -p examples/moved/base/shared/i18n examples/moved/head/shared/texts
echo >examples/moved/base/shared/i18n/de.json
echo >examples/moved/head/shared/texts/de.json
echo '# A directory that is copied must not move alone.' >examples/moved/expected.txt
: >examples/list/expected.txt
says 1 "$expected/test-differs" crossdep rules test examples
says 0 "$expected/test-update" crossdep rules test --update examples
says 0 "$expected/test-holds" crossdep rules test examples/list examples/moved
says 0 "$expected/test-list" cat examples/list/expected.txt
says 0 "$expected/test-moved" cat examples/moved/expected.txt
says 2 "$expected/test-none" crossdep rules test shared
says 2 "$expected/test-nothing" crossdep rules test
says 3 "$expected/test-no-directory" crossdep rules test no-such-directory

sed 's/"files"/"flies"/' .crossdep.json >broken
mv broken .crossdep.json
says 3 "$expected/test-broken-configuration" crossdep rules test examples
says 3 "$expected/list-broken-configuration" crossdep rules list
says 3 "$expected/list-broken-file" crossdep rules list --config tools/build/copy.json

# What is inherited stands where the parent is named, and the parent's values are told.
cp -R "$SOURCE_DIR/rules/examples/tsconfig" "$work/tsconfig"
cd "$work/tsconfig"
git init --quiet
git add -A
git commit --quiet -m 'Configure'
says 0 "$expected/explain-inherited" crossdep rules explain libs/tsconfig.test.json

# Outside of a repository there are the rules of the program.
cd "$work"
says 0 "$expected/list-outside" crossdep rules list rush.json
says 3 "$expected/explain-outside" crossdep rules explain rush.json
ends
