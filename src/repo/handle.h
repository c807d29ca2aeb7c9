/*
 * handle.h - what a repository is inside this room, and how libgit2's failures are told.
 *
 * libgit2 1.5 is used for finding the repository, refs, revision syntax, configuration files and
 * reading objects by id; trees, commits, ownership and history are read by our own code, because
 * libgit2's is slow (trees), wrong in shallow clones (history) or narrower than git's (ownership).
 */
#ifndef REPO_HANDLE_H
#define REPO_HANDLE_H

#include <git2.h>

#include "repo/repository.h"
#include "util/arena.h"
#include "util/map.h"

/* Objects read through libgit2. */
struct git_objects {
	struct object_source source; /* first: what snapshots hold */
	git_odb *odb;
	char *pack_dir;      /* of the repository itself */
	bool has_alternates; /* objects lie in directories that `pack_dir` does not tell of */
	bool has_missed;     /* an object was not there: a partial clone, so expect more of these */
	struct timespec
		stamp; /* when `pack_dir` was last changed, as of the last look for new packs */
};

/* Commits met while history was walked: their parents, by id. */
struct history {
	struct map commits; /* id to struct met_commit, see history.c */
	struct arena arena;
};

struct repository {
	git_repository *git;
	struct git_objects objects;
	char *common_dir, *work_dir; /* without a '/' at the end; work_dir is NULL if bare */
	struct oid *boundaries;      /* sorted: commits whose parents a shallow clone left out */
	size_t boundary_count;
	struct history history;
};

/* Makes libgit2 ready; as often as one likes. */
int library_start(struct err *err);

/* Sets err to "FORMAT: what libgit2 said of its last failure" and returns -1. */
int handle_fail(struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Reads an object of this type whole. 1, 0 if larger than the limit, -1; ERR_MISSING if it is not
 * there. */
int objects_read(struct git_objects *objects, const struct oid *oid, git_object_t type,
	size_t limit_bytes, struct str *out, struct err *err);

/* Takes over `odb`, to which the directories that the environment names are added. */
int objects_open(struct git_objects *out, git_odb *odb, const char *common_dir, struct err *err);
void objects_release(struct git_objects *objects);

void history_release(struct history *history);

/* Reads the list of the boundaries of a shallow clone (gitformat-shallow: one id a line). */
int boundaries_read(struct repository *repository, struct err *err);

#endif
