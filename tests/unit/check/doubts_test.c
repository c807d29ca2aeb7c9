/* doubts_test.c - merges, judged: what breaks only together, and what is left unsaid because it
 * hangs on how the merge is done. */
#include "scenario.h"

#include "support/assert.h"

struct row {
	const char *name, *base, *ours, *theirs, *breaks, *introduced;
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct scenario scenario;

		scenario_merge(&scenario, rows[i].base, rows[i].ours, rows[i].theirs);

		assert_row_string_equal(rows[i].name, scenario_breaks(&scenario), rows[i].breaks);
		assert_row_string_equal(
			rows[i].name, scenario_introduced(&scenario), rows[i].introduced);
		scenario_release(&scenario);
	}
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void what_breaks_only_together_is_a_break(void **state)
{
	static const struct row rows[] = {
		{ "ours names what theirs deletes", "a/x=1 z=1", "a/list.json={\"files\":[\"x\"]}",
			"a/x~", "warning a/list.json:1 x: deleted a/x", "" },
		{ "theirs names what ours deletes", "a/x=1 z=1", "a/x~",
			"a/list.json={\"files\":[\"x\"]}", "warning a/list.json:1 x: deleted a/x",
			"" },
		{ "theirs names what ours moves", "a/x=1 a/y=2 z=1", "a/x~ b/x=1",
			"a/list.json={\"files\":[\"x\",\"y\"]}",
			"warning a/list.json:1 x: renamed a/x -> b/x", "" },
		{ "theirs points elsewhere, which ours deletes",
			"a/list.json={\"files\":[\"x\"]} a/x=1 a/y=1", "a/y~",
			"a/list.json={\"files\":[\"y\"]}", "warning a/list.json:1 y: deleted a/y",
			"" },
		{ "theirs uses a package that ours renames", "p/pack.json={\"name\":\"@x/p\"} z=1",
			"p/pack.json={\"name\":\"@x/q\"}", "a/list.json={\"uses\":[\"@x/p\"]}",
			"warning a/list.json:1 @x/p: renamed p/pack.json -> @x/q", "" },
		{ "a new app, in a directory of its own, names what is gone", "s/x=1 z=1", "s/x~",
			"b/list.json={\"name\":\"b\",\"files\":[\"../s/x\"]}",
			"error* b/list.json:1 ../s/x: deleted s/x", "" },
		{ "what theirs breaks alone breaks the merge",
			"a/list.json={\"files\":[\"x\"]} a/x=1", "z=1", "a/x~",
			"warning a/list.json:1 x: deleted a/x", "" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void what_is_whole_together_is_no_break(void **state)
{
	static const struct row rows[] = {
		{ "one side moves it, the other names another", "a/x=1 a/y=1", "a/x~ b/x=1",
			"a/list.json={\"files\":[\"y\"]}", "", "" },
		{ "ours broke it before: that is no news", "a/list.json={\"files\":[\"x\"]} a/x=1",
			"a/x~", "z=1", "", "" },
		{ "theirs takes out what ours breaks", "a/list.json={\"files\":[\"x\"]} a/x=1",
			"a/y=1", "a/list.json={\"files\":[]} a/x~", "", "" },
		{ "the merge brings what was missing", "a/list.json={\"files\":[\"x\"]}", "z=1",
			"a/x=1", "", "" },
		{ "what theirs adds dangling stays new", "z=1", "y=1",
			"a/list.json={\"files\":[\"x\"]}", "",
			"note a/list.json:1 x: edited a/list.json" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void nothing_is_said_of_what_a_merge_may_decide_otherwise(void **state)
{
	static const struct row rows[] = {
		{ "the manifest is in conflict",
			"a/list.json={\"files\":[\"w\"]} a/w=1 a/x=1 a/y=1",
			"a/list.json={\"files\":[\"x\"]} a/y~",
			"a/list.json={\"files\":[\"y\"]} a/x~", "", "" },
		{ "the target is changed here and deleted there",
			"a/list.json={\"files\":[\"x\"]} a/x=1", "a/x=2", "a/x~", "", "" },
		{ "a new file in a directory that the other side moved", "d/x=1 d/y=2",
			"d/new=3 a/list.json={\"files\":[\"../d/new\"]}", "d~ e/x=1 e/y=2", "",
			"" },
		{ "the mapping is in conflict, and theirs would do",
			"a/list.json={\"name\":\"a\",\"copies\":[{\"from\":\"s\",\"to\":\"i\"}]} "
			"a/m/list.json={\"served\":[]} s/x=1 s/y=1",
			"a/list.json={\"name\":\"a\",\"copies\":[{\"from\":\"s\",\"to\":\"j\"}]}",
			"a/list.json={\"name\":\"a\",\"copies\":[{\"from\":\"s\",\"to\":\"k\"}]} "
			"a/m/list.json={\"served\":[\"/k/x\"]}",
			"", "" },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void what_is_in_doubt_is_told(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_merge(&scenario, "a=1 b=1", "a=2 b=2", "a=3 b~");

	assert_contains(scenario_diagnostics(&scenario), "a: both sides changed it");
	assert_contains(scenario_diagnostics(&scenario), "b: one side changed it, the other");
	scenario_release(&scenario);
}

static void of_many_doubts_the_first_are_told_and_the_others_counted(void **state)
{
	struct str base = STR_INIT, ours = STR_INIT, theirs = STR_INIT;
	struct scenario scenario;

	(void)state;
	for (unsigned i = 10; i < 40; i++) {
		str_addf(&base, "f%u=1 ", i);
		str_addf(&ours, "f%u=2 ", i);
		str_addf(&theirs, "f%u=3 ", i);
	}

	scenario_merge(&scenario, base.data, ours.data, theirs.data);

	assert_int_equal(scenario.check.diagnostics.count, 21);
	assert_contains(scenario_diagnostics(&scenario), "f30: this and 9 more paths");
	scenario_release(&scenario);
	str_release(&base);
	str_release(&ours);
	str_release(&theirs);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_breaks_only_together_is_a_break),
		cmocka_unit_test(what_is_whole_together_is_no_break),
		cmocka_unit_test(nothing_is_said_of_what_a_merge_may_decide_otherwise),
		cmocka_unit_test(what_is_in_doubt_is_told),
		cmocka_unit_test(of_many_doubts_the_first_are_told_and_the_others_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
