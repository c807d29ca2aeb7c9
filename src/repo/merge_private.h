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

struct file {
	const char *path;
	struct entry entry;
};

/* The files that a side added and deleted, read when first needed. */
struct side_files {
	bool is_read;
	VEC(struct file) added;
	VEC(struct file) deleted; /* entries as they were */
	struct map added_by_id;   /* id -> index + 1 into added; AMBIGUOUS if several */
	struct map deleted_by_id; /* id -> how many */
};

/* How git is told to merge, beside what the trees say: git-config(1), gitattributes(5). */
struct merge_setup {
	bool follows_renames;
	bool merges_lines;     /* in the way that merging_text knows */
	struct str attributes; /* lines of all attribute files that lie in no tree */
};
#define MERGE_SETUP_INIT                                                                           \
	{                                                                                          \
		true, true, STR_INIT                                                               \
	}
int merge_setup_read(struct merge_setup *out, struct repository *repository, struct err *err);
void merge_setup_release(struct merge_setup *setup);

struct merging {
	struct merge *out;
	struct object_source *objects;
	struct edit *tree; /* the merged one */
	struct snapshot *trees[SIDES];
	const struct merge_reader *reader;
	const struct merge_setup *setup;
	struct err *err;
	struct side_files files[SIDES];
	VEC(struct edit) edits; /* in order: later ones count */
	VEC(struct split) splits;
	VEC(struct stray) strays;
	VEC(struct choice) choices;
	bool has_lost; /* what neither side has any more */
	size_t pairs;  /* of files compared in search of renames */
};

bool merging_reads(const struct merging *merging, const char *path);
void merging_edit(struct merging *merging, const char *path, const struct entry *entry);
void merging_doubt(struct merging *merging, const char *path, enum merge_reason reason,
	const struct entry *ours, const struct entry *theirs);

/* Decides the splits and strays: follows exact renames, and doubts what git's search for renames
 * may see otherwise. */
int merging_follow_renames(struct merging *merging);
/* The strays alone. */
int merging_decide_strays(struct merging *merging);

/* What a side added and deleted; NULL if it failed. */
const struct side_files *merging_files(struct merging *merging, enum side side);
/* May git take a file of the base for renamed to one of the side? 1, 0, -1. */
int merging_is_similar(
	struct merging *merging, enum side side, const struct oid *base, const struct oid *oid);

/* Does git merge the file, which both sides changed, by its lines as it does if it is told nothing?
 * 1, 0 it was told something else, or may have been, -1. */
int merging_is_by_lines(struct merging *merging, const char *path);

/* Merges the bytes of three files. 1 merged into `out`, 0 it cannot be foretold, -1. */
int merging_text(struct merging *merging, const struct oid files[SIDES], struct oid *out);

#endif
