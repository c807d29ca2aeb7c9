/*
 * fix.h - the edit that mends a break, if one is certain.
 */
#ifndef CHECK_FIX_H
#define CHECK_FIX_H

#include "check/finding.h"
#include "check/scene.h"

/* Fills finding->fix from its cause: at the mapping whose source moved, else at the reference.
 * Leaves it empty if no edit is certain. */
int fix_find(struct finding *finding, const struct pair *pair, const struct scene *scene,
	struct err *err);

#endif
