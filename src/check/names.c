/*
 * names.c - package names.
 */
#include "check/names.h"

#include "check/reread.h"

const char *name_without_space(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

/* The position of `name` among the names of its space, or -1. */
static long position_of(const struct facts *facts, const char *name, size_t space_size)
{
	long position = 0;

	for (size_t i = 0; i < facts->names.count; i++) {
		if (strcmp(facts->names.items[i].name, name) == 0)
			return position;
		position += strncmp(facts->names.items[i].name, name, space_size) == 0;
	}
	return -1;
}

static const char *name_at(
	const struct facts *facts, const char *space, size_t space_size, long position)
{
	for (size_t i = 0; i < facts->names.count; i++)
		if (strncmp(facts->names.items[i].name, space, space_size) == 0 && position-- == 0)
			return facts->names.items[i].name;
	return NULL;
}

int names_successor(const char **out, const char *name, const char *old_path, const char *new_path,
	const struct scene *scene, struct err *err)
{
	size_t space_size = (size_t)(name_without_space(name) - name);
	struct facts old = { 0 }, new = { 0 };
	const char *found = NULL;
	long position;
	int result =
		reread_facts(&old, old_path, scene->base, scene->base_rules, scene->arena, err);

	if (result > 0)
		result = reread_facts(
			&new, new_path, scene->head, scene->head_rules, scene->arena, err);
	if (result > 0) {
		position = position_of(&old, name, space_size);
		found = position < 0 ? NULL : name_at(&new, name, space_size, position);
		result = found && strcmp(found, name) != 0;
		*out = found;
	}
	return result;
}
