/* arena_test.c - memory that is freed all at once. */
#include "support/assert.h"

#include <stdalign.h>
#include <string.h>

#include "util/arena.h"

static void what_is_got_never_overlaps(void **state)
{
	struct arena arena = ARENA_INIT;
	unsigned char *got[400];

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		got[i] = arena_get(&arena, i);
		memset(got[i], (int)(i & 0xff), i);
	}

	for (size_t i = 0; i < 400; i++)
		for (size_t j = 0; j < i; j++)
			assert_int_equal(got[i][j], i & 0xff);
	arena_release(&arena);
}

static void memory_is_aligned_for_any_type_behind_a_text(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	for (int i = 0; i < 100; i++) {
		arena_text(&arena, "odd"); /* moves the free room off any boundary */
		arena_bytes(&arena, "xy", 2);
		assert_int_equal((uintptr_t)arena_get(&arena, 24) % alignof(max_align_t), 0);
	}
	arena_release(&arena);
}

static void a_piece_may_be_larger_than_any_block(void **state)
{
	struct arena arena = ARENA_INIT;
	char *before = arena_text(&arena, "before");
	size_t size = 3u << 20;

	(void)state;
	memset(arena_get(&arena, size), 'x', size);

	assert_string_equal(before, "before");
	assert_string_equal(arena_text(&arena, "after"), "after");
	arena_release(&arena);
}

static void zeroed_memory_is_zero_even_where_a_cleared_arena_is_used_again(void **state)
{
	struct arena arena = ARENA_INIT;
	unsigned char *zeroed;

	(void)state;
	memset(arena_get(&arena, 1000), 0xff, 1000);
	arena_clear(&arena);

	zeroed = arena_get_zeroed(&arena, 1000);

	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(zeroed[i], 0);
	arena_release(&arena);
}

static void used_counts_the_bytes_handed_out_since_init_or_clear(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	arena_get(&arena, 10);
	arena_bytes(&arena, "abc", 3); /* and its NUL */
	assert_int_equal(arena.used, 14);

	arena_clear(&arena);
	assert_int_equal(arena.used, 0);

	arena_get(&arena, 5);
	assert_int_equal(arena.used, 5);
	arena_release(&arena);
	assert_int_equal(arena.used, 0);
}

static void clearing_keeps_one_block_to_be_used_again(void **state)
{
	struct arena arena = ARENA_INIT;
	char *first;

	(void)state;
	for (int i = 0; i < 1000; i++)
		arena_get(&arena, 100);

	arena_clear(&arena);
	first = arena_get(&arena, 100);
	arena_clear(&arena);

	assert_ptr_equal(arena_get(&arena, 100), first);
	arena_release(&arena);
}

static void copies_end_in_a_nul_and_may_hold_some(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_memory_equal(arena_bytes(&arena, "a\0b", 3), "a\0b", 4);
	assert_string_equal(arena_bytes(&arena, NULL, 0), "");
	assert_null(arena_text(&arena, NULL));
	arena_release(&arena);
}

static void a_formatted_text_has_its_full_length(void **state)
{
	struct arena arena = ARENA_INIT;
	char *text = arena_printf(&arena, "%s:%d:%5000s", "a", 7, "end");

	(void)state;
	assert_int_equal(strlen(text), 5004);
	assert_string_equal(text + 5001, "end");
	assert_memory_equal(text, "a:7: ", 5);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_got_never_overlaps),
		cmocka_unit_test(memory_is_aligned_for_any_type_behind_a_text),
		cmocka_unit_test(a_piece_may_be_larger_than_any_block),
		cmocka_unit_test(zeroed_memory_is_zero_even_where_a_cleared_arena_is_used_again),
		cmocka_unit_test(used_counts_the_bytes_handed_out_since_init_or_clear),
		cmocka_unit_test(clearing_keeps_one_block_to_be_used_again),
		cmocka_unit_test(copies_end_in_a_nul_and_may_hold_some),
		cmocka_unit_test(a_formatted_text_has_its_full_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
