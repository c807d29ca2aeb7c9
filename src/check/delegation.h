/*
 * delegation.h - a mapping that went may have been handed to somebody else.
 *
 * A copy that moves from a program into a helper, or from a command into a script, is still made,
 * and nobody can read by whom. What tells that from a copy that is made no more is that the file
 * names somebody whom it did not name before: a module, a script, a value that cannot be told.
 */
#ifndef CHECK_DELEGATION_H
#define CHECK_DELEGATION_H

#include "repo/snapshot.h"
#include "rules/rule.h"
#include "util/map.h"

struct delegations {
	struct snapshot *base, *head;
	const struct ruleset *base_rules, *head_rules;
	struct arena *arena;
	struct map known; /* what was found out: a file and a format -> who */
};

/* Whom does the file at `path`, a manifest of `format` or one that such a manifest takes values
 * from, name at head whom it did not name at base? *who is the first in byte order, "" if it cannot
 * be told, and the arena's. 1, 0: nobody, or the file is not there on both sides; -1. */
int delegation_came(const char **who, struct delegations *delegations, const char *path,
	const char *format, struct err *err);

void delegations_release(struct delegations *delegations); /* only `known` is its own */

#endif
