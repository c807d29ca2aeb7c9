/*
 * asker_private.h - what asker.c and match.c share of the asker.
 */
#ifndef RESOLVE_ASKER_PRIVATE_H
#define RESOLVE_ASKER_PRIVATE_H

#include "resolve/asker.h"
#include "util/glob.h"
#include "util/map.h"

struct asker {
	struct world *world;
	struct arena *arena;
	VEC(struct probe) probes;
	struct map seen; /* question, path, NUL, detail -> index + 1 into probes */
	struct str key;
	enum step step;
	unsigned lookups;           /* of the reference at hand */
	struct script_trees *trees; /* of files that programs took values from; NULL: of none yet */
};

/* One look-up on the way through the mappings; they chain up to the path first asked for. */
struct lookup {
	const struct lookup *above;
	const char *path;
	unsigned depth;
};

/* What the tree has at `path`, symlinks followed inside the repository (each hop is a question of
 * its own). At or below a submodule: the submodule. 1, 0, -1. *real is `path` itself, or the
 * arena's. */
int tree_look(struct asker *asker, const char *path, struct entry *out, const char **real,
	struct err *err);

/* tree_look as an answer, if what is there will do. */
int answer_from_tree(struct asker *asker, const char *path, entry_wanted wanted, struct answer *out,
	struct err *err);

/* The first file that fits `pattern`, a pattern of places the mapping fills, behind it. 1, 0, -1.
 */
int match_through(struct asker *asker, const struct lookup *lookup, const struct mapping *mapping,
	const char *pattern, struct answer *out, struct err *err);

void put_via_in_front(struct asker *asker, struct answer *answer, const struct via *via);
struct via via_of_mapping(struct asker *asker, const struct mapping *mapping);
struct via via_of_name(struct asker *asker, const struct provider *provider);

#endif
