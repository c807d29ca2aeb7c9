/*
 * memory_source.c - objects made in memory, in git's own format and with git's own ids.
 *
 * What is put lies in a tree of nodes. Taking a snapshot writes the objects of the nodes that
 * changed since the last one; objects are never changed, so older snapshots stay as they were.
 */
#include <stdlib.h>
#include <string.h>

#include "repo/oid.h"
#include "repo/snapshot.h"
#include "repo/tree.h"
#include "util/arena.h"
#include "util/map.h"
#include "util/memory.h"
#include "util/str.h"
#include "util/vec.h"

/* Something with a name. A directory's children are in the byte order of their names. */
struct node {
	struct entry entry; /* a directory's id counts only while `is_written` */
	bool is_written;
	VEC(struct node *) children;
};

/* The bytes of one object. */
struct object {
	size_t size;
	const char *bytes;
};

struct memory_source {
	struct object_source objects; /* first: what snapshots hold */
	struct node *root;
	struct map stored; /* id to struct object */
	struct arena arena;
};

static struct node *node_new(const char *name, size_t size, enum entry_kind kind)
{
	struct node *node = memory_get_zeroed(1, sizeof *node);
	char *copy = memory_get(size + 1);

	memcpy(copy, name, size);
	copy[size] = '\0';
	node->entry.name = copy;
	node->entry.kind = kind;
	return node;
}

static void node_free(struct node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->children.count; i++)
		node_free(node->children.items[i]);
	vec_release(&node->children);
	free((char *)node->entry.name);
	free(node);
}

static int compare_name(const char *name, size_t size, const struct node *node)
{
	int order = strncmp(name, node->entry.name, size);

	return order ? order : node->entry.name[size] ? -1 : 0;
}

/* Where the child of that name is, or would go. */
static size_t place_of(const struct node *directory, const char *name, size_t size, bool *is_there)
{
	size_t from = 0, to = directory->children.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare_name(name, size, directory->children.items[middle]) > 0)
			from = middle + 1;
		else
			to = middle;
	}
	*is_there = from < directory->children.count &&
		    compare_name(name, size, directory->children.items[from]) == 0;
	return from;
}

static struct node *insert(struct node *directory, size_t at, struct node *child)
{
	struct node **items;
	size_t behind = directory->children.count - at;

	vec_push(&directory->children, child);
	items = directory->children.items;
	memmove(items + at + 1, items + at, behind * sizeof *items);
	items[at] = child;
	return child;
}

static void take_out(struct node *directory, size_t at)
{
	struct node **items = directory->children.items;

	node_free(items[at]);
	directory->children.count--;
	memmove(items + at, items + at + 1, (directory->children.count - at) * sizeof *items);
}

/* The directory of that name in `directory`, made if need be; NULL if it is not there and `is_made`
 * is false. */
static struct node *subdirectory(
	struct node *directory, const char *name, size_t size, bool is_made)
{
	bool is_there;
	size_t at = place_of(directory, name, size, &is_there);

	if (is_there && directory->children.items[at]->entry.kind == ENTRY_DIRECTORY)
		return directory->children.items[at];
	if (!is_made)
		return NULL;
	if (is_there)
		take_out(directory, at);
	return insert(directory, at, node_new(name, size, ENTRY_DIRECTORY));
}

static int source_read(struct object_source *objects, const struct oid *oid, bool is_tree,
	size_t limit_bytes, struct str *out, struct err *err)
{
	struct memory_source *source = (struct memory_source *)objects;
	const struct map_entry *found =
		map_find(&source->stored, (const char *)oid->bytes, sizeof oid->bytes);
	const struct object *object = found ? found->value : NULL;

	str_clear(out);
	if (!object) {
		char text[OID_TEXT_SIZE];

		oid_text(text, oid);
		return err_set(err, ERR_MISSING, "the %s %s is not there",
			is_tree ? "tree" : "file", text);
	}
	if (object->size > limit_bytes)
		return 0;
	str_add(out, object->bytes, object->size);
	return 1;
}

static void store(struct oid *out, struct memory_source *source, const char *type,
	const char *bytes, size_t size)
{
	struct map_entry *entry;
	struct object *object;

	oid_of(out, type, bytes, size);
	entry = map_put(&source->stored, (const char *)out->bytes, sizeof out->bytes);
	if (entry->value)
		return;
	object = arena_get(&source->arena, sizeof *object);
	object->size = size;
	object->bytes = arena_bytes(&source->arena, bytes, size);
	entry->value = object;
}

static void source_free(struct object_source *objects)
{
	struct memory_source *source = (struct memory_source *)objects;

	node_free(source->root);
	map_release(&source->stored);
	arena_release(&source->arena);
	free(source);
}

struct memory_source *memory_source_new(void)
{
	struct memory_source *source = memory_get_zeroed(1, sizeof *source);

	source->objects.read = source_read;
	source->objects.free = source_free;
	source->root = node_new("", 0, ENTRY_DIRECTORY);
	source->stored = (struct map)MAP_INIT;
	source->arena = (struct arena)ARENA_INIT;
	return source;
}

void memory_source_free(struct memory_source *source)
{
	object_source_free(source ? &source->objects : NULL);
}

struct object_source *memory_source_objects(struct memory_source *source)
{
	return &source->objects;
}

static void put_file(struct memory_source *source, struct node *directory, const char *name,
	enum entry_kind kind, const char *bytes)
{
	size_t size = strlen(name), at;
	struct node *node;
	bool is_there;

	at = place_of(directory, name, size, &is_there);
	if (is_there)
		take_out(directory, at);
	if (kind == ENTRY_NOTHING)
		return;
	node = insert(directory, at, node_new(name, size, kind));
	if (kind == ENTRY_DIRECTORY)
		return;
	if (!bytes)
		bytes = "";
	if (kind == ENTRY_SUBMODULE) /* a commit of another repository: never stored here */
		oid_of(&node->entry.oid, "commit", bytes, strlen(bytes));
	else
		store(&node->entry.oid, source, "blob", bytes, strlen(bytes));
}

void memory_source_put(
	struct memory_source *source, const char *path, enum entry_kind kind, const char *bytes)
{
	struct node *directory = source->root;
	const char *slash;

	directory->is_written = false;
	for (; (slash = strchr(path, '/')); path = slash + 1) {
		directory = subdirectory(
			directory, path, (size_t)(slash - path), kind != ENTRY_NOTHING);
		if (!directory)
			return;
		directory->is_written = false;
	}
	put_file(source, directory, path, kind, bytes);
}

static void write_tree(struct memory_source *source, struct node *directory);

/* Writes the directories below that changed, and takes out those that are empty. */
static void write_children(struct memory_source *source, struct node *directory)
{
	for (size_t i = directory->children.count; i-- > 0;) {
		struct node *child = directory->children.items[i];

		if (child->entry.kind != ENTRY_DIRECTORY)
			continue;
		if (!child->is_written)
			write_tree(source, child);
		if (child->children.count == 0)
			take_out(directory, i);
	}
}

static void write_tree(struct memory_source *source, struct node *directory)
{
	VEC(struct entry) entries = VEC_INIT;
	struct str bytes = STR_INIT;

	write_children(source, directory);
	for (size_t i = 0; i < directory->children.count; i++)
		vec_push(&entries, directory->children.items[i]->entry);
	tree_write(&bytes, entries.items, entries.count);
	store(&directory->entry.oid, source, "tree", bytes.data, bytes.size);
	directory->is_written = true;
	vec_release(&entries);
	str_release(&bytes);
}

struct snapshot *memory_source_snapshot(struct memory_source *source)
{
	if (!source->root->is_written)
		write_tree(source, source->root);
	return snapshot_new(&source->objects, &source->root->entry.oid);
}
