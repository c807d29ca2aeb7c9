/*
 * change.h - what going from one tree to another breaks.
 */
#ifndef EXAMPLE_CHANGE_H
#define EXAMPLE_CHANGE_H

#include "example/state.h"

/* Appends what both trees hold, and the verdict: "silent", or a paragraph for each break and each
 * new reference that leads nowhere. ERR_INPUT if a configuration is wrong. */
int change_tell(struct str *out, const struct state *base, const struct state *head,
	struct object_source *objects, struct err *err);

#endif
