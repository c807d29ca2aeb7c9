/* spelling_test.c - values written anew in their own notation. */
#include "check/spelling.h"
#include "support/assert.h"

struct row {
	const char *raw, *directory, *asked, *asked_now, *expected; /* NULL: none is certain */
};

static const struct row rows[] = {
	{ "x.json", "a", "a/x.json", "a/y.json", "y.json" },
	{ "./x.json", "a", "a/x.json", "a/y.json", "./y.json" },
	{ "./x", "a", "a/x", "b/x", "../b/x" },
	{ "../s/x", "a", "s/x", "t/x", "../t/x" },
	{ "../x", "a/b", "a/x", "a/b/x", "./x" },
	{ "./.x", "", ".x", ".y", "./.y" },
	{ "s/x", "a", "s/x", "t/x", "t/x" }, /* seen from the root */
	{ "/i/x", "a", "served:a/i/x", "served:a/j/x", "/j/x" },
	{ "i/x", "a", "served:a/i/x", "served:b/i/x", NULL }, /* another app's */
	{ "x", "a", "a/x", "b/x", NULL },                     /* "../b/x" may mean nothing there */
	{ "p/", "", "p", "q", "q/" },
	{ "p/*.c", "", "p/*.c", "q/*.c", "q/*.c" },
	{ "p/*.c", "", "p/*.c", "q/*.[ch]", NULL },
	{ "file:../p", "a", "p", "q", "file:../q" },
	{ "x.js?v=3", "a", "a/x.js", "a/y.js", "y.js?v=3" },
	{ "x.js#part", "a", "a/x.js", "a/y.js", "y.js#part" },
	{ "<rootDir>/x", "a", "a/x", "a/y", "<rootDir>/y" },
	{ "${root}/p/x", "a", "a/p/x", "a/q/x", "${root}/q/x" },
	{ "@x/p/a.json", "a", "npm:@x/p/a.json", "npm:@x/p/b.json", "@x/p/b.json" },
	{ "x", "a", "a/x", "a/y z", NULL },
	{ "x", "a", "somewhere/else", "a/y", NULL },
	{ "a\\x", "", "a/x", "a/y", "a\\y" }, /* as Windows parts components */
	{ "..\\b\\b.proj", "a", "b/b.proj", "c/d/b.proj", "..\\c\\d\\b.proj" },
	{ "a\\x/y", "", "a/x/y", "a/z/y", NULL },
	{ "", "a", "a", "b", NULL },
};

static void a_value_keeps_its_notation(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		const char *actual =
			spell_anew(&arena, row->raw, row->directory, row->asked, row->asked_now);

		assert_row_string_equal(row->raw, actual ? actual : "(none)",
			row->expected ? row->expected : "(none)");
	}
	arena_release(&arena);
}

static void a_relative_value_follows_its_manifest(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_string_equal(spell_from(&arena, "../s/x", "a", "b/c", "s/x"), "../../s/x");
	assert_string_equal(spell_from(&arena, "./x", "a", "a/b", "a/x"), "../x");
	assert_string_equal(spell_from(&arena, "..\\s\\x", "a", "b/c", "s/x"), "..\\..\\s\\x");
	assert_null(spell_from(&arena, "s/x", "a", "b", "s/x")); /* seen from the root all along */
	assert_null(spell_from(&arena, "/s/x", "", "b", "s/x"));
	assert_null(spell_from(&arena, "x", "a", "b", "a/x"));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_keeps_its_notation),
		cmocka_unit_test(a_relative_value_follows_its_manifest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
