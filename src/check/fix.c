/*
 * fix.c - the edit that mends a break.
 */
#include "check/fix.h"

#include <string.h>

#include "check/spelling.h"
#include "syntax/document.h"
#include "util/glob.h"
#include "util/path.h"

struct mending {
	struct finding *finding;
	const struct pair *pair;
	const struct reference *before;
	const struct scene *scene;
};

static const char *directory_of(const struct scene *scene, const char *path)
{
	return arena_bytes(scene->arena, path, path_parent_size(path));
}

static bool is_list_item(const struct reference *reference)
{
	size_t size = strlen(reference->selector);

	return size >= 2 && strcmp(reference->selector + size - 2, "/*") == 0;
}

/* Does the manifest say so already, in the same list? Then the old value is one too many. */
static bool is_named_already(const struct mending *mending, const char *value)
{
	const struct manifest_change *change =
		scene_manifest(mending->scene, mending->finding->manifest);
	const struct reference *own = mending->pair->after;

	if (!change || !is_list_item(own))
		return false;
	for (size_t i = 0; i < change->after_count; i++) {
		const struct reference *other = &change->after[i];

		if (strcmp(other->selector, own->selector) == 0 &&
			strcmp(other->format, own->format) == 0 && strcmp(other->raw, value) == 0)
			return true;
	}
	return false;
}

static void edit_value(const struct mending *mending, const char *replacement)
{
	struct finding *finding = mending->finding;

	if (!replacement || strcmp(replacement, finding->raw) == 0 ||
		is_named_already(mending, replacement))
		return;
	finding->fix = (struct fix){ finding->manifest, finding->line, finding->raw, replacement,
		finding->place };
}

/* The value stands for `asked_now` from now on. */
static void ask_for(const struct mending *mending, const char *asked_now)
{
	const struct reference *before = mending->before;
	const struct scene *scene = mending->scene;

	if (asked_now && before->asked)
		edit_value(mending, spell_anew(scene->arena, before->raw,
					    directory_of(scene, mending->finding->manifest),
					    before->asked, asked_now));
}

/* `path` without `end`, which it must end with; NULL if it does not. */
static const char *without_end(const struct scene *scene, const char *path, const char *end)
{
	size_t size = strlen(path), end_size = strlen(end);

	if (size < end_size || strcmp(path + size - end_size, end) != 0)
		return NULL;
	return arena_bytes(scene->arena, path, size - end_size);
}

/* Where the target is now; of a directory that lost its marker, where that is. */
static const char *target_now(const struct mending *mending)
{
	const struct cause *cause = &mending->finding->cause;
	const struct reference *before = mending->before;

	if (strcmp(cause->path, before->target) == 0)
		return cause->renamed_to;
	if (before->marker && strcmp(cause->path, before->marker) == 0 &&
		path_is_within(before->marker, before->target))
		return without_end(
			mending->scene, cause->renamed_to, before->marker + strlen(before->target));
	return NULL;
}

/* ---- the mapping's own line ---- */

/* The value that says where the mapping on the way takes from: a reference of its manifest, at the
 * mapping's place or below. NULL if there is none. */
static const struct reference *source_of(const reference_list *references, const struct via *via)
{
	for (size_t i = 0; i < references->count; i++) {
		const struct reference *reference = &references->items[i];

		if (reference->target && strcmp(reference->target, via->from) == 0 &&
			path_is_within(reference->location, via->location))
			return reference;
	}
	return NULL;
}

/* The same reference at head, or NULL if it went or has another value there. */
static const struct reference *at_head(const struct scene *scene, const struct reference *reference)
{
	if (!scene_manifest(scene, reference->manifest))
		return reference;
	for (size_t i = 0; i < scene->pairs->count; i++) {
		const struct pair *pair = &scene->pairs->items[i];

		if (pair->before && pair->after && !pair->is_edited &&
			strcmp(pair->before->manifest, reference->manifest) == 0 &&
			strcmp(pair->before->location, reference->location) == 0 &&
			strcmp(pair->before->kind, reference->kind) == 0)
			return pair->after;
	}
	return NULL;
}

static int edit_mapping(
	const struct mending *mending, const struct via *via, const char *from_now, struct err *err)
{
	const struct scene *scene = mending->scene;
	reference_list references = VEC_INIT;
	const struct reference *source, *now;
	struct reference *place;
	const char *replacement = NULL;
	int result = scene_base_references(scene, via->manifest, &references, err);

	source = result == 0 ? source_of(&references, via) : NULL;
	now = source ? at_head(scene, source) : NULL;
	if (now && source->asked && source->via_count == 0)
		replacement = spell_anew(scene->arena, source->raw,
			directory_of(scene, now->manifest), source->asked, from_now);
	if (replacement) {
		place = arena_get(scene->arena, sizeof(*place));
		*place = *now;
		mending->finding->fix = (struct fix){ place->manifest, place->line, source->raw,
			replacement, place };
	}
	vec_release(&references);
	return result;
}

/* ---- by cause ---- */

/* The symlink through which `asked` leads to the target, by what stands at head; 0 if none does. */
static int find_link(const struct mending *mending, size_t *size, struct err *err)
{
	const char *asked = mending->before->asked;
	struct entry entry;
	int result = 1;

	for (*size = path_component_size(asked); asked[*size];
		*size += 1 + path_component_size(asked + *size + 1)) {
		result = snapshot_entry(mending->scene->head,
			arena_bytes(mending->scene->arena, asked, *size), &entry, err);
		if (result != 1 || entry.kind == ENTRY_SYMLINK)
			return result;
	}
	return 0;
}

static int follow_target(const struct mending *mending, const char *now, struct err *err)
{
	const struct reference *before = mending->before;
	struct arena *arena = mending->scene->arena;
	size_t size = strlen(before->asked);
	const char *linked;
	int result;

	/* What follows in the target is an ending the value leaves out. */
	if (strncmp(before->target, before->asked, size) == 0) {
		ask_for(mending, without_end(mending->scene, now, before->target + size));
		return 0;
	}
	result = find_link(mending, &size, err);
	if (result != 1)
		return result;
	linked = without_end(mending->scene, before->target, before->asked + size);
	if (linked && path_is_within(now, linked))
		ask_for(mending, arena_printf(arena, "%.*s/%s", (int)size, before->asked,
					 path_below(now, linked)));
	return 0;
}

/* The innermost mapping takes from where the target was. If that whole place moved, the mapping is
 * what must follow, else the value. */
static int follow_through_mappings(const struct mending *mending, const char *now, struct err *err)
{
	const struct reference *before = mending->before;
	const struct via *via = &before->via[before->via_count - 1];
	const char *below = path_below(before->target, via->from), *from_now;
	struct entry entry;
	int result;

	if (!below)
		return 0;
	if (path_is_within(now, via->from)) {
		ask_for(mending,
			scene_outward(mending->scene, before->via, before->via_count, now));
		return 0;
	}
	result = snapshot_entry(mending->scene->head, via->from, &entry, err);
	if (result != 0)
		return result < 0 ? -1 : 0;
	from_now = *below ? without_end(mending->scene, now,
				    arena_printf(mending->scene->arena, "/%s", below))
			  : now;
	return from_now ? edit_mapping(mending, via, from_now, err) : 0;
}

/* The name is the value, or stands in front of a path in it. */
static void rename_package(const struct mending *mending)
{
	const struct cause *cause = &mending->finding->cause;
	const char *raw = mending->before->raw;
	size_t size = strlen(cause->name);

	if (strncmp(raw, cause->name, size) == 0 && (raw[size] == '\0' || raw[size] == '/'))
		edit_value(mending,
			arena_printf(mending->scene->arena, "%s%s", cause->renamed_to, raw + size));
}

static int mend_renamed(const struct mending *mending, struct err *err)
{
	const struct cause *cause = &mending->finding->cause;
	const struct reference *before = mending->before;
	const char *now;

	if (cause->name) {
		rename_package(mending);
		return 0;
	}
	now = target_now(mending);
	if (!now || !before->asked)
		return 0;
	if (before->via_count)
		return follow_through_mappings(mending, now, err);
	return follow_target(mending, now, err);
}

/* A pattern whose literal directory moved as a whole, or a directory whose pattern stands
 * elsewhere. */
static int mend_unmatched(const struct mending *mending, struct err *err)
{
	const struct reference *before = mending->before;
	struct str prefix = STR_INIT;
	struct rename rename;
	int result = 0;

	if (!before->asked || before->via_count)
		return 0;
	if (glob_is_magic(before->asked))
		glob_literal_prefix(&prefix, before->asked);
	else
		str_set(&prefix, before->asked);
	if (prefix.size)
		result = renames_find(mending->scene->renames, prefix.data, &rename, err);
	if (result > 0 && rename.is_certain)
		ask_for(mending, arena_printf(mending->scene->arena, "%s%s", rename.to,
					 before->asked + prefix.size));
	str_release(&prefix);
	return result < 0 ? -1 : 0;
}

static int mend_unmapped(const struct mending *mending, struct err *err)
{
	(void)err;
	ask_for(mending, mending->finding->cause.now_at);
	return 0;
}

static int mend_moved(const struct mending *mending, struct err *err)
{
	const struct pair *pair = mending->pair;
	const struct scene *scene = mending->scene;

	(void)err;
	if (mending->before->asked)
		edit_value(mending,
			spell_from(scene->arena, mending->before->raw,
				directory_of(scene, pair->old_manifest),
				directory_of(scene, pair->manifest), mending->before->asked));
	return 0;
}

static bool is_still_mapped(const struct mending *mending)
{
	const struct reference *before = mending->before;
	const struct mapping *now;

	for (size_t i = 0; i < before->via_count; i++)
		if (scene_mapping(mending->scene, &before->via[i], &now) != MAPPING_STAYED)
			return false;
	return true;
}

/* The old value is right as long as what it led to, and the way there, is. */
static int mend_edited(const struct mending *mending, struct err *err)
{
	const struct reference *before = mending->before;
	struct entry entry;
	int result;

	if (mending->finding->cause.now_at)
		ask_for(mending, mending->finding->cause.now_at);
	if (!mending->pair->is_edited || strcmp(before->identity, before->raw) != 0)
		return 0;
	result = snapshot_entry(mending->scene->head, before->target, &entry, err);
	if (result > 0 && is_still_mapped(mending))
		edit_value(mending, before->raw);
	return result < 0 ? -1 : 0;
}

/* Does the value stand there as it is? What build code makes of several literals, or takes from
 * another file, stands nowhere. 1, 0, -1. */
static int is_written_there(const struct scene *scene, const struct reference *place,
	const char *value, struct err *err)
{
	struct str bytes = STR_INIT;
	struct entry entry;
	int result = snapshot_entry(scene->head, place->manifest, &entry, err);

	if (result > 0)
		result = snapshot_read(scene->head, &entry.oid, DOCUMENT_SIZE_MAX, &bytes, err);
	if (result > 0)
		result = place->start <= bytes.size && place->size <= bytes.size - place->start &&
			 memmem(bytes.data + place->start, place->size, value, strlen(value));
	str_release(&bytes);
	return result;
}

/* Takes the edit back if it would be one of what is not written there. */
static int doubt_edit(struct finding *finding, const struct scene *scene, struct err *err)
{
	const struct fix *fix = &finding->fix;
	int result;

	if (!fix->place || fix->place->confidence == CONFIDENCE_DECLARED)
		return 0;
	result = is_written_there(scene, fix->place, fix->old, err);
	if (result == 0)
		memset(&finding->fix, 0, sizeof(finding->fix));
	return result < 0 ? -1 : 0;
}

int fix_find(struct finding *finding, const struct pair *pair, const struct scene *scene,
	struct err *err)
{
	static int (*const ways[])(const struct mending *, struct err *) = {
		[CAUSE_RENAMED] = mend_renamed,
		[CAUSE_UNMATCHED] = mend_unmatched,
		[CAUSE_UNMAPPED] = mend_unmapped,
		[CAUSE_EDITED] = mend_edited,
		[CAUSE_MOVED] = mend_moved,
	};
	struct mending mending = { finding, pair, pair->before, scene };
	size_t change = (size_t)finding->cause.change;

	if (!finding->cause.is_certain || change >= sizeof(ways) / sizeof(*ways) || !ways[change])
		return 0;
	if (ways[change](&mending, err) < 0)
		return -1;
	return doubt_edit(finding, scene, err);
}
