/*
 * inspect.h - one file read by itself over the graph as it stands: what it says, and all it asked.
 *
 * The steps are those of an advance, but nothing is kept of them, and each reference is taken apart
 * from the others: so every one is told with its own questions, and with the answers.
 */
#ifndef GRAPH_INSPECT_H
#define GRAPH_INSPECT_H

#include "graph/graph.h"
#include "rules/recognition.h"

/* A question that was asked, and its answer. */
struct inquiry {
	enum question question;
	const char *path, *detail; /* as in a probe */
	bool is_there;
	/* Of a path or a match: what is there, symlinks and mappings followed. Of a name ("npm:x",
	 * "app:apps/a"): the manifest that provides it, a file. */
	enum entry_kind kind;
	const char *found;
	const char *value; /* of a value question: a scalar's text; NULL for a map or list */
};

struct inquiries {
	const struct inquiry *items;
	size_t count;
};

/* A reference as it is judged. */
struct inspected {
	struct reference reference;
	bool is_inherited; /* its value stands in a parent; it itself where the parent is named */
	struct inquiries asked;
};

/* All memory is its arena's, but the rules', which must outlive it. */
struct inspection {
	struct arena arena;
	const char *path;
	struct recognitions recognitions;
	struct facts facts;      /* formats "": no rule recognises it */
	struct bound bound;      /* mappings as they are laid down */
	struct inquiries around; /* to recognise it, and to fill in what it leaves open */
	const struct inspected *references;
	size_t reference_count;
};

/* Inspects the file at `path` of the graph's snapshot, whether the ruleset ignores it or not. What
 * the file itself provides (names, mappings) counts only if the graph has read it. 1, 0 if there is
 * no file, or one too large to be read, -1. Release it whatever the result. */
int graph_inspect(struct inspection *out, struct graph *graph, const struct ruleset *rules,
	const char *path, struct err *err);
void inspection_release(struct inspection *inspection);

#endif
