/*
 * repository.h - a git repository on disk: open it, find revisions, read commits. The only room
 * that knows libgit2.
 *
 * Nothing here writes into the repository, starts a process or touches the network. libgit2 is set
 * up for reading: no strict hash verification (git's own guarantee on reads), no object cache, no
 * owner validation of its own (git's rule is applied by repository_open). Grafts and replacement
 * refs are not followed: what is judged is what would be pushed.
 */
#ifndef REPO_REPOSITORY_H
#define REPO_REPOSITORY_H

#include "repo/snapshot.h"

struct repository;

/* Opens the repository at or above `directory` ("." for the working directory), or exactly at
 * `git_dir` if that is not NULL. The environment counts as for git: GIT_DIR, GIT_WORK_TREE,
 * GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES, GIT_CEILING_DIRECTORIES,
 * GIT_DISCOVERY_ACROSS_FILESYSTEM, and what configures git (GIT_CONFIG_GLOBAL, git -c ...). Errors
 * say what git would say: not a repository, not owned by the user (safe.directory; not asked where
 * the directory was named by `git_dir` or GIT_DIR), unsupported extension (sha256, reftable). */
int repository_open(
	struct repository **out, const char *directory, const char *git_dir, struct err *err);
void repository_free(struct repository *repository);

const char *repository_common_dir(const struct repository *repository); /* no trailing '/' */
const char *repository_work_dir(
	const struct repository *repository); /* NULL if bare; no trailing '/' */
bool repository_is_shallow(const struct repository *repository);

/* The objects; lives as long as the repository. */
struct object_source *repository_objects(struct repository *repository);

/* The commit that `revision` names (gitrevisions(7), what libgit2 knows of it). ERR_REVISION if
 * none. */
int repository_resolve(
	struct repository *repository, const char *revision, struct oid *out, struct err *err);
/* The commit HEAD stands at. 1, 0 while HEAD is unborn, -1. */
int repository_head(struct repository *repository, struct oid *out, struct err *err);

struct commit {
	struct oid id, tree;
	struct oid *parents;
	size_t parent_count; /* 0 at the boundary of a shallow clone: `is_boundary` */
	bool is_boundary;
	char *author;   /* name, as written */
	char *summary;  /* first line of the message */
	long long time; /* seconds since 1970, committer's */
};
/* Reads a commit; release it with commit_release. ERR_MISSING if it is not there. */
int repository_commit(
	struct repository *repository, const struct oid *id, struct commit *out, struct err *err);
void commit_release(struct commit *commit);

/* Snapshot of a commit's tree. */
int repository_snapshot(struct repository *repository, const struct oid *commit,
	struct snapshot **out, struct err *err);

/* The tree of what is staged, or of the work tree: what is tracked as it lies there, and what is
 * new and not ignored. Made in memory from `head_tree` (zero: no commit yet). Symlinks are not
 * followed. ERR_REPOSITORY while a path is not merged, or if there is no work tree. */
int repository_uncommitted(struct repository *repository, const struct oid *head_tree,
	bool is_staged, struct oid *out, struct err *err);

/* Best common ancestor (works in shallow clones, where libgit2's own fails). 1, 0 none, -1. */
int repository_merge_base(struct repository *repository, const struct oid *a, const struct oid *b,
	struct oid *out, struct err *err);
/* All best common ancestors of `b` and of a commit whose parents the `a` would be, the oldest
 * first: none if the histories are unrelated, several where branches were merged crosswise. The
 * caller frees *out. */
int repository_merge_bases(struct repository *repository, const struct oid *a, size_t a_count,
	const struct oid *b, struct oid **out, size_t *count, struct err *err);
bool repository_has_commit(struct repository *repository, const struct oid *id);

/* What somebody who has all that the refs below `prefix` ("refs/remotes/origin/") lead to has of
 * the history of `head`: the youngest best common ancestor, `head` itself if they have it all. Of
 * many refs so many are looked at that the answer is at worst too old. 1, 0 there are no such refs
 * or nothing in common, -1; ERR_MISSING where a shallow clone ends before. */
int repository_known_base(struct repository *repository, const char *prefix, const struct oid *head,
	struct oid *out, struct err *err);

/* The remote called `name`, or whose URL for fetching or pushing that is. 1, 0. */
int repository_find_remote(struct repository *repository, const char *name, struct str *out);

/* Base of what would be pushed from `head`: the merge base of it with the upstream of the current
 * branch, else with the default branch (refs/remotes/REMOTE/HEAD, else main or master) of the
 * branch's remote, else of "origin", else of the only one. 1 found, 0 nothing to compare with, -1.
 */
int repository_push_base(
	struct repository *repository, const struct oid *head, struct oid *out, struct err *err);

/* A stretch of history: what `head` has and `base` does not, as "base..head" has it. */
struct stretch {
	const struct oid *base; /* NULL: everything head has */
	struct oid head;
	bool all_parents; /* else along first parents only */
	long long since;  /* seconds since 1970: no way goes on at a commit older than that */
	size_t limit;     /* at most so many, the youngest */
};

/* A commit as far as history needs it. */
struct listed_commit {
	struct oid id, tree;
	const struct oid *parents; /* the repository's; none at the boundary of a shallow clone */
	size_t parent_count;
	bool is_boundary;
	long long time; /* seconds since 1970, committer's */
};

/* The commits of a stretch, parents before their children, and each merge right after its first
 * parent's line; the caller frees *out. */
int repository_list(struct repository *repository, const struct stretch *stretch,
	struct listed_commit **out, size_t *count, struct err *err);

/* The directory git reads hooks from: core.hooksPath (relative to the work tree; '~' expanded),
 * else "hooks" of the common directory. */
int repository_hooks_dir(struct repository *repository, struct str *out, struct err *err);

#endif
