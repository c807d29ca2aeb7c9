/*
 * state.h - the files of one moment of a history, as a list: easy to copy, to change and to shrink.
 *
 * Texts are borrowed: they live as long as the arena of the history.
 */
#ifndef HISTORY_STATE_H
#define HISTORY_STATE_H

#include "repo/snapshot.h"
#include "util/vec.h"

struct file {
	const char *path;
	enum entry_kind kind; /* FILE, SYMLINK or SUBMODULE */
	const char *bytes;
};

struct state {
	VEC(struct file) files; /* in no order; no path lies in another */
};

void state_release(struct state *state);
void state_copy(struct state *to, const struct state *from);
const struct file *state_find(const struct state *state, const char *path); /* or NULL */

/* Puts a file; what is in its way goes: what lies below it, and a file above it. */
void state_put(struct state *state, const char *path, enum entry_kind kind, const char *bytes);
/* Removes the file, or the directory with all that is below. */
void state_remove(struct state *state, const char *path);

/* Writes the tree of the state into the source, in which `before` (or NULL) was written last. */
struct oid state_write(
	const struct state *state, const struct state *before, struct memory_source *source);

/* Appends a line for each file: kind, path, bytes, quoted. With `before`: what differs from it. */
void state_show(struct str *out, const struct state *state, const struct state *before);

/* Appends the bytes as a C string would have them. */
void show_bytes(struct str *out, const char *bytes);

#endif
