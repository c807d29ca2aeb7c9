/*
 * snapshot.c - looking up paths in a tree of trees.
 *
 * snapshot_entry is the hottest function of the program, so a snapshot remembers each directory it
 * ever went into by its path, and the last one besides: neighbouring questions mostly lie in one
 * directory. Trees are parsed once and found again by their id.
 */
#include "repo/snapshot.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "repo/tree.h"
#include "util/arena.h"
#include "util/map.h"
#include "util/memory.h"

#define SHELF_BYTES_MAX ((size_t)SNAPSHOT_TREES_MAX * 8)

/* Bytes of directories' paths after which they are forgotten and remembered anew: in trees that
 * share subtrees there is no end of paths. */
#define PATHS_BYTES_MAX (32u << 20)

/* A tree that was read. */
struct kept {
	struct oid oid;
	struct tree tree;
};

/* One place of the table. The word, which begins the id, stands here so that looking does not go
 * astray in memory. */
struct slot {
	uint64_t word;
	struct kept *kept; /* NULL: free */
};

/* Parsed trees by id. Shared by the source, while it is the newest, and the snapshots made since.
 */
struct shelf {
	size_t references;
	struct arena arena;
	struct slot *slots; /* open addressing, a power of two of them, at most half full */
	size_t slot_count, count;
	uint64_t factor; /* odd; ids are a stranger's choice, so where they fall is not known to him
			  */
	struct str raw;  /* the bytes of the tree being read */
};

/* The bytes of objects that no repository holds. */
struct made {
	struct map objects; /* id to struct str */
	struct arena arena;
};

struct snapshot {
	struct object_source *source;
	struct shelf *shelf;
	struct oid root;
	struct map directories; /* path to its tree, NULL: there is none; of those asked for */
	const char *last_path;  /* the directory asked for last: a key of the map, or NULL */
	size_t last_size;
	const struct tree *last_tree;
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

static size_t first_slot(const struct shelf *shelf, uint64_t word)
{
	return (size_t)((word * shelf->factor) >> 24) & (shelf->slot_count - 1);
}

/* The slot that holds `oid`, or the free one where it belongs, with the word set. */
static struct slot *slot_of(const struct shelf *shelf, const struct oid *oid)
{
	uint64_t word;
	size_t at;

	memcpy(&word, oid->bytes, sizeof word);
	for (at = first_slot(shelf, word); shelf->slots[at].kept;
		at = (at + 1) & (shelf->slot_count - 1)) {
		if (shelf->slots[at].word == word && oid_equal(&shelf->slots[at].kept->oid, oid))
			break;
	}
	shelf->slots[at].word = word;
	return &shelf->slots[at];
}

static void grow(struct shelf *shelf)
{
	struct slot *old = shelf->slots;
	size_t old_count = shelf->slot_count;

	shelf->slot_count *= 2;
	shelf->slots = memory_get_zeroed(shelf->slot_count, sizeof *shelf->slots);
	for (size_t i = 0; i < old_count; i++) {
		size_t at = first_slot(shelf, old[i].word);

		if (!old[i].kept)
			continue;
		while (shelf->slots[at].kept)
			at = (at + 1) & (shelf->slot_count - 1);
		shelf->slots[at] = old[i];
	}
	free(old);
}

int object_source_read(struct object_source *source, const struct oid *oid, bool is_tree,
	size_t limit_bytes, struct str *out, struct err *err)
{
	const struct map_entry *made =
		source->made ? map_find(&source->made->objects, (const char *)oid->bytes,
				       sizeof oid->bytes)
			     : NULL;
	const struct str *bytes = made ? made->value : NULL;

	if (!bytes)
		return source->read(source, oid, is_tree, limit_bytes, out, err);
	str_clear(out);
	if (bytes->size > limit_bytes)
		return 0;
	str_add(out, bytes->data, bytes->size);
	return 1;
}

static int read_tree(struct kept *out, struct shelf *shelf, struct object_source *source,
	const struct oid *oid, struct err *err)
{
	char text[OID_TEXT_SIZE];
	int result;

	if (shelf->arena.used > SHELF_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
			"the directories of the repository take more than %zu MiB",
			SHELF_BYTES_MAX >> 20);
	result = object_source_read(source, oid, true, SNAPSHOT_TREE_BYTES_MAX, &shelf->raw, err);
	if (result < 0)
		return -1;
	out->oid = *oid;
	if (result == 1 &&
		tree_parse(&out->tree, &shelf->arena, shelf->raw.data, shelf->raw.size, err) == 0)
		return 0;
	oid_text(text, oid);
	if (result == 0)
		return err_set(err, ERR_LIMIT, "the tree %s is larger than %u MiB", text,
			SNAPSHOT_TREE_BYTES_MAX >> 20);
	return err_wrap(err, "cannot read the tree %s", text);
}

/* The parsed tree of that id, which lives as long as the shelf; NULL if it failed. */
static const struct tree *shelf_tree(
	struct shelf *shelf, struct object_source *source, const struct oid *oid, struct err *err)
{
	struct slot *slot = slot_of(shelf, oid);
	struct kept *kept, read;

	if (slot->kept)
		return &slot->kept->tree;
	if (oid_is_zero(oid))
		return &empty_tree;
	if (read_tree(&read, shelf, source, oid, err) < 0)
		return NULL;
	kept = arena_get(&shelf->arena, sizeof *kept);
	*kept = read;
	slot->kept = kept;
	if (++shelf->count > shelf->slot_count / 2)
		grow(shelf);
	return &kept->tree;
}

void object_source_free(struct object_source *source)
{
	if (!source)
		return;
	shelf_drop(source->shelf);
	if (source->made) {
		for (size_t i = 0; i < source->made->objects.count; i++)
			str_release(source->made->objects.entries[i].value);
		map_release(&source->made->objects);
		arena_release(&source->made->arena);
		free(source->made);
	}
	source->free(source);
}

/* Takes the bytes over. */
static void make(struct oid *out, struct object_source *source, const char *type, struct str *bytes)
{
	struct map_entry *entry;
	struct str *kept;

	if (!source->made)
		source->made = memory_get_zeroed(1, sizeof *source->made);
	oid_of(out, type, bytes->data, bytes->size);
	entry = map_put(&source->made->objects, (const char *)out->bytes, sizeof out->bytes);
	if (entry->value) {
		str_release(bytes);
		return;
	}
	kept = arena_get(&source->made->arena, sizeof *kept);
	*kept = *bytes;
	entry->value = kept;
}

void object_source_make_tree(
	struct oid *out, struct object_source *source, const struct entry *entries, size_t count)
{
	struct str bytes = STR_INIT;

	tree_write(&bytes, entries, count);
	make(out, source, "tree", &bytes);
}

void object_source_make_file(
	struct oid *out, struct object_source *source, const void *bytes, size_t size)
{
	struct str copy = STR_INIT;

	str_add(&copy, bytes, size);
	make(out, source, "blob", &copy);
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
	snapshot->directories = (struct map)MAP_INIT;
	return snapshot;
}

void snapshot_free(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	shelf_drop(snapshot->shelf);
	map_release(&snapshot->directories);
	free(snapshot);
}

const struct oid *snapshot_root(const struct snapshot *snapshot)
{
	return &snapshot->root;
}

static size_t parent_size(const char *path, size_t size)
{
	const char *slash = memrchr(path, '/', size);

	return slash ? (size_t)(slash - path) : 0;
}

static size_t count_components(const char *path, size_t size)
{
	size_t count = size > 0;

	for (size_t i = 0; i < size; i++)
		count += path[i] == '/';
	return count;
}

/* Remembers what the first `size` bytes of `path` lead to. */
static void remember(
	struct snapshot *snapshot, const char *path, size_t size, const struct tree *tree)
{
	if (snapshot->directories.keys.used > PATHS_BYTES_MAX) {
		snapshot->last_path = NULL;
		map_clear(&snapshot->directories);
	}
	map_put(&snapshot->directories, path, size)->value = (void *)(uintptr_t)tree;
}

/* Reads the tree of the directory whose path is the first `size` bytes, and remembers it. */
static const struct tree *go_into(struct snapshot *snapshot, const struct oid *oid,
	const char *path, size_t size, struct err *err)
{
	const struct tree *tree = shelf_tree(snapshot->shelf, snapshot->source, oid, err);

	if (!tree) {
		if (size)
			err_wrap(err, "cannot list '%.*s'", (int)(size < 512 ? size : 512), path);
		return NULL;
	}
	remember(snapshot, path, size, tree);
	return tree;
}

/* Goes from the nearest directory above that is remembered, or from the root, down to a directory.
 */
static int descend(const struct tree **out, struct snapshot *snapshot, const char *path,
	size_t size, struct err *err)
{
	size_t end = size ? parent_size(path, size) : 0;
	const struct map_entry *known;
	const struct tree *tree;

	while (!(known = map_find(&snapshot->directories, path, end)) && end > 0)
		end = parent_size(path, end);
	if (known && !known->value)
		return 0;
	tree = known ? known->value : go_into(snapshot, &snapshot->root, path, 0, err);
	for (size_t depth = count_components(path, end); tree && end < size; depth++) {
		const char *name = path + end + (end > 0), *slash;
		const struct entry *entry;

		slash = memchr(name, '/', size - (size_t)(name - path));
		end = slash ? (size_t)(slash - path) : size;
		entry = tree_find_directory(tree, name, end - (size_t)(name - path));
		if (!entry)
			return 0;
		if (depth >= SNAPSHOT_DEPTH_MAX)
			return err_set(err, ERR_LIMIT,
				"more than %d directories lie inside each other",
				SNAPSHOT_DEPTH_MAX);
		tree = go_into(snapshot, &entry->oid, path, end, err);
	}
	*out = tree;
	return tree ? 1 : -1;
}

/* Finds the directory whose path is the first `size` bytes of `path`. That there is none is
 * remembered too: references mostly try several places, and some of them often. */
static int find_directory(const struct tree **out, struct snapshot *snapshot, const char *path,
	size_t size, struct err *err)
{
	const struct map_entry *known;
	const struct tree *tree;

	if (snapshot->last_path && snapshot->last_size == size &&
		memcmp(snapshot->last_path, path, size) == 0) {
		*out = snapshot->last_tree;
		return 1;
	}
	known = map_find(&snapshot->directories, path, size);
	if (!known) {
		int result = descend(&tree, snapshot, path, size, err);

		if (result < 0)
			return -1;
		if (result == 0)
			remember(snapshot, path, size, NULL);
		known = map_find(&snapshot->directories, path, size);
	}
	if (!known->value)
		return 0;
	snapshot->last_path = known->key;
	snapshot->last_size = size;
	snapshot->last_tree = known->value;
	*out = known->value;
	return 1;
}

int snapshot_entry(struct snapshot *snapshot, const char *path, struct entry *out, struct err *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const struct tree *tree;
	const struct entry *entry;
	int result;

	if (!*path) {
		*out = (struct entry){ "", ENTRY_DIRECTORY, false, snapshot->root };
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
	return object_source_read(snapshot->source, oid, false, limit_bytes, out, err);
}
