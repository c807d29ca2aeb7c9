/*
 * taking.c - from a node to a value.
 */
#include "rules/taking.h"

#include <string.h>

#include "rules/variables.h"
#include "util/glob.h"
#include "util/path.h"

static bool fits_one(const struct texts *patterns, const char *text)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (text_fits(patterns->items[i], text))
			return true;
	return false;
}

/* What is left of a text behind a prefix, or NULL if it does not begin so. Of a path of its own a
 * directory is cut off. */
static const char *behind(const char *text, bool is_path, const char *prefix)
{
	struct str directory = STR_INIT;
	const char *rest = NULL;

	if (!is_path)
		return *prefix && strncmp(text, prefix, strlen(prefix)) == 0 ? text + strlen(prefix)
									     : NULL;
	if (path_normalise(&directory, prefix) == 0)
		rest = path_below(text + (*text == '/'), directory.data);
	str_release(&directory);
	return rest;
}

static int cut(struct str *text, struct selected *selected, struct scope *scope,
	const struct templates *templates, struct err *err)
{
	const struct selected around = { .node = selected->node, .selector = selected->selector };
	enum value_mode mode = selected->restarts ? VALUE_PATH : VALUE_RAW;

	for (size_t i = 0; i < templates->count; i++) {
		const char *prefix, *rest;
		int answer = scope_text(&prefix, scope, templates->items[i], &around, mode, err);

		if (answer < 0)
			return -1;
		rest = answer == 1 ? behind(text->data, selected->restarts, prefix) : NULL;
		if (rest) {
			struct str left = STR_INIT;

			str_set(&left, rest);
			str_release(text);
			*text = left;
			selected->restarts = false;
			return 0;
		}
	}
	return 0;
}

/* Changes the raw text as the rule wants it, in manifest.value. 1, 0: it is none, -1. */
static int change_text(
	struct taken *taken, struct scope *scope, const struct picking *picking, struct err *err)
{
	struct str *text = &scope->manifest->value;
	struct place *place;
	struct filled filled;

	str_set(text, taken->raw);
	if (picking->url && !value_read_url(text))
		return 0;
	if (cut(text, &taken->selected, scope, &picking->cut, err) < 0 ||
		variables_fill(&filled, text, scope, err) < 0)
		return -1;
	taken->selected.value = text->data;
	taken->selected.restarts |= filled.restarts;
	if (filled.place.count) {
		place = arena_get(scope->manifest->arena, sizeof(*place));
		*place = filled.place;
		taken->selected.place = place;
	}
	return value_is_pathlike(text->data);
}

static int take_text(
	struct taken *taken, struct scope *scope, const struct look *look, struct err *err)
{
	const struct picking *picking = look->picking;
	struct selected *selected = &taken->selected;
	bool changes = picking->url || picking->cut.count || scope->rule->variables.count;
	int answer = 1;

	selected->value = taken->raw;
	if (changes)
		answer = change_text(taken, scope, picking, err);
	if (answer != 1)
		return answer;
	taken->is_negation = look->has_negations && selected->value[0] == '!';
	selected->value += taken->is_negation;
	taken->skip = value_skip(selected->value, look->mode, &picking->only);
	if (selected->place && (taken->is_negation || look->mode == VALUE_KEY))
		taken->skip = SKIP_PLACEHOLDER; /* what is found later is no part of these */
	return *selected->value != '\0';
}

/* Are the patterns fine with the value? They look at it before anything is cut off, and at the
 * value even where the key is picked. */
static bool passes(const struct picking *picking, const char *text, struct str *scratch)
{
	if (picking->only.count == 0 && picking->skip.count == 0)
		return true;
	if (text && picking->url && !picking->pick_key) {
		str_set(scratch, text);
		if (!value_read_url(scratch))
			return false;
		text = scratch->data;
	}
	if (picking->only.count && (!text || !fits_one(&picking->only, text)))
		return false;
	return !text || !fits_one(&picking->skip, text);
}

bool takes_node(const struct picking *picking, const struct node *node)
{
	struct str scratch = STR_INIT;
	bool takes = passes(picking, node->text, &scratch);

	str_release(&scratch);
	return takes;
}

bool picking_divides(const struct picking *picking)
{
	return picking->division.before || picking->division.separator;
}

static const char *picked(const struct picking *picking, const struct node *node)
{
	if (picking->pick_key)
		return node->key;
	return node->has_nul ? NULL : node->text;
}

void take_parts(excerpt_list *out, const struct scope *scope, const struct node *node,
	const struct picking *picking)
{
	const char *text = picked(picking, node);

	if (text && (picking->pick_key || node->kind != NODE_UNKNOWN))
		excerpts_find(out, &picking->division, text,
			picking->pick_key ? &node->key_span : &node->span, scope->manifest->bytes,
			scope->manifest->arena);
}

int take(struct taken *taken, struct scope *scope, const struct node *node,
	const struct selector *selector, const struct excerpt *part, const struct look *look,
	struct err *err)
{
	const struct picking *picking = look->picking;
	const char *raw = part ? part->text : picked(picking, node);

	*taken = (struct taken){ .selected = { .node = node, .selector = selector } };
	taken->raw = raw;
	taken->span = part ? part->span : picking->pick_key ? node->key_span : node->span;
	taken->ordinal = (part ? part->ordinal : 0) + node->twin * (EXCERPTS_MAX + 1);
	taken->selected.restarts = node->is_rooted && !part && !picking->pick_key;
	if (!raw || (node->kind == NODE_UNKNOWN && !picking->pick_key) ||
		!passes(picking, part && !picking->pick_key ? raw : node->text,
			&scope->manifest->value))
		return 0;
	if (!value_is_pathlike(raw))
		return 0;
	return take_text(taken, scope, look, err);
}
