/*
 * filling.h - a place while a template gives it piece by piece. For scope.c and holes.c.
 */
#ifndef RULES_FILLING_H
#define RULES_FILLING_H

#include "rules/scope.h"

#define FILLING_INIT                                                                               \
	{                                                                                          \
		.text = STR_INIT                                                                   \
	}

/* Begins a place; what was there before is forgotten. */
void filling_start(struct filling *filling, enum value_mode mode);
/* Ends it: the place is the arena's. */
struct place filling_end(struct filling *filling, struct arena *arena);
void filling_release(struct filling *filling);

void filling_add(struct filling *filling, struct piece piece, struct arena *arena);
/* All of a place, with how sure it is. */
void filling_add_place(struct filling *filling, const struct place *place, struct arena *arena);
/* What comes now is a path of its own. */
void filling_restart(struct filling *filling);
void filling_weaken(struct filling *filling, enum confidence confidence);

#endif
