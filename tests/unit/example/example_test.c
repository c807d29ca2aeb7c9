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
	if (example_is_out_of_reach(&example)) {
		print_message("skipped: %s\n", example.file.data);
		example_release(&example);
		return true;
	}
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
		(map_find(&example.formats, format, strlen(format)) ||
			example_is_out_of_reach(&example));
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

static void a_change_is_told_with_what_it_breaks_and_why(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;

	(void)state;
	sandbox_run(sandbox, "put base/list.json '{\"files\": [\"a\", \"b\"]}'\n"
			     "put base/a A\nput base/b B\n"
			     "put head/list.json '{\"files\": [\"a\", \"b\", \"new\"]}'\n"
			     "put head/a A\nput head/c B\n");

	run(&example, sandbox_path(sandbox, ""), list_rule);

	assert_string_equal(example.actual.data, "base: 2 resolved, 0 dangling, 0 skipped\n"
						 "head: 1 resolved, 2 dangling, 0 skipped\n"
						 "warning: list.json:1:17 \"b\" was b\n"
						 "  renamed b -> c\n"
						 "introduced note: list.json:1:22 \"new\"\n");
	example_release(&example);
	sandbox_free(sandbox);
}

static void a_change_that_breaks_nothing_is_silent(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;

	(void)state;
	sandbox_run(sandbox, "put base/list.json '{\"files\": [\"a\"]}'\n"
			     "put head/list.json '{\"files\": [\"a\"]}'\nput head/b B\n");

	run(&example, sandbox_path(sandbox, ""), list_rule);

	assert_string_equal(example.actual.data, "base: 0 resolved, 1 dangling, 0 skipped\n"
						 "head: 0 resolved, 1 dangling, 0 skipped\n"
						 "silent\n");
	example_release(&example);
	sandbox_free(sandbox);
}

static void a_configuration_of_its_own_counts_before_any_other(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;

	(void)state;
	sandbox_run(sandbox, "put .crossdep.json '{\"apps\": [{\"root\": \"x\"}]}'\n"
			     "put list.json '{\"files\": [\"a\"]}'\n");

	run(&example, sandbox_path(sandbox, ""), list_rule);

	assert_string_equal(example.actual.data, ".crossdep.json: crossdep-config\n"
						 "  app x \"x\"\n"
						 "  1:20 config \"x\" -> nothing at x\n");
	example_release(&example);
	sandbox_free(sandbox);
}

static void symlinks_and_submodules_of_an_example_are_what_git_would_have(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;

	(void)state;
	sandbox_run(sandbox,
		"put list.json '{\"files\": [\"link/a\", \"libs/sub/any/thing\", \"dir/x\"]}'\n"
		"put dir/a A\nln -s dir link\nput .git/a A\n"
		"put .gitmodules '[submodule \"s\"]\n\tpath = libs/sub\n\turl = u\n"
		"[submodule \"t\"]\n\tpath = dir\n'\n");

	run(&example, sandbox_path(sandbox, ""), list_rule);

	assert_string_equal(example.actual.data,
		".gitmodules: git-modules\n"
		"  2:9 build \"libs/sub\" -> libs/sub\n"
		"  5:9 build \"dir\" -> dir\n"
		"list.json: list\n"
		"  1:12 asset \"link/a\" -> dir/a\n"
		"  1:22 asset \"libs/sub/any/thing\" -> libs/sub/any/thing\n"
		"  1:44 asset \"dir/x\" -> nothing at dir/x\n");
	example_release(&example);
	sandbox_free(sandbox);
}

static void a_wrong_configuration_is_an_error_that_names_the_example(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;
	struct err err;

	(void)state;
	sandbox_run(sandbox, "put odd/.crossdep.json '{\"rules\": 7}'\n");

	assert_fails(example_run(&example, sandbox_path(sandbox, "odd"), NULL, &err), ERR_INPUT,
		"odd': .crossdep.json line 1");

	example_release(&example);
	sandbox_free(sandbox);
}

static void what_is_expected_is_written_below_the_lines_for_people(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	struct example example;
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	sandbox_run(sandbox, "put expected.txt '# one\n# two\nold: list\n'\nput list.json '{}'\n");
	run(&example, sandbox_path(sandbox, ""), list_rule);
	assert_false(example_holds(&example));

	assert_ok(example_update(&example, &err));

	sandbox_output(sandbox, &text, "cat expected.txt");
	assert_string_equal(text.data, "# one\n# two\nlist.json: list");
	example_release(&example);
	str_release(&text);
	sandbox_free(sandbox);
}

static void examples_are_found_in_order_and_none_within_another(void **state)
{
	struct sandbox *sandbox = sandbox_new();
	example_list list = VEC_INIT;
	struct err err;

	(void)state;
	sandbox_run(sandbox, "for d in b/two b/one a c/d/e; do put all/$d/expected.txt ''; done\n"
			     "put all/a/inner/expected.txt ''\nput all/none/x ''\n"
			     "put all/.hidden/expected.txt ''\n");

	assert_ok(examples_find(&list, sandbox_path(sandbox, "all"), &err));

	assert_int_equal(list.count, 4);
	assert_contains(list.items[0], "all/a");
	assert_contains(list.items[1], "all/b/one");
	assert_contains(list.items[2], "all/b/two");
	assert_contains(list.items[3], "all/c/d/e");
	examples_release(&list);
	sandbox_free(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_example_of_a_format_holds),
		cmocka_unit_test(each_trap_is_judged_as_it_should_be),
		cmocka_unit_test(each_built_in_format_has_an_example_that_it_recognises),
		cmocka_unit_test(one_tree_is_told_manifest_by_manifest),
		cmocka_unit_test(a_change_is_told_with_what_it_breaks_and_why),
		cmocka_unit_test(a_change_that_breaks_nothing_is_silent),
		cmocka_unit_test(a_configuration_of_its_own_counts_before_any_other),
		cmocka_unit_test(symlinks_and_submodules_of_an_example_are_what_git_would_have),
		cmocka_unit_test(a_wrong_configuration_is_an_error_that_names_the_example),
		cmocka_unit_test(what_is_expected_is_written_below_the_lines_for_people),
		cmocka_unit_test(examples_are_found_in_order_and_none_within_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
