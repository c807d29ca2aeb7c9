/*
 * scope.c - fills templates.
 */
#include "rules/scope.h"

#include <string.h>

#include "rules/lookup.h"
#include "rules/variables.h"
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

/* What a piece leaves to step 2. */
struct later {
	const struct rule *rule; /* whose variables count */
	const struct hole *hole;
};

/* ---- filling ---- */

static void end_piece(struct filling *filling, struct arena *arena)
{
	if (filling->text.size == 0)
		return;
	vec_push(&filling->pieces,
		(struct piece){ PIECE_TEXT,
			arena_bytes(arena, filling->text.data, filling->text.size), NULL, 0,
			NULL });
	str_clear(&filling->text);
}

static void add_piece(struct filling *filling, struct piece piece, struct arena *arena)
{
	if (piece.kind == PIECE_TEXT) {
		str_add_text(&filling->text, piece.text);
		return;
	}
	end_piece(filling, arena);
	vec_push(&filling->pieces, piece);
}

/* What comes now is a path of its own. */
static void restart(struct filling *filling)
{
	str_clear(&filling->text);
	vec_clear(&filling->pieces);
	filling->restarts = true;
}

static struct place end_place(struct filling *filling, struct arena *arena)
{
	struct piece *pieces;
	size_t count;

	if (filling->text.size || filling->pieces.count == 0)
		vec_push(&filling->pieces,
			(struct piece){ PIECE_TEXT,
				arena_bytes(arena, filling->text.data, filling->text.size), NULL, 0,
				NULL });
	count = filling->pieces.count;
	pieces = arena_get(arena, count * sizeof(*pieces));
	memcpy(pieces, filling->pieces.items, count * sizeof(*pieces));
	return (struct place){ pieces, count, filling->restarts, filling->confidence };
}

static void start_place(struct filling *filling, enum value_mode mode)
{
	str_clear(&filling->text);
	vec_clear(&filling->pieces);
	filling->mode = mode;
	filling->skip = SKIP_NONE;
	filling->restarts = false;
	filling->confidence = CONFIDENCE_DECLARED;
}

static void weaken(struct filling *filling, enum confidence confidence)
{
	filling->confidence = weaker_confidence(filling->confidence, confidence);
}

static void release_filling(struct filling *filling)
{
	str_release(&filling->text);
	vec_release(&filling->pieces);
}

#define FILLING_INIT                                                                               \
	{                                                                                          \
		.text = STR_INIT                                                                   \
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
	release_filling(&manifest->filling);
	str_release(&manifest->value);
}

static int fill(struct filling *filling, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err);

/* ---- holes ---- */

static void add_place(struct filling *filling, const struct place *place, struct arena *arena)
{
	if (place->restarts)
		restart(filling);
	weaken(filling, place->confidence);
	for (size_t i = 0; i < place->count; i++)
		add_piece(filling, place->pieces[i], arena);
}

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
	weaken(filling, node->confidence);
	if (filling->mode == VALUE_RAW ||
		(filling->mode == VALUE_PART && node->kind == NODE_UNKNOWN)) {
		str_add_text(&filling->text, node->text);
		return node->kind != NODE_UNKNOWN;
	}
	if (node->is_rooted)
		restart(filling);
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
		restart(filling);
	weaken(filling, filled.place.confidence);
	if (filled.place.count)
		add_place(filling, &filled.place, scope->manifest->arena);
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
		add_piece(filling, (struct piece){ .kind = PIECE_VALUE }, arena);
		return 1;
	}
	if (!selected->value)
		return 0;
	if (selected->restarts)
		restart(filling);
	if (selected->place) {
		add_place(filling, selected->place, arena);
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

		start_place(&filling, VALUE_PATH);
		answer = fill(&filling, scope, base->templates.items[i], &selected, err);
		if (answer != 1)
			continue;
		place = end_place(&filling, scope->manifest->arena);
		vec_push(&choices, place);
		is_certain = filling.skip || !scope_may_be_absent(&place);
		known->skip = filling.skip;
	}
	known->state = choices.count ? KNOWN : KNOWN_ABSENT;
	if (choices.count)
		known->place = scope_choose(choices.items, choices.count, scope->manifest->arena);
	vec_release(&choices);
	release_filling(&filling);
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

	start_place(&filling, VALUE_RAW);
	answer = add_hole(&filling, scope, hole, selected, err);
	str_set(out, filling.text.data);
	release_filling(&filling);
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
	add_place(filling, &known->place, scope->manifest->arena);
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

	*place = end_place(filling, arena);
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

	start_place(&file, VALUE_PATH);
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
		add_piece(filling, piece, arena);
	}
	release_filling(&file);
	return answer;
}

static int add_inherited(struct filling *filling, struct scope *scope, const struct hole *hole)
{
	if (!scope->manifest->has_parent)
		return 0;
	add_piece(filling, (struct piece){ .kind = PIECE_INHERITED, .text = hole->text },
		scope->manifest->arena);
	return 1;
}

static int add_root(
	struct filling *filling, struct scope *scope, enum hole_kind kind, struct err *err)
{
	const char *root;

	if (scope_root(&root, scope, err) < 0)
		return -1;
	add_piece(filling,
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
		add_piece(filling, (struct piece){ .kind = PIECE_FROM }, arena);
		return 1;
	case HOLE_PROVIDER:
		add_piece(filling, (struct piece){ .kind = PIECE_PROVIDER }, arena);
		return 1;
	case HOLE_BASE:
		return add_base(filling, scope, hole->number, err);
	case HOLE_NEAREST:
		add_piece(filling, (struct piece){ .kind = PIECE_NEAREST, .text = hole->text },
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

	start_place(&inner, filling->mode);
	answer = add_bare_hole(&inner, scope, hole, selected, err);
	if (answer == 1 && inner.pieces.count) {
		add_piece(filling,
			(struct piece){ PIECE_CHANGED, NULL,
				keep_place(&inner, scope->manifest->arena), 1,
				keep_later(scope, hole) },
			scope->manifest->arena);
	} else if (answer >= 0) {
		answer = change(&inner.text, hole, answer == 1);
		if (answer == 1 && inner.restarts)
			restart(filling);
		if (answer == 1)
			str_add_text(&filling->text, inner.text.data);
	}
	if (answer == 1 && !filling->skip)
		filling->skip = inner.skip;
	if (answer == 1)
		weaken(filling, inner.confidence);
	release_filling(&inner);
	return answer;
}

static int add_hole(struct filling *filling, struct scope *scope, const struct hole *hole,
	const struct selected *selected, struct err *err)
{
	return (hole->function_count ? add_changed_hole : add_bare_hole)(
		filling, scope, hole, selected, err);
}

/* 1, 0: a hole of it is not there, -1. */
static int fill(struct filling *filling, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err)
{
	int answer = 1;

	for (size_t i = 0; i < template->count && answer == 1; i++)
		answer = add_hole(filling, scope, &template->holes[i], selected, err);
	return answer;
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
	start_place(&filling, mode);
	weaken(&filling, confidence_of(template, selected));
	answer = fill(&filling, scope, template, selected, err);
	if (answer == 1) {
		*out = end_place(&filling, scope->manifest->arena);
		*skip = filling.skip;
	}
	release_filling(kept);
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
	start_place(&filling, mode);
	answer = fill(&filling, scope, template, selected, err);
	if (answer == 1 && (filling.skip || filling.pieces.count))
		answer = 0; /* not to be judged, or found too late */
	if (answer == 1)
		*out = arena_bytes(scope->manifest->arena, filling.text.data, filling.text.size);
	release_filling(&filling);
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
