/* policy_test.c - what a repository says of findings in its configuration. */
#include "check/configuration.h"
#include "check/policy.h"
#include "scenario.h"
#include "support/assert.h"

static void days_are_counted_as_the_calendar_does(void **state)
{
	static const struct {
		long long seconds;
		unsigned day;
	} rows[] = {
		{ -1, 19700101 },
		{ 0, 19700101 },
		{ 86399, 19700101 },
		{ 86400, 19700102 },
		{ 951782400, 20000229 },
		{ 951868800, 20000301 },
		{ 1704067199, 20231231 },
		{ 4102444800, 21000101 },
		{ 4107542400, 21000301 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(day_of(rows[i].seconds), rows[i].day);
}

static const struct {
	const char *name, *scope;
	bool covers;
} scopes[] = {
	{ "the manifest itself", "\"manifest\":\"a/list.json\"", true },
	{ "a directory it lies in", "\"manifest\":\"a\"", true },
	{ "a pattern", "\"manifest\":\"*/list.json\"", true },
	{ "another manifest", "\"manifest\":\"b\"", false },
	{ "the target itself", "\"target\":\"s/x\"", true },
	{ "a directory of the target", "\"target\":\"s\"", true },
	{ "another target", "\"target\":\"s/y\"", false },
	{ "the format", "\"format\":\"list\"", true },
	{ "another format", "\"format\":\"pack\"", false },
	{ "the kind", "\"kind\":\"asset\"", true },
	{ "another kind", "\"kind\":\"code\"", false },
	{ "all of it", "\"manifest\":\"a\",\"target\":\"s\",\"format\":\"list\",\"kind\":\"asset\"",
		true },
	{ "not all of it", "\"manifest\":\"a\",\"kind\":\"code\"", false },
};

static void what_a_suppression_covers_does_not_count(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++) {
		struct scenario scenario;
		struct str policy = STR_INIT;

		str_addf(&policy, "\"suppress\":[{%s,\"reason\":\"so\"}]", scopes[i].scope);
		scenario_judge_with(&scenario, policy.data,
			"a/list.json={\"name\":\"a\",\"files\":[\"../s/x\"]} s/x=1", "s~");

		assert_row_int_equal(
			scopes[i].name, scenario.check.breaks.count, !scopes[i].covers);
		assert_row_int_equal(
			scopes[i].name, scenario.check.suppressed.count, scopes[i].covers);
		assert_row_int_equal(scopes[i].name, scenario.check.fails, !scopes[i].covers);
		if (scopes[i].covers)
			assert_string_equal(scenario.check.suppressed.items[0].reason, "so");
		scenario_release(&scenario);
		str_release(&policy);
	}
}

static void a_package_is_meant_by_its_name(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge_with(&scenario, "\"suppress\":[{\"target\":\"@x/*\",\"reason\":\"so\"}]",
		"a/list.json={\"uses\":[\"@x/p\"]} p/pack.json={\"name\":\"@x/p\"}",
		"p/pack.json~");

	assert_int_equal(scenario.check.suppressed.count, 1);
	scenario_release(&scenario);
}

static void a_new_reference_can_be_suppressed_too(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge_with(&scenario, "\"suppress\":[{\"manifest\":\"a\",\"reason\":\"so\"}]",
		"a/list.json={}", "a/list.json={\"committed\":[\"x\"]}");

	assert_int_equal(scenario.check.introduced.count, 0);
	assert_int_equal(scenario.check.suppressed.count, 1);
	assert_false(scenario.check.fails);
	scenario_release(&scenario);
}

static void a_change_cannot_silence_itself(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		".crossdep.json={\"rules\":[{\"format\":\"f\",\"files\":[\"a/f.json\"],"
		"\"references\":[{\"at\":\"/x\"}]}]} a/f.json={\"x\":\"x\"} a/x=1",
		"a/x~ .crossdep.json={\"rules\":[{\"format\":\"f\",\"files\":[\"a/f.json\"],"
		"\"references\":[{\"at\":\"/x\"}]}],"
		"\"suppress\":[{\"manifest\":\"a\",\"reason\":\"so\"}]}");

	assert_int_equal(scenario.check.breaks.count, 1);
	assert_int_equal(scenario.check.suppressed.count, 0);
	scenario_release(&scenario);
}

static void a_suppression_counts_through_its_last_day(void **state)
{
	static const struct {
		unsigned today;
		size_t suppressed;
		const char *told;
	} rows[] = {
		{ 20270430, 1, NULL },
		{ 20270501, 0, "the suppression \"so\" ended with 2027-04-30" },
		{ 0, 1, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct scenario scenario;

		scenario_judge_on(&scenario, rows[i].today,
			"\"suppress\":[{\"manifest\":\"a\",\"reason\":\"so\",\"until\":\"2027-04-"
			"30\"}]",
			"a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~");

		assert_int_equal(scenario.check.suppressed.count, rows[i].suppressed);
		assert_int_equal(scenario.check.diagnostics.count, rows[i].told != NULL);
		if (rows[i].told)
			assert_string_equal(scenario.check.diagnostics.items[0].text, rows[i].told);
		scenario_release(&scenario);
	}
}

static void the_change_that_leaves_a_suppression_without_purpose_is_told(void **state)
{
	static const char policy[] = "\"suppress\":[{\"manifest\":\"a\",\"reason\":\"so\"}]";
	struct scenario scenario;

	(void)state;
	scenario_judge_with(
		&scenario, policy, "a/list.json={\"files\":[\"x\"]} a/x=1 b=1", "a/list.json~");
	assert_int_equal(scenario.check.diagnostics.count, 1);
	assert_string_equal(scenario.check.diagnostics.items[0].path, ".crossdep.json");
	assert_int_equal(scenario.check.diagnostics.items[0].line, 1);
	assert_string_equal(scenario.check.diagnostics.items[0].text,
		"the suppression \"so\" matches nothing any more");
	scenario_release(&scenario);

	scenario_judge_with(
		&scenario, policy, "a/list.json={\"files\":[\"x\"]} a/x=1 b=1", "b~ a/x~");
	assert_int_equal(scenario.check.diagnostics.count, 0);
	scenario_release(&scenario);
}

static const struct {
	const char *policy, *breaks;
	bool fails;
} weights[] = {
	{ "\"fail_on\":\"cross-app\"", "warning a/list.json:1 x", false },
	{ "\"fail_on\":\"any\"", "error a/list.json:1 x", true },
	{ "\"fail_on\":\"never\"", "warning a/list.json:1 x", false },
	{ "\"severity\":[{\"kind\":\"asset\",\"severity\":\"error\"}]", "error a/list.json:1 x",
		true },
	{ "\"severity\":[{\"kind\":\"asset\",\"severity\":\"error\"}],\"fail_on\":\"never\"",
		"warning a/list.json:1 x", false },
	{ "\"severity\":[{\"format\":\"list\",\"severity\":\"note\"}],\"fail_on\":\"any\"",
		"note a/list.json:1 x", false },
	{ "\"severity\":[{\"manifest\":\"a\",\"severity\":\"error\"},{\"target\":\"a/x\","
	  "\"severity\":\"warning\"}]",
		"warning a/list.json:1 x", false },
	{ "\"severity\":[{\"target\":\"b\",\"severity\":\"error\"}]", "warning a/list.json:1 x",
		false },
};

static void severities_are_the_contracts_then_what_fails_then_the_configurations(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(weights) / sizeof(*weights); i++) {
		struct scenario scenario;
		struct str expected = STR_INIT;

		str_addf(&expected, "%s: deleted a/x", weights[i].breaks);
		scenario_judge_with(&scenario, weights[i].policy,
			"a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~");

		assert_row_string_equal(
			weights[i].policy, scenario_breaks(&scenario), expected.data);
		assert_row_int_equal(weights[i].policy, scenario.check.fails, weights[i].fails);
		scenario_release(&scenario);
		str_release(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_counted_as_the_calendar_does),
		cmocka_unit_test(what_a_suppression_covers_does_not_count),
		cmocka_unit_test(a_package_is_meant_by_its_name),
		cmocka_unit_test(a_new_reference_can_be_suppressed_too),
		cmocka_unit_test(a_change_cannot_silence_itself),
		cmocka_unit_test(a_suppression_counts_through_its_last_day),
		cmocka_unit_test(the_change_that_leaves_a_suppression_without_purpose_is_told),
		cmocka_unit_test(
			severities_are_the_contracts_then_what_fails_then_the_configurations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
