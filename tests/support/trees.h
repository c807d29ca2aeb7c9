/*
 * trees.h - trees written as one line, for tests: "a/b=text link@target sub!commit".
 */
#ifndef SUPPORT_TREES_H
#define SUPPORT_TREES_H

#include "repo/changes.h"
#include "repo/snapshot.h"

/* Puts each word: '=' a file, '@' a symlink, '!' a submodule; "path~" takes the path away. */
void trees_put(struct memory_source *source, const char *line);

/* The snapshot of a new source that holds just these. */
struct snapshot *trees_snapshot(struct memory_source **out, const char *line);

/* The changes as words "BA path", BA being the kinds before and after (- nothing, f, d, l, s). */
int trees_changes(
	struct str *out, struct snapshot *before, struct snapshot *after, struct err *err);

#endif
