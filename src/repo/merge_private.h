/*
 * merge_private.h - what the files of the merge share.
 */
#ifndef REPO_MERGE_PRIVATE_H
#define REPO_MERGE_PRIVATE_H

#include "repo/edit.h"
#include "repo/merge.h"
#include "util/map.h"

enum side { BASE, OURS, THEIRS, SIDES };

static inline enum side other_side(enum side side)
{
	return side == OURS ? THEIRS : OURS;
}

/* What stands at a path, if anything. */
struct place {
	bool is_there;
	struct entry entry;
};

/* What the merged tree has at a path, unlike ours. */
struct edit {
	const char *path;
	struct place now;
};

/* A file that one side changed and the other no longer has. */
struct split {
	const char *path;
	enum side gone;
	struct entry base, kept;
};

/* What one side added below a directory that the other no longer has. */
struct stray {
	const char *path;
	enum side gone;
};

/* A doubt, and how each side has it. */
struct choice {
	const char *path;
	enum merge_reason reason;
	struct place ours, theirs;
};

struct added {
	const char *path;
	struct entry entry;
};

/* The files that a side added and deleted, read when first needed. */
struct side_files {
	bool is_read;
	VEC(struct added) added;
	struct map added_by_id;   /* id -> index + 1 into added; AMBIGUOUS if several */
	struct map deleted_by_id; /* id -> how many */
};

struct merging {
	struct merge *out;
	struct object_source *objects;
	struct edit *tree; /* the merged one */
	struct snapshot *trees[SIDES];
	const struct merge_reader *reader;
	struct err *err;
	struct side_files files[SIDES];
	VEC(struct edit) edits; /* in order: later ones count */
	VEC(struct split) splits;
	VEC(struct stray) strays;
	VEC(struct choice) choices;
	size_t pairs; /* of files compared in search of renames */
};

bool merging_reads(const struct merging *merging, const char *path);
void merging_edit(struct merging *merging, const char *path, const struct entry *entry);
void merging_doubt(struct merging *merging, const char *path, enum merge_reason reason,
	const struct entry *ours, const struct entry *theirs);

/* Decides the splits and strays: follows exact renames, and doubts what git's search for renames
 * may see otherwise. */
int merging_follow_renames(struct merging *merging);

/* Merges the bytes of three files. 1 merged into `out`, 0 it cannot be foretold, -1. */
int merging_text(struct merging *merging, const struct oid files[SIDES], struct oid *out);

#endif
