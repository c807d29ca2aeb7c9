/*
 * binder.h - a manifest while it is bound; between bind.c, which goes through its facts and knows
 * references, and bind_mapping.c, which knows mappings.
 */
#ifndef RESOLVE_BINDER_H
#define RESOLVE_BINDER_H

#include "resolve/bind.h"
#include "resolve/filling.h"

struct binder {
	struct bound *out;
	const mapping_list *kept; /* or NULL */
	struct surroundings around;
};

/* Adds the mapping to what is bound, if it is there. 0, -1. */
int bind_mapping(struct binder *binder, const struct declared_mapping *declared, struct err *err);

/* Is there no file of the tree at any of the places? 1, 0, -1. */
int are_vacant(struct surroundings *around, const struct places *places, struct err *err);

#endif
