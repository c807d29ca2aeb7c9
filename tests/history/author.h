/*
 * author.h - writes random histories: a few directories and names, so that things collide, and
 * manifests that mostly name what is there.
 */
#ifndef HISTORY_AUTHOR_H
#define HISTORY_AUTHOR_H

#include "random.h"
#include "state.h"
#include "util/arena.h"

#define AUTHOR_DIRECTORIES 9

struct author {
	struct random random;
	struct arena *arena; /* of all texts */
	const char *directories[AUTHOR_DIRECTORIES];
	struct state *state; /* what is there now; the author changes it */
};

/* `state` is filled with the first commit. */
void author_start(struct author *author, uint64_t seed, struct state *state, struct arena *arena);
/* Makes the next commit: a few edits. */
void author_commit(struct author *author);

/* ---- between author.c and manifests.c ---- */

/* A path of a file that is there, or might be. */
const char *author_path(struct author *author);
/* Such a path as seen from `directory`, perhaps without its ending, or one of its directories. */
const char *author_value(struct author *author, const char *directory);
/* The text of a manifest called `name` in `directory`. */
const char *manifest_text(struct author *author, const char *directory, const char *name);
/* The name of a manifest that some rule may recognise. */
const char *manifest_name(struct author *author);

#endif
