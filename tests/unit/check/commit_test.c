/* commit_test.c - which commit did it, in real repositories. */
#include "check/check.h"
#include "support/assert.h"
#include "support/sandbox.h"

/* An extends of a file that is there: the base of all stories. */
static const char start[] = "git init -q -b main r && cd r\n"
			    "put base.json '{}'\n"
			    "put a/tsconfig.json '{ \"extends\": \"../base.json\" }'\n"
			    "commit start\ngit tag start\n";

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

static struct oid tree_of(struct repository *repository, const struct oid *id)
{
	struct commit commit;
	struct oid tree;
	struct err err;

	assert_ok(repository_commit(repository, id, &commit, &err));
	tree = commit.tree;
	commit_release(&commit);
	return tree;
}

/* Runs `script` in the repository after the start, checks BASE..HEAD, and expects one finding that
 * the commit with the summary `expected` did ("": none is named). */
static void assert_blamed(struct sandbox *sandbox, const char *script, const char *base,
	const char *head, const char *expected)
{
	struct repository *repository;
	struct graph *graph;
	struct check check;
	struct range range = { 0 };
	const finding_list *findings;
	const char *remark;
	struct err err;

	sandbox_run(sandbox, "%s%s", start, script);
	assert_ok(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, &err));
	assert_ok(repository_resolve(repository, base, &range.base_commit, &err));
	assert_ok(repository_resolve(repository, head, &range.head_commit, &err));
	range.base_tree = tree_of(repository, &range.base_commit);
	range.head_tree = tree_of(repository, &range.head_commit);
	assert_ok(graph_open(&graph, ":memory:", repository_objects(repository), &remark, &err));
	check_init(&check);
	assert_ok(check_run(
		&check, &range, graph, repository_objects(repository), repository, NULL, &err));
	findings = check.introduced.count ? &check.introduced : &check.breaks;
	assert_int_equal(findings->count, 1);
	assert_string_equal(findings->items[0].cause.summary, expected);
	assert_int_equal(findings->items[0].cause.has_commit, *expected != '\0');
	check_release(&check);
	graph_free(graph);
	repository_free(repository);
}

static void the_last_commit_that_broke_it_is_named(void **state)
{
	assert_blamed(*state,
		"put x 1 && commit before\ngit rm -q base.json && commit once\n"
		"put base.json '{}' && commit mended\n"
		"git mv base.json other.json && commit again\nput x 2 && commit after\n",
		"start", "main", "again");
}

static void it_is_followed_through_a_manifest_that_moves(void **state)
{
	assert_blamed(*state,
		"git rm -q base.json && commit broken\n"
		"git mv a b && commit moved\n"
		"put b/tsconfig.json '{ \"x\": 1, \"extends\": \"../base.json\" }' && commit "
		"edited\n",
		"start", "main", "broken");
}

static void inside_a_merged_branch_the_commit_is_found(void **state)
{
	assert_blamed(*state,
		"git switch -q -c side\nput y 1 && commit harmless\n"
		"git rm -q base.json && commit guilty\nput y 2 && commit late\n"
		"git switch -q main\nput x 1 && commit meanwhile\n"
		"git merge -q --no-ff -m merge side\nput x 2 && commit after\n",
		"start", "main", "guilty");
}

static void a_merge_that_alone_breaks_it_did_it(void **state)
{
	assert_blamed(*state,
		"put b/tsconfig.json '{}' && commit ready\ngit tag ready\n"
		"git switch -q -c side\n"
		"put b/tsconfig.json '{ \"extends\": \"../base.json\" }' && commit uses\n"
		"git switch -q main\nput a/tsconfig.json '{}'\n"
		"put base.json x && commit unused\n"
		"git mv base.json new.json && commit renamed\n"
		"git merge -q --no-ff -m merge side\n",
		"side", "main", "merge");
}

static void what_a_merge_brings_from_an_older_base_has_no_commit(void **state)
{
	assert_blamed(*state,
		"git rm -q base.json && commit removed\ngit tag old\n"
		"put base.json '{}' && commit mended\n"
		"git switch -q -c side start\nput x 1 && commit other\n"
		"git merge -q --no-ff -m merge old\n",
		"main", "side", "");
}

static void what_head_merely_lacks_has_no_commit(void **state)
{
	assert_blamed(*state,
		"git rm -q base.json && commit removed\ngit branch side\n"
		"put base.json '{}' && commit mended\n"
		"git switch -q side\nput x 1 && commit other\n",
		"main", "side", "");
}

static void a_base_that_came_by_a_merge_is_an_ancestor_all_the_same(void **state)
{
	assert_blamed(*state,
		"git switch -q -c feature\ngit rm -q base.json && commit guilty\n"
		"git switch -q main\nput x 1 && commit news\n"
		"git switch -q feature\ngit merge -q --no-ff -m merge main\n",
		"main", "feature", "guilty");
}

static void what_is_new_is_blamed_on_who_added_it(void **state)
{
	assert_blamed(*state,
		"put x 1 && commit before\n"
		"put p/tsconfig.json '{ \"extends\": \"./none.json\" }' && commit added\n"
		"put x 2 && commit after\ngit rm -q base.json && commit both\n",
		"start", "main", "added");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_last_commit_that_broke_it_is_named, setup, teardown),
		cmocka_unit_test_setup_teardown(
			it_is_followed_through_a_manifest_that_moves, setup, teardown),
		cmocka_unit_test_setup_teardown(
			inside_a_merged_branch_the_commit_is_found, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_merge_that_alone_breaks_it_did_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_a_merge_brings_from_an_older_base_has_no_commit, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_head_merely_lacks_has_no_commit, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_base_that_came_by_a_merge_is_an_ancestor_all_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_new_is_blamed_on_who_added_it, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
