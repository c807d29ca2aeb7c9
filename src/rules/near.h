/*
 * near.h - asks for files beside or above a manifest, and keeps what was asked.
 */
#ifndef RULES_NEAR_H
#define RULES_NEAR_H

#include "rules/facts.h"
#include "util/map.h"

/* An answer to "which directory upwards holds one of these?" */
struct above {
	const char *const *names; /* the list that was asked for, by its address */
	const char *directory;    /* NULL: none */
};

struct near {
	struct near_asker *asker; /* NULL: nothing is near */
	struct facts *facts;      /* whose `near` grows */
	const char *directory;    /* of the manifest */
	const char *bytes;        /* of the manifest itself */
	size_t size;
	struct arena *arena;
	struct str path;
	struct map answers; /* path to NULL (not there) or not */
	VEC(struct above) above;
};

/* The texts must stay. */
void near_init(struct near *near, struct near_asker *asker, struct facts *facts,
	const char *directory, struct arena *arena);
void near_release(struct near *near);

/* Does the manifest's directory hold one of `names`? 1, 0, -1. */
int near_beside(struct near *near, const struct texts *names, struct err *err);

/* The nearest directory, from the manifest's upwards, that holds one of `names`: 1 and *out, which
 * is the arena's; 0, -1. */
int near_above(const char **out, struct near *near, const struct texts *names, struct err *err);

#endif
