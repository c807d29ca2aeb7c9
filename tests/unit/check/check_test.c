/* check_test.c - whole changes, judged: what breaks, why, and what mends it. */
#include "scenario.h"

#include "support/assert.h"

struct row {
	const char *name, *base, *changes, *breaks, *fixes;
};

static const struct row broken[] = {
	{ "a deleted file", "a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~",
		"warning a/list.json:1 x: deleted a/x", "" },
	{ "a renamed file, by its id", "a/list.json={\"files\":[\"./x.txt\"]} a/x.txt=1",
		"a/x.txt~ a/y.txt=1", "warning a/list.json:1 ./x.txt: renamed a/x.txt -> a/y.txt",
		"a/list.json:1 ./x.txt -> ./y.txt" },
	{ "a renamed file that two could be", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/x~ a/y=1 a/z=1", "warning a/list.json:1 x: renamed a/x -> a/y", "" },
	{ "a renamed directory, by its id",
		"a/list.json={\"files\":[\"../s/i/x\"]} s/i/x=1 s/i/y=2", "s/i~ s/j/x=1 s/j/y=2",
		"warning a/list.json:1 ../s/i/x: renamed s/i/x -> s/j/x",
		"a/list.json:1 ../s/i/x -> ../s/j/x" },
	{ "a file that changed while its directory moved",
		"a/list.json={\"files\":[\"../s/x\"]} s/x=1 s/y=2 s/z=3", "s~ t/x=new t/y=2 t/z=3",
		"warning a/list.json:1 ../s/x: renamed s/x -> t/x",
		"a/list.json:1 ../s/x -> ../t/x" },
	{ "another letter case", "a/list.json={\"files\":[\"Readme\"]} a/Readme=1",
		"a/Readme~ a/README=2",
		"warning a/list.json:1 Readme: renamed a/Readme -> a/README",
		"a/list.json:1 Readme -> README" },
	{ "a file that became a directory", "a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~ a/x/y=1",
		"warning a/list.json:1 x: retyped a/x", "" },
	{ "a directory whose marker went", "list.json={\"dirs\":[\"p\"]} p/marker=1 p/stray=2",
		"p/marker~", "warning list.json:1 p: deleted p/marker", "" },
	{ "a directory whose marker moved", "list.json={\"dirs\":[\"./p/\"]} p/marker=1 p/stray=2",
		"p/marker~ q/marker=1", "warning list.json:1 ./p/: renamed p/marker -> q/marker",
		"list.json:1 ./p/ -> ./q/" },
	{ "a pattern whose last match went", "list.json={\"globs\":[\"p/*.c\"]} p/x.c=1 p/y=1",
		"p/x.c~", "note list.json:1 p/*.c: unmatched p/x.c", "" },
	{ "a pattern whose directory moved", "list.json={\"globs\":[\"p/*.c\"]} p/x.c=1 p/y=2",
		"p~ q/x.c=1 q/y=2", "warning list.json:1 p/*.c: unmatched p/x.c -> q/x.c",
		"list.json:1 p/*.c -> q/*.c" },
	{ "a value that was edited", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/list.json={\"files\":[\"y\"]}", "warning a/list.json:1 y: edited a/list.json",
		"a/list.json:1 y -> x" },
	{ "a manifest that moved alone", "a/list.json={\"files\":[\"../s/x\"]} s/x=1",
		"a/list.json~ b/c/list.json={\"files\":[\"../s/x\"]}",
		"warning b/c/list.json:1 ../s/x: moved a/list.json -> b/c/list.json",
		"b/c/list.json:1 ../s/x -> ../../s/x" },
	{ "a package that was renamed",
		"a/list.json={\"uses\":[\"@x/p\"]} p/pack.json={\"name\":\"@x/p\"}",
		"p/pack.json={\"name\":\"@x/q\"}",
		"warning a/list.json:1 @x/p: renamed p/pack.json -> @x/q",
		"a/list.json:1 @x/p -> @x/q" },
	{ "a package that was deleted",
		"a/list.json={\"uses\":[\"@x/p\"]} p/pack.json={\"name\":\"@x/p\"}", "p/pack.json~",
		"warning a/list.json:1 @x/p: deleted p/pack.json", "" },
	{ "a mapping that puts it elsewhere",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"}]} s/x=1",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"j\"}]}",
		"error* a/list.json:1 /i/x: unmapped a/list.json", "a/list.json:1 /i/x -> /j/x" },
	{ "a mapping that went",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"}]} s/x=1",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[]}",
		"error* a/list.json:1 /i/x: unmapped a/list.json", "" },
	{ "a mapping whose source moved: its own line is what must follow",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"}]} s/x=1 s/y=2",
		"s~ t/x=1 t/y=2",
		"error* a/list.json:1 /i/x: renamed s/x -> t/x, "
		"error* a/list.json:1 s: renamed s -> t",
		"a/list.json:1 s -> t, a/list.json:1 s -> t" },
	{ "a file renamed within the mapping's source",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x.js\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"}]} s/x.js=1 s/y=2",
		"s/x.js~ s/z.js=1", "error* a/list.json:1 /i/x.js: renamed s/x.js -> s/z.js",
		"a/list.json:1 /i/x.js -> /i/z.js" },
	{ "alternatives are told by the one that was good",
		"a/list.json={\"any\":[\"p\",\"q\"]} a/q=1", "a/q~",
		"warning a/list.json:1 q: deleted a/q", "" },
	{ "alternatives whose list was edited are told by the one that was good",
		"a/list.json={\"any\":[\"p\",\"q\"]} a/q=1",
		"a/list.json={\"any\":[\"r\",\"q\"]} a/q~", "warning a/list.json:1 q: deleted a/q",
		"" },
	{ "a link that went on the way of a mapping",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"}]} s@t t/x=1",
		"s~", "error* a/list.json:1 /i/x: deleted s, error* a/list.json:1 s: deleted s",
		"" },
	{ "a link on the way that leads elsewhere now",
		"a/list.json={\"files\":[\"l/x\"]} a/l@../s s/x=1 t/y=1", "a/l@../t",
		"warning a/list.json:1 l/x: edited a/l", "" },
	{ "what lies behind a link is a file of the repository",
		"a/list.json={\"files\":[\"l/x\"]} a/l@../s s/x=1", "s/x~",
		"warning a/list.json:1 l/x: deleted s/x", "" },
	{ "a file that became a link to nothing", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/x@../t", "warning a/list.json:1 x: retyped a/x", "" },
	{ "the last file of a directory", "a/list.json={\"weak\":[\"d\"]} a/d/x=1", "a/d/x~",
		"note a/list.json:1 d: deleted a/d", "" },
	{ "an app that was deleted while another names it",
		"a/list.json={\"name\":\"a\"} a/f=1 b/list.json={\"name\":\"b\",\"files\":[\"../a/"
		"f\"]}",
		"a~", "error* b/list.json:1 ../a/f: deleted a/f", "" },
	{ "an app that was deleted while a list has it",
		"list.json={\"dirs\":[\"a\",\"b\"]} a/marker=1 a/list.json={\"name\":\"a\"} "
		"b/marker=1",
		"a~", "error* list.json:1 a: deleted a", "" },
	{ "an app that moved while a list has it",
		"list.json={\"dirs\":[\"a\",\"b\"]} a/marker=1 a/list.json={\"name\":\"a\"} "
		"b/marker=2",
		"a~ c/marker=1 c/list.json={\"name\":\"a\"}",
		"error* list.json:1 a: renamed a -> c", "list.json:1 a -> c" },
	{ "a copy rule that matches nothing any more",
		"a/list.json={\"name\":\"a\",\"copies\":[{\"from\":\"s\",\"to\":\"i\"}]} s/x=1",
		"s~", "error* a/list.json:1 s: deleted s", "" },
	{ "a list that has the new name already has the old one too many",
		"a/list.json={\"files\":[\"x\"]} a/x=abc",
		"a/list.json={\"files\":[\"n\",\"x\"]} a/x~ a/n=abc",
		"warning a/list.json:1 x: renamed a/x -> a/n", "" },
	{ "a value edited into what is ignored is a note",
		"a/list.json={\"name\":\"a\",\"files\":[\"../x\"]} x=1 .gitignore=dist/",
		"a/list.json={\"name\":\"a\",\"files\":[\"../dist/x\"]}",
		"note* a/list.json:1 ../dist/x: edited a/list.json",
		"a/list.json:1 ../dist/x -> ../x" },
	{ "a target that is ignored from now on is a note",
		"a/list.json={\"name\":\"a\",\"files\":[\"../dist/x\"]} dist/x=1",
		"dist~ .gitignore=dist/", "note* a/list.json:1 ../dist/x: deleted dist/x", "" },
	{ "a directory is ignored with all that was in it",
		"a/list.json={\"name\":\"a\",\"weak\":[\"../dist\"]} dist/x=1 dist/y/z=1",
		"dist~ .gitignore=dist/*", "note* a/list.json:1 ../dist: deleted dist", "" },
	{ "a directory of which something would be kept is none that a build makes",
		"a/list.json={\"name\":\"a\",\"weak\":[\"../dist\"]} dist/x=1 dist/y/z=1",
		"dist~ .gitignore=dist/x", "warning* a/list.json:1 ../dist: deleted dist", "" },
	{ "what is ignored, named instead of what is kept, is a note",
		"a/list.json={\"name\":\"a\",\"files\":[\"../src/x\"]} src/x=1 .gitignore=dist/",
		"a/list.json={\"name\":\"a\",\"files\":[\"../dist/x\"]}",
		"note* a/list.json:1 ../dist/x: edited a/list.json",
		"a/list.json:1 ../dist/x -> ../src/x" },
	{ "where build output is usual, another value is a note",
		"a/list.json={\"name\":\"a\",\"made\":[\"../src/x\"]} src/x=1",
		"a/list.json={\"name\":\"a\",\"made\":[\"../lib/x\"]}",
		"note* a/list.json:1 ../lib/x: edited a/list.json",
		"a/list.json:1 ../lib/x -> ../src/x" },
	{ "where build output is usual, a file that went is a break",
		"a/list.json={\"name\":\"a\",\"made\":[\"../lib/x\"]} lib/x=1", "lib~",
		"error* a/list.json:1 ../lib/x: deleted lib/x", "" },
};

static void a_break_is_found_with_its_cause_and_its_fix(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		struct scenario scenario;

		scenario_judge(&scenario, broken[i].base, broken[i].changes);

		assert_row_string_equal(
			broken[i].name, scenario_breaks(&scenario), broken[i].breaks);
		assert_row_string_equal(broken[i].name, scenario_fixes(&scenario), broken[i].fixes);
		assert_row_string_equal(broken[i].name, scenario_introduced(&scenario), "");
		scenario_release(&scenario);
	}
}

static const struct row harmless[] = {
	{ "nothing", "a/list.json={\"files\":[\"x\"]} a/x=1", "", "", "" },
	{ "an untouched reference", "a/list.json={\"files\":[\"x\"]} a/x=1 y=1", "y~", "", "" },
	{ "it dangled before", "a/list.json={\"files\":[\"x\"]} y=1", "y~", "", "" },
	{ "target and value together", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/x~ a/y=1 a/list.json={\"files\":[\"y\"]}", "", "" },
	{ "the reference was removed", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/x~ a/list.json={\"files\":[]}", "", "" },
	{ "the manifest was deleted", "a/list.json={\"files\":[\"x\"]} a/x=1", "a~", "", "" },
	{ "the whole app moved", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a~ b/list.json={\"files\":[\"x\"]} b/x=1", "", "" },
	{ "a list was sorted", "a/list.json={\"files\":[\"x\",\"y\"]} a/x=1 a/y=1",
		"a/list.json={\"files\":[\"y\",\"x\"]}", "", "" },
	{ "one of a list was removed, and the list sorted",
		"a/list.json={\"files\":[\"x\",\"y\",\"z\"]} a/x=1 a/y=1 a/z=1",
		"a/list.json={\"files\":[\"z\",\"y\"]} a/x~", "", "" },
	{ "an app went with its entry in a list",
		"list.json={\"dirs\":[\"a\",\"b\"]} a/marker=1 a/list.json={\"name\":\"a\","
		"\"files\":[\"x\"]} a/x=1 b/marker=1",
		"a~ list.json={\"dirs\":[\"b\"]}", "", "" },
	{ "two apps changed places",
		"a/list.json={\"name\":\"a\",\"files\":[\"x\"]} a/x=1 b/list.json={\"name\":\"b\","
		"\"files\":[\"y\"]} b/y=1",
		"a~ b~ a/list.json={\"name\":\"b\",\"files\":[\"y\"]} a/y=1 "
		"b/list.json={\"name\":\"a\",\"files\":[\"x\"]} b/x=1",
		"", "" },
	{ "a file became a link to one", "a/list.json={\"files\":[\"x\"]} a/x=1 t=2", "a/x@../t",
		"", "" },
	{ "a directory became a submodule", "a/list.json={\"files\":[\"d/x\"]} a/d/x=1",
		"a/d~ a/d!m", "", "" },
	{ "a package moved", "a/list.json={\"uses\":[\"p\"]} p/pack.json={\"name\":\"p\"}",
		"p~ q/pack.json={\"name\":\"p\"}", "", "" },
	{ "the manifest became none", "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/list.json~ a/old.json={\"files\":[\"x\"]} a/x~", "", "" },
	{ "another mapping leads to it too",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\"],\"copies\":[{\"from\":\"s\","
		"\"to\":\"i\"},{\"from\":\"t\",\"to\":\"i\"}]} s/x=1 s/y=1 t/x=1",
		"s/x~", "", "" },
	{ "another match is left", "list.json={\"globs\":[\"p/*\"]} p/x=1 p/y=2", "p/x~", "", "" },
	{ "another alternative is left", "a/list.json={\"any\":[\"p\",\"q\"]} a/q=1 a/p=1", "a/p~",
		"", "" },
	{ "a package that comes from outside on purpose",
		"a/list.json={\"uses\":[\"p\"]} p/pack.json={\"name\":\"p\"}",
		"a/list.json={\"uses\":[\"left-pad\"]}", "", "" },
};

static void harmless_changes_are_told_from_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++) {
		struct scenario scenario;

		scenario_judge(&scenario, harmless[i].base, harmless[i].changes);

		assert_row_string_equal(harmless[i].name, scenario_breaks(&scenario), "");
		assert_row_int_equal(harmless[i].name, scenario.check.fails, false);
		scenario_release(&scenario);
	}
}

static void what_is_new_and_dangles_fails_only_if_it_is_always_committed(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario, "a/list.json={}", "a/list.json={\"files\":[\"x\"]}");
	assert_string_equal(
		scenario_introduced(&scenario), "note a/list.json:1 x: edited a/list.json");
	assert_string_equal(finding_target(&scenario.check.introduced.items[0]), "a/x");
	assert_false(scenario.check.fails);
	scenario_release(&scenario);

	scenario_judge(&scenario, "a/list.json={\"name\":\"a\"}",
		"a/list.json={\"name\":\"a\",\"committed\":[\"../x\"]}");
	assert_string_equal(
		scenario_introduced(&scenario), "error* a/list.json:1 ../x: edited a/list.json");
	assert_true(scenario.check.fails);
	scenario_release(&scenario);
}

static void across_apps_a_break_weighs_more(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		"a/list.json={\"name\":\"a\",\"weak\":[\"x\",\"../b/x\",\"../s\"]} a/x=1 s=1 "
		"b/list.json={\"name\":\"b\"} b/x=1",
		"a/x~ b/x~ s~");

	assert_string_equal(scenario_breaks(&scenario),
		"note a/list.json:1 x: deleted a/x, warning* a/list.json:1 ../b/x: deleted b/x, "
		"warning* a/list.json:1 ../s: deleted s");
	assert_int_equal(scenario.check.cross_app, 2);
	assert_false(scenario.check.fails);
	scenario_release(&scenario);
}

static void the_twins_that_were_updated_are_counted(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		"a/list.json={\"files\":[\"../s\"]} b/list.json={\"files\":[\"../s\"]} "
		"c/list.json={\"files\":[\"../s\"]} s=1",
		"s~ t=1 a/list.json={\"files\":[\"../t\"]} c/list.json={\"files\":[\"../t\"]}");

	assert_string_equal(
		scenario_breaks(&scenario), "warning b/list.json:1 ../s: renamed s -> t");
	assert_int_equal(scenario.check.breaks.items[0].siblings, 2);
	assert_int_equal(scenario.check.breaks.items[0].sibling_manifests.count, 2);
	assert_string_equal(
		scenario.check.breaks.items[0].sibling_manifests.items[1], "c/list.json");
	scenario_release(&scenario);

	scenario_judge(&scenario, "a/list.json={\"files\":[\"x\"],\"weak\":[\"x\"]} a/x=1",
		"a/x~ a/y=1 a/list.json={\"files\":[\"y\"],\"weak\":[\"x\"]}");
	assert_int_equal(scenario.check.breaks.items[0].siblings, 1);
	assert_int_equal(scenario.check.breaks.items[0].sibling_manifests.count, 0);
	scenario_release(&scenario);

	scenario_judge(&scenario,
		"a/list.json={\"files\":[\"../s\"]} b/list.json={\"files\":[\"../s\"]} "
		"c/list.json={\"files\":[\"../s\"]} s=1",
		"s~ t=1 a/list.json={\"files\":[\"../t\"]} c/list.json={\"files\":[\"../t\"]}");
	assert_int_equal(scenario.check.changed_paths, 4);
	assert_int_equal(scenario.check.references_checked, 3);
	scenario_release(&scenario);
}

static void owners_are_those_of_the_manifest_at_base(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		"a/list.json={\"files\":[\"../s\"]} s=1 CODEOWNERS=a/\t@acme/a\ns\t@acme/s",
		"s~ CODEOWNERS=*\t@nobody");

	assert_int_equal(scenario.check.breaks.count, 1);
	assert_int_equal(scenario.check.breaks.items[0].owners.count, 1);
	assert_string_equal(scenario.check.breaks.items[0].owners.items[0], "@acme/a");
	scenario_release(&scenario);
}

static void what_moved_together_is_one_group(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario,
		"a/list.json={\"files\":[\"../s/x\",\"../s/y\",\"../o\"]} s/x=1 s/y=2 o=3",
		"s~ t/x=1 t/y=2 o~");

	assert_int_equal(scenario.check.breaks.count, 3);
	assert_int_equal(scenario.check.breaks.items[0].group, 1);
	assert_int_equal(scenario.check.breaks.items[1].group, 1);
	assert_int_equal(scenario.check.breaks.items[2].group, 2);
	assert_string_equal(scenario.check.breaks.items[0].cause.topic, "s");
	assert_string_equal(scenario.check.breaks.items[0].cause.topic_to, "t");
	scenario_release(&scenario);
}

static void the_answer_does_not_hang_on_where_the_graph_stood(void **state)
{
	struct scenario scenario;
	struct range back = { 0 }, forth;
	struct err err;

	(void)state;
	scenario_judge(&scenario, "a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~ a/y=1");
	forth = scenario.check.range;
	back.base_tree = forth.head_tree;
	back.head_tree = forth.base_tree;
	check_release(&scenario.check);
	check_init(&scenario.check);

	assert_ok(check_run(&scenario.check, &back, scenario.graph,
		memory_source_objects(scenario.source), NULL, NULL, &err));
	assert_string_equal(scenario_breaks(&scenario), "");
	check_release(&scenario.check);
	check_init(&scenario.check);
	assert_ok(check_run(&scenario.check, &forth, scenario.graph,
		memory_source_objects(scenario.source), NULL, NULL, &err));
	assert_string_equal(
		scenario_breaks(&scenario), "warning a/list.json:1 x: renamed a/x -> a/y");
	assert_int_equal(scenario.check.references_checked, 1);
	scenario_release(&scenario);
}

static void a_rule_that_goes_with_what_it_guards_is_told(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario, "a/list.json={\"files\":[\"x\"]} a/x=1",
		"a/x~ .crossdep.json={\"rules\":[]}");

	assert_string_equal(scenario_breaks(&scenario), "");
	assert_int_equal(scenario.check.suppressed.count, 1);
	assert_string_equal(scenario.check.suppressed.items[0].raw, "x");
	assert_string_equal(scenario.check.suppressed.items[0].reason, "no rule sees it any more");
	assert_false(scenario.check.fails);
	scenario_release(&scenario);
}

static void a_broken_configuration_fails_at_head_and_is_told_at_base(void **state)
{
	struct scenario scenario;
	struct err err;

	(void)state;
	assert_fails(scenario_try(&scenario, "x=1", ".crossdep.json={\n\"rule\":[]}", &err),
		ERR_INPUT, ".crossdep.json line 2: unknown key 'rule'");
	scenario_release(&scenario);

	scenario_judge(&scenario, ".crossdep.json={\"rule\":[]}", ".crossdep.json={}");
	assert_int_equal(scenario.check.diagnostics.count, 1);
	assert_string_equal(scenario.check.diagnostics.items[0].path, ".crossdep.json");
	assert_int_equal(scenario.check.diagnostics.items[0].line, 1);
	scenario_release(&scenario);
}

static void a_manifest_that_no_longer_parses_is_told(void **state)
{
	struct scenario scenario;

	(void)state;
	scenario_judge(&scenario, "a/list.json={\"files\":[\"x\"]} a/x=1 b/list.json={",
		"a/x~ a/list.json={\"files\":[");

	assert_string_equal(scenario_breaks(&scenario), "");
	assert_int_equal(scenario.check.diagnostics.count, 1);
	assert_string_equal(scenario.check.diagnostics.items[0].path, "a/list.json");
	scenario_release(&scenario);
}

static void fingerprints_stay_when_lines_move(void **state)
{
	struct scenario first, second;

	(void)state;
	scenario_judge(&first, "a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~");
	scenario_judge(&second, "a/list.json={\n\n\"files\":[\"y\",\"x\"]} a/x=1 a/y=2", "a/x~");

	assert_string_equal(
		first.check.breaks.items[0].fingerprint, second.check.breaks.items[0].fingerprint);
	scenario_release(&first);
	scenario_release(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_break_is_found_with_its_cause_and_its_fix),
		cmocka_unit_test(harmless_changes_are_told_from_breaks),
		cmocka_unit_test(what_is_new_and_dangles_fails_only_if_it_is_always_committed),
		cmocka_unit_test(across_apps_a_break_weighs_more),
		cmocka_unit_test(the_twins_that_were_updated_are_counted),
		cmocka_unit_test(owners_are_those_of_the_manifest_at_base),
		cmocka_unit_test(what_moved_together_is_one_group),
		cmocka_unit_test(the_answer_does_not_hang_on_where_the_graph_stood),
		cmocka_unit_test(a_rule_that_goes_with_what_it_guards_is_told),
		cmocka_unit_test(a_broken_configuration_fails_at_head_and_is_told_at_base),
		cmocka_unit_test(a_manifest_that_no_longer_parses_is_told),
		cmocka_unit_test(fingerprints_stay_when_lines_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
