/*
 * changes.c - two trees walked side by side in git's order.
 *
 * A file and a directory of one name do not sort to the same place ("a", "a.b", "a/"), so what one
 * side alone seems to have is looked for under its other kind on the other side before it is
 * reported: "a" that became a directory is one change, not two.
 */
#include "repo/changes.h"

#include <stdlib.h>
#include <string.h>

#include "repo/tree.h"
#include "util/str.h"
#include "util/vec.h"

/* Bounds against trees that share subtrees so that few bytes make endlessly many paths. */
#define PATH_BYTES_MAX (1u << 20)
#define ENTRIES_MAX    200000000u

/* A directory that is being walked, on one side or on both. */
struct frame {
	struct tree before, after;
	size_t before_next, after_next;
	size_t path_size; /* of the directory's path */
};

struct walk {
	struct snapshot *before, *after; /* NULL: the empty tree */
	change_visit visit;
	void *payload;
	struct err *err;
	struct str path;
	VEC(struct frame) frames; /* an explicit stack: how deep trees are is a stranger's choice */
	size_t entries;           /* of all directories walked so far */
};

static int list(struct tree *out, struct snapshot *snapshot, const struct oid *oid, struct err *err)
{
	*out = (struct tree){ NULL, 0 };
	return snapshot && oid ? snapshot_tree(snapshot, oid, out, err) : 0;
}

/* Goes into the directory at walk->path; NULL where a side has none. */
static int enter(struct walk *walk, const struct oid *before, const struct oid *after)
{
	struct frame frame = { .path_size = walk->path.size };

	if (walk->frames.count > SNAPSHOT_DEPTH_MAX)
		return err_set(walk->err, ERR_LIMIT,
			"more than %d directories lie inside each other", SNAPSHOT_DEPTH_MAX);
	if (list(&frame.before, walk->before, before, walk->err) < 0 ||
		list(&frame.after, walk->after, after, walk->err) < 0)
		return err_wrap(walk->err, "cannot list '%.512s'", walk->path.data);
	walk->entries += frame.before.count + frame.after.count;
	if (walk->entries > ENTRIES_MAX)
		return err_set(walk->err, ERR_LIMIT,
			"more than %u entries of directories to compare", ENTRIES_MAX);
	vec_push(&walk->frames, frame);
	return 0;
}

static int extend_path(struct walk *walk, size_t directory_size, const char *name)
{
	str_cut(&walk->path, directory_size);
	if (directory_size)
		str_add_char(&walk->path, '/');
	str_add_text(&walk->path, name);
	if (walk->path.size > PATH_BYTES_MAX)
		return err_set(
			walk->err, ERR_LIMIT, "a path is longer than %u bytes", PATH_BYTES_MAX);
	return 0;
}

static const struct oid *directory_id(const struct entry *entry)
{
	return entry && entry->kind == ENTRY_DIRECTORY ? &entry->oid : NULL;
}

/* Reports what stands under one name on both sides (NULL: nothing), and goes into it if it is a
 * directory. */
static int compare(struct walk *walk, const struct entry *before, const struct entry *after)
{
	static const struct oid none;
	const struct oid *below_before = directory_id(before), *below_after = directory_id(after);
	struct change change;

	if (before && after && before->kind == after->kind && oid_equal(&before->oid, &after->oid))
		return 0;
	if (extend_path(walk, walk->frames.items[walk->frames.count - 1].path_size,
		    before ? before->name : after->name) < 0)
		return -1;
	if (!below_before || !below_after) {
		int result;

		change = (struct change){ walk->path.data, before ? before->kind : ENTRY_NOTHING,
			after ? after->kind : ENTRY_NOTHING, before ? before->oid : none,
			after ? after->oid : none };
		result = walk->visit(&change, walk->payload);
		if (result != 0)
			return result < 0 ? -1 : 0;
	}
	return below_before || below_after ? enter(walk, below_before, below_after) : 0;
}

/* What stands under the name of `entry` in `other`, where the same name and kind was not found.
 * Sets *is_done if the two were compared when the file's turn came, which is always before the
 * directory's. */
static const struct entry *counterpart(
	const struct entry *entry, const struct tree *other, bool *is_done)
{
	const struct entry *found = NULL;

	*is_done = false;
	if (other->count == 0)
		return NULL;
	if (entry->kind != ENTRY_DIRECTORY)
		return tree_find_directory(other, entry->name, strlen(entry->name));
	found = tree_find(other, entry->name, strlen(entry->name));
	*is_done = found != NULL;
	return found;
}

static int step(struct walk *walk)
{
	/* A copy of what is needed: entering a directory moves the frames. */
	struct frame *frame = &walk->frames.items[walk->frames.count - 1];
	const struct tree before_tree = frame->before, after_tree = frame->after;
	const struct entry *before = NULL, *after = NULL;
	bool is_done = false;
	int order;

	if (frame->before_next < before_tree.count)
		before = &before_tree.entries[frame->before_next];
	if (frame->after_next < after_tree.count)
		after = &after_tree.entries[frame->after_next];
	if (!before && !after) {
		walk->frames.count--;
		return 0;
	}
	order = !before ? 1 : !after ? -1 : tree_order(before, after);
	frame->before_next += order <= 0;
	frame->after_next += order >= 0;
	if (order < 0)
		after = counterpart(before, &after_tree, &is_done);
	else if (order > 0)
		before = counterpart(after, &before_tree, &is_done);
	return is_done ? 0 : compare(walk, before, after);
}

int changes_walk(struct snapshot *before, struct snapshot *after, change_visit visit, void *payload,
	struct err *err)
{
	struct walk walk = { before, after, visit, payload, err, STR_INIT, VEC_INIT, 0 };
	const struct oid *before_root = before ? snapshot_root(before) : NULL;
	const struct oid *after_root = after ? snapshot_root(after) : NULL;
	int result = 0;

	if (before && after && oid_equal(before_root, after_root))
		return 0;
	result = enter(&walk, before_root, after_root);
	while (result == 0 && walk.frames.count)
		result = step(&walk);
	vec_release(&walk.frames);
	str_release(&walk.path);
	return result;
}
