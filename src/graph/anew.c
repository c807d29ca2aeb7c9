/*
 * anew.c - an advance under other rules than those of the position.
 *
 * Everything is read anew, into an empty graph. What really changed is what remains when all that
 * was and all that is are laid side by side.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/graph_private.h"
#include "graph/same.h"
#include "graph/told.h"

static int keep_all_manifests(struct graph *graph, struct advance *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_MANIFESTS_ALL, err);
	int found;
	size_t i;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		struct manifest_change *change = vec_add(&out->manifests);

		memset(change, 0, sizeof *change);
		change->path = column_text(statement, 0, &out->arena);
		if (sqlite3_column_bytes(statement, 2) == sizeof change->blob_before.bytes)
			memcpy(change->blob_before.bytes, sqlite3_column_blob(statement, 2),
				sizeof change->blob_before.bytes);
		change->formats_before = column_text(statement, 3, &out->arena);
		change->formats_after = "";
	}
	sqlite3_reset(statement);
	for (i = 0; i < out->manifests.count && found == 0; i++) {
		struct manifest_change *change = &out->manifests.items[i];
		int64_t id = rows_find_path(&graph->rows, change->path, err);
		reference_list list = VEC_INIT;

		found = rows_references(&graph->rows, id, &out->arena, &list, err);
		change->before = told_references(out, &list);
		change->before_count = list.count;
		vec_release(&list);
	}
	return found;
}

/* Puts together what was before and what came anew: both are in order of path. */
static void merge_manifests(struct advance *out, struct advance *old)
{
	struct advance merged = *out;
	size_t i = 0, k = 0;

	memset(&merged.manifests, 0, sizeof merged.manifests);
	while (i < old->manifests.count || k < out->manifests.count) {
		int order = i == old->manifests.count   ? 1
			    : k == out->manifests.count ? -1
							: strcmp(old->manifests.items[i].path,
								  out->manifests.items[k].path);
		struct manifest_change change;

		if (order > 0) {
			vec_push(&merged.manifests, out->manifests.items[k++]);
			continue;
		}
		change = old->manifests.items[i++];
		if (order == 0) {
			reference_list before = { (struct reference *)change.before,
				change.before_count, 0 };
			struct manifest_change *new = &out->manifests.items[k++];
			reference_list after = { (struct reference *)new->after, new->after_count,
				0 };

			if (oid_equal(&change.blob_before, &new->blob_after) &&
				strcmp(change.formats_before, new->formats_after) == 0 &&
				same_references(&before, &after))
				continue;
			change.formats_after = new->formats_after;
			change.blob_after = new->blob_after;
			change.after = new->after;
			change.after_count = new->after_count;
		}
		vec_push(&merged.manifests, change);
	}
	vec_release(&out->manifests);
	out->manifests = merged.manifests;
}

static int keep_path(const struct change *change, void *payload)
{
	told_path(payload, change);
	return 0;
}

static int all_mappings(struct graph *graph, struct advance *out, struct err *err)
{
	mapping_list list = VEC_INIT;
	size_t i;
	int result = 0;

	for (i = 0; i < out->manifests.count && result == 0; i++) {
		int64_t id = rows_find_path(&graph->rows, out->manifests.items[i].path, err);

		result = id < 0 ? -1 : rows_mappings(&graph->rows, id, &out->arena, &list, err);
	}
	for (i = 0; i < list.count; i++)
		vec_push(&out->mappings, (struct mapping_change){ list.items[i], false });
	vec_release(&list);
	return result;
}

/* Where a mapping is declared: no other of the same side is there. */
static void write_place(struct str *key, const struct mapping *mapping)
{
	str_set(key, mapping->manifest);
	str_addf(key, "\n%u", mapping->position);
}

/* Tells which mappings came and went all the same. */
static void find_same_mappings(const struct advance *out, bool *is_same)
{
	struct map went = MAP_INIT; /* place -> its index + 1 */
	struct str key = STR_INIT;

	for (size_t i = 0; i < out->mappings.count; i++) {
		write_place(&key, &out->mappings.items[i].mapping);
		if (!out->mappings.items[i].came)
			map_put(&went, key.data, key.size)->value = (void *)(uintptr_t)(i + 1);
	}
	for (size_t i = 0; i < out->mappings.count; i++) {
		const struct mapping_change *change = &out->mappings.items[i];
		const struct map_entry *entry;
		size_t twin;

		write_place(&key, &change->mapping);
		entry = change->came ? map_find(&went, key.data, key.size) : NULL;
		if (!entry)
			continue;
		twin = (uintptr_t)entry->value - 1;
		is_same[i] = is_same[twin] =
			same_mapping(&out->mappings.items[twin].mapping, &change->mapping);
	}
	str_release(&key);
	map_release(&went);
}

/* Mappings that are as they were are no change, although everything was read anew. */
static void drop_same_mappings(struct advance *out)
{
	bool *is_same = memory_get_zeroed(out->mappings.count, sizeof *is_same);
	size_t kept = 0;

	find_same_mappings(out, is_same);
	for (size_t i = 0; i < out->mappings.count; i++) {
		if (!is_same[i])
			out->mappings.items[kept++] = out->mappings.items[i];
	}
	out->mappings.count = kept;
	free(is_same);
}

int advance_anew(struct graph *graph, struct snapshot *after, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err)
{
	struct advance old;
	int result = -1;

	advance_init(&old);
	if (out &&
		(keep_all_manifests(graph, &old, err) < 0 || all_mappings(graph, &old, err) < 0 ||
			changes_walk(graph_snapshot(graph), after, keep_path, &old, err) < 0))
		goto done;
	if (graph_clear(graph, err) < 0 ||
		advance_tree(graph, after, rules, progress, out, err) < 0)
		goto done;
	if (out) {
		size_t i;

		merge_manifests(out, &old);
		for (i = 0; i < old.mappings.count; i++)
			vec_push(&out->mappings, old.mappings.items[i]);
		drop_same_mappings(out);
		vec_clear(&out->paths);
		for (i = 0; i < old.paths.count; i++)
			vec_push(&out->paths, old.paths.items[i]);
		out->changed_paths = old.changed_paths;
		out->earlier = old.arena;
		old.arena = (struct arena)ARENA_INIT;
	}
	result = 0;
done:
	advance_release(&old);
	return result;
}
