/* configuration_test.c - .crossdep.json of a snapshot. */
#include "check/configuration.h"
#include "support/assert.h"
#include "support/schema.h"
#include "util/file.h"

/* Loads the configuration `text`; NULL: there is none. */
static int load(const char *text, struct configuration *out, struct err *err)
{
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;
	int result;

	if (text)
		memory_source_put(source, CONFIGURATION_PATH, ENTRY_FILE, text);
	snapshot = memory_source_snapshot(source);
	result = configuration_load(out, snapshot, err);
	snapshot_free(snapshot);
	memory_source_free(source);
	return result;
}

static void without_a_configuration_the_built_in_rules_count(void **state)
{
	struct configuration none, empty, built_in;
	struct err err;

	(void)state;
	assert_ok(load(NULL, &none, &err));
	assert_ok(load("{}", &empty, &err));
	configuration_default(&built_in);

	assert_true(none.rules.fingerprint == built_in.rules.fingerprint);
	assert_true(empty.rules.fingerprint == built_in.rules.fingerprint);
	assert_true(ruleset_is_candidate(&none.rules, "package.json"));
	configuration_release(&none);
	configuration_release(&empty);
	configuration_release(&built_in);
}

static void rules_and_ignores_are_added(void **state)
{
	struct configuration ours, built_in;
	struct err err;

	(void)state;
	assert_ok(
		load("{ // comments are fine\n"
		     "\"rules\": [{ \"format\": \"mine\", \"files\": [\"mine.json\"] }],"
		     "\"ignore\": [\"old/**\"], \"apps\": [{ \"root\": \"a\", \"name\": \"A\" }] }",
			&ours, &err));
	configuration_default(&built_in);

	assert_true(ruleset_is_candidate(&ours.rules, "mine.json"));
	assert_false(ruleset_is_candidate(&ours.rules, "old/package.json"));
	assert_true(ruleset_is_ignored_candidate(&ours.rules, "old/package.json"));
	assert_true(ours.rules.fingerprint != built_in.rules.fingerprint);
	configuration_release(&ours);
	configuration_release(&built_in);
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
	{ "{\"fail_on\": \"all\"}", "'fail_on' must be one of 'cross-app', 'any', 'never'", 1 },
	{ "{\"suppress\": {}}", "line 1: 'suppress' must be a list", 1 },
	{ "{\"suppress\": [\n{\"manifest\": \"a\"}]}", "line 2: a suppression needs 'reason'", 2 },
	{ "{\"suppress\": [{\"manifest\": \"a\", \"reason\": \" \"}]}", "'reason' must say why",
		1 },
	{ "{\"suppress\": [{\"reason\": \"so\"}]}", "say what it is for", 1 },
	{ "{\"suppress\": [{\"path\": \"a\", \"reason\": \"so\"}]}", "unknown key 'path'", 1 },
	{ "{\"suppress\": [{\"kind\": \"icon\", \"reason\": \"so\"}]}", "'kind' must be one of",
		1 },
	{ "{\"suppress\": [{\"manifest\": \"\", \"reason\": \"so\"}]}", "must be a path pattern",
		1 },
	{ "{\"suppress\": [{\"kind\": \"ci\", \"reason\": \"so\",\n\"until\": \"2027-02-29\"}]}",
		"line 2: 'until' must be a day such as 2027-12-31", 2 },
	{ "{\"suppress\": [{\"kind\": \"ci\", \"reason\": \"so\", \"until\": \"2027-1-1\"}]}",
		"'until' must be a day", 1 },
	{ "{\"severity\": [{\"kind\": \"ci\"}]}", "an entry of 'severity' needs 'severity'", 1 },
	{ "{\"severity\": [{\"kind\": \"ci\", \"severity\": \"none\"}]}",
		"'severity' must be one of 'note', 'warning', 'error'", 1 },
	{ "{\"apps\": [{\"root\": \"x\", \"name\": 1}]}", "line 1: 'name' must be a string", 1 },
};

static void what_is_wrong_is_told_with_its_line(void **state)
{
	struct configuration ours;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_fails(load(wrong[i].text, &ours, &err), ERR_INPUT, wrong[i].problem);
		assert_row_int_equal(wrong[i].text, err.line, wrong[i].line);
		configuration_release(&ours);
	}
}

static void a_directory_in_its_place_is_wrong(void **state)
{
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;
	struct configuration ours;
	struct err err;

	(void)state;
	memory_source_put(source, ".crossdep.json/x", ENTRY_FILE, "1");
	snapshot = memory_source_snapshot(source);
	assert_fails(configuration_load(&ours, snapshot, &err), ERR_INPUT,
		".crossdep.json: it is not a file");
	configuration_release(&ours);
	snapshot_free(snapshot);
	memory_source_free(source);
}

/* What stands in the first block of JSON of a document. */
static void read_example(struct str *out, const char *path)
{
	struct str text = STR_INIT;
	const char *start, *end;
	struct err err;

	assert_answer(file_read(&text, path, 1u << 20, &err), 1);
	start = strstr(text.data, "```json\n");
	assert_non_null(start);
	start += strlen("```json\n");
	end = strstr(start, "```");
	assert_non_null(end);
	str_clear(out);
	str_add(out, start, (size_t)(end - start));
	str_release(&text);
}

static void the_example_of_the_document_is_read_and_keeps_to_the_schema(void **state)
{
	struct str example = STR_INIT, schema = STR_INIT, problem = STR_INIT;
	struct configuration ours;
	struct err err;

	(void)state;
	read_example(&example, "docs/configuration.md");
	assert_answer(file_read(&schema, "schema/config.schema.json", 1u << 20, &err), 1);

	assert_ok(load(example.data, &ours, &err));

	assert_int_equal(ours.policy.suppressions.count, 1);
	assert_int_equal(ours.policy.suppressions.items[0].line, 6);
	assert_int_equal(ours.policy.suppressions.items[0].until, 20270531);
	assert_int_equal(ours.policy.weights.count, 2);
	schema_accepts(schema.data, example.data, &problem);
	assert_string_equal(problem.data, "");
	configuration_release(&ours);
	str_release(&example);
	str_release(&schema);
	str_release(&problem);
}

static void the_schema_knows_no_other_keys(void **state)
{
	struct str schema = STR_INIT, problem = STR_INIT;
	struct err err;

	(void)state;
	assert_answer(file_read(&schema, "schema/config.schema.json", 1u << 20, &err), 1);

	assert_false(schema_accepts(schema.data, "{\"suppress\":[{\"path\":\"a\"}]}", &problem));
	assert_contains(problem.data, "/suppress/0: must not have path");
	assert_contains(problem.data, "/suppress/0: lacks reason");
	str_release(&schema);
	str_release(&problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_configuration_the_built_in_rules_count),
		cmocka_unit_test(rules_and_ignores_are_added),
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
		cmocka_unit_test(a_directory_in_its_place_is_wrong),
		cmocka_unit_test(the_example_of_the_document_is_read_and_keeps_to_the_schema),
		cmocka_unit_test(the_schema_knows_no_other_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
