/* diff_test.c */
#include "support/assert.h"

#include <stdlib.h>

#include "util/diff.h"

static void what_differs_is_told_with_the_lines_around_it(void **state)
{
	static const struct {
		const char *name, *before, *after, *expected;
	} rows[] = {
		{ "equal", "a\nb\n", "a\nb\n", "" },
		{ "both empty", "", "", "" },
		{ "line break at the end", "a", "a\n", "" },
		{ "from nothing", "", "a\n", "@@ -0,0 +1,1 @@\n+a\n" },
		{ "to nothing", "a\n", "", "@@ -1,1 +0,0 @@\n-a\n" },
		{ "changed", "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n" },
		{ "moved", "a\nb\nc\n", "b\nc\na\n", "@@ -1,3 +1,3 @@\n-a\n b\n c\n+a\n" },
		{ "far away", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
			"@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n" },
		{ "twice, near", "a\n1\n2\n3\n4\n5\n6\nb\n", "x\n1\n2\n3\n4\n5\n6\ny\n",
			"@@ -1,8 +1,8 @@\n-a\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+y\n" },
		{ "twice, apart", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "x\n1\n2\n3\n4\n5\n6\n7\ny\n",
			"@@ -1,4 +1,4 @@\n-a\n+x\n 1\n 2\n 3\n"
			"@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+y\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str out = STR_INIT;

		diff_lines(&out, rows[i].before, rows[i].after);

		assert_row_string_equal(rows[i].name, out.data, rows[i].expected);
		str_release(&out);
	}
}

static void texts_too_long_to_be_compared_differ_as_one_block(void **state)
{
	struct str before = STR_INIT, after = STR_INIT, out = STR_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		str_addf(&before, "%s\n", i % 2 ? "same" : "old");
		str_addf(&after, "%s\n", i % 2 ? "same" : "new");
	}

	diff_lines(&out, before.data, after.data);

	assert_contains(out.data, "@@ -1,3000 +1,3000 @@\n-old\n-same\n-old\n");
	assert_contains(out.data, "-old\n+new\n+same\n");
	str_release(&before);
	str_release(&after);
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_is_told_with_the_lines_around_it),
		cmocka_unit_test(texts_too_long_to_be_compared_differ_as_one_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
