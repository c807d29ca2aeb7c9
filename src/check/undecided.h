/*
 * undecided.h - of a merge: what one side alone cannot decide.
 *
 * A reference that dangles in the merge is judged by the side that has it as the merge has it. The
 * first one comes first; what it lacks, or has with another value, is looked for in the others. A
 * merge that was made has its parents for sides, one made in memory the two commits.
 */
#ifndef CHECK_UNDECIDED_H
#define CHECK_UNDECIDED_H

#include "check/finding.h"
#include "check/pairing.h"
#include "util/map.h"

struct undecided {
	struct map references; /* value: NULL until a side has decided */
};

/* Of a pair of one side and the merge: is another side to be asked? */
bool undecided_is(const struct pair *pair);

void undecided_release(struct undecided *undecided);

/* Takes note of a pair of the first side and the merge, if another is to be asked. */
void undecided_meet(struct undecided *undecided, const struct pair *pair);

/* Puts those of `theirs`, what was good on another side and is not in the merge, that are undecided
 * among the breaks, in place of what the first side said of them. */
void undecided_settle(struct undecided *undecided, finding_list *breaks, finding_list *introduced,
	const finding_list *theirs);

#endif
