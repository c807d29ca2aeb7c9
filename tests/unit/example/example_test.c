/*
 * example_test.c - the examples of the built-in formats, and the harness that runs them.
 */
#include "support/assert.h"

#include <string.h>

#include "check/configuration.h"
#include "example/example.h"
#include "rules/rule.h"
#include "support/sandbox.h"
#include "util/diff.h"
#include "util/path.h"

#define EXAMPLES "rules/examples"
#define TRAPS    "rules/traps"

static bool holds(const char *directory)
{
	struct str difference = STR_INIT;
	struct example example;
	struct err err;
	bool holds;

	assert_ok(example_run(&example, directory, NULL, &err));
	holds = example_holds(&example);
	diff_lines(&difference, example.expected.data, example.actual.data);
	if (!holds)
		print_error("%s says otherwise than is said now:\n%s", example.file.data,
			difference.data);
	str_release(&difference);
	example_release(&example);
	return holds;
}

static void each_example_below(const char *directory)
{
	example_list list = VEC_INIT;
	bool hold = true;
	struct err err;

	assert_ok(examples_find(&list, directory, &err));
	for (size_t i = 0; i < list.count; i++)
		hold &= holds(list.items[i]);

	assert_true(list.count > 0);
	assert_true(hold);
	examples_release(&list);
}

static void each_example_of_a_format_holds(void **state)
{
	(void)state;
	each_example_below(EXAMPLES);
}

static void each_trap_is_judged_as_it_should_be(void **state)
{
	(void)state;
	each_example_below(TRAPS);
}

static bool recognises(const char *format)
{
	struct str directory = STR_INIT;
	struct example example;
	struct err err;
	bool found;

	str_addf(&directory, EXAMPLES "/%s", format);
	found = example_run(&example, directory.data, NULL, &err) == 0 &&
		map_find(&example.formats, format, strlen(format));
	if (!found)
		print_error("no manifest of the format '%s' in '%s'\n", format, directory.data);
	example_release(&example);
	str_release(&directory);
	return found;
}

static void each_built_in_format_has_an_example_that_it_recognises(void **state)
{
	struct configuration built_in;
	size_t without = 0;

	(void)state;
	configuration_default(&built_in);

	for (size_t i = 0; i < built_in.rules.count; i++)
		without += !recognises(built_in.rules.rules[i]->format);

	assert_int_equal(without, 0);
	configuration_release(&built_in);
}

/* ---- the harness ---- */

static void run(struct example *out, const char *directory, const char *configuration)
{
	struct err err;

	assert_ok(example_run(out, directory, configuration, &err));
}

static const char list_rule[] = "{\"rules\": [{\"format\": \"list\", \"files\": [\"list.json\"], "
				"\"references\": [{\"at\": \"/files/*\", \"kind\": \"asset\", "
				"\"missing\": \"silent\"}]}]}";

static void one_tree_is_told_manifest_by_manifest(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;

	(void)state;
	sandbox_run(sandbox,
		"put expected.txt '# for people\n"
		"list.json: list\n"
		"  1:12 asset \"a\" -> a\n"
		"  1:17 asset \"b\" -> nothing at b\n"
		"  1:22 asset \"https://c\" (skipped: url)\n'\n"
		"put list.json '{\"files\": [\"a\", \"b\", \"https://c\"]}'\nput a A\n");

	run(&example, sandbox_path(sandbox, ""), list_rule);

	assert_string_equal(example.about.data, "# for people\n");
	assert_string_equal(example.actual.data, example.expected.data);
	example_release(&example);
	sandbox_free(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_example_of_a_format_holds),
		cmocka_unit_test(each_trap_is_judged_as_it_should_be),
		cmocka_unit_test(each_built_in_format_has_an_example_that_it_recognises),
		cmocka_unit_test(one_tree_is_told_manifest_by_manifest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
