/*
 * rows_write.c - rows that come, and rows that go.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/rows.h"
#include "graph/same.h"

int rows_put_manifest(
	struct rows *rows, int64_t id, const struct oid *blob, const char *formats, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_PUT_MANIFEST, err);

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

static int put_reference(struct rows *rows, int64_t manifest, int64_t ordinal,
	const struct reference *reference, struct err *err)
{
	int64_t meaning = rows_intern_meaning(rows, reference, err);
	sqlite3_stmt *statement = store_prepare(rows->store, Q_PUT_REFERENCE, err);

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

static int delete_vias(struct rows *rows, int64_t manifest, int64_t ordinal, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_DELETE_VIAS_OF, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	bind_number(statement, 2, ordinal);
	return store_do(rows->store, statement, err);
}

static int delete_reference(struct rows *rows, int64_t manifest, int64_t ordinal, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_DELETE_REFERENCE, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	bind_number(statement, 2, ordinal);
	return store_do(rows->store, statement, err);
}

int rows_replace_references(struct rows *rows, int64_t manifest, const reference_list *before,
	const reference_list *after, struct err *err)
{
	size_t i;

	for (i = 0; i < before->count || i < after->count; i++) {
		const struct reference *old = i < before->count ? &before->items[i] : NULL;
		const struct reference *new = i < after->count ? &after->items[i] : NULL;

		if (old && new &&same_reference(old, new))
			continue;
		if ((old && old->via_count > 0 &&
			    delete_vias(rows, manifest, (int64_t)i, err) < 0) ||
			(!new &&delete_reference(rows, manifest, (int64_t)i, err) < 0) ||
			(new &&put_reference(rows, manifest, (int64_t)i, new, err) < 0))
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

/* ---- probes ---- */

/* A row of the table. */
struct probe_row {
	int64_t path, detail;
	int question;
	bool by_tree;
};
typedef VEC(struct probe_row) probe_row_list;

static int compare_probes(const void *a, const void *b)
{
	const struct probe_row *x = a, *y = b;

	if (x->path != y->path)
		return x->path < y->path ? -1 : 1;
	if (x->question != y->question)
		return x->question < y->question ? -1 : 1;
	return (x->detail > y->detail) - (x->detail < y->detail);
}

static int intern_probes(struct rows *rows, const struct probe *probes, size_t count,
	probe_row_list *out, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct probe_row row = { rows_intern_path(rows, probes[i].path, err),
			rows_intern_detail(rows, probes[i].detail, err), (int)probes[i].question,
			probes[i].by_tree };

		if (row.path < 0 || row.detail < 0)
			return -1;
		vec_push(out, row);
	}
	return 0;
}

static int read_probes(struct rows *rows, int64_t manifest, probe_row_list *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_PROBES_OF, err);
	int found;

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	while ((found = store_step(rows->store, statement, err)) == 1)
		vec_push(out, (struct probe_row){
				      .path = sqlite3_column_int64(statement, 0),
				      .question = sqlite3_column_int(statement, 1),
				      .detail = sqlite3_column_int64(statement, 2),
				      .by_tree = sqlite3_column_int(statement, 3),
			      });
	sqlite3_reset(statement);
	return found;
}

/* Puts the row, or deletes it. */
static int write_probe(struct rows *rows, enum query query, int64_t manifest,
	const struct probe_row *row, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, row->path);
	bind_number(statement, 2, row->question);
	bind_number(statement, 3, row->detail);
	bind_number(statement, 4, manifest);
	if (query == Q_PUT_PROBE)
		bind_number(statement, 5, row->by_tree);
	return store_do(rows->store, statement, err);
}

static void sort_probes(probe_row_list *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, compare_probes);
}

/* Both lists are in order. */
static int write_difference(struct rows *rows, int64_t manifest, const probe_row_list *old,
	const probe_row_list *new, struct err *err)
{
	size_t i = 0, k = 0;

	while (i < old->count || k < new->count) {
		int order = i == old->count   ? 1
			    : k == new->count ? -1
					      : compare_probes(&old->items[i], &new->items[k]);

		if ((order < 0 &&
			    write_probe(rows, Q_DELETE_PROBE, manifest, &old->items[i], err) < 0) ||
			((order > 0 ||
				 (order == 0 && old->items[i].by_tree != new->items[k].by_tree)) &&
				write_probe(rows, Q_PUT_PROBE, manifest, &new->items[k], err) < 0))
			return -1;
		i += order <= 0;
		k += order >= 0;
	}
	return 0;
}

int rows_replace_probes(struct rows *rows, int64_t manifest, bool has_old,
	const struct probe *probes, size_t count, struct err *err)
{
	probe_row_list old = VEC_INIT, new = VEC_INIT;
	int result = -1;

	if (intern_probes(rows, probes, count, &new, err) == 0 &&
		(!has_old || read_probes(rows, manifest, &old, err) == 0)) {
		sort_probes(&old);
		sort_probes(&new);
		result = write_difference(rows, manifest, &old, &new, err);
	}
	vec_release(&old);
	vec_release(&new);
	return result;
}

/* ---- the rest ---- */

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

int rows_delete_diagnostics(struct rows *rows, int64_t manifest, struct err *err)
{
	return delete_from(rows, Q_DELETE_DIAGNOSTICS, manifest, err);
}
