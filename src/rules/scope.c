/*
 * scope.c - what the templates of a manifest, or of a part of one, stand for.
 */
#include "rules/scope.h"

#include <string.h>

#include "rules/filling.h"
#include "rules/holes.h"
#include "util/path.h"

void scope_init(struct scope *scope, struct manifest *manifest, const struct rule *rule,
	const struct part *part, const struct node *node, struct scope *outer, bool has_bases)
{
	size_t own = part->bases.count - part->outer_bases;

	*scope = (struct scope){
		.manifest = manifest, .rule = rule, .part = part, .node = node, .outer = outer
	};
	if (has_bases)
		scope->bases = arena_get_zeroed(manifest->arena, (own + 1) * sizeof(*scope->bases));
}

struct selected scope_selected(const struct scope *scope)
{
	return (struct selected){ .node = scope->node, .value = scope->node->text };
}

void manifest_init(struct manifest *manifest, const char *path, struct arena *arena)
{
	*manifest = (struct manifest){ .path = path,
		.directory = arena_bytes(arena, path, path_parent_size(path)),
		.arena = arena,
		.filling = FILLING_INIT,
		.value = STR_INIT };
}

void manifest_release(struct manifest *manifest)
{
	filling_release(&manifest->filling);
	str_release(&manifest->value);
}

/* A place with an open piece other than an app's may. */
bool scope_may_be_absent(const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		if (place->pieces[i].kind != PIECE_TEXT && place->pieces[i].kind != PIECE_APP)
			return true;
	return false;
}

struct place scope_choose(const struct place *choices, size_t count, struct arena *arena)
{
	enum confidence confidence = choices[0].confidence;
	struct place *kept;
	struct piece *piece;

	if (count == 1)
		return choices[0];
	for (size_t i = 1; i < count; i++)
		confidence = weaker_confidence(confidence, choices[i].confidence);
	kept = arena_get(arena, count * sizeof(*kept));
	memcpy(kept, choices, count * sizeof(*kept));
	piece = arena_get(arena, sizeof(*piece));
	*piece = (struct piece){ PIECE_CHOICE, NULL, kept, count, NULL };
	return (struct place){ piece, 1, false, confidence };
}

/* ---- templates of plain texts, which most are ---- */

#define HOLES_PLAIN                                                                                \
	(HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY) | HOLE_BIT(HOLE_MANIFEST) | HOLE_BIT(HOLE_ROOT))

static bool is_plain(const struct template *template, const struct selected *selected)
{
	return !(template->uses & ~HOLES_PLAIN) && !selected->restarts && !selected->is_open &&
	       !selected->place;
}

/* What a hole of a plain template is filled with; NULL: it is not there. */
static const char *plain_text(
	const struct scope *scope, const struct hole *hole, const struct selected *selected)
{
	switch (hole->kind) {
	case HOLE_VALUE:
		return selected->value;
	case HOLE_KEY:
		return selected->node->key;
	case HOLE_MANIFEST:
		return scope->manifest->directory;
	case HOLE_ROOT:
		return scope->root;
	default:
		return hole->text;
	}
}

/* Fills a plain template at once, with `before` bytes of room in front. 1, 0, -1. */
static int fill_plain(char **out, size_t before, struct scope *scope,
	const struct template *template, const struct selected *selected, struct err *err)
{
	size_t size = before + 1;
	const char *root;
	char *at;

	if (template->uses & HOLE_BIT(HOLE_ROOT) && scope_root(&root, scope, err) < 0)
		return -1;
	for (size_t i = 0; i < template->count; i++) {
		const char *text = plain_text(scope, &template->holes[i], selected);

		if (!text)
			return 0;
		size += strlen(text);
	}
	*out = arena_get(scope->manifest->arena, size);
	at = *out + before;
	for (size_t i = 0; i < template->count; i++)
		at = stpcpy(at, plain_text(scope, &template->holes[i], selected));
	*at = '\0';
	return 1;
}

/* How sure the selected value is, if the template speaks of it. */
static enum confidence confidence_of(
	const struct template *template, const struct selected *selected)
{
	return template->uses & HOLES_OF_A_VALUE ? selected->node->confidence : CONFIDENCE_DECLARED;
}

/* The one piece and its text stand behind each other. */
static int fill_plain_place(struct place *out, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err)
{
	char *memory;
	int answer = fill_plain(&memory, sizeof(struct piece), scope, template, selected, err);

	if (answer == 1) {
		struct piece *piece = (struct piece *)memory;

		*piece = (struct piece){ .kind = PIECE_TEXT, .text = memory + sizeof(*piece) };
		*out = (struct place){ piece, 1, false, confidence_of(template, selected) };
	}
	return answer;
}

/* ---- for all ---- */

static const struct known_place *find_known(
	const struct scope *scope, const struct template *template)
{
	for (size_t i = 0; i < scope->place_count; i++)
		if (scope->places[i].template == template)
			return &scope->places[i];
	return NULL;
}

static int fill_place(struct place *out, enum skip *skip, struct scope *scope,
	const struct template *template, const struct selected *selected, enum value_mode mode,
	struct err *err)
{
	struct filling *kept = &scope->manifest->filling;
	struct filling filling;
	int answer;

	*skip = SKIP_NONE;
	if (is_plain(template, selected))
		return fill_plain_place(out, scope, template, selected, err);
	filling = *kept; /* a variable in a hole fills a place while this one is being filled */
	*kept = (struct filling)FILLING_INIT;
	filling_start(&filling, mode);
	filling_weaken(&filling, confidence_of(template, selected));
	answer = holes_fill(&filling, scope, template, selected, err);
	if (answer == 1) {
		*out = filling_end(&filling, scope->manifest->arena);
		*skip = filling.skip;
	}
	filling_release(kept);
	*kept = filling;
	return answer;
}

int scope_place(struct place *out, enum skip *skip, struct scope *scope,
	const struct template *template, const struct selected *selected, enum value_mode mode,
	struct err *err)
{
	bool is_constant = !(template->uses & HOLES_OF_A_VALUE);
	const struct known_place *known = is_constant ? find_known(scope, template) : NULL;
	int answer;

	if (known) {
		*out = known->place;
		*skip = known->skip;
		return 1;
	}
	answer = fill_place(out, skip, scope, template, selected, mode, err);
	if (answer == 1 && is_constant && scope->place_count < KNOWN_PLACES_MAX)
		scope->places[scope->place_count++] = (struct known_place){ template, *out, *skip };
	return answer;
}

int scope_text(const char **out, struct scope *scope, const struct template *template,
	const struct selected *selected, enum value_mode mode, struct err *err)
{
	struct filling filling = FILLING_INIT;
	char *text;
	int answer;

	if (is_plain(template, selected)) {
		answer = fill_plain(&text, 0, scope, template, selected, err);
		if (answer == 1)
			*out = text;
		return answer;
	}
	filling_start(&filling, mode);
	answer = holes_fill(&filling, scope, template, selected, err);
	if (answer == 1 && (filling.skip || filling.pieces.count))
		answer = 0; /* not to be judged, or found too late */
	if (answer == 1)
		*out = arena_bytes(scope->manifest->arena, filling.text.data, filling.text.size);
	filling_release(&filling);
	return answer;
}

int scope_root(const char **out, struct scope *scope, struct err *err)
{
	const struct selected selected = scope_selected(scope);
	const struct templates *templates = &scope->part->root;
	struct str path = STR_INIT;
	int answer = 0;

	for (size_t i = 0; !scope->root && answer >= 0 && i < templates->count; i++) {
		const char *text;

		answer = scope_text(&text, scope, templates->items[i], &selected, VALUE_PATH, err);
		if (answer == 1 && path_normalise(&path, text) == 0)
			scope->root = arena_bytes(scope->manifest->arena, path.data, path.size);
	}
	str_release(&path);
	if (answer < 0)
		return -1;
	if (!scope->root && scope->outer && scope_root(&scope->root, scope->outer, err) < 0)
		return -1;
	if (!scope->root)
		scope->root = scope->manifest->directory;
	*out = scope->root;
	return 0;
}
