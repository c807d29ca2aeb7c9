/*
 * selector.h - which values of a document are meant: an RFC 6901 pointer with wildcards.
 *
 * "*" is any child, "**" any depth (also none), "a*" a key that fits the text pattern, "{a,b}" one
 * of the branches; "[member=pattern]" behind a step says what the node must hold. Selecting visits
 * each node at most once, whatever the selector.
 */
#ifndef RULES_SELECTOR_H
#define RULES_SELECTOR_H

#include <stdbool.h>

#include "syntax/document.h"
#include "util/arena.h"
#include "util/err.h"
#include "util/str.h"
#include "util/vec.h"

/* Bounds of one selector: its steps are kept as the bits of a word. */
#define SELECTOR_STEPS_MAX  64
#define SELECTOR_BRACES_MAX 16 /* one inside the other */

struct selector;

typedef VEC(const struct node *) node_list;

struct selectors {
	struct selector *const *items;
	size_t count;
};

/* Reads a selector. It is the arena's. ERR_INPUT says what is wrong with it, without a line. */
int selector_read(struct selector **out, const char *text, struct arena *arena, struct err *err);

/* Appends the nodes below `start` (or `start` itself) that are selected, in the document's order.
 */
void selector_select(const struct selector *selector, const struct node *start, node_list *out);
bool selector_has(const struct selector *selector, const struct node *start);

/* Appends what the wildcard number `number` (from 1) stood for on the way from `start` to `node`.
 * False if it was not on the way. */
bool selector_capture(struct str *out, const struct selector *selector, const struct node *start,
	const struct node *node, unsigned number);
unsigned selector_wildcards(const struct selector *selector); /* how many there are */

/* The selector of what the last step is a member of, and in *step the name of that member. It is
 * the arena's. ERR_INPUT if the last step is no plain name. */
int selector_read_parent(struct selector **out, const char **step, const char *text,
	struct arena *arena, struct err *err);

/* Is a key in it this name, or does one begin with it and a dot? */
bool selector_speaks_of(const struct selector *selector, const char *name);

/* The pointer in front of the first wildcard or brace. */
const char *selector_pointer(const struct selector *selector);

#endif
