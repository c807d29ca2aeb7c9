/*
 * bind.h - step 2: what a manifest leaves to its surroundings is filled in.
 *
 * Sees the tree, names and apps, but no other mapping, so that the mappings of all manifests are
 * laid down before any reference is resolved: no fixpoint, no order to get wrong.
 */
#ifndef RESOLVE_BIND_H
#define RESOLVE_BIND_H

#include "resolve/asker.h"

struct bound_value {
	const struct written *written;
	enum skip skip;
	const char *const *paths; /* normalised, perhaps in a space; any of them */
	size_t path_count;
	const char *served; /* what follows the directory of what its app serves in the first path
			       that is of it, see infer.h; or NULL */
	const char *app;    /* that app's directory */
};

struct bound_reference {
	const struct declared_reference *declared;
	const struct span
		*span_at; /* an inherited one stands where the parent is named; NULL: its own */
	const struct bound_value *values;
	size_t count;
};

struct bound {
	VEC(struct mapping) mappings;
	VEC(struct bound_reference) references;
	const char *open; /* the formats that say more than can be told, as of the facts, and those
			     of a mapping to something that is not seen to be called */
};

/* Fills `out` (its vectors are cleared first) from the facts. The asker is set to STEP_BIND. All
 * texts are `arena`'s. `kept` (or NULL) are the manifest's mappings before a change that is tried
 * out: its choices are kept, see choice.h. */
int bind_facts(struct bound *out, const struct facts *facts, const mapping_list *kept,
	struct asker *asker, struct arena *arena, struct err *err);
/* Is one of its mappings a choice? */
bool facts_have_choice(const struct facts *facts);
void bound_release(struct bound *bound);

#endif
