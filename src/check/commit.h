/*
 * commit.h - which commit did it: the last one that turned a reference from good to dangling.
 *
 * Walked from head backwards with the graph's one operation, following each reference by the same
 * pairing as the check itself, until it is no longer dangling: the commit above did it. At a merge
 * the way goes on where it dangles in a parent too; if it dangles in none, the merge itself did it.
 * No commit is named that the base has too: head merely lacks what mended it there. Nor is a merge
 * that is only made in memory, whose parents are base and head.
 */
#ifndef CHECK_COMMIT_H
#define CHECK_COMMIT_H

#include "check/finding.h"
#include "repo/repository.h"

#define COMMITS_MAX 2000u /* commits looked at; what is older than that is not named */

struct history {
	struct repository *repository;
	struct graph *graph; /* stands at the base, and will again */
	const struct ruleset *rules;
	struct progress *progress;
	struct object_source *objects;
	struct oid base, head; /* commits; a zero base is the empty tree */
	struct oid base_tree;
	const struct oid *merged; /* the tree of head merged into base, where findings dangle; NULL:
				     they dangle at head */
	struct arena *arena;      /* of the check */
};

/* Fills commit, author and summary of the findings' causes. *unnamed is how many are left without
 * because a bound was reached. */
int commit_find(const struct history *history, struct finding *const *findings, size_t count,
	size_t *unnamed, struct err *err);

#endif
