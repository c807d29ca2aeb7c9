/*
 * graph.h - the reference graph of one snapshot: which manifest refers to which path, and how it
 * would notice.
 *
 * A graph lives in one SQLite file, the store, or in memory. It stands at one position (a tree,
 * read with one ruleset) and is moved by graph_advance, the only way to fill it. Every row is
 * derived from the repository: a damaged or outdated store is rebuilt, never repaired. The
 * invariant: the graph after one advance to B equals the graph after any chain of advances that
 * ends at B.
 */
#ifndef GRAPH_GRAPH_H
#define GRAPH_GRAPH_H

#include "repo/changes.h"
#include "resolve/resolve.h"

struct graph;

/* Opens or creates the graph in `file` (":memory:" for one that is not kept). A store that is
 * damaged, of another version, or that cannot be written (busy, read-only, no room) is replaced by
 * a copy, or an empty graph, in memory: *remark then says why in one line (static text), else NULL.
 * `objects` is where its position's trees are read from. */
int graph_open(struct graph **out, const char *file, struct object_source *objects,
	const char **remark, struct err *err);
void graph_free(struct graph *graph); /* without commit nothing is kept */

/* Of the stores that this program writes: part of their names, so that two versions of it do not
 * undo each other's work. */
unsigned graph_version(void);

/* Everything between two commits is one transaction, begun by the first change. */
int graph_commit(struct graph *graph, struct err *err);
/* A savepoint: what is done after it is undone by graph_return. They do not nest. */
int graph_savepoint(struct graph *graph, struct err *err);
int graph_return(struct graph *graph, struct err *err);

/* Gives the store up, which cannot be read: goes on with an empty graph in memory. A damaged file
 * is removed, so that the next run builds it anew. */
int graph_restart(struct graph *graph, struct err *err);

/* Told from time to time during an advance. `total` 0: not known. */
struct progress {
	void (*told)(struct progress *progress, const char *what, size_t done, size_t total);
};

/* Something that kept us from reading. */
struct diagnostic {
	const char *path;
	unsigned line; /* 0 = none */
	const char *text;
};

/* One manifest that an advance touched: its references before and after, in order of location's
 * span. */
struct manifest_change {
	const char *path;
	const char *formats_before, *formats_after; /* "" = it was, or is, no manifest */
	struct oid blob_before, blob_after;         /* zero likewise */
	const struct reference *before, *after;
	size_t before_count, after_count;
};

/* In `before`, the lines of vias are not to be relied on: what declares them may have moved on.
 * Whoever shows them asks graph_references once the graph is back. */
struct mapping_change {
	struct mapping mapping;
	bool came; /* else it went */
};

struct path_change {
	const char *path;
	enum entry_kind before, after;
	struct oid before_oid, after_oid;
};

/* What an advance did. All memory is its arena's. */
struct advance {
	struct arena arena;
	struct arena earlier; /* what was before, if everything was read anew */
	VEC(struct manifest_change)
	manifests; /* by path; only those with different bytes or a different row */
	VEC(struct mapping_change) mappings;
	VEC(struct path_change) paths; /* as changes_walk tells them */
	size_t changed_paths;          /* files, symlinks and submodules among them */
};
void advance_init(struct advance *advance);
void advance_release(struct advance *advance);

/* Moves the graph to the tree `root` (zero = the empty tree) as read with `rules`. `out` (may be
 * NULL) is told what changed. Other rules than those of the position mean starting from the empty
 * tree, and `out` still tells what changed. */
int graph_advance(struct graph *graph, const struct oid *root, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err);

/* If the last advance read everything anew: how many manifests it left out because the rules ignore
 * them, and the first in *first, until the next advance. Else 0. */
size_t graph_left_out(const struct graph *graph, const char **first);

/* Where it stands. 1, 0 if at the empty tree. */
int graph_position(struct graph *graph, struct oid *root, uint64_t *rules_fingerprint);
struct snapshot *graph_snapshot(
	struct graph *graph); /* of its position; owned by the graph, until it moves */

/* ---- questions to the graph where it stands; results live in `arena` ---- */

/* The references of one manifest; none if it is not there. */
int graph_references(struct graph *graph, const char *manifest, struct arena *arena,
	reference_list *out, struct err *err);
/* All references, by manifest and place, that `keep` (NULL: all) likes. Stops early if visit
 * returns non-zero. */
typedef int (*reference_visit)(const struct reference *reference, void *payload);
int graph_each_reference(struct graph *graph, bool only_dangling, reference_visit visit,
	void *payload, struct err *err);
/* The references for which `path` (file or directory) counts: it is the target, lies in it, holds
 * it, is a match of the pattern, or is on the way (a mapping's source). By manifest and place. */
int graph_each_referrer(struct graph *graph, const char *path, reference_visit visit, void *payload,
	struct err *err);

struct app {
	const char *directory, *name;
	const char *manifest; /* that declares it */
	unsigned line;
	bool is_weak;
	size_t manifests; /* in it, nested apps left out; only filled by graph_each_app */
	size_t references, dangling; /* likewise */
};
/* The innermost app that owns `path`. 1, 0: shared, -1. */
int graph_app_of(struct graph *graph, const char *path, struct arena *arena, struct app *out,
	struct err *err);
/* The app that a value of `manifest` speaks for: the one that the part of the manifest in which it
 * stands is about (RFC 6901 pointer `location`), else the one that owns the manifest. */
int graph_app_of_value(struct graph *graph, const char *manifest, const char *location,
	struct arena *arena, struct app *out, struct err *err);
typedef int (*app_visit)(const struct app *app, void *payload);
int graph_each_app(struct graph *graph, app_visit visit, void *payload, struct err *err);

/* Mappings declared in `manifest`. */
int graph_mappings(struct graph *graph, const char *manifest, struct arena *arena,
	mapping_list *out, struct err *err);

/* Does the manifest at `path`, read as `format`, say more than could be read? 1, 0 (also if there
 * is none), -1. */
int graph_is_open(struct graph *graph, const char *path, const char *format, struct err *err);

/* Does a manifest in `directory`, or below it, declare a mapping that is no convention of its rule?
 * 1, 0, -1. */
int graph_maps_in(struct graph *graph, const char *directory, struct err *err);

typedef int (*diagnostic_visit)(const struct diagnostic *diagnostic, void *payload);
int graph_each_diagnostic(
	struct graph *graph, diagnostic_visit visit, void *payload, struct err *err);

/* Calls `visit` with a line for each fact of the graph, in an order that does not hang on row ids:
 * two graphs that stand at the same tree yield the same lines, however they got there. */
typedef int (*line_visit)(const char *line, void *payload);
int graph_dump(struct graph *graph, line_visit visit, void *payload, struct err *err);

struct graph_counts {
	size_t manifests, apps, references, resolved, dangling, dangling_built, skipped, mappings,
		diagnostics;
};
int graph_count(struct graph *graph, struct graph_counts *out, struct err *err);

#endif
