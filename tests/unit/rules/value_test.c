/* value_test.c - telling paths from what only looks like one. */
#include "support/assert.h"

#include <string.h>

#include "rules/value.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void two_slashes_are_no_url_where_the_rule_names_them(void **state)
{
	static const char *labels[] = { "//*:*" };
	static const struct texts only = { labels, COUNT(labels) };

	(void)state;
	assert_int_equal(value_skip("//tools:defs.bzl", VALUE_PATH, &only), SKIP_NONE);
	assert_int_equal(value_skip("https://x/y", VALUE_PATH, &only), SKIP_URL);
	assert_int_equal(value_skip("//tools:defs.bzl", VALUE_PATH, NULL), SKIP_URL);
}

static void a_text_that_cannot_be_judged_says_why(void **state)
{
	static const char *file_only[] = { "file:*", "./*" };
	static const struct texts schemes = { file_only, COUNT(file_only) };
	static const struct {
		const char *text;
		enum value_mode mode;
		enum skip expected;
	} rows[] = {
		{ "a/b.json", VALUE_PATH, SKIP_NONE },
		{ "/a//b", VALUE_PATH, SKIP_NONE },
		{ "https://x/y", VALUE_PATH, SKIP_URL },
		{ "HTTPS:y", VALUE_PATH, SKIP_URL },
		{ "git+ssh://x", VALUE_PATH, SKIP_URL },
		{ "data:image/png;base64,x", VALUE_PATH, SKIP_URL },
		{ "//cdn.example/x.js", VALUE_PATH, SKIP_URL },
		{ "file:../x", VALUE_PATH, SKIP_NONE },
		{ "link:../x", VALUE_PATH, SKIP_URL },
		{ "a b:c", VALUE_PATH, SKIP_NONE },
		{ "C:\\x", VALUE_PATH, SKIP_OUTSIDE },
		{ "c:/x", VALUE_PATH, SKIP_OUTSIDE },
		{ "~/x", VALUE_PATH, SKIP_OUTSIDE },
		{ "~", VALUE_PATH, SKIP_OUTSIDE },
		{ "~x/y", VALUE_PATH, SKIP_NONE },
		{ "a/{{x}}/b", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "a/{{x", VALUE_PATH, SKIP_NONE },
		{ "${x}/a", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "a/$(x)", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "a$b", VALUE_PATH, SKIP_NONE },
		{ "packages/!(a|b)*", VALUE_GLOB, SKIP_AMBIGUOUS },
		{ "a.@(js|ts)", VALUE_GLOB, SKIP_AMBIGUOUS },
		{ "a.(js|ts)", VALUE_GLOB, SKIP_AMBIGUOUS },
		{ "+(a/b|c)/*", VALUE_GLOB, SKIP_AMBIGUOUS },
		{ "app/(auth)/*", VALUE_GLOB, SKIP_NONE },
		{ "app/(auth)/a|b/(c)", VALUE_GLOB, SKIP_NONE },
		{ "a.(js|ts", VALUE_GLOB, SKIP_NONE },
		{ "packages/!(a|b)*", VALUE_PATH, SKIP_NONE },
		{ "<%= x %>", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "%title%", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "100%/50%", VALUE_PATH, SKIP_NONE },
		{ "a%20b%20c", VALUE_PATH, SKIP_NONE },
		{ "__MSG_name__", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "__tests__/x", VALUE_PATH, SKIP_NONE },
		{ "a/[name].js", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "a/[name].js", VALUE_GLOB, SKIP_NONE },
		{ "weeks/{page.id}", VALUE_PATH, SKIP_PLACEHOLDER },
		{ "a/{x}", VALUE_GLOB, SKIP_NONE },
		{ "a/*.{js,ts}", VALUE_PATH, SKIP_NONE },
		{ "a/{{x}}", VALUE_GLOB, SKIP_PLACEHOLDER },
		{ "https://{{x}}", VALUE_RAW, SKIP_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(rows[i].text, value_skip(rows[i].text, rows[i].mode, &schemes),
			rows[i].expected);
}

static void what_is_empty_long_or_broken_over_lines_is_no_path(void **state)
{
	char text[VALUE_SIZE_MAX + 2];

	(void)state;
	assert_true(value_is_pathlike("a b"));
	assert_false(value_is_pathlike(""));
	assert_false(value_is_pathlike(" \t"));
	assert_false(value_is_pathlike("a\nb"));
	assert_false(value_is_pathlike("a\rb"));
	memset(text, 'a', sizeof(text));
	text[VALUE_SIZE_MAX] = '\0';
	assert_true(value_is_pathlike(text));
	text[VALUE_SIZE_MAX] = 'a';
	text[VALUE_SIZE_MAX + 1] = '\0';
	assert_false(value_is_pathlike(text));
}

static void a_url_loses_its_query_and_its_percent_signs(void **state)
{
	static const struct {
		const char *text, *expected; /* NULL: it holds a NUL */
	} rows[] = {
		{ "/a.html?x=/b#c", "/a.html" },
		{ "a#b?c", "a" },
		{ "a%20b%C3%a9", "a b\xc3\xa9" },
		{ "100%", "100%" },
		{ "a%2", "a%2" },
		{ "a%2?5", "a%2" },
		{ "a%zz", "a%zz" },
		{ "a%00b", NULL },
		{ "?x", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str text = STR_INIT;
		bool is_text;

		str_set(&text, rows[i].text);
		is_text = value_read_url(&text);

		assert_row_int_equal(rows[i].text, is_text, rows[i].expected != NULL);
		if (is_text)
			assert_row_string_equal(rows[i].text, text.data, rows[i].expected);
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_that_cannot_be_judged_says_why),
		cmocka_unit_test(two_slashes_are_no_url_where_the_rule_names_them),
		cmocka_unit_test(what_is_empty_long_or_broken_over_lines_is_no_path),
		cmocka_unit_test(a_url_loses_its_query_and_its_percent_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
