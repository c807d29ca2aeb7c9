/* configuration_test.c - .crossdep.json of a snapshot. */
#include "check/configuration.h"
#include "support/assert.h"

/* Loads the configuration `text` (NULL: there is none) into `rules`. */
static int load(const char *text, struct ruleset *rules, struct err *err)
{
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;
	int result;

	if (text)
		memory_source_put(source, CONFIGURATION_PATH, ENTRY_FILE, text);
	snapshot = memory_source_snapshot(source);
	result = configuration_load(rules, snapshot, err);
	snapshot_free(snapshot);
	memory_source_free(source);
	return result;
}

static void without_a_configuration_the_built_in_rules_count(void **state)
{
	struct ruleset none, empty, built_in;
	struct err err;

	(void)state;
	assert_ok(load(NULL, &none, &err));
	assert_ok(load("{}", &empty, &err));
	configuration_default(&built_in);

	assert_true(none.fingerprint == built_in.fingerprint);
	assert_true(empty.fingerprint == built_in.fingerprint);
	assert_true(ruleset_is_candidate(&none, "package.json"));
	ruleset_release(&none);
	ruleset_release(&empty);
	ruleset_release(&built_in);
}

static void rules_and_ignores_are_added(void **state)
{
	struct ruleset rules, built_in;
	struct err err;

	(void)state;
	assert_ok(
		load("{ // comments are fine\n"
		     "\"rules\": [{ \"format\": \"mine\", \"files\": [\"mine.json\"] }],"
		     "\"ignore\": [\"old/**\"], \"apps\": [{ \"root\": \"a\", \"name\": \"A\" }] }",
			&rules, &err));
	configuration_default(&built_in);

	assert_true(ruleset_is_candidate(&rules, "mine.json"));
	assert_false(ruleset_is_candidate(&rules, "old/package.json"));
	assert_true(ruleset_is_ignored_candidate(&rules, "old/package.json"));
	assert_true(rules.fingerprint != built_in.fingerprint);
	ruleset_release(&rules);
	ruleset_release(&built_in);
}

static const struct {
	const char *text, *problem;
	unsigned line;
} wrong[] = {
	{ "{", ".crossdep.json line 1", 1 },
	{ "[]", "line 1: the configuration must be an object", 1 },
	{ "{\n\"ignores\": []}", "line 2: unknown key 'ignores'", 2 },
	{ "{\"ignore\": \"x\"}", "line 1: 'ignore' must be a list", 1 },
	{ "{\"ignore\": [\n1]}", "line 2: an entry of 'ignore' must be a path pattern", 2 },
	{ "{\"rules\": {}}", "line 1: 'rules' must be a list", 1 },
	{ "{\"rules\": [1]}", "line 1: a rule must be an object", 1 },
	{ "{\"rules\": [\n{\n\"format\": 12}]}", ".crossdep.json line 3", 3 },
	{ "{\"apps\": [{}]}", "line 1: an app must be an object with a 'root'", 1 },
	{ "{\"apps\": [{\"root\": \"../x\"}]}", "line 1: '../x' leaves the repository", 1 },
	{ "{\"apps\": [{\"root\": \"x\",\n\"nme\": \"y\"}]}", "line 2: unknown key 'nme'", 2 },
	{ "{\"apps\": [{\"root\": \"x\", \"name\": 1}]}", "line 1: 'name' must be a string", 1 },
};

static void what_is_wrong_is_told_with_its_line(void **state)
{
	struct ruleset rules;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_fails(load(wrong[i].text, &rules, &err), ERR_INPUT, wrong[i].problem);
		assert_row_int_equal(wrong[i].text, err.line, wrong[i].line);
		ruleset_release(&rules);
	}
}

static void a_directory_in_its_place_is_wrong(void **state)
{
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;
	struct ruleset rules;
	struct err err;

	(void)state;
	memory_source_put(source, ".crossdep.json/x", ENTRY_FILE, "1");
	snapshot = memory_source_snapshot(source);
	assert_fails(configuration_load(&rules, snapshot, &err), ERR_INPUT,
		".crossdep.json: it is not a file");
	ruleset_release(&rules);
	snapshot_free(snapshot);
	memory_source_free(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_configuration_the_built_in_rules_count),
		cmocka_unit_test(rules_and_ignores_are_added),
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
		cmocka_unit_test(a_directory_in_its_place_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
