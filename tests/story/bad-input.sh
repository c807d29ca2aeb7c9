#!/bin/sh
# What cannot be done is said, with status 3; what can be done in spite of it is done.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

mkdir "$work/empty"
cd "$work/empty"
says 3 "$expected/not-a-repository" crossdep check
says 3 "$expected/no-such-directory" crossdep -C "$work/nowhere" check
git init --quiet --initial-branch=main
says 3 "$expected/no-commit" crossdep scan

unpack translations-moved
says 3 "$expected/unknown-revision" crossdep check main..nowhere
says 3 "$expected/unknown-base" crossdep check nowhere..main
says 3 "$expected/not-a-commit" crossdep scan main:shared
says 3 "$expected/unknown-revision-json" crossdep check main..nowhere --format json

# A manifest that does not parse is a finding, not the end.
git switch --quiet -c broken-manifest forget-confluence
printf '{\n  "key": "com.acme.admin",\n  "name" "Acme Admin Console"\n}\n' \
	>apps/admin/atlassian-connect.json
git commit --quiet -a -m 'Lose a colon'
says 1 "$expected/broken-manifest" crossdep check main..broken-manifest
says 1 "$expected/broken-manifest-as-data" crossdep check main..broken-manifest --format json

# The configuration at head must be right, for nobody else will look at it.
git switch --quiet -c broken-configuration forget-confluence
sed -i '4s/"acme-copy-list"/12/' .crossdep.json
git commit --quiet -a -m 'A number for a name'
says 3 "$expected/broken-configuration" crossdep check main..broken-configuration
printf '{\n  "rules": [\n' >.crossdep.json
git commit --quiet -a -m 'Half a file'
says 3 "$expected/half-configuration" crossdep check main..broken-configuration

# At base it cannot be helped any more: it is said, and the defaults count.
git switch --quiet -c mended-configuration
git checkout --quiet main -- .crossdep.json
rm apps/jira-boards/public/icon.svg
git commit --quiet -a -m 'Mend the configuration, lose an icon'
says 0 "$expected/broken-base" crossdep check broken-configuration..mended-configuration
ends
