/* ignore_test.c - gitignore(5) over a snapshot. */
#include "check/ignore.h"
#include "support/assert.h"
#include "support/trees.h"

struct row {
	const char *ignore, *path;
	bool is_directory;
	int expected;
};

static const struct row rows[] = {
	{ "x", "x", false, 1 },
	{ "x", "a/b/x", false, 1 },
	{ "x", "xy", false, 0 },
	{ "/x", "x", false, 1 },
	{ "/x", "a/x", false, 0 },
	{ "a/x", "a/x", false, 1 },
	{ "a/x", "b/a/x", false, 0 },
	{ "x/", "x", false, 0 },
	{ "x/", "x", true, 1 },
	{ "x/", "a/x/y/z", false, 1 },
	{ "*.js", "a/b.js", false, 1 },
	{ "a/*.js", "a/b/c.js", false, 0 },
	{ "a/**/c", "a/c", false, 1 },
	{ "a/**", "a/b/c", false, 1 },
	{ "a/**", "a", true, 0 },
	{ "*.js\n!b.js", "b.js", false, 0 },
	{ "!b.js\n*.js", "b.js", false, 1 },
	{ "a/\n!a/b", "a/b", false, 1 }, /* git does not look into what is ignored */
	{ "#x", "#x", false, 0 },
	{ "\\#x", "#x", false, 1 },
	{ "\\!x", "!x", false, 1 },
	{ "{a,b}", "a", false, 0 },
	{ "{a,b}", "{a,b}", false, 1 },
	{ "x\r", "x", false, 1 },
	{ "\n\n/", "x", false, 0 },
	{ "[ab]", "b", false, 1 },
};

static void patterns_are_read_as_git_reads_them(void **state)
{
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct memory_source *source = memory_source_new();
		struct snapshot *snapshot;

		memory_source_put(source, ".gitignore", ENTRY_FILE, rows[i].ignore);
		snapshot = memory_source_snapshot(source);
		assert_row_int_equal(rows[i].ignore,
			ignore_covers(snapshot, rows[i].path, rows[i].is_directory, &err),
			rows[i].expected);
		snapshot_free(snapshot);
		memory_source_free(source);
	}
}

static void a_file_nearer_to_the_path_wins(void **state)
{
	struct memory_source *source;
	struct snapshot *snapshot =
		trees_snapshot(&source, ".gitignore=*.js a/.gitignore=!b.js a/c/.gitignore@x");
	struct err err;

	(void)state;
	assert_answer(ignore_covers(snapshot, "a/b.js", false, &err), 0);
	assert_answer(ignore_covers(snapshot, "a/c/b.js", false, &err), 0);
	assert_answer(ignore_covers(snapshot, "d/b.js", false, &err), 1);
	assert_answer(ignore_covers(snapshot, "a/d.js", false, &err), 1);
	snapshot_free(snapshot);
	memory_source_free(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_are_read_as_git_reads_them),
		cmocka_unit_test(a_file_nearer_to_the_path_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
