/*
 * resolve.h - step 3: each reference is looked up over the tree and all mappings, and gets its
 * verdict.
 */
#ifndef RESOLVE_RESOLVE_H
#define RESOLVE_RESOLVE_H

#include "resolve/bind.h"

typedef VEC(struct reference) reference_list;

/* Told of each verdict, in whatever order they are found: of bound->references.items[index]. What
 * the asker was asked since the one before led to it. */
struct verdict_watch {
	int (*judged)(struct verdict_watch *watch, size_t index, const struct reference *reference,
		struct err *err);
};

/* Appends a verdict for each bound reference to `out`, in their order. The asker is set to
 * STEP_RESOLVE. `watch` may be NULL. */
int resolve_references(reference_list *out, const struct facts *facts, const struct bound *bound,
	struct asker *asker, struct arena *arena, struct verdict_watch *watch, struct err *err);

#endif
