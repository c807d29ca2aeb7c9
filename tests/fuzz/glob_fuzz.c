/*
 * glob_fuzz.c - an input is a pattern and a path, a line each. The answers must agree with each
 * other and, for small inputs without braces, with a matcher that tries everything.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/glob.h"
#include "util/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

/* Tries every way. Stars and '?' only; `steps` ends it where there are too many. */
static bool plain_fits(const char *pattern, const char *path, bool at_start, long *steps)
{
	if (--*steps < 0)
		return false;
	if (at_start && strcmp(pattern, "**") == 0)
		return *path != '\0';
	if (at_start && strncmp(pattern, "**/", 3) == 0) {
		const char *slash = strchr(path, '/');

		return plain_fits(pattern + 3, path, true, steps) ||
		       (slash && plain_fits(pattern, slash + 1, true, steps));
	}
	if (*pattern == '*')
		return plain_fits(pattern + 1, path, false, steps) ||
		       (*path && *path != '/' && plain_fits(pattern, path + 1, false, steps));
	if (*pattern == '\0' || *path == '\0')
		return *pattern == *path;
	if (*pattern != *path && (*pattern != '?' || *path == '/'))
		return false;
	return plain_fits(pattern + 1, path + 1, *path == '/', steps);
}

static void compare(const char *pattern, const char *path)
{
	long steps = 100000;
	bool expected;

	if (*path == '\0' || strpbrk(pattern, "[{\\"))
		return;
	expected = plain_fits(pattern, path, true, &steps);
	if (steps >= 0)
		require(glob_fits(pattern, path) == expected, "the plain matcher says the same");
}

/* What fits lies in the literal prefix, and no directory above it may be ruled out. */
static void check_fitting(const char *pattern, const char *path)
{
	struct str dir = STR_INIT;

	glob_literal_prefix(&dir, pattern);
	require(path_is_within(path, dir.data), "a fitting path lies in the literal prefix");
	str_set(&dir, path);
	for (;;) {
		require(glob_may_fit_below(pattern, dir.data),
			"nor is a directory above it ruled out");
		if (dir.size == 0)
			break;
		str_cut(&dir, path_parent_size(dir.data));
	}
	str_release(&dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line_end = size ? memchr(data, '\n', size) : NULL;
	struct str pattern = STR_INIT, written = STR_INIT, path = STR_INIT;

	if (!line_end || size > 4096)
		return 0;
	str_add(&pattern, data, (size_t)(line_end - data));
	str_add(&written, line_end + 1, size - (size_t)(line_end - data) - 1);
	str_cut(&pattern, strlen(pattern.data));
	if (path_normalise(&path, written.data) == 0) {
		if (glob_fits(pattern.data, path.data))
			check_fitting(pattern.data, path.data);
		compare(pattern.data, path.data);
		if (!glob_is_magic(pattern.data) && !strchr(pattern.data, '\\'))
			require(glob_fits(pattern.data, path.data) ==
					(strcmp(pattern.data, path.data) == 0),
				"a pattern without magic fits itself only");
	}
	text_fits(pattern.data, written.data);
	str_release(&pattern);
	str_release(&written);
	str_release(&path);
	return 0;
}
