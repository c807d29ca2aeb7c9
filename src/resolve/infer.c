#include "resolve/infer.h"

#include <string.h>

#include "resolve/apps.h"
#include "resolve/asker_private.h"
#include "resolve/place.h"
#include "util/path.h"

static const char space[] = "served:";

static size_t names_in(const char *path)
{
	size_t count = *path != '\0';

	for (; *path; path++)
		count += *path == '/';
	return count;
}

const char *infer_rest(const char *served, const char *app)
{
	const char *rest;

	if (strncmp(served, space, strlen(space)) != 0)
		return NULL;
	rest = path_below(served + strlen(space), *app ? app : ".");
	return rest && names_in(rest) >= INFER_NAMES_MIN ? rest : NULL;
}

/* What is asked is kept as a match: a file that fits and comes or goes asks again. */
static void keep_question(struct asker *asker, const char *rest, struct arena *arena)
{
	struct str pattern = STR_INIT, end = STR_INIT;

	str_set(&pattern, "**/");
	place_as_pattern(&end, rest);
	str_add_text(&pattern, end.data);
	asker_keep(asker, QUESTION_MATCH, "", arena_text(arena, pattern.data), true);
	str_release(&pattern);
	str_release(&end);
}

static bool ends_so(const char *path, const char *rest)
{
	size_t size = strlen(path), end = strlen(rest);

	return size >= end && strcmp(path + size - end, rest) == 0 &&
	       (size == end || path[size - end - 1] == '/');
}

/* Whose files with that end are there? */
struct owners {
	const char *own; /* the first, of this app or of none */
	size_t own_count, other_count;
};

static int count_owner(struct owners *owners, struct asker *asker, const char *path,
	const char *app, struct arena *arena, struct err *err)
{
	app_list apps = VEC_INIT;
	int result = apps_around(&apps, asker, path, arena, err);

	if (apps.count && strcmp(apps.items[0], app) != 0)
		owners->other_count++;
	else if (owners->own_count++ == 0)
		owners->own = path;
	vec_release(&apps);
	return result;
}

static void make_answer(struct answer *out, const char *path, const char *rest, const char *app,
	const char *manifest, struct arena *arena)
{
	size_t size = strlen(path) - strlen(rest);
	struct via *via = arena_get_zeroed(arena, sizeof(*via));

	*via = (struct via){ .manifest = manifest,
		.position = -1,
		.from = arena_bytes(arena, path, size ? size - 1 : 0),
		.to = arena_printf(arena, "%s%s", space, *app ? app : "."),
		.kind = "served",
		.location = "",
		.confidence = CONFIDENCE_INFERRED };
	*out = (struct answer){ .kind = ENTRY_FILE,
		.path = arena_text(arena, path),
		.via = via,
		.via_count = 1,
		.by_tree = true };
}

enum inferred infer_file(struct answer *out, struct asker *asker, const char *rest, const char *app,
	const char *manifest, struct arena *arena, struct err *err)
{
	struct owners owners = { NULL, 0, 0 };
	const char *const *paths;
	size_t count;
	int found = asker->world->files_named(asker->world, path_name(rest), &paths, &count, err);

	keep_question(asker, rest, arena);
	if (found < 0)
		return INFERRED_FAILED;
	for (size_t i = 0; i < count && owners.own_count < 2; i++)
		if (ends_so(paths[i], rest) &&
			count_owner(&owners, asker, paths[i], app, arena, err) < 0)
			return INFERRED_FAILED;
	if (found == 0 || owners.own_count > 1)
		return INFERRED_SEVERAL;
	if (owners.own_count == 0)
		return owners.other_count ? INFERRED_SEVERAL : INFERRED_NOTHING;
	make_answer(out, owners.own, rest, app, manifest, arena);
	return INFERRED_FILE;
}
