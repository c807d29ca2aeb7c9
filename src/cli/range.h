/*
 * range.h - which two commits a check is about.
 */
#ifndef CLI_RANGE_H
#define CLI_RANGE_H

#include "check/check.h"
#include "cli/session.h"

/* "A..B", or "A...B" for the merge of B into A, either side HEAD if empty; "REV" against its first
 * parent, or the empty tree; NULL: HEAD against the base of what would be pushed. */
int range_read(struct range *out, const char *text, struct session *session, struct err *err);

/* From `base` (NULL: the empty tree) to `head`. */
int range_of_commits(struct range *out, const struct oid *base, const struct oid *head,
	struct session *session, struct err *err);

/* The merge of `theirs` into `ours`. It is the session's until the next. */
int range_of_merge(struct range *out, const struct oid *ours, const struct oid *theirs,
	struct session *session, struct err *err);

/* From HEAD to what is staged, or to the work tree. */
int range_of_uncommitted(
	struct range *out, bool is_staged, struct session *session, struct err *err);

#endif
