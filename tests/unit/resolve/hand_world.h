/*
 * hand_world.h - a world made by hand, which remembers what was looked at, for tests of whatever
 * asks.
 *
 * The invariant of the graph hangs on the list of questions being complete: what is looked at
 * without a question that covers it would not be noticed when it changes. hand_world_uncovered
 * finds such looks.
 */
#ifndef RESOLVE_HAND_WORLD_H
#define RESOLVE_HAND_WORLD_H

#include "resolve/asker.h"

enum look {
	LOOK_ENTRY,
	LOOK_LIST,
	LOOK_DOCUMENT,
	LOOK_MAPPINGS_AT,
	LOOK_MAPPINGS_BELOW,
	LOOK_NAME,
	LOOK_NAMED
};

struct hand_world {
	struct world world; /* first: the asker is given its address */
	struct memory_source *source;
	struct snapshot *snapshot;
	struct arena arena;
	VEC(struct mapping) mappings;
	VEC(struct provider) names;
	VEC(struct mapping) answer; /* of the last look at mappings */
	VEC(struct document *) documents;
	VEC(const char *) named; /* of the last look at files by their name */
	const char *name;
	VEC(struct looked {
		enum look look;
		const char *path;
	})
	looks;
};

/* `tree` as in support/trees.h; `mappings` are words "from>to", "from>to?filter",
 * "from>to^except,!except" and "from>to%loses,loses", each declared by a manifest of its own, m0,
 * m1 ...; `names` are words "npm:x=directory". NULL is none. */
void hand_world_init(
	struct hand_world *world, const char *tree, const char *mappings, const char *names);
void hand_world_release(struct hand_world *world);

/* Writes each look that none of the asker's questions covers, a line each. */
void hand_world_uncovered(
	struct str *out, const struct hand_world *world, const struct asker *asker);

/* Writes the questions in the order they were asked, joined by ", ": "path P", "path
 * P+ending+ending", "match D PATTERN -NEGATION", "value F#POINTER"; a '!' behind those that the
 * tree answers. */
void hand_world_questions(struct str *out, const struct asker *asker);

#endif
