/*
 * undecided.h - of a merge: what our side alone cannot decide.
 *
 * A reference that dangles in the merge is judged by the side that has it as the merge has it. Ours
 * comes first; what it lacks, or has with another value, is looked for in theirs.
 */
#ifndef CHECK_UNDECIDED_H
#define CHECK_UNDECIDED_H

#include "check/finding.h"
#include "check/pairing.h"
#include "util/map.h"

struct undecided {
	struct map references;
};

void undecided_release(struct undecided *undecided);

/* Takes note of a pair of our side and the merge, if theirs is to be asked. */
void undecided_meet(struct undecided *undecided, const struct pair *pair);

/* Puts those of `theirs`, what was good on their side and is not in the merge, that were undecided
 * among the breaks, in place of what our side said of them. */
void undecided_settle(const struct undecided *undecided, finding_list *breaks,
	finding_list *introduced, const finding_list *theirs);

#endif
