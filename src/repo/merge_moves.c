/*
 * merge_moves.c - what one side added to a directory that the other moved.
 *
 * Git puts it in the new directory and says that this is a conflict, or leaves it, or asks nobody,
 * as merge.directoryRenames has it. So it is a doubt, both where it was added and where it may go.
 */
#include <string.h>

#include "repo/merge_private.h"
#include "util/path.h"

/* Of one side; where further directories went is not looked for, nor where files of further ones
 * did that were changed on the way. The doubt where something was added stands all the same. */
#define MOVES_MAX 256
#define PAIRS_MAX 2048

struct move {
	const char *from, *to; /* directories, "" is the root */
};
typedef VEC(struct move) move_list;

/* The size of the first directories of a path of `size` bytes: all but its last component. */
static size_t parent_size(const char *path, size_t size)
{
	while (size && path[size - 1] != '/')
		size--;
	return size ? size - 1 : 0;
}

/* A file that went from old/x/f to new/x/g tells that "old" became "new". */
static struct move move_told_by(struct arena *arena, const char *from, const char *to)
{
	size_t from_size = path_parent_size(from), to_size = path_parent_size(to);

	while (from_size && to_size) {
		size_t from_up = parent_size(from, from_size), to_up = parent_size(to, to_size);
		size_t size = from_size - from_up;

		if (size != to_size - to_up || memcmp(from + from_up, to + to_up, size) != 0)
			break;
		from_size = from_up;
		to_size = to_up;
	}
	return (struct move){ arena_bytes(arena, from, from_size),
		arena_bytes(arena, to, to_size) };
}

static void add_move(move_list *out, struct arena *arena, const char *from, const char *to)
{
	const struct move move = move_told_by(arena, from, to);

	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->items[i].from, move.from) == 0 &&
			strcmp(out->items[i].to, move.to) == 0)
			return;
	if (out->count < MOVES_MAX)
		vec_push(out, move);
}

static bool is_unchanged(const struct file *gone, const struct file *added)
{
	return oid_equal(&gone->entry.oid, &added->entry.oid);
}

/* What may have become of a file. One that came with all of its bytes is it. `pairs` counts files
 * that were compared. */
static int find_moves_of(move_list *out, struct merging *merging, enum side side,
	const struct file *gone, size_t *pairs)
{
	const struct side_files *files = &merging->files[side];
	bool is_exact = map_find(&files->added_by_id, (const char *)gone->entry.oid.bytes,
				sizeof gone->entry.oid.bytes) != NULL;
	int result = 0;

	for (size_t i = 0; i < files->added.count && result == 0; i++) {
		const struct file *added = &files->added.items[i];

		if (is_exact)
			result = is_unchanged(gone, added);
		else if (++*pairs > PAIRS_MAX)
			break;
		else
			result = merging_is_similar(
				merging, side, &gone->entry.oid, &added->entry.oid);
		if (result > 0)
			add_move(out, &merging->out->arena, gone->path, added->path);
		result = result < 0 ? -1 : 0;
	}
	return result;
}

static bool is_below_stray(const struct merging *merging, enum side side, const char *path)
{
	for (size_t i = 0; i < merging->strays.count; i++) {
		const struct stray *stray = &merging->strays.items[i];
		size_t top = path_component_size(stray->path);

		if (stray->gone == side && strncmp(stray->path, path, top + 1) == 0)
			return true;
	}
	return false;
}

/* Where a side's directories went, so far as strays may follow. */
static int find_moves(move_list *out, struct merging *merging, enum side side)
{
	const struct side_files *files = merging_files(merging, side);
	int result = files ? 0 : -1;
	size_t pairs = 0;

	for (size_t i = 0; result == 0 && out->count < MOVES_MAX && i < files->deleted.count; i++)
		if (is_below_stray(merging, side, files->deleted.items[i].path))
			result =
				find_moves_of(out, merging, side, &files->deleted.items[i], &pairs);
	return result;
}

/* A doubt of a path as both sides have it. */
static int doubt_place(struct merging *merging, const char *path)
{
	struct entry ours, theirs;
	int has_ours = snapshot_entry(merging->trees[OURS], path, &ours, merging->err);
	int has_theirs =
		has_ours < 0 ? -1
			     : snapshot_entry(merging->trees[THEIRS], path, &theirs, merging->err);

	if (has_theirs < 0)
		return -1;
	merging_doubt(merging, path, MERGE_HALF_MOVED, has_ours ? &ours : NULL,
		has_theirs ? &theirs : NULL);
	return 0;
}

/* A side that has no new file has moved nothing. */
static int decide(struct merging *merging, const struct stray *stray, const move_list *moves)
{
	const struct side_files *files = merging_files(merging, stray->gone);
	int result = files ? 0 : -1;

	if (result == 0 && files->added.count)
		result = doubt_place(merging, stray->path);
	for (size_t i = 0; i < moves->count && result == 0; i++) {
		const struct move *move = &moves->items[i];
		const char *rest = path_below(stray->path, move->from);

		if (rest)
			result =
				doubt_place(merging, arena_printf(&merging->out->arena, "%s%s%s",
							     move->to, *move->to ? "/" : "", rest));
	}
	return result;
}

int merging_decide_strays(struct merging *merging)
{
	int result = 0;

	for (enum side side = OURS; side < SIDES && result == 0; side++) {
		move_list moves = VEC_INIT;

		if (merging->strays.count)
			result = find_moves(&moves, merging, side);
		for (size_t i = 0; i < merging->strays.count && result == 0; i++)
			if (merging->strays.items[i].gone == side)
				result = decide(merging, &merging->strays.items[i], &moves);
		vec_release(&moves);
	}
	return result;
}
