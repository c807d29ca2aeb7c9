/*
 * judge.h - one reference on its way to a verdict; between resolve.c and key.c.
 */
#ifndef RESOLVE_JUDGE_H
#define RESOLVE_JUDGE_H

#include "resolve/resolve.h"

struct judge {
	const struct facts *facts;
	struct asker *asker;
	struct arena *arena;
	const struct bound_reference *bound;
	const struct reference_rule *rule;
	const char *range;     /* of the versions that will do at the value at hand, or NULL */
	struct reference *out; /* its row, which says so far what stands in the manifest */
	bool is_outside;       /* the path at hand leads out of the repository */
	enum skip skip;        /* the first reason why a value could not be judged */
};

void note_skip(struct judge *judge, enum skip skip);
/* What kept the asker from finding what is not found. */
void note_limits(struct judge *judge, const struct answer *answer);

/* What the key references of one manifest share. */
struct key_search {
	const struct bound *bound;
	struct reference *rows; /* of bound->references, in their order; all but keys are judged */
	size_t first;           /* the place of rows[0] in the list they are part of */
	VEC(const char *) missing; /* files of keys that one of them was blamed for */
};

/* Judges a key reference. */
int resolve_key(struct judge *judge, struct key_search *search, struct err *err);

#endif
