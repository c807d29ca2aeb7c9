/*
 * variables.h - texts in values that stand for others: "${configDir}", "$(*)".
 */
#ifndef RULES_VARIABLES_H
#define RULES_VARIABLES_H

#include "rules/scope.h"

/* What became of a text. */
struct filled {
	bool restarts;      /* a variable in front is a path of its own */
	struct place place; /* the text, if it holds what is found later; else it has no pieces */
};

/* Replaces the variables in `text`, in place. A value that is found later leaves an "x" there. What
 * is none, or not there, stays as it is. */
int variables_fill(struct filled *out, struct str *text, struct scope *scope, struct err *err);

#endif
