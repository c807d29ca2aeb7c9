/*
 * except.h - what a mapping leaves out: a list of path patterns as glob_list_covers reads it, seen
 * from `from`.
 */
#ifndef RULES_EXCEPT_H
#define RULES_EXCEPT_H

#include "rules/scope.h"

/* Patterns of one list, and their bytes. Longer lists are not known at all. */
#define EXCEPT_PATTERNS_MAX 1024
#define EXCEPT_SIZE_MAX     65536

/* The patterns that the rule selects from `start`, as a text of the arena: NULL if there are none,
 * EXCEPT_UNKNOWN if there are too many. 0, -1. */
int except_list(const char **out, struct scope *scope, const struct except_rule *rule,
	const struct node *start, struct err *err);

#endif
