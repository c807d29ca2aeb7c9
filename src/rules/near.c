/*
 * near.c - the one look at the world that recognising a manifest may take.
 */
#include "rules/near.h"

#include <string.h>

#include "util/path.h"

static char there;

void near_init(
	struct near *near, struct near_asker *asker, struct facts *facts, struct arena *arena)
{
	*near = (struct near){ asker, facts, arena, STR_INIT, MAP_INIT };
}

void near_release(struct near *near)
{
	str_release(&near->path);
	map_release(&near->answers);
}

/* 1, 0, -1. Asks the world once for each path. */
static int is_file(struct near *near, const char *path, size_t size, struct err *err)
{
	struct map_entry *entry = map_find(&near->answers, path, size);
	int answer;

	if (entry)
		return entry->value != NULL;
	answer = near->asker ? near->asker->is_file(near->asker, path, err) : 0;
	if (answer < 0)
		return -1;
	map_put(&near->answers, path, size)->value = answer ? &there : NULL;
	vec_push(&near->facts->near, arena_bytes(near->arena, path, size));
	return answer;
}

int near_holds(struct near *near, const char *dir, const struct texts *names, struct err *err)
{
	for (size_t i = 0; i < names->count; i++) {
		int answer;

		str_set(&near->path, dir);
		if (near->path.size)
			str_add_char(&near->path, '/');
		str_add_text(&near->path, names->items[i]);
		answer = is_file(near, near->path.data, near->path.size, err);
		if (answer)
			return answer;
	}
	return 0;
}

int near_above(struct str *out, struct near *near, const char *dir, const struct texts *names,
	struct err *err)
{
	str_set(out, dir);
	for (;;) {
		int answer = near_holds(near, out->data, names, err);

		if (answer || out->size == 0)
			return answer;
		str_cut(out, path_parent_size(out->data));
	}
}
