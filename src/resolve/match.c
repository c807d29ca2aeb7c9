/*
 * match.c - the match question: the first path in byte order that fits a pattern.
 *
 * The tree is walked in git's order, which is the byte order of full paths, below the pattern's
 * literal prefix only. Where a mapping lies above the prefix the pattern is rewritten to its source
 * and asked there; where mappings lie below it, what they fill is walked under the name it appears
 * under.
 */
#include "resolve/asker_private.h"

#include <string.h>

#include "resolve/place.h"
#include "rules/loss.h"
#include "util/path.h"

/* The way from one place to another, through a mapping or a name. */
struct passage {
	const char *from, *to;
	const char *filter, *except, *loses; /* of a mapping, or NULL */
};

/* What a path must fit, all of it, and must not. */
struct fit {
	const char *const *patterns;
	size_t pattern_count;
	const char *const *negations;
	size_t negation_count;
	const struct passage *passage; /* what fits must also fit `outer` where this puts it; */
	const struct fit *outer;       /* NULL: nothing was asked on another side */
};

struct walk {
	struct asker *asker;
	const struct fit *fit;
	struct str real, shown; /* where we are, and under which name it appears */
	size_t seen;
	struct answer *out;
};

/* A negation that fits a directory takes away what is below it. */
static bool is_negated(const struct fit *fit, const char *path)
{
	struct str part = STR_INIT;
	bool negated = false;
	size_t i;

	for (i = 0; i < fit->negation_count && !negated; i++) {
		str_set(&part, path);
		while (!(negated = glob_fits(fit->negations[i], part.data)) && part.size > 0)
			str_cut(&part, path_parent_size(part.data));
	}
	str_release(&part);
	return negated;
}

static bool fits(const struct fit *fit, const char *path);

/* What lies at `path` appears elsewhere: does it fit there? */
static bool fits_outside(const struct fit *fit, const char *path)
{
	const struct passage *passage = fit->passage;
	const char *rest = path_below(path, passage->from);
	struct str lost = STR_INIT, shown = STR_INIT;
	bool result = rest && !(passage->except && glob_list_covers(passage->except, rest));

	if (result && passage->loses) {
		result = loss_apply(&lost, passage->loses, rest);
		rest = lost.data;
	}
	if (result) {
		place_join(&shown, passage->to, rest);
		result = fits(fit->outer, shown.data);
	}
	str_release(&lost);
	str_release(&shown);
	return result;
}

static bool fits(const struct fit *fit, const char *path)
{
	size_t i;

	for (i = 0; i < fit->pattern_count; i++) {
		if (!glob_fits(fit->patterns[i], path))
			return false;
	}
	return !is_negated(fit, path) && (!fit->outer || fits_outside(fit, path));
}

static bool may_fit_below(const struct fit *fit, const char *dir)
{
	const char *rest = fit->outer ? path_below(dir, fit->passage->from) : NULL;
	struct str shown = STR_INIT;
	bool may = true;
	size_t i;

	for (i = 0; i < fit->pattern_count && may; i++)
		may = glob_may_fit_below(fit->patterns[i], dir);
	/* Where what is lost would lead is not known of a directory. */
	if (may && rest && !fit->passage->loses) {
		place_join(&shown, fit->passage->to, rest);
		may = may_fit_below(fit->outer, shown.data);
	}
	str_release(&shown);
	return may;
}

static void descend(struct str *path, const char *name)
{
	if (path->size > 0)
		str_add_char(path, '/');
	str_add_text(path, name);
}

static int walk_directory(struct walk *walk, struct err *err)
{
	size_t real_size = walk->real.size, shown_size = walk->shown.size, i;
	struct asker *asker = walk->asker;
	struct tree tree;
	int found = asker->world->list(asker->world, walk->real.data, &tree, err);

	if (found <= 0)
		return found;
	for (i = 0, found = 0; i < tree.count && found == 0; i++) {
		const struct entry *entry = &tree.entries[i];

		if (++walk->seen > MATCH_ENTRIES_MAX) {
			walk->out->bound_reached = true;
			break;
		}
		descend(&walk->real, entry->name);
		descend(&walk->shown, entry->name);
		if (entry->kind == ENTRY_DIRECTORY) {
			if (may_fit_below(walk->fit, walk->shown.data))
				found = walk_directory(walk, err);
		} else if (fits(walk->fit, walk->shown.data)) {
			walk->out->kind = entry->kind;
			walk->out->oid = entry->oid;
			walk->out->path = arena_text(asker->arena, walk->real.data);
			found = 1;
		}
		str_cut(&walk->real, real_size);
		str_cut(&walk->shown, shown_size);
	}
	return found;
}

/* The first file below directory `real`, which appears as `shown`, that fits. */
static int walk_below(struct asker *asker, const char *real, const char *shown,
	const struct fit *fit, struct answer *out, struct err *err)
{
	struct walk walk = { asker, fit, STR_INIT, STR_INIT, 0, out };
	int found;

	str_set(&walk.real, real);
	str_set(&walk.shown, shown);
	found = walk_directory(&walk, err);
	str_release(&walk.real);
	str_release(&walk.shown);
	return found;
}

/* A line break in a pattern is kept as '?', which fits no less: a line break ends it. */
static void add_line(struct str *out, const char *pattern)
{
	for (; *pattern; pattern++)
		str_add_char(out, (char)(*pattern == '\n' ? '?' : *pattern));
}

/* Keeps the question under the directory that is looked through. */
static void keep_match(struct asker *asker, const char *dir, const struct fit *fit, bool by_tree)
{
	struct str detail = STR_INIT;
	size_t i;

	add_line(&detail, fit->patterns[0]);
	for (i = 0; i < fit->negation_count; i++) {
		str_add_char(&detail, '\n');
		add_line(&detail, fit->negations[i]);
	}
	asker_keep(asker, QUESTION_MATCH, dir, detail.data, by_tree);
	str_release(&detail);
}

/* A pattern below the directory `dir`, whose name is taken as it is. */
static const char *pattern_in(struct asker *asker, const char *dir, const char *rest)
{
	struct str escaped = STR_INIT, pattern = STR_INIT;
	const char *result;

	place_as_pattern(&escaped, dir);
	place_join(&pattern, escaped.data, rest);
	result = arena_text(asker->arena, pattern.data);
	str_release(&escaped);
	str_release(&pattern);
	return result;
}

/* Keeps that the answer hangs on whatever fits `rest` in the directory. */
static void keep_contents(struct asker *asker, const char *dir, const char *rest)
{
	const char *pattern = pattern_in(asker, dir, rest);
	struct fit contents = { .patterns = &pattern, .pattern_count = 1 };

	keep_match(asker, dir, &contents, true);
}

static int match(struct asker *asker, const struct lookup *above, const struct fit *fit,
	struct answer *out, struct err *err);

/* In the tree: below the prefix as spelled, or where a symlink on the prefix leads. */
static int match_in_tree(struct asker *asker, const char *prefix, const struct fit *fit,
	struct answer *out, struct err *err)
{
	struct entry entry;
	const char *real;
	int found = tree_look(asker, prefix, &entry, &real, err);

	if (found != 1)
		return found;
	if (real != prefix)
		keep_contents(asker, real, "**");
	if (entry.kind == ENTRY_SUBMODULE) {
		/* What a submodule holds is not known here: it answers for whatever is in it. */
		out->kind = entry.kind;
		out->path = arena_text(asker->arena, real);
		return 1;
	}
	return entry.kind == ENTRY_DIRECTORY ? walk_below(asker, real, prefix, fit, out, err) : 0;
}

/* What lies below `from` and may appear as what fits `pattern`; NULL if that cannot be said. */
static const char *rewrite(struct asker *asker, const char *pattern, const struct passage *passage)
{
	const char *rest = place_pattern_below(pattern, passage->to), *result = NULL;
	struct str inside = STR_INIT;

	if (rest && !passage->loses)
		result = pattern_in(asker, passage->from, rest);
	else if (rest && loss_undo(&inside, passage->loses, rest))
		result = pattern_in(asker, passage->from, inside.data);
	str_release(&inside);
	return result;
}

static const struct passage *passage_of(struct asker *asker, const struct mapping *mapping)
{
	struct passage *passage = arena_get(asker->arena, sizeof *passage);

	*passage = (struct passage){ mapping->from, mapping->to, mapping->filter, mapping->except,
		mapping->loses };
	return passage;
}

/* Everything below `to`: that says nothing beside a filter. */
static bool is_anything(const char *pattern, const struct passage *passage)
{
	const char *rest = place_pattern_below(pattern, passage->to);

	return rest && strcmp(rest, "**") == 0;
}

/* The same question on the other side of a passage that begins above the prefix of the first
 * pattern: what lies below `from`, passes the filter, and fits where it appears. The patterns that
 * can be said in terms of `from` keep the walk short. False if nothing can fit. */
static bool fit_behind(
	struct fit *out, struct asker *asker, const struct fit *fit, const struct passage *passage)
{
	const char **patterns =
		arena_get(asker->arena, (fit->pattern_count + 1) * sizeof *patterns);
	size_t i;

	*out = (struct fit){ .patterns = patterns, .passage = passage, .outer = fit };
	for (i = 0; i < fit->pattern_count; i++) {
		const char *pattern = rewrite(asker, fit->patterns[i], passage);

		if (!pattern && i == 0)
			return false;
		if (pattern && !(passage->filter && is_anything(fit->patterns[i], passage)))
			patterns[out->pattern_count++] = pattern;
	}
	if (passage->filter)
		patterns[out->pattern_count++] = pattern_in(asker, passage->from, passage->filter);
	return true;
}

static int match_behind(struct asker *asker, const struct lookup *lookup, const struct fit *fit,
	const struct passage *passage, const struct via *via, struct answer *out, struct err *err)
{
	struct fit behind;
	int found;

	if (passage->except && strcmp(passage->except, EXCEPT_UNKNOWN) == 0) {
		out->bound_reached = true;
		return 0;
	}
	if (!fit_behind(&behind, asker, fit, passage))
		return 0;
	found = match(asker, lookup, &behind, out, err);
	if (found == 1)
		put_via_in_front(asker, out, via);
	return found;
}

int match_through(struct asker *asker, const struct lookup *lookup, const struct mapping *mapping,
	const char *pattern, struct answer *out, struct err *err)
{
	struct fit fit = { .patterns = &pattern, .pattern_count = 1 };
	struct via via = via_of_mapping(asker, mapping);

	return match_behind(asker, lookup, &fit, passage_of(asker, mapping), &via, out, err);
}

static int match_at(struct asker *asker, const struct lookup *lookup, const char *to,
	const struct fit *fit, struct answer *out, struct err *err)
{
	const struct mapping *mappings;
	struct provider provider;
	size_t count, i;
	int found = 0;

	if (asker->step == STEP_RESOLVE) {
		if (asker->world->mappings_at(asker->world, to, &mappings, &count, err) < 0)
			return -1;
		for (i = 0; i < count && found == 0; i++) {
			struct via via = via_of_mapping(asker, &mappings[i]);

			found = match_behind(asker, lookup, fit, passage_of(asker, &mappings[i]),
				&via, out, err);
		}
	}
	if (found != 0 || !place_is_named(to))
		return found;
	found = asker->world->name(asker->world, to, &provider, err);
	if (found == 1 && provider.directory && place_space_size(provider.directory) > 0) {
		out->bound_reached = true; /* cannot be told from a path in that space */
	} else if (found == 1 && provider.directory) {
		struct via via = via_of_name(asker, &provider);
		struct passage passage = { .from = via.from, .to = via.to };

		return match_behind(asker, lookup, fit, &passage, &via, out, err);
	}
	return found < 0 ? -1 : 0;
}

/* What a mapping below the prefix fills: a file of the tree, or what lies in a directory. */
static int match_below(struct asker *asker, const struct mapping *mapping, const struct fit *fit,
	struct answer *out, struct err *err)
{
	static const char *const anything = "**";
	const char *passing = mapping->filter ? mapping->filter : anything;
	struct via via = via_of_mapping(asker, mapping);
	struct fit behind = { .patterns = &passing, .pattern_count = 1, .outer = fit };
	struct entry entry;
	const char *real;
	int found;

	if (mapping->except && strcmp(mapping->except, EXCEPT_UNKNOWN) == 0) {
		out->bound_reached = true;
		return 0;
	}
	asker_keep(asker, QUESTION_PATH, via.from, "", true);
	keep_contents(asker, via.from, passing);
	found = tree_look(asker, via.from, &entry, &real, err);
	if (found != 1)
		return found;
	if (real != via.from)
		keep_contents(asker, real, passing);
	if (entry.kind == ENTRY_DIRECTORY) {
		behind.passage = passage_of(asker, mapping);
		passing = pattern_in(asker, via.from, passing);
		found = walk_below(asker, real, via.from, &behind, out, err);
	} else {
		/* What a submodule holds is not known: see match_in_tree. */
		found = entry.kind == ENTRY_SUBMODULE || fits(fit, via.to);
		out->kind = entry.kind;
		out->oid = entry.oid;
		out->path = real;
	}
	if (found == 1)
		put_via_in_front(asker, out, &via);
	return found;
}

/* May something that the mapping fills fit? What lies in a space is no part of the tree, though
 * every path lies below the root. */
static bool may_fill(const struct mapping *mapping, const struct fit *fit, bool in_space)
{
	return place_space_size(mapping->from) == 0 &&
	       (place_space_size(mapping->to) > 0) == in_space &&
	       (fits(fit, mapping->to) || may_fit_below(fit, mapping->to));
}

static int match_in_mappings(struct asker *asker, const struct lookup *lookup,
	const struct fit *fit, struct answer *out, struct err *err)
{
	struct str to = STR_INIT;
	bool in_space = place_space_size(lookup->path) > 0;
	const struct mapping *mappings;
	size_t count, i;
	int found = 0;

	str_set(&to, lookup->path);
	for (;;) {
		found = match_at(asker, lookup, to.data, fit, out, err);
		if (found != 0 || to.size == 0)
			break;
		str_cut(&to, path_parent_size(to.data));
		if (to.size == 0 && in_space)
			break;
	}
	str_release(&to);
	if (found != 0 || asker->step != STEP_RESOLVE)
		return found;
	if (asker->world->mappings_below(asker->world, lookup->path, &mappings, &count, err) < 0)
		return -1;
	for (i = 0; i < count && found == 0; i++) {
		if (!may_fill(&mappings[i], fit, in_space))
			continue;
		if (asker->lookups++ >= LOOKUP_COUNT_MAX) {
			out->bound_reached = true;
			break;
		}
		found = match_below(asker, &mappings[i], fit, out, err);
	}
	return found;
}

static int match(struct asker *asker, const struct lookup *above, const struct fit *fit,
	struct answer *out, struct err *err)
{
	struct str prefix = STR_INIT;
	struct lookup lookup;
	bool by_tree;
	int found = 0;

	glob_literal_prefix(&prefix, fit->patterns[0]);
	lookup = (struct lookup){ above, arena_text(asker->arena, prefix.data),
		above ? above->depth + 1 : 0 };
	str_release(&prefix);
	/* A pattern in a space that is open from its start ("npm:*"): nobody looks through all of a
	 * space. */
	if (place_space_size(fit->patterns[0]) > 0 && place_space_size(lookup.path) == 0) {
		out->bound_reached = true;
		return 0;
	}
	if (lookup.depth > LOOKUP_DEPTH_MAX || asker->lookups++ >= LOOKUP_COUNT_MAX) {
		out->bound_reached = true;
		return 0;
	}
	if (place_is_outside(lookup.path))
		out->is_outside = true;
	if (place_space_size(lookup.path) == 0)
		found = match_in_tree(asker, lookup.path, fit, out, err);
	by_tree = found == 1;
	keep_match(asker, lookup.path, fit, by_tree);
	if (found == 0)
		found = match_in_mappings(asker, &lookup, fit, out, err);
	out->by_tree = by_tree;
	return found;
}

int ask_match(struct asker *asker, const char *pattern, const char *const *negations,
	size_t negation_count, struct answer *out, struct err *err)
{
	struct fit fit = { &pattern, 1, negations, negation_count, NULL, NULL };

	memset(out, 0, sizeof *out);
	return match(asker, NULL, &fit, out, err);
}
