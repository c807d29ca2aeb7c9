/*
 * merge_renames.c - what git's search for renames means for a merge.
 *
 * Git follows what one side renamed and the other changed or added to: a change goes to the new
 * name, a new file to the new directory. Exact renames of files are followed here too. Of others it
 * is only known that they may be, and whatever they touch is a doubt.
 */
#include <string.h>

#include "repo/changes.h"
#include "repo/merge_private.h"
#include "util/path.h"
#include "util/similarity.h"

/* Git takes half of a file for enough to call it renamed, and counts a little differently. */
#define SIMILAR_PERCENT 40
#define FILE_BYTES_MAX  (1u << 20) /* of larger files it is not asked how similar they are */
#define PAIRS_MAX       4096       /* files compared; what is left then may be similar */

static char ambiguous; /* its address: several files have that id */

static int keep_file(const struct change *change, void *payload)
{
	struct side_files *files = payload;
	struct map_entry *known;

	if (change->before == ENTRY_FILE &&
		(change->after == ENTRY_NOTHING || change->after == ENTRY_DIRECTORY)) {
		known = map_put(&files->deleted_by_id, (const char *)change->before_oid.bytes,
			sizeof change->before_oid.bytes);
		known->value = (char *)known->value + 1;
		vec_push(&files->deleted, (struct file){ change->path,
						  { "", ENTRY_FILE, false, change->before_oid } });
	}
	if (change->after == ENTRY_FILE &&
		(change->before == ENTRY_NOTHING || change->before == ENTRY_DIRECTORY)) {
		vec_push(&files->added, (struct file){ change->path,
						{ "", ENTRY_FILE, false, change->after_oid } });
		known = map_put(&files->added_by_id, (const char *)change->after_oid.bytes,
			sizeof change->after_oid.bytes);
		known->value = known->value ? &ambiguous : (void *)(uintptr_t)files->added.count;
	}
	return 0;
}

struct reading {
	struct side_files *files;
	struct arena *arena;
};

static int keep_change(const struct change *change, void *payload)
{
	struct reading *reading = payload;
	struct change kept = *change;

	if (change->before == ENTRY_FILE || change->after == ENTRY_FILE)
		kept.path = arena_text(reading->arena, change->path);
	return keep_file(&kept, reading->files);
}

const struct side_files *merging_files(struct merging *merging, enum side side)
{
	struct side_files *files = &merging->files[side];
	struct reading reading = { files, &merging->out->arena };

	if (!files->is_read && changes_walk(merging->trees[BASE], merging->trees[side], keep_change,
				       &reading, merging->err) < 0)
		return NULL;
	files->is_read = true;
	return files;
}

/* Where the file went, if that is beyond doubt: one file with its bytes went, one came. */
static const char *exact_target(const struct side_files *files, const struct oid *oid)
{
	const struct map_entry *went =
		map_find(&files->deleted_by_id, (const char *)oid->bytes, sizeof oid->bytes);
	const struct map_entry *came =
		map_find(&files->added_by_id, (const char *)oid->bytes, sizeof oid->bytes);

	if (!went || went->value != (void *)(uintptr_t)1 || !came || came->value == &ambiguous)
		return NULL;
	return files->added.items[(uintptr_t)came->value - 1].path;
}

/* Would what stands at `path` on one side stand there in the merge too? */
static bool stays_in_place(const struct merging *merging, const char *path)
{
	for (size_t i = 0; i < merging->strays.count; i++)
		if (path_is_within(path, merging->strays.items[i].path))
			return false;
	for (size_t i = 0; i < merging->choices.count; i++)
		if (path_is_within(path, merging->choices.items[i].path))
			return false;
	return true;
}

/* 1 followed, 0 not, -1. */
static int follow(struct merging *merging, const struct split *split, const char *target)
{
	struct entry renamed, moved = split->kept, other;
	int found;

	if (!stays_in_place(merging, target))
		return 0;
	found = snapshot_entry(
		merging->trees[other_side(split->gone)], target, &other, merging->err);
	if (found != 0)
		return found < 0 ? -1 : 0;
	if (snapshot_entry(merging->trees[split->gone], target, &renamed, merging->err) < 0)
		return -1;
	if (split->kept.is_executable == split->base.is_executable)
		moved.is_executable = renamed.is_executable;
	merging_edit(merging, split->path, NULL);
	merging_edit(merging, target, &moved);
	return 1;
}

int merging_is_similar(
	struct merging *merging, enum side side, const struct oid *base, const struct oid *oid)
{
	struct str before = STR_INIT, after = STR_INIT;
	int result = 1;

	if (!oid_equal(base, oid) && merging->pairs++ < PAIRS_MAX) {
		result = snapshot_read(
			merging->trees[BASE], base, FILE_BYTES_MAX, &before, merging->err);
		if (result > 0)
			result = snapshot_read(
				merging->trees[side], oid, FILE_BYTES_MAX, &after, merging->err);
		if (result > 0)
			result = similarity_percent(&before, &after) >= SIMILAR_PERCENT;
		else if (result == 0)
			result = 1;
	}
	str_release(&before);
	str_release(&after);
	return result < 0 && merging->err->kind == ERR_MISSING ? 1 : result;
}

/* Whatever came on the side where the file is gone, and looks like it, may be it. */
static int doubt_new_names(
	struct merging *merging, const struct split *split, const struct side_files *files)
{
	for (size_t i = 0; i < files->added.count; i++) {
		const struct file *added = &files->added.items[i];
		int similar;

		if (!merging_reads(merging, added->path))
			continue;
		similar = merging_is_similar(
			merging, split->gone, &split->base.oid, &added->entry.oid);
		if (similar < 0)
			return -1;
		if (similar)
			merging_doubt(
				merging, added->path, MERGE_NEW_NAME, &added->entry, &added->entry);
	}
	return 0;
}

typedef VEC(const struct file *) file_list;

/* Files that only this side added and that look like the one that is gone. */
static int find_new_names(
	file_list *out, struct merging *merging, enum side side, const struct file *gone)
{
	const struct side_files *files = merging_files(merging, side);
	int result = files ? 0 : -1;

	for (size_t i = 0; result == 0 && i < files->added.count; i++) {
		const struct file *added = &files->added.items[i];
		struct entry entry;

		if (!merging_reads(merging, added->path))
			continue;
		result = snapshot_entry(
			merging->trees[other_side(side)], added->path, &entry, merging->err);
		if (result == 0)
			result = merging_is_similar(
				merging, side, &gone->entry.oid, &added->entry.oid);
		else if (result > 0)
			result = 0;
		if (result > 0)
			vec_push(out, added);
		result = result < 0 ? -1 : 0;
	}
	return result;
}

static void doubt_all(struct merging *merging, const file_list *files, enum side side)
{
	for (size_t i = 0; i < files->count; i++) {
		const struct file *file = files->items[i];

		merging_doubt(merging, file->path, MERGE_NEW_NAME,
			side == OURS ? &file->entry : NULL, side == OURS ? NULL : &file->entry);
	}
}

/* A file that one side renamed and the other deleted, or gave another name, is a conflict. */
static int decide_lost(struct merging *merging, const struct file *gone)
{
	file_list ours = VEC_INIT, theirs = VEC_INIT;
	struct entry entry;
	int result = snapshot_entry(merging->trees[THEIRS], gone->path, &entry, merging->err);

	if (result != 0 || !merging_reads(merging, gone->path))
		return result < 0 ? -1 : 0;
	result = find_new_names(&ours, merging, OURS, gone);
	if (result == 0)
		result = find_new_names(&theirs, merging, THEIRS, gone);
	doubt_all(merging, &ours, OURS);
	doubt_all(merging, &theirs, THEIRS);
	vec_release(&ours);
	vec_release(&theirs);
	return result;
}

static int decide_all_lost(struct merging *merging)
{
	const struct side_files *files = merging_files(merging, OURS);
	int result = files ? 0 : -1;

	for (size_t i = 0; result == 0 && i < files->deleted.count; i++)
		result = decide_lost(merging, &files->deleted.items[i]);
	return result;
}

static int decide_split(struct merging *merging, const struct split *split)
{
	const struct side_files *files = merging_files(merging, split->gone);
	const char *target = files ? exact_target(files, &split->base.oid) : NULL;
	int result = files ? 0 : -1;

	if (target && merging->setup->follows_renames)
		result = follow(merging, split, target);
	if (result != 0)
		return result < 0 ? -1 : 0;
	merging_doubt(merging, split->path, MERGE_HALF_DELETED,
		split->gone == OURS ? NULL : &split->kept,
		split->gone == OURS ? &split->kept : NULL);
	return doubt_new_names(merging, split, files);
}

int merging_follow_renames(struct merging *merging)
{
	int result = merging_decide_strays(merging);

	for (size_t i = 0; i < merging->splits.count && result == 0; i++)
		result = decide_split(merging, &merging->splits.items[i]);
	if (result == 0 && merging->has_lost)
		result = decide_all_lost(merging);
	return result;
}
