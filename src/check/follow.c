/*
 * follow.c - one reference on its way from commit to commit.
 */
#include "check/follow.h"

#include "check/judgement.h"

static bool is_same_text(const char *a, const char *b)
{
	return a == b || strcmp(a, b) == 0;
}

static bool is_same_reference(const struct reference *a, const struct reference *b)
{
	return is_same_text(a->location, b->location) && is_same_text(a->format, b->format) &&
	       is_same_text(a->kind, b->kind) && is_same_text(a->identity, b->identity);
}

static void keep(const char **kept, const char *text, struct arena *arena)
{
	if (!*kept || strcmp(*kept, text) != 0)
		*kept = arena_text(arena, text);
}

void follower_go(struct follower *follower, const struct reference *reference, struct arena *arena)
{
	struct reference *at = &follower->at;

	keep(&at->manifest, reference->manifest, arena);
	keep(&at->format, reference->format, arena);
	keep(&at->location, reference->location, arena);
	keep(&at->selector, reference->selector, arena);
	keep(&at->identity, reference->identity, arena);
	keep(&at->kind, reference->kind, arena);
}

/* What is as bad as it. */
static struct follower like(const struct reference *bad, const struct reference *before)
{
	return (struct follower){
		.lost_its_name = bad->verdict == VERDICT_SKIPPED && bad->skip == SKIP_EXTERNAL,
		.was_guess = !before || reference_is_guess(before),
	};
}

struct follower follower_at(const struct reference *bad, const struct reference *before,
	size_t subject, struct arena *arena)
{
	struct follower follower = like(bad, before);

	follower.subject = subject;
	follower_go(&follower, bad, arena);
	return follower;
}

bool follower_stands_at(const struct follower *follower, const struct reference *reference)
{
	return is_same_text(follower->at.manifest, reference->manifest) &&
	       is_same_reference(&follower->at, reference);
}

bool follower_is_bad(const struct follower *follower, const struct reference *reference)
{
	if (reference->verdict == VERDICT_DANGLING)
		return true;
	if (reference_is_guess(reference))
		return !follower->was_guess;
	return follower->lost_its_name && reference->verdict == VERDICT_SKIPPED &&
	       reference->skip == SKIP_EXTERNAL;
}

/* What an advance to an older commit says, seen as if time ran forward from there. */
static struct manifest_change *turn_around(const struct advance *advance)
{
	size_t count = advance->manifests.count;
	struct manifest_change *turned = memory_get_zeroed(count + 1, sizeof(*turned));

	for (size_t i = 0; i < count; i++) {
		const struct manifest_change *change = &advance->manifests.items[i];

		turned[i] = (struct manifest_change){ .path = change->path,
			.formats_before = change->formats_after,
			.formats_after = change->formats_before,
			.blob_before = change->blob_after,
			.blob_after = change->blob_before,
			.before = change->after,
			.before_count = change->after_count,
			.after = change->before,
			.after_count = change->before_count };
	}
	return turned;
}

static void note_first(struct map *map, const char *manifest, size_t pair)
{
	struct map_entry *entry = map_put(map, manifest, strlen(manifest));

	if (!entry->value)
		entry->value = (void *)(uintptr_t)(pair + 1);
}

void crossing_make(struct crossing *out, const struct advance *advance, bool is_back)
{
	size_t count = advance->manifests.count;

	*out = (struct crossing){ VEC_INIT, NULL, MAP_INIT, MAP_INIT, MAP_INIT };
	if (is_back)
		out->turned = turn_around(advance);
	pair_all(&out->pairs, is_back ? out->turned : advance->manifests.items, count);
	for (size_t i = 0; i < out->pairs.count; i++) {
		note_first(&out->older, out->pairs.items[i].old_manifest, i);
		note_first(&out->newer, out->pairs.items[i].manifest, i);
	}
	for (size_t i = 0; i < count; i++)
		map_set(&out->touched, advance->manifests.items[i].path, out);
}

void crossing_release(struct crossing *crossing)
{
	vec_release(&crossing->pairs);
	free(crossing->turned);
	map_release(&crossing->older);
	map_release(&crossing->newer);
	map_release(&crossing->touched);
}

int crossing_find(const struct crossing *crossing, const struct reference *reference, bool is_newer,
	const struct pair **out)
{
	const struct map *index = is_newer ? &crossing->newer : &crossing->older;
	size_t i = (size_t)(uintptr_t)map_get(index, reference->manifest);

	if (!map_get(&crossing->touched, reference->manifest))
		return 0;
	for (; i && i <= crossing->pairs.count; i++) {
		const struct pair *pair = &crossing->pairs.items[i - 1];
		const struct reference *here = is_newer ? pair->after : pair->before;

		if (strcmp(is_newer ? pair->manifest : pair->old_manifest, reference->manifest) !=
			0)
			break;
		if (here && is_same_reference(here, reference)) {
			*out = pair;
			return 1;
		}
	}
	return -1;
}

bool crossing_is_older(const struct crossing *crossing, const struct reference *bad,
	const struct reference *before)
{
	const struct follower follower = like(bad, before);
	const struct pair *pair;
	int found = crossing_find(crossing, bad, true, &pair);

	return found == 0 ||
	       (found > 0 && pair->before && follower_is_bad(&follower, pair->before));
}
