/* scalar_test.c - a value written in the notation of the file it stands in. */
#include "syntax/scalar.h"
#include <string.h>

#include "support/assert.h"

static const struct row {
	const char *source, *value, *written; /* NULL: it cannot be written */
} json[] = {
	{ "\"a/b\"", "c/d", "\"c/d\"" },
	{ "\"a\\/b\"", "c/d", "\"c\\/d\"" },
	{ "\"a\"", "say \"x\" \\ y", "\"say \\\"x\\\" \\\\ y\"" },
	{ "\"a\"", "tab\there\x01", "\"tab\\there\\u0001\"" },
	{ "\"a\"", "gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\"" },
	{ "\"\\u00fc\"", "\xc3\x9f", "\"\\u00df\"" },
	{ "\"\\u00fc\"", "\xf0\x9f\x98\x80", "\"\\ud83d\\ude00\"" },
	{ "\"\\u00fc\xc3\xbc\"", "\xc3\x9f", "\"\xc3\x9f\"" },
	{ "\"a\"", "", "\"\"" },
	{ "\"a\"", "\xff", NULL },
	{ "12", "13", NULL },
	{ "\"", "a", NULL },
};

static const struct row yaml[] = {
	{ "a/b", "c/d", "c/d" },
	{ "'a'", "it's", "'it''s'" },
	{ "\"a\"", "say \"x\"", "\"say \\\"x\\\"\"" },
	{ "\"\\u00fc\"", "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"" },
	{ "a", "tab\there", NULL },
	{ "a", "", NULL },
	{ "|\n  a\n", "b", NULL },
	{ ">-", "b", NULL },
	{ "*a", "b", NULL },
	{ "&a b", "c", NULL },
	{ "!t b", "c", NULL },
	{ "a\n  b", "c", NULL },
	{ "a", "\xff", NULL },
};

static const struct row toml[] = {
	{ "\"a/b\"", "c \"d\"", "\"c \\\"d\\\"\"" },
	{ "'a'", "c\\d", "'c\\d'" },
	{ "'a'", "it's", NULL },
	{ "a-b", "c_d", "c_d" },
	{ "a-b", "c.d", NULL },
	{ "\"\"\"a\"\"\"", "b", NULL },
};

static const struct row xml[] = {
	{ "..\\a\\b.csproj", "../a & \"b\"", "../a &amp; &quot;b&quot;" },
	{ "a", "<b>", "&lt;b&gt;" },
	{ "'a'", "it's", "'it&apos;s'" },
	{ "<![CDATA[a]]>", "b", NULL },
	{ "a", "b\nc", NULL },
};

static const struct row properties[] = {
	{ "a b", "c d", "c d" },
	{ "a", " c d", "\\ c d" },
	{ "a\\ b", "c d", "c\\ d" },
	{ "a", "c\\d", "c\\\\d" },
	{ "\\u00fc", "\xc3\x9f", "\\u00df" },
	{ "\xc3\xbc", "\xc3\x9f", "\xc3\x9f" },
	{ "a\\\n  b", "c", NULL },
	{ "a", "c\nd", NULL },
};

static const struct row plain[] = {
	{ "./a/b", "./c/d", "./c/d" },
	{ "\"a\"", "c/d", "\"c/d\"" },
	{ "'a'", "c", "'c'" },
	{ "a", "c d", NULL },
	{ "a b, c", "d, e f", "d, e f" },
	{ "a b", " c", NULL },
	{ "a$b", "c", NULL },
	{ "a'b", "c", NULL },
	{ "a", "$c", NULL },
	{ "a", "", NULL },
};

static void assert_written(enum syntax syntax, const struct row *rows, size_t count)
{
	struct str out = STR_INIT;

	for (size_t i = 0; i < count; i++) {
		bool written;

		str_set(&out, ">");
		written = scalar_write(
			&out, syntax, rows[i].source, strlen(rows[i].source), rows[i].value);
		assert_row_int_equal(rows[i].source, written, rows[i].written != NULL);
		assert_row_string_equal(
			rows[i].source, out.data + 1, rows[i].written ? rows[i].written : "");
	}
	str_release(&out);
}

static void json_texts_keep_their_way_of_escaping(void **state)
{
	(void)state;
	assert_written(SYNTAX_JSON, json, sizeof(json) / sizeof(*json));
}

static void yaml_texts_keep_their_quotes(void **state)
{
	(void)state;
	assert_written(SYNTAX_YAML, yaml, sizeof(yaml) / sizeof(*yaml));
}

static void toml_texts_keep_their_quotes(void **state)
{
	(void)state;
	assert_written(SYNTAX_TOML, toml, sizeof(toml) / sizeof(*toml));
}

static void xml_texts_are_escaped(void **state)
{
	(void)state;
	assert_written(SYNTAX_XML, xml, sizeof(xml) / sizeof(*xml));
}

static void properties_are_escaped_as_they_were(void **state)
{
	(void)state;
	assert_written(SYNTAX_PROPERTIES, properties, sizeof(properties) / sizeof(*properties));
}

static void in_other_notations_only_what_is_harmless_or_there_is_written(void **state)
{
	(void)state;
	assert_written(SYNTAX_PATTERNS, plain, sizeof(plain) / sizeof(*plain));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_texts_keep_their_way_of_escaping),
		cmocka_unit_test(yaml_texts_keep_their_quotes),
		cmocka_unit_test(toml_texts_keep_their_quotes),
		cmocka_unit_test(xml_texts_are_escaped),
		cmocka_unit_test(properties_are_escaped_as_they_were),
		cmocka_unit_test(in_other_notations_only_what_is_harmless_or_there_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
