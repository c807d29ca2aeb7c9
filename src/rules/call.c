#include "rules/call.h"

#include "rules/taking.h"

/* What is selected, and what becomes of it. */
struct collecting {
	struct scope *scope;
	const struct templates *templates;
	VEC(const char *) texts;
};

static int add_texts(
	struct collecting *collecting, const struct selected *selected, struct err *err)
{
	for (size_t i = 0; i < collecting->templates->count; i++) {
		const char *text;
		int answer = scope_text(&text, collecting->scope, collecting->templates->items[i],
			selected, VALUE_PATH, err);

		if (answer < 0)
			return -1;
		if (answer == 1 && collecting->texts.count < CALL_TEXTS_MAX)
			vec_push(&collecting->texts, text);
	}
	return 0;
}

static int add_part(struct collecting *collecting, const struct picking *picking,
	const struct node *node, const struct selector *selector, const struct excerpt *part,
	struct err *err)
{
	const struct look look = { picking, VALUE_PATH, false };
	struct taken taken;
	int answer = take(&taken, collecting->scope, node, selector, part, &look, err);

	if (answer <= 0 || taken.skip)
		return answer < 0 ? -1 : 0;
	return add_texts(collecting, &taken.selected, err);
}

static int add_node(struct collecting *collecting, const struct picking *picking,
	const struct node *node, const struct selector *selector, struct err *err)
{
	excerpt_list parts = VEC_INIT;
	int result = 0;

	if (!picking_divides(picking))
		return add_part(collecting, picking, node, selector, NULL, err);
	take_parts(&parts, collecting->scope, node, picking);
	for (size_t i = 0; i < parts.count && result == 0; i++)
		result = add_part(collecting, picking, node, selector, &parts.items[i], err);
	vec_release(&parts);
	return result;
}

static int add_picked(struct collecting *collecting, const struct picking *picking, struct err *err)
{
	node_list nodes = VEC_INIT;
	int result = 0;

	for (size_t i = 0; i < picking->at.count && result == 0; i++) {
		vec_clear(&nodes);
		selector_select(picking->at.items[i], collecting->scope->node, &nodes);
		for (size_t k = 0; k < nodes.count && result == 0; k++)
			result = add_node(
				collecting, picking, nodes.items[k], picking->at.items[i], err);
	}
	vec_release(&nodes);
	return result;
}

/* The texts that the templates make of what is picked from the document; of the document itself
 * where nothing is picked from it. */
static int collect(struct texts *out, const struct templates *templates,
	const struct picking *picking, const struct rule *owner, const char *path,
	const struct node *root, struct arena *arena, struct err *err)
{
	struct manifest manifest;
	struct scope scope;
	struct collecting collecting = { &scope, templates, VEC_INIT };
	const struct selected whole = { .node = root };
	int result;

	manifest_init(&manifest, path, arena);
	scope_init(&scope, &manifest, owner, &owner->whole, root, NULL, false);
	result = picking ? add_picked(&collecting, picking, err)
			 : add_texts(&collecting, &whole, err);
	out->count = collecting.texts.count;
	out->items = arena_get(arena, (out->count + 1) * sizeof(*out->items));
	for (size_t i = 0; i < out->count; i++)
		out->items[i] = collecting.texts.items[i];
	vec_release(&collecting.texts);
	manifest_release(&manifest);
	return result;
}

bool call_is_elsewhere(const struct call_rule *call)
{
	return call->in.count > 0;
}

int call_files(struct texts *out, const struct call_rule *call, const struct rule *owner,
	const char *path, const struct node *root, struct arena *arena, struct err *err)
{
	return collect(out, &call->in, call->each, owner, path, root, arena, err);
}

int call_names(struct texts *out, const struct call_rule *call, const struct rule *owner,
	const char *path, const struct node *root, struct arena *arena, struct err *err)
{
	return collect(out, &call->names, &call->picking, owner, path, root, arena, err);
}

struct texts call_pointers(const struct call_rule *call, bool in_manifest, struct arena *arena)
{
	const struct picking *picking = in_manifest && call->in.count ? call->each : &call->picking;
	struct texts pointers = { NULL, 0 };

	if (!picking)
		return pointers;
	pointers.items = arena_get(arena, (picking->at.count + 1) * sizeof(*pointers.items));
	for (size_t i = 0; i < picking->at.count; i++)
		pointers.items[pointers.count++] = selector_pointer(picking->at.items[i]);
	return pointers;
}
