/* map_test.c - a hash map that remembers the order of insertion. */
#include "support/assert.h"

#include <stdio.h>
#include <string.h>

#include "util/map.h"

#define MANY 20000

static const char *name_of(size_t number, char name[32])
{
	snprintf(name, 32, "apps/%zu/package.json", number);
	return name;
}

static struct map_entry *put_name(struct map *map, size_t number)
{
	char name[32];

	name_of(number, name);
	return map_put(map, name, strlen(name));
}

static void what_was_set_is_found_and_nothing_else(void **state)
{
	struct map map = MAP_INIT;
	static int values[MANY];
	char name[32];

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		map_set(&map, name_of(i, name), &values[i]);

	assert_int_equal(map.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(map_get(&map, name_of(i, name)), &values[i]);
	for (size_t i = MANY; i < 2 * MANY; i++)
		assert_null(map_get(&map, name_of(i, name)));
	map_release(&map);
}

static void entries_stand_in_the_order_of_insertion(void **state)
{
	struct map map = MAP_INIT;
	char name[32];

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		put_name(&map, i * 7919 % 1000);
	put_name(&map, 5); /* is there: stays where it is */

	assert_int_equal(map.count, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_string_equal(map.entries[i].key, name_of(i * 7919 % 1000, name));
	map_release(&map);
}

static void putting_gives_a_null_value_once(void **state)
{
	struct map map = MAP_INIT;
	struct map_entry *entry = map_put(&map, "a", 1);
	int value;

	(void)state;
	assert_null(entry->value);
	entry->value = &value;

	assert_ptr_equal(map_put(&map, "a", 1)->value, &value);
	map_set(&map, "a", NULL);
	assert_non_null(map_find(&map, "a", 1));
	assert_null(map_get(&map, "a"));
	map_release(&map);
}

static void keys_are_copied_bytes_of_any_kind(void **state)
{
	struct map map = MAP_INIT;
	char key[] = { 'a', '\0', 'b' };
	int one, two, three;

	(void)state;
	map_put(&map, key, 3)->value = &one;
	map_put(&map, key, 2)->value = &two;
	map_put(&map, "", 0)->value = &three;
	key[2] = 'c';

	assert_null(map_find(&map, key, 3));
	assert_ptr_equal(map_find(&map, "a\0b", 3)->value, &one);
	assert_ptr_equal(map_find(&map, "a\0", 2)->value, &two);
	assert_ptr_equal(map_get(&map, ""), &three);
	assert_int_equal(map_find(&map, "a\0b", 3)->key_size, 3);
	assert_int_equal(map_find(&map, "a\0b", 3)->key[3], '\0');
	map_release(&map);
}

/* The hash takes short, middle and long keys by different ways. */
static void keys_of_every_length_differ_by_any_byte(void **state)
{
	struct map map = MAP_INIT;
	char key[80];
	size_t total = 0;

	(void)state;
	for (size_t size = 0; size < sizeof key; size++) {
		memset(key, 'x', size);
		map_put(&map, key, size);
		total++;
		for (size_t i = 0; i < size; i++, total++) {
			key[i] = 'y';
			assert_null(map_find(&map, key, size));
			map_put(&map, key, size);
			key[i] = 'x';
		}
	}

	assert_int_equal(map.count, total);
	for (size_t i = 0; i < map.count; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(map.entries[i].hash != map.entries[j].hash);
	map_release(&map);
}

static void a_cleared_map_is_empty_and_ready(void **state)
{
	struct map map = MAP_INIT;
	int value;

	(void)state;
	assert_null(map_get(&map, "a"));
	map_clear(&map);
	map_set(&map, "a", &value);
	map_set(&map, "b", &value);

	map_clear(&map);

	assert_int_equal(map.count, 0);
	assert_null(map_get(&map, "a"));
	map_set(&map, "b", &value);
	assert_int_equal(map.count, 1);
	assert_ptr_equal(map_get(&map, "b"), &value);
	map_release(&map);
	assert_null(map_get(&map, "b"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_set_is_found_and_nothing_else),
		cmocka_unit_test(entries_stand_in_the_order_of_insertion),
		cmocka_unit_test(putting_gives_a_null_value_once),
		cmocka_unit_test(keys_are_copied_bytes_of_any_kind),
		cmocka_unit_test(keys_of_every_length_differ_by_any_byte),
		cmocka_unit_test(a_cleared_map_is_empty_and_ready),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
