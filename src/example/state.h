/*
 * state.h - what the manifests of one tree say.
 */
#ifndef EXAMPLE_STATE_H
#define EXAMPLE_STATE_H

#include "graph/graph.h"

struct state {
	struct snapshot *snapshot;
	bool is_configured; /* the configuration in it was put there for it, and is none of its own
			     */
};

/* Appends a paragraph for each file that a rule takes for a manifest by its name, in order of their
 * paths, and adds the formats found to `formats`. ERR_INPUT if its configuration is wrong. */
int state_tell(struct str *out, struct map *formats, const struct state *state,
	struct object_source *objects, struct err *err);

#endif
