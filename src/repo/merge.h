/*
 * merge.h - the tree that merging one commit into another would give, made in memory.
 *
 * A three-way walk of our own that skips what is equal: it costs what the sides changed, where
 * git_merge_trees costs a thousand times git's own merge on a million files. What cannot be
 * foretold of git's merge (a conflict, or what its search for renames may decide otherwise) is a
 * doubt. The answer to doubts is two trees: one with all of them decided as our side has it, one as
 * theirs has it. What both trees say is so however git, or a person, will decide.
 */
#ifndef REPO_MERGE_H
#define REPO_MERGE_H

#include "repo/repository.h"
#include "util/arena.h"
#include "util/vec.h"

enum merge_reason {
	MERGE_BOTH_CHANGED, /* each side in its own way */
	MERGE_HALF_DELETED, /* one side changed it, the other deleted or renamed it */
	MERGE_HALF_MOVED,   /* one side added it to a directory that the other moved or deleted */
	MERGE_NEW_NAME,     /* perhaps what the other side changed, renamed or deleted */
};

/* A path of which nothing is sure, nor of what lies below it. */
struct merge_doubt {
	const char *path;
	enum merge_reason reason;
};

struct merge {
	struct arena arena;
	struct oid ours, theirs; /* trees, with doubts decided as that side has it; else equal */
	VEC(struct merge_doubt) doubts; /* by path, each once */
};

void merge_init(struct merge *merge);
void merge_release(struct merge *merge);

/* Does the content of the file count? Of files that both sides changed only such are merged, of
 * others it is enough that they are there. NULL: of every file. */
struct merge_reader {
	bool (*reads)(const struct merge_reader *reader, const char *path);
};

/* Merges the commit `theirs` into `ours`; the trees and files of the merge are made in memory,
 * beside the repository's objects. Several merge bases are merged first, as git does. Follows exact
 * renames of files only. Ends like git does where the histories have nothing in common:
 * ERR_REVISION, or ERR_MISSING in a shallow clone. */
int merge_commits(struct merge *out, struct repository *repository, const struct oid *ours,
	const struct oid *theirs, const struct merge_reader *reader, struct err *err);

/* The same for three trees. */
int merge_trees(struct merge *out, struct object_source *objects, const struct oid *base,
	const struct oid *ours, const struct oid *theirs, const struct merge_reader *reader,
	struct err *err);

/* Is `path` a doubt, or below one, or is one below it? */
bool merge_doubts(const struct merge *merge, const char *path);

#endif
