/* asked_test.c - the packed keys of a manifest's probes. */
#include "graph/asked.h"

#include "support/assert.h"

static const struct asked several[] = {
	{ .path = INT64_MAX, .detail = 0, .question = 2, .by_tree = true },
	{ .path = 7, .detail = 128, .question = 1, .by_tree = false },
	{ .path = 7, .detail = INT64_MAX, .question = 0, .by_tree = true },
	{ .path = 7, .detail = 127, .question = 1, .by_tree = true },
};

static void what_was_packed_is_taken_out_in_the_order_of_the_table(void **state)
{
	static const size_t order[] = { 2, 3, 1, 0 };
	asked_list list = VEC_INIT, again = VEC_INIT;
	struct str packed = STR_INIT;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		vec_push(&list, several[i]);
	asked_sort(&list);
	asked_pack(&packed, &list);
	assert_int_equal(asked_unpack(&again, packed.data, packed.size), 0);
	assert_int_equal(again.count, 4);
	for (size_t i = 0; i < again.count; i++) {
		assert_int_equal(asked_compare(&again.items[i], &several[order[i]]), 0);
		assert_int_equal(again.items[i].by_tree, several[order[i]].by_tree);
	}
	vec_release(&list);
	vec_release(&again);
	str_release(&packed);
}

static void bytes_that_nobody_packed_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
	} damaged[] = {
		{ "\x05", 1 },
		{ "\x05\x01\x80", 3 },
		{ "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x01\x01", 14 },
		{ "\x01\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x01\x01", 14 },
		{ "\x01\x01\xff\xff\xff\xff\xff\x01", 8 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		asked_list list = VEC_INIT;

		assert_int_equal(asked_unpack(&list, damaged[i].bytes, damaged[i].size), -1);
		vec_release(&list);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_packed_is_taken_out_in_the_order_of_the_table),
		cmocka_unit_test(bytes_that_nobody_packed_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
