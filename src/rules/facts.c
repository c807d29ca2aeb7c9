/*
 * facts.c - declares a manifest: its rules are applied one after the other to one document.
 */
#include "rules/facts.h"

#include <stdlib.h>
#include <string.h>

#include "rules/index.h"
#include "rules/scope.h"
#include "util/glob.h"
#include "util/path.h"

/* A reference before the list is in order. */
struct found {
	struct declared_reference reference;
	size_t start; /* of the first value, in bytes: two of the same place exclude each other */
	size_t order;
};

typedef VEC(struct found) found_list;

struct declaring {
	struct manifest manifest;
	struct facts *out; /* NULL: only references are wanted */
	found_list found;
	node_list nodes;
	VEC(struct written) values; /* of one reference */
	VEC(struct place) places;   /* of one value */
	struct str location;
};

const char *skip_text(enum skip skip)
{
	static const char *const texts[] = {
		[SKIP_NONE] = "none",
		[SKIP_URL] = "url",
		[SKIP_PLACEHOLDER] = "placeholder",
		[SKIP_OUTSIDE] = "outside",
		[SKIP_EXTERNAL] = "external",
		[SKIP_AMBIGUOUS] = "ambiguous",
		[SKIP_FOLLOWS] = "follows",
		[SKIP_UNREADABLE] = "unreadable",
		[SKIP_MISSING] = "missing",
		[SKIP_BOUND] = "bound",
	};

	return texts[skip];
}

static void start(struct declaring *declaring, struct facts *out, const char *path,
	struct near *near, struct arena *arena)
{
	*declaring = (struct declaring){
		.manifest = { .path = path,
			.arena = arena,
			.near = near,
			.directory = arena_bytes(arena, path, path_parent_size(path)),
			.filling = { .text = STR_INIT },
			.value = STR_INIT },
		.out = out,
		.location = STR_INIT,
	};
}

static void end(struct declaring *declaring)
{
	str_release(&declaring->manifest.filling.text);
	vec_release(&declaring->manifest.filling.pieces);
	str_release(&declaring->manifest.value);
	vec_release(&declaring->found);
	vec_release(&declaring->nodes);
	vec_release(&declaring->values);
	vec_release(&declaring->places);
	str_release(&declaring->location);
}

/* ---- what is taken of a value ---- */

struct taken {
	struct selected selected;
	const char *raw;
	struct span span;
	enum skip skip;
	bool is_negation;
};

static bool fits_one(const struct texts *patterns, const char *text)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (text_fits(patterns->items[i], text))
			return true;
	return false;
}

static int cut(
	struct str *text, struct scope *scope, const struct templates *templates, struct err *err)
{
	const struct selected nothing = { scope->node, NULL, NULL, false, false };

	for (size_t i = 0; i < templates->count; i++) {
		const char *prefix;
		int answer =
			scope_text(&prefix, scope, templates->items[i], &nothing, VALUE_RAW, err);

		if (answer < 0)
			return -1;
		if (answer == 1 && *prefix && strncmp(text->data, prefix, strlen(prefix)) == 0) {
			struct str rest = STR_INIT;

			str_set(&rest, text->data + strlen(prefix));
			str_release(text);
			*text = rest;
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

	str_set(text, taken->raw);
	if (picking->url && !value_read_url(text))
		return 0;
	if (cut(text, scope, &picking->cut, err) < 0 ||
		scope_fill_variables(text, &taken->selected.restarts, scope, err) < 0)
		return -1;
	taken->selected.value = text->data;
	return value_is_pathlike(text->data);
}

static int take_text(struct taken *taken, struct scope *scope, const struct picking *picking,
	enum value_mode mode, bool has_negations, struct err *err)
{
	struct selected *selected = &taken->selected;
	bool changes = picking->url || picking->cut.count || scope->rule->variables.count;
	int answer = 1;

	selected->value = taken->raw;
	if (changes)
		answer = change_text(taken, scope, picking, err);
	if (answer != 1)
		return answer;
	taken->is_negation = has_negations && selected->value[0] == '!';
	selected->value += taken->is_negation;
	taken->skip = value_skip(selected->value, mode, &picking->only);
	return *selected->value != '\0';
}

/* Are the patterns fine with the value? They look at it before anything is cut off, and at the
 * value even where the key is picked. */
static bool passes(const struct picking *picking, const struct node *node, struct str *scratch)
{
	const char *text = node->text;

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

/* Takes the text of a node, or its key. The value in it dies with the next call. */
static int take(struct taken *taken, struct scope *scope, const struct node *node,
	const struct selector *selector, const struct picking *picking, enum value_mode mode,
	bool has_negations, struct err *err)
{
	*taken = (struct taken){ .selected = { node, selector, NULL, false, false } };
	taken->raw = picking->pick_key ? node->key : node->text;
	taken->span = picking->pick_key ? node->key_span : node->span;
	if (!taken->raw || (!picking->pick_key && node->has_nul) ||
		!passes(picking, node, &scope->manifest->value) || !value_is_pathlike(taken->raw))
		return 0;
	return take_text(taken, scope, picking, mode, has_negations, err);
}

/* ---- references ---- */

static enum value_mode mode_of(const struct reference_rule *rule)
{
	return rule->want == WANT_GLOB || rule->want == WANT_PREFIX ? VALUE_GLOB : VALUE_PATH;
}

static struct picking picking_of(const struct reference_rule *rule)
{
	return (struct picking){ { rule->at, rule->at_count }, rule->pick_key, rule->url,
		{ rule->cut, rule->cut_count }, rule->only, rule->skip };
}

static const char *kept(struct declaring *declaring, const struct str *text)
{
	return arena_bytes(declaring->manifest.arena, text->data, text->size);
}

static const char *location_of(struct declaring *declaring, const struct node *node)
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
static int fill_places(struct declaring *declaring, struct scope *scope,
	const struct templates *templates, const struct selected *selected, enum value_mode mode,
	enum skip *skip, struct err *err)
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

static const struct place *keep_places(struct declaring *declaring)
{
	size_t size = declaring->places.count * sizeof(*declaring->places.items);

	return size ? memcpy(arena_get(declaring->manifest.arena, size), declaring->places.items,
			      size)
		    : NULL;
}

/* Adds a value to the reference that is being put together, with the places just filled. A value
 * that stands for no place, for a pointer of its template is not there, is none. */
static void add_written(
	struct declaring *declaring, const struct taken *taken, const struct node *node)
{
	struct written written = { .raw = arena_text(declaring->manifest.arena, taken->raw),
		.span = taken->span,
		.skip = taken->skip,
		.is_negation = taken->is_negation };

	if (!written.skip) {
		if (declaring->places.count == 0)
			return;
		written.paths = keep_places(declaring);
		written.path_count = declaring->places.count;
	}
	written.location = location_of(declaring, node);
	vec_push(&declaring->values, written);
}

/* Ends the reference whose values were added. `node` is the value, or the list of them. */
static void end_reference(struct declaring *declaring, const struct reference_rule *rule,
	const struct node *node, const char *filter)
{
	struct found found = { .reference = { .rule = rule, .filter = filter } };
	struct declared_reference *reference = &found.reference;
	size_t size = declaring->values.count * sizeof(*declaring->values.items);

	if (size == 0)
		return;
	reference->count = declaring->values.count;
	reference->values =
		memcpy(arena_get(declaring->manifest.arena, size), declaring->values.items, size);
	reference->location =
		rule->alternatives ? location_of(declaring, node) : reference->values[0].location;
	reference->selector = selector_of(declaring, node, reference->location);
	found.start = reference->values[0].span.start;
	found.order = declaring->found.count;
	vec_push(&declaring->found, found);
	vec_clear(&declaring->values);
}

static bool has_negations(const struct reference_rule *rule)
{
	return rule->want == WANT_GLOB;
}

/* Of an inherited rule bind wants the value itself: the place is the own manifest's to fill. */
static int fill_value(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct taken *taken, struct err *err)
{
	const struct templates templates = { rule->path, rule->path_count };
	struct piece piece = { PIECE_TEXT, NULL, NULL, 0 };
	struct place place = { NULL, 1, taken->selected.restarts };

	if (!rule->inherited)
		return fill_places(declaring, scope, &templates, &taken->selected, mode_of(rule),
			&taken->skip, err);
	piece.text = arena_text(declaring->manifest.arena, taken->selected.value);
	place.pieces =
		memcpy(arena_get(declaring->manifest.arena, sizeof(piece)), &piece, sizeof(piece));
	vec_clear(&declaring->places);
	vec_push(&declaring->places, place);
	if (strcmp(taken->raw, piece.text) != 0 && !taken->is_negation && !taken->skip)
		taken->skip = SKIP_PLACEHOLDER;
	return 0;
}

static int declare_value(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct selector *selector, const struct node *node,
	struct err *err)
{
	const struct picking picking = picking_of(rule);
	struct taken taken;
	int answer;

	if (!rule->pick_key && node->kind != NODE_STRING)
		return 0;
	answer = take(
		&taken, scope, node, selector, &picking, mode_of(rule), has_negations(rule), err);
	if (answer <= 0 || (taken.is_negation && !rule->alternatives))
		return answer < 0 ? -1 : 0;
	if (!taken.skip && fill_value(declaring, scope, rule, &taken, err) < 0)
		return -1;
	add_written(declaring, &taken, node);
	if (!rule->alternatives)
		end_reference(declaring, rule, node, NULL);
	return 0;
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
				end_reference(declaring, rule, list, NULL);
			list = its_list;
		}
		if (declare_value(declaring, scope, rule, selector, node, err) < 0)
			return -1;
	}
	if (list)
		end_reference(declaring, rule, list, NULL);
	return 0;
}

static int declare_inherited(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err)
{
	const struct templates templates = { rule->path, rule->path_count };
	const struct selected open = { scope->node, NULL, NULL, false, true };
	enum skip skip = SKIP_NONE;

	if (!declaring->manifest.has_parent)
		return 0;
	for (size_t i = 0; i < rule->at_count; i++)
		if (selector_has(rule->at[i], scope->node))
			return 0;
	if (fill_places(declaring, scope, &templates, &open, mode_of(rule), &skip, err) < 0)
		return -1;
	if (declaring->places.count && !skip)
		vec_push(&declaring->out->inherited,
			(struct declared_inheritance){
				rule, keep_places(declaring), declaring->places.count });
	return 0;
}

static int declare_reference(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err)
{
	for (size_t i = 0; i < rule->at_count; i++)
		if (declare_selected(declaring, scope, rule, rule->at[i], err) < 0)
			return -1;
	return 0;
}

/* ---- mappings ---- */

/* What a mapping is made of, besides its `from`s. */
struct made {
	struct declared_mapping mapping;
	struct selected selected;
	bool is_there;
};

/* The reference that a mapping's `from` is too; its places are the ones just filled. */
static int declare_mapping_reference(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct node *node, const char *filter,
	enum skip from_skip, struct err *err)
{
	const struct reference_rule *reference = rule->reference;
	const struct picking picking = picking_of(reference);
	struct taken taken;
	int answer;

	if (!reference->pick_key && node->kind != NODE_STRING)
		return 0;
	answer = take(&taken, scope, node, NULL, &picking, filter ? VALUE_GLOB : mode_of(reference),
		false, err);
	if (answer <= 0)
		return answer;
	if (!taken.skip)
		taken.skip = from_skip;
	vec_clear(&declaring->values);
	add_written(declaring, &taken, node);
	end_reference(declaring, reference, node, filter);
	return 0;
}

static int declare_mapping_references(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct node *node, const char *filter,
	enum skip from_skip, struct err *err)
{
	node_list nodes = VEC_INIT;
	int result = 0;

	if (rule->reference->at_count == 0)
		vec_push(&nodes, node);
	for (size_t i = 0; i < rule->reference->at_count; i++)
		selector_select(rule->reference->at[i], node, &nodes);
	for (size_t i = 0; i < nodes.count && result == 0; i++)
		result = declare_mapping_reference(
			declaring, scope, rule, nodes.items[i], filter, from_skip, err);
	vec_release(&nodes);
	return result;
}

/* The first `to` that is there. 1, 0 (also if it cannot be judged), -1. */
static int make_to(
	struct made *made, struct scope *scope, const struct mapping_rule *rule, struct err *err)
{
	for (size_t i = 0; i < rule->to.count; i++) {
		enum skip skip = SKIP_NONE;
		int answer = scope_place(&made->mapping.to, &skip, scope, rule->to.items[i],
			&made->selected, VALUE_PATH, err);

		if (answer)
			return answer == 1 && skip ? 0 : answer;
	}
	return 0;
}

/* The names on which the mapping depends. 1, 0, -1. */
static int make_names(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	struct declared_mapping *mapping = &made->mapping;
	struct place given, *kept_given;
	enum skip skip = SKIP_NONE;
	int answer = 1;

	if (rule->through)
		answer = scope_text(
			&mapping->through, scope, rule->through, &made->selected, VALUE_PATH, err);
	if (answer != 1 || !rule->given)
		return answer;
	answer = scope_place(&given, &skip, scope, rule->given, &made->selected, VALUE_PATH, err);
	if (answer != 1 || skip)
		return answer < 0 ? -1 : 0;
	kept_given = arena_get(declaring->manifest.arena, sizeof(*kept_given));
	*kept_given = given;
	mapping->given = kept_given;
	return 1;
}

/* What follows `from` starts with neither '/' nor "./"; people write both. */
static const char *without_start(const char *filter)
{
	while (*filter == '/' || (filter[0] == '.' && filter[1] == '/'))
		filter++;
	return filter;
}

/* Fills what stands beside `from`. 1, 0: the mapping is not there, -1. */
static int make_mapping(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	struct declared_mapping *mapping = &made->mapping;
	int answer = 0;

	if (rule->filter)
		answer = scope_text(
			&mapping->filter, scope, rule->filter, &made->selected, VALUE_GLOB, err);
	if (answer < 0)
		return -1;
	if (mapping->filter)
		mapping->filter = without_start(mapping->filter);
	answer = make_to(made, scope, rule, err);
	return answer == 1 ? make_names(made, declaring, scope, rule, err) : answer;
}

static bool has_star(const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		if (place->pieces[i].kind == PIECE_TEXT && strchr(place->pieces[i].text, '*'))
			return true;
	return false;
}

/* Takes a final slash and star away; false if there is none. */
static bool drop_star(struct declaring *declaring, struct place *place)
{
	struct arena *arena = declaring->manifest.arena;
	struct piece *pieces = arena_get(arena, place->count * sizeof(*pieces)), *last;
	size_t size;

	memcpy(pieces, place->pieces, place->count * sizeof(*pieces));
	last = &pieces[place->count - 1];
	size = last->kind == PIECE_TEXT ? strlen(last->text) : 0;
	if (size < 2 || strcmp(last->text + size - 2, "/*") != 0)
		return false;
	last->text = arena_bytes(arena, last->text, size - 2);
	place->pieces = pieces;
	return !has_star(place);
}

/* "a/" and "b/" with a star behind both is the directory; any other pattern is no path that a
 * mapping could lead to. */
static void add_mapping(struct declaring *declaring, struct declared_mapping mapping)
{
	if ((has_star(&mapping.from) || has_star(&mapping.to)) &&
		(!drop_star(declaring, &mapping.from) || !drop_star(declaring, &mapping.to)))
		return;
	vec_push(&declaring->out->mappings, mapping);
}

static int declare_mapped(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct made *made, const struct node *node,
	struct err *err)
{
	enum skip skip = SKIP_NONE;
	int answer = make_mapping(made, declaring, scope, rule, err);

	if (answer < 0 || fill_places(declaring, scope, &rule->from, &made->selected, VALUE_PATH,
				  &skip, err) < 0)
		return -1;
	made->mapping.format = rule->format;
	made->mapping.kind = rule->kind;
	for (size_t i = 0; answer == 1 && !skip && i < declaring->places.count; i++) {
		made->mapping.from = declaring->places.items[i];
		add_mapping(declaring, made->mapping);
	}
	if (!rule->reference)
		return 0;
	return declare_mapping_references(
		declaring, scope, rule, node, made->mapping.filter, skip, err);
}

/* A mapping at one selected value. */
static int declare_mapping_at(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct selector *selector, const struct node *node,
	struct err *err)
{
	struct made made = { .selected = { node, selector, NULL, false, false } };
	struct taken taken;
	int answer;

	if (node->text || rule->picking.pick_key) {
		answer =
			take(&taken, scope, node, selector, &rule->picking, VALUE_PATH, false, err);
		if (answer <= 0 || taken.skip)
			return answer < 0 ? -1 : 0;
		made.selected = taken.selected;
		made.selected.value = arena_text(declaring->manifest.arena, taken.selected.value);
	} else if (!passes(&rule->picking, node, &declaring->manifest.value)) {
		return 0;
	}
	made.mapping.span = rule->picking.pick_key ? node->key_span : node->span;
	made.mapping.location = location_of(declaring, node);
	return declare_mapped(declaring, scope, rule, &made, node, err);
}

static int declare_mapping(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	const struct selectors *at = &rule->picking.at;
	struct made convention = { .selected = scope_selected(scope), .mapping.location = "" };
	node_list nodes = VEC_INIT;
	int result = 0;

	if (at->count == 0)
		return declare_mapped(declaring, scope, rule, &convention, scope->node, err);
	for (size_t i = 0; i < at->count && result == 0; i++) {
		vec_clear(&nodes);
		selector_select(at->items[i], scope->node, &nodes);
		for (size_t k = 0; k < nodes.count && result == 0; k++)
			result = declare_mapping_at(
				declaring, scope, rule, at->items[i], nodes.items[k], err);
	}
	vec_release(&nodes);
	return result;
}

/* ---- names and apps ---- */

static struct span span_of_template(const struct template *template, const struct node *node)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct hole *hole = &template->holes[i];
		const struct node *at =
			hole->kind == HOLE_POINTER ? node_at(node, hole->text) : NULL;

		if (at)
			return at->span;
	}
	return node->span;
}

/* A name as places are written once they are filled: "out:" of the root is "out:.". */
static const char *normal_name(struct declaring *declaring, const char *name)
{
	const char *colon = strchr(name, ':'), *rest = colon ? colon + 1 : name;
	struct str path = STR_INIT;
	const char *normal = name;

	if (path_normalise(&path, rest) == 0)
		normal = arena_printf(declaring->manifest.arena, "%.*s%s", (int)(rest - name), name,
			path.size ? path.data : ".");
	str_release(&path);
	return normal;
}

static bool knows_name(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->names.count; i++)
		if (strcmp(facts->names.items[i].name, name) == 0)
			return true;
	return false;
}

static int declare_name_at(struct declaring *declaring, struct scope *scope,
	const struct name_rule *rule, const struct selected *selected, struct err *err)
{
	struct declared_name name = { .span = selected->selector
						      ? selected->node->span
						      : span_of_template(rule->name, scope->node) };
	struct str path = STR_INIT;
	int answer = scope_text(&name.name, scope, rule->name, selected, VALUE_PATH, err);

	if (answer == 1 && rule->directory) {
		answer = scope_text(
			&name.directory, scope, rule->directory, selected, VALUE_PATH, err);
		if (answer == 1 && path_normalise(&path, name.directory) < 0)
			answer = 0;
		if (answer == 1)
			name.directory = kept(declaring, &path);
		str_release(&path);
	}
	if (answer != 1 || !value_is_pathlike(name.name))
		return answer < 0 ? -1 : 0;
	name.name = normal_name(declaring, name.name);
	if (!knows_name(declaring->out, name.name))
		vec_push(&declaring->out->names, name);
	return 0;
}

static int declare_name(struct declaring *declaring, struct scope *scope,
	const struct name_rule *rule, struct err *err)
{
	const struct selected part = scope_selected(scope);
	node_list nodes = VEC_INIT;
	int result = 0;

	if (rule->at.count == 0)
		return declare_name_at(declaring, scope, rule, &part, err);
	for (size_t i = 0; i < rule->at.count && result == 0; i++) {
		vec_clear(&nodes);
		selector_select(rule->at.items[i], scope->node, &nodes);
		for (size_t k = 0; k < nodes.count && result == 0; k++) {
			const struct selected selected = { nodes.items[k], rule->at.items[i],
				nodes.items[k]->has_nul ? NULL : nodes.items[k]->text, false,
				false };

			result = declare_name_at(declaring, scope, rule, &selected, err);
		}
	}
	vec_release(&nodes);
	return result;
}

static bool knows_app(const struct facts *facts, const char *directory)
{
	for (size_t i = 0; i < facts->apps.count; i++)
		if (strcmp(facts->apps.items[i].directory, directory) == 0)
			return true;
	return false;
}

static int declare_app(struct declaring *declaring, struct scope *scope, struct err *err)
{
	const struct app_rule *rule = scope->part->app;
	const struct selected part = scope_selected(scope);
	struct declared_app app = { .is_weak = rule->is_weak, .span = scope->node->span };
	int answer = conditions_hold(&rule->when, scope->node, declaring->manifest.near, err);

	if (answer <= 0)
		return answer;
	if (scope_root(&app.directory, scope, err) < 0)
		return -1;
	for (size_t i = 0; !app.name && i < rule->names.count; i++) {
		answer = scope_text(&app.name, scope, rule->names.items[i], &part, VALUE_PATH, err);
		if (answer < 0)
			return -1;
		if (answer == 1 && !value_is_pathlike(app.name))
			app.name = NULL;
		if (app.name)
			app.span = span_of_template(rule->names.items[i], scope->node);
	}
	if (!app.name)
		app.name = *app.directory ? path_name(app.directory) : ".";
	if (!knows_app(declaring->out, app.directory))
		vec_push(&declaring->out->apps, app);
	return 0;
}

/* ---- rules ---- */

static int declare_part(struct declaring *declaring, struct scope *scope, struct err *err)
{
	const struct part *part = scope->part;

	if (part->app && declare_app(declaring, scope, err) < 0)
		return -1;
	for (size_t i = 0; i < part->names.count; i++)
		if (declare_name(declaring, scope, &part->names.items[i], err) < 0)
			return -1;
	for (size_t i = 0; i < part->references.count; i++) {
		const struct reference_rule *rule = part->references.items[i];

		if ((rule->inherited ? declare_inherited : declare_reference)(
			    declaring, scope, rule, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < part->mappings.count; i++)
		if (declare_mapping(declaring, scope, &part->mappings.items[i], err) < 0)
			return -1;
	return 0;
}

static bool names_parent(const struct part *part, const struct node *node)
{
	for (size_t i = 0; i < part->references.count; i++) {
		const struct reference_rule *rule = part->references.items[i];

		for (size_t k = 0; rule->parent != PARENT_NONE && k < rule->at_count; k++)
			if (selector_has(rule->at[k], node))
				return true;
	}
	return false;
}

static int declare_parts(
	struct declaring *declaring, struct scope *whole, const struct part *part, struct err *err)
{
	node_list nodes = VEC_INIT;
	int answer = 0;

	for (size_t i = 0; i < part->at.count; i++)
		selector_select(part->at.items[i], whole->node, &nodes);
	for (size_t i = 0; i < nodes.count && answer >= 0; i++) {
		struct scope scope;

		answer =
			conditions_hold(&part->when, nodes.items[i], declaring->manifest.near, err);
		if (answer != 1)
			continue;
		scope_init(&scope, &declaring->manifest, whole->rule, part, nodes.items[i], whole,
			true);
		answer = declare_part(declaring, &scope, err);
	}
	vec_release(&nodes);
	return answer < 0 ? -1 : 0;
}

static int declare_rule(struct declaring *declaring, const struct rule *rule,
	const struct node *root, struct err *err)
{
	struct scope scope;

	declaring->manifest.has_parent = rule->has_parents && names_parent(&rule->whole, root);
	scope_init(&scope, &declaring->manifest, rule, &rule->whole, root, NULL, true);
	if (declare_part(declaring, &scope, err) < 0)
		return -1;
	for (size_t i = 0; i < rule->parts.count; i++)
		if (declare_parts(declaring, &scope, &rule->parts.items[i], err) < 0)
			return -1;
	return 0;
}

/* ---- the whole manifest ---- */

static int compare_found(const void *a, const void *b)
{
	const struct found *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

/* Puts the references in order; of several for one value the first that was declared stays. */
static size_t settle(found_list *list)
{
	size_t count = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), compare_found);
	for (size_t i = 0; i < list->count; i++)
		if (count == 0 || list->items[count - 1].start != list->items[i].start)
			list->items[count++] = list->items[i];
	return count;
}

static void move_references(struct declaring *declaring)
{
	size_t count = settle(&declaring->found);

	for (size_t i = 0; i < count; i++)
		vec_push(&declaring->out->references, declaring->found.items[i].reference);
}

/* Facts of a whole repository are held at once: no list keeps room it does not need. */
#define shrink(vec)                                                                                \
	((vec)->capacity = (vec)->count,                                                           \
		(vec)->items = (vec)->count ? memory_resize((vec)->items, (vec)->count,            \
						      sizeof(*(vec)->items))                       \
					    : (free((vec)->items), NULL))

static void shrink_all(struct facts *facts)
{
	shrink(&facts->apps);
	shrink(&facts->names);
	shrink(&facts->mappings);
	shrink(&facts->references);
	shrink(&facts->inherited);
	shrink(&facts->near);
}

/* The candidates that recognise the document, or, if there is none to be read, those to which the
 * name is enough. Their number, or -1. */
static int recognise(struct declaring *declaring, struct rule **candidates, size_t count,
	const struct node *root, struct err *err)
{
	int kept_count = 0;

	for (size_t i = 0; i < count; i++) {
		int answer = !candidates[i]->is_conditional;

		if (rule_read_condition(candidates[i], err) < 0)
			return -1;
		if (root)
			answer = root->kind != NODE_MAP && root->kind != NODE_LIST
					 ? 0
					 : conditions_hold(&candidates[i]->whole.when, root,
						   declaring->manifest.near, err);
		if (answer < 0)
			return -1;
		if (answer)
			candidates[kept_count++] = candidates[i];
	}
	return kept_count;
}

static const char *formats_of(struct rule *const *rules, int count, struct arena *arena)
{
	struct str text = STR_INIT;
	const char *formats;

	for (int i = 0; i < count; i++)
		str_addf(&text, "%s%s", i ? " " : "", rules[i]->format);
	formats = arena_bytes(arena, text.data, text.size);
	str_release(&text);
	return formats;
}

int facts_syntax(enum syntax *out, const struct ruleset *ruleset, const char *path)
{
	struct rule **candidates = memory_get((ruleset->count + 1) * sizeof(*candidates));
	size_t count = index_candidates(ruleset->index, path, candidates);

	if (count)
		*out = rule_syntax(candidates[0], path);
	free(candidates);
	return count > 0;
}

static int declare_document(struct declaring *declaring, struct rule **candidates,
	size_t candidate_count, const struct document *document, struct err *err)
{
	int count = recognise(
		declaring, candidates, candidate_count, document ? document->root : NULL, err);

	if (count < 0)
		return -1;
	declaring->out->formats = formats_of(candidates, count, declaring->manifest.arena);
	for (int i = 0; document && i < count; i++)
		if (rule_complete(candidates[i], err) < 0 ||
			declare_rule(declaring, candidates[i], document->root, err) < 0)
			return -1;
	move_references(declaring);
	return 0;
}

/* Reads the document by the syntax of its first candidate. NULL in *out and facts->problem if it
 * does not parse. */
static void read_document(struct document **out, struct facts *facts, const struct rule *rule,
	const char *bytes, size_t size, struct arena *arena)
{
	struct err why;

	if (document_parse(out, rule_syntax(rule, facts->path), bytes, size, &why) == 0)
		return;
	*out = NULL;
	facts->problem = arena_text(arena, why.text);
	facts->problem_line = why.line;
}

int facts_declare(struct facts *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, size_t size, struct near_asker *near_asker, struct arena *arena,
	struct err *err)
{
	struct rule **candidates = memory_get((ruleset->count + 1) * sizeof(*candidates));
	size_t count = index_candidates(ruleset->index, path, candidates);
	struct document *document = NULL;
	struct declaring declaring;
	struct near near;
	int result = 0;

	*out = (struct facts){ .path = arena_text(arena, path), .formats = "" };
	start(&declaring, out, out->path, &near, arena);
	near_init(&near, near_asker, out, declaring.manifest.directory, arena);
	if (count > 0) {
		read_document(&document, out, candidates[0], bytes, size, arena);
		result = declare_document(&declaring, candidates, count, document, err);
	}
	shrink_all(out);
	if (result < 0) {
		err_wrap(err, "cannot declare '%s'", path);
		facts_release(out);
	}
	end(&declaring);
	near_release(&near);
	document_free(document);
	free(candidates);
	return result;
}

void facts_release(struct facts *facts)
{
	vec_release(&facts->apps);
	vec_release(&facts->names);
	vec_release(&facts->mappings);
	vec_release(&facts->references);
	vec_release(&facts->inherited);
	vec_release(&facts->near);
}

int facts_select(struct declared_reference **out, size_t *count, const struct reference_rule *rule,
	const char *path, const struct node *root, struct arena *arena, struct err *err)
{
	struct declaring declaring;
	struct scope scope;
	int result;

	start(&declaring, NULL, path, NULL, arena);
	scope_init(
		&scope, &declaring.manifest, rule->owner, &rule->owner->whole, root, NULL, false);
	result = declare_reference(&declaring, &scope, rule, err);
	*count = settle(&declaring.found);
	*out = arena_get(arena, (*count + 1) * sizeof(**out));
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = declaring.found.items[i].reference;
	end(&declaring);
	return result;
}

size_t rule_pointers(const struct reference_rule *rule, const char **out, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < rule->at_count && count < most; i++)
		out[count++] = selector_pointer(rule->at[i]);
	return count;
}
