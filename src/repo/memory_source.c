/*
 * memory_source.c - a source that stores nothing: all its objects are made in memory, in git's own
 * format and with git's own ids.
 */
#include <stdlib.h>
#include <string.h>

#include "repo/edit.h"
#include "util/memory.h"

struct memory_source {
	struct object_source objects; /* first: what snapshots hold */
	struct edit *edit;
};

static int source_read(struct object_source *objects, const struct oid *oid, bool is_tree,
	size_t limit_bytes, struct str *out, struct err *err)
{
	char text[OID_TEXT_SIZE];

	(void)objects;
	(void)limit_bytes;
	str_clear(out);
	oid_text(text, oid);
	return err_set(err, ERR_MISSING, "the %s %s is not there", is_tree ? "tree" : "file", text);
}

static void source_free(struct object_source *objects)
{
	free(objects);
}

struct memory_source *memory_source_new(void)
{
	static const struct oid nothing;
	struct memory_source *source = memory_get_zeroed(1, sizeof *source);

	source->objects.read = source_read;
	source->objects.free = source_free;
	source->edit = edit_new(&source->objects, &nothing);
	return source;
}

void memory_source_free(struct memory_source *source)
{
	if (!source)
		return;
	edit_free(source->edit);
	object_source_free(&source->objects);
}

struct object_source *memory_source_objects(struct memory_source *source)
{
	return &source->objects;
}

void memory_source_start(struct memory_source *source, const struct oid *root)
{
	edit_free(source->edit);
	source->edit = edit_new(&source->objects, root);
}

void memory_source_put(
	struct memory_source *source, const char *path, enum entry_kind kind, const char *bytes)
{
	struct entry entry = { .kind = kind };

	if (!bytes)
		bytes = "";
	if (kind == ENTRY_SUBMODULE) /* a commit of another repository: never stored here */
		oid_of(&entry.oid, "commit", bytes, strlen(bytes));
	else
		object_source_make_file(&entry.oid, &source->objects, bytes, strlen(bytes));
	/* What is made in memory is always there, so this cannot fail. */
	edit_put(source->edit, path, kind == ENTRY_NOTHING ? NULL : &entry, NULL);
}

const struct oid *memory_source_root(struct memory_source *source)
{
	return edit_root(source->edit);
}

struct snapshot *memory_source_snapshot(struct memory_source *source)
{
	return snapshot_new(&source->objects, memory_source_root(source));
}
