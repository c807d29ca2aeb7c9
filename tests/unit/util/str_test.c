/* str_test.c - a growing byte string. */
#include "support/assert.h"

#include <string.h>

#include "util/str.h"

static void an_empty_string_is_a_text_and_owns_nothing(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_add(&str, NULL, 0);
	str_add_text(&str, "");
	str_addf(&str, "%s", "");
	str_set(&str, "");
	str_clear(&str);
	str_cut(&str, 0);

	assert_string_equal(str.data, "");
	assert_ptr_equal(str.data, str_empty);
	str_release(&str);
}

static void what_is_added_stands_behind_what_was_there(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_add_text(&str, "a");
	str_add_char(&str, 'b');
	str_add(&str, "cde", 2);
	str_addf(&str, "-%d-%s", 42, "x");

	assert_string_equal(str.data, "abcd-42-x");
	assert_int_equal(str.size, 9);
	str_release(&str);
}

static void a_string_grows_as_far_as_it_must(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		str_add_char(&str, (char)('a' + i % 26));
		assert_int_equal(str.data[str.size], '\0');
	}

	assert_int_equal(str.size, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(str.data[i], 'a' + i % 26);
	str_release(&str);
}

static void a_string_may_hold_nuls(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_add(&str, "a\0b", 3);
	str_add_char(&str, '\0');

	assert_int_equal(str.size, 4);
	assert_memory_equal(str.data, "a\0b\0", 5);
	str_release(&str);
}

static void cutting_only_shortens(void **state)
{
	struct str str = STR_INIT;

	(void)state;
	str_set(&str, "abcdef");
	str_cut(&str, 9);
	assert_string_equal(str.data, "abcdef");

	str_cut(&str, 2);
	assert_string_equal(str.data, "ab");
	assert_int_equal(str.size, 2);
	str_release(&str);
}

static void clearing_keeps_the_memory_and_setting_replaces(void **state)
{
	struct str str = STR_INIT;
	char *memory;

	(void)state;
	str_set(&str, "something long enough to be owned");
	memory = str.data;

	str_clear(&str);
	assert_string_equal(str.data, "");
	str_set(&str, "new");

	assert_string_equal(str.data, "new");
	assert_ptr_equal(str.data, memory);
	str_release(&str);
	assert_ptr_equal(str.data, str_empty);
}

static void reserved_room_lies_behind_the_text_and_changes_nothing(void **state)
{
	struct str str = STR_INIT;
	char *room;

	(void)state;
	str_set(&str, "ab");
	room = str_reserve(&str, 1000);

	assert_ptr_equal(room, str.data + 2);
	assert_int_equal(str.size, 2);
	assert_string_equal(str.data, "ab");
	memset(room, 'x', 1000);
	str.size += 1000;
	str.data[str.size] = '\0'; /* there is room for the NUL as well */
	str_release(&str);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_string_is_a_text_and_owns_nothing),
		cmocka_unit_test(what_is_added_stands_behind_what_was_there),
		cmocka_unit_test(a_string_grows_as_far_as_it_must),
		cmocka_unit_test(a_string_may_hold_nuls),
		cmocka_unit_test(cutting_only_shortens),
		cmocka_unit_test(clearing_keeps_the_memory_and_setting_replaces),
		cmocka_unit_test(reserved_room_lies_behind_the_text_and_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
