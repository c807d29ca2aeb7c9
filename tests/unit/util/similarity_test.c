/* similarity_test.c - how much of one text is in another. */
#include "util/similarity.h"

#include "support/assert.h"

static void likeness_counts_whole_lines_in_any_order(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned percent;
	} likenesses[] = {
		{ "a\nb\n", "b\na\n", 100 },
		{ "a\na\n", "a\nb\n", 50 },
		{ "a\n", "a\nb\nc\nd\n", 25 },
		{ "a", "a", 100 },
		{ "{ \"a\": 1, \"b\": 2 }", "{ \"a\": 1, \"c\": 2 }\n", 63 },
		{ "1,2,3,4", "1,2,5,4", 71 },
		{ "1,2\n3", "1,4\n3", 20 },
		{ "a", "b", 0 },
		{ "", "a", 0 },
		{ "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(likenesses) / sizeof(*likenesses); i++) {
		struct str a = STR_INIT, b = STR_INIT;

		str_set(&a, likenesses[i].a);
		str_set(&b, likenesses[i].b);
		assert_row_int_equal(
			likenesses[i].b, similarity_percent(&a, &b), likenesses[i].percent);
		str_release(&a);
		str_release(&b);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(likeness_counts_whole_lines_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
