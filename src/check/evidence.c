/*
 * evidence.c - what makes a finding convincing.
 */
#include "check/evidence.h"

#include <inttypes.h>

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

static void write_cause_key(struct str *key, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	str_clear(key);
	str_add_char(key, (char)('0' + cause->change));
	add_part(key, cause->topic);
	add_part(key, cause->topic_to);
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

void findings_count_siblings(finding_list *findings, const pair_list *pairs)
{
	struct map updated = MAP_INIT; /* target -> how many references to it were updated */

	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];
		struct map_entry *entry;

		if (!was_updated(pair))
			continue;
		entry = map_put(&updated, pair->before->target, strlen(pair->before->target));
		entry->value = (void *)((uintptr_t)entry->value + 1);
	}
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];

		if (finding->before)
			finding->siblings =
				(size_t)(uintptr_t)map_get(&updated, finding->before->target);
	}
	map_release(&updated);
}
