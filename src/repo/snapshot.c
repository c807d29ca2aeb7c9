/*
 * snapshot.c - looking up paths in a tree of trees.
 *
 * snapshot_entry is the hottest function of the program. Neighbouring questions mostly lie in one
 * directory, so a snapshot remembers the chain of directories it went down last and starts from the
 * deepest one that the next path shares. Trees are parsed once and found again by their id.
 */
#include "repo/snapshot.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "repo/tree.h"
#include "util/arena.h"
#include "util/memory.h"
#include "util/vec.h"

#define SHELF_BYTES_MAX ((size_t)SNAPSHOT_TREES_MAX * 8)

/* A tree that was read. */
struct kept {
	struct oid oid;
	struct tree tree;
};

/* Parsed trees by id. Shared by the source, while it is the newest, and the snapshots made since.
 */
struct shelf {
	size_t references;
	struct arena arena;
	struct kept **slots; /* open addressing, a power of two of them, at most half full */
	size_t slot_count, count;
	uint64_t factor; /* odd; ids are a stranger's choice, so where they fall is not known to him
			  */
	struct str raw;  /* the bytes of the tree being read */
};

/* One directory of the chain gone down last. */
struct level {
	size_t end; /* length of its path */
	const struct tree *tree;
};

struct snapshot {
	struct object_source *source;
	struct shelf *shelf;
	struct oid root;
	struct str path;          /* of the last directory of the chain */
	VEC(struct level) levels; /* from the root, which is missing until it is first read */
};

static const struct tree empty_tree;

static struct shelf *shelf_new(void)
{
	struct shelf *shelf = memory_get_zeroed(1, sizeof *shelf);

	shelf->references = 1;
	shelf->arena = (struct arena)ARENA_INIT;
	shelf->raw = (struct str)STR_INIT;
	shelf->slot_count = 1024;
	shelf->slots = memory_get_zeroed(shelf->slot_count, sizeof *shelf->slots);
	shelf->factor = ((uint64_t)(uintptr_t)shelf >> 4) * 0x9e3779b97f4a7c15u | 1;
	return shelf;
}

static void shelf_drop(struct shelf *shelf)
{
	if (!shelf || --shelf->references > 0)
		return;
	arena_release(&shelf->arena);
	str_release(&shelf->raw);
	free(shelf->slots);
	free(shelf);
}

/* The slot that holds `oid`, or the free one where it belongs. */
static struct kept **slot_of(const struct shelf *shelf, const struct oid *oid)
{
	uint64_t word;
	size_t at;

	memcpy(&word, oid->bytes, sizeof word);
	at = (size_t)((word * shelf->factor) >> 24) & (shelf->slot_count - 1);
	while (shelf->slots[at] && !oid_equal(&shelf->slots[at]->oid, oid))
		at = (at + 1) & (shelf->slot_count - 1);
	return &shelf->slots[at];
}

static void grow(struct shelf *shelf)
{
	struct kept **old = shelf->slots;
	size_t old_count = shelf->slot_count;

	shelf->slot_count *= 2;
	shelf->slots = memory_get_zeroed(shelf->slot_count, sizeof *shelf->slots);
	for (size_t i = 0; i < old_count; i++) {
		if (old[i])
			*slot_of(shelf, &old[i]->oid) = old[i];
	}
	free(old);
}

static int read_tree(struct kept *out, struct shelf *shelf, struct object_source *source,
	const struct oid *oid, struct err *err)
{
	char text[OID_TEXT_SIZE];
	int result;

	oid_text(text, oid);
	if (shelf->arena.used > SHELF_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
			"the directories of the repository take more than %zu MiB",
			SHELF_BYTES_MAX >> 20);
	result = source->read(source, oid, true, SNAPSHOT_TREE_BYTES_MAX, &shelf->raw, err);
	if (result == 0)
		return err_set(err, ERR_LIMIT, "the tree %s is larger than %u MiB", text,
			SNAPSHOT_TREE_BYTES_MAX >> 20);
	if (result < 0)
		return -1;
	out->oid = *oid;
	if (tree_parse(&out->tree, &shelf->arena, shelf->raw.data, shelf->raw.size, err) < 0)
		return err_wrap(err, "cannot read the tree %s", text);
	return 0;
}

/* The parsed tree of that id, which lives as long as the shelf; NULL if it failed. */
static const struct tree *shelf_tree(
	struct shelf *shelf, struct object_source *source, const struct oid *oid, struct err *err)
{
	struct kept **slot = slot_of(shelf, oid), *kept, read;

	if (*slot)
		return &(*slot)->tree;
	if (oid_is_zero(oid))
		return &empty_tree;
	if (read_tree(&read, shelf, source, oid, err) < 0)
		return NULL;
	kept = arena_get(&shelf->arena, sizeof *kept);
	*kept = read;
	*slot = kept;
	if (++shelf->count > shelf->slot_count / 2)
		grow(shelf);
	return &kept->tree;
}

void object_source_free(struct object_source *source)
{
	if (!source)
		return;
	shelf_drop(source->shelf);
	source->free(source);
}

/* The shelf that a new snapshot of `source` reads from. */
static struct shelf *shelf_of(struct object_source *source)
{
	if (source->shelf && source->shelf->arena.used > SNAPSHOT_TREES_MAX) {
		shelf_drop(source->shelf);
		source->shelf = NULL;
	}
	if (!source->shelf)
		source->shelf = shelf_new();
	source->shelf->references++;
	return source->shelf;
}

struct snapshot *snapshot_new(struct object_source *source, const struct oid *root)
{
	struct snapshot *snapshot = memory_get_zeroed(1, sizeof *snapshot);

	snapshot->source = source;
	snapshot->shelf = shelf_of(source);
	snapshot->root = *root;
	snapshot->path = (struct str)STR_INIT;
	return snapshot;
}

void snapshot_free(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	shelf_drop(snapshot->shelf);
	str_release(&snapshot->path);
	vec_release(&snapshot->levels);
	free(snapshot);
}

const struct oid *snapshot_root(const struct snapshot *snapshot)
{
	return &snapshot->root;
}

/* Leaves of the chain what is `path` or above it. */
static void climb(struct snapshot *snapshot, const char *path, size_t size)
{
	const char *last = snapshot->path.data;
	size_t count = snapshot->levels.count, shared = 0;

	while (shared < size && shared < snapshot->path.size && last[shared] == path[shared])
		shared++;
	for (; count > 1; count--) {
		size_t end = snapshot->levels.items[count - 1].end;

		if (end < shared ? path[end] == '/'
				 : end == shared && (end == size || path[end] == '/'))
			break;
	}
	snapshot->levels.count = count;
	str_cut(&snapshot->path, snapshot->levels.items[count - 1].end);
}

static int descend_into(struct snapshot *snapshot, const struct oid *oid, const char *path,
	size_t end, struct err *err)
{
	const struct tree *tree;

	if (snapshot->levels.count > SNAPSHOT_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "more than %d directories lie inside each other",
			SNAPSHOT_DEPTH_MAX);
	tree = shelf_tree(snapshot->shelf, snapshot->source, oid, err);
	if (!tree)
		return end ? err_wrap(err, "cannot list '%.*s'", (int)(end < 512 ? end : 512), path)
			   : -1;
	str_add(&snapshot->path, path + snapshot->path.size, end - snapshot->path.size);
	vec_push(&snapshot->levels, (struct level){ end, tree });
	return 0;
}

/* Finds the directory whose path is the first `size` bytes of `path`. */
static int find_directory(const struct tree **out, struct snapshot *snapshot, const char *path,
	size_t size, struct err *err)
{
	size_t start;

	if (snapshot->levels.count == 0 &&
		descend_into(snapshot, &snapshot->root, path, 0, err) < 0)
		return -1;
	climb(snapshot, path, size);
	while ((start = snapshot->path.size) < size) {
		const struct level *level = &snapshot->levels.items[snapshot->levels.count - 1];
		const struct entry *entry;
		const char *slash;

		start += start > 0;
		slash = memchr(path + start, '/', size - start);
		entry = tree_find_directory(
			level->tree, path + start, (slash ? (size_t)(slash - path) : size) - start);
		if (!entry)
			return 0;
		if (descend_into(snapshot, &entry->oid, path, slash ? (size_t)(slash - path) : size,
			    err) < 0)
			return -1;
	}
	*out = snapshot->levels.items[snapshot->levels.count - 1].tree;
	return 1;
}

int snapshot_entry(struct snapshot *snapshot, const char *path, struct entry *out, struct err *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const struct tree *tree;
	const struct entry *entry;
	int result;

	if (!*path) {
		*out = (struct entry){ "", ENTRY_DIRECTORY, snapshot->root };
		return 1;
	}
	if (slash == path) /* no path of this repository begins so */
		return 0;
	result = find_directory(&tree, snapshot, path, slash ? (size_t)(slash - path) : 0, err);
	if (result <= 0)
		return result;
	entry = tree_find(tree, name, strlen(name));
	if (!entry)
		return 0;
	*out = *entry;
	return 1;
}

int snapshot_list(struct snapshot *snapshot, const char *path, struct tree *out, struct err *err)
{
	const struct tree *tree;
	int result = find_directory(&tree, snapshot, path, strlen(path), err);

	if (result > 0)
		*out = *tree;
	return result;
}

int snapshot_tree(
	struct snapshot *snapshot, const struct oid *oid, struct tree *out, struct err *err)
{
	const struct tree *tree = shelf_tree(snapshot->shelf, snapshot->source, oid, err);

	if (!tree)
		return -1;
	*out = *tree;
	return 0;
}

int snapshot_read(struct snapshot *snapshot, const struct oid *oid, size_t limit_bytes,
	struct str *out, struct err *err)
{
	return snapshot->source->read(snapshot->source, oid, false, limit_bytes, out, err);
}
