/*
 * declare_mapping.c - declares the mappings of a rule, and the references that they are too.
 */
#include "rules/declaring.h"

#include <string.h>

#include "rules/except.h"
#include "rules/loss.h"

/* What a mapping is made of, besides its `from`s. */
struct made {
	struct declared_mapping mapping;
	struct selected selected;
	enum skip from_skip; /* why `from` cannot be judged */
};

/* A part of a value, or with NULL all of it. The places are the ones just filled. */
static int declare_own_part(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, const struct node *node, const struct excerpt *part,
	const struct made *made, struct err *err)
{
	struct look look = look_of(rule);
	struct taken taken;
	int answer;

	look.has_negations = false;
	if (made->mapping.filter)
		look.mode = VALUE_GLOB;
	answer = take(&taken, scope, node, NULL, part, &look, err);
	if (answer <= 0)
		return answer;
	if (!taken.skip)
		taken.skip = made->from_skip;
	vec_clear(&declaring->values);
	add_written(declaring, &taken, node);
	end_reference(declaring, rule, node, &made->mapping, taken.ordinal);
	return 0;
}

/* The reference that a mapping's `from` is too: where it is divided, at the part at hand. */
static int declare_own_reference(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct node *node, const struct excerpt *part,
	const struct made *made, struct err *err)
{
	const struct picking *picking = rule->reference->picking;
	node_list nodes = VEC_INIT;
	int result = 0;

	if (picking->at.count == 0)
		vec_push(&nodes, node);
	for (size_t i = 0; i < picking->at.count; i++)
		selector_select(picking->at.items[i], node, &nodes);
	for (size_t i = 0; i < nodes.count && result == 0; i++)
		if (picking->pick_key || nodes.items[i]->kind == NODE_STRING)
			result = declare_own_part(declaring, scope, rule->reference, nodes.items[i],
				picking->at.count ? NULL : part, made, err);
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

/* A place that is kept for step 2, or NULL without a template. 1, 0, -1. */
static int make_place(const struct place **out, const struct made *made,
	struct declaring *declaring, struct scope *scope, const struct template *template,
	enum value_mode mode, struct err *err)
{
	enum skip skip = SKIP_NONE;
	struct place place, *kept;
	int answer;

	if (!template)
		return 1;
	answer = scope_place(&place, &skip, scope, template, &made->selected, mode, err);
	if (answer != 1 || skip)
		return answer < 0 ? -1 : 0;
	kept = arena_get(declaring->manifest.arena, sizeof(*kept));
	*kept = place;
	*out = kept;
	return 1;
}

/* A range of versions; NULL if nobody wrote one. */
static int make_range(const char **out, const struct made *made, struct scope *scope,
	const struct template *template, struct err *err)
{
	return template ? scope_text(out, scope, template, &made->selected, VALUE_RAW, err) : 0;
}

/* The names on which the mapping depends. 1, 0, -1. */
static int make_names(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	struct declared_mapping *mapping = &made->mapping;
	int answer = 1;

	if (rule->through)
		answer = scope_text(
			&mapping->through, scope, rule->through, &made->selected, VALUE_PATH, err);
	if (answer == 1 &&
		(make_range(&mapping->range, made, scope, rule->range, err) < 0 ||
			make_range(&mapping->beyond, made, scope, rule->beyond, err) < 0))
		return -1;
	if (answer == 1)
		answer = make_place(
			&mapping->given, made, declaring, scope, rule->given, VALUE_PATH, err);
	if (answer == 1)
		answer = make_place(
			&mapping->unless, made, declaring, scope, rule->unless, VALUE_PATH, err);
	return answer;
}

/* Where no file may be. 1, 0: it cannot be told, -1. */
static int make_vacant(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	enum skip skip = SKIP_NONE;

	if (rule->vacant.count == 0)
		return 1;
	if (fill_places(declaring, scope, &rule->vacant, &made->selected, VALUE_PATH, &skip, err) <
		0)
		return -1;
	made->mapping.vacant = (struct places){ keep_places(declaring), declaring->places.count };
	return skip == SKIP_NONE;
}

/* What the way loses: its words, a line each. 1, 0: one of them is none, -1. */
static int make_loses(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	struct str words = STR_INIT;
	int answer = 1;

	for (size_t i = 0; i < rule->loses.count && answer == 1; i++) {
		const char *word;

		answer = scope_text(
			&word, scope, rule->loses.items[i], &made->selected, VALUE_RAW, err);
		if (answer == 0 || (answer == 1 && *word == '\0')) {
			answer = 1; /* it says nothing here */
			continue;
		}
		if (answer == 1)
			answer = loss_is_word(word);
		if (answer == 1)
			str_addf(&words, "%s%s", words.size ? "\n" : "", word);
	}
	if (words.size)
		made->mapping.loses = kept(declaring, &words);
	str_release(&words);
	return answer;
}

/* What is left out: known at once, or where it stands. 0, -1. */
static int make_except(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	struct declared_except *except;
	enum skip skip = SKIP_NONE;

	if (rule->except->in.count == 0)
		return except_list(
			&made->mapping.except, scope, rule->except, made->selected.node, err);
	if (fill_places(declaring, scope, &rule->except->in, &made->selected, VALUE_PATH, &skip,
		    err) < 0)
		return -1;
	except = arena_get(declaring->manifest.arena, sizeof(*except));
	*except = (struct declared_except){ .rule = rule->except,
		.owner = scope->rule,
		.files = keep_places(declaring),
		.file_count = skip ? 0 : declaring->places.count };
	made->mapping.except_in = except;
	return 0;
}

/* What follows `from` starts with neither '/' nor "./"; people write both. */
static const char *without_start(const char *filter)
{
	while (*filter == '/' || (filter[0] == '.' && filter[1] == '/'))
		filter++;
	return filter;
}

/* What lets a path pass: known at once, or what step 2 fills in. 0, -1. */
static int make_filter(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct template *template, struct err *err)
{
	struct declared_mapping *mapping = &made->mapping;
	int answer;

	if (!template)
		return 0;
	answer = scope_text(&mapping->filter, scope, template, &made->selected, VALUE_GLOB, err);
	if (answer == 1)
		mapping->filter = without_start(mapping->filter);
	if (answer == 0)
		answer = make_place(
			&mapping->filter_later, made, declaring, scope, template, VALUE_GLOB, err);
	return answer < 0 ? -1 : 0;
}

/* Fills what stands beside `from`. 1, 0: the mapping is not there, -1. */
static int make_mapping(struct made *made, struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	int answer;

	if (make_filter(made, declaring, scope, rule->filter, err) < 0)
		return -1;
	if (rule->except && make_except(made, declaring, scope, rule, err) < 0)
		return -1;
	answer = make_loses(made, declaring, scope, rule, err);
	if (answer == 1)
		answer = make_vacant(made, declaring, scope, rule, err);
	if (answer == 1)
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
	struct piece *pieces, *last;
	size_t size;

	if (place->count == 0)
		return false;
	pieces = arena_get(arena, place->count * sizeof(*pieces));
	memcpy(pieces, place->pieces, place->count * sizeof(*pieces));
	last = &pieces[place->count - 1];
	size = last->kind == PIECE_TEXT ? strlen(last->text) : 0;
	if (size < 2 || strcmp(last->text + size - 2, "/*") != 0)
		return false;
	last->text = arena_bytes(arena, last->text, size - 2);
	place->pieces = pieces;
	return !has_star(place);
}

/* Is it there whatever else there is, with all that lies below it? */
static bool is_certain(const struct declared_mapping *mapping)
{
	return !mapping->through && !mapping->given && !mapping->unless && !mapping->except &&
	       !mapping->except_in && !mapping->is_choice && mapping->calls.count == 0;
}

static const char *plain_text(const struct place *place)
{
	return place->count == 1 && place->pieces[0].kind == PIECE_TEXT ? place->pieces[0].text
									: NULL;
}

/* Two ways to read one value may be one: from the root, say, and from the manifest's own directory;
 * or of two configurations that share it. */
static bool is_said_before(struct declaring *declaring, const struct declared_mapping *mapping)
{
	const char *from = plain_text(&mapping->from), *to = plain_text(&mapping->to);
	struct map_entry *said;
	bool is_known;
	struct str key = STR_INIT;

	if (!from || !to || !is_certain(mapping))
		return false;
	str_addf(&key, "%s\n%s\n%s\n%s\n%s\n%zu %d", mapping->format, from, to,
		mapping->filter ? mapping->filter : "\n", mapping->loses ? mapping->loses : "",
		mapping->span.start, mapping->confidence);
	said = map_put(&declaring->said, key.data, key.size);
	is_known = said->value != NULL;
	said->value = declaring;
	str_release(&key);
	return is_known;
}

/* "a/" and "b/" with a star behind both is the directory; any other pattern is no path that a
 * mapping could lead to. */
static void add_mapping(struct declaring *declaring, struct declared_mapping mapping)
{
	if ((has_star(&mapping.from) || has_star(&mapping.to)) &&
		(!drop_star(declaring, &mapping.from) || !drop_star(declaring, &mapping.to)))
		return;
	if (is_said_before(declaring, &mapping))
		return;
	if (has_room(declaring, declaring->out->mappings.count, mapping.span.line))
		vec_push(&declaring->out->mappings, mapping);
}

/* The weakest of what the mapping is made of. A value that nobody selected, as of a convention, is
 * the document itself. */
static enum confidence confidence_of(
	const struct mapping_rule *rule, const struct made *made, const struct node *node)
{
	const struct declared_mapping *mapping = &made->mapping;
	enum confidence weakest = weaker_confidence(rule->confidence, node->confidence);

	weakest = weaker_confidence(weakest, mapping->from.confidence);
	return weaker_confidence(weakest, mapping->to.confidence);
}

static int declare_mapped(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct made *made, const struct node *node,
	const struct excerpt *part, struct err *err)
{
	int answer = make_mapping(made, declaring, scope, rule, err);

	if (answer < 0 || fill_places(declaring, scope, &rule->from, &made->selected, VALUE_PATH,
				  &made->from_skip, err) < 0)
		return -1;
	made->mapping.format = rule->format;
	made->mapping.kind = rule->kind;
	made->mapping.is_choice = rule->choice;
	made->mapping.calls = rule->calls;
	for (size_t i = 0; answer == 1 && !made->from_skip && i < declaring->places.count; i++) {
		made->mapping.from = declaring->places.items[i];
		made->mapping.confidence = confidence_of(rule, made, node);
		add_mapping(declaring, made->mapping);
	}
	if (!rule->reference)
		return 0;
	return declare_own_reference(declaring, scope, rule, node, part, made, err);
}

/* A mapping at a part of a selected value, or with NULL at all of it. */
static int declare_mapping_part(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct selector *selector, const struct node *node,
	const struct excerpt *part, struct err *err)
{
	const struct look look = { &rule->picking, VALUE_PATH, false };
	struct made made = { .selected = { .node = node, .selector = selector } };
	struct taken taken;
	int answer;

	made.mapping.span = rule->picking.pick_key ? node->key_span : node->span;
	if (node->text || rule->picking.pick_key) {
		answer = take(&taken, scope, node, selector, part, &look, err);
		if (answer <= 0 || taken.skip)
			return answer < 0 ? -1 : 0;
		made.selected = taken.selected;
		made.selected.value = arena_text(declaring->manifest.arena, taken.selected.value);
		made.mapping.span = taken.span;
	} else if (!takes_node(&rule->picking, node)) {
		return 0;
	}
	made.mapping.location = location_of(declaring, node);
	if (node->origin) {
		made.mapping.origin = *node->origin;
		made.mapping.origin.file =
			arena_text(declaring->manifest.arena, node->origin->file);
	}
	return declare_mapped(declaring, scope, rule, &made, node, part, err);
}

static int declare_mapping_at(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, const struct selector *selector, const struct node *node,
	struct err *err)
{
	excerpt_list parts = VEC_INIT;
	int result = 0;

	if (!picking_divides(&rule->picking))
		return declare_mapping_part(declaring, scope, rule, selector, node, NULL, err);
	take_parts(&parts, scope, node, &rule->picking);
	for (size_t i = 0; i < parts.count && result == 0; i++)
		result = declare_mapping_part(
			declaring, scope, rule, selector, node, &parts.items[i], err);
	vec_release(&parts);
	return result;
}

int declare_mapping(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err)
{
	const struct selectors *at = &rule->picking.at;
	struct made convention = { .selected = scope_selected(scope), .mapping.location = "" };
	node_list nodes = VEC_INIT;
	int result = 0;

	if (at->count == 0)
		return declare_mapped(declaring, scope, rule, &convention, scope->node, NULL, err);
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
