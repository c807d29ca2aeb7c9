/*
 * histogram.h - which lines of two texts stand for each other, as git's "histogram" way of
 * comparing has it (git-diff(1), --diff-algorithm).
 *
 * Git merges files by it, so a merge can be foretold only by comparing in exactly this way, which
 * line of several equal ones is taken included. It was read off git 2.39 and is held against git in
 * tests/unit/repo/merge_random_test.c.
 */
#ifndef UTIL_HISTOGRAM_H
#define UTIL_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/vec.h"

/* A text, each line a number: equal lines have equal ones, smaller than `kinds`. */
struct numbered {
	const uint32_t *lines;
	size_t count;
};

/* Lines of the old text that others of the new one stand in place of. */
struct hunk {
	size_t at, count;
	size_t new_at, new_count;
};
typedef VEC(struct hunk) hunk_list;

/* Appends what differs, from top to bottom. False if it is not known: where all that two long
 * stretches have in common is very frequent git goes another way, and texts can be made for which
 * it would take too long. */
bool histogram_compare(hunk_list *out, const struct numbered *old_text,
	const struct numbered *new_text, uint32_t kinds);

#endif
