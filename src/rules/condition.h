/*
 * condition.h - by what else than its name a manifest is recognised.
 */
#ifndef RULES_CONDITION_H
#define RULES_CONDITION_H

#include "rules/near.h"
#include "rules/selector.h"

enum condition_kind {
	CONDITION_HAS,
	CONDITION_MOSTLY, /* `selectors` take at least half of every collection that they enter */
	CONDITION_NOT,
	CONDITION_ANY, /* one of `items` */
	CONDITION_BESIDE,
	CONDITION_ABOVE,
	CONDITION_CONTAINS, /* the file's bytes hold one of `names` */
	CONDITION_ALONE,    /* no other rule takes the file: whoever asks all rules sees to it */
};

struct condition {
	enum condition_kind kind;
	struct selector *selector;
	struct selectors selectors;
	struct texts names;  /* files; or text patterns, one of which a scalar must fit */
	unsigned node_kinds; /* bits of node kinds; 0: any */
	struct condition *items;
	size_t count;
};

struct conditions {
	struct condition *items;
	size_t count;
};

/* Do all hold, seen from `start`? 1, 0, -1. The conditions that ask for files nearby are asked
 * last, so that a stranger's document asks for nothing. */
int conditions_hold(const struct conditions *conditions, const struct node *start,
	struct near *near, struct err *err);

/* Is one of them that no other rule takes the file? */
bool conditions_want_alone(const struct conditions *conditions);

/* Does one of them demand something of the content? One that only rules something out does not. */
bool conditions_want_content(const struct conditions *conditions);

/* May they all hold, as far as the bytes of the file tell? Cheap: before it is parsed. */
bool conditions_may_hold(const struct conditions *conditions, const char *bytes, size_t size);

#endif
