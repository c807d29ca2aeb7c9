/*
 * path_fuzz.c - an input is a directory and two ways on from it, a line each. What comes out of the
 * algebra is a path, and its operations undo each other.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

/* As path.h defines one. */
static bool is_path(const char *path)
{
	if (*path == '\0')
		return true;
	for (const char *component = path;; component++) {
		size_t size = strcspn(component, "/");

		if (size == 0 || (size == 1 && component[0] == '.') ||
			(size == 2 && component[0] == '.' && component[1] == '.'))
			return false;
		component += size;
		if (*component == '\0')
			return true;
	}
}

static void check_family(const char *path)
{
	struct str parent = STR_INIT, again = STR_INIT;

	if (*path == '\0')
		return;
	str_add(&parent, path, path_parent_size(path));
	require(is_path(parent.data), "a parent is a path");
	require(path_is_within(path, parent.data), "a path is within its parent");
	require(!path_is_within(parent.data, path), "and its parent not within it");
	require(strcmp(path_below(path, parent.data), path_name(path)) == 0, "by its name");
	require(path_join(&again, parent.data, path_name(path)) == 0 &&
			strcmp(again.data, path) == 0,
		"parent and name give the path");
	str_release(&parent);
	str_release(&again);
}

static void check_relative(const char *from, const char *to)
{
	struct str way = STR_INIT, end = STR_INIT;

	path_relative(&way, from, to);
	require(path_join(&end, from, way.data) == 0 && strcmp(end.data, to) == 0,
		"the relative path leads there");
	if (path_is_within(to, from) && *path_below(to, from))
		require(strcmp(way.data, path_below(to, from)) == 0, "straight, if it is below");
	str_release(&way);
	str_release(&end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = STR_INIT, dir = STR_INIT, one = STR_INIT, two = STR_INIT;
	char *first, *second;

	if (size > 4096)
		return 0;
	str_add(&input, data, size);
	str_add(&input, "\n\n", 2);
	str_cut(&input, strlen(input.data));
	first = strchr(input.data, '\n');
	second = first ? strchr(first + 1, '\n') : NULL;
	if (second && path_normalise(&dir, (*first = *second = '\0', input.data)) == 0) {
		require(is_path(dir.data), "what is normalised is a path");
		if (path_join(&one, dir.data, first + 1) == 0 &&
			path_join(&two, dir.data, second + 1) == 0) {
			require(is_path(one.data) && is_path(two.data), "what is joined is a path");
			check_family(one.data);
			check_relative(one.data, two.data);
		}
	}
	str_release(&input);
	str_release(&dir);
	str_release(&one);
	str_release(&two);
	return 0;
}
