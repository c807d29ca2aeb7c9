/*
 * staged.c - what is staged, as a tree made in memory: HEAD's, with all that the index has
 * otherwise.
 *
 * The index is a sorted list of paths. It is walked beside HEAD's tree, and a directory of which
 * git noted the tree that it would make is passed over where HEAD has the same: what differs is
 * paid for, and reading the file.
 */
#include "repo/staged.h"

#include <stdlib.h>
#include <string.h>

#include "repo/tree.h"
#include "util/path.h"

struct staging {
	struct edit *edit;
	struct snapshot *head;
	const struct index_file *index;
	struct str path; /* of the directory at hand */
	struct err *err;
};

/* The entries of a directory: [at, end) of the index, and what HEAD has there. */
struct level {
	size_t at, end;
	struct tree head;
	const struct cached_tree *cached; /* NULL: nothing is noted */
	unsigned depth;
};

static const struct index_entry *entry_at(const struct staging *staging, size_t i)
{
	return &staging->index->entries.items[i];
}

/* What follows the directory of `size` bytes in a path below it. */
static const char *below(const char *path, size_t size)
{
	return path + size + (size > 0);
}

/* ---- what only HEAD has ---- */

/* Is there an entry `path`, or one below it if `closing` is '/'? */
static bool has_entry(
	const struct staging *staging, const struct level *level, const char *path, char closing)
{
	size_t at = level->at, end = level->end, size = strlen(path);

	while (at < end) {
		size_t middle = at + (end - at) / 2;
		const char *other = entry_at(staging, middle)->path;
		int order = strncmp(other, path, size);

		if (order == 0)
			order = (unsigned char)other[size] - (unsigned char)closing;
		if (order == 0)
			return true;
		if (order < 0)
			at = middle + 1;
		else
			end = middle;
	}
	return false;
}

static int take_away(struct staging *staging, const struct level *level)
{
	size_t size = staging->path.size;
	int result = 0;

	for (size_t i = 0; i < level->head.count && result == 0; i++) {
		if (size)
			str_add_char(&staging->path, '/');
		str_add_text(&staging->path, level->head.entries[i].name);
		if (!has_entry(staging, level, staging->path.data, '\0') &&
			!has_entry(staging, level, staging->path.data, '/'))
			result = edit_put(staging->edit, staging->path.data, NULL, staging->err);
		str_cut(&staging->path, size);
	}
	return result;
}

/* ---- what the index has ---- */

static int put(struct staging *staging, const struct index_entry *staged, const struct entry *then)
{
	const struct entry now = { "", staged->kind, staged->is_executable, staged->oid };
	struct str path = STR_INIT;
	int result = 0;

	if (staged->is_unmerged) {
		err_set(staging->err, ERR_REPOSITORY, "'%s' is not merged yet", staged->path);
		return err_fix(staging->err, "resolve the conflict, and add it");
	}
	if (staged->is_intended ||
		(then && then->kind == now.kind && then->is_executable == now.is_executable &&
			oid_equal(&then->oid, &now.oid)))
		return 0;
	if (path_normalise(&path, staged->path) == 0)
		result = edit_put(staging->edit, path.data, &now, staging->err);
	str_release(&path);
	return result;
}

static const struct cached_tree *find_cached(
	const struct cached_tree *cached, const char *name, size_t size)
{
	size_t at = 0, end = cached ? cached->child_count : 0;

	while (at < end) {
		size_t middle = at + (end - at) / 2;
		const struct cached_tree *child = &cached->children[middle];
		int order = strncmp(child->name, name, size);

		if (order == 0 && child->name[size] == '\0')
			return child;
		if (order < 0)
			at = middle + 1;
		else
			end = middle;
	}
	return NULL;
}

static bool is_below(const struct staging *staging, size_t i, const char *directory, size_t size)
{
	const char *path = entry_at(staging, i)->path;

	return strncmp(path, directory, size) == 0 && path[size] == '/';
}

/* Where the entries end that lie below the directory that is the first `size` bytes of the path of
 * the entry `at`. What git noted of it spares looking, if it fits. */
static size_t end_of(const struct staging *staging, const struct level *level, size_t at,
	size_t size, const struct cached_tree **cached)
{
	const char *directory = entry_at(staging, at)->path;
	size_t end;

	if (*cached && (*cached)->is_known && (*cached)->count &&
		(*cached)->count <= level->end - at) {
		end = at + (*cached)->count;
		if (is_below(staging, end - 1, directory, size) &&
			(end == level->end || !is_below(staging, end, directory, size)))
			return end;
	}
	*cached = NULL;
	for (end = at + 1; end < level->end && is_below(staging, end, directory, size);)
		end++;
	return end;
}

static int compare(struct staging *staging, const struct level *level);

/* Passes the directory whose name is the `size` bytes at `name` of the entry `at`. */
static int pass_directory(struct staging *staging, const struct level *above, size_t *at,
	const char *name, size_t size)
{
	const struct entry *head = tree_find_directory(&above->head, name, size);
	size_t full_size = (size_t)(name - entry_at(staging, *at)->path) + size;
	size_t kept = staging->path.size;
	struct level level = { .at = *at,
		.cached = find_cached(above->cached, name, size),
		.depth = above->depth + 1 };
	int result = 0;

	level.end = *at = end_of(staging, above, level.at, full_size, &level.cached);
	if (head && level.cached && oid_equal(&head->oid, &level.cached->oid))
		return 0;
	if (level.depth > SNAPSHOT_DEPTH_MAX)
		return err_set(staging->err, ERR_LIMIT,
			"more than %d directories lie inside each other", SNAPSHOT_DEPTH_MAX);
	if (head)
		result = snapshot_tree(staging->head, &head->oid, &level.head, staging->err);
	str_clear(&staging->path);
	str_add(&staging->path, entry_at(staging, level.at)->path, full_size);
	if (result == 0)
		result = compare(staging, &level);
	str_cut(&staging->path, kept);
	return result;
}

static const struct entry *find_in_head(
	const struct level *level, const struct index_entry *staged, const char *name, size_t size)
{
	return staged->kind == ENTRY_DIRECTORY ? tree_find_directory(&level->head, name, size)
					       : tree_find(&level->head, name, size);
}

static int compare(struct staging *staging, const struct level *level)
{
	size_t size = staging->path.size;
	int result = take_away(staging, level);

	for (size_t at = level->at; at < level->end && result == 0;) {
		const struct index_entry *staged = entry_at(staging, at);
		const char *name = below(staged->path, size);
		size_t name_size = path_component_size(name);

		if (name[name_size] == '/' && name[name_size + 1])
			result = pass_directory(staging, level, &at, name, name_size);
		else
			result = put(staging, entry_at(staging, at++),
				find_in_head(level, staged, name, name_size));
	}
	return result;
}

int staged_put(
	struct edit *edit, struct snapshot *head, const struct index_file *index, struct err *err)
{
	struct staging staging = { edit, head, index, STR_INIT, err };
	struct level root = { .end = index->entries.count, .cached = &index->root };
	int result;

	if (index->root.is_known && index->root.count == root.end &&
		oid_equal(&index->root.oid, snapshot_root(head)))
		return 0;
	result = snapshot_tree(head, snapshot_root(head), &root.head, err);
	if (result == 0)
		result = compare(&staging, &root);
	str_release(&staging.path);
	return result;
}
