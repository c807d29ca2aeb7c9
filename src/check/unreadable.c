/*
 * unreadable.c - what hangs on manifests that can no longer be read.
 */
#include "check/unreadable.h"

#include "check/check_private.h"
#include "check/renames.h"
#include "repo/edit.h"

struct search {
	unreadable_list all;
	struct arena *arena;
};

static int keep(const struct diagnostic *diagnostic, void *payload)
{
	struct search *search = payload;

	vec_push(&search->all, (struct unreadable){ arena_text(search->arena, diagnostic->path),
				       diagnostic->line, { { 0 } }, NULL });
	return 0;
}

/* The id of the file at `path`; zero if there is none. */
static int file_at(struct oid *out, struct snapshot *snapshot, const char *path, struct err *err)
{
	struct entry entry;
	int found = snapshot_entry(snapshot, path, &entry, err);

	*out = found == 1 && entry.kind == ENTRY_FILE ? entry.oid : (struct oid){ { 0 } };
	return found < 0 ? -1 : 0;
}

/* What a manifest said that vanished and moved to the path of `unreadable`, if one did. */
static int find_moved(struct unreadable *unreadable, const struct advance *advance,
	struct renames *renames, struct err *err)
{
	for (size_t i = 0; i < advance->manifests.count; i++) {
		const struct manifest_change *change = &advance->manifests.items[i];
		struct rename rename;
		int found;

		if (!*change->formats_before || !oid_is_zero(&change->blob_after))
			continue;
		found = renames_find(renames, change->path, &rename, err);
		if (found < 0)
			return -1;
		if (found == 1 && strcmp(rename.to, unreadable->path) == 0) {
			unreadable->blob = change->blob_before;
			return 0;
		}
	}
	return 0;
}

/* Leaves in `all` those that said something else at base, with what it was. */
static int keep_known(unreadable_list *all, struct snapshot *base, struct snapshot *here,
	const struct advance *advance, struct renames *renames, struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct unreadable *unreadable = &all->items[i];
		struct oid now;

		if (file_at(&unreadable->blob, base, unreadable->path, err) < 0 ||
			file_at(&now, here, unreadable->path, err) < 0)
			return -1;
		if (oid_is_zero(&unreadable->blob) && renames &&
			find_moved(unreadable, advance, renames, err) < 0)
			return -1;
		if (!oid_is_zero(&unreadable->blob) && !oid_equal(&unreadable->blob, &now))
			all->items[kept++] = *unreadable;
	}
	all->count = kept;
	return 0;
}

int unreadable_find(unreadable_list *out, struct graph *graph, struct snapshot *base,
	const struct advance *advance, struct arena *arena, struct err *err)
{
	struct search search = { VEC_INIT, arena };
	struct snapshot *here = graph_snapshot(graph);
	struct renames *renames = NULL;
	int result = graph_each_diagnostic(graph, keep, &search, err);

	if (advance && search.all.count)
		renames =
			renames_new(advance->paths.items, advance->paths.count, base, here, arena);
	if (result == 0)
		result = keep_known(&search.all, base, here, advance, renames, err);
	for (size_t i = 0; i < search.all.count && result == 0; i++)
		vec_push(out, search.all.items[i]);
	renames_free(renames);
	vec_release(&search.all);
	return result;
}

int unreadable_replace(struct oid *out, const unreadable_list *unreadable,
	struct object_source *objects, const struct oid *root, struct err *err)
{
	struct edit *edit = edit_new(objects, root);
	int result = 0;

	for (size_t i = 0; i < unreadable->count && result == 0; i++) {
		const struct entry entry = { .kind = ENTRY_FILE, .oid = unreadable->items[i].blob };

		result = edit_put(edit, unreadable->items[i].path, &entry, err);
	}
	*out = *edit_root(edit);
	edit_free(edit);
	return result;
}

/* ---- what is open ---- */

static bool is_of(const struct mapping_change *change, const struct via *via)
{
	return strcmp(change->mapping.manifest, via->manifest) == 0;
}

/* The mapping that went, if nothing came that it may have become; else NULL. */
static const struct mapping *gone(const struct via *via, const struct advance *advance)
{
	const struct mapping *went = NULL;
	bool came = false;

	for (size_t i = 0; i < advance->mappings.count; i++) {
		const struct mapping_change *change = &advance->mappings.items[i];
		bool same_from = strcmp(change->mapping.from, via->from) == 0;
		bool same_to = strcmp(change->mapping.to, via->to) == 0;

		if (!is_of(change, via))
			continue;
		if (change->came)
			came |= same_from || same_to;
		else if (same_from && same_to)
			went = &change->mapping;
	}
	return came ? NULL : went;
}

/* Is a file that went there under another name? */
static bool is_renamed(const struct oid *blob, const struct advance *advance)
{
	for (size_t i = 0; i < advance->paths.count; i++)
		if (advance->paths.items[i].after == ENTRY_FILE &&
			oid_equal(&advance->paths.items[i].after_oid, blob))
			return true;
	return false;
}

/* A list that is known by its shape and its name alone says nothing by no longer having them; nor
 * by not having changed at all, while what it makes is now committed. 1, 0, -1. */
static int lost_its_shape(struct graph *graph, const struct mapping *went,
	const struct advance *advance, struct err *err)
{
	const struct manifest_change *change = reading_change(advance, went->manifest);
	struct oid now;

	if (went->confidence != CONFIDENCE_LISTED || !change)
		return 0;
	if (file_at(&now, graph_snapshot(graph), went->manifest, err) < 0)
		return -1;
	if (oid_is_zero(&now))
		return is_renamed(&change->blob_before, advance);
	return !text_has_word(change->formats_after, went->format) ||
	       oid_equal(&now, &change->blob_before);
}

/* May the mapping that went be somebody else's now? 1, 0, -1. */
static int is_handed_over(struct unreadable *out, const struct mapping *went,
	struct delegations *delegations, struct err *err)
{
	int result = delegation_came(&out->who, delegations, went->manifest, went->format, err);

	if (result == 0 && went->origin)
		result = delegation_came(&out->who, delegations, went->origin, went->format, err);
	return result;
}

int unreadable_hides(struct unreadable *out, struct graph *graph, const struct reference *before,
	const struct advance *advance, struct delegations *delegations, struct err *err)
{
	struct entry entry;
	int result = 0;

	for (size_t i = 0; i < before->via_count && result == 0; i++) {
		const struct via *via = &before->via[i];
		const struct mapping *went = gone(via, advance);

		*out = (struct unreadable){ .path = via->manifest };
		if (went)
			result = graph_is_open(graph, via->manifest, went->format, err);
		if (went && result == 0)
			result = lost_its_shape(graph, went, advance, err);
		if (went && result == 0)
			result = is_handed_over(out, went, delegations, err);
	}
	if (result == 1)
		result = snapshot_entry(graph_snapshot(graph), before->target, &entry, err);
	return result;
}

/* ---- what is dropped ---- */

static void add_part(struct str *key, const char *text)
{
	str_add(key, text, strlen(text) + 1);
}

static void write_key(struct str *key, const struct finding *finding)
{
	str_clear(key);
	add_part(key, finding->manifest);
	add_part(key, finding->after->format);
	add_part(key, finding->after->location);
	add_part(key, finding->after->identity);
}

void unreadable_drop(finding_list *findings, const finding_list *still, finding_list *dropped)
{
	struct map there = MAP_INIT;
	struct str key = STR_INIT;
	size_t kept = 0;

	for (size_t i = 0; i < still->count; i++) {
		write_key(&key, &still->items[i]);
		map_put(&there, key.data, key.size);
	}
	for (size_t i = 0; i < findings->count; i++) {
		write_key(&key, &findings->items[i]);
		if (map_find(&there, key.data, key.size))
			findings->items[kept++] = findings->items[i];
		else
			vec_push(dropped, findings->items[i]);
	}
	findings->count = kept;
	str_release(&key);
	map_release(&there);
}

void unreadable_add_skipped(finding_list *dropped, const pair_list *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];

		if (pair->before && pair->after && pair->before->verdict == VERDICT_RESOLVED &&
			pair->after->verdict == VERDICT_SKIPPED &&
			pair->after->skip == SKIP_UNREADABLE)
			vec_push(dropped, (struct finding){ .manifest = pair->manifest,
						  .line = pair->after->line,
						  .column = pair->after->column,
						  .after = pair->after });
	}
}

const char *unreadable_say(const unreadable_list *unreadable, bool are_open,
	const finding_list *dropped, struct arena *arena)
{
	const struct finding *first = &dropped->items[0];
	struct str text = STR_INIT;
	const char *kept;

	if (are_open && unreadable->items[0].who && *unreadable->items[0].who)
		str_addf(&text, "it now uses '%s', which may do what it no longer does: ",
			unreadable->items[0].who);
	else if (are_open)
		str_add_text(&text, "a part of it can no longer be read: ");
	str_add_text(&text, "what hangs on it");
	if (unreadable->count > 1)
		str_addf(&text, " or on %zu more %s", unreadable->count - 1,
			are_open ? "like it" : "that cannot be read");
	str_addf(&text, " is not judged: %zu reference%s, the first in %s:%u", dropped->count,
		dropped->count == 1 ? "" : "s", first->manifest, first->line);
	kept = arena_text(arena, text.data);
	str_release(&text);
	return kept;
}
