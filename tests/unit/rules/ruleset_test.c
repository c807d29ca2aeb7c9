/* ruleset_test.c - reading rules, and finding the candidates among file names. */
#include "support/assert.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "facts_text.h"
#include "rules/embedded.h"
#include "rules/rule.h"
#include "support/schema.h"
#include "util/file.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static int add_rule(struct ruleset *ruleset, const char *json, struct err *err)
{
	struct document *document;
	int result;

	assert_ok_(document_parse(&document, SYNTAX_JSON, json, strlen(json), err), json, err,
		__FILE__, __LINE__);
	result = ruleset_add(ruleset, document->root, err);
	document_free(document);
	return result;
}

#define RULE(keys) "{\"format\":\"x\",\"files\":[\"x.json\"],\n" keys "}"

static void a_wrong_rule_is_told_with_its_line_and_what_is_wrong(void **state)
{
	static const struct {
		const char *rule;
		unsigned line;
		const char *part;
	} rows[] = {
		{ "[]", 1, "a rule must be an object" },
		{ "{\n\"files\":[\"x\"]}", 1, "a rule needs 'format'" },
		{ "{\"format\":\"x\"}", 1, "a rule needs 'files'" },
		{ "{\"format\":\"a b\",\"files\":[\"x\"]}", 1, "'format' must be a word" },
		{ "{\"format\":\"\",\"files\":[\"x\"]}", 1, "'format' must be a word" },
		{ "{\"format\":\"x\",\n\"files\":\"x\"}", 2, "'files' must be a list of texts" },
		{ "{\"format\":\"x\",\n\"files\":[\"!x\"]}", 2, "'files' names no file" },
		{ "{\"format\":\"x\",\"files\":[\n\"/x\"]}", 2, "'/x' is no path pattern" },
		{ "{\"format\":\"x\",\"files\":[\n\"\"]}", 2, "is no path pattern" },
		{ RULE("\n\"fil\":1"), 3, "unknown key 'fil' of a rule" },
		{ RULE("\"format\":\"y\""), 1, "'format' stands twice" },
		{ RULE("\"syntax\":\"cobol\""), 2, "'syntax' must be one of 'json'" },
		{ RULE("\"title\":1"), 2, "'title' must be a text" },
		{ RULE("\"title\":\"a\\u0000\""), 2, "holds a NUL" },
		{ RULE("\"references\":{}"), 2, "'references' must be a list" },
		{ RULE("\"references\":[\n{}]"), 3, "a reference needs 'at'" },
		{ RULE("\"references\":[{\n\"at\":\"x\"}]"), 3,
			"'x': a selector that does not start" },
		{ RULE("\"references\":[{\n\"at\":[]}]"), 3, "'at' is an empty list" },
		{ RULE("\"references\":[{\"at\":[\"/x\",\n1]}]"), 3, "'at' must be a text" },
		{ RULE("\"references\":[{\"at\":\"/x\",\n\"want\":\"dir\"}]"), 3,
			"'want' must be one of 'any', 'file', 'directory'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"url\":1}]"), 2,
			"'url' must be true or false" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"kind\":\"zoo\"}]"), 2,
			"'kind' must be one of" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"missing\":\"bad\"}]"), 2,
			"'missing' must be one of 'ignored'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{maifest}\"}]"), 2,
			"'{maifest}' is no hole, and no base" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{manifest\"}]"), 2,
			"a brace without its partner" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"a}\"}]"), 2,
			"without its partner" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{1}\"}]"), 2,
			"'{1}' where 'at' has fewer wildcards" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{provider}\"}]"), 2,
			"'{provider}' cannot be used in path" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{up:a/b}\"}]"), 2,
			"does not name files" },
		{ RULE("\"references\":[{\"at\":\"/*\",\"inherited\":true,\"path\":\"{key}\"}]"), 2,
			"the own ones fill" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{value|up}\"}]"), 2,
			"'up' is no function" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{value|fold}\"}]"), 2,
			"'fold' outside a look-up" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{/a/*[b={1}]}\"}]"), 2,
			"'{1}' where 'at' has fewer wildcards" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{/a/*[b}\"}]"), 2,
			"a '[' without its ']'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{/a*}\"}]"), 2,
			"a '*' that is not a whole step" },
		{ RULE("\"references\":[{\"at\":\"/x[y\"}]"), 2, "a '[' without its ']'" },
		{ RULE("\"references\":[{\"at\":\"/x[]\"}]"), 2, "a condition on nothing" },
		{ RULE("\"references\":[{\"at\":\"/**[x]\"}]"), 2, "a condition behind '**'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"key\":\"x\"}]"), 2,
			"a look-up that does not start with '/'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"in\":\"y\"}]"), 2, "without 'key'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"key\":\"/x\",\"in\":\"y\",\"path\":"
		       "\"z\"}]"),
			2, "either in 'path' or in 'in'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"key\":\"/x\",\"want\":\"file\"}]"), 2,
			"wants nothing but that key" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"find\":\"x\"}]"), 2, "one '*'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"split\":\"\"}]"), 2,
			"'lines', 'words' or a separator" },
		{ RULE("\"bases\":{\n\"a\":\"{b}\",\"b\":\"{a}\"}"), 3,
			"no base defined before it" },
		{ RULE("\"bases\":{\"a\":\"{a}\"}"), 2, "no base defined before it" },
		{ RULE("\"bases\":{\"root\":\"x\"}"), 2, "cannot be the name of a base" },
		{ RULE("\"bases\":{\"a\":\"x\",\n\"a\":\"y\"}"), 3, "base 'a' is defined twice" },
		{ RULE("\"root\":\"{root}\""), 2, "cannot be used in root" },
		{ RULE("\"bases\":{\"a\":\"{root}/x\"},\"root\":\"{a}\""), 2,
			"cannot be used in root" },
		{ RULE("\"root\":\"{app}\""), 2, "cannot be used in root" },
		{ RULE("\"variables\":{\"\":\"x\"}"), 2, "a variable that begins with nothing" },
		{ RULE("\"variables\":{\"$x\":\"{value}\"}"), 2, "cannot be used in variables" },
		{ RULE("\"variables\":{\"*\":\"x\"}"), 2, "a variable that begins with nothing" },
		{ RULE("\"variables\":{\"$*a*b*\":\"x\"}"), 2, "more than 2 stars" },
		{ RULE("\"variables\":{\"$*\":\"{2}\"}"), 2, "the variable has fewer stars" },
		{ RULE("\"variables\":{\"$*\":\"{app}\"}"), 2, "cannot be used in variables" },
		{ RULE("\"variables\":{\"$*\":\"{env#/{1}}\"}"), 2, "is no base defined before" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"path\":\"{nearest:a b}\"}]"), 2,
			"names no space" },
		{ RULE("\"app\":{\"nam\":\"x\"}"), 2, "unknown key 'nam' of an app" },
		{ RULE("\"names\":[{\"at\":\"/x\"}]"), 2, "a name needs 'name'" },
		{ RULE("\"mappings\":[{\"to\":\"a\"}]"), 2, "a mapping needs 'from'" },
		{ RULE("\"mappings\":[{\"from\":\"a\"}]"), 2, "a mapping needs 'to'" },
		{ RULE("\"mappings\":[{\"from\":\"{provider}\",\"to\":\"a\"}]"), 2,
			"without 'through'" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"beyond\":\"{.}\"}]"), 2,
			"'range' or 'beyond' without 'through'" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"called\":["
		       "{\"at\":\"/x\",\"name\":\"npm:{value}\"}]}]"),
			2, "'called' without 'through'" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"called\":[]}]"), 2,
			"'called' must be a list of signs" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"called\":[{\"at\":\"/x\"}]}]"),
			2, "a sign needs 'name'" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"called\":["
		       "{\"each\":{\"at\":\"/y\"},\"at\":\"/x\",\"name\":\"npm:{value}\"}]}]"),
			2, "'each' without 'in'" },
		{ RULE("\"references\":[{\"at\":\"/x\",\"range\":\"{.}\"}]"), 2,
			"a 'range' is for those who want a name" },
		{ RULE("\"mappings\":[{\"from\":\"a\",\"to\":\"b\",\"reference\":{}}]"), 2,
			"needs the mapping's 'at'" },
		{ RULE("\"mappings\":[{\"at\":\"/x\",\"from\":\"a\",\"to\":\"b\",\"reference\":"
		       "{\"at\":\"/y\"}}]"),
			2, "must start with './'" },
		{ RULE("\"mappings\":[{\"at\":\"/x\",\"from\":\"a\",\"to\":\"b\",\"reference\":"
		       "{\"path\":\"y\"}}]"),
			2, "takes its path from 'from'" },
		{ RULE("\"when\":{}"), 2, "'when' must be a list of conditions" },
		{ RULE("\"when\":[1]"), 2, "a condition must be an object" },
		{ RULE("\"when\":[{}]"), 2, "a condition needs one of" },
		{ RULE("\"when\":[{\"beside\":[\"../b\"]}]"), 2, "'../b' is no file name" },
		{ RULE("\"when\":[{\"above\":[\"a//b\"]}]"), 2, "'a//b' is no file name" },
		{ RULE("\"when\":[{\"beside\":[]}]"), 2, "is an empty list" },
		{ RULE("\"when\":[{\"has\":\"/x\",\"kind\":\"text\"}]"), 2,
			"'kind' must be one of" },
		{ RULE("\"when\":[{\"not\":{\"has\":\"x\"}}]"), 2, "does not start with '/'" },
		{ RULE("\"parts\":[{}]"), 2, "a part needs 'at'" },
		{ RULE("\"parts\":[{\"at\":\"/x\",\"files\":[]}]"), 2,
			"unknown key 'files' of a part" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ruleset ruleset;
		struct err err;

		ruleset_init(&ruleset);
		assert_fails(add_rule(&ruleset, rows[i].rule, &err), ERR_INPUT, rows[i].part);
		assert_row_int_equal(rows[i].rule, err.line, rows[i].line);
		assert_int_equal(ruleset.count, 0);
		ruleset_release(&ruleset);
	}
}

static void only_files_that_fit_a_pattern_and_no_exclusion_are_candidates(void **state)
{
	static const char rules[] =
		"[{\"format\":\"a\",\"files\":[\"**/a.json\",\"!old/**\"]},"
		"{\"format\":\"b\",\"files\":[\"x/*/b.json\",\"**/b*.json\",\"**/*.bee\"]},"
		"{\"format\":\"c\",\"files\":[\"top.json\",\"**/{c,d}.json\",\"e/**\",\"**/"
		"f.{g,h}\"]}]";
	static const struct {
		const char *path;
		bool expected;
	} rows[] = {
		{ "a.json", true },
		{ "x/y/a.json", true },
		{ "old/a.json", false },
		{ "a.jsonc", false },
		{ "ba.json", true },
		{ "x/y/b.json", true },
		{ "bee.json/x", false },
		{ "x/z.bee", true },
		{ "top.json", true },
		{ "x/top.json", false },
		{ "c.json", true },
		{ "x/d.json", true },
		{ "e/anything", true },
		{ "e", false },
		{ "x/f.h", true },
		{ "", false },
		{ "x/", false },
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_of(&ruleset, rules);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(rows[i].path, ruleset_is_candidate(&ruleset, rows[i].path),
			rows[i].expected);
	ruleset_release(&ruleset);
}

static void the_last_entry_of_the_ignore_list_that_fits_decides(void **state)
{
	static const struct {
		const char *path;
		bool is_ignored;
	} rows[] = {
		{ "a.json", false },
		{ "vendor/a.json", true },
		{ "x/vendor/y/a.json", true },
		{ "vendors/a.json", false },
		{ "x/a.json/a.json", false },
		{ "examples/old/a.json", true },
		{ "examples/old/kept/a.json", false },
		{ "examples/old/kept/vendor/a.json", false },
		{ "examples/new/a.json", false },
		{ "late/examples/old/kept/a.json", true },
		{ "x/{{name}}/a.json", true },
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_of(&ruleset, "[{\"format\":\"a\",\"files\":[\"**/a.json\"]}]");
	ruleset_add_ignore(&ruleset, "**/vendor");
	ruleset_add_ignore(&ruleset, "examples/old");
	ruleset_add_ignore(&ruleset, "**/*{{*");
	ruleset_add_ignore(&ruleset, "!**/kept");
	ruleset_add_ignore(&ruleset, "**/late");
	ruleset_seal(&ruleset);

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_row_int_equal(rows[i].path, ruleset_is_candidate(&ruleset, rows[i].path),
			!rows[i].is_ignored);
		assert_row_int_equal(rows[i].path,
			ruleset_is_ignored_candidate(&ruleset, rows[i].path), rows[i].is_ignored);
	}
	assert_false(ruleset_is_ignored_candidate(&ruleset, "vendor/b.json"));
	ruleset_release(&ruleset);
}

static void the_built_in_list_keeps_out_what_is_not_ours_or_broken_on_purpose(void **state)
{
	static const char *const ignored[] = {
		"node_modules/x/package.json",
		"a/vendor/x/package.json",
		"tests/__fixtures__/x/package.json",
		"tests/fixtures/package.json",
		"template/{{cookiecutter.name}}/package.json",
		"template/<%= name %>/package.json",
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_builtin(&ruleset);
	for (size_t i = 0; i < COUNT(ignored); i++)
		assert_row_int_equal(
			ignored[i], ruleset_is_ignored_candidate(&ruleset, ignored[i]), true);
	assert_true(ruleset_is_candidate(&ruleset, "packages/vendoring/package.json"));
	ruleset_release(&ruleset);
}

static uint64_t fingerprint_of(const char *rules)
{
	struct ruleset ruleset;
	uint64_t fingerprint;

	ruleset_of(&ruleset, rules);
	fingerprint = ruleset.fingerprint;
	ruleset_release(&ruleset);
	return fingerprint;
}

static void rules_that_read_alike_have_one_fingerprint(void **state)
{
	const char *one =
		"[{\"format\":\"a\",\"files\":[\"x\"]},{\"format\":\"b\",\"files\":[\"y\"]}]";
	const char *same =
		"[{\"format\":\"b\",\"files\":[\"y\"]},\n\n{\"format\":\"a\",\"files\":[ \"x\" ]}]";
	const char *other =
		"[{\"format\":\"a\",\"files\":[\"x\"]},{\"format\":\"b\",\"files\":[\"z\"]}]";
	struct ruleset ruleset;

	(void)state;
	assert_true(fingerprint_of(one) == fingerprint_of(same));
	assert_true(fingerprint_of(one) != fingerprint_of(other));
	ruleset_of(&ruleset, one);
	ruleset_add_ignore(&ruleset, "x");
	ruleset_seal(&ruleset);
	assert_true(ruleset.fingerprint != fingerprint_of(one));
	ruleset_release(&ruleset);
}

/* The store is shared by processes: the number must not depend on a seed. */
static void the_fingerprint_is_the_same_in_every_process(void **state)
{
	(void)state;
	assert_true(fingerprint_of("[]") == 1);
	assert_true(
		fingerprint_of("[{\"format\":\"a\",\"files\":[\"x\"]}]") == 0x62996100f72ba1a8u);
}

static void a_rule_replaces_the_one_of_its_format_and_stands_behind_the_built_in(void **state)
{
	struct ruleset ruleset;
	size_t count;
	struct err err;

	(void)state;
	ruleset_builtin(&ruleset);
	count = ruleset.count;

	assert_ok(add_rule(&ruleset, "{\"format\":\"lerna\",\"files\":[\"mine.json\"]}", &err));
	assert_ok(add_rule(&ruleset, "{\"format\":\"aaa\",\"files\":[\"aaa.json\"]}", &err));
	ruleset_seal(&ruleset);

	assert_int_equal(ruleset.count, count + 1);
	assert_string_equal(ruleset.rules[count - 1]->format, "aaa");
	assert_string_equal(ruleset.rules[count]->format, "lerna");
	for (size_t i = 1; i < count - 1; i++)
		assert_true(strcmp(ruleset.rules[i - 1]->format, ruleset.rules[i]->format) < 0);
	assert_true(ruleset_is_candidate(&ruleset, "mine.json"));
	assert_false(ruleset_is_candidate(&ruleset, "lerna.json"));
	ruleset_release(&ruleset);
}

static void what_is_known_of_a_rule_before_it_is_read_is_what_it_says(void **state)
{
	struct ruleset before, after;
	struct err err;

	(void)state;
	ruleset_builtin(&before);
	ruleset_builtin(&after);

	assert_true(before.fingerprint == ruleset_builtin_fingerprint());
	for (size_t i = 0; i < after.count; i++) {
		const struct rule *known = before.rules[i];
		struct rule *read = after.rules[i];

		assert_ok(rule_complete(read, &err));
		assert_string_equal(known->format, read->format);
		assert_row_int_equal(read->format, known->syntax, read->syntax);
		assert_row_int_equal(read->format, known->is_conditional, read->is_conditional);
		assert_row_int_equal(read->format, known->files.count, read->files.count);
		assert_row_int_equal(read->format, known->excluded.count, read->excluded.count);
		for (size_t k = 0; k < read->files.count; k++)
			assert_string_equal(known->files.items[k], read->files.items[k]);
	}
	ruleset_release(&before);
	ruleset_release(&after);
}

static void only_the_rules_whose_manifests_are_met_are_read(void **state)
{
	struct ruleset ruleset;
	struct str text = STR_INIT;

	(void)state;
	ruleset_builtin(&ruleset);

	/* Many formats look into a package.json for a key of theirs. */
	declare_text(&text, &ruleset, "package.json", "{}", "");

	for (size_t i = 0; i < ruleset.count; i++)
		assert_row_int_equal(ruleset.rules[i]->format, ruleset.rules[i]->source == NULL,
			strcmp(ruleset.rules[i]->format, "npm-package") == 0);
	str_release(&text);
	ruleset_release(&ruleset);
}

static void *complete_all(void *payload)
{
	struct ruleset *ruleset = payload;
	struct err err;
	bool has_failed = false;

	for (size_t i = 0; i < ruleset->count; i++)
		has_failed |= rule_read_condition(ruleset->rules[i], &err) < 0 ||
			      rule_complete(ruleset->rules[i], &err) < 0;
	return has_failed ? payload : NULL;
}

static void rules_that_several_threads_want_at_once_are_read_once(void **state)
{
	struct ruleset shared, alone;

	(void)state;
	ruleset_builtin(&alone);
	assert_null(complete_all(&alone));
	for (int round = 0; round < 8; round++) {
		pthread_t threads[2];
		void *failure;

		ruleset_builtin(&shared);
		for (int i = 0; i < 2; i++)
			assert_int_equal(
				pthread_create(&threads[i], NULL, complete_all, &shared), 0);
		for (int i = 0; i < 2; i++) {
			assert_int_equal(pthread_join(threads[i], &failure), 0);
			assert_null(failure);
		}

		for (size_t i = 0; i < alone.count; i++) {
			const struct rule *rule = shared.rules[i], *expected = alone.rules[i];

			assert_row_int_equal(rule->format, rule->whole.references.count,
				expected->whole.references.count);
			assert_row_int_equal(
				rule->format, rule->parts.count, expected->parts.count);
			assert_row_int_equal(
				rule->format, rule->whole.when.count, expected->whole.when.count);
		}
		ruleset_release(&shared);
	}
	ruleset_release(&alone);
}

static void read_text_file(struct str *out, const char *path)
{
	struct err err;

	assert_answer(file_read(out, path, 1 << 20, &err), 1);
}

static void the_schema_takes_every_built_in_rule(void **state)
{
	struct str schema = STR_INIT, problem = STR_INIT;

	(void)state;
	read_text_file(&schema, "schema/rule.schema.json");

	for (size_t i = 0; embedded_rules[i].format; i++) {
		struct str path = STR_INIT, text = STR_INIT;

		str_addf(&path, "rules/%s", embedded_rules[i].name);
		read_text_file(&text, path.data);
		if (!schema_accepts(schema.data, text.data, &problem))
			fail_msg("%s: %s", path.data, problem.data);
		str_release(&path);
		str_release(&text);
	}
	str_release(&schema);
	str_release(&problem);
}

static void the_schema_refuses_what_a_rule_may_not_say(void **state)
{
	static const char *const rows[] = { "[]", "{}", "{'format':'a b','files':['x']}",
		"{'format':'x','files':'x'}", "{'format':'x','files':['x'],'file':1}",
		"{'format':'x','files':['x'],'references':[{}]}",
		"{'format':'x','files':['x'],'references':[{'at':'/x','whant':1}]}",
		"{'format':'x','files':['x'],'references':[{'at':'/x','want':'dir'}]}",
		"{'format':'x','files':['x'],'mappings':[{'from':'x'}]}",
		("{'format':'x','files':['x'],'mappings':[{'from':'x','to':'y','reference':"
		 "{'path':'z'}}]}"),
		"{'format':'x','files':['x'],'when':[{'hasnt':'/x'}]}" };
	struct str schema = STR_INIT, problem = STR_INIT;

	(void)state;
	read_text_file(&schema, "schema/rule.schema.json");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str text = STR_INIT;

		str_set(&text, rows[i]);
		for (size_t k = 0; k < text.size; k++)
			if (text.data[k] == '\'')
				text.data[k] = '"';
		assert_row_int_equal(
			rows[i], schema_accepts(schema.data, text.data, &problem), false);
		str_release(&text);
	}
	str_release(&schema);
	str_release(&problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_schema_takes_every_built_in_rule),
		cmocka_unit_test(the_schema_refuses_what_a_rule_may_not_say),
		cmocka_unit_test(a_wrong_rule_is_told_with_its_line_and_what_is_wrong),
		cmocka_unit_test(only_files_that_fit_a_pattern_and_no_exclusion_are_candidates),
		cmocka_unit_test(the_last_entry_of_the_ignore_list_that_fits_decides),
		cmocka_unit_test(the_built_in_list_keeps_out_what_is_not_ours_or_broken_on_purpose),
		cmocka_unit_test(rules_that_read_alike_have_one_fingerprint),
		cmocka_unit_test(the_fingerprint_is_the_same_in_every_process),
		cmocka_unit_test(
			a_rule_replaces_the_one_of_its_format_and_stands_behind_the_built_in),
		cmocka_unit_test(what_is_known_of_a_rule_before_it_is_read_is_what_it_says),
		cmocka_unit_test(only_the_rules_whose_manifests_are_met_are_read),
		cmocka_unit_test(rules_that_several_threads_want_at_once_are_read_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
