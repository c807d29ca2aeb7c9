#include "resolve/choice.h"

#include <string.h>

#include "resolve/place.h"
#include "util/glob.h"
#include "util/path.h"

struct wish {
	const char *rest; /* what is referred to, seen from the directory to be chosen */
	bool is_pattern;
};

struct choosing {
	struct asker *asker;
	struct arena *arena;
	VEC(struct wish) wishes;
};

static void add_wishes(
	struct choosing *choosing, const struct bound_reference *reference, const char *to)
{
	bool is_glob = reference->declared->rule->want == WANT_GLOB;

	if (reference->declared->rule->built || reference->declared->is_implied)
		return;
	for (size_t i = 0; i < reference->count; i++) {
		const struct bound_value *value = &reference->values[i];
		const char *rest = value->path_count > 0 ? path_below(value->paths[0], to) : NULL;

		/* The directory itself is everywhere. */
		if (!rest || *rest == '\0' || value->skip || value->written->is_negation ||
			choosing->wishes.count == CHOICE_REFERENCES_MAX)
			continue;
		vec_push(&choosing->wishes, (struct wish){ rest, is_glob && glob_is_magic(rest) });
	}
}

static bool is_there(enum entry_kind kind)
{
	return kind != ENTRY_NOTHING;
}

/* 1, 0, -1. */
static int has(
	struct choosing *choosing, const char *directory, const struct wish *wish, struct err *err)
{
	struct str start = STR_INIT, path = STR_INIT;
	struct answer answer;
	int found;

	if (wish->is_pattern)
		place_as_pattern(&start, directory);
	else
		str_set(&start, directory);
	place_join(&path, start.data, wish->rest);
	asker_start_reference(choosing->asker);
	if (wish->is_pattern)
		found = ask_match(choosing->asker, arena_text(choosing->arena, path.data), NULL, 0,
			&answer, err);
	else
		found = ask_path(choosing->asker, arena_text(choosing->arena, path.data), NULL,
			is_there, &answer, err);
	str_release(&start);
	str_release(&path);
	return found;
}

/* How many wishes the directory fulfils, into *count. */
static int count_in(
	struct choosing *choosing, const char *directory, size_t *count, struct err *err)
{
	*count = 0;
	for (size_t i = 0; i < choosing->wishes.count; i++) {
		int found = has(choosing, directory, &choosing->wishes.items[i], err);

		if (found < 0)
			return -1;
		*count += found == 1;
	}
	return 0;
}

static size_t candidates_of(const char **out, const char *from, struct arena *arena)
{
	size_t count = 0;

	out[count++] = from;
	while (*from) {
		from = arena_bytes(arena, from, path_parent_size(from));
		if (count == CHOICE_CANDIDATES_MAX)
			count--; /* the root is always tried */
		out[count++] = from;
	}
	return count;
}

/* *out is NULL if no candidate fulfils all wishes; *best is the first that fulfils the most. */
static int find_best(struct choosing *choosing, const char *from, const char **out,
	const char **best, struct err *err)
{
	const char *candidates[CHOICE_CANDIDATES_MAX];
	size_t count = candidates_of(candidates, from, choosing->arena), most = 0;

	*best = from;
	for (size_t i = 0; i < count && !*out; i++) {
		size_t fulfilled;

		if (count_in(choosing, candidates[i], &fulfilled, err) < 0)
			return -1;
		if (fulfilled > most) {
			most = fulfilled;
			*best = candidates[i];
		}
		if (fulfilled == choosing->wishes.count)
			*out = candidates[i];
	}
	return 0;
}

int choice_make(const char **out, const struct bound *bound, const char *from, const char *to,
	const char *kept, struct asker *asker, struct arena *arena, struct err *err)
{
	struct choosing choosing = { .asker = asker, .arena = arena };
	const char *best = NULL;
	size_t fulfilled;
	int result = 0;

	*out = NULL;
	for (size_t i = 0; i < bound->references.count; i++)
		add_wishes(&choosing, &bound->references.items[i], to);
	if (kept && path_is_within(from, kept)) {
		result = count_in(&choosing, kept, &fulfilled, err);
		if (result == 0 && fulfilled == choosing.wishes.count)
			*out = kept;
	} else {
		kept = NULL;
	}
	if (result == 0 && !*out)
		result = find_best(&choosing, from, out, &best, err);
	if (!*out)
		*out = kept ? kept : best;
	vec_release(&choosing.wishes);
	return result;
}
