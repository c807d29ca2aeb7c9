/*
 * rows_read.c - what the tables hold, read.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/rows.h"

/* The path whose id stands in a column, copied; NULL for NULL. */
static int column_path(struct rows *rows, sqlite3_stmt *statement, int index, struct arena *arena,
	const char **out, struct err *err)
{
	*out = NULL;
	if (sqlite3_column_type(statement, index) == SQLITE_NULL)
		return 0;
	*out = arena_text(arena, rows_path(rows, sqlite3_column_int64(statement, index), err));
	return *out ? 0 : -1;
}

int rows_manifest(struct rows *rows, int64_t id, struct manifest_row *out, struct arena *arena,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MANIFEST, err);
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, id);
	found = store_step(rows->store, statement, err);
	if (found == 1) {
		memset(out, 0, sizeof *out);
		out->id = id;
		if (sqlite3_column_bytes(statement, 0) == sizeof out->blob.bytes)
			memcpy(out->blob.bytes, sqlite3_column_blob(statement, 0),
				sizeof out->blob.bytes);
		out->formats = column_text(statement, 1, arena);
		out->asked = column_text(statement, 2, arena);
		out->asked_size = (size_t)sqlite3_column_bytes(statement, 2);
		out->open = column_text(statement, 3, arena);
	}
	sqlite3_reset(statement);
	return found;
}

static unsigned column_unsigned(sqlite3_stmt *statement, int index)
{
	return (unsigned)sqlite3_column_int64(statement, index);
}

/* Where the mapping stands, or the name, that the via in hand goes through; 0 if nowhere. */
static int find_place(
	struct rows *rows, int64_t declared, struct arena *arena, struct via *via, struct err *err)
{
	bool is_name = via->position < 0;
	sqlite3_stmt *statement =
		store_prepare(rows->store, is_name ? Q_NAME_LINE : Q_MAPPING_PLACE, err);
	int found;

	if (!statement)
		return -1;
	if (is_name)
		bind_bytes(statement, 1, via->to);
	else
		bind_number(statement, 1, declared);
	bind_number(statement, 2, is_name ? declared : via->position);
	found = store_step(rows->store, statement, err);
	if (found == 1) {
		via->line = column_unsigned(statement, 0);
		via->column = is_name ? via->line > 0 : column_unsigned(statement, 1);
	}
	if (found == 1 && !is_name) {
		via->origin = column_text(statement, 2, arena);
		via->origin_line = column_unsigned(statement, 3);
	}
	sqlite3_reset(statement);
	return found < 0 ? -1 : 0;
}

static int read_via(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct via *out, struct err *err)
{
	*out = (struct via){
		.position = sqlite3_column_int(statement, 1),
		.from = column_text(statement, 2, arena),
		.to = column_text(statement, 3, arena),
		.kind = column_text(statement, 4, arena),
		.location = column_text(statement, 5, arena),
		.loses = column_text(statement, 6, arena),
		.confidence = (enum confidence)sqlite3_column_int(statement, 7),
	};
	if (column_path(rows, statement, 0, arena, &out->manifest, err) < 0)
		return -1;
	return find_place(rows, sqlite3_column_int64(statement, 0), arena, out, err);
}

static int read_vias(struct rows *rows, int64_t manifest, int64_t ordinal, struct arena *arena,
	struct reference *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_VIAS_OF, err);
	VEC(struct via) vias = VEC_INIT;
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	bind_number(statement, 2, ordinal);
	while ((found = store_step(rows->store, statement, err)) == 1) {
		if (read_via(rows, statement, arena, vec_add(&vias), err) < 0) {
			found = -1;
			break;
		}
	}
	sqlite3_reset(statement);
	if (vias.count > 0)
		out->via = memcpy(arena_get(arena, vias.count * sizeof *vias.items), vias.items,
			vias.count * sizeof *vias.items);
	out->via_count = vias.count;
	vec_release(&vias);
	return found;
}

static int read_meaning(
	struct rows *rows, int64_t id, struct arena *arena, struct reference *out, struct err *err)
{
	const struct meaning *meaning = rows_meaning(rows, id, err);

	if (!meaning)
		return -1;
	out->format = arena_text(arena, meaning->format);
	out->kind = arena_text(arena, meaning->kind);
	out->missing = meaning->missing;
	out->detail = arena_text(arena, meaning->detail);
	out->always = meaning->always;
	out->built = meaning->built;
	return 0;
}

int rows_read_reference(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct reference *out, struct err *err)
{
	memset(out, 0, sizeof *out);
	if (column_path(rows, statement, 0, arena, &out->manifest, err) < 0 ||
		read_meaning(rows, sqlite3_column_int64(statement, 2), arena, out, err) < 0 ||
		column_path(rows, statement, 14, arena, &out->asked, err) < 0 ||
		column_path(rows, statement, 16, arena, &out->target, err) < 0 ||
		column_path(rows, statement, 17, arena, &out->marker, err) < 0)
		return -1;
	out->location = column_text(statement, 3, arena);
	out->selector = column_text(statement, 4, arena);
	if (!out->selector)
		out->selector = out->location;
	out->line = column_unsigned(statement, 5);
	out->column = column_unsigned(statement, 6);
	out->start = (size_t)sqlite3_column_int64(statement, 7);
	out->size = (size_t)sqlite3_column_int64(statement, 8);
	out->raw = column_text(statement, 9, arena);
	out->identity = column_text(statement, 10, arena);
	if (!out->identity)
		out->identity = out->raw;
	out->is_glob = sqlite3_column_int(statement, 11);
	out->verdict = (enum verdict)sqlite3_column_int(statement, 12);
	out->skip = (enum skip)sqlite3_column_int(statement, 13);
	out->target_type = (enum target_type)sqlite3_column_int(statement, 15);
	out->key = column_text(statement, 18, arena);
	out->confidence = (enum confidence)sqlite3_column_int(statement, 20);
	if (sqlite3_column_int64(statement, 19) == 0)
		return 0;
	return read_vias(rows, sqlite3_column_int64(statement, 0),
		sqlite3_column_int64(statement, 1), arena, out, err);
}

static int read_mapping(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct mapping *out, struct err *err)
{
	memset(out, 0, sizeof *out);
	out->format = column_text(statement, 1, arena);
	out->kind = column_text(statement, 2, arena);
	out->position = column_unsigned(statement, 3);
	out->line = column_unsigned(statement, 4);
	out->column = column_unsigned(statement, 5);
	out->start = (size_t)sqlite3_column_int64(statement, 6);
	out->size = (size_t)sqlite3_column_int64(statement, 7);
	out->location = column_text(statement, 8, arena);
	out->from = column_text(statement, 9, arena);
	out->to = column_text(statement, 10, arena);
	out->filter = column_text(statement, 11, arena);
	out->except = column_text(statement, 12, arena);
	out->loses = column_text(statement, 13, arena);
	out->confidence = (enum confidence)sqlite3_column_int(statement, 14);
	out->origin = column_text(statement, 15, arena);
	out->origin_line = column_unsigned(statement, 16);
	return column_path(rows, statement, 0, arena, &out->manifest, err);
}

int rows_read_name(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct provider *out, struct err *err)
{
	out->name = column_text(statement, 0, arena);
	out->directory = column_text(statement, 2, arena);
	out->version = column_text(statement, 3, arena);
	out->label = column_text(statement, 4, arena);
	out->location = column_text(statement, 5, arena);
	out->is_weak = sqlite3_column_int(statement, 6);
	out->line = column_unsigned(statement, 7);
	return column_path(rows, statement, 1, arena, &out->manifest, err);
}

int rows_references(struct rows *rows, int64_t manifest, struct arena *arena, reference_list *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_REFERENCES_OF, err);
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	while ((found = store_step(rows->store, statement, err)) == 1) {
		if (rows_read_reference(rows, statement, arena, vec_add(out), err) < 0) {
			sqlite3_reset(statement);
			return -1;
		}
	}
	sqlite3_reset(statement);
	return found;
}

/* Appends what a statement about mappings, all bound, yields. */
static int read_mappings(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	mapping_list *out, struct err *err)
{
	int found;

	while ((found = store_step(rows->store, statement, err)) == 1) {
		if (read_mapping(rows, statement, arena, vec_add(out), err) < 0) {
			found = -1;
			break;
		}
	}
	sqlite3_reset(statement);
	return found;
}

int rows_mappings(struct rows *rows, int64_t manifest, struct arena *arena, mapping_list *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MAPPINGS_OF, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	return read_mappings(rows, statement, arena, out, err);
}

static int by_to(const void *a, const void *b)
{
	const struct mapping *x = a, *y = b;
	int order = strcmp(x->to, y->to);

	if (order == 0)
		order = strcmp(x->manifest, y->manifest);
	return order ? order : (x->position > y->position) - (x->position < y->position);
}

void rows_sort_mappings(mapping_list *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, by_to);
}

int rows_mappings_at(
	struct rows *rows, const char *to, struct arena *arena, mapping_list *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MAPPINGS_AT, err);
	int found;

	if (!statement)
		return -1;
	bind_bytes(statement, 1, to);
	found = read_mappings(rows, statement, arena, out, err);
	rows_sort_mappings(out);
	return found;
}

int rows_mappings_below(
	struct rows *rows, const char *to, struct arena *arena, mapping_list *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MAPPINGS_BELOW, err);
	struct str from = STR_INIT, until = STR_INIT;
	int found = -1;

	rows_range_below(&from, &until, to);
	if (statement) {
		bind_bytes(statement, 1, from.data);
		bind_bytes(statement, 2, until.data);
		found = read_mappings(rows, statement, arena, out, err);
		rows_sort_mappings(out);
	}
	str_release(&from);
	str_release(&until);
	return found;
}

int rows_have_mapping_below(struct rows *rows, const char *directory, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_HAS_MAPPING, err);
	struct str from = STR_INIT, until = STR_INIT;
	int found = -1;

	rows_range_below(&from, &until, directory);
	if (statement) {
		bind_bytes(statement, 1, from.data);
		bind_bytes(statement, 2, until.data);
		found = store_step(rows->store, statement, err);
		sqlite3_reset(statement);
	}
	str_release(&from);
	str_release(&until);
	return found;
}

/* Appends what a statement about names, all bound, yields. */
static int read_names(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	provider_list *out, struct err *err)
{
	int found;

	while ((found = store_step(rows->store, statement, err)) == 1) {
		if (rows_read_name(rows, statement, arena, vec_add(out), err) < 0) {
			found = -1;
			break;
		}
	}
	sqlite3_reset(statement);
	return found;
}

int rows_names(struct rows *rows, int64_t manifest, struct arena *arena, provider_list *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_NAMES_OF, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	return read_names(rows, statement, arena, out, err);
}

static bool comes_before(const struct provider *a, const struct provider *b)
{
	if (a->is_weak != b->is_weak)
		return b->is_weak;
	return strcmp(a->manifest, b->manifest) < 0;
}

int rows_provider(struct rows *rows, const char *name, struct arena *arena, struct provider *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_NAME_PROVIDER, err);
	provider_list all = VEC_INIT;
	size_t i, first = 0;
	int found;

	if (!statement)
		return -1;
	bind_bytes(statement, 1, name);
	found = read_names(rows, statement, arena, &all, err);
	for (i = 1; i < all.count; i++) {
		if (comes_before(&all.items[i], &all.items[first]))
			first = i;
	}
	if (found == 0 && all.count > 0) {
		*out = all.items[first];
		found = 1;
	}
	vec_release(&all);
	return found;
}
