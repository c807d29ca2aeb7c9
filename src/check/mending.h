/*
 * mending.h - the certain fixes of a check, put into the files they belong to.
 *
 * A file is read as it was judged, each value is replaced in its own notation, and what comes out
 * is read again: it must say the same but for these values. Else the file is left as it is.
 */
#ifndef CHECK_MENDING_H
#define CHECK_MENDING_H

#include "check/check.h"

/* One value that is replaced, or a part of one. */
struct edit {
	const struct fix *fix;
	size_t start, size; /* bytes of the file; of a whole value with its quotes */
	const char *text;   /* what stands there instead */
	bool is_key;
	size_t value;  /* where the value (or key) begins that it is, or is a part of */
	size_t offset; /* in the value's text; of a whole value 0 */
};

struct mended_file {
	const char *path;
	struct str before, after;
	VEC(struct edit) edits; /* in order */
};

struct mending {
	struct arena arena;
	VEC(struct mended_file) files; /* by path; only those that are mended */
	size_t left;                   /* breaks that no edit here mends */
};

void mending_init(struct mending *mending);
void mending_release(struct mending *mending);

/* Fills `out` from the breaks of `check`, whose head is `head` as read with `rules`. */
int mending_make(struct mending *out, const struct check *check, struct snapshot *head,
	const struct ruleset *rules, struct err *err);

#endif
