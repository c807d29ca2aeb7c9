/*
 * calling.h - does a manifest call what one of its mappings comes through?
 */
#ifndef RESOLVE_CALLING_H
#define RESOLVE_CALLING_H

#include "resolve/filling.h"

/* Is there one of the signs that the mapping's rule lists that what is provided in `directory` is
 * called? 1, 0, -1. */
int is_called(struct surroundings *around, const struct declared_mapping *mapping,
	const char *directory, struct err *err);

#endif
