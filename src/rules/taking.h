/*
 * taking.h - what a rule takes of a selected value: which part of it, and whether it can be judged.
 */
#ifndef RULES_TAKING_H
#define RULES_TAKING_H

#include "rules/excerpt.h"
#include "rules/scope.h"

struct taken {
	struct selected selected;
	const char *raw;
	struct span span;
	unsigned ordinal; /* among parts of a value that cannot be told apart by their spans */
	enum skip skip;
	bool is_negation;
};

/* How a value is looked at. */
struct look {
	const struct picking *picking;
	enum value_mode mode;
	bool has_negations; /* a '!' in front takes away */
};

/* Does the picking take values apart? */
bool picking_divides(const struct picking *picking);

/* Appends the parts of the node's text, or of its key. */
void take_parts(excerpt_list *out, const struct scope *scope, const struct node *node,
	const struct picking *picking);

/* Takes a part, or with NULL all, of the text of a node, or of its key. The value in it dies with
 * the next call. 1, 0: nothing is taken, -1. */
int take(struct taken *taken, struct scope *scope, const struct node *node,
	const struct selector *selector, const struct excerpt *part, const struct look *look,
	struct err *err);

/* Are the picking's patterns fine with a node that has no text? */
bool takes_node(const struct picking *picking, const struct node *node);

#endif
