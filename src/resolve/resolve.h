/*
 * resolve.h - step 3: each reference is looked up over the tree and all mappings, and gets its
 * verdict.
 */
#ifndef RESOLVE_RESOLVE_H
#define RESOLVE_RESOLVE_H

#include "resolve/bind.h"

typedef VEC(struct reference) reference_list;

/* Appends a verdict for each bound reference to `out`, in their order. The asker is set to
 * STEP_RESOLVE. */
int resolve_references(reference_list *out, const struct facts *facts, const struct bound *bound,
	struct asker *asker, struct arena *arena, struct err *err);

#endif
