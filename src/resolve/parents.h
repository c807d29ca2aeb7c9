/*
 * parents.h - the documents that a manifest inherits values from, nearest first (tsconfig's
 * `extends`).
 *
 * A parent is what a reference with the rule key `parent` leads to, through tree and names. Parents
 * of parents are found by the same rule, in their own directory. At most PARENTS_MAX deep, none
 * twice.
 */
#ifndef RESOLVE_PARENTS_H
#define RESOLVE_PARENTS_H

#include "resolve/asker.h"

struct parents;

/* For one manifest, during bind. Nothing is looked at before the first question. */
struct parents *parents_new(const struct facts *facts, struct asker *asker, struct arena *arena);
void parents_free(struct parents *parents);

/* The scalar at `pointer` of the nearest parent that has one, as a path seen from that parent's
 * directory. 1, 0: none has; then *skip, if set, says that one could not be read or is missing and
 * might have had. */
int parents_inherit_path(struct parents *parents, const char *pointer, const char **path,
	enum skip *skip, struct err *err);

/* What stands at `lookup` of the nearest parent that has it, and that parent's path. Likewise. */
int parents_inherit_value(struct parents *parents, const char *lookup, const struct node **value,
	const char **path, enum skip *skip, struct err *err);

/* The references that `rule` selects in the nearest parent that has any. *at is where the manifest
 * names its parent. 1, 0: none, -1. */
int parents_inherit_references(struct parents *parents, const struct reference_rule *rule,
	struct declared_reference **out, size_t *count, const struct span **at, struct err *err);

#endif
