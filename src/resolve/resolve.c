/*
 * resolve.c - from bound references to verdicts.
 *
 * What we do not know is skipped, never dangling: among alternatives one value that cannot be
 * judged keeps the whole reference from dangling.
 */
#include "resolve/resolve.h"

#include <string.h>

#include "resolve/infer.h"
#include "resolve/judge.h"
#include "resolve/place.h"
#include "resolve/provider.h"
#include "util/glob.h"
#include "util/path.h"
#include "util/version.h"

const char *target_type_text(enum target_type type)
{
	static const char *const texts[] = { "file", "directory", "glob", "key", "name" };

	return texts[type];
}

bool reference_is_guess(const struct reference *reference)
{
	return reference->confidence == CONFIDENCE_INFERRED &&
	       reference->verdict != VERDICT_DANGLING;
}

static bool is_there(enum entry_kind kind)
{
	return kind != ENTRY_NOTHING;
}

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

static bool is_directory(enum entry_kind kind)
{
	return kind == ENTRY_DIRECTORY || kind == ENTRY_SUBMODULE;
}

static void set_target(struct judge *judge, const struct answer *answer, enum target_type type)
{
	judge->out->target = answer->path;
	judge->out->target_type = type;
	judge->out->via = answer->via;
	judge->out->via_count = answer->via_count;
}

void note_skip(struct judge *judge, enum skip skip)
{
	if (!judge->skip)
		judge->skip = skip;
}

void note_limits(struct judge *judge, const struct answer *answer)
{
	if (answer->bound_reached)
		note_skip(judge, SKIP_BOUND);
	judge->is_outside |= answer->is_outside;
	if (answer->is_outside)
		note_skip(judge, SKIP_OUTSIDE);
}

/* Does directory `answer` hold one of the files that make it count? Sets the marker. */
static int holds_marker(
	struct judge *judge, const char *path, const struct answer *directory, struct err *err)
{
	const struct texts *with = &judge->rule->with;
	size_t i;

	if (directory->kind == ENTRY_SUBMODULE)
		return 1;
	for (i = 0; i < with->count; i++) {
		struct answer marker;
		struct str file = STR_INIT;
		int found;

		place_join(&file, path, with->items[i]);
		found = ask_path(judge->asker, arena_text(judge->arena, file.data), NULL, is_file,
			&marker, err);
		str_release(&file);
		if (found == 1)
			judge->out->marker = marker.path;
		if (found != 0)
			return found;
	}
	return 0;
}

/* A path as it stands, with the endings, of the wanted kind. */
static int resolve_path(struct judge *judge, const char *path, struct err *err)
{
	const struct reference_rule *rule = judge->rule;
	entry_wanted wanted = rule->want == WANT_FILE        ? is_file
			      : rule->want == WANT_DIRECTORY ? is_directory
							     : is_there;
	struct answer answer;
	int found = ask_path(judge->asker, path, &rule->endings, wanted, &answer, err);

	note_limits(judge, &answer);
	if (found != 1)
		return found;
	if (rule->with.count && answer.kind != ENTRY_FILE) {
		struct str full = STR_INIT;

		place_add_ending(&full, path, answer.ending);
		found = holds_marker(judge, arena_text(judge->arena, full.data), &answer, err);
		str_release(&full);
		if (found != 1)
			return found;
	}
	set_target(judge, &answer, answer.kind == ENTRY_FILE ? TARGET_FILE : TARGET_DIRECTORY);
	return 1;
}

/* The patterns that a list takes away. */
static size_t negations_of(struct judge *judge, const char ***out)
{
	const struct bound_reference *bound = judge->bound;
	size_t count = 0, i, k;

	*out = arena_get(judge->arena, (bound->count * 4 + 1) * sizeof **out);
	for (i = 0; i < bound->count; i++) {
		for (k = 0; bound->values[i].written->is_negation &&
			    k < bound->values[i].path_count && k < 4;
			k++)
			(*out)[count++] = bound->values[i].paths[k];
	}
	return count;
}

static int resolve_match(struct judge *judge, const char *pattern, struct err *err)
{
	const char **negations;
	size_t count = negations_of(judge, &negations);
	struct answer answer;
	int found = ask_match(judge->asker, pattern, negations, count, &answer, err);

	note_limits(judge, &answer);
	if (found == 1) {
		set_target(judge, &answer, TARGET_GLOB);
		judge->out->is_glob = true;
	}
	return found;
}

static int resolve_below(struct judge *judge, const char *path, const char *rest, struct err *err)
{
	struct str pattern = STR_INIT;
	int found;

	place_join(&pattern, path, rest);
	found = resolve_match(judge, arena_text(judge->arena, pattern.data), err);
	str_release(&pattern);
	return found;
}

/* A pattern with a match; a plain path; a directory that stands for a pattern below it. */
static int resolve_glob(struct judge *judge, const char *path, struct err *err)
{
	const struct reference_rule *rule = judge->rule;
	size_t i;
	int found = 0;

	if (!glob_is_magic(path)) {
		struct answer answer;

		if (!rule->within)
			return resolve_path(judge, path, err);
		found = ask_path(judge->asker, path, NULL, is_there, &answer, err);
		if (found == 1 && answer.kind == ENTRY_DIRECTORY)
			return resolve_below(judge, path, rule->within, err);
		if (found == 1)
			set_target(judge, &answer,
				answer.kind == ENTRY_FILE ? TARGET_FILE : TARGET_DIRECTORY);
		return found;
	}
	judge->out->is_glob = true;
	if (!rule->with.count)
		return resolve_match(judge, path, err);
	for (i = 0; i < rule->with.count && found == 0; i++)
		found = resolve_below(judge, path, rule->with.items[i], err);
	return found;
}

/* What stands before the first wildcard must be there. */
static int resolve_prefix(struct judge *judge, const char *path, struct err *err)
{
	const char *star = strchr(path, '*');
	struct str prefix = STR_INIT;
	struct answer answer;
	const char *text;
	int found;

	if (!star)
		return resolve_path(judge, path, err);
	str_add(&prefix, path, (size_t)(star - path));
	if (prefix.size == 0 || prefix.data[prefix.size - 1] == '/') {
		str_cut(&prefix, prefix.size ? prefix.size - 1 : 0);
		text = arena_text(judge->arena, prefix.data);
		found = ask_path(judge->asker, text, NULL, is_directory, &answer, err);
		if (found == 1)
			set_target(judge, &answer, TARGET_DIRECTORY);
	} else {
		str_add_text(&prefix, "{*,*/**}");
		found = resolve_match(judge, arena_text(judge->arena, prefix.data), err);
	}
	str_release(&prefix);
	return found;
}

/* Is the path's name provided? In spaces of names only. 1, 0, -1. */
static int resolve_name(struct judge *judge, const char *path, struct err *err)
{
	struct provider provider;
	const char *name;
	int found = provider_find(&provider, &name, judge->asker, path, judge->arena, err);

	if (found == 1 && judge->range && !version_is_in(provider.version, judge->range)) {
		if (!judge->rule->in_repository)
			note_skip(judge, SKIP_VERSION);
		return 0;
	}
	if (found == 1) {
		judge->out->target = arena_text(judge->arena, provider.manifest);
		judge->out->target_type = TARGET_NAME;
		judge->out->key = name + place_space_size(name);
	} else if (found == 0 && !judge->rule->in_repository) {
		note_skip(judge, SKIP_EXTERNAL);
	}
	return found;
}

static int resolve_wanted(struct judge *judge, const char *path, struct err *err)
{
	if (judge->bound->declared->filter)
		return resolve_below(judge, path, judge->bound->declared->filter, err);
	switch (judge->rule->want) {
	case WANT_GLOB:
		return resolve_glob(judge, path, err);
	case WANT_PREFIX:
		return resolve_prefix(judge, path, err);
	case WANT_NAME:
		return resolve_name(judge, path, err);
	default:
		return resolve_path(judge, path, err);
	}
}

static int resolve_one(struct judge *judge, const char *path, struct err *err)
{
	const char *package = place_space_size(path) ? NULL : place_behind_node_modules(path);
	struct provider provider;
	const char *name;
	int found;

	judge->is_outside = false;
	found = resolve_wanted(judge, path, err);

	if (!judge->out->asked)
		judge->out->asked = path;
	if (found == 0 && package && !*package)
		note_skip(judge, SKIP_EXTERNAL); /* all that is installed there */
	if (found == 0 && package && *package && !judge->is_outside) {
		/* What is installed there is no file of the repository: ask the package behind it.
		 */
		path = arena_printf(judge->arena, "npm:%s", package);
		found = resolve_wanted(judge, path, err);
	}
	if (found == 1)
		judge->out->asked = path;
	if (found != 0 || judge->rule->want == WANT_NAME || !place_is_named(path))
		return found;
	found = provider_find(&provider, &name, judge->asker, path, judge->arena, err);
	if (found == 0 && !judge->rule->in_repository)
		note_skip(judge, SKIP_EXTERNAL);
	return found < 0 ? -1 : 0;
}

static int resolve_value(struct judge *judge, const struct bound_value *value, struct err *err)
{
	size_t i;
	int found = 0;

	judge->range = value->written->range;
	for (i = 0; i < value->path_count && found == 0; i++)
		found = resolve_one(judge, value->paths[i], err);
	if (found == 0 && value->skip)
		note_skip(judge, value->skip);
	return found;
}

/* ---- the row ---- */

static const char *identity_of(struct judge *judge)
{
	const struct bound_reference *bound = judge->bound;
	struct str all = STR_INIT;
	const char *result;
	size_t i;

	if (bound->count == 1)
		return bound->values[0].written->raw;
	for (i = 0; i < bound->count; i++) {
		str_add_text(&all, bound->values[i].written->raw);
		str_add_char(&all, '\n');
	}
	result = arena_text(judge->arena, all.data);
	str_release(&all);
	return result;
}

static void show_value(struct judge *judge, const struct written *written)
{
	const struct span *span = judge->bound->span_at ? judge->bound->span_at : &written->span;

	judge->out->raw = written->raw;
	judge->out->line = span->line;
	judge->out->column = span->column;
	judge->out->start = span->start;
	judge->out->size = span->size;
}

static void start_row(struct judge *judge)
{
	const struct declared_reference *declared = judge->bound->declared;
	struct reference *out = judge->out;
	size_t i;

	memset(out, 0, sizeof *out);
	out->manifest = judge->facts->path;
	out->format = judge->rule->format;
	out->location = declared->location;
	out->selector = declared->selector;
	out->identity = identity_of(judge);
	out->kind = judge->rule->kind;
	out->missing = judge->rule->missing;
	out->detail = judge->rule->detail;
	out->always = judge->rule->always;
	out->confidence = judge->rule->confidence;
	/* What nobody wrote is as weak as what a build makes: only its loss tells something. */
	out->built = judge->rule->built || declared->is_implied;
	for (i = 0; i < judge->bound->count && judge->bound->values[i].written->is_negation; i++)
		;
	show_value(judge, judge->bound->values[i < judge->bound->count ? i : 0].written);
}

/* Of a reference that resolved what led to its target counts, of another all its values. */
static void find_confidence(struct judge *judge)
{
	struct reference *out = judge->out;

	for (size_t i = 0; i < judge->bound->count; i++) {
		const struct written *written = judge->bound->values[i].written;

		if (out->verdict != VERDICT_RESOLVED || written->raw == out->raw)
			out->confidence = weaker_confidence(out->confidence, written->confidence);
	}
	for (size_t i = 0; i < out->via_count; i++)
		out->confidence = weaker_confidence(out->confidence, out->via[i].confidence);
}

/* What nothing leads to may be the one file whose path ends so: what is not made by a build, and
 * no pattern. */
static int infer(struct judge *judge, struct err *err)
{
	const struct reference_rule *rule = judge->rule;
	struct reference *out = judge->out;
	enum inferred inferred = INFERRED_NOTHING;
	struct answer answer;

	if (rule->built || (rule->want != WANT_ANY && rule->want != WANT_FILE))
		return 0;
	for (size_t i = 0; i < judge->bound->count && inferred == INFERRED_NOTHING; i++) {
		const struct bound_value *value = &judge->bound->values[i];

		if (!value->served || value->written->is_negation)
			continue;
		inferred = infer_file(&answer, judge->asker, value->served, value->app,
			out->manifest, judge->arena, err);
		if (inferred == INFERRED_FILE) {
			set_target(judge, &answer, TARGET_FILE);
			show_value(judge, value->written);
		}
	}
	if (inferred == INFERRED_NOTHING || inferred == INFERRED_FAILED)
		return inferred == INFERRED_FAILED ? -1 : 0;
	out->verdict = inferred == INFERRED_FILE ? VERDICT_RESOLVED : VERDICT_SKIPPED;
	out->skip = inferred == INFERRED_FILE ? SKIP_NONE : SKIP_AMBIGUOUS;
	out->confidence = CONFIDENCE_INFERRED;
	return 0;
}

static int resolve_reference(struct judge *judge, struct err *err)
{
	struct reference *out = judge->out;
	bool is_any = false;
	size_t i;

	for (i = 0; i < judge->bound->count; i++) {
		const struct bound_value *value = &judge->bound->values[i];
		int found;

		if (value->written->is_negation)
			continue;
		is_any = is_any || value->path_count > 0;
		found = resolve_value(judge, value, err);
		if (found < 0)
			return -1;
		if (found == 1) {
			show_value(judge, value->written);
			out->verdict = VERDICT_RESOLVED;
			return 0;
		}
	}
	out->marker = NULL;
	out->skip = judge->skip;
	out->verdict = out->skip || !is_any ? VERDICT_SKIPPED : VERDICT_DANGLING;
	if (out->verdict == VERDICT_SKIPPED && !out->skip)
		out->skip = SKIP_FOLLOWS;
	return out->verdict == VERDICT_DANGLING ? infer(judge, err) : 0;
}

/* The rows in two passes: keys are sought in the files that the others lead to. */
int resolve_references(reference_list *out, const struct facts *facts, const struct bound *bound,
	struct asker *asker, struct arena *arena, struct verdict_watch *watch, struct err *err)
{
	struct key_search search = { .bound = bound, .first = out->count };
	size_t count = bound->references.count, i;
	int result = 0;

	asker_set_step(asker, STEP_RESOLVE);
	for (i = 0; i < count; i++)
		vec_add(out);
	search.rows = out->items + search.first;
	for (i = 0; i < 2 * count && result == 0; i++) {
		struct judge judge = {
			.facts = facts,
			.asker = asker,
			.arena = arena,
			.bound = &bound->references.items[i % count],
			.rule = bound->references.items[i % count].declared->rule,
			.out = &search.rows[i % count],
		};

		if ((judge.rule->key_count > 0) != (i >= count))
			continue;
		start_row(&judge);
		asker_start_reference(asker);
		result = judge.rule->key_count ? resolve_key(&judge, &search, err)
					       : resolve_reference(&judge, err);
		find_confidence(&judge);
		if (result == 0 && watch)
			result = watch->judged(watch, i % count, judge.out, err);
	}
	vec_release(&search.missing);
	return result;
}
