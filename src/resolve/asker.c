/*
 * asker.c - keeps what is asked, and looks up paths and names. Matches are in match.c.
 */
#include "resolve/asker_private.h"

#include <string.h>

#include "resolve/place.h"
#include "rules/lookup.h"
#include "syntax/script.h"
#include "util/path.h"

#define LINK_SIZE_MAX 4096 /* bytes of a symlink's target */

struct asker *asker_new(struct world *world)
{
	struct asker *asker = memory_get_zeroed(1, sizeof *asker);

	asker->world = world;
	asker->seen = (struct map)MAP_INIT;
	asker->key = (struct str)STR_INIT;
	return asker;
}

void asker_free(struct asker *asker)
{
	if (!asker)
		return;
	vec_release(&asker->probes);
	map_release(&asker->seen);
	str_release(&asker->key);
	script_trees_free(asker->trees);
	free(asker);
}

void asker_start(struct asker *asker, struct arena *arena)
{
	asker->arena = arena;
	asker->step = STEP_DECLARE;
	vec_clear(&asker->probes);
	map_clear(&asker->seen);
	asker_start_reference(asker);
}

void asker_set_step(struct asker *asker, enum step step)
{
	asker->step = step;
}

void asker_start_reference(struct asker *asker)
{
	asker->lookups = 0;
}

const struct probe *asker_probes(const struct asker *asker, size_t *count)
{
	*count = asker->probes.count;
	return asker->probes.items;
}

/* Where it is kept that a question has been asked: its place among the probes, from 1. */
static struct map_entry *seen(
	struct asker *asker, enum question question, const char *path, const char *detail)
{
	str_clear(&asker->key);
	str_add_char(&asker->key, (char)('0' + question));
	str_add_text(&asker->key, path);
	str_add_char(&asker->key, '\0');
	str_add_text(&asker->key, detail);
	return map_put(&asker->seen, asker->key.data, asker->key.size);
}

void asker_resume(
	struct asker *asker, const struct probe *probes, size_t count, struct arena *arena)
{
	asker_start(asker, arena);
	for (size_t i = 0; i < count; i++) {
		vec_push(&asker->probes, probes[i]);
		seen(asker, probes[i].question, probes[i].path, probes[i].detail)->value =
			(void *)(uintptr_t)asker->probes.count;
	}
}

/* Keeps a question when it is asked, so that the probes stand in the order in which one led to the
 * other. Returns its place among them. */
static size_t keep_question(
	struct asker *asker, enum question question, const char *path, const char *detail)
{
	struct map_entry *entry = seen(asker, question, path, detail);

	if (!entry->value) {
		vec_push(&asker->probes, (struct probe){
						 .question = question,
						 .by_tree = true,
						 .path = arena_text(asker->arena, path),
						 .detail = arena_text(asker->arena, detail),
					 });
		entry->value = (void *)(uintptr_t)asker->probes.count;
	}
	return (uintptr_t)entry->value - 1;
}

static void keep_answer(struct asker *asker, size_t place, bool by_tree)
{
	struct probe *probe = &asker->probes.items[place];

	probe->by_tree = probe->by_tree && by_tree;
}

void asker_keep(struct asker *asker, enum question question, const char *path, const char *detail,
	bool by_tree)
{
	keep_answer(asker, keep_question(asker, question, path, detail), by_tree);
}

/* ---- the tree ---- */

/* Where a symlink at `link` leads, `rest` (what is below it) included; 0 if out of the repository.
 */
static int follow_link(struct asker *asker, const struct oid *oid, const char *link,
	size_t link_size, const char *rest, struct str *out, struct err *err)
{
	struct str target = STR_INIT, written = STR_INIT;
	int result;

	result = asker->world->bytes(asker->world, oid, LINK_SIZE_MAX, &target, err);
	if (result == 1 &&
		(target.size == 0 || target.data[0] == '/' || strlen(target.data) != target.size))
		result = 0;
	if (result == 1) {
		str_add(&written, link,
			path_parent_size(link) < link_size ? path_parent_size(link) : 0);
		str_add_char(&written, '/');
		str_add(&written, target.data, target.size);
		str_add_char(&written, '/');
		str_add_text(&written, rest);
		if (path_normalise(out, written.data) < 0)
			result = 0;
	}
	str_release(&target);
	str_release(&written);
	return result;
}

/* The deepest entry at or above `path`, and how many bytes of `path` name it. */
static int deepest_entry(
	struct asker *asker, const char *path, struct entry *out, size_t *size, struct err *err)
{
	struct str part = STR_INIT;
	int found = asker->world->entry(asker->world, path, out, err);

	*size = strlen(path);
	if (found != 0)
		return found;
	str_add(&part, path, *size);
	while (found == 0 && part.size > 0) {
		str_cut(&part, path_parent_size(part.data));
		found = asker->world->entry(asker->world, part.data, out, err);
	}
	*size = part.size;
	str_release(&part);
	return found;
}

int tree_look(struct asker *asker, const char *path, struct entry *out, const char **real,
	struct err *err)
{
	struct str next = STR_INIT;
	char *link = NULL;
	unsigned hops;
	int found = 0;

	*real = path;
	for (hops = 0; hops <= SYMLINK_HOPS_MAX; hops++) {
		size_t size;

		if (hops > 0)
			asker_keep(asker, QUESTION_PATH, *real, "", true);
		found = deepest_entry(asker, *real, out, &size, err);
		if (found <= 0)
			break;
		if (out->kind == ENTRY_SUBMODULE)
			break;
		if (out->kind != ENTRY_SYMLINK) {
			found = (*real)[size] == '\0';
			break;
		}
		link = arena_bytes(asker->arena, *real, size);
		found = follow_link(asker, &out->oid, link, size, *real + size, &next, err);
		if (found <= 0)
			break;
		*real = arena_text(asker->arena, next.data);
		found = 0;
	}
	str_release(&next);
	return found;
}

/* ---- mappings ---- */

static bool is_visited(const struct lookup *lookup, const char *path)
{
	const struct lookup *up;

	for (up = lookup; up; up = up->above) {
		if (strcmp(up->path, path) == 0)
			return true;
	}
	return false;
}

void put_via_in_front(struct asker *asker, struct answer *answer, const struct via *via)
{
	struct via *all = arena_get(asker->arena, (answer->via_count + 1) * sizeof *all);

	all[0] = *via;
	if (answer->via_count)
		memcpy(all + 1, answer->via, answer->via_count * sizeof *all);
	answer->via = all;
	answer->via_count++;
}

struct via via_of_mapping(struct asker *asker, const struct mapping *mapping)
{
	return (struct via){
		.manifest = arena_text(asker->arena, mapping->manifest),
		.position = (int)mapping->position,
		.line = mapping->line,
		.column = mapping->column,
		.from = arena_text(asker->arena, mapping->from),
		.to = arena_text(asker->arena, mapping->to),
		.kind = arena_text(asker->arena, mapping->kind),
		.location = arena_text(asker->arena, mapping->location),
		.loses = arena_text(asker->arena, mapping->loses),
		.confidence = mapping->confidence,
		.origin = arena_text(asker->arena, mapping->origin),
		.origin_line = mapping->origin_line,
	};
}

struct via via_of_name(struct asker *asker, const struct provider *provider)
{
	return (struct via){
		.manifest = arena_text(asker->arena, provider->manifest),
		.position = -1,
		.line = provider->line,
		.column = provider->line ? 1 : 0,
		.from = arena_text(asker->arena, provider->directory),
		.to = arena_text(asker->arena, provider->name),
		.kind = "name",
		.location = "",
	};
}

static int look_up(struct asker *asker, const struct lookup *above, const char *path,
	entry_wanted wanted, struct answer *out, struct err *err);

/* Looks behind one mapping: `from` and what follows `to` in the path. */
static int look_behind(struct asker *asker, const struct lookup *lookup, const char *from,
	const char *rest, const struct via *via, entry_wanted wanted, struct answer *out,
	struct err *err)
{
	struct str next = STR_INIT;
	const char *path;
	size_t place;
	int found;

	place_join(&next, from, rest);
	path = arena_text(asker->arena, next.data);
	str_release(&next);
	if (is_visited(lookup, path))
		return 0;
	place = keep_question(asker, QUESTION_PATH, path, "");
	found = look_up(asker, lookup, path, wanted, out, err);
	keep_answer(asker, place, found == 1 && out->by_tree);
	if (found == 1) {
		put_via_in_front(asker, out, via);
		out->by_tree = false;
	}
	return found;
}

/* A directory that lets only some of what is in it through is there if some file passes. Where a
 * way loses directories, what holds that file is the best answer there is. */
static int look_for_contents(struct asker *asker, const struct lookup *lookup,
	const struct mapping *mapping, const char *rest, struct answer *out, struct err *err)
{
	bool is_known = !mapping->loses && place_space_size(mapping->from) == 0;
	struct str path = STR_INIT, pattern = STR_INIT;
	int found;

	place_join(&path, mapping->to, rest);
	place_as_pattern(&pattern, path.data);
	str_add_text(&pattern, pattern.size ? "/**" : "**");
	found = match_through(
		asker, lookup, mapping, arena_text(asker->arena, pattern.data), out, err);
	if (found == 1) {
		place_join(&path, mapping->from, rest);
		out->path = is_known ? arena_text(asker->arena, path.data)
				     : arena_bytes(asker->arena, out->path,
					       path_parent_size(out->path));
		out->kind = ENTRY_DIRECTORY;
		out->by_tree = false;
	}
	str_release(&path);
	str_release(&pattern);
	return found;
}

/* Several files may lie behind one name: the first in byte order is the answer. */
static int look_through_loss(struct asker *asker, const struct lookup *lookup,
	const struct mapping *mapping, const char *rest, entry_wanted wanted, struct answer *out,
	struct err *err)
{
	struct str path = STR_INIT, pattern = STR_INIT;
	int found = 0;

	place_join(&path, mapping->to, rest);
	place_as_pattern(&pattern, path.data);
	if (*rest && wanted(ENTRY_FILE))
		found = match_through(
			asker, lookup, mapping, arena_text(asker->arena, pattern.data), out, err);
	if (found == 1)
		out->by_tree = false;
	else if (found == 0 && wanted(ENTRY_DIRECTORY))
		found = look_for_contents(asker, lookup, mapping, rest, out, err);
	str_release(&path);
	str_release(&pattern);
	return found;
}

static int look_through(struct asker *asker, const struct lookup *lookup,
	const struct mapping *mapping, const char *rest, entry_wanted wanted, struct answer *out,
	struct err *err)
{
	struct via via = via_of_mapping(asker, mapping);
	const char *filter = mapping->filter, *except = mapping->except;
	bool passes = !filter || glob_fits(filter, rest);
	int found;

	if (except && strcmp(except, EXCEPT_UNKNOWN) == 0) {
		out->bound_reached = true;
		return 0;
	}
	if (mapping->loses)
		return look_through_loss(asker, lookup, mapping, rest, wanted, out, err);
	if (!passes && !wanted(ENTRY_DIRECTORY))
		return 0;
	if (!passes && *rest != '\0' && !glob_may_fit_below(filter, rest))
		return 0;
	if (except && *rest && glob_list_covers(except, rest))
		return wanted(ENTRY_DIRECTORY) && strstr(except, "\n!")
			       ? look_for_contents(asker, lookup, mapping, rest, out, err)
			       : 0;
	if (!passes && *rest == '\0')
		return look_for_contents(asker, lookup, mapping, rest, out, err);
	found = look_behind(asker, lookup, mapping->from, rest, &via, wanted, out, err);
	/* Directories on the way to what passes are there, files that do not pass are not. */
	return found == 1 && !passes && out->kind != ENTRY_DIRECTORY ? 0 : found;
}

static int look_at(struct asker *asker, const struct lookup *lookup, const char *to,
	const char *rest, entry_wanted wanted, struct answer *out, struct err *err)
{
	const struct mapping *mappings;
	struct provider provider;
	size_t count, i;
	int found = 0;

	if (asker->step == STEP_RESOLVE) {
		if (asker->world->mappings_at(asker->world, to, &mappings, &count, err) < 0)
			return -1;
		for (i = 0; i < count && found == 0; i++)
			found = look_through(asker, lookup, &mappings[i], rest, wanted, out, err);
	}
	if (found != 0 || !place_is_named(to))
		return found;
	found = asker->world->name(asker->world, to, &provider, err);
	if (found == 1 && provider.directory && place_space_size(provider.directory) > 0) {
		out->bound_reached = true; /* cannot be told from a path in that space */
		found = 0;
	} else if (found == 1 && provider.directory) {
		struct via via = via_of_name(asker, &provider);
		found = look_behind(
			asker, lookup, provider.directory, rest, &via, wanted, out, err);
	} else if (found == 1) {
		found = 0;
	}
	return found;
}

/* Every mapping whose `to` is the path or above it, the longest first. */
static int look_in_mappings(struct asker *asker, const struct lookup *lookup, entry_wanted wanted,
	struct answer *out, struct err *err)
{
	struct str to = STR_INIT;
	bool in_space = place_space_size(lookup->path) > 0;
	int found = 0;

	/* Only an advance that sees mappings, or a name, can find anything here. */
	if (asker->step != STEP_RESOLVE && !place_is_named(lookup->path))
		return 0;
	str_set(&to, lookup->path);
	for (;;) {
		const char *rest = lookup->path + to.size;

		found = look_at(
			asker, lookup, to.data, *rest == '/' ? rest + 1 : rest, wanted, out, err);
		if (found != 0 || to.size == 0)
			break;
		str_cut(&to, path_parent_size(to.data));
		if (to.size == 0 && in_space)
			break;
	}
	str_release(&to);
	return found;
}

/* Counts a look-up against the bounds. */
static bool is_within_bounds(struct asker *asker, const struct lookup *lookup, struct answer *out)
{
	if (lookup->depth <= LOOKUP_DEPTH_MAX && asker->lookups < LOOKUP_COUNT_MAX) {
		asker->lookups++;
		return true;
	}
	out->bound_reached = true;
	return false;
}

static int look_up(struct asker *asker, const struct lookup *above, const char *path,
	entry_wanted wanted, struct answer *out, struct err *err)
{
	struct lookup lookup = { above, path, above ? above->depth + 1 : 0 };
	int found;

	if (!is_within_bounds(asker, &lookup, out))
		return 0;
	if (place_is_outside(path)) {
		out->is_outside = true;
		return 0;
	}
	if (place_space_size(path) == 0) {
		found = answer_from_tree(asker, path, wanted, out, err);
		if (found != 0)
			return found;
	}
	return look_in_mappings(asker, &lookup, wanted, out, err);
}

/* Is `path` below the submodule, where nobody knows what there is? It itself is a directory. 1, 0,
 * -1. */
static int is_below(struct asker *asker, const char *path, struct err *err)
{
	struct entry entry;
	int found = asker->world->entry(asker->world, path, &entry, err);

	return found < 0 ? -1 : !found;
}

int answer_from_tree(struct asker *asker, const char *path, entry_wanted wanted, struct answer *out,
	struct err *err)
{
	struct entry entry;
	const char *real;
	int found = tree_look(asker, path, &entry, &real, err);

	if (found == 1 && !wanted(entry.kind))
		found = entry.kind == ENTRY_SUBMODULE ? is_below(asker, real, err) : 0;
	if (found != 1)
		return found;
	out->kind = entry.kind;
	out->oid = entry.oid;
	out->path = real == path ? arena_text(asker->arena, path) : real;
	out->by_tree = true;
	return 1;
}

/* ---- the questions ---- */

/* From a path that changes, the graph finds what was asked at a directory above it, and at the path
 * up to a dot of its name. With any other ending ("@2x.png", "_en.properties") nobody would look at
 * the stem. */
static bool is_found_at_stem(const char *ending)
{
	return ending[0] == '\0' || ending[0] == '/' || (ending[0] == '.' && !strchr(ending, '/'));
}

/* Keeps the endings that are not found at the stem, each as a path of its own. */
static void keep_odd_endings(
	struct asker *asker, const char *path, const struct texts *endings, bool by_tree)
{
	struct str odd = STR_INIT;
	size_t i;

	for (i = 0; endings && i < endings->count; i++) {
		if (is_found_at_stem(endings->items[i]))
			continue;
		place_add_ending(&odd, path, endings->items[i]);
		asker_keep(asker, QUESTION_PATH, odd.data, "", by_tree);
	}
	str_release(&odd);
}

static const char *join_endings(struct asker *asker, const struct texts *endings)
{
	struct str joined = STR_INIT;
	const char *result;
	bool is_first = true;
	size_t i;

	if (!endings || endings->count == 0 ||
		(endings->count == 1 && endings->items[0][0] == '\0'))
		return "";
	for (i = 0; i < endings->count; i++) {
		if (!is_found_at_stem(endings->items[i]))
			continue;
		if (!is_first)
			str_add_char(&joined, '\n');
		str_add_text(&joined, endings->items[i]);
		is_first = false;
	}
	result = arena_text(asker->arena, joined.data);
	str_release(&joined);
	return result;
}

/* One pass over the endings: in the tree only, or through the mappings only. */
static int try_endings(struct asker *asker, const char *path, const struct texts *endings,
	bool in_tree, entry_wanted wanted, struct answer *out, struct err *err)
{
	static const char *const only[] = { "" };
	const char *const *items = endings && endings->count ? endings->items : only;
	size_t count = endings && endings->count ? endings->count : 1, i;
	struct str candidate = STR_INIT;
	int found = 0;

	for (i = 0; i < count && found == 0; i++) {
		place_add_ending(&candidate, path, items[i]);
		if (in_tree) {
			if (place_space_size(candidate.data) == 0)
				found = answer_from_tree(asker, candidate.data, wanted, out, err);
		} else {
			struct lookup lookup = { NULL, arena_text(asker->arena, candidate.data),
				0 };

			found = look_in_mappings(asker, &lookup, wanted, out, err);
		}
		out->ending = items[i];
	}
	str_release(&candidate);
	return found;
}

int ask_path(struct asker *asker, const char *path, const struct texts *endings,
	entry_wanted wanted, struct answer *out, struct err *err)
{
	size_t place = keep_question(asker, QUESTION_PATH, path, join_endings(asker, endings));
	int found;

	memset(out, 0, sizeof *out);
	keep_odd_endings(asker, path, endings, true);
	found = try_endings(asker, path, endings, true, wanted, out, err);
	if (found == 0)
		found = try_endings(asker, path, endings, false, wanted, out, err);
	if (found < 0)
		return -1;
	keep_answer(asker, place, found == 1 && out->by_tree);
	keep_odd_endings(asker, path, endings, found == 1 && out->by_tree);
	return found;
}

int ask_file(struct asker *asker, const char *path, struct err *err)
{
	struct entry entry;
	const char *real;
	int found = tree_look(asker, path, &entry, &real, err);

	if (found < 0)
		return -1;
	asker_keep(asker, QUESTION_PATH, path, "", true);
	return found == 1 && entry.kind == ENTRY_FILE;
}

int ask_document(struct asker *asker, const char *path, const struct oid *oid,
	const char *const *pointers, size_t pointer_count, const struct node **root,
	struct err *err)
{
	const struct document *document;
	size_t i;
	int found;

	for (i = 0; i < pointer_count; i++)
		asker_keep(asker, QUESTION_VALUE, path, pointers[i], true);
	found = asker->world->document(asker->world, path, oid, &document, err);
	if (found == 1)
		*root = document->root;
	return found;
}

int ask_value(struct asker *asker, const char *path, const struct oid *oid, const char *pointer,
	const struct node **out, bool *readable, struct err *err)
{
	const struct node *root;
	int found = ask_document(asker, path, oid, &pointer, 1, &root, err);

	*readable = found == 1;
	if (found != 1)
		return found;
	*out = lookup_at(root, pointer);
	return *out != NULL;
}

int ask_bytes(struct asker *asker, const char *path, const struct oid *oid, size_t most,
	struct str *out, struct err *err)
{
	asker_keep(asker, QUESTION_VALUE, path, ASKED_BYTES, true);
	return asker->world->bytes(asker->world, oid, most, out, err);
}

int ask_name(struct asker *asker, const char *name, struct provider *out, struct err *err)
{
	asker_keep(asker, QUESTION_PATH, name, "", false);
	return asker->world->name(asker->world, name, out, err);
}
