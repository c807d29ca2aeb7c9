/*
 * supply.c - who may get a lost name from elsewhere.
 */
#include "check/supply.h"

#include <string.h>

#include "check/judgement.h"
#include "util/path.h"

/* A name holds no line break. */
static void write_key(struct str *key, const char *name, const char *directory)
{
	str_clear(key);
	str_addf(key, "%s\n%s", name, directory);
}

static bool comes_from_outside(const struct reference *reference)
{
	return reference->verdict == VERDICT_SKIPPED && reference->skip == SKIP_EXTERNAL;
}

void supplies_gather(struct supplies *out, const pair_list *pairs)
{
	struct str key = STR_INIT, directory = STR_INIT;

	*out = (struct supplies){ MAP_INIT };
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];
		bool is_lost = judge_pair(pair) == OUTCOME_BREAK;

		if (!pair->before || !pair->after || pair->before->target_type != TARGET_NAME ||
			!comes_from_outside(pair->after))
			continue;
		str_set(&directory, pair->manifest);
		str_cut(&directory, path_parent_size(pair->manifest));
		write_key(&key, pair->before->asked, directory.data);
		map_put(&out->by_name, key.data, key.size)->value =
			(void *)(uintptr_t)(is_lost ? SUPPLY_CHANCE : SUPPLY_WANTED);
	}
	str_release(&key);
	str_release(&directory);
}

void supplies_release(struct supplies *supplies)
{
	map_release(&supplies->by_name);
}

static const char *name_on_the_way(const struct reference *reference)
{
	for (size_t i = 0; i < reference->via_count; i++)
		if (strcmp(reference->via[i].kind, "name") == 0)
			return reference->via[i].to;
	return NULL;
}

static enum supply supply_of(const struct map_entry *entry)
{
	return (enum supply)(uintptr_t)entry->value;
}

/* A package that is still here by another name was not given away. */
static bool is_renamed(const struct finding *finding, const struct map_entry *entry)
{
	return finding->cause.change == CAUSE_RENAMED && supply_of(entry) == SUPPLY_CHANCE;
}

/* The manifest nearest to the break's own decides. */
enum supply supplies_find(const struct supplies *supplies, const struct finding *finding)
{
	const char *name = finding->before ? name_on_the_way(finding->before) : NULL;
	struct str key = STR_INIT, directory = STR_INIT;
	const struct map_entry *entry = NULL;

	if (!name || supplies->by_name.count == 0 || !comes_from_outside(finding->after))
		return SUPPLY_NONE;
	str_set(&directory, finding->manifest);
	do {
		str_cut(&directory, path_parent_size(directory.data));
		write_key(&key, name, directory.data);
		entry = map_find(&supplies->by_name, key.data, key.size);
	} while (!entry && directory.size > 0);
	str_release(&key);
	str_release(&directory);
	return entry && !is_renamed(finding, entry) ? supply_of(entry) : SUPPLY_NONE;
}
