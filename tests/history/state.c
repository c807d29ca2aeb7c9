#include "state.h"

#include <ctype.h>
#include <string.h>

#include "util/path.h"

void state_release(struct state *state)
{
	vec_release(&state->files);
}

void state_copy(struct state *to, const struct state *from)
{
	vec_clear(&to->files);
	for (size_t i = 0; i < from->files.count; i++)
		vec_push(&to->files, from->files.items[i]);
}

const struct file *state_find(const struct state *state, const char *path)
{
	for (size_t i = 0; i < state->files.count; i++) {
		if (strcmp(state->files.items[i].path, path) == 0)
			return &state->files.items[i];
	}
	return NULL;
}

static void keep_unless(struct state *state, const char *path, bool above_too)
{
	size_t kept = 0;

	for (size_t i = 0; i < state->files.count; i++) {
		const char *other = state->files.items[i].path;

		if (!path_is_within(other, path) && !(above_too && path_is_within(path, other)))
			state->files.items[kept++] = state->files.items[i];
	}
	state->files.count = kept;
}

void state_put(struct state *state, const char *path, enum entry_kind kind, const char *bytes)
{
	keep_unless(state, path, true);
	vec_push(&state->files, (struct file){ path, kind, bytes });
}

void state_remove(struct state *state, const char *path)
{
	keep_unless(state, path, false);
}

struct oid state_write(
	const struct state *state, const struct state *before, struct memory_source *source)
{
	struct snapshot *snapshot;
	struct oid root;

	for (size_t i = 0; before && i < before->files.count; i++)
		memory_source_put(source, before->files.items[i].path, ENTRY_NOTHING, NULL);
	for (size_t i = 0; i < state->files.count; i++) {
		const struct file *file = &state->files.items[i];

		memory_source_put(source, file->path, file->kind, file->bytes);
	}
	snapshot = memory_source_snapshot(source);
	root = *snapshot_root(snapshot);
	snapshot_free(snapshot);
	return root;
}

void show_bytes(struct str *out, const char *bytes)
{
	str_add_char(out, '"');
	for (; *bytes; bytes++) {
		unsigned char c = (unsigned char)*bytes;

		if (c == '\n')
			str_add_text(out, "\\n");
		else if (c == '"' || c == '\\')
			str_addf(out, "\\%c", c);
		else if (isprint(c))
			str_add_char(out, (char)c);
		else
			str_addf(out, "\\x%02x", c);
	}
	str_add_char(out, '"');
}

static bool same_file(const struct file *a, const struct file *b)
{
	return a && b && a->kind == b->kind && strcmp(a->bytes, b->bytes) == 0;
}

static void show_file(struct str *out, const struct file *file)
{
	static const char *const kinds[] = { "nothing", "file", "directory", "symlink",
		"submodule" };

	str_addf(out, "  %s ", kinds[file->kind]);
	show_bytes(out, file->path);
	str_add_text(out, " = ");
	show_bytes(out, file->bytes);
	str_add_char(out, '\n');
}

void state_show(struct str *out, const struct state *state, const struct state *before)
{
	for (size_t i = 0; i < state->files.count; i++) {
		const struct file *file = &state->files.items[i];

		if (!before || !same_file(file, state_find(before, file->path)))
			show_file(out, file);
	}
	for (size_t i = 0; before && i < before->files.count; i++) {
		if (!state_find(state, before->files.items[i].path)) {
			str_add_text(out, "  gone ");
			show_bytes(out, before->files.items[i].path);
			str_add_char(out, '\n');
		}
	}
}
