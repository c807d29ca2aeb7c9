/*
 * condition.c - judges conditions.
 */
#include "rules/condition.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/glob.h"

static bool fits_one(const struct texts *patterns, const char *text)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (text_fits(patterns->items[i], text))
			return true;
	return false;
}

static bool contains_one(const struct texts *texts, const char *bytes, size_t size)
{
	for (size_t i = 0; i < texts->count; i++)
		if (memmem(bytes, size, texts->items[i], strlen(texts->items[i])))
			return true;
	return false;
}

bool conditions_may_hold(const struct conditions *conditions, const char *bytes, size_t size)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (conditions->items[i].kind == CONDITION_CONTAINS &&
			!contains_one(&conditions->items[i].names, bytes, size))
			return false;
	return true;
}

bool conditions_want_alone(const struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (conditions->items[i].kind == CONDITION_ALONE)
			return true;
	return false;
}

static bool wants_content(const struct condition *condition)
{
	if (condition->kind == CONDITION_HAS || condition->kind == CONDITION_CONTAINS)
		return true;
	for (size_t i = 0; i < condition->count; i++)
		if (condition->kind == CONDITION_ANY && wants_content(&condition->items[i]))
			return true;
	return false;
}

bool conditions_want_content(const struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (wants_content(&conditions->items[i]))
			return true;
	return false;
}

static bool has_fitting(const struct condition *condition, const struct node *start)
{
	node_list found = VEC_INIT;
	bool holds = false;

	selector_select(condition->selector, start, &found);
	for (size_t i = 0; i < found.count && !holds; i++) {
		const struct node *node = found.items[i];

		if (condition->node_kinds && !(condition->node_kinds & 1u << node->kind))
			continue;
		holds = condition->names.count == 0 ||
			(node->text && fits_one(&condition->names, node->text));
	}
	vec_release(&found);
	return holds;
}

static int by_place(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;

	return ((uintptr_t)*x > (uintptr_t)*y) - ((uintptr_t)*x < (uintptr_t)*y);
}

/* The members of a collection are one array: in the order of their addresses they stand together.
 */
static bool has_mostly(const struct condition *condition, const struct node *start)
{
	node_list found = VEC_INIT;
	bool holds;

	for (size_t i = 0; i < condition->selectors.count; i++)
		selector_select(condition->selectors.items[i], start, &found);
	if (found.count)
		qsort(found.items, found.count, sizeof(*found.items), by_place);
	holds = found.count > 0;
	for (size_t i = 0; i < found.count && holds;) {
		const struct node *parent = found.items[i]->parent;
		size_t taken = 0;

		for (; i < found.count && found.items[i]->parent == parent; i++)
			taken += i == 0 || found.items[i] != found.items[i - 1];
		holds = !parent || 2 * taken >= parent->count;
	}
	vec_release(&found);
	return holds;
}

static int holds(const struct condition *condition, const struct node *start, struct near *near,
	struct err *err)
{
	const char *above;
	int answer = 0;

	switch (condition->kind) {
	case CONDITION_HAS:
		if (condition->names.count == 0 && condition->node_kinds == 0)
			return selector_has(condition->selector, start);
		return has_fitting(condition, start);
	case CONDITION_MOSTLY:
		return has_mostly(condition, start);
	case CONDITION_NOT:
		answer = holds(condition->items, start, near, err);
		return answer < 0 ? -1 : !answer;
	case CONDITION_ANY:
		for (size_t i = 0; i < condition->count && answer == 0; i++)
			answer = holds(&condition->items[i], start, near, err);
		return answer;
	case CONDITION_BESIDE:
		return near_beside(near, &condition->names, err);
	case CONDITION_CONTAINS:
		return contains_one(&condition->names, near->bytes, near->size);
	case CONDITION_ABOVE:
		return near_above(&above, near, &condition->names, err);
	case CONDITION_ALONE:
		return 1;
	}
	return 0;
}

static bool looks_around(const struct condition *condition)
{
	if (condition->kind == CONDITION_BESIDE || condition->kind == CONDITION_ABOVE)
		return true;
	for (size_t i = 0; i < condition->count; i++)
		if (looks_around(&condition->items[i]))
			return true;
	return false;
}

int conditions_hold(const struct conditions *conditions, const struct node *start,
	struct near *near, struct err *err)
{
	int answer = 1;

	for (int around = 0; around <= 1; around++)
		for (size_t i = 0; i < conditions->count && answer == 1; i++)
			if (looks_around(&conditions->items[i]) == (around == 1))
				answer = holds(&conditions->items[i], start, near, err);
	return answer;
}
