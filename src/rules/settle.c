/*
 * settle.c - which of the references found in a document stay, and in which order.
 */
#include "rules/declaring.h"

#include <stdlib.h>
#include <string.h>

static int compare_found(const void *a, const void *b)
{
	const struct found *one = a, *other = b;
	int order;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->ordinal != other->ordinal)
		return one->ordinal < other->ordinal ? -1 : 1;
	order = strcmp(one->reference.values[0].location, other->reference.values[0].location);
	if (order != 0)
		return order;
	return one->order < other->order ? -1 : one->order > other->order;
}

static bool starts_alike(const struct found *one, const struct found *other)
{
	return one->start == other->start && one->ordinal == other->ordinal;
}

/* Several values that nobody wrote may stand where their parent does. A text that YAML's aliases
 * repeat is a value in each of its roles, but not each time in the same one. */
static bool is_same_value(const struct found *one, const struct found *other)
{
	const struct declared_reference *a = &one->reference, *b = &other->reference;

	return starts_alike(one, other) && a->is_implied == b->is_implied &&
	       (a->rule == b->rule || strcmp(a->values[0].location, b->values[0].location) == 0);
}

size_t settle_references(found_list *list)
{
	size_t count = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), compare_found);
	for (size_t i = 0; i < list->count; i++) {
		const struct found *found = &list->items[i];
		size_t before = count;

		/* No more than one of each rule's entries is left to be passed here. */
		while (before > 0 && starts_alike(&list->items[before - 1], found) &&
			!is_same_value(&list->items[before - 1], found))
			before--;
		if (before == 0 || !starts_alike(&list->items[before - 1], found))
			list->items[count++] = *found;
	}
	return count;
}

static bool has_text(const struct texts *texts, const char *text)
{
	for (size_t i = 0; text && i < texts->count; i++)
		if (strcmp(texts->items[i], text) == 0)
			return true;
	return false;
}

/* A key that is sought in the files of another reference means nothing if the manifest has none. */
static bool is_within(const struct reference_rule *rule, const found_list *found, size_t count)
{
	bool is = rule->in.count == 0;

	for (size_t i = 0; i < count && !is; i++) {
		const struct reference_rule *other = found->items[i].reference.rule;

		is = other->owner == rule->owner && has_text(&rule->in, other->id);
	}
	return is;
}

void keep_references(struct declaring *declaring)
{
	size_t count = settle_references(&declaring->found);

	for (size_t i = 0; i < count; i++) {
		const struct declared_reference *reference = &declaring->found.items[i].reference;

		if (is_within(reference->rule, &declaring->found, count))
			vec_push(&declaring->out->references, *reference);
	}
}
