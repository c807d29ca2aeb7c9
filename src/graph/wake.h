/*
 * wake.h - who must be judged again: the manifests that asked a question which now may have another
 * answer.
 *
 * The column "can change only when" of the design, as look-ups among probes. Waking one too many
 * costs time; waking one too few would break the invariant.
 */
#ifndef GRAPH_WAKE_H
#define GRAPH_WAKE_H

#include "graph/world.h"

struct waker {
	struct rows *rows;
	struct graph_world *world;
	struct snapshot *before, *after;
	struct arena *arena;
	struct map probes; /* path -> struct probes_at *: what was asked there */
	int (*wake)(struct waker *waker, int64_t manifest, struct err *err);
	void *payload;
};

void waker_init(
	struct waker *waker, struct rows *rows, struct graph_world *world, struct arena *arena);
void waker_release(struct waker *waker);

/* Something came, went or changed at a path of the tree. */
int wake_for_change(struct waker *waker, const struct change *change, struct err *err);

/* A mapping with this `to`, or a provider of this name, came or went. */
int wake_for_mapping(struct waker *waker, const char *to, struct err *err);

/* Whoever asked for `path`, or for something below or above it that this path may have answered. */
int wake_for_path(struct waker *waker, const char *path, struct err *err);

#endif
