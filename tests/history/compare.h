/*
 * compare.h - graphs side by side: every line of their dumps, and what an advance said of the way
 * from one to the other.
 */
#ifndef HISTORY_COMPARE_H
#define HISTORY_COMPARE_H

#include "graph/graph.h"

/* Appends what differs to `out`, a line each, at most a few; nothing if both hold the same facts.
 */
void compare_graphs(struct str *out, struct graph *expected, struct graph *actual);

/* Appends what `told` says wrongly, or leaves out, of the way from one graph to the other. */
void compare_told(
	struct str *out, const struct advance *told, struct graph *before, struct graph *after);

#endif
