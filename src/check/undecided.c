/* undecided.c - of a merge: what one side alone cannot decide. */
#include "check/undecided.h"

static void write_key(struct str *out, const char *manifest, const struct reference *reference)
{
	const char *const parts[] = { manifest, reference->format, reference->kind,
		reference->location, reference->identity };

	str_clear(out);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		str_add(out, parts[i], strlen(parts[i]) + 1);
}

/* NULL if the finding was never undecided. */
static struct map_entry *entry_of(const struct undecided *undecided, const struct finding *finding)
{
	struct str key = STR_INIT;
	struct map_entry *entry;

	write_key(&key, finding->manifest, finding->after);
	entry = map_find(&undecided->references, key.data, key.size);
	str_release(&key);
	return entry;
}

void undecided_release(struct undecided *undecided)
{
	map_release(&undecided->references);
}

/* A name that nobody provides any more is taken for one from outside, so it counts as well; and so
 * does a guess. */
static bool leads_nowhere(const struct reference *reference)
{
	return reference->verdict == VERDICT_DANGLING || reference_is_guess(reference) ||
	       (reference->verdict == VERDICT_SKIPPED && reference->skip == SKIP_EXTERNAL);
}

bool undecided_is(const struct pair *pair)
{
	return pair->after && leads_nowhere(pair->after) && (!pair->before || pair->is_edited);
}

void undecided_meet(struct undecided *undecided, const struct pair *pair)
{
	struct str key = STR_INIT;

	if (!undecided_is(pair))
		return;
	write_key(&key, pair->manifest, pair->after);
	map_put(&undecided->references, key.data, key.size);
	str_release(&key);
}

static bool is_same(const struct finding *a, const struct finding *b)
{
	return strcmp(a->manifest, b->manifest) == 0 &&
	       strcmp(a->after->format, b->after->format) == 0 &&
	       strcmp(a->after->kind, b->after->kind) == 0 &&
	       strcmp(a->after->location, b->after->location) == 0 &&
	       strcmp(a->after->identity, b->after->identity) == 0;
}

static void take_out(finding_list *list, const struct finding *finding)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (!is_same(&list->items[i], finding))
			list->items[kept++] = list->items[i];
	list->count = kept;
}

static bool is_edited(const struct finding *finding)
{
	return strcmp(finding->before->identity, finding->after->identity) != 0;
}

static bool holds(const finding_list *list, const struct finding *finding)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_same(&list->items[i], finding))
			return true;
	return false;
}

void undecided_settle(struct undecided *undecided, finding_list *breaks, finding_list *introduced,
	const finding_list *theirs)
{
	for (size_t i = 0; i < theirs->count; i++) {
		const struct finding *finding = &theirs->items[i];
		struct map_entry *entry = entry_of(undecided, finding);

		if (!entry || entry->value || (is_edited(finding) && holds(breaks, finding)))
			continue;
		entry->value = undecided;
		take_out(breaks, finding);
		take_out(introduced, finding);
		vec_push(breaks, *finding);
	}
}
