/*
 * declare_reference.c - declares the references of a rule.
 */
#include "rules/declaring.h"

#include <stdint.h>
#include <string.h>

#include "rules/lookup.h"

static enum value_mode mode_of(const struct reference_rule *rule)
{
	if (rule->key_count)
		return VALUE_KEY;
	return rule->want == WANT_GLOB || rule->want == WANT_PREFIX ? VALUE_GLOB : VALUE_PATH;
}

struct look look_of(const struct reference_rule *rule)
{
	return (struct look){ rule->picking, mode_of(rule), rule->want == WANT_GLOB };
}

const char *kept(struct declaring *declaring, const struct str *text)
{
	return arena_bytes(declaring->manifest.arena, text->data, text->size);
}

const char *location_of(struct declaring *declaring, const struct node *node)
{
	str_clear(&declaring->location);
	node_location(&declaring->location, node);
	return kept(declaring, &declaring->location);
}

/* The selector of the node; the same text as its location where that holds no index. */
static const char *selector_of(
	struct declaring *declaring, const struct node *node, const char *location)
{
	const struct node *list = node->parent;

	while (list && list->kind != NODE_LIST)
		list = list->parent;
	if (!list)
		return location;
	str_clear(&declaring->location);
	node_selector(&declaring->location, node);
	return kept(declaring, &declaring->location);
}

/* Adds the places that the templates give for what is selected; *skip if one cannot be judged. */
int fill_places(struct declaring *declaring, struct scope *scope, const struct templates *templates,
	const struct selected *selected, enum value_mode mode, enum skip *skip, struct err *err)
{
	vec_clear(&declaring->places);
	for (size_t i = 0; i < templates->count; i++) {
		struct place place;
		enum skip why;
		int answer =
			scope_place(&place, &why, scope, templates->items[i], selected, mode, err);

		if (answer < 0)
			return -1;
		if (answer == 0)
			continue;
		vec_push(&declaring->places, place);
		if (why && !*skip)
			*skip = why;
	}
	return 0;
}

const struct place *keep_places(struct declaring *declaring)
{
	size_t size = declaring->places.count * sizeof(*declaring->places.items);

	return size ? memcpy(arena_get(declaring->manifest.arena, size), declaring->places.items,
			      size)
		    : NULL;
}

static struct written *put_written(
	struct declaring *declaring, const struct taken *taken, const struct node *node)
{
	struct written *written = vec_add(&declaring->values);

	*written = (struct written){ .raw = arena_text(declaring->manifest.arena, taken->raw),
		.location = location_of(declaring, node),
		.span = taken->span,
		.skip = taken->skip,
		.is_negation = taken->is_negation,
		.confidence = node->confidence };
	if (!written->skip) {
		written->paths = keep_places(declaring);
		written->path_count = declaring->places.count;
	}
	for (size_t i = 0; i < written->path_count; i++)
		written->confidence =
			weaker_confidence(written->confidence, written->paths[i].confidence);
	return written;
}

void add_written(struct declaring *declaring, const struct taken *taken, const struct node *node)
{
	if ((taken->skip || declaring->places.count) &&
		has_room(declaring, declaring->values.count, taken->span.line))
		put_written(declaring, taken, node);
}

void end_reference(struct declaring *declaring, const struct reference_rule *rule,
	const struct node *node, const struct declared_mapping *mapping, unsigned ordinal)
{
	struct found found = { .reference = {
				       .rule = rule, .is_implied = declaring->is_implying } };
	struct declared_reference *reference = &found.reference;
	size_t size = declaring->values.count * sizeof(*declaring->values.items);

	if (size == 0)
		return;
	if (mapping) {
		reference->filter = mapping->filter;
		reference->vacant = mapping->vacant;
	}
	if (!has_room(declaring, declaring->found.count, declaring->values.items[0].span.line)) {
		vec_clear(&declaring->values);
		return;
	}
	reference->count = declaring->values.count;
	reference->values =
		memcpy(arena_get(declaring->manifest.arena, size), declaring->values.items, size);
	reference->location =
		rule->alternatives ? location_of(declaring, node) : reference->values[0].location;
	reference->selector = selector_of(declaring, node, reference->location);
	found.start = reference->values[0].span.start;
	found.ordinal = ordinal;
	found.order = declaring->found.count;
	vec_push(&declaring->found, found);
	vec_clear(&declaring->values);
}

/* Of an inherited rule bind wants the value itself: the place is the own manifest's to fill. */
static int fill_value(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct taken *taken, struct err *err)
{
	const struct templates templates = { rule->path, rule->path_count };
	struct piece piece = { .kind = PIECE_TEXT };
	struct place place = { NULL, 1, taken->selected.restarts,
		taken->selected.node->confidence };

	if (!rule->inherited)
		return fill_places(declaring, scope, &templates, &taken->selected, mode_of(rule),
			&taken->skip, err);
	piece.text = arena_text(declaring->manifest.arena, taken->selected.value);
	place.pieces =
		memcpy(arena_get(declaring->manifest.arena, sizeof(piece)), &piece, sizeof(piece));
	vec_clear(&declaring->places);
	vec_push(&declaring->places, place);
	if ((strcmp(taken->raw, piece.text) != 0 || taken->selected.place) && !taken->is_negation &&
		!taken->skip)
		taken->skip = SKIP_PLACEHOLDER;
	return 0;
}

/* The range of the value that was just added, if it was. */
static int fill_range(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct taken *taken, struct err *err)
{
	struct written *values = declaring->values.items;
	size_t count = declaring->values.count;

	if (!rule->range || count == 0 || (!taken->skip && declaring->places.count == 0))
		return 0;
	return scope_text(
		&values[count - 1].range, scope, rule->range, &taken->selected, VALUE_RAW, err);
}

/* ---- keys ---- */

/* Fills the look-ups of a key reference. 1, 0: none is there, -1. */
static int fill_keys(struct written *out, struct scope *scope, const struct reference_rule *rule,
	const struct selected *selected, struct err *err)
{
	struct arena *arena = scope->manifest->arena;
	const char **keys = arena_get(arena, rule->key_count * sizeof(*keys));

	out->keys = keys;
	for (size_t i = 0; i < rule->key_count; i++) {
		int answer =
			scope_lookup(&keys[out->key_count], scope, rule->key[i], selected, err);

		if (answer < 0)
			return -1;
		out->key_count += (size_t)answer;
	}
	return out->key_count > 0;
}

static bool has_key(const struct written *written, const struct node *root)
{
	for (size_t i = 0; i < written->key_count; i++)
		if (lookup_at(root, written->keys[i]))
			return true;
	return false;
}

static const struct node *root_of(const struct node *node)
{
	while (node->parent)
		node = node->parent;
	return node;
}

/* A key that is sought in no other document is one of this. */
static int declare_key(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct taken *taken, const struct node *node,
	struct err *err)
{
	struct written keys = { .keys = NULL }, *written;
	int answer = 1;

	if (!taken->skip) {
		answer = fill_keys(&keys, scope, rule, &taken->selected, err);
		if (answer == 1 && rule->path_count &&
			fill_value(declaring, scope, rule, taken, err) < 0)
			answer = -1;
	}
	if (answer != 1 || (!taken->skip && rule->path_count && declaring->places.count == 0))
		return answer < 0 ? -1 : 0;
	if (!rule->path_count)
		vec_clear(&declaring->places);
	written = put_written(declaring, taken, node);
	written->keys = keys.keys;
	written->key_count = keys.key_count;
	written->key = arena_text(declaring->manifest.arena, taken->selected.value);
	if (!rule->path_count && !rule->in.count)
		written->own = has_key(&keys, root_of(scope->node)) ? OWN_KEY_IS_THERE
								    : OWN_KEY_IS_MISSING;
	return 0;
}

/* ---- values ---- */

/* A part of a value, or with NULL all of it. */
static int declare_part_of_value(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct selector *selector, const struct node *node,
	const struct excerpt *part, struct err *err)
{
	const struct look look = look_of(rule);
	struct taken taken;
	int answer = take(&taken, scope, node, selector, part, &look, err);

	if (answer <= 0 || (taken.is_negation && !rule->alternatives))
		return answer < 0 ? -1 : 0;
	if (rule->key_count) {
		if (declare_key(declaring, scope, rule, &taken, node, err) < 0)
			return -1;
	} else {
		if (!taken.skip && fill_value(declaring, scope, rule, &taken, err) < 0)
			return -1;
		add_written(declaring, &taken, node);
		if (fill_range(declaring, scope, rule, &taken, err) < 0)
			return -1;
	}
	if (!rule->alternatives)
		end_reference(declaring, rule, node, NULL, taken.ordinal);
	return 0;
}

static int declare_value(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct selector *selector, const struct node *node,
	struct err *err)
{
	excerpt_list parts = VEC_INIT;
	int result = 0;

	if (!rule->picking->pick_key && node->kind != NODE_STRING)
		return 0;
	if (!picking_divides(rule->picking))
		return declare_part_of_value(declaring, scope, rule, selector, node, NULL, err);
	take_parts(&parts, scope, node, rule->picking);
	for (size_t i = 0; i < parts.count && result == 0; i++)
		result = declare_part_of_value(
			declaring, scope, rule, selector, node, &parts.items[i], err);
	vec_release(&parts);
	return result;
}

/* The values that one selector selects. Alternatives follow one another, list by list. */
static int declare_selected(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct selector *selector, struct err *err)
{
	const struct node *list = NULL;

	vec_clear(&declaring->nodes);
	vec_clear(&declaring->values);
	selector_select(selector, scope->node, &declaring->nodes);
	for (size_t i = 0; i < declaring->nodes.count; i++) {
		const struct node *node = declaring->nodes.items[i];
		const struct node *its_list =
			node->parent && node->parent->kind == NODE_LIST ? node->parent : node;

		if (rule->alternatives && its_list != list) {
			if (list)
				end_reference(declaring, rule, list, NULL, 0);
			list = its_list;
		}
		if (declare_value(declaring, scope, rule, selector, node, err) < 0)
			return -1;
	}
	if (list)
		end_reference(declaring, rule, list, NULL, 0);
	return 0;
}

int declare_inherited(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err)
{
	const struct templates templates = { rule->path, rule->path_count };
	const struct selected open = { .node = scope->node, .is_open = true };
	enum skip skip = SKIP_NONE;

	if (!declaring->manifest.has_parent)
		return 0;
	for (size_t i = 0; i < rule->picking->at.count; i++)
		if (selector_has(rule->picking->at.items[i], scope->node))
			return 0;
	if (fill_places(declaring, scope, &templates, &open, mode_of(rule), &skip, err) < 0)
		return -1;
	if (declaring->places.count && !skip)
		vec_push(&declaring->out->inherited,
			(struct declared_inheritance){
				rule, keep_places(declaring), declaring->places.count });
	return 0;
}

/* A node for a value that nobody wrote: it stands where what it would be a member of does. */
static struct node *imply(
	struct declaring *declaring, const struct implied *implied, const struct node *parent)
{
	struct node *node = arena_get_zeroed(declaring->manifest.arena, sizeof(*node));

	node->kind = NODE_STRING;
	node->key = implied->member;
	node->text = implied->value;
	node->confidence = parent->confidence;
	node->parent = (struct node *)(uintptr_t)parent;
	node->span = parent->key && parent->key_span.line ? parent->key_span : parent->span;
	node->span.size = 0;
	return node;
}

static int declare_implied(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err)
{
	const struct implied *implied = rule->implied;
	node_list parents = VEC_INIT;
	int result = 0;

	selector_select(implied->parent, scope->node, &parents);
	declaring->is_implying = true;
	for (size_t i = 0; i < parents.count && result == 0; i++) {
		const struct node *parent = parents.items[i];

		if (parent->kind != NODE_MAP || node_member(parent, implied->member))
			continue;
		vec_clear(&declaring->values);
		result = declare_value(declaring, scope, rule, rule->picking->at.items[0],
			imply(declaring, implied, parent), err);
	}
	declaring->is_implying = false;
	vec_release(&parents);
	return result;
}

int declare_reference(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err)
{
	for (size_t i = 0; i < rule->picking->at.count; i++)
		if (declare_selected(declaring, scope, rule, rule->picking->at.items[i], err) < 0)
			return -1;
	return rule->implied ? declare_implied(declaring, scope, rule, err) : 0;
}
