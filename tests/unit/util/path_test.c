/* path_test.c - the algebra of repository paths. */
#include "support/assert.h"

#include <string.h>

#include "util/path.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void joining_applies_dots_and_drops_what_is_empty(void **state)
{
	static const struct {
		const char *dir, *written, *expected; /* NULL: climbs above the root */
	} rows[] = {
		{ "", "", "" },
		{ "", "a/b", "a/b" },
		{ "a", "", "a" },
		{ "a/b", "c", "a/b/c" },
		{ "a/b", "./c", "a/b/c" },
		{ "a/b", "c/", "a/b/c" },
		{ "a/b", "c//d", "a/b/c/d" },
		{ "a/b", "/c", "a/b/c" },
		{ "a/b", ".", "a/b" },
		{ "a/b", "..", "a" },
		{ "a/b", "../..", "" },
		{ "a/b", "../../", "" },
		{ "a/b", "../../..", NULL },
		{ "a/b", "../../../a/b/c", NULL },
		{ "a/b", "../c/../d", "a/d" },
		{ "a", "../../x", NULL },
		{ "", "..", NULL },
		{ "", "a/../..", NULL },
		{ "", "a/..", "" },
		{ "a", "...", "a/..." },
		{ "a", "..b", "a/..b" },
		{ "a", ".b", "a/.b" },
		{ "a", "b.", "a/b." },
		{ "a", ".. ", "a/.. " },
		{ "a", "b\\..\\c", "a/b\\..\\c" },
		{ "a", "\xff\xfe", "a/\xff\xfe" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int result = path_join(&out, rows[i].dir, rows[i].written);

		assert_row_int_equal(rows[i].written, result, rows[i].expected ? 0 : -1);
		if (rows[i].expected)
			assert_row_string_equal(rows[i].written, out.data, rows[i].expected);
	}
	str_release(&out);
}

static void normalising_replaces_what_the_string_held(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	str_set(&out, "old");
	assert_int_equal(path_normalise(&out, "./a//b/../c/"), 0);
	assert_string_equal(out.data, "a/c");
	assert_int_equal(path_normalise(&out, "../a"), -1);
	assert_int_equal(path_normalise(&out, "////"), 0);
	assert_string_equal(out.data, "");
	str_release(&out);
}

static void a_path_ends_in_its_name_and_starts_with_its_parent(void **state)
{
	(void)state;
	assert_string_equal(path_name("a/b/c.json"), "c.json");
	assert_string_equal(path_name("c.json"), "c.json");
	assert_string_equal(path_name(""), "");
	assert_int_equal(path_parent_size("a/b/c.json"), 3);
	assert_int_equal(path_parent_size("c.json"), 0);
	assert_int_equal(path_parent_size(""), 0);
}

static void a_path_is_within_itself_and_the_directories_above_it(void **state)
{
	static const struct {
		const char *path, *dir, *below; /* NULL: not within */
	} rows[] = {
		{ "a/b/c", "a/b", "c" },
		{ "a/b/c", "a", "b/c" },
		{ "a/b/c", "", "a/b/c" },
		{ "a/b/c", "a/b/c", "" },
		{ "", "", "" },
		{ "", "a", NULL },
		{ "a", "a/b", NULL },
		{ "ab", "a", NULL },
		{ "a-b/c", "a", NULL },
		{ "b", "a", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *below = path_below(rows[i].path, rows[i].dir);

		assert_row_string_equal(rows[i].path, below, rows[i].below);
		assert_row_int_equal(rows[i].path, path_is_within(rows[i].path, rows[i].dir),
			rows[i].below != NULL);
	}
}

static void a_relative_path_climbs_to_what_both_share(void **state)
{
	static const struct {
		const char *from, *to, *expected;
	} rows[] = {
		{ "a", "a/b/c", "b/c" },
		{ "", "a/b", "a/b" },
		{ "a", "b/c", "../b/c" },
		{ "a/x", "a/b", "../b" },
		{ "a/b/c", "a", "../.." },
		{ "a/b/c", "", "../../.." },
		{ "a/b", "a/b", "." },
		{ "", "", "." },
		{ "ab/c", "a", "../../a" },
		{ "a", "ab/c", "../ab/c" },
		{ "a/bc", "a/bd", "../bd" },
		{ "a/b", "a/bc", "../bc" },
	};
	struct str out = STR_INIT;
	struct str back = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		path_relative(&out, rows[i].from, rows[i].to);
		assert_row_string_equal(rows[i].to, out.data, rows[i].expected);

		assert_int_equal(path_join(&back, rows[i].from, out.data), 0);
		assert_row_string_equal(rows[i].to, back.data, rows[i].to);
	}
	str_release(&out);
	str_release(&back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joining_applies_dots_and_drops_what_is_empty),
		cmocka_unit_test(normalising_replaces_what_the_string_held),
		cmocka_unit_test(a_path_ends_in_its_name_and_starts_with_its_parent),
		cmocka_unit_test(a_path_is_within_itself_and_the_directories_above_it),
		cmocka_unit_test(a_relative_path_climbs_to_what_both_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
