/*
 * doubts.h - findings that hang on how a merge will be done, of which nothing is said.
 */
#ifndef CHECK_DOUBTS_H
#define CHECK_DOUBTS_H

#include "check/finding.h"
#include "repo/merge.h"
#include "rules/ruleset.h"

/* The merge of `theirs` into `ours`, two commits, so far as it counts for their rules. */
int doubts_merge(struct merge *out, struct repository *repository, const struct commit *ours,
	const struct commit *theirs, struct err *err);

/* Drops the findings that concern a doubt of the merge, and those that do not dangle if doubts are
 * decided the other way: what `other` says that the references are then. */
void doubts_drop(finding_list *findings, const struct merge *merge, const struct advance *other);

/* Appends to `out` what is to be told of the doubts; the texts are the arena's. */
void doubts_tell(diagnostic_list *out, const struct merge *merge, struct arena *arena);

#endif
