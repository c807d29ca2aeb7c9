/* memory_test.c - allocation that cannot fail: it ends the program instead. */
#include "support/assert.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/memory.h"

static void no_bytes_are_memory_too(void **state)
{
	void *none = memory_get(0), *zeroed = memory_get_zeroed(0, 8);

	(void)state;
	none = memory_resize(none, 0, 8);
	assert_non_null(none);
	assert_non_null(zeroed);
	free(none);
	free(zeroed);
}

static void zeroed_memory_is_zero(void **state)
{
	unsigned char *memory = memory_get_zeroed(100, 10);

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(memory[i], 0);
	free(memory);
}

static void resizing_keeps_what_was_there(void **state)
{
	char *text = memory_copy_text("kept");

	(void)state;
	text = memory_resize(text, 1000, 100);
	assert_string_equal(text, "kept");
	free(text);
}

/* What a child process that runs `work` ends with. */
static int status_of(void (*work)(void))
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		int quiet = open("/dev/null", O_WRONLY);

		dup2(quiet, STDERR_FILENO);
		work();
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void resize_beyond_all_counting(void)
{
	volatile size_t count = SIZE_MAX / 2;

	free(memory_resize(NULL, count, 3));
}

static void the_program_ends_with_3_when_a_size_cannot_be_counted(void **state)
{
	(void)state;
	assert_int_equal(status_of(resize_beyond_all_counting), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bytes_are_memory_too),
		cmocka_unit_test(zeroed_memory_is_zero),
		cmocka_unit_test(resizing_keeps_what_was_there),
		cmocka_unit_test(the_program_ends_with_3_when_a_size_cannot_be_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
