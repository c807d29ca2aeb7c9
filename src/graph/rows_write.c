/*
 * rows_write.c - rows that come, and rows that go.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/asked.h"
#include "graph/rows.h"
#include "graph/same.h"

static int add_via(struct rows *rows, int64_t manifest, int64_t ordinal, int64_t hop,
	const struct via *via, struct err *err)
{
	int64_t declared = rows_intern_path(rows, via->manifest, err);
	struct row row;

	if (declared < 0 || row_start(&row, rows->store, rows->bulk, TABLE_VIA, err) < 0)
		return -1;
	row_number(&row, manifest);
	row_number(&row, ordinal);
	row_number(&row, hop);
	row_number(&row, declared);
	row_number(&row, via->position);
	row_bytes(&row, via->from);
	row_bytes(&row, via->to);
	row_text(&row, via->kind);
	row_text(&row, via->location);
	row_text(&row, via->loses);
	row_number(&row, via->confidence);
	return row_end(&row, err);
}

/* The ids of the paths that a reference names; 0 for none. */
struct reference_paths {
	int64_t asked, target, marker;
};

/* The id of a path that may be NULL, into *out. */
static int intern_if_any(struct rows *rows, const char *path, int64_t *out, struct err *err)
{
	*out = path ? rows_intern_path(rows, path, err) : 0;
	return *out < 0 ? -1 : 0;
}

static void row_id(struct row *row, int64_t id)
{
	if (id)
		row_number(row, id);
	else
		row_null(row);
}

static const char *unless_same(const char *text, const char *as)
{
	return strcmp(text, as) == 0 ? NULL : text;
}

static int put_reference_row(struct rows *rows, int64_t manifest, int64_t ordinal, int64_t meaning,
	const struct reference *reference, const struct reference_paths *paths, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_REFERENCE, err) < 0)
		return -1;
	row_number(&row, manifest);
	row_number(&row, ordinal);
	row_number(&row, meaning);
	row_text(&row, reference->location);
	row_text(&row, unless_same(reference->selector, reference->location));
	row_number(&row, reference->line);
	row_number(&row, reference->column);
	row_number(&row, (int64_t)reference->start);
	row_number(&row, (int64_t)reference->size);
	row_bytes(&row, reference->raw);
	row_bytes(&row, unless_same(reference->identity, reference->raw));
	row_number(&row, reference->is_glob);
	row_number(&row, reference->verdict);
	row_number(&row, reference->skip);
	row_id(&row, paths->asked);
	row_number(&row, reference->target_type);
	row_id(&row, paths->target);
	row_id(&row, paths->marker);
	row_text(&row, reference->key);
	row_number(&row, (int64_t)reference->via_count);
	row_number(&row, reference->confidence);
	return row_end(&row, err);
}

static int put_reference(struct rows *rows, int64_t manifest, int64_t ordinal,
	const struct reference *reference, struct err *err)
{
	int64_t meaning = rows_intern_meaning(rows, reference, err);
	struct reference_paths paths;
	size_t i;

	if (meaning < 0 || intern_if_any(rows, reference->asked, &paths.asked, err) < 0 ||
		intern_if_any(rows, reference->target, &paths.target, err) < 0 ||
		intern_if_any(rows, reference->marker, &paths.marker, err) < 0 ||
		put_reference_row(rows, manifest, ordinal, meaning, reference, &paths, err) < 0)
		return -1;
	for (i = 0; i < reference->via_count; i++) {
		if (add_via(rows, manifest, ordinal, (int64_t)i, &reference->via[i], err) < 0)
			return -1;
	}
	return 0;
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
		const struct reference *now = i < after->count ? &after->items[i] : NULL;

		if (old && now && same_reference(old, now))
			continue;
		if ((old && old->via_count > 0 &&
			    delete_vias(rows, manifest, (int64_t)i, err) < 0) ||
			(!now && delete_reference(rows, manifest, (int64_t)i, err) < 0) ||
			(now && put_reference(rows, manifest, (int64_t)i, now, err) < 0))
			return -1;
	}
	return 0;
}

static int add_mapping(
	struct rows *rows, int64_t manifest, const struct mapping *mapping, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_MAPPING, err) < 0)
		return -1;
	row_number(&row, manifest);
	row_number(&row, mapping->position);
	row_text(&row, mapping->format);
	row_text(&row, mapping->kind);
	row_number(&row, mapping->line);
	row_number(&row, mapping->column);
	row_number(&row, (int64_t)mapping->start);
	row_number(&row, (int64_t)mapping->size);
	row_text(&row, mapping->location);
	row_bytes(&row, mapping->from);
	row_bytes(&row, mapping->to);
	row_bytes(&row, mapping->filter);
	row_bytes(&row, mapping->except);
	row_text(&row, mapping->loses);
	row_number(&row, mapping->confidence);
	row_bytes(&row, mapping->origin);
	row_number(&row, mapping->origin_line);
	return row_end(&row, err);
}

int rows_add_mappings(struct rows *rows, int64_t manifest, const struct mapping *mappings,
	size_t count, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (add_mapping(rows, manifest, &mappings[i], err) < 0)
			return -1;
	}
	return 0;
}

int rows_add_name(struct rows *rows, int64_t manifest, const struct provider *name, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_NAME, err) < 0)
		return -1;
	row_bytes(&row, name->name);
	row_number(&row, manifest);
	row_bytes(&row, name->directory);
	row_text(&row, name->version);
	row_text(&row, name->label);
	row_text(&row, name->location);
	row_number(&row, name->is_weak);
	row_number(&row, name->line);
	return row_end(&row, err);
}

/* ---- the manifest, and its probes ---- */

static int intern_probes(struct rows *rows, const struct probe *probes, size_t count,
	asked_list *out, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct asked row = { rows_intern_path(rows, probes[i].path, err),
			rows_intern_detail(rows, probes[i].detail, err), (int)probes[i].question,
			probes[i].by_tree };

		if (row.path < 0 || row.detail < 0)
			return -1;
		vec_push(out, row);
	}
	return 0;
}

static int put_probe(
	struct rows *rows, int64_t manifest, const struct asked *probe, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_PROBE, err) < 0)
		return -1;
	row_number(&row, probe->path);
	row_number(&row, probe->question);
	row_number(&row, probe->detail);
	row_number(&row, manifest);
	row_number(&row, probe->by_tree);
	return row_end(&row, err);
}

static int delete_probe(
	struct rows *rows, int64_t manifest, const struct asked *probe, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_DELETE_PROBE, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, probe->path);
	bind_number(statement, 2, probe->question);
	bind_number(statement, 3, probe->detail);
	bind_number(statement, 4, manifest);
	return store_do(rows->store, statement, err);
}

static int write_difference(struct rows *rows, int64_t manifest, const asked_list *before,
	const asked_list *after, struct err *err)
{
	size_t i = 0, k = 0;
	int result = 0;

	while ((i < before->count || k < after->count) && result == 0) {
		const struct asked *old = i < before->count ? &before->items[i] : NULL;
		const struct asked *now = k < after->count ? &after->items[k] : NULL;
		int order = !old ? 1 : !now ? -1 : asked_compare(old, now);

		if (order < 0)
			result = delete_probe(rows, manifest, old, err);
		else if (order > 0 || old->by_tree != now->by_tree)
			result = put_probe(rows, manifest, now, err);
		i += order <= 0;
		k += order >= 0;
	}
	return result;
}

/* What the manifest's row says of its probes. */
static int take_asked(
	struct rows *rows, const struct manifest_row *row, asked_list *out, struct err *err)
{
	if (asked_unpack(out, row->asked, row->asked_size) == 0)
		return 0;
	rows->store->is_damaged = true;
	return err_set(
		err, ERR_STORE, "the store does not say which questions '%s' asked", row->path);
}

static int put_manifest(struct rows *rows, const struct manifest_row *manifest, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_MANIFEST, err) < 0)
		return -1;
	row_number(&row, manifest->id);
	row_blob(&row, manifest->blob.bytes, sizeof manifest->blob.bytes);
	row_text(&row, manifest->formats);
	row_blob(&row, manifest->asked, manifest->asked_size);
	row_text(&row, manifest->open);
	return row_end(&row, err);
}

static bool is_same_row(const struct manifest_row *a, const struct manifest_row *b)
{
	return oid_equal(&a->blob, &b->blob) && strcmp(a->open, b->open) == 0 &&
	       strcmp(a->formats, b->formats) == 0 && a->asked_size == b->asked_size &&
	       memcmp(a->asked, b->asked, a->asked_size) == 0;
}

int rows_replace_manifest(struct rows *rows, const struct manifest_row *before,
	struct manifest_row *after, const struct probe *probes, size_t count, struct err *err)
{
	asked_list old = VEC_INIT, new = VEC_INIT;
	struct str packed = STR_INIT;
	int result = -1;

	if (intern_probes(rows, probes, count, &new, err) < 0 ||
		(before && take_asked(rows, before, &old, err) < 0))
		goto done;
	asked_sort(&new);
	asked_pack(&packed, &new);
	after->asked = packed.data;
	after->asked_size = packed.size;
	result = write_difference(rows, after->id, &old, &new, err);
	if (result == 0 && (!before || !is_same_row(before, after)))
		result = put_manifest(rows, after, err);
done:
	vec_release(&old);
	vec_release(&new);
	str_release(&packed);
	return result;
}

/* ---- the rest ---- */

int rows_add_diagnostic(
	struct rows *rows, int64_t manifest, const struct diagnostic *diagnostic, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_DIAGNOSTIC, err) < 0)
		return -1;
	row_number(&row, manifest);
	row_number(&row, diagnostic->line);
	row_text(&row, diagnostic->text);
	return row_end(&row, err);
}

static int delete_from(struct rows *rows, enum query query, int64_t manifest, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);

	if (!statement)
		return -1;
	bind_number(statement, 1, manifest);
	return store_do(rows->store, statement, err);
}

int rows_delete(struct rows *rows, const struct manifest_row *row, struct err *err)
{
	static const enum query queries[] = { Q_DELETE_MANIFEST, Q_DELETE_REFERENCES, Q_DELETE_VIAS,
		Q_DELETE_DIAGNOSTICS };
	const asked_list none = VEC_INIT;
	asked_list asked = VEC_INIT;
	int result = take_asked(rows, row, &asked, err);
	size_t i;

	if (result == 0)
		result = write_difference(rows, row->id, &asked, &none, err);
	for (i = 0; i < sizeof queries / sizeof *queries && result == 0; i++)
		result = delete_from(rows, queries[i], row->id, err);
	vec_release(&asked);
	return result;
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
