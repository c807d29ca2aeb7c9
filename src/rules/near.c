/*
 * near.c - the one look at the world that recognising a manifest may take.
 */
#include "rules/near.h"

#include <string.h>

#include "util/path.h"

static char there;

void near_init(struct near *near, struct near_asker *asker, struct facts *facts,
	const char *directory, struct arena *arena)
{
	*near = (struct near){ .asker = asker,
		.facts = facts,
		.directory = directory,
		.arena = arena,
		.path = STR_INIT,
		.answers = MAP_INIT };
}

void near_release(struct near *near)
{
	str_release(&near->path);
	map_release(&near->answers);
	vec_release(&near->above);
}

/* Would the world take the path for one in a space? A directory may well be called "npm:x". */
static bool looks_like_space(const char *path)
{
	size_t size = strspn(path, "abcdefghijklmnopqrstuvwxyz");

	return size > 0 && path[size] == ':';
}

/* 1, 0, -1. Asks the world once for each path. */
static int is_file(struct near *near, const char *path, size_t size, struct err *err)
{
	struct map_entry *entry = map_find(&near->answers, path, size);
	int answer;

	if (looks_like_space(path))
		return 0;
	if (entry)
		return entry->value != NULL;
	answer = near->asker ? near->asker->is_file(near->asker, path, err) : 0;
	if (answer < 0)
		return -1;
	map_put(&near->answers, path, size)->value = answer ? &there : NULL;
	vec_push(&near->facts->near, arena_bytes(near->arena, path, size));
	return answer;
}

static int holds(
	struct near *near, const char *directory, const struct texts *names, struct err *err)
{
	for (size_t i = 0; i < names->count; i++) {
		int answer;

		str_set(&near->path, directory);
		if (near->path.size)
			str_add_char(&near->path, '/');
		str_add_text(&near->path, names->items[i]);
		answer = is_file(near, near->path.data, near->path.size, err);
		if (answer)
			return answer;
	}
	return 0;
}

int near_beside(struct near *near, const struct texts *names, struct err *err)
{
	return holds(near, near->directory, names, err);
}

static int find_above(
	const char **out, struct near *near, const struct texts *names, struct err *err)
{
	struct str directory = STR_INIT;
	int answer;

	str_set(&directory, near->directory);
	for (;;) {
		answer = holds(near, directory.data, names, err);
		if (answer || directory.size == 0)
			break;
		str_cut(&directory, path_parent_size(directory.data));
	}
	if (answer == 1)
		*out = arena_bytes(near->arena, directory.data, directory.size);
	str_release(&directory);
	return answer;
}

/* The same list is asked for by many values of one manifest: the way up is gone once. */
int near_above(const char **out, struct near *near, const struct texts *names, struct err *err)
{
	const char *directory = NULL;

	for (size_t i = 0; i < near->above.count; i++) {
		if (near->above.items[i].names == names->items) {
			*out = near->above.items[i].directory;
			return *out != NULL;
		}
	}
	if (find_above(&directory, near, names, err) < 0)
		return -1;
	vec_push(&near->above, (struct above){ names->items, directory });
	*out = directory;
	return directory != NULL;
}
