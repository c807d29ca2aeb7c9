/* mending_test.c - certain fixes, put into the files they belong to. */
#include "check/configuration.h"
#include "check/mending.h"
#include "scenario.h"
#include "support/assert.h"

struct row {
	const char *name, *base, *changes;
	const char *path, *after; /* the file that is mended; NULL: none is */
	size_t left;
};

static const struct row rows[] = {
	{ "one value", "a/list.json={\"files\":[\"./x.js\"]}\n a/x.js=1", "a/x.js~ a/y.js=1",
		"a/list.json", "{\"files\":[\"./y.js\"]}\n", 0 },
	{ "two values, and what stands between them",
		"a/list.json={\"files\":[\"../s/x\",/**/\"../s/y\"]} s/x=1 s/y=2", "s~ t/x=1 t/y=2",
		"a/list.json", "{\"files\":[\"../t/x\",/**/\"../t/y\"]}", 0 },
	{ "one line that mends many",
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\",\"/i/y\"],\"copies\":[{\"from\":"
		"\"s\",\"to\":\"i\"}]} s/x=1 s/y=2",
		"s~ t/x=1 t/y=2", "a/list.json",
		"{\"name\":\"a\",\"served\":[\"/i/x\",\"/i/y\"],\"copies\":[{\"from\":\"t\",\"to\":"
		"\"i\"}]}",
		0 },
	{ "the way a slash is escaped", "a/list.json={\"files\":[\"..\\/s\\/x\"]} s/x=1",
		"s~ t/x=1", "a/list.json", "{\"files\":[\"..\\/t\\/x\"]}", 0 },
	{ "an alternative that stands elsewhere now",
		"a/list.json={\"any\":[\"p\",\"q.js\"]} a/q.js=1",
		"a/list.json={\"any\":[\"q.js\",\"p\",\"o\"]} a/q.js~ a/r.js=1", "a/list.json",
		"{\"any\":[\"r.js\",\"p\",\"o\"]}", 0 },
	{ "a key beside the value it stands for",
		"a/list.json={\"files\":[\"x\"],\"x\":\"x\"} a/x=1", "a/x~ a/y=1", "a/list.json",
		"{\"files\":[\"y\"],\"x\":\"x\"}", 0 },
	{ "what was deleted", "a/list.json={\"files\":[\"x\"]} a/x=1", "a/x~", NULL, NULL, 1 },
	{ "one of two", "a/list.json={\"files\":[\"x\",\"y\"]} a/x=1 a/y=2", "a/x~ a/y~ a/z=1",
		"a/list.json", "{\"files\":[\"z\",\"y\"]}", 1 },
	{ "nothing", "a/list.json={\"files\":[\"x\"]} a/x=1 b=1", "b~", NULL, NULL, 0 },
};

static void make(struct mending *mending, struct scenario *scenario)
{
	struct object_source *objects = memory_source_objects(scenario->source);
	struct snapshot *head = snapshot_new(objects, &scenario->check.range.head_tree);
	struct configuration configuration;
	struct err err;

	assert_ok(configuration_load(&configuration, head, &err));
	mending_init(mending);
	assert_ok(mending_make(mending, &scenario->check, head, &configuration.rules, &err));
	configuration_release(&configuration);
	snapshot_free(head);
}

static void only_the_values_that_broke_are_replaced(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		struct scenario scenario;
		struct mending mending;

		scenario_judge(&scenario, row->base, row->changes);
		make(&mending, &scenario);

		assert_row_int_equal(row->name, mending.files.count, row->path != NULL);
		assert_row_int_equal(row->name, mending.left, row->left);
		if (row->path && mending.files.count) {
			assert_row_string_equal(row->name, mending.files.items[0].path, row->path);
			assert_row_string_equal(
				row->name, mending.files.items[0].after.data, row->after);
		}
		mending_release(&mending);
		scenario_release(&scenario);
	}
}

/* Two breaks that ask one value to become two things: neither is certain. */
static void a_value_that_would_become_two_things_is_left(void **state)
{
	struct scenario scenario;
	struct mending mending;

	(void)state;
	scenario_judge(&scenario,
		"a/list.json={\"name\":\"a\",\"served\":[\"/i/x\",\"/i/y\"],\"copies\":[{\"from\":"
		"\"s\",\"to\":\"i\"}]} s/x=1 s/y=2",
		"s~ t/x=1 t/y=2");
	assert_string_equal(scenario.check.breaks.items[0].fix.replacement, "t");
	scenario.check.breaks.items[0].fix.replacement = "u";
	make(&mending, &scenario);

	assert_int_equal(mending.files.count, 0);
	assert_int_equal(mending.left, scenario.check.breaks.count);
	mending_release(&mending);
	scenario_release(&scenario);
}

/* What stands there is not what was judged. */
static void a_place_that_holds_something_else_is_left(void **state)
{
	struct scenario scenario;
	struct mending mending;

	(void)state;
	scenario_judge(
		&scenario, "a/list.json={\"files\":[\"x.js\"]} a/x.js=1", "a/x.js~ a/y.js=1");
	scenario.check.breaks.items[0].fix.old = "z.js";
	make(&mending, &scenario);

	assert_int_equal(mending.files.count, 0);
	mending_release(&mending);
	scenario_release(&scenario);
}

/* In YAML 12 is a number: the file would not say the same with it. */
static void a_value_that_would_mean_something_else_is_left(void **state)
{
	static const char configuration[] =
		".crossdep.json={\"rules\":[{\"format\":\"f\",\"files\":[\"f.yaml\"],"
		"\"references\":[{\"at\":\"/f\"}]}]} f.yaml={\"f\":x} x=1";
	struct scenario scenario;
	struct mending mending;

	(void)state;
	scenario_judge(&scenario, configuration, "x~ y=1");
	make(&mending, &scenario);
	assert_int_equal(mending.files.count, 1);
	assert_string_equal(mending.files.items[0].after.data, "{\"f\":y}");
	mending_release(&mending);
	scenario_release(&scenario);

	scenario_judge(&scenario, configuration, "x~ 12=1");
	assert_string_equal(scenario.check.breaks.items[0].fix.replacement, "12");
	make(&mending, &scenario);
	assert_int_equal(mending.files.count, 0);
	assert_int_equal(mending.left, 1);
	mending_release(&mending);
	scenario_release(&scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_values_that_broke_are_replaced),
		cmocka_unit_test(a_value_that_would_become_two_things_is_left),
		cmocka_unit_test(a_place_that_holds_something_else_is_left),
		cmocka_unit_test(a_value_that_would_mean_something_else_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
