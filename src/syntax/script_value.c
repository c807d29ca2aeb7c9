/*
 * script_value.c - what an expression of a program stands for.
 */
#include "syntax/script_value.h"

#include <stdlib.h>
#include <string.h>

int script_truth(const struct script_value *value)
{
	switch (value->kind) {
	case VALUE_NOTHING:
	case VALUE_NULL:
		return 0;
	case VALUE_BOOL:
		return *value->text == 't';
	case VALUE_NUMBER:
		return strtod(value->text, NULL) != 0;
	case VALUE_TEXT:
		return value->is_rooted || *value->text != '\0';
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_FUNCTION:
		return 1;
	case VALUE_UNKNOWN:
	case VALUE_OUTER:
	case VALUE_OUTCOME:
	case VALUE_ANY:
	case VALUE_IMPORT:
		break;
	}
	return -1;
}

bool script_may_hold(const struct script_value *value)
{
	if (value->kind == VALUE_OUTCOME)
		return !value->call->is_outer;
	return (value->kind == VALUE_UNKNOWN || value->kind == VALUE_OUTER) && value->may_hold;
}

bool script_has_text(const struct script_value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_NUMBER ||
	       value->kind == VALUE_BOOL;
}

bool script_is_scalar(const struct script_value *value)
{
	return script_has_text(value) || value->kind == VALUE_NULL || value->kind == VALUE_NOTHING;
}

struct script_members *script_members_new(struct arena *arena)
{
	return arena_get_zeroed(arena, sizeof(struct script_members));
}

void script_members_add(struct script_members *members, struct arena *arena, const char *key,
	struct span key_span, const struct script_value *value)
{
	if (members->count == members->capacity) {
		size_t capacity = members->capacity ? members->capacity * 2 : 4;
		struct script_member *items = arena_get(arena, capacity * sizeof(*items));

		if (members->count)
			memcpy(items, members->items, members->count * sizeof(*items));
		members->items = items;
		members->capacity = capacity;
	}
	members->items[members->count++] = (struct script_member){ key, key_span, value };
}

struct script_member *script_members_find(const struct script_members *members, const char *key)
{
	for (size_t i = members->count; i > 0; i--) {
		struct script_member *member = &members->items[i - 1];

		if (member->key && strcmp(member->key, key) == 0)
			return member;
	}
	return NULL;
}

void script_members_set(struct script_members *members, struct arena *arena, const char *key,
	struct span key_span, const struct script_value *value)
{
	struct script_member *member = script_members_find(members, key);

	if (!member) {
		script_members_add(members, arena, key, key_span, value);
		return;
	}
	member->key_span = key_span;
	member->value = value;
}

static void add_alternatives(
	struct script_members *members, struct arena *arena, const struct script_value *value)
{
	const struct span none = { 0, 0, 0, 0 };

	if (value->kind != VALUE_ANY) {
		script_members_add(members, arena, NULL, none, value);
		return;
	}
	for (size_t i = 0; i < value->members->count; i++)
		script_members_add(members, arena, NULL, none, value->members->items[i].value);
}

const struct script_value *script_either(
	struct arena *arena, const struct script_value *a, const struct script_value *b)
{
	struct script_value *any;

	if (!a || !b)
		return a ? a : b;
	any = arena_get(arena, sizeof(*any));
	*any = *a;
	any->kind = VALUE_ANY;
	any->members = script_members_new(arena);
	any->text = NULL;
	add_alternatives(any->members, arena, a);
	add_alternatives(any->members, arena, b);
	if (any->members->count > SCRIPT_ALTERNATIVES_MAX) {
		any->kind = VALUE_UNKNOWN;
		any->may_hold = true;
	}
	return any;
}
