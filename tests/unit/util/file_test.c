/* file_test.c - files of the user's disk. */
#include "support/assert.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/file.h"

/* Each test has a directory of its own to stand in. */
static int setup(void **state)
{
	static char directory[64];

	strcpy(directory, "/tmp/file_test.XXXXXX");
	*state = mkdtemp(directory);
	return *state ? chdir(directory) : -1;
}

static int teardown(void **state)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
	return chdir("/") || system(command);
}

static void what_was_written_is_read_back(void **state)
{
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	assert_ok(file_write("a", "x\0y", 3, 0644, &err));

	assert_answer(file_read(&text, "a", 3, &err), 1);

	assert_int_equal(text.size, 3);
	assert_memory_equal(text.data, "x\0y", 4);
	str_release(&text);
}

static void reading_replaces_what_the_string_held(void **state)
{
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	str_set(&text, "old");
	assert_ok(file_write("a", "", 0, 0644, &err));
	assert_answer(file_read(&text, "a", 0, &err), 1);
	assert_string_equal(text.data, "");
	str_release(&text);
}

static void a_file_that_is_not_there_is_an_answer(void **state)
{
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	assert_ok(file_write("a", "x", 1, 0644, &err));

	assert_answer(file_read(&text, "none", 10, &err), 0);
	assert_answer(file_read(&text, "none/b", 10, &err), 0);
	assert_answer(file_read(&text, "a/b", 10, &err), 0);
	str_release(&text);
}

static void a_file_larger_than_the_limit_is_refused(void **state)
{
	static char bytes[100001];
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	assert_ok(file_write("a", bytes, sizeof bytes, 0644, &err));

	assert_fails(file_read(&text, "a", 100000, &err), ERR_LIMIT, "larger than 100000 bytes");
	assert_answer(file_read(&text, "a", 100001, &err), 1);
	assert_int_equal(text.size, sizeof bytes);
	str_release(&text);
}

static void a_directory_cannot_be_read(void **state)
{
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	assert_fails(file_read(&text, ".", 10, &err), ERR_SYSTEM, "cannot read '.'");
	str_release(&text);
}

static unsigned mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static void writing_sets_the_mode_whatever_the_umask(void **state)
{
	mode_t before = umask(077);
	struct err err;

	(void)state;
	assert_ok(file_write("hook", "#!/bin/sh\n", 10, 0755, &err));
	umask(before);

	assert_int_equal(mode_of("hook"), 0755);
}

static int entry_count(void)
{
	DIR *directory = opendir(".");
	int count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count - 2; /* without '.' and '..' */
}

static void writing_replaces_all_or_nothing_and_leaves_no_other_file(void **state)
{
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	assert_ok(file_write("a", "long before", 11, 0644, &err));
	assert_ok(file_write("a", "new", 3, 0644, &err));
	assert_answer(file_read(&text, "a", 100, &err), 1);
	assert_string_equal(text.data, "new");
	assert_int_equal(entry_count(), 1);

	assert_int_equal(mkdir("d", 0777), 0);
	assert_fails(file_write("d", "x", 1, 0644, &err), ERR_SYSTEM, "cannot write 'd'");
	assert_fails(file_write("no/a", "x", 1, 0644, &err), ERR_SYSTEM, "cannot write 'no/a'");
	assert_int_equal(entry_count(), 2);
	str_release(&text);
}

static void a_directory_is_made_with_its_parents(void **state)
{
	char whole[128];
	struct err err;

	(void)state;
	assert_ok(file_make_directory("a/b//c/", &err));
	assert_ok(file_make_directory("a/b/c", &err));
	assert_true(file_exists("a/b/c"));
	assert_false(file_exists("a/b/d"));

	snprintf(whole, sizeof whole, "%s/x/y", (char *)*state);
	assert_ok(file_make_directory(whole, &err));
	assert_true(file_exists("x/y"));
}

static void no_directory_is_made_where_a_file_stands(void **state)
{
	struct err err;

	(void)state;
	assert_ok(file_write("a", "", 0, 0644, &err));
	assert_fails(file_make_directory("a", &err), ERR_SYSTEM, "cannot make the directory 'a'");
	assert_fails(file_make_directory("a/b", &err), ERR_SYSTEM, "cannot make the directory 'a'");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_written_is_read_back),
		TEST(reading_replaces_what_the_string_held),
		TEST(a_file_that_is_not_there_is_an_answer),
		TEST(a_file_larger_than_the_limit_is_refused),
		TEST(a_directory_cannot_be_read),
		TEST(writing_sets_the_mode_whatever_the_umask),
		TEST(writing_replaces_all_or_nothing_and_leaves_no_other_file),
		TEST(a_directory_is_made_with_its_parents),
		TEST(no_directory_is_made_where_a_file_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
