#!/bin/sh
# check_test.sh - shows that check.sh catches each thing it is there to catch, and nothing else.
set -eu

here=$(dirname "$0")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

# look FILE TEXT: what check.sh says of a tree whose only file holds TEXT; "clean" if nothing.
look() {
	rm -rf "$tree/src"
	mkdir -p "$tree/src/$(dirname "$1")"
	printf '%s\n' "$2" >"$tree/src/$1"
	sh "$here/check.sh" "$tree/src" 2>&1 && echo clean
}

catches() {
	case $(look "$2" "$3") in
	*"$2:1: $4"*) ;;
	*) echo "does not catch $1" && failures=$((failures + 1)) ;;
	esac
}

allows() {
	case $(look "$2" "$3") in
	clean) ;;
	*) echo "does not allow $1" && failures=$((failures + 1)) ;;
	esac
}

catches 'an include that runs up' util/a.c '#include "graph/graph.h"' 'util must not include graph'
catches 'an include from one floor up' graph/a.h '#include "check/breaks.h"' 'graph must not'
catches 'repo including rules' repo/a.c '#include "rules/facts.h"' 'repo must not include rules'
catches 'rules including repo' rules/a.c '#include "repo/snapshot.h"' 'rules must not include repo'
catches 'an include with spaces' util/a.c ' #  include "cli/io.h"' 'util must not include cli'
catches 'an include by a way round' util/a.c '#include "../graph/graph.h"' '"../graph/graph.h" is not'
catches 'a room that nobody knows' attic/a.c 'int a;' "'attic' is no room"
catches 'libgit2 outside repo' graph/a.c '#include <git2.h>' 'only repo'
catches 'a part of libgit2 outside repo' cli/a.c '#include <git2/oid.h>' 'only repo'
catches 'SQLite outside graph' check/a.c '#include <sqlite3.h>' 'only graph'
catches 'cJSON outside syntax and report' cli/a.c '#include <cjson/cJSON.h>' 'only syntax/json.c report'
catches 'a parser outside syntax' rules/yaml.c '#include <yaml.h>' 'only syntax/yaml.c'
catches 'a parser in another reader' syntax/json.c '#include <expat.h>' 'only syntax/xml.c'
catches 'stderr below cli' repo/a.c 'fprintf(stderr, "x");' 'only cli may print'
catches 'stdout at the end of a line' report/a.c 'FILE *out = stdout' 'only cli may print'
catches 'printf below cli' report/a.c 'printf("x");' 'only cli may print'
catches 'printf after a comment' report/a.c '/* a */ printf ("x");' 'only cli may print'
catches 'printf after a string' report/a.c 'f("\"/*"); puts("x");' 'only cli may print'
catches 'exit below cli' graph/a.c 'exit(3);' 'only cli may end the program'
catches 'abort below cli' syntax/a.c 'if (x) abort();' 'only cli may end the program'
catches 'exit in a C++ file' syntax/a.cc 'std::exit(3);' 'only cli may end the program'

allows 'an include that runs down' check/a.c '#include "graph/graph.h"'
allows 'a room including itself' util/a.c '#include "util/err.h"'
allows 'resolve including repo' resolve/a.c '#include "repo/snapshot.h"'
allows 'libgit2 in repo' repo/a.c '#include <git2.h>'
allows 'SQLite in graph' graph/a.c '#include <sqlite3.h>'
allows 'cJSON in its reader' syntax/json.c '#include <cjson/cJSON.h>'
allows 'a parser in its reader' syntax/yaml.c '#include <yaml.h>'
allows 'cJSON in report' report/a.c '#include <cjson/cJSON.h>'
allows 'cli printing and ending' cli/a.c 'fprintf(stdout, "x"); exit(3);'
allows 'util ending when memory is gone' util/memory.c 'fputs("x", stderr); exit(3);'
allows 'snprintf' util/a.c 'snprintf(out, size, "x");'
allows 'words in comments' util/a.c '/* never stdout, printf( or exit( */ int a; // exit(1)'
allows 'words in a long comment' util/a.c '/*
 * printf( it does not
 */'
allows 'words in literals' rules/a.c 'f("exit(1) stdout"); g('"'"'"'"'"'); h("exit(2)");'
allows 'words in longer words' util/a.c 'my_exit(1); stdout_like = 2;'

[ "$failures" -eq 0 ]
