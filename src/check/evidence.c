/*
 * evidence.c - what makes a finding convincing.
 */
#include "check/evidence.h"

#include <inttypes.h>

#include "util/path.h"

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_findings(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;
	int order = strcmp(left->manifest, right->manifest);

	if (order == 0)
		order = compare_numbers(left->line, right->line);
	if (order == 0)
		order = compare_numbers(left->column, right->column);
	if (order == 0)
		order = strcmp(left->after->location, right->after->location);
	return order ? order : strcmp(left->after->format, right->after->format);
}

void findings_sort(finding_list *findings)
{
	if (findings->count)
		qsort(findings->items, findings->count, sizeof(*findings->items), compare_findings);
}

static void add_part(struct str *key, const char *text)
{
	str_add(key, text ? text : "", (text ? strlen(text) : 0) + 1);
}

/* ---- what merely follows ---- */

/* Size of the directory that stands in front of the whole value in what it asked for, or 0: a base
 * that other values of the manifest may share. */
static size_t base_size(const struct reference *reference)
{
	const char *asked = reference->asked ? reference->asked : "";
	struct str value = STR_INIT;
	size_t size = 0, asked_size = strlen(asked);

	if (path_normalise(&value, reference->raw) == 0 && value.size && value.size < asked_size &&
		strcmp(asked + asked_size - value.size, value.data) == 0 &&
		asked[asked_size - value.size - 1] == '/')
		size = asked_size - value.size - 1;
	str_release(&value);
	return size;
}

static void write_place_key(
	struct str *key, const struct finding *finding, const char *path, size_t size)
{
	str_clear(key);
	add_part(key, finding->manifest);
	str_add(key, path, size);
}

/* Does the finding follow from one that weighs as much, whose value is the directory that its own
 * is seen from? */
static bool follows(const finding_list *findings, const struct map *by_place,
	const struct finding *finding, struct str *key)
{
	size_t size = base_size(finding->after);
	const struct map_entry *entry;

	if (size == 0)
		return false;
	write_place_key(key, finding, finding->after->asked, size);
	entry = map_find(by_place, key->data, key->size);
	return entry && findings->items[(uintptr_t)entry->value - 1].severity >= finding->severity;
}

void findings_drop_followers(finding_list *findings)
{
	bool *dropped = memory_get_zeroed(findings->count + 1, sizeof(*dropped));
	struct map by_place = MAP_INIT;
	struct str key = STR_INIT;
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const char *asked = findings->items[i].after->asked;

		if (!asked)
			continue;
		write_place_key(&key, &findings->items[i], asked, strlen(asked));
		map_put(&by_place, key.data, key.size)->value = (void *)(uintptr_t)(i + 1);
	}
	for (size_t i = 0; i < findings->count; i++)
		dropped[i] = follows(findings, &by_place, &findings->items[i], &key);
	for (size_t i = 0; i < findings->count; i++)
		if (!dropped[i])
			findings->items[kept++] = findings->items[i];
	findings->count = kept;
	map_release(&by_place);
	str_release(&key);
	free(dropped);
}

/* ---- groups, and what stays the same ---- */

static void write_cause_key(struct str *key, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	str_clear(key);
	str_add_char(key, (char)('0' + cause->change));
	add_part(key, cause->topic);
	add_part(key, cause->topic_to);
	str_addf(key, "%u", cause->line);
	add_part(key, finding->is_introduced ? "introduced" : "");
	add_part(key, finding->reason);
	if (cause->has_commit)
		str_add(key, cause->commit.bytes, sizeof(cause->commit.bytes));
}

void findings_group(finding_list *findings, unsigned *next)
{
	struct map groups = MAP_INIT;
	struct str key = STR_INIT;

	for (size_t i = 0; i < findings->count; i++) {
		struct map_entry *entry;

		write_cause_key(&key, &findings->items[i]);
		entry = map_put(&groups, key.data, key.size);
		if (!entry->value)
			entry->value = (void *)(uintptr_t)(*next)++;
		findings->items[i].group = (unsigned)(uintptr_t)entry->value;
	}
	str_release(&key);
	map_release(&groups);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo): small, and the same everywhere for ever. */
static uint64_t hash_bytes(const struct str *bytes)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < bytes->size; i++)
		hash = (hash ^ (unsigned char)bytes->data[i]) * 0x100000001b3u;
	return hash;
}

void findings_fingerprint(finding_list *findings, struct arena *arena)
{
	struct map seen = MAP_INIT;
	struct str key = STR_INIT;

	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		struct map_entry *entry;

		str_clear(&key);
		add_part(&key, finding->manifest);
		add_part(&key, finding->after->format);
		add_part(&key, finding->after->selector);
		add_part(&key, finding->raw);
		entry = map_put(&seen, key.data, key.size);
		entry->value = (void *)((uintptr_t)entry->value + 1);
		str_addf(&key, "%zu", (size_t)(uintptr_t)entry->value);
		finding->fingerprint = arena_printf(arena, "%016" PRIx64, hash_bytes(&key));
	}
	str_release(&key);
	map_release(&seen);
}

/* Somebody wrote another value, and it is good. What merely follows a mapping was not updated. */
static bool was_updated(const struct pair *pair)
{
	return pair->is_edited && pair->before->verdict == VERDICT_RESOLVED &&
	       pair->after->verdict == VERDICT_RESOLVED;
}

/* References to one target that were updated. */
struct twins {
	size_t count;
	VEC(const char *) manifests; /* with repetitions, those of one manifest together */
};

static void add_twin(struct map *twins, const struct pair *pair)
{
	struct map_entry *entry =
		map_put(twins, pair->before->target, strlen(pair->before->target));
	struct twins *of_target = entry->value;

	if (!of_target) {
		of_target = memory_get_zeroed(1, sizeof(*of_target));
		entry->value = of_target;
	}
	of_target->count++;
	vec_push(&of_target->manifests, pair->manifest);
}

static struct texts list_manifests(const struct twins *twins, const char *own, struct arena *arena)
{
	struct texts texts = { arena_get(arena, twins->manifests.count * sizeof(char *)), 0 };

	for (size_t i = 0; i < twins->manifests.count; i++) {
		const char *manifest = twins->manifests.items[i];

		if (strcmp(manifest, own) == 0 ||
			(texts.count && strcmp(texts.items[texts.count - 1], manifest) == 0))
			continue;
		texts.items[texts.count++] = arena_text(arena, manifest);
	}
	return texts;
}

/* The pairs come in the order of their manifests. */
void findings_count_siblings(finding_list *findings, const pair_list *pairs, struct arena *arena)
{
	struct map updated = MAP_INIT; /* target -> struct twins */

	for (size_t i = 0; i < pairs->count; i++)
		if (was_updated(&pairs->items[i]))
			add_twin(&updated, &pairs->items[i]);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		const struct twins *twins =
			finding->before ? map_get(&updated, finding->before->target) : NULL;

		if (!twins)
			continue;
		finding->siblings = twins->count;
		finding->sibling_manifests = list_manifests(twins, finding->manifest, arena);
	}
	for (size_t i = 0; i < updated.count; i++) {
		struct twins *twins = updated.entries[i].value;

		vec_release(&twins->manifests);
		free(twins);
	}
	map_release(&updated);
}
