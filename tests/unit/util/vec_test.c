/* vec_test.c - a growing array of anything. */
#include "support/assert.h"

#include "util/vec.h"

struct pair {
	int left, right;
};

static void a_vector_keeps_all_items_in_order(void **state)
{
	VEC(struct pair) pairs = VEC_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		vec_push(&pairs, (struct pair){ i, -i });

	assert_int_equal(pairs.count, 1000);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(pairs.items[i].left, i);
		assert_int_equal(pairs.items[i].right, -i);
	}
	vec_release(&pairs);
}

static void adding_gives_the_address_of_the_last_item(void **state)
{
	VEC(int) numbers = VEC_INIT;

	(void)state;
	*vec_add(&numbers) = 3;
	*vec_add(&numbers) = 4;

	assert_int_equal(numbers.count, 2);
	assert_int_equal(numbers.items[0], 3);
	assert_int_equal(numbers.items[1], 4);
	vec_release(&numbers);
}

static void room_starts_at_8_and_doubles(void **state)
{
	size_t capacity = 0;
	int *items = vec_grow(NULL, &capacity, sizeof *items);

	(void)state;
	assert_int_equal(capacity, 8);
	items = vec_grow(items, &capacity, sizeof *items);
	assert_int_equal(capacity, 16);
	items[15] = 1;
	free(items);
}

static void a_cleared_vector_keeps_its_room_and_a_released_one_none(void **state)
{
	VEC(int) numbers = VEC_INIT;

	(void)state;
	vec_push(&numbers, 1);
	vec_clear(&numbers);
	assert_int_equal(numbers.count, 0);
	assert_int_equal(numbers.capacity, 8);

	vec_release(&numbers);
	assert_null(numbers.items);
	assert_int_equal(numbers.capacity, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vector_keeps_all_items_in_order),
		cmocka_unit_test(adding_gives_the_address_of_the_last_item),
		cmocka_unit_test(room_starts_at_8_and_doubles),
		cmocka_unit_test(a_cleared_vector_keeps_its_room_and_a_released_one_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
