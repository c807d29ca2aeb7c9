/*
 * holes.c - what the holes of a template stand for.
 */
#include "rules/holes.h"

#include <string.h>

#include "rules/filling.h"
#include "rules/lookup.h"
#include "rules/variables.h"

/* What a piece leaves to step 2. */
struct later {
	const struct rule *rule; /* whose variables count */
	const struct hole *hole;
};

/* A scalar of the document, with its variables filled in. */
static int add_scalar(
	struct filling *filling, struct scope *scope, const struct node *node, struct err *err)
{
	struct str text = STR_INIT;
	struct filled filled;
	enum skip skip;
	int result = -1;

	if (!node || !node->text || node->kind == NODE_NULL || node->has_nul)
		return 0;
	if (strlen(node->text) > VALUE_SIZE_MAX) {
		filling->skip = SKIP_PLACEHOLDER;
		return filling->mode != VALUE_RAW && filling->mode != VALUE_PART;
	}
	filling_weaken(filling, node->confidence);
	if (filling->mode == VALUE_RAW ||
		(filling->mode == VALUE_PART && node->kind == NODE_UNKNOWN)) {
		str_add_text(&filling->text, node->text);
		return node->kind != NODE_UNKNOWN;
	}
	if (node->is_rooted)
		filling_restart(filling);
	if (node->kind == NODE_UNKNOWN && !filling->skip)
		filling->skip = SKIP_PLACEHOLDER;
	str_set(&text, node->text);
	if (variables_fill(&filled, &text, scope, err) < 0)
		goto done;
	skip = value_skip(text.data, filling->mode, NULL);
	if (strlen(text.data) > VALUE_SIZE_MAX || strpbrk(text.data, "\r\n"))
		skip = SKIP_PLACEHOLDER;
	if (!filling->skip)
		filling->skip = skip;
	if (filled.restarts)
		filling_restart(filling);
	filling_weaken(filling, filled.place.confidence);
	if (filled.place.count)
		filling_add_place(filling, &filled.place, scope->manifest->arena);
	else
		str_add_text(&filling->text, text.data);
	result = 1;
done:
	str_release(&text);
	return result;
}

static int add_value(struct filling *filling, const struct selected *selected, struct arena *arena)
{
	if (selected->is_open) {
		filling_add(filling, (struct piece){ .kind = PIECE_VALUE }, arena);
		return 1;
	}
	if (!selected->value)
		return 0;
	if (selected->restarts)
		filling_restart(filling);
	if (selected->place) {
		filling_add_place(filling, selected->place, arena);
		return 1;
	}
	str_add_text(&filling->text, selected->value);
	return 1;
}

static int add_capture(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected)
{
	if (hole->number <= selected->capture_count) {
		str_add_text(&filling->text, selected->captures[hole->number - 1]);
		return 1;
	}
	if (!selected->selector || hole->number > selector_wildcards(selected->selector))
		return 0;
	return selector_capture(
		&filling->text, selected->selector, scope->node, selected->node, hole->number);
}

static int add_up(
	struct filling *filling, struct scope *scope, const struct hole *hole, struct err *err)
{
	struct near *near = scope->manifest->near;
	const char *directory;
	int answer = near ? near_above(&directory, near, &hole->names, err) : 0;

	if (answer == 1)
		str_add_text(&filling->text, directory);
	return answer;
}

/* Finds a base: the first of its templates that is there, as far as that can be said now. */
static int find_base(
	struct known_base *known, struct scope *scope, const struct base *base, struct err *err)
{
	const struct selected selected = scope_selected(scope);
	struct filling filling = FILLING_INIT;
	VEC(struct place) choices = VEC_INIT;
	bool is_certain = false;
	int answer = 0;

	known->state = KNOWN_ABSENT; /* to variables in what it is made of */
	for (size_t i = 0; i < base->templates.count && !is_certain && answer >= 0; i++) {
		struct place place;

		filling_start(&filling, VALUE_PATH);
		answer = holes_fill(&filling, scope, base->templates.items[i], &selected, err);
		if (answer != 1)
			continue;
		place = filling_end(&filling, scope->manifest->arena);
		vec_push(&choices, place);
		is_certain = filling.skip || !scope_may_be_absent(&place);
		known->skip = filling.skip;
	}
	known->state = choices.count ? KNOWN : KNOWN_ABSENT;
	if (choices.count)
		known->place = scope_choose(choices.items, choices.count, scope->manifest->arena);
	vec_release(&choices);
	filling_release(&filling);
	return answer < 0 ? -1 : 0;
}

static int add_hole(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err);

/* Replaces *out by the text of a hole as it is. 1, 0, -1. */
static int hole_text(struct str *out, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	struct filling filling = FILLING_INIT;
	int answer;

	filling_start(&filling, VALUE_RAW);
	answer = add_hole(&filling, scope, hole, selected, err);
	str_set(out, filling.text.data);
	filling_release(&filling);
	return answer;
}

static bool has_function(const struct hole *hole, enum function_kind kind)
{
	for (size_t i = 0; i < hole->function_count; i++)
		if (hole->functions[i].kind == kind)
			return true;
	return false;
}

/* Fills a look-up, as rules/lookup.h reads it. 1, 0, -1. */
static int fill_lookup(struct str *out, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err)
{
	struct str text = STR_INIT;
	int answer = 1;

	for (size_t i = 0; i < template->count && answer == 1; i++) {
		const struct hole *hole = &template->holes[i];

		if (hole->kind == HOLE_TEXT) {
			str_add_text(out, hole->text);
			continue;
		}
		answer = hole_text(&text, scope, hole, selected, err);
		if (i == 0)
			str_add_text(out, text.data);
		else
			lookup_add_step(out, text.data, has_function(hole, FUNCTION_STEPS),
				has_function(hole, FUNCTION_FOLD));
	}
	str_release(&text);
	return answer == 1 && *out->data && *out->data != '/' ? 0 : answer;
}

int scope_lookup(const char **out, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err)
{
	struct str lookup = STR_INIT;
	int answer = fill_lookup(&lookup, scope, template, selected, err);

	if (answer == 1)
		*out = arena_bytes(scope->manifest->arena, lookup.data, lookup.size);
	str_release(&lookup);
	return answer;
}

/* The scalar that a hole's pointer means, seen from `start`. */
static int add_pointed(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct node *start, const struct selected *selected, struct err *err)
{
	struct str lookup = STR_INIT;
	int answer;

	if (!start || !hole->lookup)
		return start ? add_scalar(filling, scope, node_at(start, hole->text), err) : 0;
	answer = fill_lookup(&lookup, scope, hole->lookup, selected, err);
	if (answer == 1)
		answer = add_scalar(filling, scope, lookup_at(start, lookup.data), err);
	str_release(&lookup);
	return answer;
}

/* The selected value, or what it stands in. */
static const struct node *start_below(const struct hole *hole, const struct selected *selected)
{
	const struct node *node = selected->node;

	for (unsigned i = 0; i < hole->number && node; i++)
		node = node->parent;
	return node;
}

static int add_base(struct filling *filling, struct scope *scope, unsigned number, struct err *err)
{
	struct known_base *known;

	while (number < scope->part->outer_bases)
		scope = scope->outer;
	if (!scope->bases)
		return 0;
	known = &scope->bases[number - scope->part->outer_bases];
	if (known->state == NOT_KNOWN &&
		find_base(known, scope, &scope->part->bases.items[number], err) < 0)
		return -1;
	if (known->state == KNOWN_ABSENT)
		return 0;
	if (!filling->skip)
		filling->skip = known->skip;
	filling_add_place(filling, &known->place, scope->manifest->arena);
	return 1;
}

/* How a piece goes on once step 2 has found what it needs. */
static const struct later *keep_later(struct scope *scope, const struct hole *hole)
{
	struct later *later = arena_get(scope->manifest->arena, sizeof(*later));

	*later = (struct later){ scope->rule, hole };
	return later;
}

static struct place *keep_place(struct filling *filling, struct arena *arena)
{
	struct place *place = arena_get(arena, sizeof(*place));

	*place = filling_end(filling, arena);
	return place;
}

/* What stands in another document: which one, and where in it, is known now. */
static int add_document(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	struct arena *arena = scope->manifest->arena;
	struct filling file = FILLING_INIT;
	struct piece piece = { .kind = PIECE_PARENT };
	int answer = hole->kind == HOLE_DOCUMENT || scope->manifest->has_parent;

	filling_start(&file, VALUE_PATH);
	if (answer == 1)
		answer = scope_lookup(&piece.text, scope, hole->lookup, selected, err);
	if (answer == 1 && hole->kind == HOLE_DOCUMENT) {
		answer = add_base(&file, scope, hole->number, err);
		if (answer == 1 && file.skip)
			answer = 0;
		piece.kind = PIECE_DOCUMENT;
		piece.choice_count = 1;
	}
	if (answer == 1) {
		if (piece.kind == PIECE_DOCUMENT)
			piece.choices = keep_place(&file, arena);
		piece.later = keep_later(scope, hole);
		filling_add(filling, piece, arena);
	}
	filling_release(&file);
	return answer;
}

static int add_inherited(struct filling *filling, struct scope *scope, const struct hole *hole)
{
	if (!scope->manifest->has_parent)
		return 0;
	filling_add(filling, (struct piece){ .kind = PIECE_INHERITED, .text = hole->text },
		scope->manifest->arena);
	return 1;
}

static int add_root(
	struct filling *filling, struct scope *scope, enum hole_kind kind, struct err *err)
{
	const char *root;

	if (scope_root(&root, scope, err) < 0)
		return -1;
	filling_add(filling,
		(struct piece){ .kind = kind == HOLE_APP ? PIECE_APP : PIECE_TEXT, .text = root },
		scope->manifest->arena);
	return 1;
}

static int add_bare_hole(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	struct arena *arena = scope->manifest->arena;

	switch (hole->kind) {
	case HOLE_TEXT:
		str_add_text(&filling->text, hole->text);
		return 1;
	case HOLE_VALUE:
		return add_value(filling, selected, arena);
	case HOLE_KEY:
		str_add_text(&filling->text, selected->node->key ? selected->node->key : "");
		return selected->node->key != NULL;
	case HOLE_CAPTURE:
		return add_capture(filling, scope, hole, selected);
	case HOLE_MANIFEST:
		str_add_text(&filling->text, scope->manifest->directory);
		return 1;
	case HOLE_FILE:
		str_add_text(&filling->text, scope->manifest->path);
		return 1;
	case HOLE_ROOT:
	case HOLE_APP:
		return add_root(filling, scope, hole->kind, err);
	case HOLE_POINTER:
		return add_pointed(filling, scope, hole, scope->node, selected, err);
	case HOLE_BELOW:
		return add_pointed(
			filling, scope, hole, start_below(hole, selected), selected, err);
	case HOLE_INHERITED:
		return add_inherited(filling, scope, hole);
	case HOLE_UP:
		return add_up(filling, scope, hole, err);
	case HOLE_FROM:
		filling_add(filling, (struct piece){ .kind = PIECE_FROM }, arena);
		return 1;
	case HOLE_PROVIDER:
		filling_add(filling, (struct piece){ .kind = PIECE_PROVIDER }, arena);
		return 1;
	case HOLE_BASE:
		return add_base(filling, scope, hole->number, err);
	case HOLE_NEAREST:
		filling_add(filling, (struct piece){ .kind = PIECE_NEAREST, .text = hole->text },
			arena);
		return 1;
	case HOLE_DOCUMENT:
	case HOLE_PARENT:
		return add_document(filling, scope, hole, selected, err);
	case HOLE_CHANGED:
		break;
	}
	return 0;
}

/* Does what the functions of a hole do. Is anything there then? */
static bool change(struct str *text, const struct hole *hole, bool is_there)
{
	for (size_t i = 0; i < hole->function_count; i++) {
		const struct function *function = &hole->functions[i];

		if (is_there) {
			is_there = function_apply(function, text);
		} else if (function->kind == FUNCTION_OR) {
			str_set(text, function->text);
			is_there = true;
		}
	}
	return is_there;
}

bool facts_change(const struct piece *piece, struct str *text, bool is_there)
{
	return change(text, piece->later->hole, is_there);
}

/* What a hole holds once its functions are done with it. */
static int add_changed_hole(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	struct filling inner = FILLING_INIT;
	int answer;

	filling_start(&inner, filling->mode);
	answer = add_bare_hole(&inner, scope, hole, selected, err);
	if (answer == 1 && inner.pieces.count) {
		filling_add(filling,
			(struct piece){ PIECE_CHANGED, NULL,
				keep_place(&inner, scope->manifest->arena), 1,
				keep_later(scope, hole) },
			scope->manifest->arena);
	} else if (answer >= 0) {
		answer = change(&inner.text, hole, answer == 1);
		if (answer == 1 && inner.restarts)
			filling_restart(filling);
		if (answer == 1)
			str_add_text(&filling->text, inner.text.data);
	}
	if (answer == 1 && !filling->skip)
		filling->skip = inner.skip;
	if (answer == 1)
		filling_weaken(filling, inner.confidence);
	filling_release(&inner);
	return answer;
}

static int add_hole(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	return (hole->function_count ? add_changed_hole : add_bare_hole)(
		filling, scope, hole, selected, err);
}

int holes_fill(struct filling *filling, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err)
{
	int answer = 1;

	for (size_t i = 0; i < template->count && answer == 1; i++)
		answer = add_hole(filling, scope, &template->holes[i], selected, err);
	return answer;
}

/* ---- what step 2 found ---- */

/* In a document that is not the manifest only what stands in it is known. */
int facts_fill_value(struct str *out, bool *restarts, enum skip *skip, const struct piece *piece,
	const char *path, const struct node *node, struct arena *arena, struct err *err)
{
	const struct rule *rule = piece->later->rule;
	struct manifest manifest;
	const struct node *root = node;
	struct str text = STR_INIT;
	struct scope scope;
	struct filled filled;
	int answer = 0;

	*skip = SKIP_PLACEHOLDER;
	if (!node->text || node->kind == NODE_NULL || node->has_nul)
		return 0;
	while (root->parent)
		root = root->parent;
	str_set(&text, node->text);
	manifest_init(&manifest, path, arena);
	scope_init(&scope, &manifest, rule, &rule->whole, root, NULL, false);
	answer = variables_fill(&filled, &text, &scope, err);
	if (answer == 0 && !filled.place.count && strlen(text.data) <= VALUE_SIZE_MAX &&
		!strpbrk(text.data, "\r\n")) {
		*skip = value_skip(text.data, VALUE_GLOB, NULL);
		*restarts = filled.restarts;
		answer = *skip == SKIP_NONE;
	}
	if (answer == 1)
		str_add_text(out, text.data);
	manifest_release(&manifest);
	str_release(&text);
	return answer;
}
