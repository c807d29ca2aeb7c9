/* audit_test.c - every break of a history, and what became of it, in real repositories. */
#include "check/audit.h"
#include "support/assert.h"
#include "support/sandbox.h"

/* An extends of a file that is there: the beginning of all stories. */
static const char start[] = "git init -q -b main r && cd r\n"
			    "put base.json '{}'\n"
			    "put a/tsconfig.json '{ \"extends\": \"../base.json\" }'\n"
			    "commit start\n";

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

struct telling {
	struct str text;
	size_t left; /* commits before it is interrupted */
};

/* "COMMIT: MANIFEST RAW", and what became of it. */
static int tell(const struct audited *audited, void *payload)
{
	struct telling *telling = payload;

	for (size_t i = 0; i < audited->check->breaks.count; i++) {
		const struct finding *finding = &audited->check->breaks.items[i];
		const struct life *life = finding->life;

		str_addf(&telling->text, "%s: %s %s", audited->commit->summary, finding->manifest,
			finding->raw);
		if (life->fate == FATE_BROKEN)
			str_addf(&telling->text, ", broken for %zu\n", life->commits);
		else
			str_addf(&telling->text, ", %s after %zu by %s\n", fate_text(life->fate),
				life->commits, life->summary);
	}
	return 0;
}

static bool goes_on(void *payload)
{
	struct telling *telling = payload;

	return telling->left-- > 0;
}

/* Runs `script` after the start, and audits main. Release `audit`. */
static void audit_main(struct audit *audit, struct telling *telling, struct sandbox *sandbox,
	const char *script, bool all_parents)
{
	struct audit_request request = {
		.all_parents = all_parents, .goes_on = goes_on, .payload = telling
	};
	struct stretch stretch = {
		.all_parents = all_parents, .since = INT64_MIN, .limit = SIZE_MAX
	};
	struct listed_commit *commits;
	struct repository *repository;
	struct graph *graph;
	const char *remark;
	struct err err;

	telling->text = (struct str)STR_INIT;
	sandbox_run(sandbox, "%s%s", start, script);
	assert_ok(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, &err));
	assert_ok(repository_resolve(repository, "main", &stretch.head, &err));
	assert_ok(repository_list(repository, &stretch, &commits, &request.count, &err));
	assert_ok(graph_open(&graph, ":memory:", repository_objects(repository), &remark, &err));
	request.commits = commits;
	audit_init(audit);
	assert_ok(audit_run(audit, &request, graph, repository, NULL, tell, telling, &err));
	graph_free(graph);
	free(commits);
	repository_free(repository);
}

static void assert_told(
	struct sandbox *sandbox, const char *script, bool all_parents, const char *expected)
{
	struct telling telling = { .left = SIZE_MAX };
	struct audit audit;

	audit_main(&audit, &telling, sandbox, script, all_parents);
	assert_string_equal(telling.text.data, expected);
	audit_release(&audit);
	str_release(&telling.text);
}

static void what_comes_back_was_restored(void **state)
{
	assert_told(*state,
		"git rm -q base.json && commit guilty\nput x 1 && commit meanwhile\n"
		"put base.json '{}' && commit mended\n",
		false, "guilty: a/tsconfig.json ../base.json, restored after 2 by mended\n");
}

static void what_names_something_else_was_repointed(void **state)
{
	assert_told(*state,
		"git mv base.json new.json && commit guilty\n"
		"put a/tsconfig.json '{ \"extends\": \"../new.json\" }' && commit mended\n",
		false, "guilty: a/tsconfig.json ../base.json, repointed after 1 by mended\n");
}

static void what_nobody_names_any_more_was_removed(void **state)
{
	assert_told(*state,
		"put b/tsconfig.json '{ \"extends\": \"../base.json\" }' && commit twin\n"
		"git rm -q base.json && commit guilty\n"
		"put a/tsconfig.json '{}' && commit emptied\n"
		"git rm -q b/tsconfig.json && commit deleted\n",
		false,
		"guilty: a/tsconfig.json ../base.json, removed after 1 by emptied\n"
		"guilty: b/tsconfig.json ../base.json, removed after 2 by deleted\n");
}

static void what_is_never_mended_is_still_broken(void **state)
{
	assert_told(*state, "git rm -q base.json && commit guilty\nput x 1 && commit after\n",
		false, "guilty: a/tsconfig.json ../base.json, broken for 1\n");
}

static void a_break_is_followed_where_its_manifest_goes(void **state)
{
	assert_told(*state,
		"git rm -q base.json && commit guilty\ngit mv a b && commit moved\n"
		"put b/tsconfig.json '{ \"x\": 1, \"extends\": \"../base.json\" }' && commit "
		"edited\n"
		"put base.json '{}' && commit mended\n",
		false, "guilty: a/tsconfig.json ../base.json, restored after 3 by mended\n");
}

static void what_breaks_twice_has_two_lives(void **state)
{
	assert_told(*state,
		"git rm -q base.json && commit one\nput base.json '{}' && commit mended\n"
		"git rm -q base.json && commit two\n",
		false,
		"one: a/tsconfig.json ../base.json, restored after 1 by mended\n"
		"two: a/tsconfig.json ../base.json, broken for 0\n");
}

static void an_edit_that_leads_nowhere_is_a_break(void **state)
{
	assert_told(*state,
		"put a/tsconfig.json '{ \"extends\": \"../wrong.json\" }' && commit guilty\n"
		"put a/tsconfig.json '{ \"extends\": \"../base.json\" }' && commit mended\n",
		false, "guilty: a/tsconfig.json ../wrong.json, repointed after 1 by mended\n");
}

/* A side that breaks and mends itself, and one that breaks for good. */
static const char with_sides[] = "git switch -q -c side\ngit rm -q base.json && commit slip\n"
				 "put base.json '{}' && commit healed\n"
				 "git switch -q main\nput x 1 && commit meanwhile\n"
				 "git merge -q --no-ff -m first side\n"
				 "git switch -q -c bad\nput y 1 && commit harmless\n"
				 "git rm -q base.json && commit guilty\n"
				 "git switch -q main\nput x 2 && commit more\n"
				 "git merge -q --no-ff -m second bad\n"
				 "put base.json '{}' && commit mended\n";

static void along_first_parents_a_merge_did_what_it_brings(void **state)
{
	assert_told(*state, with_sides, false,
		"second: a/tsconfig.json ../base.json, restored after 1 by mended\n");
}

static void of_all_commits_the_one_inside_did_it(void **state)
{
	assert_told(*state, with_sides, true,
		"slip: a/tsconfig.json ../base.json, restored after 1 by healed\n"
		"guilty: a/tsconfig.json ../base.json, restored after 2 by mended\n");
}

static void a_merge_that_alone_breaks_something_did_it(void **state)
{
	assert_told(*state,
		"git switch -q -c side\nput b/tsconfig.json '{ \"extends\": \"../base.json\" }'\n"
		"commit uses\n"
		"git switch -q main\nput a/tsconfig.json '{}' && commit unused\n"
		"git switch -q side\ngit merge -q --no-ff --no-commit main\n"
		"git rm -q -f base.json && commit both\n"
		"git switch -q main\ngit merge -q --ff-only side\n",
		true, "both: b/tsconfig.json ../base.json, broken for 0\n");
}

/* main no longer has what `side` begins to use. */
#define USED_ON_SIDE                                                                               \
	"git switch -q -c side\nput b/tsconfig.json '{ \"extends\": \"../base.json\" }'\n"         \
	"commit uses\n"                                                                            \
	"git switch -q main\nput a/tsconfig.json '{}' && git rm -q base.json && commit unused\n"

static void a_merge_breaks_what_only_the_merged_side_had(void **state)
{
	assert_told(*state, USED_ON_SIDE "git merge -q --no-ff -m both side\n", false,
		"both: b/tsconfig.json ../base.json, broken for 0\n");
}

static void of_all_commits_too_a_merge_breaks_what_only_the_merged_side_had(void **state)
{
	assert_told(*state, USED_ON_SIDE "git merge -q --no-ff -m both side\n", true,
		"both: b/tsconfig.json ../base.json, broken for 0\n");
}

static void a_merge_breaks_what_the_last_of_many_parents_had(void **state)
{
	assert_told(*state,
		"git switch -q -c other\nput x 1 && commit x\n" USED_ON_SIDE
		"git merge -q --no-ff -m all other side\n",
		false, "all: b/tsconfig.json ../base.json, broken for 0\n");
}

static void of_all_commits_a_merge_breaks_nothing_that_one_of_many_parents_broke(void **state)
{
	assert_told(*state,
		USED_ON_SIDE "git switch -q -c third side\ngit rm -q base.json && commit guilty\n"
			     "git switch -q main\ngit merge -q --no-ff -m all side third\n",
		true,
		"guilty: a/tsconfig.json ../base.json, removed after 1 by all\n"
		"guilty: b/tsconfig.json ../base.json, broken for 2\n");
}

/* A manifest of which nothing may be missing names what is not there. */
static const char with_gap[] = "git switch -q -c side\n"
			       "put c/kustomization.yaml 'resources: [gone.yaml]' && commit "
			       "added\ngit switch -q main\nput x 1 && commit x\n"
			       "git merge -q --no-ff -m both side\n";

static void what_a_branch_introduced_stops_the_merge_along_first_parents(void **state)
{
	struct telling telling = { .left = SIZE_MAX };
	struct audit audit;

	audit_main(&audit, &telling, *state, with_gap, false);
	assert_int_equal(audit.stopped, 1);
	audit_release(&audit);
	str_release(&telling.text);
}

static void of_all_commits_what_a_branch_introduced_stops_it_once(void **state)
{
	struct telling telling = { .left = SIZE_MAX };
	struct audit audit;

	audit_main(&audit, &telling, *state, with_gap, true);
	assert_int_equal(audit.stopped, 1);
	audit_release(&audit);
	str_release(&telling.text);
}

static void a_wrong_configuration_ends_no_history(void **state)
{
	struct telling telling = { .left = SIZE_MAX };
	struct audit audit;

	audit_main(&audit, &telling, *state,
		"put .crossdep.json '{' && git rm -q base.json && commit wrong\n"
		"git rm -q .crossdep.json && put base.json '{}' && commit right\n"
		"git rm -q base.json && commit guilty\n",
		false);
	assert_string_equal(
		telling.text.data, "guilty: a/tsconfig.json ../base.json, broken for 0\n");
	assert_int_equal(audit.diagnostics.count, 1);
	assert_contains(audit.diagnostics.items[0].text, "cannot be judged");
	audit_release(&audit);
	str_release(&telling.text);
}

static void an_audit_that_is_stopped_tells_what_it_went_through(void **state)
{
	struct telling telling = { .left = 3 };
	struct audit audit;

	audit_main(&audit, &telling, *state,
		"git rm -q base.json && commit guilty\nput x 1 && commit after\n"
		"put base.json '{}' && commit mended\n",
		false);
	assert_string_equal(
		telling.text.data, "guilty: a/tsconfig.json ../base.json, broken for 1\n");
	assert_int_equal(audit.commits, 3);
	audit_release(&audit);
	str_release(&telling.text);
}

static void totals_count_what_was_told(void **state)
{
	struct telling telling = { .left = SIZE_MAX };
	struct audit audit;

	audit_main(&audit, &telling, *state,
		"git rm -q base.json && commit one\nput base.json '{}' && commit mended\n"
		"put x 1 && commit x\ngit rm -q base.json && commit two\n"
		"put x 2 && commit y\nput a/tsconfig.json '{}' && commit z\n",
		false);
	assert_int_equal(audit.commits, 7);
	assert_int_equal(audit.breaks, 2);
	assert_int_equal(audit.broken, 2);
	assert_int_equal(audit.fates[FATE_RESTORED], 1);
	assert_int_equal(audit.fates[FATE_REMOVED], 1);
	assert_int_equal(audit.lived.count, 2);
	assert_int_equal(audit.lived.items[0], 1);
	assert_int_equal(audit.lived.items[1], 2);
	assert_int_equal(audit.last - audit.first, 6 * 60);
	audit_release(&audit);
	str_release(&telling.text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_comes_back_was_restored),
		TEST(what_names_something_else_was_repointed),
		TEST(what_nobody_names_any_more_was_removed),
		TEST(what_is_never_mended_is_still_broken),
		TEST(a_break_is_followed_where_its_manifest_goes),
		TEST(what_breaks_twice_has_two_lives),
		TEST(an_edit_that_leads_nowhere_is_a_break),
		TEST(along_first_parents_a_merge_did_what_it_brings),
		TEST(of_all_commits_the_one_inside_did_it),
		TEST(a_merge_that_alone_breaks_something_did_it),
		TEST(a_merge_breaks_what_only_the_merged_side_had),
		TEST(of_all_commits_too_a_merge_breaks_what_only_the_merged_side_had),
		TEST(a_merge_breaks_what_the_last_of_many_parents_had),
		TEST(of_all_commits_a_merge_breaks_nothing_that_one_of_many_parents_broke),
		TEST(what_a_branch_introduced_stops_the_merge_along_first_parents),
		TEST(of_all_commits_what_a_branch_introduced_stops_it_once),
		TEST(a_wrong_configuration_ends_no_history),
		TEST(an_audit_that_is_stopped_tells_what_it_went_through),
		TEST(totals_count_what_was_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
