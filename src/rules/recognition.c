/*
 * recognition.c - asks a rule's conditions one by one.
 */
#include "rules/recognition.h"

#include "rules/index.h"
#include "util/glob.h"
#include "util/path.h"

/* A file that is asked about. */
struct asked_file {
	const char *path, *bytes;
	size_t size;
	const struct node *root; /* as the rule at hand reads it; NULL: no document */
	struct document *documents[SYNTAX_COUNT_]; /* by syntax */
	bool is_read[SYNTAX_COUNT_];
	struct near near;
	struct facts facts; /* whose `near` grows; nothing else of it is used */
	struct arena *arena;
};

static const char *first_fitting(const struct texts *patterns, const char *path)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (glob_fits(patterns->items[i], path))
			return patterns->items[i];
	return NULL;
}

/* Finds the conditions that do not hold. */
static int ask_conditions(struct recognition *out, const struct conditions *when,
	struct asked_file *file, struct err *err)
{
	size_t *failed = arena_get(file->arena, (when->count + 1) * sizeof(*failed));

	out->failed = failed;
	for (size_t i = 0; file->root && i < when->count; i++) {
		const struct conditions one = { &when->items[i], 1 };
		int answer = conditions_hold(&one, file->root, &file->near, err);

		if (answer < 0)
			return -1;
		if (answer == 0)
			failed[out->failed_count++] = i;
	}
	return 0;
}

static void read_as(struct asked_file *file, int syntax)
{
	file->root = NULL;
	if (syntax < 0)
		return;
	if (!file->is_read[syntax] && document_parse(&file->documents[syntax], (enum syntax)syntax,
					      file->bytes, file->size, NULL) < 0)
		file->documents[syntax] = NULL;
	file->is_read[syntax] = true;
	if (file->documents[syntax])
		file->root = file->documents[syntax]->root;
}

static int ask_rule(
	struct recognition *out, struct rule *rule, struct asked_file *file, struct err *err)
{
	const struct conditions *when = &rule->whole.when;

	*out = (struct recognition){ .format = rule->format };
	out->pattern = first_fitting(&rule->files, file->path);
	if (!out->pattern)
		return 0;
	out->excluded_by = first_fitting(&rule->excluded, file->path);
	if (rule_complete(rule, err) < 0)
		return -1;
	read_as(file, (int)rule_syntax(rule, file->path));
	if (!out->excluded_by && ask_conditions(out, when, file, err) < 0)
		return -1;
	out->is_taken = !out->excluded_by && out->failed_count == 0 &&
			(file->root ? node_has_children(file->root) : when->count == 0);
	return 0;
}

/* Would its content do? */
static int would_do(struct rule *rule, struct asked_file *file, struct err *err)
{
	if (!file->root || !node_has_children(file->root) || !rule->is_conditional)
		return 0;
	if (rule_complete(rule, err) < 0)
		return -1;
	if (!conditions_want_content(&rule->whole.when))
		return 0;
	return conditions_hold(&rule->whole.when, file->root, &file->near, err);
}

static const struct rule *rule_named(const struct ruleset *ruleset, const char *format)
{
	for (size_t i = 0; i < ruleset->count; i++)
		if (strcmp(ruleset->rules[i]->format, format) == 0)
			return ruleset->rules[i];
	return NULL;
}

/* The place of the condition to be alone; the number of conditions if there is none. */
static size_t place_of_alone(const struct conditions *when)
{
	size_t i = 0;

	while (i < when->count && when->items[i].kind != CONDITION_ALONE)
		i++;
	return i;
}

/* What wants to be alone does not take what another takes. */
static void yield_to_others(
	struct recognition *items, size_t count, const struct ruleset *ruleset, struct arena *arena)
{
	size_t taken = 0;

	for (size_t i = 0; i < count; i++)
		taken += items[i].is_taken;
	for (size_t i = 0; i < count && taken > 1; i++) {
		const struct conditions *when = &rule_named(ruleset, items[i].format)->whole.when;
		size_t place = place_of_alone(when), *failed;

		if (!items[i].is_taken || place == when->count)
			continue;
		failed = arena_get(arena, sizeof(*failed));
		*failed = place;
		items[i].failed = failed;
		items[i].failed_count = 1;
		items[i].is_taken = false;
		taken--;
	}
}

static int ask_all(struct recognitions *out, const struct ruleset *ruleset, struct asked_file *file,
	struct err *err)
{
	struct recognition *items = arena_get(file->arena, (ruleset->count + 1) * sizeof(*items));

	*out = (struct recognitions){ items, 0 };
	for (size_t i = 0; i < ruleset->count; i++) {
		if (ask_rule(&items[out->count], ruleset->rules[i], file, err) < 0)
			return -1;
		out->count += items[out->count].pattern != NULL;
	}
	if (out->count) {
		yield_to_others(items, out->count, ruleset, file->arena);
		return 0;
	}
	file->near.asker = NULL;
	read_as(file, syntax_of_name(file->path));
	for (size_t i = 0; i < ruleset->count; i++) {
		int answer = would_do(ruleset->rules[i], file, err);

		if (answer < 0)
			return -1;
		if (answer)
			items[out->count++] =
				(struct recognition){ .format = ruleset->rules[i]->format };
	}
	return 0;
}

int recognitions_find(struct recognitions *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, size_t size, struct near_asker *near, struct arena *arena,
	struct err *err)
{
	struct asked_file file = { .path = path, .bytes = bytes, .size = size, .arena = arena };
	int result;

	near_init(&file.near, near, &file.facts, arena_bytes(arena, path, path_parent_size(path)),
		arena);
	file.near.bytes = bytes;
	file.near.size = size;
	result = ask_all(out, ruleset, &file, err);
	near_release(&file.near);
	vec_release(&file.facts.near);
	for (size_t i = 0; i < SYNTAX_COUNT_; i++)
		document_free(file.documents[i]);
	return result;
}
