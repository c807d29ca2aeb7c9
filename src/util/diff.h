/*
 * diff.h - what differs between two texts, line by line, as people read it.
 */
#ifndef UTIL_DIFF_H
#define UTIL_DIFF_H

#include "util/str.h"

/* Appends the hunks of a unified diff that leads from `before` to `after`; nothing if they are
 * equal. A last line without a line break counts as one with it. The fewest lines differ, unless
 * what differs is longer than DIFF_CELLS_MAX allows: then it is one block. */
void diff_lines(struct str *out, const char *before, const char *after);

/* Lines of `before` times lines of `after`, what they have in common at both ends left out. */
#define DIFF_CELLS_MAX (4u << 20)

#endif
