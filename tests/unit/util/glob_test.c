/* glob_test.c - patterns for paths and for plain text. */
#include "support/assert.h"

#include <string.h>
#include <time.h>

#include "util/glob.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

struct row {
	const char *pattern, *path;
	bool fits;
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool fits = glob_fits(rows[i].pattern, rows[i].path);

		if (fits != rows[i].fits)
			print_error("'%s' and '%s'\n", rows[i].pattern, rows[i].path);
		assert_int_equal(fits, rows[i].fits);
	}
}

static void stars_and_question_marks_stay_in_their_component(void **state)
{
	static const struct row rows[] = {
		{ "a", "a", true },
		{ "a", "b", false },
		{ "a", "a/b", false },
		{ "a/b", "a", false },
		{ "", "", true },
		{ "", "a", false },
		{ "a", "", false },
		{ "*", "a", true },
		{ "*", "", false },
		{ "*", "a/b", false },
		{ "a*", "a", true },
		{ "a*c", "abbc", true },
		{ "a*c", "ab/c", false },
		{ "*.json", ".json", true },
		{ "*.json", "x.json.bak", false },
		{ "*/*", "a/b", true },
		{ "*/*", "a", false },
		{ "a*b*c", "aXbXbXc", true },
		{ "a*b*c", "aXcXb", false },
		{ "*ab", "aab", true },
		{ "?", "a", true },
		{ "?", "", false },
		{ "a?c", "a/c", false },
		{ "??", "a", false },
		{ "a**c", "abc", true },
		{ "a**c", "a/c", false },
		{ "\xff*", "\xff\xfe", true },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_double_star_is_any_number_of_components(void **state)
{
	static const struct row rows[] = {
		{ "**", "a", true },
		{ "**", "a/b/c", true },
		{ "**", "", false },
		{ "a/**", "a/b", true },
		{ "a/**", "a/b/c", true },
		{ "a/**", "a", false },
		{ "a/**", "ab/c", false },
		{ "**/a", "a", true },
		{ "**/a", "b/c/a", true },
		{ "**/a", "a/b", false },
		{ "**/a", "ba", false },
		{ "a/**/b", "a/b", true },
		{ "a/**/b", "a/x/y/b", true },
		{ "a/**/b", "a/x/y/bc", false },
		{ "a/**/b", "b", false },
		{ "**/a/**", "a", false },
		{ "**/a/**", "x/a/y", true },
		{ "**/a/**/b", "a/a/b", true },
		{ "**/a/b", "a/a/a/b", true },
		{ "**/**", "a", true },
		{ "a/**/**", "a", false },
		{ "**/**/b", "b", true },
		{ "**/a/*/b/**/c", "a/b/a/x/b/y/c", true },
		{ "**/*.js", "a.d/b.js", true },
		{ "**/*.js", "b.js/c", false },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_set_is_one_byte(void **state)
{
	static const struct row rows[] = {
		{ "[abc]", "b", true },
		{ "[abc]", "d", false },
		{ "[a-c]x", "bx", true },
		{ "[a-c]x", "dx", false },
		{ "[!a]", "b", true },
		{ "[!a]", "a", false },
		{ "[^a]", "b", true },
		{ "[^a]", "a", false },
		{ "[!a]", "", false },
		{ "[]]", "]", true },
		{ "[!]]", "]", false },
		{ "[!]]", "a", true },
		{ "[]-a]", "^", true },
		{ "[a-]", "-", true },
		{ "[-a]", "-", true },
		{ "[\\]]", "]", true },
		{ "[a\\-c]", "b", false },
		{ "[a\\-c]", "-", true },
		{ "[*]", "*", true },
		{ "[*]", "a", false },
		{ "[\x80-\xff]", "\xc3", true },
		{ "[\x80-\xff]", "a", false },
		{ "[a", "[a", true },
		{ "[a", "a", false },
		{ "[]", "[]", true },
		{ "[!]", "[!]", true },
		{ "[\\]", "[]", true },
		{ "a[x/y]b", "a/b", false },
		{ "a[x/y]b", "a[x/y]b", true },
		{ "[[id]].ts", "i].ts", true },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_backslash_takes_the_magic_away(void **state)
{
	static const struct row rows[] = {
		{ "a\\*", "a*", true },
		{ "a\\*", "ab", false },
		{ "\\?", "?", true },
		{ "\\?", "a", false },
		{ "\\[a]", "[a]", true },
		{ "\\[a]", "a", false },
		{ "\\{a,b}", "{a,b}", true },
		{ "\\{a,b}", "a", false },
		{ "\\\\", "\\", true },
		{ "a\\", "a\\", true },
		{ "{a\\,b,c}", "a,b", true },
		{ "{a\\,b,c}", "a", false },
		{ "{a\\},b}", "a}", true },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void braces_offer_alternatives(void **state)
{
	static const struct row rows[] = {
		{ "{a,b}", "a", true },
		{ "{a,b}", "b", true },
		{ "{a,b}", "c", false },
		{ "{a,b}", "{a,b}", false },
		{ "x.{js,ts}{,x}", "x.ts", true },
		{ "x.{js,ts}{,x}", "x.jsx", true },
		{ "x.{js,ts}{,x}", "x.", false },
		{ "{a,b{c,d}}/x", "bd/x", true },
		{ "{a,b{c,d}}/x", "b/x", false },
		{ "{{a,b},{c,d}}", "d", true },
		{ "{a/b,c}/d", "a/b/d", true },
		{ "{**/a,b}", "x/y/a", true },
		{ "{a,}", "", true },
		{ "x{a,}", "x", true },
		{ "{a}", "{a}", true },
		{ "{a}", "a", false },
		{ "{}", "{}", true },
		{ "{a,b", "{a,b", true },
		{ "a,b}", "a,b}", true },
		{ "{{a,b}", "{b", true },
		{ "{x{a,b}", "{xa", true },
		{ "{{a},b}", "{a}", true },
		{ "{{a},b}", "b", true },
		{ "${x}/{a,b}", "${x}/b", true },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void too_many_branches_leave_the_rest_of_the_braces_literal(void **state)
{
	const char *six = "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}";
	const char *seven = "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}";
	struct str pattern = STR_INIT;

	(void)state;
	assert_true(glob_fits(six, "abbaab"));
	assert_false(glob_fits(seven, "abbaaba"));
	assert_true(glob_fits(seven, "abbaab{a,b}"));

	str_set(&pattern, "{y");
	for (int i = 1; i < GLOB_BRANCHES_MAX; i++)
		str_add_text(&pattern, ",x");
	str_add_text(&pattern, "}");
	assert_true(glob_fits(pattern.data, "x"));

	str_cut(&pattern, pattern.size - 1);
	str_add_text(&pattern, ",x}");
	assert_false(glob_fits(pattern.data, "x"));
	assert_true(glob_fits(pattern.data, pattern.data));
	str_release(&pattern);
}

static void a_directory_is_ruled_out_only_if_nothing_below_it_can_fit(void **state)
{
	static const struct row rows[] = {
		{ "a/b/c.json", "", true },
		{ "a/b/c.json", "a", true },
		{ "a/b/c.json", "a/b", true },
		{ "a/b/c.json", "a/b/c.json", true },
		{ "a/b/c.json", "a/b/c.json/d", false },
		{ "a/b/c.json", "b", false },
		{ "a/*/c", "a/x", true },
		{ "a/*/c", "a/x/d", false },
		{ "a/*/c", "b/x", false },
		{ "**/c", "x/y/z", true },
		{ "a/**", "a/x/y", true },
		{ "a/**", "b", false },
		{ "a/**/c", "a", true },
		{ "{a,b}/c", "b", true },
		{ "{a,b}/c", "c", false },
		{ "*.json", "", true },
		{ "*.json", "a", false },
		{ "", "", true },
		{ "", "a", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(rows[i].pattern,
			glob_may_fit_below(rows[i].pattern, rows[i].path), rows[i].fits);
}

static void the_literal_prefix_is_the_directory_of_all_that_fits(void **state)
{
	static const struct {
		const char *pattern, *prefix;
	} rows[] = {
		{ "a/b/c*.json", "a/b" },
		{ "*.x", "" },
		{ "a/b", "a" },
		{ "a", "" },
		{ "", "" },
		{ "a/**", "a" },
		{ "a/**/b/c", "a" },
		{ "a/b{c,d}/e", "a" },
		{ "{a/b,a/c}", "" },
		{ "a/[x]/b", "a" },
		{ "a/b?/c", "a" },
		{ "a/\\*/b", "a/*" },
		{ "a\\\\/b", "a\\" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		glob_literal_prefix(&out, rows[i].pattern);
		assert_row_string_equal(rows[i].pattern, out.data, rows[i].prefix);
	}
	str_release(&out);
}

static void a_pattern_is_magic_if_it_has_a_magic_character(void **state)
{
	(void)state;
	assert_false(glob_is_magic(""));
	assert_false(glob_is_magic("a/b.json"));
	assert_false(glob_is_magic("a]},b"));
	assert_true(glob_is_magic("a/*"));
	assert_true(glob_is_magic("a?"));
	assert_true(glob_is_magic("a[b]"));
	assert_true(glob_is_magic("{a,b}"));
}

static void a_text_pattern_knows_only_stars(void **state)
{
	static const struct row rows[] = {
		{ "", "", true },
		{ "", "a", false },
		{ "*", "", true },
		{ "*", "a/b\nc", true },
		{ "a*c", "a/b/c", true },
		{ "a*c", "a/b", false },
		{ "*b*", "abc", true },
		{ "a*b*b", "ab", false },
		{ "*aab", "aaab", true },
		{ "a?", "ab", false },
		{ "[a]", "[a]", true },
		{ "a\\*", "a\\b", true },
		{ "http*:", "https:", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(
			rows[i].pattern, text_fits(rows[i].pattern, rows[i].path), rows[i].fits);
}

/* `size` bytes of `part` over and over, then `end`. */
static const char *repeated(struct str *out, const char *part, size_t size, const char *end)
{
	str_clear(out);
	while (out->size < size)
		str_add_text(out, part);
	str_add_text(out, end);
	return out->data;
}

/* Each of these takes far longer than the universe lasts if every star may be tried everywhere. */
static void hostile_patterns_cost_no_more_than_their_size_times_the_texts(void **state)
{
	static const struct {
		const char *part, *end, *text_part, *text_end;
	} rows[] = {
		{ "a*", "b", "a", "" },
		{ "*a", "b", "a", "" },
		{ "*?", "b", "a", "" },
		{ "**/", "x", "a/", "y" },
		{ "**/a/", "x", "a/", "y" },
		{ "**/*a*/", "x", "a/", "y" },
		{ "**/a*a*a*/", "x", "aaaa/", "y" },
		{ "*[a-z]", "b", "a", "" },
		{ "[", "", "[", "x" },
		{ "*[[", "\\]", "[", "" },
		{ "{", "x", "{", "y" },
		{ "{a,b}", "x", "a", "y" },
		{ "{,a}*", "x", "a", "y" },
		{ "{{a,b},", "x", "a", "y" },
	};
	struct str pattern = STR_INIT, text = STR_INIT;
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		repeated(&pattern, rows[i].part, 1500, rows[i].end);
		repeated(&text, rows[i].text_part, 1500, rows[i].text_end);

		assert_false(glob_fits(pattern.data, text.data));
		glob_may_fit_below(pattern.data, text.data);
		assert_false(text_fits(pattern.data, text.data));
	}

	assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
	str_release(&pattern);
	str_release(&text);
}

static void a_pattern_expands_to_those_that_together_mean_the_same(void **state)
{
	static const struct {
		const char *pattern, *branches;
	} rows[] = {
		{ "**/a.json", "**/a.json " },
		{ "**/a.{yml,yaml}", "**/a.yml **/a.yaml " },
		{ "{a,b}/{c,d{e,f}}", "a/c a/de a/df b/c b/de b/df " },
		{ "{a}/{}", "{a}/{} " },
		{ "a\\{b,c}", "a\\{b,c} " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str branches = STR_INIT;

		glob_expand(&branches, rows[i].pattern);

		for (size_t at = 0; at < branches.size; at++)
			if (branches.data[at] == '\0')
				branches.data[at] = ' ';
		assert_row_string_equal(rows[i].pattern, branches.data, rows[i].branches);
		str_release(&branches);
	}
}

static void the_last_line_of_a_list_that_covers_a_path_decides(void **state)
{
	static const struct {
		const char *list, *path;
		bool covers;
	} rows[] = {
		{ "", "a", false },
		{ "a", "a", true },
		{ "a", "a/b/c", true },
		{ "a/b", "a", false },
		{ "b\na", "a", true },
		{ "*\n!a", "a/b", false },
		{ "!a\n*", "a/b", true },
		{ "a\n!a/b\na/b/*.c", "a/b/x.c", true },
		{ "a\n!a/b\na/b/*.c", "a/b/x.h", false },
		{ "**/*.md\n!README.md", "d/README.md", true },
		{ "**/*.md\n!README.md", "README.md", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str name = STR_INIT;

		str_addf(&name, "%s: %s", rows[i].list, rows[i].path);
		assert_row_int_equal(
			name.data, glob_list_covers(rows[i].list, rows[i].path), rows[i].covers);
		str_release(&name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_expands_to_those_that_together_mean_the_same),
		cmocka_unit_test(the_last_line_of_a_list_that_covers_a_path_decides),
		cmocka_unit_test(stars_and_question_marks_stay_in_their_component),
		cmocka_unit_test(a_double_star_is_any_number_of_components),
		cmocka_unit_test(a_set_is_one_byte),
		cmocka_unit_test(a_backslash_takes_the_magic_away),
		cmocka_unit_test(braces_offer_alternatives),
		cmocka_unit_test(too_many_branches_leave_the_rest_of_the_braces_literal),
		cmocka_unit_test(a_directory_is_ruled_out_only_if_nothing_below_it_can_fit),
		cmocka_unit_test(the_literal_prefix_is_the_directory_of_all_that_fits),
		cmocka_unit_test(a_pattern_is_magic_if_it_has_a_magic_character),
		cmocka_unit_test(a_text_pattern_knows_only_stars),
		cmocka_unit_test(hostile_patterns_cost_no_more_than_their_size_times_the_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
