/*
 * bind_mapping.c - binds mappings: from where to where, and whether they are there at all.
 */
#include "resolve/binder.h"

#include <string.h>

#include "resolve/calling.h"
#include "resolve/choice.h"
#include "resolve/place.h"
#include "util/version.h"

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

/* Is the name that the place says provided? 1, 0 (also if it cannot be told), -1. */
static int is_provided(struct surroundings *around, const struct place *place,
	struct filling *filling, struct err *err)
{
	struct provider provider;
	const char *name;
	int found = fill_path(around, place, filling, &name, err);

	return found == 1 ? ask_name(around->asker, name, &provider, err) : found;
}

static bool is_version_meant(
	const struct declared_mapping *declared, const struct provider *provider)
{
	return (!declared->range || version_is_in(provider->version, declared->range)) &&
	       (!declared->beyond || !version_is_in(provider->version, declared->beyond));
}

/* Are the names that the mapping depends on provided? Fills in the provider's directory. */
static int find_names(struct surroundings *around, const struct declared_mapping *declared,
	struct filling *filling, struct err *err)
{
	struct provider provider;
	int found = 1;

	if (declared->through) {
		found = ask_name(around->asker, declared->through, &provider, err);
		if (found <= 0)
			return found;
		filling->provider = arena_text(around->arena, provider.directory);
		found = is_version_meant(declared, &provider);
	}
	if (found == 1 && declared->given)
		found = is_provided(around, declared->given, filling, err);
	if (found != 1 || !declared->unless)
		return found;
	found = is_provided(around, declared->unless, filling, err);
	return found < 0 ? -1 : !found;
}

int are_vacant(struct surroundings *around, const struct places *places, struct err *err)
{
	int found = 0;

	for (size_t i = 0; i < places->count && found == 0; i++) {
		struct filling filling = { 0 };
		const char *path;

		found = fill_path(around, &places->items[i], &filling, &path, err);
		if (found == 1)
			found = place_space_size(path) ? 0 : ask_file(around->asker, path, err);
	}
	return found < 0 ? -1 : !found;
}

/* What is depended on and not seen to be called may be called in a way that nobody can read. */
static int find_call(struct binder *binder, const struct declared_mapping *declared,
	const struct filling *filling, struct err *err)
{
	int found = is_called(&binder->around, declared, filling->provider, err);

	if (found == 0 && !text_has_word(binder->out->open, declared->format))
		binder->out->open = arena_printf(binder->around.arena, "%s%s%s", binder->out->open,
			*binder->out->open ? " " : "", declared->format);
	return found;
}

/* Is all there that the mapping depends on? 1, 0, -1. */
static int has_conditions(struct binder *binder, const struct declared_mapping *declared,
	struct filling *filling, struct err *err)
{
	int found = find_names(&binder->around, declared, filling, err);

	if (found == 1)
		found = are_vacant(&binder->around, &declared->vacant, err);
	if (found == 1 && declared->calls.count)
		found = find_call(binder, declared, filling, err);
	return found;
}

/* What a mapping leaves out, if that stands in another file. */
static int find_except(struct surroundings *around, const struct declared_except *except,
	struct filling *filling, const char **out, struct err *err)
{
	const char *const *pointers;
	const struct node *root;
	struct answer answer;
	const char *path;
	int found = 0;

	for (size_t i = 0; i < except->file_count && found == 0; i++) {
		found = fill_path(around, &except->files[i], filling, &path, err);
		if (found == 1)
			found = ask_path(around->asker, path, NULL, is_file, &answer, err);
	}
	if (found != 1)
		return found;
	if (answer.kind == ENTRY_FILE) {
		size_t count = facts_except_pointers(except, &pointers, around->arena);

		found = ask_document(
			around->asker, answer.path, &answer.oid, pointers, count, &root, err);
	} else {
		found = 0; /* what a submodule holds is not known */
	}
	if (found == 1)
		return facts_except(out, except, answer.path, root, around->arena, err);
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

int bind_mapping(struct binder *binder, const struct declared_mapping *declared, struct err *err)
{
	struct surroundings *around = &binder->around;
	struct filling filling = { 0 };
	const char *from, *to, *filter = declared->filter, *except = declared->except;
	int found = has_conditions(binder, declared, &filling, err);

	if (found == 1)
		found = fill_path(around, &declared->from, &filling, &from, err);
	if (found == 1)
		found = fill_path(around, &declared->to, &filling, &to, err);
	if (found != 1 || strcmp(from, to) == 0)
		return found < 0 ? -1 : 0;
	if (declared->is_choice &&
		choice_make(&from, binder->out, from, to, kept_choice(binder, declared, to),
			around->asker, around->arena, err) < 0)
		return -1;
	if (declared->filter_later &&
		fill_path(around, declared->filter_later, &filling, &filter, err) < 0)
		return -1;
	filling.from = from;
	if (declared->except_in &&
		find_except(around, declared->except_in, &filling, &except, err) < 0)
		return -1;
	vec_push(&binder->out->mappings, (struct mapping){
						 .manifest = around->facts->path,
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
						 .filter = filter,
						 .except = except,
						 .loses = declared->loses,
						 .confidence = declared->confidence,
						 .origin = declared->origin.file,
						 .origin_line = declared->origin.line,
					 });
	return 0;
}
