/*
 * filling.c - fills places: apps around a manifest, providers, values of its parents and of other
 * documents.
 */
#include "resolve/filling.h"

#include <stdint.h>
#include <string.h>

#include "resolve/place.h"
#include "util/path.h"

int surroundings_apps(struct surroundings *around, struct err *err)
{
	if (around->apps_known)
		return 0;
	around->apps_known = true;
	return apps_around(&around->apps, around->asker, around->facts->path, around->arena, err);
}

/* ---- places ---- */

static int fill(struct surroundings *around, const struct place *place, struct filling *filling,
	struct str *out, struct err *err);

static int fill_app(struct surroundings *around, const char *root, struct filling *filling,
	struct str *out, struct err *err)
{
	if (surroundings_apps(around, err) < 0)
		return -1;
	filling->uses_app = true;
	if (around->apps.count == 0 && filling->app == 0) {
		str_add_text(out, root ? root : "");
		return 1;
	}
	if (filling->app >= around->apps.count)
		return 0;
	str_add_text(out, around->apps.items[filling->app]);
	return 1;
}

struct parents *surroundings_parents(struct surroundings *around)
{
	if (!around->parents)
		around->parents = parents_new(around->facts, around->asker, around->arena);
	return around->parents;
}

static int fill_inherited(struct surroundings *around, const char *pointer, struct filling *filling,
	struct str *out, struct err *err)
{
	const char *path;
	int found;

	found = parents_inherit_path(
		surroundings_parents(around), pointer, &path, &filling->skip, err);
	if (found == 1)
		str_add_text(out, path);
	return found;
}

static int fill_nearest(
	struct surroundings *around, const char *space, struct str *out, struct err *err)
{
	struct str directory = STR_INIT, name = STR_INIT;
	struct provider provider;
	int found;

	str_set(&directory, around->facts->path);
	do {
		str_cut(&directory, path_parent_size(directory.data));
		str_clear(&name);
		str_addf(&name, "%s:%s", space, directory.size ? directory.data : ".");
		found = ask_name(around->asker, name.data, &provider, err);
	} while (found == 0 && directory.size > 0);
	if (found == 1)
		str_add_text(out, directory.data);
	str_release(&directory);
	str_release(&name);
	return found;
}

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

/* The value at the piece's look-up in the document that its place names. *path is that document. */
static int find_value(struct surroundings *around, const struct piece *piece,
	struct filling *filling, const struct node **node, const char **path, struct err *err)
{
	struct filling inner = { .provider = filling->provider };
	struct answer answer;
	bool readable;
	int found = fill_path(around, piece->choices, &inner, path, err);

	if (found == 1)
		found = ask_path(around->asker, *path, NULL, is_file, &answer, err);
	if (found == 1 && answer.kind != ENTRY_FILE) {
		filling->skip = SKIP_OUTSIDE; /* what a submodule holds is not known */
		found = 0;
	}
	if (found != 1)
		return found;
	*path = answer.path;
	found = ask_value(
		around->asker, answer.path, &answer.oid, piece->text, node, &readable, err);
	if (found == 0 && !readable)
		filling->skip = SKIP_UNREADABLE;
	return found;
}

/* A value of another document, or of a parent. */
static int fill_value(struct surroundings *around, const struct piece *piece,
	struct filling *filling, struct str *out, struct err *err)
{
	bool is_start = out->size == filling->start, restarts = false;
	struct str text = STR_INIT;
	const struct node *node;
	const char *path;
	int found;

	if (piece->kind == PIECE_DOCUMENT) {
		found = find_value(around, piece, filling, &node, &path, err);
	} else {
		found = parents_inherit_value(surroundings_parents(around), piece->text, &node,
			&path, &filling->skip, err);
	}
	filling->lacks_value |= found == 0;
	if (found == 1)
		found = facts_fill_value(
			&text, &restarts, &filling->skip, piece, path, node, around->arena, err);
	if (found == 1 && restarts && is_start) {
		filling->restarts = true;
		str_clear(out);
	}
	if (found == 1)
		str_add_text(out, text.data);
	str_release(&text);
	return found;
}

/* Fills a place by itself, that stands behind `out`. */
static int fill_apart(struct surroundings *around, const struct place *place,
	struct filling *filling, const struct str *out, struct str *text, struct err *err)
{
	size_t before = filling->before, start = filling->start;
	int found;

	str_clear(text);
	filling->before = before + out->size;
	filling->start = out->size == start ? 0 : SIZE_MAX;
	filling->restarts = false;
	found = fill(around, place, filling, text, err);
	filling->before = before;
	filling->start = start;
	return found;
}

static void take_over(struct str *out, const struct str *text, const struct filling *filling)
{
	if (filling->restarts)
		str_clear(out);
	str_add_text(out, text->data);
}

/* What its functions make of a place that could only be filled now. */
static int fill_changed(struct surroundings *around, const struct piece *piece,
	struct filling *filling, struct str *out, struct err *err)
{
	struct str text = STR_INIT;
	int found = fill_apart(around, piece->choices, filling, out, &text, err);

	if (found >= 0 && !filling->skip)
		found = facts_change(piece, &text, found == 1);
	if (found == 1)
		take_over(out, &text, filling);
	str_release(&text);
	return found;
}

static int fill_choice(struct surroundings *around, const struct piece *piece,
	struct filling *filling, struct str *out, struct err *err)
{
	struct str text = STR_INIT;
	int found = 0;

	for (size_t i = 0; i < piece->choice_count && found == 0 && !filling->skip; i++)
		found = fill_apart(around, &piece->choices[i], filling, out, &text, err);
	if (found == 1)
		take_over(out, &text, filling);
	str_release(&text);
	return found;
}

static int fill_piece(struct surroundings *around, const struct piece *piece,
	struct filling *filling, struct str *out, struct err *err)
{
	const char *text = piece->text;

	switch (piece->kind) {
	case PIECE_APP:
		return fill_app(around, piece->text, filling, out, err);
	case PIECE_INHERITED:
		return fill_inherited(around, piece->text, filling, out, err);
	case PIECE_CHOICE:
		return fill_choice(around, piece, filling, out, err);
	case PIECE_NEAREST:
		return fill_nearest(around, piece->text, out, err);
	case PIECE_DOCUMENT:
	case PIECE_PARENT:
		return fill_value(around, piece, filling, out, err);
	case PIECE_CHANGED:
		return fill_changed(around, piece, filling, out, err);
	case PIECE_START:
		filling->start = out->size;
		return 1;
	case PIECE_PROVIDER:
		text = filling->provider;
		break;
	case PIECE_FROM:
		text = filling->from;
		break;
	case PIECE_VALUE:
		text = filling->value;
		break;
	case PIECE_TEXT:
		break;
	}
	if (!text)
		return 0;
	str_add_text(out, text);
	return 1;
}

/* A directory that reads like a space must not become one. */
static int fill_directory(struct surroundings *around, const struct piece *piece,
	struct filling *filling, struct str *out, struct err *err)
{
	bool is_start = filling->before + out->size == 0;
	int found = fill_piece(around, piece, filling, out, err);

	if (found == 1 && (is_start || filling->restarts) && piece->kind != PIECE_TEXT &&
		piece->kind != PIECE_CHOICE && place_space_size(out->data) > 0) {
		filling->skip = SKIP_AMBIGUOUS;
		return 0;
	}
	return found;
}

/* Appends what the place says. 1, 0: a hole of it is not there (or filling->skip), -1. */
static int fill(struct surroundings *around, const struct place *place, struct filling *filling,
	struct str *out, struct err *err)
{
	size_t i;
	int found = 1;

	for (i = 0; i < place->count && found == 1; i++)
		found = fill_directory(around, &place->pieces[i], filling, out, err);
	return found;
}

int fill_path(struct surroundings *around, const struct place *place, struct filling *filling,
	const char **path, struct err *err)
{
	struct str written = STR_INIT, normal = STR_INIT;
	int found;

	filling->before = 0;
	filling->start = SIZE_MAX;
	filling->restarts = filling->lacks_value = false;
	found = fill(around, place, filling, &written, err);

	if (found == 1 && place_is_like_space(written.data, around->facts->path)) {
		filling->skip = SKIP_AMBIGUOUS;
		found = 0;
	}
	if (found == 1) {
		switch (place_normalise(&normal, written.data)) {
		case PLACE_OUTSIDE:
			filling->skip = SKIP_OUTSIDE;
			found = 0;
			break;
		case PLACE_LIKE_SPACE:
			filling->skip = SKIP_AMBIGUOUS;
			found = 0;
			break;
		case PLACE_FINE:
			*path = arena_text(around->arena, normal.data);
			break;
		}
	}
	str_release(&written);
	str_release(&normal);
	return found;
}

void surroundings_release(struct surroundings *around)
{
	vec_release(&around->apps);
	parents_free(around->parents);
}
