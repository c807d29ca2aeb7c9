/*
 * rewiring.h - a build that nobody can read, changed together with what moved.
 *
 * Where only the end of a path tells what an app serves, a file that moved is missing, unless its
 * build takes it from the new place and serves it as before. What no rule reads says so by naming
 * the new place.
 */
#ifndef CHECK_REWIRING_H
#define CHECK_REWIRING_H

#include "check/check_private.h"

/* Files that are looked into, and bytes of each; what lies beyond rewires nothing. */
#define REWIRING_FILES_MAX 256
#define REWIRING_SIZE_MAX  (256u << 10)

/* Does a file that the change touches name the directory that the finding's target moved to, and
 * did not before? One in the finding's app or in none, which no rule reads and which is no prose.
 * 1, 0, -1. */
int rewiring_find(struct run *run, const struct advance *advance, const struct finding *finding,
	struct err *err);

#endif
