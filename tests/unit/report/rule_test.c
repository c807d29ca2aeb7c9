/*
 * rule_test.c - a rule as people read it.
 */
#include "support/assert.h"

#include <string.h>

#include "report/rule.h"

static const char rules[] =
	"{ \"rules\": [ {"
	" \"format\": \"acme\", \"title\": \"Acme\\u001b list\", \"documentation\": "
	"\"https://acme.example\","
	" \"files\": [\"**/a.json\", \"!x/**\"], \"syntax\": \"json\","
	" \"when\": [ { \"has\": \"/a\", \"kind\": \"map\" },"
	"  { \"any\": [ { \"has\": \"/b\", \"like\": [\"x*\", \"y\"] }, { \"not\": { \"above\": "
	"[\"m\", \"n\"] } } ] } ],"
	" \"bases\": { \"home\": [\"{root}/h\", \"{manifest}\"] }, \"variables\": { \"${x}\": \"\" "
	"},"
	" \"app\": { \"name\": \"{/name}\", \"weak\": true },"
	" \"names\": [ { \"name\": \"acme:{/name}\", \"directory\": \"{manifest}\" } ],"
	" \"references\": ["
	"  { \"at\": \"/files/*\", \"path\": [\"{home}/{value}\", \"{value}\"], \"want\": \"file\","
	"    \"endings\": [\"\", \".js\"], \"always\": true, \"built\": false, \"later\": { "
	"\"deep\": [1, 2] },"
	"    \"kind\": \"asset\", \"missing\": \"silent\", \"detail\": \"nobody is told\" },"
	"  { \"at\": [\"/others/*\"] } ],"
	" \"mappings\": [ { \"from\": \"{manifest}/pub\", \"to\": \"served:{root}\", \"kind\": "
	"\"served\" } ],"
	" \"parts\": [ { \"at\": \"/parts/*\", \"root\": \"{/dir}\" } ],"
	" \"sorcery\": [ \"one\", \"two\" ]"
	"} ] }";

static const char expected[] =
	"acme  Acme\\x1B list  (of .crossdep.json)\n"
	"https://acme.example\n"
	"\n"
	"Files\n"
	"  **/a.json, !x/**\n"
	"\n"
	"Read as\n"
	"  json\n"
	"\n"
	"Recognised if\n"
	"  /a is a map\n"
	"  /b is there, one of x*, y, or not: beside or above it a file m or n\n"
	"\n"
	"Bases\n"
	"  home              {root}/h, else {manifest}\n"
	"\n"
	"Variables\n"
	"  ${x}              \"\"\n"
	"\n"
	"Is an app\n"
	"  name              {/name}\n"
	"  only outside of other apps\n"
	"\n"
	"Provides the names\n"
	"  acme:{/name}  leads to {manifest}\n"
	"\n"
	"References\n"
	"  asset               /files/*\n"
	"    stands for        {home}/{value}, else {value}\n"
	"    ending            \"\", .js\n"
	"    must be           a file\n"
	"    always committed\n"
	"    later\n"
	"      deep              1, 2\n"
	"    if it is missing  silent: nobody is told\n"
	"  config              /others/*\n"
	"    if it is missing  degraded\n"
	"\n"
	"Mappings\n"
	"  served              by convention\n"
	"    from              {manifest}/pub\n"
	"    to                served:{root}\n"
	"\n"
	"In each /parts/*\n"
	"\n"
	"Speaks for the directory\n"
	"  {/dir}\n"
	"\n"
	"sorcery\n"
	"  one, else two\n";

static void load(struct catalogue *out, struct str *text)
{
	struct err err;

	str_set(text, rules);
	assert_ok(catalogue_load(out, text, &err));
}

static void each_key_of_a_rule_is_told_also_one_nobody_has_words_for(void **state)
{
	struct str text = STR_INIT, out = STR_INIT;
	struct catalogue catalogue;

	(void)state;
	load(&catalogue, &text);

	report_rule(&out, catalogue_find(&catalogue, "acme"), false);

	assert_string_equal(out.data, expected);
	catalogue_release(&catalogue);
	str_release(&text);
	str_release(&out);
}

static void every_built_in_rule_can_be_shown(void **state)
{
	struct catalogue catalogue;
	struct err err;

	(void)state;
	assert_ok(catalogue_load(&catalogue, NULL, &err));

	for (size_t i = 0; i < catalogue.rules.count; i++) {
		struct str out = STR_INIT;

		report_rule(&out, &catalogue.rules.items[i], false);

		assert_contains(out.data, catalogue.rules.items[i].format);
		assert_contains(out.data, "Files\n");
		str_release(&out);
	}
	catalogue_release(&catalogue);
}

static void the_list_tells_what_each_rule_takes_and_can_be_narrowed(void **state)
{
	static const char *const words[] = { "ACME" };
	struct str text = STR_INIT, out = STR_INIT;
	struct catalogue catalogue;

	(void)state;
	load(&catalogue, &text);

	report_rule_list(&out, &catalogue, words, 1, false);

	assert_string_equal(out.data,
		"acme  Acme\\x1B list  (of .crossdep.json)\n"
		"    **/a.json, !x/**\n"
		"    app; names acme; references asset, config; mappings served\n");
	catalogue_release(&catalogue);
	str_release(&text);
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_key_of_a_rule_is_told_also_one_nobody_has_words_for),
		cmocka_unit_test(every_built_in_rule_can_be_shown),
		cmocka_unit_test(the_list_tells_what_each_rule_takes_and_can_be_narrowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
