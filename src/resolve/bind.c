/*
 * bind.c - fills the places of a manifest's facts: apps around it, providers, values of its
 * parents.
 */
#include "resolve/bind.h"

#include <stdint.h>
#include <string.h>

#include "resolve/choice.h"
#include "resolve/parents.h"
#include "resolve/place.h"
#include "util/path.h"
#include "util/version.h"

struct binder {
	struct bound *out;
	const struct facts *facts;
	struct asker *asker;
	struct arena *arena;
	VEC(const char *) apps; /* directories of the apps around the manifest, innermost first */
	bool apps_known;
	struct parents *parents;  /* NULL until a value is inherited */
	const mapping_list *kept; /* or NULL */
};

/* What a place is filled with, besides the surroundings. */
struct filling {
	size_t app;           /* which of the apps around it */
	const char *provider; /* directory, or NULL */
	const char *from;     /* of the mapping, or NULL */
	const char *value;    /* or NULL */
	bool uses_app;        /* out: there may be one more path, for the next app */
	bool lacks_value;     /* out: some document has no value of that name */
	size_t before;        /* bytes that stand in front of the text that is being filled */
	size_t start;         /* where in that text a value begins; SIZE_MAX: none does */
	bool restarts;        /* out: the value is a path of its own, without what stands before */
	enum skip skip;       /* out: why it cannot be filled */
};

/* ---- the apps around a manifest ---- */

/* Weak apps count only where no other app encloses them. */
static int find_apps(struct binder *binder, struct err *err)
{
	VEC(const char *) weak = VEC_INIT;
	struct str dir = STR_INIT, name = STR_INIT;
	int found = 0;
	size_t i;

	str_set(&dir, binder->facts->path);
	do {
		struct provider provider;

		str_cut(&dir, path_parent_size(dir.data));
		str_set(&name, "app:");
		str_add_text(&name, dir.size ? dir.data : ".");
		found = ask_name(binder->asker, name.data, &provider, err);
		if (found == 1) {
			const char *copy = arena_text(binder->arena, dir.data);

			if (provider.is_weak)
				vec_push(&weak, copy);
			else
				vec_push(&binder->apps, copy);
		}
	} while (found >= 0 && dir.size > 0);
	if (binder->apps.count == 0) {
		for (i = 0; i < weak.count; i++)
			vec_push(&binder->apps, weak.items[i]);
	}
	vec_release(&weak);
	str_release(&dir);
	str_release(&name);
	binder->apps_known = true;
	return found < 0 ? -1 : 0;
}

/* ---- places ---- */

static int fill(struct binder *binder, const struct place *place, struct filling *filling,
	struct str *out, struct err *err);
static int fill_path(struct binder *binder, const struct place *place, struct filling *filling,
	const char **path, struct err *err);

static int fill_app(struct binder *binder, const char *root, struct filling *filling,
	struct str *out, struct err *err)
{
	if (!binder->apps_known && find_apps(binder, err) < 0)
		return -1;
	filling->uses_app = true;
	if (binder->apps.count == 0 && filling->app == 0) {
		str_add_text(out, root ? root : "");
		return 1;
	}
	if (filling->app >= binder->apps.count)
		return 0;
	str_add_text(out, binder->apps.items[filling->app]);
	return 1;
}

static void find_parents(struct binder *binder)
{
	if (!binder->parents)
		binder->parents = parents_new(binder->facts, binder->asker, binder->arena);
}

static int fill_inherited(struct binder *binder, const char *pointer, struct filling *filling,
	struct str *out, struct err *err)
{
	const char *path;
	int found;

	find_parents(binder);
	found = parents_inherit_path(binder->parents, pointer, &path, &filling->skip, err);
	if (found == 1)
		str_add_text(out, path);
	return found;
}

static int fill_nearest(struct binder *binder, const char *space, struct str *out, struct err *err)
{
	struct str directory = STR_INIT, name = STR_INIT;
	struct provider provider;
	int found;

	str_set(&directory, binder->facts->path);
	do {
		str_cut(&directory, path_parent_size(directory.data));
		str_clear(&name);
		str_addf(&name, "%s:%s", space, directory.size ? directory.data : ".");
		found = ask_name(binder->asker, name.data, &provider, err);
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
static int find_value(struct binder *binder, const struct piece *piece, struct filling *filling,
	const struct node **node, const char **path, struct err *err)
{
	struct filling inner = { .provider = filling->provider };
	struct answer answer;
	bool readable;
	int found = fill_path(binder, piece->choices, &inner, path, err);

	if (found == 1)
		found = ask_path(binder->asker, *path, NULL, is_file, &answer, err);
	if (found == 1 && answer.kind != ENTRY_FILE) {
		filling->skip = SKIP_OUTSIDE; /* what a submodule holds is not known */
		found = 0;
	}
	if (found != 1)
		return found;
	*path = answer.path;
	found = ask_value(
		binder->asker, answer.path, &answer.oid, piece->text, node, &readable, err);
	if (found == 0 && !readable)
		filling->skip = SKIP_UNREADABLE;
	return found;
}

/* A value of another document, or of a parent. */
static int fill_value(struct binder *binder, const struct piece *piece, struct filling *filling,
	struct str *out, struct err *err)
{
	bool is_start = out->size == filling->start, restarts = false;
	struct str text = STR_INIT;
	const struct node *node;
	const char *path;
	int found;

	if (piece->kind == PIECE_DOCUMENT) {
		found = find_value(binder, piece, filling, &node, &path, err);
	} else {
		find_parents(binder);
		found = parents_inherit_value(
			binder->parents, piece->text, &node, &path, &filling->skip, err);
	}
	filling->lacks_value |= found == 0;
	if (found == 1)
		found = facts_fill_value(
			&text, &restarts, &filling->skip, piece, path, node, binder->arena, err);
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
static int fill_apart(struct binder *binder, const struct place *place, struct filling *filling,
	const struct str *out, struct str *text, struct err *err)
{
	size_t before = filling->before, start = filling->start;
	int found;

	str_clear(text);
	filling->before = before + out->size;
	filling->start = out->size == start ? 0 : SIZE_MAX;
	filling->restarts = false;
	found = fill(binder, place, filling, text, err);
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
static int fill_changed(struct binder *binder, const struct piece *piece, struct filling *filling,
	struct str *out, struct err *err)
{
	struct str text = STR_INIT;
	int found = fill_apart(binder, piece->choices, filling, out, &text, err);

	if (found >= 0 && !filling->skip)
		found = facts_change(piece, &text, found == 1);
	if (found == 1)
		take_over(out, &text, filling);
	str_release(&text);
	return found;
}

static int fill_choice(struct binder *binder, const struct piece *piece, struct filling *filling,
	struct str *out, struct err *err)
{
	struct str text = STR_INIT;
	int found = 0;

	for (size_t i = 0; i < piece->choice_count && found == 0 && !filling->skip; i++)
		found = fill_apart(binder, &piece->choices[i], filling, out, &text, err);
	if (found == 1)
		take_over(out, &text, filling);
	str_release(&text);
	return found;
}

static int fill_piece(struct binder *binder, const struct piece *piece, struct filling *filling,
	struct str *out, struct err *err)
{
	const char *text = piece->text;

	switch (piece->kind) {
	case PIECE_APP:
		return fill_app(binder, piece->text, filling, out, err);
	case PIECE_INHERITED:
		return fill_inherited(binder, piece->text, filling, out, err);
	case PIECE_CHOICE:
		return fill_choice(binder, piece, filling, out, err);
	case PIECE_NEAREST:
		return fill_nearest(binder, piece->text, out, err);
	case PIECE_DOCUMENT:
	case PIECE_PARENT:
		return fill_value(binder, piece, filling, out, err);
	case PIECE_CHANGED:
		return fill_changed(binder, piece, filling, out, err);
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
static int fill_directory(struct binder *binder, const struct piece *piece, struct filling *filling,
	struct str *out, struct err *err)
{
	bool is_start = filling->before + out->size == 0;
	int found = fill_piece(binder, piece, filling, out, err);

	if (found == 1 && (is_start || filling->restarts) && piece->kind != PIECE_TEXT &&
		piece->kind != PIECE_CHOICE && place_space_size(out->data) > 0) {
		filling->skip = SKIP_AMBIGUOUS;
		return 0;
	}
	return found;
}

/* Appends what the place says. 1, 0: a hole of it is not there (or filling->skip), -1. */
static int fill(struct binder *binder, const struct place *place, struct filling *filling,
	struct str *out, struct err *err)
{
	size_t i;
	int found = 1;

	for (i = 0; i < place->count && found == 1; i++)
		found = fill_directory(binder, &place->pieces[i], filling, out, err);
	return found;
}

/* The place as a normalised path of the arena. 1, 0: not there, or *skip says why not, -1. */
static int fill_path(struct binder *binder, const struct place *place, struct filling *filling,
	const char **path, struct err *err)
{
	struct str written = STR_INIT, normal = STR_INIT;
	int found;

	filling->before = 0;
	filling->start = SIZE_MAX;
	filling->restarts = filling->lacks_value = false;
	found = fill(binder, place, filling, &written, err);

	if (found == 1 && place_is_like_space(written.data, binder->facts->path)) {
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
			*path = arena_text(binder->arena, normal.data);
			break;
		}
	}
	str_release(&written);
	str_release(&normal);
	return found;
}

/* ---- references ---- */

/* Appends each path that `place` stands for: one for every app around, if it asks for the app. */
static int bind_place(struct binder *binder, const struct place *place, const char *value,
	struct bound_value *out, const char **paths, size_t most, struct err *err)
{
	struct filling filling = { .value = value };
	int found;

	do {
		const char *path;

		filling.uses_app = false;
		found = fill_path(binder, place, &filling, &path, err);
		if (found < 0)
			return -1;
		if (found == 1 && out->path_count < most)
			paths[out->path_count++] = path;
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
		const char **copy = arena_get(binder->arena, out->path_count * sizeof *copy);

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
		arena_get_zeroed(binder->arena, (declared->count + 1) * sizeof *values);
	size_t i;

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

	find_parents(binder);
	found = parents_inherit_references(
		binder->parents, inheritance->rule, &references, &count, &at, err);
	if (found <= 0)
		return found;
	for (i = 0; i < count; i++) {
		const struct declared_reference *declared = &references[i];
		struct bound_value *values =
			arena_get_zeroed(binder->arena, (declared->count + 1) * sizeof *values);

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

/* ---- mappings ---- */

/* Is the name that the place says provided? 1, 0 (also if it cannot be told), -1. */
static int is_provided(
	struct binder *binder, const struct place *place, struct filling *filling, struct err *err)
{
	struct provider provider;
	const char *name;
	int found = fill_path(binder, place, filling, &name, err);

	return found == 1 ? ask_name(binder->asker, name, &provider, err) : found;
}

static bool is_version_meant(
	const struct declared_mapping *declared, const struct provider *provider)
{
	return (!declared->range || version_is_in(provider->version, declared->range)) &&
	       (!declared->beyond || !version_is_in(provider->version, declared->beyond));
}

/* Are the names that the mapping depends on provided? Fills in the provider's directory. */
static int find_provider(struct binder *binder, const struct declared_mapping *declared,
	struct filling *filling, struct err *err)
{
	struct provider provider;
	int found = 1;

	if (declared->through) {
		found = ask_name(binder->asker, declared->through, &provider, err);
		if (found <= 0)
			return found;
		filling->provider = arena_text(binder->arena, provider.directory);
		found = is_version_meant(declared, &provider);
	}
	if (found == 1 && declared->given)
		found = is_provided(binder, declared->given, filling, err);
	if (found != 1 || !declared->unless)
		return found;
	found = is_provided(binder, declared->unless, filling, err);
	return found < 0 ? -1 : !found;
}

/* What a mapping leaves out, if that stands in another file. */
static int find_except(struct binder *binder, const struct declared_except *except,
	struct filling *filling, const char **out, struct err *err)
{
	const char *const *pointers;
	const struct node *root;
	struct answer answer;
	const char *path;
	int found = 0;

	for (size_t i = 0; i < except->file_count && found == 0; i++) {
		found = fill_path(binder, &except->files[i], filling, &path, err);
		if (found == 1)
			found = ask_path(binder->asker, path, NULL, is_file, &answer, err);
	}
	if (found != 1)
		return found;
	if (answer.kind == ENTRY_FILE) {
		size_t count = facts_except_pointers(except, &pointers, binder->arena);

		found = ask_document(
			binder->asker, answer.path, &answer.oid, pointers, count, &root, err);
	} else {
		found = 0; /* what a submodule holds is not known */
	}
	if (found == 1)
		return facts_except(out, except, answer.path, root, binder->arena, err);
	*out = EXCEPT_UNKNOWN;
	return found;
}

/* What was chosen before, or NULL. */
static const char *kept_choice(
	const struct binder *binder, const struct declared_mapping *declared, const char *to)
{
	for (size_t i = 0; binder->kept && i < binder->kept->count; i++) {
		const struct mapping *mapping = &binder->kept->items[i];

		if (strcmp(mapping->to, to) == 0 && strcmp(mapping->kind, declared->kind) == 0 &&
			strcmp(mapping->format, declared->format) == 0)
			return mapping->from;
	}
	return NULL;
}

bool facts_have_choice(const struct facts *facts)
{
	for (size_t i = 0; i < facts->mappings.count; i++)
		if (facts->mappings.items[i].is_choice)
			return true;
	return false;
}

static int bind_mapping(
	struct binder *binder, const struct declared_mapping *declared, struct err *err)
{
	struct filling filling = { 0 };
	const char *from, *to, *except = declared->except;
	int found = find_provider(binder, declared, &filling, err);

	if (found == 1)
		found = fill_path(binder, &declared->from, &filling, &from, err);
	if (found == 1)
		found = fill_path(binder, &declared->to, &filling, &to, err);
	if (found != 1 || strcmp(from, to) == 0)
		return found < 0 ? -1 : 0;
	if (declared->is_choice &&
		choice_make(&from, binder->out, from, to, kept_choice(binder, declared, to),
			binder->asker, binder->arena, err) < 0)
		return -1;
	filling.from = from;
	if (declared->except_in &&
		find_except(binder, declared->except_in, &filling, &except, err) < 0)
		return -1;
	vec_push(&binder->out->mappings, (struct mapping){
						 .manifest = binder->facts->path,
						 .format = declared->format,
						 .kind = declared->kind,
						 .position = (unsigned)binder->out->mappings.count,
						 .line = declared->span.line,
						 .column = declared->span.column,
						 .start = declared->span.start,
						 .size = declared->span.size,
						 .location = declared->location,
						 .from = from,
						 .to = to,
						 .filter = declared->filter,
						 .except = except,
						 .loses = declared->loses,
						 .confidence = declared->confidence,
						 .origin = declared->origin.file,
						 .origin_line = declared->origin.line,
					 });
	return 0;
}

/* Choices look at the references, so they come last. */
static int bind_mappings(struct binder *binder, bool choices, struct err *err)
{
	const struct facts *facts = binder->facts;

	for (size_t i = 0; i < facts->mappings.count; i++)
		if (facts->mappings.items[i].is_choice == choices &&
			bind_mapping(binder, &facts->mappings.items[i], err) < 0)
			return -1;
	return 0;
}

int bind_facts(struct bound *out, const struct facts *facts, const mapping_list *kept,
	struct asker *asker, struct arena *arena, struct err *err)
{
	struct binder binder = {
		.out = out, .facts = facts, .asker = asker, .arena = arena, .kept = kept
	};
	size_t i;
	int result = -1;

	vec_clear(&out->mappings);
	vec_clear(&out->references);
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
	vec_release(&binder.apps);
	parents_free(binder.parents);
	return result;
}

void bound_release(struct bound *bound)
{
	vec_release(&bound->mappings);
	vec_release(&bound->references);
}
