/* function_test.c - what the functions of templates make of a text. */
#include "support/assert.h"

#include "rules/function.h"
#include "util/glob.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct function function_of(const char *text, struct arena *arena)
{
	struct function function;
	struct err err;

	assert_ok(function_read(&function, text, arena, &err));
	return function;
}

static void each_function_makes_this_of_a_text(void **state)
{
	static const struct {
		const char *function, *text, *expected; /* NULL: it is not there */
	} rows[] = {
		{ "before:#", "a#b#c", "a" },
		{ "before:#", "a", "a" },
		{ "upto:#", "a#b#c", "a#b" },
		{ "upto:#", "a", "a" },
		{ "after:#", "a#b#c", "b#c" },
		{ "after:#", "a", NULL },
		{ "after:ab", "aab", "" },
		{ "behind:#", "a#b#c", "c" },
		{ "behind:aa", "aaab", "b" },
		{ "behind:#", "a", NULL },
		{ "replace:.=/", "a.b.c", "a/b/c" },
		{ "replace:\\=/", "..\\B\\b.c", "../B/b.c" },
		{ "replace:x=", "axbx", "ab" },
		{ "replace:===", "a=b", "a=b" },
		{ "base", "a/b/**/*.js", "a/b" },
		{ "base", "a/b.js", "a" },
		{ "base", "*.js", "" },
		{ "base", "../a/x{1,2}/y", "../a" },
		{ "pattern", "a/b/**/*.js", "**/*.js" },
		{ "pattern", "a/b.js", "b.js" },
		{ "pattern", "*.js", "*.js" },
		{ "stem", "a/b.fn", "a/b" },
		{ "stem", "a.d/b", "a.d/b" },
		{ "stem", ".env", ".env" },
		{ "stem", "a.b.c", "a.b" },
		{ "name", "a/b.c", "b.c" },
		{ "name", "b", "b" },
		{ "dir", "a/b/c", "a/b" },
		{ "dir", "c", "" },
		{ "lower", "Ab-C1", "ab-c1" },
		{ "dashes", "a__b.-c-d", "a-b-c-d" },
		{ "word", "requests[socks]>=2", "requests" },
		{ "word", "a.b-c_d e", "a.b-c_d" },
		{ "word", ">=2", NULL },
		{ "decode", "a%20b%2f%2", "a b/%2" },
		{ "decode", "a%00", NULL },
		{ "or:x", "a", "a" },
		{ "glob", "a/*", "a/*" },
		{ "glob", "a/b", NULL },
		{ "plain", "a/b.json", "a/b.json" },
		{ "plain", "a/[bc]", NULL },
		{ "anchored", "a/*.json", "a/*.json" },
		{ "anchored", "../a/b", "../a/b" },
		{ "anchored", "./.a/*", "./.a/*" },
		{ "anchored", "../**/a", NULL },
		{ "anchored", "a*/b", NULL },
		{ "anchored", "**", NULL },
		{ "inside", "a/../b", "a/../b" },
		{ "inside", "a/../../b", NULL },
		{ "file", "a/b.json", "a/b.json" },
		{ "file", "a.d/b", NULL },
		{ "file", "a/.b", NULL },
		{ "file", "*.json", NULL },
		{ "fixed", "a/b/**/*.json", "a/b/" },
		{ "fixed", "a/x.json", "a/" },
		{ "fixed", "a/x{y,z}/b", "a/" },
		{ "fixed", "*.json", "" },
		{ "rest", "a/b/**/*.json", "**/*.json" },
		{ "rest", "a/x.json", "x.json" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct function function = function_of(rows[i].function, &arena);
		struct str text = STR_INIT;
		bool is_there;

		str_set(&text, rows[i].text);
		is_there = function_apply(&function, &text);
		assert_row_int_equal(rows[i].function, is_there, rows[i].expected != NULL);
		if (is_there)
			assert_row_string_equal(rows[i].function, text.data, rows[i].expected);
		str_release(&text);
	}
	arena_release(&arena);
}

static void patterns_of_others_fit_what_they_fit_there(void **state)
{
	static const struct {
		const char *function, *pattern, *fits, *other;
	} rows[] = {
		{ "gitignore", "*.md", "a/b/c.md", "a/b.txt" },
		{ "gitignore", "*.md", "c.md", "c.mdx" },
		{ "gitignore", "docs", "a/docs/b/c", "a/docsx" },
		{ "gitignore", "docs/", "docs/a", "docs" },
		{ "gitignore", "/docs", "docs/a", "a/docs" },
		{ "gitignore", "a/b", "a/b/c", "x/a/b" },
		{ "gitignore", "a/**", "a/b/c", "a" },
		{ "gitignore", "a/*", "a/b/c", "b/a" },
		{ "gitignore", "/", "a/b", "" },
		{ "gitignore", "*", "a/b", "" },
		{ "loose", "docs/**.md", "docs/a/b.md", "docs/a.txt" },
		{ "loose", "docs/**.md", "docs/b.md", "b.md" },
		{ "loose", "**.js", "a/b.js", "a/b.ts" },
		{ "loose", "a**", "ab/c", "b/a" },
		{ "loose", "a**", "ab", "b" },
		{ "loose", "a**z", "ab/c/yz", "ab/c" },
		{ "loose", "a/**/z", "a/b/z", "a/b" },
		{ "loose", "a/**", "a/b/c", "b" },
		{ "loose", "a/*", "a/b", "a/b/c" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct function function = function_of(rows[i].function, &arena);
		struct str text = STR_INIT;

		str_set(&text, rows[i].pattern);
		assert_true(function_apply(&function, &text));
		assert_row_int_equal(rows[i].pattern, glob_fits(text.data, rows[i].fits), true);
		assert_row_int_equal(rows[i].pattern, glob_fits(text.data, rows[i].other), false);
		str_release(&text);
	}
	arena_release(&arena);
}

static void what_is_no_function_is_told(void **state)
{
	static const struct {
		const char *text, *part;
	} rows[] = {
		{ "upper", "'upper' is no function" },
		{ "after", "'after' needs a text" },
		{ "after:", "needs a text" },
		{ "lower:x", "'lower' takes no text" },
		{ "replace:x", "is not 'replace:A=B'" },
		{ "replace:", "is not 'replace:A=B'" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct function function;
		struct err err;

		assert_fails(function_read(&function, rows[i].text, &arena, &err), ERR_INPUT,
			rows[i].part);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_function_makes_this_of_a_text),
		cmocka_unit_test(patterns_of_others_fit_what_they_fit_there),
		cmocka_unit_test(what_is_no_function_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
