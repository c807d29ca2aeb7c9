#include "graph/rows.h"

#include <string.h>

void rows_init(struct rows *rows, struct store *store)
{
	memset(rows, 0, sizeof *rows);
	rows->store = store;
	rows->paths = (struct map)MAP_INIT;
	rows->details = (struct map)MAP_INIT;
	rows->meanings = (struct map)MAP_INIT;
}

void rows_forget(struct rows *rows)
{
	map_clear(&rows->paths);
	map_clear(&rows->details);
	map_clear(&rows->meanings);
	rows->last_path = rows->last_detail = 0;
}

void rows_release(struct rows *rows)
{
	map_release(&rows->paths);
	map_release(&rows->details);
	map_release(&rows->meanings);
}

/* ---- interning ---- */

static int64_t remembered(const struct map_entry *entry)
{
	return (int64_t)(uintptr_t)entry->value - 1;
}

static void remember(struct map_entry *entry, int64_t id)
{
	entry->value = (void *)(uintptr_t)(id + 1);
}

/* The id that `query` finds for `text`; 0 none. */
static int64_t find_id(struct rows *rows, enum query query, const char *text, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);
	int64_t id = 0;
	int found;

	if (!statement)
		return -1;
	bind_bytes(statement, 1, text);
	found = store_step(rows->store, statement, err);
	if (found == 1)
		id = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return found < 0 ? -1 : id;
}

static int64_t add_id(
	struct rows *rows, enum query query, const char *text, int64_t *last, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);

	if (!statement)
		return -1;
	if (rows->is_bulk)
		bind_number(statement, 1, ++*last);
	else
		sqlite3_bind_null(statement, 1);
	bind_bytes(statement, 2, text);
	if (store_do(rows->store, statement, err) < 0)
		return -1;
	return rows->is_bulk ? *last : sqlite3_last_insert_rowid(rows->store->db);
}

int64_t rows_find_path(struct rows *rows, const char *path, struct err *err)
{
	struct map_entry *entry = map_put(&rows->paths, path, strlen(path));
	int64_t id;

	if (entry->value)
		return remembered(entry);
	id = rows->is_bulk ? 0 : find_id(rows, Q_PATH_ID, path, err);
	if (id >= 0)
		remember(entry, id);
	return id;
}

int64_t rows_intern_path(struct rows *rows, const char *path, struct err *err)
{
	int64_t id = rows_find_path(rows, path, err);

	if (id != 0)
		return id;
	id = add_id(rows, Q_ADD_PATH, path, &rows->last_path, err);
	if (id > 0)
		remember(map_put(&rows->paths, path, strlen(path)), id);
	return id;
}

static int64_t intern_detail(struct rows *rows, const char *detail, struct err *err)
{
	struct map_entry *entry;
	int64_t id = 0;

	if (!*detail)
		return 0;
	entry = map_put(&rows->details, detail, strlen(detail));
	if (entry->value)
		return remembered(entry);
	if (!rows->is_bulk)
		id = find_id(rows, Q_DETAIL_ID, detail, err);
	if (id == 0)
		id = add_id(rows, Q_ADD_DETAIL, detail, &rows->last_detail, err);
	if (id > 0)
		remember(entry, id);
	return id;
}

static void bind_meaning(sqlite3_stmt *statement, const struct reference *reference)
{
	bind_text(statement, 1, reference->format);
	bind_text(statement, 2, reference->kind);
	bind_text(statement, 3, missing_text(reference->missing));
	bind_text(statement, 4, reference->detail);
	bind_number(statement, 5, reference->always);
	bind_number(statement, 6, reference->built);
}

static int64_t find_meaning(struct rows *rows, const struct reference *reference, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MEANING_ID, err);
	int64_t id = 0;
	int found;

	if (!statement)
		return -1;
	bind_meaning(statement, reference);
	found = store_step(rows->store, statement, err);
	if (found == 1)
		id = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	if (found != 0)
		return found < 0 ? -1 : id;
	statement = store_prepare(rows->store, Q_ADD_MEANING, err);
	if (!statement)
		return -1;
	bind_meaning(statement, reference);
	if (store_do(rows->store, statement, err) < 0)
		return -1;
	return sqlite3_last_insert_rowid(rows->store->db);
}

/* Rules are few and their texts are the ruleset's own: the addresses serve as the key. */
static int64_t intern_meaning(struct rows *rows, const struct reference *reference, struct err *err)
{
	const void *key[4] = { reference->format, reference->kind, reference->detail,
		(void *)(uintptr_t)((unsigned)reference->missing * 4u + reference->always * 2u +
				    reference->built) };
	struct map_entry *entry = map_put(&rows->meanings, (const char *)key, sizeof key);
	int64_t id;

	if (entry->value)
		return remembered(entry);
	id = find_meaning(rows, reference, err);
	if (id > 0)
		remember(entry, id);
	return id;
}

/* ---- writing ---- */

int rows_add_manifest(
	struct rows *rows, int64_t id, const struct oid *blob, const char *formats, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_MANIFEST, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, id);
	sqlite3_bind_blob(statement, 2, blob->bytes, sizeof blob->bytes, SQLITE_STATIC);
	bind_text(statement, 3, formats);
	return store_do(rows->store, statement, err);
}

static int add_vias(struct rows *rows, int64_t manifest, int64_t ordinal,
	const struct reference *reference, struct err *err)
{
	size_t i;

	for (i = 0; i < reference->via_count; i++) {
		const struct via *via = &reference->via[i];
		int64_t declared = rows_intern_path(rows, via->manifest, err);
		sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_VIA, err);

		if (declared < 0 || !statement)
			return -1;
		bind_number(statement, 1, manifest);
		bind_number(statement, 2, ordinal);
		bind_number(statement, 3, (int64_t)i);
		bind_number(statement, 4, declared);
		bind_number(statement, 5, via->position);
		bind_bytes(statement, 6, via->from);
		bind_bytes(statement, 7, via->to);
		bind_text(statement, 8, via->kind);
		bind_text(statement, 9, via->location);
		if (store_do(rows->store, statement, err) < 0)
			return -1;
	}
	return 0;
}

/* Binds the id of a path that may be NULL. */
static int bind_path(
	struct rows *rows, sqlite3_stmt *statement, int index, const char *path, struct err *err)
{
	int64_t id;

	if (!path) {
		sqlite3_bind_null(statement, index);
		return 0;
	}
	id = rows_intern_path(rows, path, err);
	if (id < 0)
		return -1;
	bind_number(statement, index, id);
	return 0;
}

static const char *unless_same(const char *text, const char *as)
{
	return strcmp(text, as) == 0 ? NULL : text;
}

static int add_reference(struct rows *rows, int64_t manifest, int64_t ordinal,
	const struct reference *reference, struct err *err)
{
	int64_t meaning = intern_meaning(rows, reference, err);
	sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_REFERENCE, err);

	if (meaning < 0 || !statement)
		return -1;
	bind_number(statement, 1, manifest);
	bind_number(statement, 2, ordinal);
	bind_number(statement, 3, meaning);
	bind_text(statement, 4, reference->location);
	bind_text(statement, 5, unless_same(reference->selector, reference->location));
	bind_number(statement, 6, reference->line);
	bind_number(statement, 7, reference->column);
	bind_number(statement, 8, (int64_t)reference->start);
	bind_number(statement, 9, (int64_t)reference->size);
	bind_bytes(statement, 10, reference->raw);
	bind_bytes(statement, 11, unless_same(reference->identity, reference->raw));
	bind_number(statement, 12, reference->is_glob);
	bind_number(statement, 13, reference->verdict);
	bind_number(statement, 14, reference->skip);
	bind_number(statement, 16, reference->target_type);
	bind_text(statement, 19, reference->key);
	if (bind_path(rows, statement, 15, reference->asked, err) < 0 ||
		bind_path(rows, statement, 17, reference->target, err) < 0 ||
		bind_path(rows, statement, 18, reference->marker, err) < 0 ||
		store_do(rows->store, statement, err) < 0)
		return -1;
	return add_vias(rows, manifest, ordinal, reference, err);
}

int rows_add_references(struct rows *rows, int64_t manifest, const struct reference *references,
	size_t count, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (add_reference(rows, manifest, (int64_t)i, &references[i], err) < 0)
			return -1;
	}
	return 0;
}

int rows_add_mappings(struct rows *rows, int64_t manifest, const struct mapping *mappings,
	size_t count, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct mapping *mapping = &mappings[i];
		sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_MAPPING, err);

		if (!statement)
			return -1;
		bind_number(statement, 1, manifest);
		bind_number(statement, 2, mapping->position);
		bind_text(statement, 3, mapping->format);
		bind_text(statement, 4, mapping->kind);
		bind_number(statement, 5, mapping->line);
		bind_number(statement, 6, mapping->column);
		bind_number(statement, 7, (int64_t)mapping->start);
		bind_number(statement, 8, (int64_t)mapping->size);
		bind_text(statement, 9, mapping->location);
		bind_bytes(statement, 10, mapping->from);
		bind_bytes(statement, 11, mapping->to);
		bind_bytes(statement, 12, mapping->filter);
		if (store_do(rows->store, statement, err) < 0)
			return -1;
	}
	return 0;
}

int rows_add_name(struct rows *rows, int64_t manifest, const struct provider *name, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_NAME, err);

	if (!statement)
		return -1;
	bind_bytes(statement, 1, name->name);
	bind_number(statement, 2, manifest);
	bind_bytes(statement, 3, name->directory);
	bind_text(statement, 4, name->label);
	bind_number(statement, 5, name->is_weak);
	bind_number(statement, 6, name->line);
	return store_do(rows->store, statement, err);
}

int rows_add_probes(struct rows *rows, int64_t manifest, const struct probe *probes, size_t count,
	struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		int64_t path = rows_intern_path(rows, probes[i].path, err);
		int64_t detail = intern_detail(rows, probes[i].detail, err);
		sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_PROBE, err);

		if (path < 0 || detail < 0 || !statement)
			return -1;
		bind_number(statement, 1, path);
		bind_number(statement, 2, probes[i].question);
		bind_number(statement, 3, detail);
		bind_number(statement, 4, manifest);
		bind_number(statement, 5, probes[i].by_tree);
		if (store_do(rows->store, statement, err) < 0)
			return -1;
	}
	return 0;
}

int rows_add_diagnostic(
	struct rows *rows, int64_t manifest, const struct diagnostic *diagnostic, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_ADD_DIAGNOSTIC, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	bind_number(statement, 2, diagnostic->line);
	bind_text(statement, 3, diagnostic->text);
	return store_do(rows->store, statement, err);
}

static int delete_from(struct rows *rows, enum query query, int64_t manifest, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	return store_do(rows->store, statement, err);
}

int rows_delete(struct rows *rows, int64_t manifest, struct err *err)
{
	static const enum query queries[] = { Q_DELETE_MANIFEST, Q_DELETE_REFERENCES, Q_DELETE_VIAS,
		Q_DELETE_PROBES, Q_DELETE_DIAGNOSTICS };
	size_t i;

	for (i = 0; i < sizeof queries / sizeof *queries; i++) {
		if (delete_from(rows, queries[i], manifest, err) < 0)
			return -1;
	}
	return 0;
}

int rows_delete_names(struct rows *rows, int64_t manifest, struct err *err)
{
	return delete_from(rows, Q_DELETE_NAMES, manifest, err);
}

int rows_delete_mappings(struct rows *rows, int64_t manifest, struct err *err)
{
	return delete_from(rows, Q_DELETE_MAPPINGS, manifest, err);
}

/* ---- reading ---- */

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
	}
	sqlite3_reset(statement);
	return found;
}

static enum missing missing_of(const char *text)
{
	int missing;

	for (missing = MISSING_IGNORED; missing < MISSING_SILENT; missing++) {
		if (strcmp(missing_text((enum missing)missing), text) == 0)
			break;
	}
	return (enum missing)missing;
}

static unsigned column_unsigned(sqlite3_stmt *statement, int index)
{
	return (unsigned)sqlite3_column_int64(statement, index);
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
		vec_push(&vias, (struct via){
					.manifest = column_text(statement, 0, arena),
					.position = sqlite3_column_int(statement, 1),
					.line = column_unsigned(statement, 2),
					.column = column_unsigned(statement, 3),
					.from = column_text(statement, 4, arena),
					.to = column_text(statement, 5, arena),
					.kind = column_text(statement, 6, arena),
					.location = column_text(statement, 7, arena),
				});
	}
	sqlite3_reset(statement);
	if (vias.count > 0)
		out->via = memcpy(arena_get(arena, vias.count * sizeof *vias.items), vias.items,
			vias.count * sizeof *vias.items);
	out->via_count = vias.count;
	vec_release(&vias);
	return found;
}

int rows_read_reference(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct reference *out, struct err *err)
{
	memset(out, 0, sizeof *out);
	out->manifest = column_text(statement, 0, arena);
	out->format = column_text(statement, 1, arena);
	out->location = column_text(statement, 2, arena);
	out->selector = column_text(statement, 3, arena);
	if (!out->selector)
		out->selector = out->location;
	out->line = column_unsigned(statement, 4);
	out->column = column_unsigned(statement, 5);
	out->start = (size_t)sqlite3_column_int64(statement, 6);
	out->size = (size_t)sqlite3_column_int64(statement, 7);
	out->raw = column_text(statement, 8, arena);
	out->identity = column_text(statement, 9, arena);
	if (!out->identity)
		out->identity = out->raw;
	out->kind = column_text(statement, 10, arena);
	out->missing = missing_of(column_text(statement, 11, arena));
	out->detail = column_text(statement, 12, arena);
	out->always = sqlite3_column_int(statement, 13);
	out->built = sqlite3_column_int(statement, 14);
	out->is_glob = sqlite3_column_int(statement, 15);
	out->verdict = (enum verdict)sqlite3_column_int(statement, 16);
	out->skip = (enum skip)sqlite3_column_int(statement, 17);
	out->asked = column_text(statement, 18, arena);
	out->target_type = (enum target_type)sqlite3_column_int(statement, 19);
	out->target = column_text(statement, 20, arena);
	out->marker = column_text(statement, 21, arena);
	out->key = column_text(statement, 22, arena);
	if (out->verdict != VERDICT_RESOLVED)
		return 0;
	return read_vias(rows, sqlite3_column_int64(statement, 23),
		sqlite3_column_int64(statement, 24), arena, out, err);
}

void rows_read_mapping(sqlite3_stmt *statement, struct arena *arena, struct mapping *out)
{
	memset(out, 0, sizeof *out);
	out->manifest = column_text(statement, 0, arena);
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
}

void rows_read_name(sqlite3_stmt *statement, struct arena *arena, struct provider *out)
{
	out->name = column_text(statement, 0, arena);
	out->manifest = column_text(statement, 1, arena);
	out->directory = column_text(statement, 2, arena);
	out->label = column_text(statement, 3, arena);
	out->is_weak = sqlite3_column_int(statement, 4);
	out->line = column_unsigned(statement, 5);
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

int rows_mappings(struct rows *rows, int64_t manifest, struct arena *arena, mapping_list *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MAPPINGS_OF, err);
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	while ((found = store_step(rows->store, statement, err)) == 1)
		rows_read_mapping(statement, arena, vec_add(out));
	sqlite3_reset(statement);
	return found;
}

int rows_names(struct rows *rows, int64_t manifest, struct arena *arena, provider_list *out,
	struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_NAMES_OF, err);
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	while ((found = store_step(rows->store, statement, err)) == 1)
		rows_read_name(statement, arena, vec_add(out));
	sqlite3_reset(statement);
	return found;
}
