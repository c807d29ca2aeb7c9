/*
 * source.h - the file that a manifest takes a value from: a parent, a file of variables.
 *
 * Found by what reading the manifest asks: each value of another document that went into it is a
 * question of its own. So nobody needs to know which formats take what from where.
 */
#ifndef CHECK_SOURCE_H
#define CHECK_SOURCE_H

#include "check/scene.h"

struct source {
	const char *path; /* at base; of a file that came, at head */
	unsigned line;    /* of the value at head; 0 if it is not there any more */
	bool came;        /* a file that was not there is asked first now */
	const char *name; /* `path` provided this name, with its space, and was changed; else NULL
			   */
};

/* What another file says otherwise at head, of all that `manifest` asked others for at base: a
 * value of which `place` was made, else the first one, else a file that came in front, else a name
 * whose provider was changed. 1, 0: nothing. */
int source_find(struct source *out, const char *manifest, const char *place,
	const struct scene *scene, struct err *err);

#endif
