/*
 * changes.h - what differs between two snapshots: both trees walked side by side, equal ids
 * skipped.
 *
 * Costs what differs, never the size of the repository (git_diff_tree_to_tree costs 376 times git's
 * own diff on a million files: it does not skip equal subtrees).
 */
#ifndef REPO_CHANGES_H
#define REPO_CHANGES_H

#include "repo/snapshot.h"

struct change {
	const char *path;                 /* lives until visit returns */
	enum entry_kind before, after;    /* NOTHING: it came, or went */
	struct oid before_oid, after_oid; /* zero where there is nothing */
};

/* Calls `visit` for each path that came, went, or changed kind or content, parents before children.
 * A directory that came or went whole (or changed into or from something else) is one change,
 * followed by a change for each path below it; a directory on both sides is none. Either snapshot
 * may be NULL: the empty tree. Children of a file replaced by a directory follow the directory's
 * change. visit: 0 = go on, 1 = leave out what is below this directory, -1 = stop. Malformed trees
 * (unsorted, duplicate) are read through a sorted copy. */
typedef int (*change_visit)(const struct change *change, void *payload);
int changes_walk(struct snapshot *before, struct snapshot *after, change_visit visit, void *payload,
	struct err *err);

#endif
