/*
 * index.c - candidates by name.
 */
#include "rules/index.h"

#include <stdlib.h>
#include <string.h>

#include "util/glob.h"
#include "util/map.h"
#include "util/path.h"

/* One pattern of one rule. */
struct entry {
	const char *pattern;
	/* What follows "**" and a slash, if that is all there is: fits the last component. */
	const char *name;
	size_t literal;     /* so many bytes of `name` are no pattern */
	bool is_text;       /* `name` has no other magic than '*' */
	const char *within; /* without `name`: stands in every path that fits; "" if that cannot
			       be said */
	bool is_sure;       /* whatever is looked up here fits */
	unsigned rule;      /* its place in `rules` */
	const struct entry *next; /* with the same key */
};

/* A path pattern of the ignore list that is more than the name of a directory. */
struct ignored {
	const char *pattern, *below;
	const char *literal; /* stands in every path that fits; "" if that cannot be said */
	size_t position;
	bool takes_away;
};

/* What the keys of a map look like: a bit for each first byte and length. Nearly all that is looked
 * up is not there, and this says so without a hash. */
struct shapes {
	uint64_t lengths[256]; /* by first byte */
};

struct index {
	struct rule **rules; /* the more specific first */
	size_t count;
	struct map names;   /* last component to its first entry */
	struct map endings; /* what follows its last dot to its first entry */
	struct shapes name_shapes, ending_shapes, ignored_shapes;
	const struct entry *rest;
	struct map ignored_names; /* component to its position in the ignore list, from 1 */
	VEC(struct ignored) ignored;
	struct arena arena;
};

static int compare_rules(const void *a, const void *b)
{
	const struct rule *one = *(const struct rule *const *)a;
	const struct rule *other = *(const struct rule *const *)b;

	if (one->is_conditional != other->is_conditional)
		return one->is_conditional ? -1 : 1;
	return strcmp(one->format, other->format);
}

static uint64_t length_bit(size_t length)
{
	return (uint64_t)1 << (length & 63);
}

static void add_shape(struct shapes *shapes, const char *key)
{
	shapes->lengths[(unsigned char)*key] |= length_bit(strlen(key));
}

static bool may_be(const struct shapes *shapes, const char *text, size_t size)
{
	return shapes->lengths[(unsigned char)*text] & length_bit(size);
}

static void put(struct map *map, struct shapes *shapes, const char *key, struct entry *entry)
{
	struct map_entry *place = map_put(map, key, strlen(key));

	add_shape(shapes, key);
	entry->next = place->value;
	place->value = entry;
}

static const char *ending_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot + 1 : NULL;
}

/* Puts the entry where every path that fits its pattern is looked for. */
static void put_entry(struct index *index, struct entry *entry)
{
	const char *name = path_name(entry->pattern), *ending = ending_of(name);

	if (!strpbrk(entry->pattern, "{[?\\") && !strchr(name, '*')) {
		entry->is_sure = entry->name != NULL;
		put(&index->names, &index->name_shapes, name, entry);
	} else if (ending && !strpbrk(ending, "{}[]?\\*,")) {
		put(&index->endings, &index->ending_shapes, ending, entry);
	} else {
		entry->next = index->rest;
		index->rest = entry;
	}
}

/* The longest run of bytes that stands in every path that fits `pattern`. */
static const char *literal_of(struct arena *arena, const char *pattern)
{
	const char *longest = pattern;
	size_t longest_size = 0;

	if (strpbrk(pattern, "}[\\"))
		return "";
	while (*pattern) {
		size_t size = strcspn(pattern, "*?/");

		if (size > longest_size) {
			longest = pattern;
			longest_size = size;
		}
		pattern += size + (pattern[size] != '\0');
	}
	return arena_bytes(arena, longest, longest_size);
}

static void add_pattern(struct index *index, const char *pattern, unsigned rule)
{
	struct entry *entry = arena_get_zeroed(&index->arena, sizeof(*entry));

	entry->pattern = pattern;
	entry->rule = rule;
	if (strncmp(pattern, "**/", 3) == 0 && !strpbrk(pattern + 3, "/{")) {
		entry->name = pattern + 3;
		entry->literal = strcspn(entry->name, "*?[\\");
		entry->is_text = !strpbrk(entry->name, "?[\\") && strcmp(entry->name, "**") != 0;
	} else {
		entry->within = literal_of(&index->arena, pattern);
	}
	put_entry(index, entry);
}

/* Adds the pattern once for each way through its braces: with none left, its last component or that
 * one's ending is a key, and no file of another name is ever compared with it. */
static void add_files(struct index *index, const struct texts *files, unsigned rule)
{
	struct str branches = STR_INIT;

	for (size_t i = 0; i < files->count; i++) {
		if (!strchr(files->items[i], '{')) {
			add_pattern(index, files->items[i], rule);
			continue;
		}
		glob_expand(&branches, files->items[i]);
		for (size_t at = 0; at < branches.size; at += strlen(branches.data + at) + 1)
			add_pattern(index, arena_text(&index->arena, branches.data + at), rule);
	}
	str_release(&branches);
}

static void add_rules(struct index *index, const struct ruleset *ruleset)
{
	index->count = ruleset->count;
	index->rules = memory_get(ruleset->count * sizeof(*index->rules));
	for (size_t i = 0; i < ruleset->count; i++)
		index->rules[i] = ruleset->rules[i];
	qsort(index->rules, index->count, sizeof(*index->rules), compare_rules);
	for (size_t i = 0; i < index->count; i++)
		add_files(index, &index->rules[i]->files, (unsigned)i);
}

/* "**" and one plain name is the usual entry of an ignore list, and cheap. */
static bool is_plain_name(const char *pattern)
{
	return strncmp(pattern, "**/", 3) == 0 && !strpbrk(pattern + 3, "/*?[{\\");
}

static void add_ignored(struct index *index, const char *pattern, size_t position)
{
	struct ignored ignored = {
		.pattern = pattern, .position = position, .takes_away = pattern[0] == '!'
	};

	if (is_plain_name(pattern)) {
		map_put(&index->ignored_names, pattern + 3, strlen(pattern + 3))->value =
			(void *)(uintptr_t)position;
		add_shape(&index->ignored_shapes, pattern + 3);
		return;
	}
	ignored.pattern += ignored.takes_away;
	ignored.below = arena_printf(&index->arena, "%s/**", ignored.pattern);
	ignored.literal = literal_of(&index->arena, ignored.pattern);
	vec_push(&index->ignored, ignored);
}

struct index *index_new(const struct ruleset *ruleset)
{
	struct index *index = memory_get_zeroed(1, sizeof(*index));

	index->names = (struct map)MAP_INIT;
	index->endings = (struct map)MAP_INIT;
	index->ignored_names = (struct map)MAP_INIT;
	index->arena = (struct arena)ARENA_INIT;
	add_rules(index, ruleset);
	for (size_t i = 0; i < ruleset->ignore.count; i++)
		add_ignored(index, ruleset->ignore.items[i], i + 1);
	return index;
}

void index_free(struct index *index)
{
	if (!index)
		return;
	map_release(&index->names);
	map_release(&index->endings);
	map_release(&index->ignored_names);
	vec_release(&index->ignored);
	arena_release(&index->arena);
	free(index->rules);
	free(index);
}

static bool fits(const struct entry *entry, const char *path, const char *name)
{
	if (entry->is_sure)
		return true;
	/* Most patterns of more than a name ask for a directory that few paths go through. */
	if (!entry->name)
		return strstr(path, entry->within) && glob_fits(entry->pattern, path);
	/* Nearly all differ in the first byte. */
	if (entry->literal &&
		(*entry->name != *name || strncmp(entry->name, name, entry->literal) != 0))
		return false;
	return entry->is_text ? text_fits(entry->name, name) : glob_fits(entry->name, name);
}

static bool is_excluded(const struct rule *rule, const char *path)
{
	for (size_t i = 0; i < rule->excluded.count; i++)
		if (glob_fits(rule->excluded.items[i], path))
			return true;
	return false;
}

/* Adds the rules of the entries that fit, in order of their places and none twice. */
static size_t add_fitting(const struct index *index, const struct entry *entry, const char *path,
	const char *name, unsigned *places, size_t count)
{
	for (; entry; entry = entry->next) {
		size_t at = count;

		while (at > 0 && places[at - 1] > entry->rule)
			at--;
		if ((at > 0 && places[at - 1] == entry->rule) || !fits(entry, path, name) ||
			is_excluded(index->rules[entry->rule], path))
			continue;
		memmove(places + at + 1, places + at, (count - at) * sizeof(*places));
		places[at] = entry->rule;
		count++;
	}
	return count;
}

static const struct entry *look_up(
	const struct map *map, const struct shapes *shapes, const char *key)
{
	const struct map_entry *entry;
	size_t size = key ? strlen(key) : 0;

	if (!key || !may_be(shapes, key, size))
		return NULL;
	entry = map_find(map, key, size);
	return entry ? entry->value : NULL;
}

static const struct entry *named(const struct index *index, const char *name)
{
	return look_up(&index->names, &index->name_shapes, name);
}

static const struct entry *ending_so(const struct index *index, const char *name)
{
	return look_up(&index->endings, &index->ending_shapes, ending_of(name));
}

size_t index_candidates(const struct index *index, const char *path, struct rule **out)
{
	const char *name = path_name(path);
	unsigned few[64],
		*places = index->count <= 64 ? few : memory_get(index->count * sizeof(*few));
	size_t count = 0;

	count = add_fitting(index, named(index, name), path, name, places, count);
	count = add_fitting(index, ending_so(index, name), path, name, places, count);
	count = add_fitting(index, index->rest, path, name, places, count);
	for (size_t i = 0; i < count; i++)
		out[i] = index->rules[places[i]];
	if (places != few)
		free(places);
	return count;
}

static bool any_fits(
	const struct index *index, const struct entry *entry, const char *path, const char *name)
{
	for (; entry; entry = entry->next) {
		if (fits(entry, path, name) && !is_excluded(index->rules[entry->rule], path))
			return true;
	}
	return false;
}

bool index_has_candidate(const struct index *index, const char *path)
{
	const char *name = path_name(path);

	return any_fits(index, named(index, name), path, name) ||
	       any_fits(index, ending_so(index, name), path, name) ||
	       any_fits(index, index->rest, path, name);
}

/* The last of the plain names in the list that is a component of the path; 0: none. */
static size_t last_ignored_name(const struct index *index, const char *path)
{
	size_t last = 0;

	while (*path) {
		size_t size = path_component_size(path);
		const struct map_entry *entry =
			may_be(&index->ignored_shapes, path, size)
				? map_find(&index->ignored_names, path, size)
				: NULL;

		if (entry && (uintptr_t)entry->value > last)
			last = (uintptr_t)entry->value;
		path += size + (path[size] == '/');
	}
	return last;
}

/* The last pattern of the list that fits decides. */
size_t index_ignored_by(const struct index *index, const char *path)
{
	size_t last = last_ignored_name(index, path);

	for (size_t i = index->ignored.count; i-- > 0;) {
		const struct ignored *ignored = &index->ignored.items[i];

		if (ignored->position < last)
			break;
		if (*ignored->literal && !strstr(path, ignored->literal))
			continue;
		if (glob_fits(ignored->pattern, path) || glob_fits(ignored->below, path))
			return ignored->takes_away ? 0 : ignored->position;
	}
	return last;
}
