/*
 * source.c - finds the value that is another at head.
 */
#include "check/source.h"

#include "check/reread.h"
#include "graph/inspect.h"
#include "resolve/place.h"
#include "rules/lookup.h"

static const struct node *value_in(const struct document *document, const char *lookup)
{
	return document ? lookup_at(document->root, lookup) : NULL;
}

/* Is the value another one at head? Sets its line. 1, 0, -1. */
static int differs(
	unsigned *line, const struct inquiry *inquiry, const struct scene *scene, struct err *err)
{
	struct document *before = NULL, *after = NULL;
	const struct node *now;
	int result = 0;

	if (!renames_change(scene->renames, inquiry->path))
		return 0;
	*line = 0;
	if (strcmp(inquiry->detail, ASKED_BYTES) == 0)
		return 1;
	if (reread_document(&before, scene->base, inquiry->path, err) < 0 ||
		reread_document(&after, scene->head, inquiry->path, err) < 0)
		result = -1;
	now = value_in(after, inquiry->detail);
	if (result == 0)
		result = !node_equal(value_in(before, inquiry->detail), now);
	*line = now ? now->span.line : 0;
	document_free(before);
	document_free(after);
	return result;
}

static bool is_part_of(const struct inquiry *inquiry, const char *place)
{
	return inquiry->value && *inquiry->value && place && strstr(place, inquiry->value);
}

/* 1 if it is the source for sure, 0 not yet, -1. */
static int look_at_value(struct source *out, const struct inquiry *inquiry, const char *place,
	const struct scene *scene, struct err *err)
{
	bool is_sure = is_part_of(inquiry, place);
	unsigned line;
	int result = out->path && !is_sure ? 0 : differs(&line, inquiry, scene, err);

	if (result > 0)
		*out = (struct source){ arena_text(scene->arena, inquiry->path), line, false,
			NULL };
	return result > 0 ? is_sure : result;
}

/* A file that was asked for in vain at base. */
static void look_at_path(
	struct source *out, const struct inquiry *inquiry, const struct scene *scene)
{
	const struct path_change *change = renames_change(scene->renames, inquiry->path);

	if (!out->path && !inquiry->is_there && change && change->after == ENTRY_FILE)
		*out = (struct source){ arena_text(scene->arena, inquiry->path), 0, true, NULL };
}

/* A name that was asked for, and who provided it. */
static void look_at_name(
	struct source *out, const struct inquiry *inquiry, const struct scene *scene)
{
	if (out->path || !inquiry->is_there || place_space_size(inquiry->path) == 0 ||
		!renames_change(scene->renames, inquiry->found))
		return;
	*out = (struct source){ arena_text(scene->arena, inquiry->found), 0, false,
		arena_text(scene->arena, inquiry->path) };
}

static int look_at_all(struct source *out, const struct inquiries *asked, const char *place,
	const struct scene *scene, struct err *err)
{
	int result = 0;

	for (size_t i = 0; i < asked->count && result == 0; i++)
		if (asked->items[i].question == QUESTION_VALUE)
			result = look_at_value(out, &asked->items[i], place, scene, err);
	for (size_t i = 0; i < asked->count && result == 0; i++)
		if (asked->items[i].question == QUESTION_PATH)
			look_at_path(out, &asked->items[i], scene);
	for (size_t i = 0; i < asked->count && result == 0; i++)
		if (asked->items[i].question == QUESTION_PATH)
			look_at_name(out, &asked->items[i], scene);
	return result < 0 ? -1 : out->path != NULL;
}

int source_find(struct source *out, const char *manifest, const char *place,
	const struct scene *scene, struct err *err)
{
	struct inspection inspection;
	int result = graph_inspect(&inspection, scene->graph, scene->base_rules, manifest, err);

	*out = (struct source){ NULL, 0, false, NULL };
	if (result > 0)
		result = look_at_all(out, &inspection.around, place, scene, err);
	inspection_release(&inspection);
	return result;
}
