/* confidence_test.c - how sure a reference is, and what it weighs. */
#include "scenario.h"

#include "support/assert.h"

struct row {
	const char *name, *base, *changes, *breaks;
};

static const struct row rows[] = {
	{ "what one branch says weighs a step less",
		"a/list.json={\"name\":\"a\",\"sometimes\":[\"../x\"]} x=1", "x~",
		"warning* a/list.json:1 ../x: deleted x" },
	{ "what weighs nothing more is told all the same",
		"a/list.json={\"name\":\"a\",\"sometimes-weak\":[\"../x\"]} x=1", "x~",
		"note* a/list.json:1 ../x: deleted x" },
	{ "a script nobody relies on is a note",
		"list.json={\"scripts\":[{\"from\":\"s\",\"to\":\"a/i\"}]} s/x=1 "
		"a/list.json={\"name\":\"a\"}",
		"s~", "note list.json:1 s: deleted s" },
	{ "a script that another manifest relies on is an error, and so is what it broke",
		"c/list.json={\"name\":\"c\",\"scripts\":[{\"from\":\"s\",\"to\":\"a/i\"}]} s/x=1 "
		"a/list.json={\"name\":\"a\",\"files\":[\"i/x\"]}",
		"s~", "error* a/list.json:1 i/x: deleted s/x, error* c/list.json:1 s: deleted s" },
	{ "a script that only its own manifest relies on is a note",
		"c/list.json={\"name\":\"c\",\"scripts\":[{\"from\":\"s\",\"to\":\"c/i\"}],"
		"\"files\":[\"i/x\"]} s/x=1",
		"s~", "note* c/list.json:1 s: deleted s, note* c/list.json:1 i/x: deleted s/x" },
	{ "what was inferred is an error where nobody else would tell",
		"a/list.json={\"name\":\"a\",\"guessed\":[\"../x\"]} x=1", "x~",
		"error* a/list.json:1 ../x: deleted x" },
	{ "what was inferred is a warning where the build tells",
		"a/list.json={\"name\":\"a\",\"guessed-loud\":[\"../x\"]} x=1", "x~",
		"warning* a/list.json:1 ../x: deleted x" },
	{ "what was inferred is a warning in an app that says where its files go",
		"a/list.json={\"name\":\"a\",\"guessed\":[\"../x\"],\"copies\":[{\"from\":\"y\","
		"\"to\":\"i\"}]} x=1 y=2",
		"x~", "warning* a/list.json:1 ../x: deleted x" },
};

static void what_is_less_sure_weighs_less(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct scenario scenario;

		scenario_judge(&scenario, rows[i].base, rows[i].changes);

		assert_row_string_equal(rows[i].name, scenario_breaks(&scenario), rows[i].breaks);
		scenario_release(&scenario);
	}
}

static void the_weakest_link_of_a_way_counts(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		"c/list.json={\"scripts\":[{\"from\":\"s\",\"to\":\"b/i\"}]} s/x=1 "
		"a/list.json={\"name\":\"a\",\"served\":[\"/j/x\"],"
		"\"copies\":[{\"from\":\"b/i\",\"to\":\"j\"}]}",
		"s/x~ s/y=1");

	assert_string_equal(
		scenario_breaks(&scenario), "error* a/list.json:1 /j/x: renamed s/x -> s/y");
	assert_int_equal(scenario.check.breaks.items[0].before->confidence, CONFIDENCE_SHELL);
	assert_int_equal(
		scenario.check.breaks.items[0].before->via[0].confidence, CONFIDENCE_DECLARED);
	assert_int_equal(
		scenario.check.breaks.items[0].before->via[1].confidence, CONFIDENCE_SHELL);
	scenario_release(&scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_less_sure_weighs_less),
		cmocka_unit_test(the_weakest_link_of_a_way_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
