/*
 * merge.c - three trees walked side by side in git's order, and the merged one put together.
 *
 * What only one side changed is taken as it is, whole directories by their id. A file and a
 * directory of one name do not sort to the same place ("a", "a.b", "a/"): the three are brought
 * together when the first of them is met, and skipped when another is.
 */
#include <stdlib.h>
#include <string.h>

#include "repo/merge_private.h"
#include "repo/tree.h"
#include "util/path.h"
#include "util/str.h"

/* Bounds against trees that share subtrees so that few bytes make endlessly many paths. */
#define PATH_BYTES_MAX (1u << 20)
#define ENTRIES_MAX    200000000u

/* What stands under one name on each side; NULL: nothing. */
struct trio {
	const struct entry *at[SIDES];
};

struct walk {
	struct merging *merging;
	struct str path;
	size_t entries; /* of all directories walked so far */
};

/* A directory that is being walked. */
struct level {
	struct tree trees[SIDES];
	bool is_gone[SIDES]; /* that side no longer has it, or one above it */
	unsigned depth;
};

static bool is_same(const struct entry *a, const struct entry *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && a->is_executable == b->is_executable &&
	       oid_equal(&a->oid, &b->oid);
}

static struct place place_of(const struct entry *entry)
{
	static const struct entry nothing;

	return (struct place){ entry != NULL, entry ? *entry : nothing };
}

bool merging_reads(const struct merging *merging, const char *path)
{
	return !merging->reader || merging->reader->reads(merging->reader, path);
}

void merging_edit(struct merging *merging, const char *path, const struct entry *entry)
{
	vec_push(&merging->edits,
		(struct edit){ arena_text(&merging->out->arena, path), place_of(entry) });
}

void merging_doubt(struct merging *merging, const char *path, enum merge_reason reason,
	const struct entry *ours, const struct entry *theirs)
{
	vec_push(&merging->choices, (struct choice){ arena_text(&merging->out->arena, path), reason,
					    place_of(ours), place_of(theirs) });
}

/* ---- the walk ---- */

static bool is_file(const struct entry *entry)
{
	return entry && entry->kind == ENTRY_FILE;
}

/* A file that both sides have and changed. */
static int merge_files(struct walk *walk, const struct trio *trio)
{
	struct merging *merging = walk->merging;
	const struct entry *base = trio->at[BASE], *ours = trio->at[OURS],
			   *theirs = trio->at[THEIRS];
	struct entry merged = *ours;
	int result = 1;

	if (!is_file(base)) {
		merging_doubt(merging, walk->path.data, MERGE_BOTH_CHANGED, ours, theirs);
		return 0;
	}
	if (ours->is_executable == base->is_executable)
		merged.is_executable = theirs->is_executable;
	if (oid_equal(&base->oid, &ours->oid)) {
		merged.oid = theirs->oid;
	} else if (!oid_equal(&ours->oid, &theirs->oid) && !oid_equal(&base->oid, &theirs->oid) &&
		   merging_reads(merging, walk->path.data)) {
		const struct oid ids[SIDES] = { base->oid, ours->oid, theirs->oid };

		result = merging_is_by_lines(merging, walk->path.data);
		if (result > 0)
			result = merging_text(merging, ids, &merged.oid);
	}
	if (result > 0)
		merging_edit(merging, walk->path.data, &merged);
	else if (result == 0)
		merging_doubt(merging, walk->path.data, MERGE_BOTH_CHANGED, ours, theirs);
	return result < 0 ? -1 : 0;
}

/* What is no directory on any side. */
static int merge_changed(struct walk *walk, const struct trio *trio)
{
	struct merging *merging = walk->merging;
	const struct entry *base = trio->at[BASE], *ours = trio->at[OURS],
			   *theirs = trio->at[THEIRS];

	if (is_file(ours) && is_file(theirs))
		return merge_files(walk, trio);
	if (is_file(base) && ((is_file(ours) && !theirs) || (is_file(theirs) && !ours)))
		vec_push(&merging->splits,
			(struct split){ arena_text(&merging->out->arena, walk->path.data),
				ours ? THEIRS : OURS, *base, ours ? *ours : *theirs });
	else
		merging_doubt(merging, walk->path.data, MERGE_BOTH_CHANGED, ours, theirs);
	return 0;
}

static void take_theirs(struct walk *walk, const struct entry *theirs)
{
	merging_edit(walk->merging, walk->path.data, theirs);
}

static void go_astray(struct walk *walk, enum side gone)
{
	struct merging *merging = walk->merging;

	vec_push(&merging->strays,
		(struct stray){ arena_text(&merging->out->arena, walk->path.data), gone });
}

static bool is_directory(const struct entry *entry)
{
	return entry && entry->kind == ENTRY_DIRECTORY;
}

/* Leaves in `trio` what is a directory, or what is none. True if that was all there was. */
static bool narrow(struct trio *trio, bool to_directories)
{
	bool is_all = true;

	for (enum side side = BASE; side < SIDES; side++) {
		if (!trio->at[side] || is_directory(trio->at[side]) == to_directories)
			continue;
		trio->at[side] = NULL;
		is_all = false;
	}
	return is_all;
}

static int merge_level(struct walk *walk, const struct level *level);

static int enter(struct walk *walk, const struct level *above, const struct trio *trio)
{
	struct merging *merging = walk->merging;
	struct level level = { .depth = above->depth + 1 };

	if (level.depth > SNAPSHOT_DEPTH_MAX)
		return err_set(merging->err, ERR_LIMIT,
			"more than %d directories lie inside each other", SNAPSHOT_DEPTH_MAX);
	for (enum side side = BASE; side < SIDES; side++) {
		const struct entry *entry = trio->at[side];

		if (entry && snapshot_tree(merging->trees[side], &entry->oid, &level.trees[side],
				     merging->err) < 0)
			return err_wrap(merging->err, "cannot list '%.512s'", walk->path.data);
		level.is_gone[side] = above->is_gone[side] || (trio->at[BASE] && !entry);
		walk->entries += level.trees[side].count;
	}
	if (walk->entries > ENTRIES_MAX)
		return err_set(merging->err, ERR_LIMIT,
			"more than %u entries of directories to compare", ENTRIES_MAX);
	return merge_level(walk, &level);
}

/* A name under which directories and others stand. What is to come of it cannot be told, but what
 * was renamed away from there is to be followed all the same. */
static int merge_mixed(struct walk *walk, const struct level *level, const struct trio *trio)
{
	struct trio files = *trio, directories = *trio;

	merging_doubt(walk->merging, walk->path.data, MERGE_BOTH_CHANGED, trio->at[OURS],
		trio->at[THEIRS]);
	narrow(&directories, true);
	narrow(&files, false);
	if (!is_same(files.at[BASE], files.at[OURS]) &&
		!is_same(files.at[BASE], files.at[THEIRS]) &&
		!is_same(files.at[OURS], files.at[THEIRS]) && merge_changed(walk, &files) < 0)
		return -1;
	return enter(walk, level, &directories);
}

/* The name is walk->path. */
static int merge_name(struct walk *walk, const struct level *level, const struct trio *trio)
{
	const struct entry *base = trio->at[BASE], *ours = trio->at[OURS],
			   *theirs = trio->at[THEIRS];

	if (is_same(ours, theirs)) {
		walk->merging->has_lost |= base && !ours;
		return 0;
	}
	if (is_same(base, theirs)) {
		if (!base && level->is_gone[THEIRS])
			go_astray(walk, THEIRS);
		return 0;
	}
	if (is_same(base, ours)) {
		take_theirs(walk, theirs);
		if (!base && level->is_gone[OURS])
			go_astray(walk, OURS);
		return 0;
	}
	if (narrow(&(struct trio){ { base, ours, theirs } }, true))
		return enter(walk, level, trio);
	if (narrow(&(struct trio){ { base, ours, theirs } }, false))
		return merge_changed(walk, trio);
	return merge_mixed(walk, level, trio);
}

/* The entries under the name that comes next in git's order. Returns one of them, or NULL: the name
 * was met before, as a file is before a directory. */
static const struct entry *next_name(
	struct trio *out, const struct level *level, size_t next[SIDES])
{
	const struct entry *first = NULL;
	bool is_new = true;

	for (enum side side = BASE; side < SIDES; side++) {
		const struct tree *tree = &level->trees[side];
		const struct entry *entry =
			next[side] < tree->count ? &tree->entries[next[side]] : NULL;

		if (entry && (!first || tree_order(entry, first) < 0))
			first = entry;
	}
	for (enum side side = BASE; first && side < SIDES; side++) {
		const struct tree *tree = &level->trees[side];
		const struct entry *entry =
			next[side] < tree->count ? &tree->entries[next[side]] : NULL;

		out->at[side] = NULL;
		if (entry && tree_order(entry, first) == 0) {
			out->at[side] = entry;
			next[side]++;
		} else if (first->kind != ENTRY_DIRECTORY) {
			out->at[side] = tree_find_directory(tree, first->name, strlen(first->name));
		} else {
			is_new = is_new && !tree_find(tree, first->name, strlen(first->name));
		}
	}
	return is_new ? first : NULL;
}

static bool has_more(const struct level *level, const size_t next[SIDES])
{
	for (enum side side = BASE; side < SIDES; side++)
		if (next[side] < level->trees[side].count)
			return true;
	return false;
}

static int merge_level(struct walk *walk, const struct level *level)
{
	size_t next[SIDES] = { 0 }, size = walk->path.size;
	int result = 0;

	while (result == 0 && has_more(level, next)) {
		struct trio trio = { { NULL } };
		const struct entry *some = next_name(&trio, level, next);

		if (!some)
			continue;
		if (size)
			str_add_char(&walk->path, '/');
		str_add_text(&walk->path, some->name);
		if (walk->path.size > PATH_BYTES_MAX)
			result = err_set(walk->merging->err, ERR_LIMIT,
				"a path is longer than %u bytes", PATH_BYTES_MAX);
		else
			result = merge_name(walk, level, &trio);
		str_cut(&walk->path, size);
	}
	return result;
}

/* Begins anew with a tree: what differs from it is put in place later. */
static void start_with(struct merging *merging, const struct oid *root)
{
	edit_free(merging->tree);
	merging->tree = edit_new(merging->objects, root);
}

static int merge_roots(struct merging *merging)
{
	struct walk walk = { merging, STR_INIT, 0 };
	const struct level above = { .depth = 0 };
	struct entry roots[SIDES];
	struct trio trio;
	int result = 0;

	for (enum side side = BASE; side < SIDES; side++) {
		roots[side] = (struct entry){ "", ENTRY_DIRECTORY, false,
			*snapshot_root(merging->trees[side]) };
		trio.at[side] = &roots[side];
	}
	if (is_same(trio.at[BASE], trio.at[OURS])) /* nothing on our side: the merge is theirs */
		start_with(merging, &roots[THEIRS].oid);
	else if (!is_same(trio.at[BASE], trio.at[THEIRS]) &&
		 !is_same(trio.at[OURS], trio.at[THEIRS]))
		result = enter(&walk, &above, &trio);
	str_release(&walk.path);
	return result;
}

/* ---- putting it together ---- */

static int put(struct merging *merging, const char *path, const struct place *place)
{
	return edit_put(merging->tree, path, place->is_there ? &place->entry : NULL, merging->err);
}

static int compare_choices(const void *a, const void *b)
{
	return strcmp(((const struct choice *)a)->path, ((const struct choice *)b)->path);
}

static void list_doubts(struct merging *merging)
{
	struct merge *out = merging->out;

	for (size_t i = 0; i < merging->choices.count; i++) {
		const struct choice *choice = &merging->choices.items[i];

		if (out->doubts.count == 0 ||
			strcmp(out->doubts.items[out->doubts.count - 1].path, choice->path) != 0)
			vec_push(
				&out->doubts, (struct merge_doubt){ choice->path, choice->reason });
	}
}

static int put_together(struct merging *merging)
{
	struct merge *out = merging->out;
	int result = 0;

	if (merging->choices.count) /* parents before what lies below them */
		qsort(merging->choices.items, merging->choices.count,
			sizeof *merging->choices.items, compare_choices);
	for (size_t i = 0; i < merging->edits.count && result == 0; i++)
		result = put(merging, merging->edits.items[i].path, &merging->edits.items[i].now);
	for (size_t i = 0; i < merging->choices.count && result == 0; i++)
		result = put(
			merging, merging->choices.items[i].path, &merging->choices.items[i].ours);
	if (result < 0)
		return -1;
	out->ours = *edit_root(merging->tree);
	for (size_t i = 0; i < merging->choices.count && result == 0; i++)
		result = put(
			merging, merging->choices.items[i].path, &merging->choices.items[i].theirs);
	out->theirs = *edit_root(merging->tree);
	list_doubts(merging);
	return result;
}

void merge_init(struct merge *merge)
{
	memset(merge, 0, sizeof *merge);
}

void merge_release(struct merge *merge)
{
	vec_release(&merge->doubts);
	arena_release(&merge->arena);
	merge_init(merge);
}

static void merging_release(struct merging *merging)
{
	edit_free(merging->tree);
	for (enum side side = BASE; side < SIDES; side++) {
		snapshot_free(merging->trees[side]);
		vec_release(&merging->files[side].added);
		vec_release(&merging->files[side].deleted);
		map_release(&merging->files[side].added_by_id);
		map_release(&merging->files[side].deleted_by_id);
	}
	vec_release(&merging->edits);
	vec_release(&merging->splits);
	vec_release(&merging->strays);
	vec_release(&merging->choices);
}

/* What is not sure in the base is not sure in the merge, unless both sides have it alike. */
static int doubt_base(struct merging *merging, const struct merge *base)
{
	for (size_t i = 0; base && i < base->doubts.count; i++) {
		const struct merge_doubt *doubt = &base->doubts.items[i];
		struct entry ours, theirs;
		int in_ours =
			snapshot_entry(merging->trees[OURS], doubt->path, &ours, merging->err);
		int in_theirs =
			snapshot_entry(merging->trees[THEIRS], doubt->path, &theirs, merging->err);

		if (in_ours < 0 || in_theirs < 0)
			return -1;
		if (!is_same(in_ours ? &ours : NULL, in_theirs ? &theirs : NULL))
			merging_doubt(merging, doubt->path, doubt->reason, in_ours ? &ours : NULL,
				in_theirs ? &theirs : NULL);
	}
	return 0;
}

static int merge_onto(struct merge *out, struct object_source *objects,
	const struct oid roots[SIDES], const struct merge *base, const struct merge_reader *reader,
	const struct merge_setup *setup, struct err *err)
{
	struct merging merging = {
		.out = out, .objects = objects, .reader = reader, .setup = setup, .err = err
	};
	int result;

	for (enum side side = BASE; side < SIDES; side++)
		merging.trees[side] = snapshot_new(objects, &roots[side]);
	start_with(&merging, &roots[OURS]);
	result = merge_roots(&merging);
	if (result == 0)
		result = merging_follow_renames(&merging);
	if (result == 0)
		result = doubt_base(&merging, base);
	if (result == 0)
		result = put_together(&merging);
	merging_release(&merging);
	return result;
}

int merge_trees(struct merge *out, struct object_source *objects, const struct oid *base,
	const struct oid *ours, const struct oid *theirs, const struct merge_reader *reader,
	struct err *err)
{
	const struct merge_setup setup = MERGE_SETUP_INIT;
	const struct oid roots[SIDES] = { *base, *ours, *theirs };

	return merge_onto(out, objects, roots, NULL, reader, &setup, err);
}

bool merge_doubts(const struct merge *merge, const char *path)
{
	for (size_t i = 0; i < merge->doubts.count; i++)
		if (path_is_within(path, merge->doubts.items[i].path) ||
			path_is_within(merge->doubts.items[i].path, path))
			return true;
	return false;
}

/* ---- commits ---- */

#define CROSSINGS_MAX 20 /* merge bases of merge bases of ... */

struct commits {
	struct repository *repository;
	const struct merge_reader *reader;
	const struct merge_setup *setup;
	struct err *err;
};

static int tree_of(const struct commits *commits, const struct oid *id, struct oid *out)
{
	struct commit commit;

	if (repository_commit(commits->repository, id, &commit, commits->err) < 0)
		return -1;
	*out = commit.tree;
	commit_release(&commit);
	return 0;
}

static int merge_bases(const struct commits *commits, const struct oid *bases, size_t count,
	unsigned depth, struct merge *out);

/* Merges `theirs` into the tree out->ours, which stands for all of `ours`. */
static int merge_one(const struct commits *commits, const struct oid *ours, size_t count,
	const struct oid *theirs, unsigned depth, struct merge *out)
{
	struct oid *bases, roots[SIDES] = { 0 };
	struct merge base;
	size_t base_count;
	int result = repository_merge_bases(
		commits->repository, ours, count, theirs, &bases, &base_count, commits->err);

	if (result < 0)
		return -1;
	merge_init(&base);
	if (base_count)
		result = merge_bases(commits, bases, base_count, depth, &base);
	roots[BASE] = base.ours;
	roots[OURS] = out->ours;
	if (result == 0)
		result = tree_of(commits, theirs, &roots[THEIRS]);
	if (result == 0)
		result = merge_onto(out, repository_objects(commits->repository), roots, &base,
			commits->reader, commits->setup, commits->err);
	merge_release(&base);
	free(bases);
	return result;
}

/* What git calls a virtual merge base: all of them merged, one after the other. Every file's lines
 * are, for whether a side changed a file is known from them. */
static int merge_bases(const struct commits *commits, const struct oid *bases, size_t count,
	unsigned depth, struct merge *out)
{
	const struct commits whole = { commits->repository, NULL, commits->setup, commits->err };
	int result;

	if (depth > CROSSINGS_MAX)
		return err_set(commits->err, ERR_LIMIT,
			"the branches were merged crosswise more than %d times over",
			CROSSINGS_MAX);
	result = tree_of(&whole, &bases[0], &out->ours);
	for (size_t i = 1; i < count && result == 0; i++)
		result = merge_one(&whole, bases, i, &bases[i], depth + 1, out);
	return result;
}

static int refuse_strangers(struct repository *repository, struct err *err)
{
	if (repository_is_shallow(repository)) {
		err_set(err, ERR_MISSING,
			"where the two sides parted is not in this shallow clone");
		return err_fix(err, "git fetch --unshallow");
	}
	err_set(err, ERR_REVISION, "the two sides have no commit in common");
	return err_fix(err, "compare them as they are, with '..' in place of '...'");
}

int merge_commits(struct merge *out, struct repository *repository, const struct oid *ours,
	const struct oid *theirs, const struct merge_reader *reader, struct err *err)
{
	struct merge_setup setup = MERGE_SETUP_INIT;
	const struct commits commits = { repository, reader, &setup, err };
	struct oid *bases;
	size_t count;
	int result;

	if (repository_merge_bases(repository, ours, 1, theirs, &bases, &count, err) < 0)
		return -1;
	free(bases);
	if (count == 0)
		return refuse_strangers(repository, err);
	result = merge_setup_read(&setup, repository, err);
	if (result == 0)
		result = tree_of(&commits, ours, &out->ours);
	if (result == 0)
		result = merge_one(&commits, ours, 1, theirs, 0, out);
	merge_setup_release(&setup);
	return result;
}
