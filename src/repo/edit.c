/*
 * edit.c - a tree changed in memory, path by path.
 *
 * The directories into which something is put are a tree of nodes; all others are known by their id
 * alone. Taking the root makes the objects of the nodes that changed since the last time.
 */
#include "repo/edit.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"
#include "util/vec.h"

/* Something with a name. A directory's children are in the byte order of their names. */
struct node {
	struct entry entry; /* a directory's id counts only while `is_written` */
	bool is_written;
	bool is_listed; /* its children are known; else they are in the tree of its id */
	VEC(struct node *) children;
};

struct edit {
	struct object_source *objects;
	struct snapshot *snapshot; /* that reads trees by their id */
	struct node *root;
};

static struct node *node_new(const char *name, size_t size, enum entry_kind kind)
{
	struct node *node = memory_get_zeroed(1, sizeof *node);
	char *copy = memory_get(size + 1);

	memcpy(copy, name, size);
	copy[size] = '\0';
	node->entry.name = copy;
	node->entry.kind = kind;
	node->is_listed = true;
	return node;
}

/* A node for what stands elsewhere. */
static struct node *node_of(const char *name, size_t size, const struct entry *entry)
{
	struct node *node = node_new(name, size, entry->kind);

	node->entry.is_executable = entry->is_executable;
	node->entry.oid = entry->oid;
	if (entry->kind == ENTRY_DIRECTORY) {
		node->is_written = true;
		node->is_listed = false;
	}
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

struct edit *edit_new(struct object_source *objects, const struct oid *root)
{
	const struct entry entry = { "", ENTRY_DIRECTORY, false, *root };
	struct edit *edit = memory_get_zeroed(1, sizeof *edit);

	edit->objects = objects;
	edit->snapshot = snapshot_new(objects, root);
	edit->root = oid_is_zero(root) ? node_new("", 0, ENTRY_DIRECTORY) : node_of("", 0, &entry);
	return edit;
}

void edit_free(struct edit *edit)
{
	if (!edit)
		return;
	node_free(edit->root);
	snapshot_free(edit->snapshot);
	free(edit);
}

/* ---- putting ---- */

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

static int compare_by_name(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;

	return strcmp((*x)->entry.name, (*y)->entry.name);
}

/* Makes the children of a directory known. */
static int list(struct edit *edit, struct node *directory, struct err *err)
{
	struct tree tree;

	if (directory->is_listed)
		return 0;
	if (snapshot_tree(edit->snapshot, &directory->entry.oid, &tree, err) < 0)
		return -1;
	for (size_t i = 0; i < tree.count; i++) {
		const struct entry *entry = &tree.entries[i];

		vec_push(&directory->children, node_of(entry->name, strlen(entry->name), entry));
	}
	if (directory->children.count)
		qsort(directory->children.items, directory->children.count,
			sizeof *directory->children.items, compare_by_name);
	directory->is_listed = true;
	return 0;
}

/* Goes on to the directory of that name, made if need be, unless `is_made` is false. 1, 0 there is
 * none, -1 it cannot be listed. */
static int go_down(struct edit *edit, struct node **directory, const char *name, size_t size,
	bool is_made, struct err *err)
{
	bool is_there;
	size_t at = place_of(*directory, name, size, &is_there);

	if (is_there && (*directory)->children.items[at]->entry.kind == ENTRY_DIRECTORY) {
		*directory = (*directory)->children.items[at];
		return list(edit, *directory, err) < 0 ? -1 : 1;
	}
	if (!is_made)
		return 0;
	if (is_there)
		take_out(*directory, at);
	*directory = insert(*directory, at, node_new(name, size, ENTRY_DIRECTORY));
	return 1;
}

int edit_put(struct edit *edit, const char *path, const struct entry *entry, struct err *err)
{
	struct node *directory = edit->root;
	const char *slash;
	bool is_there;
	size_t at;

	if (list(edit, directory, err) < 0)
		return -1;
	directory->is_written = false;
	for (; (slash = strchr(path, '/')); path = slash + 1) {
		int found =
			go_down(edit, &directory, path, (size_t)(slash - path), entry != NULL, err);

		if (found <= 0)
			return found;
		directory->is_written = false;
	}
	at = place_of(directory, path, strlen(path), &is_there);
	if (is_there)
		take_out(directory, at);
	if (entry)
		insert(directory, at, node_of(path, strlen(path), entry));
	return 0;
}

/* ---- the tree ---- */

static void write_tree(struct edit *edit, struct node *directory);

/* Writes the directories below that changed, and takes out those that are empty. */
static void write_children(struct edit *edit, struct node *directory)
{
	for (size_t i = directory->children.count; i-- > 0;) {
		struct node *child = directory->children.items[i];

		if (child->entry.kind != ENTRY_DIRECTORY)
			continue;
		if (!child->is_written)
			write_tree(edit, child);
		if (child->is_listed && child->children.count == 0)
			take_out(directory, i);
	}
}

static void write_tree(struct edit *edit, struct node *directory)
{
	VEC(struct entry) entries = VEC_INIT;

	write_children(edit, directory);
	for (size_t i = 0; i < directory->children.count; i++)
		vec_push(&entries, directory->children.items[i]->entry);
	object_source_make_tree(&directory->entry.oid, edit->objects, entries.items, entries.count);
	directory->is_written = true;
	vec_release(&entries);
}

const struct oid *edit_root(struct edit *edit)
{
	if (!edit->root->is_written)
		write_tree(edit, edit->root);
	return &edit->root->entry.oid;
}
