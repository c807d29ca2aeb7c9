/*
 * trace.h - by which mappings a path is where somebody looks for it.
 */
#ifndef GRAPH_TRACE_H
#define GRAPH_TRACE_H

#include "graph/graph.h"

struct trace {
	const char *asked;
	enum entry_kind kind;  /* of what is there */
	const char *target;    /* the path it really is */
	const struct via *via; /* outermost first */
	size_t via_count;
	enum confidence confidence; /* the weakest on the way */
};

/* Looks up `path`, of the tree or in a space, where the graph stands. 1, 0: nothing is there, -1.
 * All texts are the arena's. */
int graph_trace(struct trace *out, struct graph *graph, const char *path, struct arena *arena,
	struct err *err);

/* The same of what was asked for the reference, which resolved. All texts are the arena's. */
void trace_of_reference(struct trace *out, const struct reference *reference, struct arena *arena);

#endif
