/* merge_told_test.c - what git was told of merging, by attributes and configuration. */
#include <string.h>

#include "repo/merge.h"
#include "support/assert.h"
#include "support/sandbox.h"

static int setup(void **state)
{
	*state = sandbox_new();
	return 0;
}

static int teardown(void **state)
{
	sandbox_free(*state);
	return 0;
}

/* Both sides change d/f.json, apart; theirs renames d/g, which ours changes. `told` is what else is
 * done, on main before the branch is made, and on the branch. */
static void make_repository(struct sandbox *sandbox, const char *told, const char *told_theirs)
{
	sandbox_run(sandbox,
		"rm -rf r && git init -q r && cd r\n"
		"put d/f.json '1\n2\n3\n4\n5\n' && put d/g '1\n2\n3\n'\n%s\ncommit start\n"
		"git switch -q -c theirs && put d/f.json '1\n2\n3\n4\nfive\n' && git mv d/g d/h\n"
		"%s\ncommit theirs\n"
		"git switch -q main && put d/f.json 'one\n2\n3\n4\n5\n' && put d/g "
		"'1\n2\nthree\n'\n"
		"commit ours",
		told, told_theirs);
}

/* The doubts of merging theirs into main, joined by a space. */
static void write_doubts(struct str *out, struct sandbox *sandbox)
{
	struct repository *repository;
	struct oid ours, theirs;
	struct merge merge;
	struct err err;

	assert_ok(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, &err));
	assert_ok(repository_resolve(repository, "main", &ours, &err));
	assert_ok(repository_resolve(repository, "theirs", &theirs, &err));
	merge_init(&merge);
	assert_ok(merge_commits(&merge, repository, &ours, &theirs, NULL, &err));
	for (size_t i = 0; i < merge.doubts.count; i++)
		str_addf(out, "%s%s", i ? " " : "", merge.doubts.items[i].path);
	merge_release(&merge);
	repository_free(repository);
}

struct row {
	const char *name, *told, *told_theirs, *doubts;
};

static void check_rows(struct sandbox *sandbox, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str doubts = STR_INIT;

		make_repository(sandbox, rows[i].told, rows[i].told_theirs);
		write_doubts(&doubts, sandbox);
		assert_row_string_equal(rows[i].name, doubts.data, rows[i].doubts);
		str_release(&doubts);
	}
}
#define CHECK_ROWS(state, rows) check_rows(*(state), rows, sizeof(rows) / sizeof *(rows))

static void a_file_with_another_merge_driver_is_in_doubt(void **state)
{
	static const struct row rows[] = {
		{ "nothing is told", "true", "true", "" },
		{ "union", "put .gitattributes '*.json merge=union'", "true", "d/f.json" },
		{ "not by lines", "put .gitattributes '*.json -merge'", "true", "d/f.json" },
		{ "binary", "put .gitattributes '/d/* binary'", "true", "d/f.json" },
		{ "somebody's program", "put .gitattributes 'd/f.json text merge=mine'", "true",
			"d/f.json" },
		{ "by a macro", "put .gitattributes '[attr]mine -diff -merge\n*.json mine'", "true",
			"d/f.json" },
		{ "beside the file", "put d/.gitattributes 'f.json merge=ours'", "true",
			"d/f.json" },
		{ "on the other side only", "true", "put .gitattributes '*.json merge=union'",
			"d/f.json" },
		{ "for this clone only",
			"mkdir -p .git/info && echo '*.json merge=union' >.git/info/attributes",
			"true", "d/f.json" },
		{ "for this user",
			"put ../mine '*.json merge=union' && git config core.attributesFile "
			"\"$PWD/../mine\"",
			"true", "d/f.json" },
	};

	CHECK_ROWS(state, rows);
}

static void what_is_told_of_other_files_or_says_the_same_raises_no_doubt(void **state)
{
	static const struct row rows[] = {
		{ "another file", "put .gitattributes '*.lock merge=union\n/f.json binary'", "true",
			"" },
		{ "by lines", "put .gitattributes '*.json merge'", "true", "" },
		{ "the driver that is the default", "put .gitattributes '* merge=text'", "true",
			"" },
		{ "other attributes", "put .gitattributes '* text=auto eol=lf -binary !merge'",
			"true", "" },
		{ "a comment", "put .gitattributes '# *.json merge=union'", "true", "" },
		{ "the same way of comparing", "git config diff.algorithm histogram", "true", "" },
		{ "renames", "git config merge.renames true", "true", "" },
	};

	CHECK_ROWS(state, rows);
}

static void a_configuration_that_merges_otherwise_raises_doubts(void **state)
{
	static const struct row rows[] = {
		{ "line endings are made alike first", "git config merge.renormalize true", "true",
			"d/f.json" },
		{ "another driver for all", "git config merge.default mine", "true", "d/f.json" },
		{ "another way of comparing", "git config diff.algorithm patience", "true",
			"d/f.json" },
		{ "no renames", "git config merge.renames false", "true", "d/g d/h" },
		{ "no renames anywhere", "git config diff.renames false", "true", "d/g d/h" },
	};

	CHECK_ROWS(state, rows);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_file_with_another_merge_driver_is_in_doubt, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_told_of_other_files_or_says_the_same_raises_no_doubt, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_configuration_that_merges_otherwise_raises_doubts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
