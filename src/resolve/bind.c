/*
 * bind.c - binds a manifest: its references here, its mappings in bind_mapping.c.
 */
#include "resolve/binder.h"

#include <string.h>

#include "resolve/infer.h"

/* ---- references ---- */

static void note_served(struct binder *binder, struct bound_value *out, const char *path)
{
	const app_list *apps = &binder->around.apps;

	if (out->served || apps->count == 0)
		return;
	out->app = apps->items[0];
	out->served = infer_rest(path, out->app);
}

/* Appends each path that `place` stands for: one for every app around, if it asks for the app. */
static int bind_place(struct binder *binder, const struct place *place, const char *value,
	struct bound_value *out, const char **paths, size_t most, struct err *err)
{
	struct filling filling = { .value = value };
	int found;

	do {
		const char *path;

		filling.uses_app = false;
		found = fill_path(&binder->around, place, &filling, &path, err);
		if (found < 0)
			return -1;
		if (found == 1 && out->path_count < most)
			paths[out->path_count++] = path;
		if (found == 1 && filling.uses_app && filling.app == 0)
			note_served(binder, out, path);
		filling.app++;
	} while (found == 1 && filling.uses_app);
	if (filling.lacks_value && !filling.skip && out->path_count == 0)
		filling.skip = SKIP_PLACEHOLDER;
	if (filling.skip && !out->skip)
		out->skip = filling.skip;
	return 0;
}

#define PATHS_MAX 32 /* that one value may stand for */

static int bind_value(struct binder *binder, struct bound_value *out, const struct place *places,
	size_t place_count, const char *value, struct err *err)
{
	const char *paths[PATHS_MAX];
	enum skip written = out->skip;
	size_t i;

	out->path_count = 0;
	for (i = 0; i < place_count; i++) {
		if (bind_place(binder, &places[i], value, out, paths, PATHS_MAX, err) < 0)
			return -1;
	}
	if (out->path_count > 0) {
		const char **copy = arena_get(binder->around.arena, out->path_count * sizeof *copy);

		memcpy(copy, paths, out->path_count * sizeof *copy);
		out->paths = copy;
		/* Of the places that a rule has in mind one outside is none; alone it is all there
		 * is. */
		if (out->skip == SKIP_OUTSIDE)
			out->skip = written;
	}
	return 0;
}

static int bind_reference(
	struct binder *binder, const struct declared_reference *declared, struct err *err)
{
	struct bound_value *values =
		arena_get_zeroed(binder->around.arena, (declared->count + 1) * sizeof *values);
	int vacant = are_vacant(&binder->around, &declared->vacant, err);
	size_t i;

	if (vacant <= 0)
		return vacant;
	for (i = 0; i < declared->count; i++) {
		const struct written *written = &declared->values[i];

		values[i].written = written;
		values[i].skip = written->skip;
		if (!written->skip && bind_value(binder, &values[i], written->paths,
					      written->path_count, NULL, err) < 0)
			return -1;
	}
	vec_push(&binder->out->references,
		(struct bound_reference){ declared, NULL, values, declared->count });
	return 0;
}

/* References whose values stand in a parent; they are said to stand where the parent is named. */
static int bind_inheritance(
	struct binder *binder, const struct declared_inheritance *inheritance, struct err *err)
{
	struct declared_reference *references;
	const struct span *at;
	size_t count, i, k;
	int found;

	found = parents_inherit_references(surroundings_parents(&binder->around), inheritance->rule,
		&references, &count, &at, err);
	if (found <= 0)
		return found;
	for (i = 0; i < count; i++) {
		const struct declared_reference *declared = &references[i];
		struct bound_value *values = arena_get_zeroed(
			binder->around.arena, (declared->count + 1) * sizeof *values);

		for (k = 0; k < declared->count; k++) {
			values[k].written = &declared->values[k];
			values[k].skip = declared->values[k].skip;
			if (!values[k].skip &&
				bind_value(binder, &values[k], inheritance->paths,
					inheritance->path_count, declared->values[k].raw, err) < 0)
				return -1;
		}
		vec_push(&binder->out->references,
			(struct bound_reference){ declared, at, values, declared->count });
	}
	return 0;
}

/* ---- all of it ---- */

/* Choices look at the references, so they come last. */
static int bind_mappings(struct binder *binder, bool choices, struct err *err)
{
	const struct facts *facts = binder->around.facts;

	for (size_t i = 0; i < facts->mappings.count; i++)
		if (facts->mappings.items[i].is_choice == choices &&
			bind_mapping(binder, &facts->mappings.items[i], err) < 0)
			return -1;
	return 0;
}

int bind_facts(struct bound *out, const struct facts *facts, const mapping_list *kept,
	struct asker *asker, struct arena *arena, struct err *err)
{
	struct binder binder = { .out = out,
		.kept = kept,
		.around = { .facts = facts, .asker = asker, .arena = arena } };
	size_t i;
	int result = -1;

	vec_clear(&out->mappings);
	vec_clear(&out->references);
	out->open = facts->open;
	asker_set_step(asker, STEP_BIND);
	asker_start_reference(asker);
	if (bind_mappings(&binder, false, err) < 0)
		goto done;
	for (i = 0; i < facts->references.count; i++) {
		if (bind_reference(&binder, &facts->references.items[i], err) < 0)
			goto done;
	}
	for (i = 0; i < facts->inherited.count; i++) {
		if (bind_inheritance(&binder, &facts->inherited.items[i], err) < 0)
			goto done;
	}
	result = bind_mappings(&binder, true, err);
done:
	surroundings_release(&binder.around);
	return result;
}

void bound_release(struct bound *bound)
{
	vec_release(&bound->mappings);
	vec_release(&bound->references);
}
