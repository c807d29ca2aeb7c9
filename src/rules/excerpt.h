/*
 * excerpt.h - the parts of one text that are values of their own: what `find` finds in it, and what
 * `split` divides it into.
 */
#ifndef RULES_EXCERPT_H
#define RULES_EXCERPT_H

#include "syntax/document.h"
#include "util/arena.h"
#include "util/vec.h"

/* How a text is divided. Nothing of both: it is one value. */
struct division {
	const char *before, *behind; /* of each part to be found; NULL: nothing is sought */
	bool from_start, to_end;     /* what stands before and behind begins and ends the text */
	const char *separator;       /* between parts; "\n": lines, " ": words; NULL: none */
};

struct excerpt {
	const char *text; /* without the blanks and quotes around it */
	struct span span; /* of the part; of the whole value where the source writes it otherwise */
	unsigned ordinal; /* from 1 if the span is the whole value's; else 0 */
};

typedef VEC(struct excerpt) excerpt_list;

/* Parts of one text; beyond them the rest of it is not looked at. */
#define EXCERPTS_MAX 4096

/* Appends the parts of `text`, whose value stands at `span` of `source` (NULL: not at hand). Their
 * texts are the arena's. False if there were more than EXCERPTS_MAX. */
bool excerpts_find(excerpt_list *out, const struct division *division, const char *text,
	const struct span *span, const char *source, struct arena *arena);

#endif
