/* staged_test.c - the tree of what is staged, held against the one that git makes of the index. */
#include <string.h>

#include "repo/index_file.h"
#include "repo/repository.h"
#include "support/assert.h"
#include "support/sandbox.h"
#include "util/file.h"

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

static void make_repository(struct sandbox *sandbox, const char *script)
{
	sandbox_run(sandbox,
		"rm -rf r && git init -q r && cd r\n"
		"put a 1 && put a.b/c 2 && put d/e/f 3 && put d/e/g 4 && put d/h 5 && put z/z/z 6\n"
		"ln -s a link && chmod +x d/h && git add -A\n"
		"git update-index --add --cacheinfo 160000,%040d,sub && git commit -q -m start\n%s",
		1, script);
}

static int make_staged(struct sandbox *sandbox, struct oid *out, struct err *err)
{
	struct repository *repository;
	struct oid head;
	struct commit commit;
	int result;

	assert_int_equal(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, err), 0);
	assert_int_equal(repository_head(repository, &head, err), 1);
	assert_int_equal(repository_commit(repository, &head, &commit, err), 0);
	result = repository_uncommitted(repository, &commit.tree, true, out, err);
	commit_release(&commit);
	repository_free(repository);
	return result;
}

static void the_tree_is_the_one_that_git_writes(void **state)
{
	static const struct {
		const char *name, *script;
	} rows[] = {
		{ "nothing", "true" },
		{ "a file", "put d/e/f changed && git add -A" },
		{ "a new file", "put d/e/f2 new && put 0 new && put y/y/y new && git add -A" },
		{ "one that went", "git rm -q d/e/g" },
		{ "a directory that went", "git rm -q -r d/e" },
		{ "all went", "git rm -q -r ." },
		{ "a moved directory", "git mv d a.b/d" },
		{ "a file in place of a directory", "git rm -q -r d && put d file && git add -A" },
		{ "a directory in place of a file", "git rm -q a && put a/b/c new && git add -A" },
		{ "an executable", "git update-index --chmod=+x a && git update-index --chmod=-x "
				   "d/h" },
		{ "a link", "ln -sf z link && git add -A" },
		{ "a submodule that went", "git rm -q --cached sub" },
		{ "nothing is noted of trees", "put d/e/f changed && rm .git/index && git add -A" },
		{ "the fourth version",
			"git update-index --index-version 4 && put d/e/f2 new && git "
			"rm -q d/e/g && git add -A" },
		{ "trees that were written since",
			"put d/e/f new && git add -A && git write-tree" },
		{ "a sparse checkout",
			"git sparse-checkout set d && put d/h changed && git add d/h" },
		{ "a sparse index",
			"git sparse-checkout set --sparse-index d && put d/h changed && "
			"git add d/h" },
		{ "what is left out of a sparse index went",
			"git sparse-checkout set --sparse-index d && git rm -q --sparse -r z a.b" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str expected = STR_INIT;
		char found[OID_TEXT_SIZE];
		struct oid tree;
		struct err err;

		make_repository(*state, rows[i].script);
		if (make_staged(*state, &tree, &err) < 0)
			fail_msg("%s: %s", rows[i].name, err.text);
		sandbox_output(*state, &expected, "git -C r write-tree");
		oid_text(found, &tree);
		assert_row_string_equal(rows[i].name, found, expected.data);
		str_release(&expected);
	}
}

static void what_will_be_added_is_not_staged_yet(void **state)
{
	struct oid before, after;
	struct err err;

	make_repository(*state, "true");
	assert_ok(make_staged(*state, &before, &err));
	sandbox_run(*state, "cd r && put d/new 1 && git add -N d/new");
	assert_ok(make_staged(*state, &after, &err));
	assert_true(oid_equal(&before, &after));
}

static void a_conflict_is_said(void **state)
{
	struct oid tree;
	struct err err;

	make_repository(*state, "git switch -q -c side && put d/h side && commit side\n"
				"git switch -q main && put d/h main && commit main\n"
				"git merge -q side || :");
	assert_fails(make_staged(*state, &tree, &err), ERR_REPOSITORY, "'d/h' is not merged yet");
}

static void a_split_index_is_said(void **state)
{
	struct oid tree;
	struct err err;

	make_repository(*state, "git update-index --split-index && put d/h new && git add -A");
	assert_fails(make_staged(*state, &tree, &err), ERR_REPOSITORY, "extension 'link'");
	assert_string_equal(err.fix, "git update-index --no-split-index");
}

static void parse(const struct str *bytes, size_t size)
{
	struct index_file index;
	struct str copy = STR_INIT;
	struct err err;

	str_add(&copy, bytes->data, size);
	if (index_file_parse(&index, &copy, &err) < 0)
		assert_int_equal(err.kind, ERR_REPOSITORY);
	index_file_release(&index);
}

/* What is read beyond the end, the sanitizers see. */
static void a_damaged_index_is_refused_or_read_but_never_read_beyond_its_end(void **state)
{
	static const char *const scripts[] = { "git update-index --index-version 4",
		"git sparse-checkout set --sparse-index d", "put n 1 && git add -N n" };
	unsigned seed = 7;

	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		struct str bytes = STR_INIT;
		struct err err;

		make_repository(*state, scripts[i]);
		assert_int_equal(
			file_read(&bytes, sandbox_path(*state, "r/.git/index"), 1 << 20, &err), 1);
		for (size_t size = 0; size <= bytes.size; size++)
			parse(&bytes, size);
		for (size_t at = 0; at < bytes.size; at++) {
			char kept = bytes.data[at];

			seed = seed * 1103515245 + 12345;
			bytes.data[at] = (char)(seed >> 16);
			parse(&bytes, bytes.size);
			bytes.data[at] = kept;
		}
		str_release(&bytes);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(the_tree_is_the_one_that_git_writes),
		TEST(what_will_be_added_is_not_staged_yet),
		TEST(a_conflict_is_said),
		TEST(a_split_index_is_said),
		TEST(a_damaged_index_is_refused_or_read_but_never_read_beyond_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
