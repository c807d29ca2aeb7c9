/*
 * provider.h - who provides the name in front of a path in a space of names.
 */
#ifndef RESOLVE_PROVIDER_H
#define RESOLVE_PROVIDER_H

#include "resolve/asker.h"

/* Who provides the longest beginning of `path`? Names of Go modules have as many components as they
 * like, others at least those that place_name_size counts. *name is the arena's. 1, 0, -1. */
int provider_find(struct provider *out, const char **name, struct asker *asker, const char *path,
	struct arena *arena, struct err *err);

#endif
