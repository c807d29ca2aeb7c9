/*
 * variables.c - finds variables in texts, and what they stand for.
 */
#include "rules/variables.h"

#include <string.h>

/* Of variables in what variables stand for; a text with more of them keeps them. */
#define DEPTH_MAX 8u
#define STEPS_MAX 64u
/* Of a whole manifest, bytes that variables were filled into: a few lines can stand for more than
 * any memory. What follows keeps its variables, and is skipped as what is not known. */
#define FILLED_MAX ((size_t)16 << 20)

/* A variable at some place of a text. */
struct match {
	const struct variable *variable;
	const char *captures[VARIABLE_STARS_MAX]; /* of the arena */
	size_t size;
};

/* The text that is put together, with what is found later between its pieces. */
struct rewriting {
	struct scope *scope;
	struct filled *out;
	struct str text; /* all of it, an "x" for what is found later */
	size_t kept;     /* so much of `text` is in the pieces */
	VEC(struct piece) pieces;
};

/* ---- finding ---- */

static bool is_name_part(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* The size of what a star stands for at `text`; 0: it stands for nothing here. */
static size_t star_size(const char *text, const char *behind)
{
	const char *end = strstr(text, behind);
	size_t size = 0;

	if (*behind == '\0') {
		while (is_name_part(text[size]))
			size++;
		return size;
	}
	size = end ? (size_t)(end - text) : 0;
	return strcspn(text, " \t\r\n\"'`{}$<>") < size ? 0 : size;
}

/* What follows `prefix`, or NULL if the text does not begin with it. */
static const char *behind(const char *text, const char *prefix)
{
	for (; *prefix; text++, prefix++)
		if (*text != *prefix)
			return NULL;
	return text;
}

static bool matches(
	struct match *out, const struct variable *variable, const char *text, struct arena *arena)
{
	const char *at = text;

	for (unsigned i = 0;; i++) {
		size_t size;

		at = behind(at, variable->parts[i]);
		if (!at)
			return false;
		if (i == variable->stars)
			break;
		size = star_size(at, variable->parts[i + 1]);
		if (size == 0)
			return false;
		out->captures[i] = arena_bytes(arena, at, size);
		at += size;
	}
	out->variable = variable;
	out->size = (size_t)(at - text);
	return true;
}

/* The longest variable that `text` begins with. */
static bool find_at(
	struct match *out, const struct rule *rule, const char *text, struct arena *arena)
{
	for (size_t i = 0; i < rule->variables.count; i++) {
		const struct variable *variable = &rule->variables.items[i];

		if (*variable->parts[0] == *text && matches(out, variable, text, arena))
			return true;
	}
	return false;
}

static bool may_have_variable(const struct rule *rule, const char *text)
{
	for (size_t i = 0; i < rule->variables.count; i++)
		if (strstr(text, rule->variables.items[i].parts[0]))
			return true;
	return false;
}

/* ---- filling ---- */

static void end_text(struct rewriting *rewriting)
{
	struct arena *arena = rewriting->scope->manifest->arena;
	size_t size = rewriting->text.size - rewriting->kept;

	if (size)
		vec_push(&rewriting->pieces,
			(struct piece){ PIECE_TEXT,
				arena_bytes(arena, rewriting->text.data + rewriting->kept, size),
				NULL, 0, NULL });
	rewriting->kept = rewriting->text.size;
}

static void add_place(struct rewriting *rewriting, const struct place *place)
{
	if (!scope_may_be_absent(place)) {
		for (size_t i = 0; i < place->count; i++)
			str_add_text(&rewriting->text, place->pieces[i].text);
		return;
	}
	end_text(rewriting);
	for (size_t i = 0; i < place->count; i++)
		vec_push(&rewriting->pieces, place->pieces[i]);
	str_add_char(&rewriting->text, 'x');
	rewriting->kept = rewriting->text.size;
}

/* A variable may stand for a text with variables, also for itself: then it stays as it is. */
static bool may_go_deeper(struct manifest *manifest)
{
	if (manifest->depth == 0)
		manifest->steps = 0;
	return manifest->depth < DEPTH_MAX && manifest->steps++ < STEPS_MAX;
}

/* The first of the variable's templates that is there. 1, 0, -1. */
static int find_place(
	struct place *out, struct scope *scope, const struct match *match, struct err *err)
{
	const struct templates *templates = &match->variable->templates;
	const struct selected selected = { .node = scope->node,
		.captures = match->captures,
		.capture_count = match->variable->stars };
	const enum value_mode mode = may_go_deeper(scope->manifest) ? VALUE_PART : VALUE_RAW;
	VEC(struct place) choices = VEC_INIT;
	bool is_certain = false;
	int answer = 0;

	scope->manifest->depth++;
	for (size_t i = 0; i < templates->count && !is_certain && answer >= 0; i++) {
		struct place place;
		enum skip skip;

		answer = scope_place(
			&place, &skip, scope, templates->items[i], &selected, mode, err);
		if (answer != 1)
			continue;
		vec_push(&choices, place);
		is_certain = !scope_may_be_absent(&place);
	}
	scope->manifest->depth--;
	if (answer >= 0 && choices.count)
		*out = scope_choose(choices.items, choices.count, scope->manifest->arena);
	answer = answer < 0 ? -1 : choices.count > 0;
	vec_release(&choices);
	return answer;
}

static int rewrite(struct rewriting *rewriting, const char *text, struct err *err)
{
	struct scope *scope = rewriting->scope;
	const char *at = text;

	while (*at) {
		struct match match = { NULL, { NULL }, 0 };
		struct place place;
		int answer = 0;

		if (rewriting->text.size <= VALUE_SIZE_MAX &&
			scope->manifest->filled <= FILLED_MAX &&
			find_at(&match, scope->rule, at, scope->manifest->arena))
			answer = find_place(&place, scope, &match, err);
		if (answer < 0)
			return -1;
		if (answer == 0) {
			str_add_char(&rewriting->text, *at++);
			continue;
		}
		if (at == text)
			rewriting->out->restarts = match.variable->is_path || place.restarts;
		add_place(rewriting, &place);
		rewriting->out->place.confidence =
			weaker_confidence(rewriting->out->place.confidence, place.confidence);
		at += match.size;
	}
	scope->manifest->filled += rewriting->text.size;
	return 0;
}

/* A value that holds what is found later is marked where it begins; what a variable stands for is
 * a part of one. */
static struct place end_place(struct rewriting *rewriting)
{
	const struct manifest *manifest = rewriting->scope->manifest;
	size_t count = 0;
	struct piece *pieces;

	end_text(rewriting);
	pieces = arena_get(manifest->arena, (rewriting->pieces.count + 1) * sizeof(*pieces));
	if (manifest->depth == 0)
		pieces[count++] = (struct piece){ .kind = PIECE_START };
	memcpy(pieces + count, rewriting->pieces.items, rewriting->pieces.count * sizeof(*pieces));
	return (struct place){ pieces, rewriting->pieces.count + count, rewriting->out->restarts,
		rewriting->out->place.confidence };
}

int variables_fill(struct filled *out, struct str *text, struct scope *scope, struct err *err)
{
	struct rewriting rewriting = { scope, out, STR_INIT, 0, VEC_INIT };
	int result = 0;

	*out = (struct filled){ false, { NULL, 0, false, CONFIDENCE_DECLARED } };
	if (!may_have_variable(scope->rule, text->data))
		return 0;
	result = rewrite(&rewriting, text->data, err);
	if (result == 0 && rewriting.pieces.count)
		out->place = end_place(&rewriting);
	if (result == 0) {
		str_clear(text);
		str_add(text, rewriting.text.data, rewriting.text.size);
	}
	str_release(&rewriting.text);
	vec_release(&rewriting.pieces);
	return result;
}
