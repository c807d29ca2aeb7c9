/*
 * cause.c - the change that broke a reference.
 *
 * Each way of looking is a function that answers 1 found, 0 not this, -1 failed; the first that
 * finds something has the cause. The order matters: a target that moved together with its mapping
 * is the mapping's fault, and a target that stands where it stood was not moved at all.
 */
#include "check/cause.h"

#include "check/names.h"
#include "check/source.h"
#include "resolve/place.h"
#include "util/path.h"

struct inquiry {
	const struct pair *pair;
	const struct reference *before;
	const struct scene *scene;
	enum entry_kind kind, kind_now; /* of the target at base and head */
	const char *now;                /* where the target stands at head, or NULL */
	struct rename rename;           /* of the target, if it went */
};

static struct cause cause_of(enum cause_change change, const char *path)
{
	return (struct cause){
		.change = change, .path = path, .is_certain = true, .author = "", .summary = ""
	};
}

static void be_renamed(struct cause *out, const char *path, const struct rename *rename)
{
	*out = cause_of(CAUSE_RENAMED, path);
	out->renamed_to = rename->to;
	out->is_certain = rename->is_certain;
}

/* What went is renamed if it is found elsewhere, else deleted. */
static int be_gone(struct cause *out, const char *path, const struct scene *scene, struct err *err)
{
	struct rename rename;
	int result = renames_find(scene->renames, path, &rename, err);

	if (result > 0)
		be_renamed(out, path, &rename);
	else if (result == 0)
		*out = cause_of(CAUSE_DELETED, path);
	return result < 0 ? -1 : 1;
}

static enum entry_kind kind_at(
	struct snapshot *snapshot, const char *path, int *result, struct err *err)
{
	struct entry entry;
	int found = snapshot_entry(snapshot, path, &entry, err);

	if (found < 0)
		*result = -1;
	return found > 0 ? entry.kind : ENTRY_NOTHING;
}

/* The name a reference goes by, with its space, and *manifest that provided it; NULL if none. */
static const char *name_gone_by(const struct inquiry *inquiry, const char **manifest)
{
	const struct reference *before = inquiry->before;
	const char *asked = before->asked;

	if (before->target_type == TARGET_NAME) {
		*manifest = before->target;
		return arena_bytes(inquiry->scene->arena, asked,
			(size_t)(name_without_space(asked) - asked) + strlen(before->key));
	}
	for (size_t i = 0; i < before->via_count; i++) {
		if (strcmp(before->via[i].kind, "name") != 0)
			continue;
		*manifest = before->via[i].manifest;
		return before->via[i].to;
	}
	return NULL;
}

/* `manifest` provided `name`, and no longer does. */
static int be_nameless(struct cause *out, const char *name, const char *manifest,
	const struct inquiry *inquiry, struct err *err)
{
	const char *new_name;
	struct rename moved;
	enum entry_kind kind;
	int result = 1;

	kind = kind_at(inquiry->scene->head, manifest, &result, err);
	if (result < 0)
		return -1;
	if (kind == ENTRY_NOTHING)
		result = renames_find(inquiry->scene->renames, manifest, &moved, err);
	else
		moved = (struct rename){ manifest, true };
	if (result > 0)
		result = names_successor(&new_name, name, manifest, moved.to, inquiry->scene, err);
	if (result < 0)
		return -1;
	if (result > 0) {
		be_renamed(out, manifest, &moved);
		out->renamed_to = name_without_space(new_name);
	} else {
		*out = cause_of(kind == ENTRY_NOTHING ? CAUSE_DELETED : CAUSE_EDITED, manifest);
	}
	out->name = name_without_space(name);
	return 1;
}

/* Only if nobody provides it any more: a target that went out of a package is the target's story.
 */
static int find_lost_name(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct reference *before = inquiry->before, *after = inquiry->pair->after;
	const char *manifest, *name = name_gone_by(inquiry, &manifest);

	if (!name || (before->target_type != TARGET_NAME && after->skip != SKIP_EXTERNAL))
		return 0;
	return be_nameless(out, name, manifest, inquiry, err);
}

/* The change of what `manifest` takes from elsewhere: of a value that is in `place`, if one is. */
static int find_source(struct cause *out, const char *manifest, const char *place,
	const struct inquiry *inquiry, struct err *err)
{
	struct source source;
	int result = source_find(&source, manifest, place, inquiry->scene, err);

	if (result <= 0)
		return result;
	if (source.name)
		return be_nameless(out, source.name, source.path, inquiry, err);
	*out = cause_of(CAUSE_EDITED, source.path);
	out->line = source.line;
	out->came = source.came;
	return 1;
}

/* A program may have its values from another file: then that one was edited. */
static int find_edited(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct pair *pair = inquiry->pair;
	int result = 0;

	if (!pair->is_edited)
		return 0;
	if (!renames_change(inquiry->scene->renames, pair->manifest))
		result = find_source(out, pair->manifest, inquiry->before->asked, inquiry, err);
	if (result == 0)
		*out = cause_of(CAUSE_EDITED, pair->manifest);
	return result < 0 ? -1 : 1;
}

/* ---- mappings on the way ---- */

/* What must be asked for now that `mapping` took the place of mapping `index` on the way, or NULL
 * if the target is no longer to be had. */
static const char *asked_now(
	const struct inquiry *inquiry, size_t index, const struct mapping *mapping)
{
	const struct reference *before = inquiry->before;
	const struct scene *scene = inquiry->scene;
	const char *path = inquiry->now;
	struct via now = { .from = mapping->from, .to = mapping->to, .loses = mapping->loses };

	/* Inside the mapping that changed the way is as it was; a target that moved needs no
	 * inside. */
	if (index + 1 < before->via_count)
		path = scene_outward(scene, before->via + index + 1, before->via_count - index - 1,
			path ? path : before->target);
	path = path ? scene_outward(scene, &now, 1, path) : NULL;
	return scene_outward(scene, before->via, index, path);
}

/* The mapping's manifest is to blame, but where that is as it was: then what it takes from
 * elsewhere.
 */
static int be_unmapped(
	struct cause *out, const struct via *via, const struct inquiry *inquiry, struct err *err)
{
	const struct renames *renames = inquiry->scene->renames;
	const struct path_change *change;
	const char *path = via->manifest;
	int result = 0;

	/* A shared program that writes it says so itself. */
	if (!renames_change(renames, path) && via->origin && renames_change(renames, via->origin))
		path = via->origin;
	else if (!renames_change(renames, path))
		result = find_source(out, path, via->from, inquiry, err);
	if (result == 0) {
		change = renames_change(renames, path);
		*out = cause_of(CAUSE_UNMAPPED, path);
		out->is_gone = change && change->after == ENTRY_NOTHING;
	}
	return result < 0 ? -1 : 0;
}

/* `moved`: the target went elsewhere, so a mapping is to blame only if it followed the target. */
static int find_mapping(
	struct cause *out, const struct inquiry *inquiry, bool moved, struct err *err)
{
	const struct reference *before = inquiry->before;

	for (size_t i = before->via_count; i-- > 0;) {
		const struct via *via = &before->via[i];
		const struct mapping *now;
		enum mapping_fate fate = scene_mapping(inquiry->scene, via, &now);
		const char *asked = now ? asked_now(inquiry, i, now) : NULL;

		if (fate == MAPPING_STAYED)
			continue;
		if (moved && (!asked || strcmp(now->to, via->to) == 0))
			continue;
		if (be_unmapped(out, via, inquiry, err) < 0)
			return -1;
		out->mapping = via;
		out->mapping_now = now;
		/* Where it is the same path, the mapping no longer lets it pass. */
		out->now_at = asked && strcmp(asked, before->asked) != 0 ? asked : NULL;
		out->moved_to = moved ? inquiry->now : NULL;
		return 1;
	}
	return 0;
}

/* ---- the target ---- */

static int find_retyped(struct cause *out, const struct inquiry *inquiry)
{
	if (inquiry->kind_now == ENTRY_NOTHING || inquiry->kind == inquiry->kind_now)
		return 0;
	*out = cause_of(CAUSE_RETYPED, inquiry->before->target);
	return 1;
}

static int find_gone_target(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct reference *before = inquiry->before;

	if (find_retyped(out, inquiry))
		return 1;
	if (inquiry->kind_now != ENTRY_NOTHING || inquiry->kind == ENTRY_NOTHING)
		return 0;
	if (inquiry->now) {
		int result = find_mapping(out, inquiry, true, err);

		if (result != 0)
			return result;
	}
	if (inquiry->now)
		be_renamed(out, before->target, &inquiry->rename);
	else
		*out = cause_of(CAUSE_DELETED, before->target);
	if (before->target_type == TARGET_GLOB)
		out->change = CAUSE_UNMATCHED;
	return 1;
}

static int find_gone_marker(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const char *marker = inquiry->before->marker;
	int result = 0;
	enum entry_kind kind;

	if (!marker)
		return 0;
	kind = kind_at(inquiry->scene->head, marker, &result, err);
	if (result < 0 || kind == ENTRY_FILE || kind == ENTRY_SYMLINK)
		return result;
	return be_gone(out, marker, inquiry->scene, err);
}

static int find_gone_key(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct reference *before = inquiry->before;
	const struct path_change *change;

	(void)err;
	if (before->target_type != TARGET_KEY)
		return 0;
	change = renames_change(inquiry->scene->renames, before->target);
	if (!change)
		return 0;
	*out = cause_of(CAUSE_KEY_REMOVED, before->target);
	return 1;
}

static int find_moved_manifest(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct pair *pair = inquiry->pair;

	(void)err;
	if (strcmp(pair->old_manifest, pair->manifest) == 0)
		return 0;
	*out = cause_of(CAUSE_MOVED, pair->old_manifest);
	out->renamed_to = pair->manifest;
	return 1;
}

static int find_changed_mapping(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	return find_mapping(out, inquiry, false, err);
}

/* 1 if `path`, or a directory of it, was a link at base and is no longer the same one. */
static int find_link_on(
	struct cause *out, const char *path, const struct inquiry *inquiry, struct err *err)
{
	struct str step = STR_INIT;
	int result = 0;

	for (size_t size = 0; path[size] && result == 0;) {
		const struct path_change *change;

		size += path[size] == '/';
		size += path_component_size(path + size);
		str_clear(&step);
		str_add(&step, path, size);
		change = renames_change(inquiry->scene->renames, step.data);
		if (!change || change->before != ENTRY_SYMLINK)
			continue;
		result = 1;
		if (change->after == ENTRY_NOTHING)
			result = be_gone(out, change->path, inquiry->scene, err);
		else
			*out = cause_of(
				change->after == ENTRY_SYMLINK ? CAUSE_EDITED : CAUSE_RETYPED,
				change->path);
	}
	str_release(&step);
	return result;
}

/* Looked for on the path as spelled, then on where each mapping leads it. */
static int find_changed_link(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct reference *before = inquiry->before;
	const char *path = before->asked;
	struct str inner = STR_INIT;
	int result = path ? find_link_on(out, path, inquiry, err) : 0;

	for (size_t i = 0; path && i < before->via_count && result == 0; i++) {
		/* Where a way loses directories, the file may have come from any of them. */
		const char *rest =
			before->via[i].loses ? NULL : path_below(path, before->via[i].to);

		place_join(&inner, before->via[i].from, rest ? rest : "");
		path = rest ? arena_text(inquiry->scene->arena, inner.data) : NULL;
		result = find_link_on(out, inner.data, inquiry, err);
	}
	str_release(&inner);
	return result;
}

/* ---- the file a value is taken from ---- */

static int find_edited_elsewhere(struct cause *out, const struct inquiry *inquiry, struct err *err)
{
	const struct pair *pair = inquiry->pair;
	int result = find_source(out, pair->old_manifest, inquiry->before->asked, inquiry, err);

	if (result == 0)
		*out = cause_of(CAUSE_EDITED, pair->manifest);
	return result < 0 ? -1 : 1;
}

/* ---- all together ---- */

static int begin(struct inquiry *inquiry, struct err *err)
{
	const struct scene *scene = inquiry->scene;
	const char *target = inquiry->before->target;
	int result = 0;

	inquiry->kind = kind_at(scene->base, target, &result, err);
	inquiry->kind_now = kind_at(scene->head, target, &result, err);
	if (result < 0)
		return -1;
	if (inquiry->kind_now != ENTRY_NOTHING) {
		inquiry->now = target;
		return 0;
	}
	result = renames_find(scene->renames, target, &inquiry->rename, err);
	if (result > 0)
		inquiry->now = inquiry->rename.to;
	return result < 0 ? -1 : 0;
}

static bool ends_with_path(const char *path, const char *end)
{
	size_t path_size = strlen(path), end_size = strlen(end);

	return path_size > end_size && path[path_size - end_size - 1] == '/' &&
	       strcmp(path + path_size - end_size, end) == 0;
}

/* What a heading speaks of: the whole directory that went, if `path` went with it to the same
 * place, so that a hundred files that moved together are one group. */
static void find_topic(struct cause *cause, const struct scene *scene)
{
	const char *above = renames_vanished_above(scene->renames, cause->path), *below;
	size_t size;

	cause->topic = cause->path;
	cause->topic_to = cause->renamed_to;
	if (!above || strcmp(above, cause->path) == 0 || cause->change == CAUSE_UNMAPPED ||
		cause->change == CAUSE_EDITED)
		return;
	below = path_below(cause->path, above);
	if (!cause->renamed_to) {
		cause->topic = above;
	} else if (ends_with_path(cause->renamed_to, below)) {
		size = strlen(cause->renamed_to) - strlen(below) - 1;
		cause->topic = above;
		cause->topic_to = arena_bytes(scene->arena, cause->renamed_to, size);
	}
}

int cause_find(
	struct cause *out, const struct pair *pair, const struct scene *scene, struct err *err)
{
	static int (*const ways[])(struct cause *, const struct inquiry *, struct err *) = {
		find_edited, find_lost_name, find_gone_target, find_gone_marker, find_gone_key,
		find_moved_manifest, find_changed_mapping, find_changed_link,
		find_edited_elsewhere, /* always finds something */
	};
	struct inquiry inquiry = { .pair = pair, .before = pair->before, .scene = scene };
	int result = 0;

	if (begin(&inquiry, err) < 0)
		return -1;
	for (size_t i = 0; result == 0; i++)
		result = ways[i](out, &inquiry, err);
	if (result > 0)
		find_topic(out, scene);
	return result < 0 ? -1 : 0;
}

void cause_of_introduced(struct cause *out, const struct pair *pair)
{
	*out = cause_of(CAUSE_EDITED, pair->manifest);
	out->topic = out->path;
}
