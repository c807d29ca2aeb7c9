/*
 * rows_write.c - rows that come, and rows that go.
 */
#include <string.h>

#include "graph/rows.h"

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
	int64_t meaning = rows_intern_meaning(rows, reference, err);
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
	bind_number(statement, 20, (int64_t)reference->via_count);
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
		int64_t detail = rows_intern_detail(rows, probes[i].detail, err);
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
