/*
 * loss_test.c - what is lost on the way of a mapping, and the patterns back.
 */
#include "rules/loss.h"

#include "support/assert.h"
#include "util/glob.h"

static void a_path_loses_what_the_words_say(void **state)
{
	static const struct {
		const char *loses, *path, *shown; /* NULL: it appears nowhere */
	} rows[] = {
		{ "flatten", "a/b/x.c", "x.c" },
		{ "strip:0", "a/x", "a/x" },
		{ "strip:2", "a/b/c/x", "c/x" },
		{ "strip:2", "a/x", NULL },
		{ "ext:.ts=.js", "a.ts/x.ts", "a.ts/x.js" },
		{ "ext:.ts=.js", "a.ts/x.css", "a.ts/x.css" },
		{ "ext:.ts=.js\next:.tsx=.js", "x.tsx", "x.js" },
		{ "ext:.min.js=.js\next:.js=.mjs", "x.min.js", "x.js" },
		{ "ext:=.gz", "a/x.js", "a/x.js.gz" },
		{ "flatten\nstrip:1\next:.a=.b", "a/b/x.a", "x.b" },
		{ "flatten\nstrip:1", "x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str out = STR_INIT;
		bool appears = loss_apply(&out, rows[i].loses, rows[i].path);

		assert_row_string_equal(rows[i].loses, appears ? out.data : "nowhere",
			rows[i].shown ? rows[i].shown : "nowhere");
		str_release(&out);
	}
}

/* Whatever appears at what fits must fit the pattern back. */
static void the_pattern_back_fits_all_that_may_appear(void **state)
{
	static const char *const loses[] = { "flatten", "strip:1", "strip:2", "ext:.ts=.js",
		"ext:.ts=.js\next:.tsx=.js", "ext:.js=.min.js", "ext:=.gz",
		"ext:.gz=", "strip:1\nflatten\next:.ts=.js", "flatten\next:.ts=.js" };
	static const char *const paths[] = { "x.ts", "a/x.ts", "a/b/x.ts", "a/b/c/x.tsx", "a/x.js",
		"x.min.js", "a/b/x", "a/x.js.gz", "a,b/{x}.ts", "a/[x].ts" };
	static const char *const patterns[] = { "**", "*", "*/*", "**/*.js", "**/*.{js,css}",
		"*.j?", "**/x*", "a/**", "a/**/*.js", "b/x.js", "**/b/*", "x.[jt]s", "**/*.gz",
		"{x,a/x}.js", "*,b/*", "**/\\{x\\}.js", "**/\\[x\\].js", "x.min.js" };
	size_t seen = 0;

	(void)state;
	for (size_t l = 0; l < sizeof(loses) / sizeof(*loses); l++)
		for (size_t p = 0; p < sizeof(paths) / sizeof(*paths); p++)
			for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
				struct str shown = STR_INIT, back = STR_INIT, row = STR_INIT;
				bool appears = loss_apply(&shown, loses[l], paths[p]) &&
					       glob_fits(patterns[i], shown.data);
				bool found = loss_undo(&back, loses[l], patterns[i]) &&
					     glob_fits(back.data, paths[p]);

				str_addf(&row, "%s: %s as %s, %s", loses[l], paths[p], patterns[i],
					back.data);
				assert_row_int_equal(row.data, found || !appears, true);
				seen += appears;
				str_release(&shown);
				str_release(&back);
				str_release(&row);
			}
	assert_true(seen > 200);
}

static void the_pattern_back_is_no_wider_than_it_must_be(void **state)
{
	static const struct {
		const char *loses, *pattern, *back; /* NULL: nothing can fit */
	} rows[] = {
		{ "flatten", "x.json", "**/x.json" },
		{ "flatten", "**/*.json", "**/*.json" },
		{ "flatten", "a/x.json", NULL },
		{ "flatten", "", NULL },
		{ "strip:2", "a/*.c", "*/*/a/*.c" },
		{ "ext:.ts=.js", "a/x.js", "a/{x.ts,x.js}" },
		{ "ext:.ts=.js", "a/x.ts", NULL },
		{ "ext:.ts=.js", "{a/x.css,b/x.ts}", "a/x.css" },
		{ "ext:.ts=.js", "a,b.js", "{a\\,b.ts,a\\,b.js}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str back = STR_INIT;
		bool found = loss_undo(&back, rows[i].loses, rows[i].pattern);

		assert_row_string_equal(rows[i].pattern, found ? back.data : "nothing",
			rows[i].back ? rows[i].back : "nothing");
		str_release(&back);
	}
}

static void other_words_are_none(void **state)
{
	static const char *const none[] = { "", "flat", "flattens", "strip", "strip:", "strip:-1",
		"strip:65", "strip:1x", "ext:.a", "ext:*=.a", "ext:.a=b/c", "ext:.a=.b .c" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_row_int_equal(none[i], loss_is_word(none[i]), false);
	assert_true(loss_is_word("flatten"));
	assert_true(loss_is_word("strip:64"));
	assert_true(loss_is_word("ext:.d.ts="));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_loses_what_the_words_say),
		cmocka_unit_test(the_pattern_back_fits_all_that_may_appear),
		cmocka_unit_test(the_pattern_back_is_no_wider_than_it_must_be),
		cmocka_unit_test(other_words_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
