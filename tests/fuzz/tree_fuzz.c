/*
 * tree_fuzz.c - whatever the bytes, a tree is refused or comes out sorted, with names that can
 * stand in a path, each once and each found again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repo/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void require_sound(const struct tree *tree, size_t at)
{
	const struct entry *entry = &tree->entries[at];
	size_t size = strlen(entry->name);

	require(size > 0, "a name is not empty");
	require(!strchr(entry->name, '/'), "a name has no slash");
	require(strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0,
		"a name is no dot");
	require(entry->kind != ENTRY_NOTHING, "an entry is something");
	require(at == 0 || tree_order(entry - 1, entry) < 0, "the entries are in order");
	require(tree_find(tree, entry->name, size) == entry, "an entry is found");
	require((tree_find_directory(tree, entry->name, size) == entry) ==
			(entry->kind == ENTRY_DIRECTORY),
		"a directory is found as one, and nothing else is");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct tree tree;
	struct err err;

	if (tree_parse(&tree, &arena, (const char *)data, size, &err) == 0) {
		for (size_t i = 0; i < tree.count; i++)
			require_sound(&tree, i);
	} else {
		require(err.kind == ERR_REPOSITORY, "a refusal says why");
	}
	arena_release(&arena);
	return 0;
}
