/*
 * graph_private.h - the graph as its own sources see it.
 */
#ifndef GRAPH_GRAPH_PRIVATE_H
#define GRAPH_GRAPH_PRIVATE_H

#include "graph/graph.h"
#include "graph/rows.h"
#include "graph/world.h"

struct graph {
	struct store store;
	struct rows rows;
	struct object_source *objects;
	struct snapshot *snapshot; /* of the position; NULL: not made yet */
	struct oid root;           /* of the position; zero: the empty tree */
	uint64_t fingerprint;      /* of the position's rules */
	struct oid saved_root;     /* of the savepoint */
	uint64_t saved_fingerprint;
	bool has_savepoint;
	bool saved_changed;
	bool has_changed; /* since the last commit */
	size_t left_out;  /* see graph_left_out */
	struct str first_left_out;
};

/* Deletes every row but those of the schema. */
int graph_clear(struct graph *graph, struct err *err);

/* Moves the rows to the tree of `after`, under the position's rules or from the empty graph. */
int advance_tree(struct graph *graph, struct snapshot *after, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err);

/* The same, reading everything anew; `out` is told what really changed. */
int advance_anew(struct graph *graph, struct snapshot *after, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err);

#endif
