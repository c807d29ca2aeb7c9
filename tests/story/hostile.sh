#!/bin/sh
# Repositories that no git command would make: whatever is in them, the answer is right, or says why
# there is none, and no byte of theirs reaches the terminal as it is.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

git init --quiet --initial-branch=main "$work/repo"
cd "$work/repo"

# object TYPE: writes an object of the bytes on standard input, whatever they are.
object() {
	git hash-object -t "$1" -w --stdin --literally
}

# entry MODE NAME ID: one entry of a tree; NAME may hold what printf knows.
entry() {
	printf '%s %b\0' "$1" "$2"
	printf '%b' "$(printf %s "$3" | awk -v digits=0123456789abcdef '{
		for (i = 1; i < length($0); i += 2) {
			byte = (index(digits, substr($0, i, 1)) - 1) * 16
			byte += index(digits, substr($0, i + 1, 1)) - 1
			printf "\\0%03o", byte
		}
	}')"
}

# branch NAME TREE [SUBJECT]: a commit on top of main.
branch() {
	git update-ref "refs/heads/$1" "$(printf '%b' "${3:-$1}" |
		git commit-tree "$2" -p main -F -)"
}

package=$(printf '{"name": "x", "main": "./a.js", "files": ["a.js"]}' | object blob)
script=$(printf 'run()' | object blob)
{
	entry 100644 a.js "$script"
	entry 100644 package.json "$package"
} >"$work/plain"
git update-ref refs/heads/main "$(git commit-tree -m main "$(object tree <"$work/plain")")"

# Names that would move the cursor, add lines to a log, or are no text at all.
inner=$(printf '{"name": "\\u001b[31mred", "main": "./b.js"}' | object blob)
dir=$({
	entry 100644 b.js "$script"
	entry 100644 package.json "$inner"
} | object tree)
{
	entry 100644 ':\072error file=x\072\072y' "$script"
	entry 100644 a.js "$script"
	entry 40000 'dir\033[2J\n\377' "$dir"
	entry 100644 package.json "$package"
} | object tree >"$work/id"
branch names "$(cat "$work/id")"
gone=$(entry 100644 package.json "$inner" | object tree)
{
	entry 100644 a.js "$script"
	entry 40000 'dir\033[2J\n\377' "$gone"
	entry 100644 package.json "$package"
} | object tree >"$work/id"
branch names-break "$(cat "$work/id")" 'a \033[31mred\a subject'
says 0 "$expected/names" crossdep check names..names-break
says 0 "$expected/names-as-data" crossdep check names..names-break --format json
says 0 "$expected/names-as-annotations" crossdep check names..names-break --format github
says 3 "$expected/revision" crossdep check "$(printf 'no\033[2J\nsuch')"
says 3 "$expected/long-revision" crossdep check "$(head -c 3000 /dev/zero | tr '\0' x)"

# Entries out of order, and names that stand twice: the first counts, as for git.
{
	entry 100644 z.js "$script"
	entry 100644 package.json "$package"
	entry 100644 a.js "$script"
	entry 100644 a.js "$package"
	entry 100644 package.json "$script"
} | object tree >"$work/id"
branch twice "$(cat "$work/id")"
says 0 "$expected/twice" crossdep check main..twice

# Symlinks that lead to one another, and a submodule in the place of a file.
{
	entry 120000 a.js "$(printf b.js | object blob)"
	entry 120000 b.js "$(printf a.js | object blob)"
	entry 100644 package.json "$package"
	entry 120000 self "$(printf . | object blob)"
} | object tree >"$work/id"
branch circle "$(cat "$work/id")"
says 0 "$expected/circle" crossdep check main..circle
{
	entry 160000 a.js 1111111111111111111111111111111111111111
	entry 100644 package.json "$package"
} | object tree >"$work/id"
branch submodule "$(cat "$work/id")"
says 0 "$expected/submodule" crossdep check main..submodule

# Manifests that are too large, or nested too deep, are not read.
{
	printf '{"name": "x", "main": "./a.js", "files": ["a.js"]}'
	head -c 17000000 /dev/zero | tr '\0' ' '
} | object blob >"$work/blob"
{
	entry 100644 a.js "$script"
	entry 100644 package.json "$(cat "$work/blob")"
} | object tree >"$work/id"
branch large "$(cat "$work/id")"
says 0 "$expected/large" crossdep check main..large
{
	printf '{"main": '
	head -c 100000 /dev/zero | tr '\0' '['
} | object blob >"$work/blob"
{
	entry 100644 a.js "$script"
	entry 100644 package.json "$(cat "$work/blob")"
} | object tree >"$work/id"
branch nested "$(cat "$work/id")"
says 0 "$expected/nested" crossdep check main..nested

# More directories inside each other than any system can check out.
awk -v script="$script" 'BEGIN {
	print "commit refs/heads/deep"
	print "committer a <a@example> 1701000000 +0000"
	print "data 4\ndeep"
	print "from refs/heads/main^0"
	path = "d"
	for (i = 0; i < 2100; i++) path = path "/d"
	print "M 100644 " script " " path "/x"
}' | git fast-import --quiet --force
says 3 "$expected/deep" crossdep check main..deep

# What is not there, or is not what it says.
missing=2222222222222222222222222222222222222222
{
	entry 100644 a.js "$script"
	entry 100644 package.json $missing
} | object tree >"$work/id"
branch no-manifest "$(cat "$work/id")"
says 3 "$expected/no-manifest" crossdep check main..no-manifest
{
	entry 40000 d $missing
	entry 100644 package.json "$package"
} | object tree >"$work/id"
branch no-tree "$(cat "$work/id")"
says 3 "$expected/no-tree" crossdep check main..no-tree
{
	entry 100644 a.js $missing
	entry 100644 package.json "$package"
} | object tree >"$work/id"
branch no-target "$(cat "$work/id")"
says 0 "$expected/no-target" crossdep check main..no-target
branch half-tree "$(printf '100644 a' | object tree)"
says 3 "$expected/half-tree" crossdep check main..half-tree

spoil() {
	file=.git/objects/$(printf %s "$1" | sed 's/^../&\//')
	chmod u+w "$file"
	printf 'spoilt' >"$file"
}
spoil "$(git rev-parse 'circle^{tree}')"
says 3 "$expected/spoilt-tree" crossdep --db :memory: check main..circle
spoil "$(git rev-parse submodule)"
# libgit2 1.5 loses some memory on this way.
says 3 "$expected/spoilt-commit" env ASAN_OPTIONS=detect_leaks=0 crossdep --db :memory: check main..submodule
spoil "$package"
says 3 "$expected/spoilt-manifest" crossdep --db :memory: check main..twice
ends
