/*
 * catalogue_test.c - the rules as they are written.
 */
#include "support/assert.h"

#include <string.h>

#include "rules/catalogue.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

static void every_built_in_rule_is_in_the_catalogue_in_order(void **state)
{
	struct catalogue catalogue;
	struct ruleset ruleset;
	struct err err;

	(void)state;
	ruleset_init(&ruleset);
	ruleset_add_builtin(&ruleset);

	assert_ok(catalogue_load(&catalogue, NULL, &err));

	assert_int_equal(catalogue.rules.count, ruleset.count);
	for (size_t i = 0; i < catalogue.rules.count; i++) {
		assert_string_equal(catalogue.rules.items[i].format, ruleset.rules[i]->format);
		assert_false(catalogue.rules.items[i].is_own);
	}
	catalogue_release(&catalogue);
	ruleset_release(&ruleset);
}

static void a_rule_of_ones_own_replaces_the_built_in_one_and_is_shown_as_it_is_written(void **state)
{
	struct str configuration = STR_INIT;
	struct catalogue catalogue;
	const struct written_rule *rule;
	size_t built_in;
	struct err err;

	(void)state;
	assert_ok(catalogue_load(&catalogue, NULL, &err));
	built_in = catalogue.rules.count;
	catalogue_release(&catalogue);
	str_set(&configuration, "{ \"rules\": [ { \"format\": \"tsconfig\", /* mine */ \"files\": "
				"[\"t.json\"] }, { \"format\": \"acme\", \"files\": [\"a\"] } ] }");

	assert_ok(catalogue_load(&catalogue, &configuration, &err));

	assert_int_equal(catalogue.rules.count, built_in + 1);
	assert_null(catalogue_find(&catalogue, "acm"));
	rule = catalogue_find(&catalogue, "tsconfig");
	assert_non_null(rule);
	assert_true(rule->is_own);
	assert_int_equal(rule->size,
		strlen("{ \"format\": \"tsconfig\", /* mine */ \"files\": [\"t.json\"] }"));
	assert_memory_equal(rule->text, "{ \"format\": \"tsconfig\", /* mine */", 34);
	catalogue_release(&catalogue);
	str_release(&configuration);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_built_in_rule_is_in_the_catalogue_in_order),
		cmocka_unit_test(
			a_rule_of_ones_own_replaces_the_built_in_one_and_is_shown_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
