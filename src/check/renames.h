/*
 * renames.h - where went what went? Known from ids, from its neighbours, and only then from its
 * text.
 *
 * Asked only about what broke, so that a check costs what the diff costs. Nothing is invented: what
 * is merely probable is not certain, and what is less than that was deleted.
 */
#ifndef CHECK_RENAMES_H
#define CHECK_RENAMES_H

#include "graph/graph.h"

struct renames;

struct rename {
	const char *to;  /* a path that is new at head */
	bool is_certain; /* no other new path fits as well */
};

/* Where the paths of `changes` (as changes_walk tells them) went. Borrows all it is given; answers
 * are the arena's. */
struct renames *renames_new(const struct path_change *changes, size_t count, struct snapshot *base,
	struct snapshot *head, struct arena *arena);
void renames_free(struct renames *renames);

/* Where `path`, a file or directory of the base, went: the new path of equal id (preferring the
 * same name, then the same parent), the place most of its vanished siblings moved to, the same
 * letters in another case, or a file at least half of whose lines are the same. 1, 0: it was
 * deleted. */
int renames_find(struct renames *renames, const char *path, struct rename *out, struct err *err);

/* The change of exactly `path`, or NULL. */
const struct path_change *renames_change(const struct renames *renames, const char *path);

/* The highest directory that went whole and holds `path` (or is it), or NULL. */
const char *renames_vanished_above(const struct renames *renames, const char *path);

#endif
