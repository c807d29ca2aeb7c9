/* revision_test.c - which commit a name means, and what a push is compared with. */
#include <stdlib.h>
#include <string.h>

#include "repo/repository.h"
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

static struct repository *opened(const char *directory)
{
	struct repository *repository = NULL;
	struct err err;

	assert_ok(repository_open(&repository, directory, NULL, &err));
	return repository;
}

/* What git says the revision is, in that repository. */
static void ask_git(
	struct sandbox *sandbox, struct str *out, const char *directory, const char *revision)
{
	sandbox_output(sandbox, out, "git -C %s log -1 --format=%%H '%s'", directory, revision);
}

static void a_revision_is_the_commit_that_git_says(void **state)
{
	static const char *const revisions[] = { "HEAD", "@", "@~1", "@^", "main", "side", "HEAD~1",
		"HEAD^", "v1", "v1^{}", "refs/heads/side", "heads/main", ":/two", "HEAD^{/one}",
		"@", "main@{1}", "@{u}", "origin/main", "origin" };
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct str expected = STR_INIT;
	char text[OID_TEXT_SIZE];
	struct oid id;
	struct err err;

	sandbox_run(sandbox, "git init -q o && (cd o && put a 1 && commit one && put a 2 && commit "
			     "two && git tag -m v1 v1 &&\n"
			     "	git branch side HEAD~1)\n"
			     "git clone -q o r && cd r && git branch -q side origin/side && put b "
			     "3 && commit three\n"
			     "git pack-refs --all");
	repository = opened("r");
	for (size_t i = 0; i < sizeof revisions / sizeof *revisions; i++) {
		ask_git(sandbox, &expected, "r", revisions[i]);
		assert_ok(repository_resolve(repository, revisions[i], &id, &err));
		oid_text(text, &id);
		assert_row_string_equal(revisions[i], text, expected.data);
		assert_ok(repository_resolve(repository, text, &id, &err));
		text[7] = '\0';
		assert_ok(repository_resolve(repository, text, &id, &err));
	}
	str_release(&expected);
	repository_free(repository);
}

static void what_is_no_commit_is_told_as_a_revision(void **state)
{
	static const struct {
		const char *revision, *part;
	} rows[] = {
		{ "nowhere", "no such revision: 'nowhere'" },
		{ "HEAD~5", "no such revision" },
		{ "0123456789012345678901234567890123456789", "no such revision" },
		{ "HEAD:a", "not a commit: 'HEAD:a'" },
		{ "HEAD^{tree}", "not a commit" },
		{ "HEAD..HEAD", "cannot understand the revision 'HEAD..HEAD'" },
		{ "", "" },
		{ "^", "" },
		{ "a..", "" },
	};
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid id;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one");
	repository = opened("r");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_fails(repository_resolve(repository, rows[i].revision, &id, &err),
			ERR_REVISION, rows[i].part);
	repository_free(repository);
}

static void an_unborn_head_is_not_there(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid id;
	struct err err;

	sandbox_run(sandbox, "git init -q r");
	repository = opened("r");

	assert_answer(repository_head(repository, &id, &err), 0);

	assert_fails(repository_resolve(repository, "HEAD", &id, &err), ERR_REVISION, "no such");
	repository_free(repository);
}

static void head_may_be_on_no_branch(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct str expected = STR_INIT;
	char text[OID_TEXT_SIZE];
	struct oid id;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one && put a 2 && commit "
			     "two && git checkout -q HEAD~1");
	ask_git(sandbox, &expected, "r", "HEAD");
	repository = opened("r");

	assert_answer(repository_head(repository, &id, &err), 1);

	oid_text(text, &id);
	assert_string_equal(text, expected.data);
	str_release(&expected);
	repository_free(repository);
}

/* ---- the base of a push ---- */

static const char clone_script[] = "git init -q o && (cd o && put a 1 && commit one && git branch "
				   "side && put a 2 && commit two)\n"
				   "git clone -q o r && cd r && put b 3 && commit three\n";

/* The base of pushing HEAD is what git calls `expected` in r, NULL: there is none. */
static void assert_push_base(struct sandbox *sandbox, const char *row, const char *expected)
{
	struct repository *repository = opened("r");
	struct str base = STR_INIT;
	char text[OID_TEXT_SIZE] = "none";
	struct oid head, id;
	struct err err;
	int result;

	assert_answer(repository_head(repository, &head, &err), 1);
	result = repository_push_base(repository, &head, &id, &err);
	assert_ok(result);
	if (result)
		oid_text(text, &id);
	str_set(&base, "none");
	if (expected)
		ask_git(sandbox, &base, "r", expected);
	assert_row_string_equal(row, text, base.data);
	str_release(&base);
	repository_free(repository);
}

static void a_push_is_compared_with_the_upstream(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox, "%s", clone_script);

	assert_push_base(sandbox, "clone", "origin/main");
	sandbox_run(sandbox, "cd r && git branch -q -u origin/side");
	assert_push_base(sandbox, "another upstream", "origin/side");
	sandbox_run(sandbox, "cd r && git branch -q fork HEAD~2 && git branch -q -u fork");
	assert_push_base(sandbox, "a local branch as upstream", "fork");
}

static void a_push_without_upstream_is_compared_with_the_default_branch(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox, "%sgit checkout -q -b topic --no-track", clone_script);

	assert_push_base(sandbox, "the remote's HEAD", "origin/main");
	sandbox_run(sandbox, "cd r && git remote set-head origin side");
	assert_push_base(sandbox, "another HEAD", "origin/side");
	sandbox_run(sandbox, "cd r && git remote set-head origin -d");
	assert_push_base(sandbox, "main", "origin/main");
	sandbox_run(sandbox, "cd r && git update-ref refs/remotes/origin/master origin/side &&\n"
			     "git update-ref -d refs/remotes/origin/main");
	assert_push_base(sandbox, "master", "origin/side");
	sandbox_run(sandbox, "cd r && git remote rename origin sole 2>&1");
	assert_push_base(sandbox, "the only remote", "sole/side");
	sandbox_run(sandbox, "cd r && git remote add other nowhere");
	assert_push_base(sandbox, "one of two", NULL);
	sandbox_run(sandbox, "cd r && git config branch.topic.remote sole");
	assert_push_base(sandbox, "the branch's remote", "sole/side");
	sandbox_run(sandbox, "cd r && git checkout -q --detach && git remote remove other");
	assert_push_base(sandbox, "on no branch", "sole/side");
}

static void a_push_of_unrelated_history_has_no_base(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox, "%sgit checkout -q --orphan new && commit new", clone_script);

	assert_push_base(sandbox, "unrelated", NULL);
}

static void a_push_of_what_is_there_already_is_its_own_base(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox, "%sgit checkout -q -b behind --no-track HEAD~2", clone_script);

	assert_push_base(sandbox, "behind", "HEAD");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_revision_is_the_commit_that_git_says),
		TEST(what_is_no_commit_is_told_as_a_revision),
		TEST(an_unborn_head_is_not_there),
		TEST(head_may_be_on_no_branch),
		TEST(a_push_is_compared_with_the_upstream),
		TEST(a_push_without_upstream_is_compared_with_the_default_branch),
		TEST(a_push_of_unrelated_history_has_no_base),
		TEST(a_push_of_what_is_there_already_is_its_own_base),
	};

	return cmocka_run_group_tests_name("revision", tests, NULL, NULL);
}
