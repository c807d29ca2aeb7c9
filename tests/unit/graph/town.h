/*
 * town.h - a graph over trees written by hand, for tests.
 *
 * Trees are written as in support/trees.h. Its rules know a few formats. list.json names, as seen
 * from its directory: "any" thing; a "file" (also with .ts, /index.ts, /in/x.ts, -2.png or .d/x
 * behind it); "glob" patterns; "lists" of alternative patterns, of which "!" takes away; a
 * "package" and what is in it; a "name" that somebody must provide; what lies in its "app". Its
 * "map" puts "from" under "to", both seen from the root, "only" what fits a pattern. pack.json
 * provides the package "name". conf.json extends others by "base"; its "things" are seen from its
 * "dir", or from the nearest of its parents'. An app.json makes its directory an app. A program
 * tool.js names what it calls the module "t" with.
 */
#ifndef GRAPH_TOWN_H
#define GRAPH_TOWN_H

#include "graph/graph.h"

struct town {
	struct memory_source *source;
	struct ruleset rules;
	struct graph *graph; /* in memory */
};

void town_init(struct town *town);
void town_release(struct town *town);

/* Puts `changes` on top of the trees put so far, and is the tree of them all. */
struct oid town_put(struct town *town, const char *changes);

/* Moves a graph there; `told` may be NULL. */
void town_go(struct town *town, struct graph *graph, const struct oid *root, struct advance *told);

/* Another graph in memory, at the empty tree. */
struct graph *town_graph(struct town *town);

/* "MANIFEST RAW -> TARGET" for each reference where the graph stands, joined by ", "; instead of
 * the target "nothing" or "skipped" if there is none. */
void town_tell(struct str *out, struct graph *graph);

/* The first lines in which the dumps differ; "" if they are the same. */
void town_compare(struct str *out, struct graph *expected, struct graph *actual);

#endif
