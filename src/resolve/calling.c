/*
 * calling.c - does a manifest call what a mapping comes through? Looks for signs of it, which the
 * rule of the mapping lists, in the manifest and in the files that it runs.
 */
#include "resolve/calling.h"

#include <string.h>

#include "resolve/place.h"
#include "resolve/provider.h"
#include "rules/call.h"
#include "util/path.h"

/* A mapping whose signs are sought. */
struct calling {
	struct surroundings *around;
	const struct declared_mapping *mapping;
	const char *directory; /* of what must be called */
};

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

/* 1, 0: there is no such document, -1. */
static int open_document(const struct calling *calling, const char *path,
	const struct texts *pointers, const char **real, const struct node **root, struct err *err)
{
	struct asker *asker = calling->around->asker;
	struct answer answer;
	int found = ask_path(asker, path, NULL, is_file, &answer, err);

	if (found != 1 || answer.kind != ENTRY_FILE)
		return found < 0 ? -1 : 0;
	*real = answer.path;
	return ask_document(
		asker, answer.path, &answer.oid, pointers->items, pointers->count, root, err);
}

/* Does the name mean what is in that directory? Of a path in a package its name counts. 1, 0, -1.
 */
static int means(const struct calling *calling, const char *name, struct err *err)
{
	struct surroundings *around = calling->around;
	struct str normal = STR_INIT;
	struct provider provider;
	int found = 0;

	if (place_normalise(&normal, name) == PLACE_FINE && place_is_named(normal.data))
		found = provider_find(
			&provider, &name, around->asker, normal.data, around->arena, err);
	str_release(&normal);
	return found == 1
		       ? provider.directory && strcmp(provider.directory, calling->directory) == 0
		       : found;
}

static int is_named_in(const struct calling *calling, const struct call_rule *call,
	const char *path, struct err *err)
{
	struct arena *arena = calling->around->arena;
	struct texts pointers = call_pointers(call, false, arena), names = { NULL, 0 };
	const struct node *root;
	int found = open_document(calling, path, &pointers, &path, &root, err);

	if (found == 1 &&
		call_names(&names, call, calling->mapping->calls.owner, path, root, arena, err) < 0)
		return -1;
	if (found == 1)
		found = 0;
	for (size_t i = 0; i < names.count && found == 0; i++)
		found = means(calling, names.items[i], err);
	return found;
}

/* 1, 0, -1. */
static int has_sign(const struct calling *calling, const struct call_rule *call, struct err *err)
{
	struct arena *arena = calling->around->arena;
	const char *path = calling->around->facts->path;
	struct texts pointers = call_pointers(call, true, arena), files = { NULL, 0 };
	struct str normal = STR_INIT;
	const struct node *root;
	int found;

	if (!call_is_elsewhere(call))
		return is_named_in(calling, call, path, err);
	found = open_document(calling, path, &pointers, &path, &root, err);
	if (found == 1 &&
		call_files(&files, call, calling->mapping->calls.owner, path, root, arena, err) < 0)
		return -1;
	if (found == 1)
		found = 0;
	for (size_t i = 0; i < files.count && found == 0; i++)
		if (place_normalise(&normal, files.items[i]) == PLACE_FINE)
			found = is_named_in(calling, call, arena_text(arena, normal.data), err);
	str_release(&normal);
	return found;
}

int is_called(struct surroundings *around, const struct declared_mapping *mapping,
	const char *directory, struct err *err)
{
	const struct calling calling = { around, mapping, directory };
	int found = 0;

	for (size_t i = 0; directory && i < mapping->calls.count && found == 0; i++)
		found = has_sign(&calling, mapping->calls.items[i], err);
	return found;
}
