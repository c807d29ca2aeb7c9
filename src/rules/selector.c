/*
 * selector.c - selectors as automata: each step is a state, a set of states is a word.
 *
 * The construction is Glushkov's (one state a step, no empty moves): which steps may come first,
 * which may follow which, which may be last. A walk down the document carries the set of steps that
 * the node at hand may be; where it is empty the walk turns back, so no node is seen twice.
 */
#include "rules/selector.h"

#include <stdint.h>
#include <string.h>

#include "util/glob.h"

enum step_kind { STEP_KEY, STEP_PATTERN, STEP_ANY, STEP_DEPTH };

/* "[member=pattern]" behind a step: what a node must hold to be it. */
struct demand {
	const char *member;  /* RFC 6901 pointer below the node; "": the node itself */
	const char *pattern; /* of its text; NULL: it is there */
	bool is_denied;
	bool is_unknown; /* "[?]": the node is a value that nobody knows, instead of all this */
};

struct step {
	enum step_kind kind;
	const char *text; /* a key, or the text pattern of one; decoded */
	size_t index;     /* what the key is in a list; SIZE_MAX: nothing */
	struct demand *demands;
	size_t demand_count;
};

struct selector {
	struct step steps[SELECTOR_STEPS_MAX];
	uint64_t follow[SELECTOR_STEPS_MAX]; /* the steps that may come after each */
	unsigned count;
	uint64_t first, last;
	uint64_t wild;      /* steps that any child may be */
	uint64_t wildcards; /* steps that a capture can name */
	bool selects_start;
	const char *pointer;
};

/* A stretch of the selector: the steps it may begin and end with. */
struct stretch {
	uint64_t first, last;
	bool may_be_empty;
};

struct parser {
	struct selector *selector;
	struct arena *arena;
	const char *at;
	unsigned depth; /* of braces */
	struct err *err;
};

static uint64_t bit(unsigned number)
{
	return (uint64_t)1 << number;
}

/* Takes the lowest step out of a set that is not empty. */
static unsigned take_step(uint64_t *steps)
{
	unsigned number = (unsigned)__builtin_ctzll(*steps);

	*steps &= *steps - 1;
	return number;
}

static int wrong(struct parser *parser, const char *what)
{
	return err_set(parser->err, ERR_INPUT, "%s", what);
}

static size_t index_of(const char *key)
{
	size_t index = 0, size = strlen(key);

	if (size == 0 || size > 9 || (key[0] == '0' && size > 1) ||
		strspn(key, "0123456789") != size)
		return SIZE_MAX;
	for (; *key; key++)
		index = index * 10 + (size_t)(*key - '0');
	return index;
}

/* Decodes ~0 and ~1. NULL if '~' stands before anything else. */
static const char *decode_key(struct arena *arena, const char *text, size_t size)
{
	char *key = arena_bytes(arena, text, size), *to = key;

	for (const char *from = key; *from; from++) {
		if (*from == '~') {
			from++;
			if (*from != '0' && *from != '1')
				return NULL;
			*to++ = *from == '0' ? '~' : '/';
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
	return key;
}

static enum step_kind kind_of(const char *text, size_t size)
{
	if (size == 1 && text[0] == '*')
		return STEP_ANY;
	if (size == 2 && text[0] == '*' && text[1] == '*')
		return STEP_DEPTH;
	return memchr(text, '*', size) ? STEP_PATTERN : STEP_KEY;
}

/* Reads "[member=pattern]", "[member!=pattern]", "[member]", "[!member]" or "[?]". */
static int parse_demand(struct parser *parser, struct demand *out)
{
	const char *text = parser->at + 1, *end = strchr(text, ']');
	const char *equals = end ? memchr(text, '=', (size_t)(end - text)) : NULL;
	const char *member_end = equals ? equals : end;

	if (!end)
		return wrong(parser, "a '[' without its ']'");
	if (strncmp(text, "?]", 2) == 0) {
		*out = (struct demand){ .is_unknown = true };
		parser->at = end + 1;
		return 0;
	}
	out->is_unknown = false;
	out->is_denied = equals ? equals > text && equals[-1] == '!' : *text == '!';
	if (equals)
		member_end -= out->is_denied;
	else
		text += out->is_denied;
	if (!equals && text == member_end)
		return wrong(parser, "a condition on nothing");
	out->member = text == member_end ? ""
					 : arena_printf(parser->arena, "/%.*s",
						   (int)(member_end - text), text);
	out->pattern =
		equals ? arena_bytes(parser->arena, equals + 1, (size_t)(end - equals - 1)) : NULL;
	parser->at = end + 1;
	return 0;
}

static int parse_demands(struct parser *parser, struct step *step)
{
	const char *at = parser->at;
	size_t most = 0;

	for (; *at == '['; most++) {
		at += strcspn(at, "]");
		at += *at == ']';
	}
	if (most == 0)
		return 0;
	if (step->kind == STEP_DEPTH)
		return wrong(parser, "a condition behind '**'");
	step->demands = arena_get(parser->arena, most * sizeof(*step->demands));
	while (*parser->at == '[')
		if (parse_demand(parser, &step->demands[step->demand_count++]) < 0)
			return -1;
	return 0;
}

/* A '[' that begins a step is part of its key. */
static size_t step_size(const struct parser *parser)
{
	const char *at = parser->at;
	size_t start = *at == '[' ? strcspn(at, "]/") : 0;

	return start + strcspn(at + start, parser->depth ? "/,{}[" : "/{}[");
}

static int parse_step(struct parser *parser, struct stretch *out)
{
	struct selector *selector = parser->selector;
	size_t size = step_size(parser);
	unsigned number = selector->count;
	struct step *step = &selector->steps[number];

	if (number == SELECTOR_STEPS_MAX)
		return wrong(parser, "a selector of more than 64 steps");
	step->kind = kind_of(parser->at, size);
	step->text = decode_key(parser->arena, parser->at, size);
	if (!step->text)
		return wrong(parser, "a '~' that is neither '~0' nor '~1'");
	if (step->kind == STEP_PATTERN && strchr(strchr(step->text, '*') + 1, '*'))
		return wrong(parser, "more than one '*' in a step");
	step->index = step->kind == STEP_KEY ? index_of(step->text) : SIZE_MAX;
	parser->at += size;
	selector->count++;
	if (parse_demands(parser, step) < 0)
		return -1;
	*out = (struct stretch){ bit(number), bit(number), false };
	if (step->kind != STEP_KEY)
		selector->wildcards |= bit(number);
	if (step->demand_count == 0 && (step->kind == STEP_ANY || step->kind == STEP_DEPTH))
		selector->wild |= bit(number);
	if (step->kind == STEP_DEPTH) {
		selector->follow[number] = bit(number);
		out->may_be_empty = true;
	}
	return 0;
}

static int parse_sequence(struct parser *parser, struct stretch *out);

static int parse_braces(struct parser *parser, struct stretch *out)
{
	struct stretch branch;

	if (parser->depth == SELECTOR_BRACES_MAX)
		return wrong(parser, "braces more than 16 deep");
	*out = (struct stretch){ 0, 0, false };
	parser->depth++;
	do {
		parser->at++; /* the '{', or a ',' */
		if (parse_sequence(parser, &branch) < 0)
			return -1;
		out->first |= branch.first;
		out->last |= branch.last;
		out->may_be_empty |= branch.may_be_empty;
	} while (*parser->at == ',');
	parser->depth--;
	if (*parser->at != '}')
		return wrong(parser, "a '{' without its '}'");
	parser->at++;
	return 0;
}

static struct stretch join(struct selector *selector, struct stretch a, struct stretch b)
{
	struct stretch both = { a.first, b.last, a.may_be_empty && b.may_be_empty };

	for (uint64_t ends = a.last; ends;)
		selector->follow[take_step(&ends)] |= b.first;
	if (a.may_be_empty)
		both.first |= b.first;
	if (b.may_be_empty)
		both.last |= a.last;
	return both;
}

/* Steps with '/' between them, up to the end or to what ends a branch. */
static int parse_sequence(struct parser *parser, struct stretch *out)
{
	struct stretch next;

	*out = (struct stretch){ 0, 0, true };
	for (;;) {
		if (*parser->at == '{' ? parse_braces(parser, &next) < 0
				       : parse_step(parser, &next) < 0)
			return -1;
		*out = join(parser->selector, *out, next);
		if (*parser->at != '/')
			break;
		parser->at++;
	}
	if (*parser->at == '\0' || (parser->depth && strchr(",}", *parser->at)))
		return 0;
	return wrong(parser, "braces that are not a whole step");
}

/* The text up to the '/' before the first step that is not a plain key. */
static const char *pointer_of(const char *text, struct arena *arena)
{
	size_t kept = strcspn(text, "*{[");

	if (text[kept])
		while (kept > 0 && text[kept] != '/')
			kept--;
	return arena_bytes(arena, text, kept);
}

int selector_read(struct selector **out, const char *text, struct arena *arena, struct err *err)
{
	struct selector *selector = arena_get_zeroed(arena, sizeof(*selector));
	struct parser parser = { selector, arena, text + 1, 0, err };
	struct stretch whole = { 0, 0, true };

	if (*text && *text != '/')
		return err_set(err, ERR_INPUT, "a selector that does not start with '/'");
	if (*text && parse_sequence(&parser, &whole) < 0)
		return -1;
	selector->first = whole.first;
	selector->last = whole.last;
	selector->selects_start = whole.may_be_empty;
	selector->pointer = pointer_of(text, arena);
	*out = selector;
	return 0;
}

int selector_read_parent(struct selector **out, const char **step, const char *text,
	struct arena *arena, struct err *err)
{
	const char *slash = strrchr(text, '/');

	if (!slash || slash[1] == '\0' || strpbrk(slash, "*{}[],"))
		return err_set(err, ERR_INPUT, "a last step that is no plain name");
	*step = decode_key(arena, slash + 1, strlen(slash + 1));
	if (!*step)
		return err_set(err, ERR_INPUT, "a '~' that is neither '~0' nor '~1'");
	return selector_read(out, arena_bytes(arena, text, (size_t)(slash - text)), arena, err);
}

/* A commented-out twin ("//name") is never selected. */
static bool is_commented(const struct node *node)
{
	return node->key && node->key[0] == '/' && node->key[1] == '/';
}

static bool holds(const struct demand *demand, const struct node *node)
{
	const struct node *member;

	if (demand->is_unknown)
		return node->kind == NODE_UNKNOWN || node->kind == NODE_NULL;
	member = node_at(node, demand->member);
	return member &&
	       (!demand->pattern || (member->text && text_fits(demand->pattern, member->text)));
}

static bool meets(const struct step *step, const struct node *node)
{
	for (size_t i = 0; i < step->demand_count; i++)
		if (holds(&step->demands[i], node) == step->demands[i].is_denied)
			return false;
	return true;
}

static bool is_named(const struct step *step, const struct node *node)
{
	switch (step->kind) {
	case STEP_KEY:
		if (!node->key)
			return node->index == step->index;
		return node->key[0] == step->text[0] && strcmp(node->key, step->text) == 0;
	case STEP_PATTERN:
		return node->key && text_fits(step->text, node->key);
	default:
		return true;
	}
}

static bool step_is(const struct step *step, const struct node *node)
{
	return is_named(step, node) && meets(step, node);
}

/* The child that a key means: of equal ones the last, as JSON.parse has it. */
static const struct node *child_at(const struct node *node, const struct step *step)
{
	const struct node *child = NULL;

	if (node->kind == NODE_LIST && step->index < node->count)
		child = &node->children[step->index];
	for (size_t i = node->kind == NODE_LIST ? 0 : node->count; i-- > 0 && !child;)
		if (is_named(step, &node->children[i]))
			child = &node->children[i];
	return child && meets(step, child) ? child : NULL;
}

static uint64_t steps_after(const struct selector *selector, uint64_t steps)
{
	uint64_t next = 0;

	while (steps)
		next |= selector->follow[take_step(&steps)];
	return next;
}

/* Those of `steps` that the child `node` may be. */
static uint64_t steps_that_are(
	const struct selector *selector, uint64_t steps, const struct node *node)
{
	uint64_t fitting = steps & selector->wild;

	for (steps &= ~selector->wild; steps;) {
		unsigned number = take_step(&steps);

		if (step_is(&selector->steps[number], node))
			fitting |= bit(number);
	}
	return fitting;
}

/* Selecting; with `out` NULL only whether there is anything to select. */
struct walk {
	const struct selector *selector;
	node_list *out;
	bool found;
};

static void visit(struct walk *walk, const struct node *node, uint64_t steps);

/* Only keys are asked for: no need to look at every child twice. */
static void visit_keys(struct walk *walk, const struct node *node, uint64_t steps)
{
	const struct selector *selector = walk->selector;
	const struct node *hits[SELECTOR_STEPS_MAX];
	uint64_t hit_steps[SELECTOR_STEPS_MAX];
	size_t count = 0, at;

	while (steps) {
		unsigned number = take_step(&steps);
		const struct node *child = child_at(node, &selector->steps[number]);

		if (!child || is_commented(child))
			continue;
		for (at = count; at > 0 && hits[at - 1] > child; at--)
			;
		if (at > 0 && hits[at - 1] == child) {
			hit_steps[at - 1] |= bit(number);
			continue;
		}
		memmove(hits + at + 1, hits + at, (count - at) * sizeof(*hits));
		memmove(hit_steps + at + 1, hit_steps + at, (count - at) * sizeof(*hit_steps));
		hits[at] = child;
		hit_steps[at] = bit(number);
		count++;
	}
	for (at = 0; at < count; at++)
		visit(walk, hits[at], hit_steps[at]);
}

static void visit_children(struct walk *walk, const struct node *node, uint64_t next)
{
	const struct selector *selector = walk->selector;
	bool only_keys = !node->has_alternatives;

	for (uint64_t steps = next; steps && only_keys;)
		only_keys = selector->steps[take_step(&steps)].kind == STEP_KEY;
	if (only_keys) {
		visit_keys(walk, node, next);
		return;
	}
	for (size_t i = 0; i < node->count && (walk->out || !walk->found); i++) {
		const struct node *child = &node->children[i];
		uint64_t steps = is_commented(child) ? 0 : steps_that_are(selector, next, child);

		if (steps)
			visit(walk, child, steps);
	}
}

static void visit(struct walk *walk, const struct node *node, uint64_t steps)
{
	uint64_t next = steps_after(walk->selector, steps);

	if (steps & walk->selector->last) {
		walk->found = true;
		if (walk->out)
			vec_push(walk->out, node);
	}
	if (next && node->count)
		visit_children(walk, node, next);
}

static bool select_from(const struct selector *selector, const struct node *start, node_list *out)
{
	struct walk walk = { selector, out, selector->selects_start };

	if (walk.found && out)
		vec_push(out, start);
	if ((out || !walk.found) && selector->first && start->count)
		visit_children(&walk, start, selector->first);
	return walk.found;
}

void selector_select(const struct selector *selector, const struct node *start, node_list *out)
{
	select_from(selector, start, out);
}

bool selector_has(const struct selector *selector, const struct node *start)
{
	return select_from(selector, start, NULL);
}

/* The nodes from below `start` down to `node`, and the steps that each may be. */
struct way {
	const struct node *nodes[DOCUMENT_DEPTH_MAX + 1];
	uint64_t steps[DOCUMENT_DEPTH_MAX + 1];
	size_t count;
};

static void find_way(struct way *way, const struct selector *selector, const struct node *start,
	const struct node *node)
{
	uint64_t next = selector->first;

	way->count = 0;
	for (; node != start && way->count <= DOCUMENT_DEPTH_MAX; node = node->parent)
		way->nodes[way->count++] = node;
	for (size_t i = 0; i < way->count / 2; i++) {
		const struct node *other = way->nodes[i];

		way->nodes[i] = way->nodes[way->count - 1 - i];
		way->nodes[way->count - 1 - i] = other;
	}
	for (size_t i = 0; i < way->count; i++) {
		way->steps[i] = steps_that_are(selector, next, way->nodes[i]);
		next = steps_after(selector, way->steps[i]);
	}
	/* Of several ways that lead here, the one whose steps stand furthest to the left counts. */
	next = selector->last;
	for (size_t i = way->count; i-- > 0;) {
		uint64_t fitting = way->steps[i] & next;

		way->steps[i] = fitting & (~fitting + 1);
		next = 0;
		for (unsigned number = 0; number < selector->count; number++)
			if (selector->follow[number] & way->steps[i])
				next |= bit(number);
	}
}

static void add_captured(struct str *out, const struct step *step, const struct node *node)
{
	const char *star;
	size_t before;

	if (!node->key) {
		str_addf(out, "%zu", node->index);
	} else if (step->kind == STEP_PATTERN) {
		star = strchr(step->text, '*');
		before = (size_t)(star - step->text);
		str_add(out, node->key + before, strlen(node->key) + 1 - strlen(step->text));
	} else {
		str_add_text(out, node->key);
	}
}

bool selector_capture(struct str *out, const struct selector *selector, const struct node *start,
	const struct node *node, unsigned number)
{
	uint64_t wildcards = selector->wildcards;
	struct way way;
	unsigned step = 0;
	bool found;

	for (unsigned i = 0; i < number && wildcards; i++)
		step = take_step(&wildcards);
	find_way(&way, selector, start, node);
	found = selector->steps[step].kind == STEP_DEPTH;
	for (size_t i = 0, captured = 0; i < way.count; i++) {
		if (way.steps[i] != bit(step))
			continue;
		if (captured++)
			str_add_char(out, '/');
		add_captured(out, &selector->steps[step], way.nodes[i]);
		found = true;
	}
	return found;
}

unsigned selector_wildcards(const struct selector *selector)
{
	return (unsigned)__builtin_popcountll(selector->wildcards);
}

bool selector_speaks_of(const struct selector *selector, const char *name)
{
	size_t size = strlen(name);

	for (unsigned i = 0; i < selector->count; i++) {
		const struct step *step = &selector->steps[i];

		if (step->kind == STEP_KEY && strncmp(step->text, name, size) == 0 &&
			(step->text[size] == '\0' || step->text[size] == '.'))
			return true;
	}
	return false;
}

const char *selector_pointer(const struct selector *selector)
{
	return selector->pointer;
}
