/*
 * delegation.c - compares whom a file names on both sides.
 */
#include "check/delegation.h"

#include <stdlib.h>
#include <string.h>

#include "check/reread.h"

typedef VEC(const char *) name_list;

/* The modules that a program imports, whether it is a manifest or not. 1, 0: there is no such file,
 * or it is no document; -1. */
static int add_imports(name_list *names, const char *path, struct snapshot *snapshot,
	struct arena *arena, struct err *err)
{
	struct document *document;
	int found = reread_document(&document, snapshot, path, err);

	if (found <= 0)
		return found;
	for (size_t i = 0; i < document->import_count; i++)
		vec_push(names, arena_text(arena, document->imports[i]));
	document_free(document);
	return 1;
}

/* Those whom a rule knows to be such. */
static int add_delegates(name_list *names, const char *path, const char *format,
	struct snapshot *snapshot, const struct ruleset *rules, struct arena *arena,
	struct err *err)
{
	struct facts facts;
	int found = reread_facts(&facts, path, snapshot, rules, arena, err);

	if (found <= 0)
		return found;
	for (size_t i = 0; i < facts.delegates.count; i++)
		if (strcmp(facts.delegates.items[i].format, format) == 0)
			vec_push(names, facts.delegates.items[i].text);
	return 1;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whom it names on one side, in byte order. */
static int list_names(name_list *names, const char *path, const char *format,
	struct snapshot *snapshot, const struct ruleset *rules, struct arena *arena,
	struct err *err)
{
	int found = add_imports(names, path, snapshot, arena, err);

	if (found >= 0)
		found = add_delegates(names, path, format, snapshot, rules, arena, err);
	if (names->count)
		qsort(names->items, names->count, sizeof(*names->items), compare_names);
	return found;
}

/* The first of `after` that `before` has not, or not as often; or NULL. */
static const char *first_new(const name_list *before, const name_list *after)
{
	size_t at = 0;

	for (size_t i = 0; i < after->count; i++) {
		while (at < before->count && strcmp(before->items[at], after->items[i]) < 0)
			at++;
		if (at == before->count || strcmp(before->items[at], after->items[i]) != 0)
			return after->items[i];
		at++;
	}
	return NULL;
}

static int find_new(const char **who, struct delegations *delegations, const char *path,
	const char *format, struct err *err)
{
	name_list before = VEC_INIT, after = VEC_INIT;
	struct arena *arena = delegations->arena;
	int found = list_names(
		&before, path, format, delegations->base, delegations->base_rules, arena, err);

	if (found > 0)
		found = list_names(&after, path, format, delegations->head, delegations->head_rules,
			arena, err);
	*who = found > 0 ? first_new(&before, &after) : NULL;
	vec_release(&before);
	vec_release(&after);
	return found < 0 ? -1 : 0;
}

int delegation_came(const char **who, struct delegations *delegations, const char *path,
	const char *format, struct err *err)
{
	struct str key = STR_INIT;
	struct map_entry *known;
	int result = 0;

	str_add(&key, path, strlen(path) + 1);
	str_add_text(&key, format);
	known = map_find(&delegations->known, key.data, key.size);
	if (known) {
		*who = known->value;
	} else {
		result = find_new(who, delegations, path, format, err);
		if (result == 0)
			map_put(&delegations->known, key.data, key.size)->value = (void *)*who;
	}
	str_release(&key);
	return result < 0 ? -1 : *who != NULL;
}

void delegations_release(struct delegations *delegations)
{
	map_release(&delegations->known);
}
