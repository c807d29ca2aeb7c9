/*
 * near.h - asks for files beside or above a manifest, and keeps what was asked.
 */
#ifndef RULES_NEAR_H
#define RULES_NEAR_H

#include "rules/facts.h"
#include "util/map.h"

struct near {
	struct near_asker *asker; /* NULL: nothing is near */
	struct facts *facts;      /* whose `near` grows */
	struct arena *arena;
	struct str path;
	struct map answers; /* path to NULL (not there) or not */
};

void near_init(
	struct near *near, struct near_asker *asker, struct facts *facts, struct arena *arena);
void near_release(struct near *near);

/* Does directory `dir` hold one of `names`? 1, 0, -1. */
int near_holds(struct near *near, const char *dir, const struct texts *names, struct err *err);

/* The nearest directory, from `dir` upwards, that holds one of `names`, into `out`. 1, 0, -1. */
int near_above(struct str *out, struct near *near, const char *dir, const struct texts *names,
	struct err *err);

#endif
