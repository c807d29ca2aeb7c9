/*
 * rules.h - the rules that histories are read with: the built-in ones, and some that use what those
 * leave out.
 */
#ifndef HISTORY_RULES_H
#define HISTORY_RULES_H

#include "rules/ruleset.h"

/* Fails the test if a rule is wrong. */
void rules_init(struct ruleset *ruleset);

#endif
