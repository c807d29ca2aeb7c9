/*
 * modules.h - which modules the rules of a program know by their name.
 */
#ifndef RULES_MODULES_H
#define RULES_MODULES_H

#include "rules/ruleset.h"

/* Do the rules that take the program at `path` speak of calls of what the module `name` exports?
 * They know what it does, so nobody has to look into it, even where its sources lie in the same
 * repository. 1, 0, -1. */
int modules_know(
	const struct ruleset *ruleset, const char *path, const char *name, struct err *err);

#endif
