/* merge_test.c - the tree that a merge would give, and what is in doubt of it. */
#include <string.h>

#include "repo/merge.h"
#include "support/assert.h"
#include "support/sandbox.h"
#include "support/trees.h"

/* ---- three trees written by hand ---- */

static struct oid put_tree(struct memory_source *source, const char *line)
{
	static const struct oid none;

	memory_source_start(source, &none);
	trees_put(source, line);
	return *memory_source_root(source);
}

/* What lies below the root: "PATH=TEXT", in order. */
static int write_file(const struct change *change, void *payload)
{
	void **parts = payload;
	struct str *out = parts[0], text = STR_INIT;
	struct err err;

	if (change->after == ENTRY_DIRECTORY)
		return 0;
	assert_ok(snapshot_read(parts[1], &change->after_oid, 1024, &text, &err) - 1);
	str_addf(out, "%s%s%s%s", out->size ? " " : "", change->path,
		change->after == ENTRY_SYMLINK ? "@" : "=", text.data);
	str_release(&text);
	return 0;
}

static void write_tree(struct str *out, struct object_source *objects, const struct oid *root)
{
	struct snapshot *snapshot = snapshot_new(objects, root);
	void *parts[] = { out, snapshot };
	struct err err;

	str_clear(out);
	assert_ok(changes_walk(NULL, snapshot, write_file, parts, &err));
	snapshot_free(snapshot);
}

/* The tree; behind " | " the one with doubts decided the other way; behind " ? " the doubts. */
static void write_merge(struct str *out, struct object_source *objects, const struct merge *merge)
{
	struct str theirs = STR_INIT;

	write_tree(out, objects, &merge->ours);
	if (merge->doubts.count) {
		write_tree(&theirs, objects, &merge->theirs);
		str_addf(out, " | %s ?", theirs.data);
	}
	for (size_t i = 0; i < merge->doubts.count; i++)
		str_addf(out, " %s", merge->doubts.items[i].path);
	str_release(&theirs);
}

struct row {
	const char *name, *base, *ours, *theirs, *expected;
};

static void check_row(const struct row *row)
{
	struct memory_source *source = memory_source_new();
	struct oid base = put_tree(source, row->base), ours = put_tree(source, row->ours),
		   theirs = put_tree(source, row->theirs);
	struct str text = STR_INIT;
	struct merge merge;
	struct err err;

	merge_init(&merge);
	if (merge_trees(&merge, memory_source_objects(source), &base, &ours, &theirs, NULL, &err) <
		0)
		fail_msg("%s: %s", row->name, err.text);
	write_merge(&text, memory_source_objects(source), &merge);
	assert_row_string_equal(row->name, text.data, row->expected);
	str_release(&text);
	merge_release(&merge);
	memory_source_free(source);
}

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(&rows[i]);
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void what_one_side_changed_is_taken(void **state)
{
	static const struct row rows[] = {
		{ "nothing", "a=1", "a=1", "a=1", "a=1" },
		{ "ours", "a=1 b=1", "a=2 b=1", "a=1 b=1", "a=2 b=1" },
		{ "theirs", "a=1 b=1", "a=1 b=1", "a=1 b=2", "a=1 b=2" },
		{ "both, apart", "a=1 d/b=1", "a=2 d/b=1", "a=1 d/b=2", "a=2 d/b=2" },
		{ "both, in one directory", "d/a=1 d/b=1", "d/a=2 d/b=1", "d/a=1 d/b=2",
			"d/a=2 d/b=2" },
		{ "both alike", "a=1", "a=2", "a=2", "a=2" },
		{ "theirs deletes", "a=1 b=1", "a=2 b=1", "a=1", "a=2" },
		{ "ours deletes", "a=1 b=1", "a=1", "a=2 b=1", "a=2" },
		{ "both delete", "a=1 b=1 c=1", "b=2 c=1", "b=1 c=2", "b=2 c=2" },
		{ "theirs adds", "a=1", "a=2", "a=1 d/e/f=1", "a=2 d/e/f=1" },
		{ "both add to a directory", "", "d/a=1", "d/b=1", "d/a=1 d/b=1" },
		{ "theirs takes a directory away", "a=1 d/e/f=1", "a=2 d/e/f=1", "a=1", "a=2" },
		{ "a file becomes a directory", "a=1 b=1", "a=1 b=2", "a/x=1 b=1", "a/x=1 b=2" },
		{ "a directory becomes a file", "a/x=1 b=1", "a/x=1 b=2", "a=1 b=1", "a=1 b=2" },
		{ "names that sort between", "a=1 a-b=1 a.b=1 z=1", "a=1 a-b=2 a.b=1 z=2",
			"a/x=1 a-b=1 a.b=2 z=1", "a-b=2 a.b=2 a/x=1 z=2" },
		{ "a symlink", "a=1 l@a", "a=2 l@a", "a=1 l@b", "a=2 l@b" },
		{ "everything goes", "a=1 b=1", "a=1", "b=1", "" },
		{ "both delete, and one adds something else", "a=1\n2\n z=1", "b=3\n z=1", "z=1",
			"b=3\n z=1" },
		{ "both rename alike", "a=1\n2\n z=1", "b=1\n2\n z=1", "b=1\n2\n z=2",
			"b=1\n2\n z=2" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void lines_that_both_sides_changed_are_merged(void **state)
{
	static const struct row rows[] = {
		{ "apart", "f=1\n2\n3\n4\n5\n", "f=one\n2\n3\n4\n5\n", "f=1\n2\n3\n4\nfive\n",
			"f=one\n2\n3\n4\nfive\n" },
		{ "the same line", "f=1\n2\n3\n", "f=1\ntwo\n3\n", "f=1\nzwei\n3\n",
			"f=1\ntwo\n3\n | f=1\nzwei\n3\n ? f" },
		{ "added by both", "", "f=1\n2\n", "f=1\n3\n", "f=1\n2\n | f=1\n3\n ? f" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void what_git_may_decide_otherwise_is_a_doubt(void **state)
{
	static const struct row rows[] = {
		{ "changed and deleted", "a=1 b=1", "a=2 b=1", "b=1", "a=2 b=1 | b=1 ? a" },
		{ "deleted and changed", "a=1 b=1", "b=1", "a=2 b=1", "b=1 | a=2 b=1 ? a" },
		{ "a file and a directory", "z=1", "a=1 z=1", "a/x=1 z=1",
			"a=1 z=1 | a/x=1 z=1 ? a" },
		{ "two symlinks", "l@a", "l@b", "l@c", "l@b | l@c ? l" },
		{ "a file in a directory that was moved", "d/a=1\n2\n", "e/a=1\n2\n",
			"d/a=1\n2\n d/b=2", "e/a=1\n2\n | d/b=2 e/a=1\n2\n ? d/b e/b" },
		{ "a directory in one", "d/a=1\n2\n", "d/a=1\n2\n d/n/b=2", "e/a=1\n2\n",
			"d/n/b=2 e/a=1\n2\n | e/a=1\n2\n ? d/n e/n" },
		{ "a file where one of another name was moved", "a/d/f=1\n2\n",
			"a/d/f=1\n2\n a/d/g=3", "b/d/f=1\n2\n b/d/g=4",
			"a/d/g=3 b/d/f=1\n2\n | b/d/f=1\n2\n b/d/g=4 ? a/d/g b/d/g" },
		{ "renamed and edited, and changed", "a=1\n2\n3\n4\n", "b=1\n2\n3\n5\n",
			"a=0\n2\n3\n4\n", "b=1\n2\n3\n5\n | a=0\n2\n3\n4\n b=1\n2\n3\n5\n ? a b" },
		{ "nothing like it came", "a=1\n2\n3\n4\n", "b=6\n", "a=0\n2\n3\n4\n",
			"b=6\n | a=0\n2\n3\n4\n b=6\n ? a" },
		{ "it may have gone to either", "a=1\n", "b=1\n c=1\n", "a=2\n",
			"b=1\n c=1\n | a=2\n b=1\n c=1\n ? a b c" },
		{ "renamed and deleted", "a=1\n2\n3\n z=1", "b=1\n2\n3\n z=1", "z=1",
			"b=1\n2\n3\n z=1 | z=1 ? b" },
		{ "renamed to two places", "a=1\n2\n3\n", "b=1\n2\n0\n", "c=1\n2\n3\n",
			"b=1\n2\n0\n | c=1\n2\n3\n ? b c" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void an_exact_rename_is_followed(void **state)
{
	static const struct row rows[] = {
		{ "renamed by theirs", "a=1\n z=1", "a=2\n z=1", "b=1\n z=1", "b=2\n z=1" },
		{ "renamed by ours", "a=1\n z=1", "b=1\n z=1", "a=2\n z=1", "b=2\n z=1" },
		{ "with its directory", "d/a=1\n d/b=2\n", "d/a=1\n d/b=3\n", "e/a=1\n e/b=2\n",
			"e/a=1\n e/b=3\n" },
		{ "deleted, and nothing new, so a new neighbour stays", "d/a=1\n z=1",
			"d/a=1\n d/b=2\n z=1", "z=1", "d/b=2\n z=1" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void a_doubt_covers_what_lies_above_and_below_it(void **state)
{
	struct merge merge;

	(void)state;
	merge_init(&merge);
	vec_push(&merge.doubts, (struct merge_doubt){ "d/e", MERGE_BOTH_CHANGED });

	assert_true(merge_doubts(&merge, "d/e"));
	assert_true(merge_doubts(&merge, "d/e/f"));
	assert_true(merge_doubts(&merge, "d"));
	assert_false(merge_doubts(&merge, "d/ef"));
	assert_false(merge_doubts(&merge, "d/x"));
	merge_release(&merge);
}

/* ---- commits ---- */

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

static int merge_revisions(struct str *out, struct sandbox *sandbox, const char *ours,
	const char *theirs, struct err *err)
{
	struct repository *repository;
	struct oid a, b;
	struct merge merge;
	int result;

	assert_int_equal(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, err), 0);
	assert_int_equal(repository_resolve(repository, ours, &a, err), 0);
	assert_int_equal(repository_resolve(repository, theirs, &b, err), 0);
	merge_init(&merge);
	result = merge_commits(&merge, repository, &a, &b, NULL, err);
	if (result == 0)
		write_merge(out, repository_objects(repository), &merge);
	merge_release(&merge);
	repository_free(repository);
	return result;
}

/* Two branches that were merged into each other have two merge bases; the lines that either changed
 * before are no news to the other. */
static void branches_merged_crosswise_are_merged_as_git_does(void **state)
{
	struct sandbox *sandbox = *state;
	struct str text = STR_INIT;
	struct err err;

	sandbox_run(sandbox,
		"git init -q r && cd r && put f '1\n2\n3\n4\n5\n6\n7\n' && put g 1 && commit "
		"start\n"
		"git checkout -q -b side && put f '1\n2\n3\n4\n5\n6\nseven\n' && commit side\n"
		"git checkout -q main && put f 'one\n2\n3\n4\n5\n6\n7\n' && commit main\n"
		"git branch old-main && git merge -q -m cross side\n"
		"git checkout -q side && git merge -q -m cross old-main\n"
		"put f 'one\n2\n3\nfour\n5\n6\nseven\n' && commit later\n"
		"git checkout -q main && put g 2 && commit last");

	assert_ok(merge_revisions(&text, sandbox, "main", "side", &err));

	assert_string_equal(text.data, "f=one\n2\n3\nfour\n5\n6\nseven\n g=2");
	str_release(&text);
}

static void a_merge_that_is_no_merge_is_one_of_its_sides(void **state)
{
	struct sandbox *sandbox = *state;
	struct str text = STR_INIT;
	struct err err;

	sandbox_run(
		sandbox, "git init -q r && cd r && put f 1 && commit old && put f 2 && commit new");

	assert_ok(merge_revisions(&text, sandbox, "main~1", "main", &err));
	assert_string_equal(text.data, "f=2");
	assert_ok(merge_revisions(&text, sandbox, "main", "main~1", &err));
	assert_string_equal(text.data, "f=2");
	assert_ok(merge_revisions(&text, sandbox, "main", "main", &err));
	assert_string_equal(text.data, "f=2");
	str_release(&text);
}

static void histories_with_nothing_in_common_are_not_merged(void **state)
{
	struct sandbox *sandbox = *state;
	struct str text = STR_INIT;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && commit one\n"
			     "git checkout -q --orphan other && put f 1 && commit two");

	assert_fails(merge_revisions(&text, sandbox, "main", "other", &err), ERR_REVISION,
		"no commit in common");
	str_release(&text);
}

static void where_a_shallow_clone_ends_is_said(void **state)
{
	struct sandbox *sandbox = *state;
	struct str text = STR_INIT;
	struct err err;

	sandbox_run(sandbox,
		"git init -q o && cd o && commit 1 && git branch side && commit 2 && commit 3\n"
		"git checkout -q side && commit 4\n"
		"cd .. && git clone -q --depth=1 --no-single-branch \"file://$PWD/o\" r");

	assert_fails(merge_revisions(&text, sandbox, "origin/main", "origin/side", &err),
		ERR_MISSING, "shallow");
	assert_contains(err.fix, "git fetch");
	str_release(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_one_side_changed_is_taken),
		cmocka_unit_test(lines_that_both_sides_changed_are_merged),
		cmocka_unit_test(what_git_may_decide_otherwise_is_a_doubt),
		cmocka_unit_test(an_exact_rename_is_followed),
		cmocka_unit_test(a_doubt_covers_what_lies_above_and_below_it),
		cmocka_unit_test_setup_teardown(
			branches_merged_crosswise_are_merged_as_git_does, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_merge_that_is_no_merge_is_one_of_its_sides, setup, teardown),
		cmocka_unit_test_setup_teardown(
			histories_with_nothing_in_common_are_not_merged, setup, teardown),
		cmocka_unit_test_setup_teardown(
			where_a_shallow_clone_ends_is_said, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
