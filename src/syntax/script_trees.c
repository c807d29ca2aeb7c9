/*
 * script_trees.c - syntax trees that are kept for who reads the same file again.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/script.h"
#include "syntax/script_tree.h"
#include "util/map.h"
#include "util/memory.h"

#define KEPT_BYTES_MAX (4u << 20) /* of programs; a tree takes some thirty times as much */

struct script_trees {
	struct arena arena;
	struct map known; /* language, size and id -> struct script_tree */
	size_t bytes;
};

struct script_trees *script_trees_new(void)
{
	struct script_trees *trees = memory_get(sizeof(*trees));

	*trees = (struct script_trees){ .arena = ARENA_INIT, .known = MAP_INIT };
	return trees;
}

void script_trees_free(struct script_trees *trees)
{
	if (!trees)
		return;
	map_release(&trees->known);
	arena_release(&trees->arena);
	free(trees);
}

static void keep(struct script_trees *trees, const char *key, struct script_tree tree, size_t size)
{
	struct script_tree *kept = arena_get(&trees->arena, sizeof(*kept));

	*kept = tree;
	trees->bytes += size;
	map_set(&trees->known, key, kept);
}

struct script_tree script_trees_read(struct script_trees *trees, const char *id, bool is_typescript,
	struct arena *arena, const char *bytes, size_t size)
{
	bool is_kept = trees && id && trees->bytes + size <= KEPT_BYTES_MAX;
	struct script_tree tree = { NULL, false };
	struct script_node *root;
	struct map_entry *known;
	const char *key = NULL;
	struct err err;

	if (trees && id) {
		key = arena_printf(arena, "%c%zu:%s", is_typescript ? 't' : 'j', size, id);
		known = map_find(&trees->known, key, strlen(key));
		if (known)
			return *(const struct script_tree *)known->value;
	}
	if (script_tree_read(
		    &root, is_typescript, is_kept ? &trees->arena : arena, bytes, size, &err) == 0)
		tree.root = root;
	else
		tree.is_beyond = err.kind == ERR_LIMIT;
	if (is_kept)
		keep(trees, key, tree, size);
	return tree;
}
