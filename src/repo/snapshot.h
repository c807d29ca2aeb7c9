/*
 * snapshot.h - one state of the files: a tree of names over objects that are read by id.
 *
 * A snapshot is an object source and the id of a root tree. Where the objects come from (a git
 * repository, a table filled by a test) is the source's secret; everything above reads snapshots
 * only. Trees are kept once read, by the source and for all its snapshots, so asking for paths is
 * cheap. A source and its snapshots belong to one thread at a time.
 */
#ifndef REPO_SNAPSHOT_H
#define REPO_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

#include "repo/oid.h"
#include "util/err.h"
#include "util/str.h"

enum entry_kind {
	ENTRY_NOTHING,
	ENTRY_FILE,
	ENTRY_DIRECTORY,
	ENTRY_SYMLINK,
	ENTRY_SUBMODULE,
};

struct entry {
	const char *name;
	enum entry_kind kind : 8;
	bool is_executable; /* a file that git makes executable */
	struct oid oid;
};

/* One directory's entries in git's order: by bytes, a directory's name counting as "name/".
 * Reading trees in this order yields file paths in byte order. No name is empty, ".", "..", holds a
 * '/' or stands twice, whatever the repository says: such entries can be no path and are left out.
 */
struct tree {
	const struct entry *entries;
	size_t count;
};

/* The entry called by the first `size` bytes of `name`, or NULL. A tree that was read never
 * changes: this may be asked from any thread as long as the tree lives. */
const struct entry *tree_find(const struct tree *tree, const char *name, size_t size);

/* Components of a path; deeper is ERR_LIMIT. No system can check out more than about 2048 of them
 * (PATH_MAX is 4096 on Linux), and git itself goes no deeper by default (core.maxTreeDepth). */
#define SNAPSHOT_DEPTH_MAX 2048
/* Bytes of trees after which a snapshot that is made begins afresh; the old ones go with the last
 * snapshot that reads them. A single snapshot may read eight times as much (about 40 million
 * files); more is ERR_LIMIT. */
#define SNAPSHOT_TREES_MAX      (256u << 20)
#define SNAPSHOT_TREE_BYTES_MAX (64u << 20) /* one tree object; larger is ERR_LIMIT */

/* Where objects come from. One source may serve many snapshots and outlives them. */
struct object_source {
	/* Reads an object whole into `out` (replacing). 1 read, 0 larger than limit_bytes (`out` is
	 * left empty), -1 failed; ERR_MISSING if it is not there. */
	int (*read)(struct object_source *source, const struct oid *oid, bool is_tree,
		size_t limit_bytes, struct str *out, struct err *err);
	void (*free)(struct object_source *source);
	struct shelf *shelf; /* the trees read so far: NULL at first, then snapshot.c's */
	struct made *made;   /* what was made in memory: likewise */
};
void object_source_free(struct object_source *source); /* after its snapshots */

struct snapshot;

/* A snapshot of the tree `root`; a zero id is the empty tree. Borrows `source`. */
struct snapshot *snapshot_new(struct object_source *source, const struct oid *root);
void snapshot_free(struct snapshot *snapshot);
const struct oid *snapshot_root(const struct snapshot *snapshot);

/* What stands at `path` itself, symlinks not followed. 1 found, 0 nothing, -1 failed. The root is a
 * directory. out->name lives as long as the snapshot. */
int snapshot_entry(struct snapshot *snapshot, const char *path, struct entry *out, struct err *err);

/* The entries of the directory at `path`. 1, 0 if there is no directory, -1. `out` lives as long as
 * the snapshot. */
int snapshot_list(struct snapshot *snapshot, const char *path, struct tree *out, struct err *err);
/* The same by the id of a tree object; a zero id is the empty tree. 0, or -1. */
int snapshot_tree(
	struct snapshot *snapshot, const struct oid *oid, struct tree *out, struct err *err);

/* Reads the bytes of a file or the target text of a symlink. 1, 0 if larger than the limit, -1. */
int snapshot_read(struct snapshot *snapshot, const struct oid *oid, size_t limit_bytes,
	struct str *out, struct err *err);

/* ---- objects made in memory, beside those of a source ---- */

/* Makes a tree of these entries, in any order, or a file of these bytes. From now on the source's
 * snapshots read it by the id in *out as they read what is stored; nothing is written. */
void object_source_make_tree(
	struct oid *out, struct object_source *source, const struct entry *entries, size_t count);
void object_source_make_file(
	struct oid *out, struct object_source *source, const void *bytes, size_t size);

/* Reads what is stored or was made, as `read` does. */
int object_source_read(struct object_source *source, const struct oid *oid, bool is_tree,
	size_t limit_bytes, struct str *out, struct err *err);

/* ---- a source filled by hand, for tests ---- */

struct memory_source;
struct memory_source *memory_source_new(void);
void memory_source_free(struct memory_source *source);
struct object_source *memory_source_objects(struct memory_source *source);

/* Goes on from the tree `root`, zero for the empty one, in place of what was put so far. */
void memory_source_start(struct memory_source *source, const struct oid *root);

/* Puts a file (or symlink: bytes = target; submodule: bytes stand for its commit, NULL will do) at
 * `path`, which gives way if it was a directory, as does a file above it; NOTHING removes the file
 * or directory. Missing parents are made, empty ones vanish. */
void memory_source_put(
	struct memory_source *source, const char *path, enum entry_kind kind, const char *bytes);

/* The tree of what is put now; ids are those that git would give. Later puts do not change it. */
const struct oid *memory_source_root(struct memory_source *source);
struct snapshot *memory_source_snapshot(struct memory_source *source);

#endif
