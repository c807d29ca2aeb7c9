/*
 * examples_test.c - each built-in format beside an example: rules/examples/FORMAT/ is a small
 * repository, and its expected.txt the facts of all manifests in it.
 */
#include "support/assert.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "facts_text.h"
#include "rules/rule.h"
#include "util/file.h"
#include "util/path.h"

#define EXAMPLES "rules/examples"

typedef VEC(char *) path_list;

/* A near_asker over a directory. */
struct disk {
	struct near_asker asker;
	const char *directory;
};

static int is_file_on_disk(struct near_asker *asker, const char *path, struct err *err)
{
	char full[4096];
	struct stat about;

	(void)err;
	snprintf(full, sizeof(full), "%s/%s", ((struct disk *)asker)->directory, path);
	return stat(full, &about) == 0 && S_ISREG(about.st_mode);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All files below, as paths from `directory`. */
static void list_files(path_list *out, const char *directory, const char *below)
{
	char full[4096];
	struct dirent *entry;
	DIR *dir;

	snprintf(full, sizeof(full), "%s/%s", directory, below);
	dir = opendir(full);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		char path[2048];

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s%s%s", below, *below ? "/" : "", entry->d_name);
		if (entry->d_type == DT_DIR)
			list_files(out, directory, path);
		else
			vec_push(out, strdup(path));
	}
	closedir(dir);
}

static void release_paths(path_list *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i]);
	vec_release(paths);
}

static void declare_file(
	struct str *out, const struct ruleset *ruleset, const char *directory, const char *path)
{
	struct disk disk = { { is_file_on_disk }, directory };
	struct arena arena = ARENA_INIT;
	struct str bytes = STR_INIT, full = STR_INIT;
	struct facts facts;
	struct err err;

	str_addf(&full, "%s/%s", directory, path);
	assert_answer(file_read(&bytes, full.data, 1 << 20, &err), 1);
	assert_ok(facts_declare(
		&facts, ruleset, path, bytes.data, bytes.size, &disk.asker, &arena, &err));
	facts_text(out, &facts);
	facts_release(&facts);
	arena_release(&arena);
	str_release(&bytes);
	str_release(&full);
}

static void declare_example(struct str *out, const struct ruleset *ruleset, const char *directory)
{
	path_list paths = VEC_INIT;

	list_files(&paths, directory, "");
	qsort(paths.items, paths.count, sizeof(*paths.items), compare_paths);
	for (size_t i = 0; i < paths.count; i++)
		if (ruleset_is_candidate(ruleset, paths.items[i]))
			declare_file(out, ruleset, directory, paths.items[i]);
	release_paths(&paths);
}

/* With EXAMPLES_REWRITE in the environment what is expected is written anew, to be read and
 * committed. */
static bool example_holds(const struct ruleset *ruleset, const char *name)
{
	struct str directory = STR_INIT, expected = STR_INIT, actual = STR_INIT, file = STR_INIT;
	struct err err;
	bool holds;

	str_addf(&directory, EXAMPLES "/%s", name);
	str_addf(&file, "%s/expected.txt", directory.data);
	declare_example(&actual, ruleset, directory.data);
	if (getenv("EXAMPLES_REWRITE"))
		assert_ok(file_write(file.data, actual.data, actual.size, 0644, &err));
	assert_answer(file_read(&expected, file.data, 1 << 20, &err), 1);
	holds = strcmp(expected.data, actual.data) == 0;
	if (!holds)
		print_error("%s says otherwise than:\n%s", file.data, actual.data);
	str_release(&directory);
	str_release(&expected);
	str_release(&actual);
	str_release(&file);
	return holds;
}

static path_list example_names(void)
{
	path_list names = VEC_INIT;
	DIR *dir = opendir(EXAMPLES);
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			vec_push(&names, strdup(entry->d_name));
	closedir(dir);
	qsort(names.items, names.count, sizeof(*names.items), compare_paths);
	return names;
}

static void each_example_declares_what_is_written_beside_it(void **state)
{
	struct ruleset ruleset;
	path_list names = example_names();
	bool hold = true;

	(void)state;
	ruleset_builtin(&ruleset);

	for (size_t i = 0; i < names.count; i++)
		hold &= example_holds(&ruleset, names.items[i]);

	assert_true(hold);
	release_paths(&names);
	ruleset_release(&ruleset);
}

/* Is there a line "path: ... format ..." in the facts? */
static bool is_recognised(const char *facts, const char *format)
{
	size_t size = strlen(format);

	for (const char *at = facts; (at = strstr(at, format)) != NULL; at += size) {
		const char *line = at;

		while (line > facts && line[-1] != '\n')
			line--;
		if (*line != '\t' && at > facts && at[-1] == ' ' &&
			(at[size] == ' ' || at[size] == '\n'))
			return true;
	}
	return false;
}

static void each_built_in_format_has_an_example_that_it_recognises(void **state)
{
	struct ruleset ruleset;
	size_t without = 0;

	(void)state;
	ruleset_builtin(&ruleset);

	for (size_t i = 0; i < ruleset.count; i++) {
		const char *format = ruleset.rules[i]->format;
		struct str directory = STR_INIT, actual = STR_INIT;
		struct stat about;

		str_addf(&directory, EXAMPLES "/%s", format);
		if (stat(directory.data, &about) == 0)
			declare_example(&actual, &ruleset, directory.data);
		if (!is_recognised(actual.data, format)) {
			print_error(
				"no manifest of the format '%s' in '%s'\n", format, directory.data);
			without++;
		}
		str_release(&directory);
		str_release(&actual);
	}

	assert_int_equal(without, 0);
	ruleset_release(&ruleset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_example_declares_what_is_written_beside_it),
		cmocka_unit_test(each_built_in_format_has_an_example_that_it_recognises),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
