/*
 * scene.c - what lies between two snapshots.
 */
#include "check/scene.h"

#include "resolve/place.h"
#include "rules/loss.h"
#include "util/path.h"

const struct manifest_change *scene_manifest(const struct scene *scene, const char *path)
{
	size_t low = 0, high = scene->advance->manifests.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct manifest_change *change = &scene->advance->manifests.items[middle];
		int order = strcmp(change->path, path);

		if (order == 0)
			return change;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

int scene_base_references(
	const struct scene *scene, const char *manifest, reference_list *out, struct err *err)
{
	const struct manifest_change *change = scene_manifest(scene, manifest);

	if (!change)
		return graph_references(scene->graph, manifest, scene->arena, out, err);
	for (size_t i = 0; i < change->before_count; i++)
		vec_push(out, change->before[i]);
	return 0;
}

static bool is_same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool says_the_same(const struct mapping *mapping, const struct via *via)
{
	return strcmp(mapping->from, via->from) == 0 && strcmp(mapping->to, via->to) == 0;
}

static bool lets_the_same_pass(const struct mapping *a, const struct mapping *b)
{
	return is_same_text(a->filter, b->filter) && is_same_text(a->except, b->except) &&
	       is_same_text(a->loses, b->loses);
}

/* Is the mapping there at head, if perhaps on another line? */
static bool came_again(const struct advance *advance, const struct mapping *mapping)
{
	for (size_t i = 0; i < advance->mappings.count; i++) {
		const struct mapping_change *change = &advance->mappings.items[i];

		if (change->came && strcmp(change->mapping.manifest, mapping->manifest) == 0 &&
			strcmp(change->mapping.from, mapping->from) == 0 &&
			strcmp(change->mapping.to, mapping->to) == 0 &&
			lets_the_same_pass(&change->mapping, mapping))
			return true;
	}
	return false;
}

static bool went(const struct scene *scene, const struct via *via)
{
	const struct advance *advance = scene->advance;

	for (size_t i = 0; i < advance->mappings.count; i++) {
		const struct mapping_change *change = &advance->mappings.items[i];

		if (!change->came && strcmp(change->mapping.manifest, via->manifest) == 0 &&
			says_the_same(&change->mapping, via) &&
			!came_again(advance, &change->mapping))
			return true;
	}
	return false;
}

static bool in_same_space(const char *a, const char *b)
{
	size_t size = place_space_size(a);

	return size == place_space_size(b) && strncmp(a, b, size) == 0;
}

/* How surely `mapping` took the place of the one on the way: in the same manifest by the same
 * source or destination more than at the same place there, that more than in another manifest. A
 * list may lead to several spaces at once: each has a successor of its own. */
static unsigned successor_score(const struct mapping *mapping, const struct via *via)
{
	bool same_manifest = strcmp(mapping->manifest, via->manifest) == 0;
	bool same_from = strcmp(mapping->from, via->from) == 0;
	bool same_to = strcmp(mapping->to, via->to) == 0;

	if (strcmp(mapping->kind, via->kind) != 0)
		return 0;
	if (!same_manifest)
		return same_from ? 1 : 0;
	if (same_from || same_to)
		return in_same_space(mapping->to, via->to) ? 4 : 3;
	return is_same_text(mapping->location, via->location) ? 2 : 0;
}

enum mapping_fate scene_mapping(
	const struct scene *scene, const struct via *via, const struct mapping **now)
{
	const struct advance *advance = scene->advance;
	unsigned best = 0;

	*now = NULL;
	if (!went(scene, via))
		return MAPPING_STAYED;
	for (size_t i = 0; i < advance->mappings.count; i++) {
		const struct mapping_change *change = &advance->mappings.items[i];
		unsigned score = change->came ? successor_score(&change->mapping, via) : 0;

		if (score > best) {
			best = score;
			*now = &change->mapping;
		}
	}
	return *now ? MAPPING_CHANGED : MAPPING_WENT;
}

const char *scene_outward(
	const struct scene *scene, const struct via *via, size_t count, const char *path)
{
	struct str place = STR_INIT, lost = STR_INIT;

	while (path && count-- > 0) {
		const char *rest = path_below(path, via[count].from);

		if (rest && via[count].loses)
			rest = loss_apply(&lost, via[count].loses, rest) ? lost.data : NULL;
		place_join(&place, via[count].to, rest ? rest : "");
		path = rest ? arena_text(scene->arena, place.data) : NULL;
	}
	str_release(&place);
	str_release(&lost);
	return path;
}
