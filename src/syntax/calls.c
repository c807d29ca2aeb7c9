/*
 * calls.c - the reader of calls with literal arguments, in several languages.
 *
 * It knows what a call, an assignment, a block and a list look like, and steps over everything
 * else. Each nesting opens a map or list, so what bounds these bounds the recursion too.
 */
#include "syntax/calls.h"

#include <string.h>

#include "syntax/builder.h"
#include "syntax/cursor.h"
#include "syntax/languages.h"
#include "syntax/tokens.h"

/* A map may become an item of a list when it is grouped, so each counts for two. */
#define OPEN_MAX ((DOCUMENT_DEPTH_MAX - 2) / 2)

struct calls {
	const struct language *language;
	struct tokens tokens;
	struct builder builder;
	struct arena *arena;
};

static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

static const struct token *at(const struct calls *calls)
{
	return &calls->tokens.token;
}

static bool is_mark(const struct calls *calls, char mark)
{
	return tokens_is_mark(&calls->tokens, mark);
}

static bool is_word(const struct calls *calls, const char *word)
{
	return at(calls)->kind == TOKEN_WORD && strcmp(at(calls)->text, word) == 0;
}

static void next(struct calls *calls)
{
	tokens_next(&calls->tokens);
}

static void skip_lines(struct calls *calls)
{
	while (at(calls)->kind == TOKEN_LINE)
		next(calls);
}

static void skip_line(struct calls *calls)
{
	while (at(calls)->kind != TOKEN_LINE && at(calls)->kind != TOKEN_END)
		next(calls);
}

/* Begins a map or list. */
static int begin(struct calls *calls, enum node_kind kind, struct span span)
{
	if (calls->builder.open.count >= OPEN_MAX)
		return span_fail(
			&span, calls->builder.err, ERR_LIMIT, "maps and lists are nested too deep");
	return builder_open(&calls->builder, kind, span);
}

/* ---- values ---- */

static int read_value(struct calls *calls, bool in_brackets);
static int read_arguments(struct calls *calls, char close);
static int read_tail(struct calls *calls);
static int read_statements(struct calls *calls);

/* Does a value end here? */
static bool ends_value(const struct calls *calls, bool in_brackets)
{
	const struct token *token = at(calls);

	if (token->kind == TOKEN_END || (token->kind == TOKEN_LINE && !in_brackets))
		return true;
	if (token->kind == TOKEN_WORD)
		return !in_brackets && (strcmp(token->text, "do") == 0 ||
					       is_one_of(token->text, calls->language->openers));
	if (token->kind == TOKEN_TEXT)
		return calls->language->adjacent && !in_brackets;
	return token->kind == TOKEN_MARK && strchr(",)]};{", token->mark) && token->mark;
}

/* Steps over what makes an expression of the value before, with all brackets in it. */
static bool skip_expression(struct calls *calls, bool in_brackets)
{
	unsigned depth = 0;
	bool skipped = false;

	for (;;) {
		if (depth == 0 && in_brackets)
			skip_lines(calls);
		if (at(calls)->kind == TOKEN_END || (depth == 0 && ends_value(calls, in_brackets)))
			return skipped;
		depth += is_mark(calls, '(') || is_mark(calls, '[') || is_mark(calls, '{');
		depth -= depth &&
			 (is_mark(calls, ')') || is_mark(calls, ']') || is_mark(calls, '}'));
		skipped = true;
		next(calls);
	}
}

/* The value that was added last is part of an expression: what it is nobody knows. */
static void forget_last(struct calls *calls)
{
	struct node *last = &calls->builder.waiting.items[calls->builder.waiting.count - 1];

	last->kind = NODE_NULL;
	last->text = "null";
	last->has_nul = false;
	last->children = NULL;
	last->count = 0;
	last->span.size = calls->tokens.last_end - last->span.start;
}

static int add_text(struct calls *calls)
{
	const struct token *token = at(calls);
	int result = builder_add(&calls->builder, NODE_STRING, token->text, false, token->span);

	next(calls);
	return result;
}

/* Items up to `close`, as a list. */
static int read_list(struct calls *calls, char close)
{
	if (begin(calls, NODE_LIST, at(calls)->span) < 0)
		return -1;
	next(calls);
	for (;;) {
		skip_lines(calls);
		if (at(calls)->kind == TOKEN_END || is_mark(calls, close))
			break;
		if (is_mark(calls, ',') || is_mark(calls, ')') || is_mark(calls, '}') ||
			is_mark(calls, ']') || is_mark(calls, ';'))
			next(calls);
		else if (read_value(calls, true) < 0)
			return -1;
	}
	next(calls);
	builder_close(&calls->builder, calls->tokens.last_end);
	return 0;
}

/* A map in brackets: members as named arguments are. */
static int read_map(struct calls *calls, char close)
{
	if (begin(calls, NODE_MAP, at(calls)->span) < 0)
		return -1;
	next(calls);
	if (read_arguments(calls, close) < 0 || builder_group(&calls->builder) < 0)
		return -1;
	builder_close(&calls->builder, calls->tokens.last_end);
	return 0;
}

/* name(argument, ...): a map that holds the call, as the root holds those of the file. */
static int read_call_value(struct calls *calls, const struct token *name)
{
	if (begin(calls, NODE_MAP, name->span) < 0)
		return -1;
	builder_key(&calls->builder, name->text, name->span);
	if (begin(calls, NODE_MAP, name->span) < 0 || read_tail(calls) < 0 ||
		builder_group(&calls->builder) < 0)
		return -1;
	builder_close(&calls->builder, calls->tokens.last_end);
	builder_group(&calls->builder);
	builder_close(&calls->builder, calls->tokens.last_end);
	return 0;
}

static int add_unknown(struct calls *calls, struct span span)
{
	return builder_add(&calls->builder, NODE_NULL, "null", false, span);
}

static int read_word_value(struct calls *calls)
{
	struct token name = *at(calls);

	next(calls);
	if (name.kind == TOKEN_WORD && is_mark(calls, '('))
		return read_call_value(calls, &name);
	return add_unknown(calls, name.span);
}

static int read_first(struct calls *calls)
{
	switch (at(calls)->kind) {
	case TOKEN_TEXT:
		return add_text(calls);
	case TOKEN_WORD:
	case TOKEN_SYMBOL:
		return read_word_value(calls);
	default:
		break;
	}
	if (is_mark(calls, '['))
		return read_list(calls, ']');
	if (is_mark(calls, '{') && !calls->language->ends_with_end)
		return read_map(calls, '}');
	if (add_unknown(calls, at(calls)->span) < 0)
		return -1;
	next(calls);
	return 0;
}

/* A literal, a call, a list or a map; null if it is anything more. */
static int read_value(struct calls *calls, bool in_brackets)
{
	const struct node *last;

	while (at(calls)->kind == TOKEN_WORD &&
		is_one_of(at(calls)->text, calls->language->modifiers))
		next(calls);
	if (read_first(calls) < 0)
		return -1;
	last = &calls->builder.waiting.items[calls->builder.waiting.count - 1];
	/* ["a"] + x holds "a"; "a" + x is another text. */
	if (skip_expression(calls, in_brackets) && last->kind != NODE_LIST)
		forget_last(calls);
	return 0;
}

/* ---- arguments ---- */

/* What arguments without a name are called until builder_group makes their list. */
static int read_plain_argument(struct calls *calls, bool in_brackets)
{
	builder_key(&calls->builder, builder_args, at(calls)->span);
	return read_value(calls, in_brackets);
}

/* Behind a word, symbol or text: is that the name of an argument? Then steps over the mark. */
static bool skip_name_mark(struct calls *calls, enum token_kind kind)
{
	bool is_name = at(calls)->is_arrow || is_mark(calls, ':') ||
		       (kind != TOKEN_SYMBOL && is_mark(calls, '='));

	if (is_name)
		next(calls);
	/* "==" compares */
	return is_name && !is_mark(calls, '=');
}

/* The token before the one at hand was `first`, and it begins an argument without a name. */
static int read_begun_argument(struct calls *calls, const struct token *first, bool in_brackets)
{
	int result;

	builder_key(&calls->builder, builder_args, first->span);
	if (first->kind == TOKEN_TEXT)
		result = builder_add(&calls->builder, NODE_STRING, first->text, false, first->span);
	else if (first->kind == TOKEN_WORD && is_mark(calls, '('))
		result = read_call_value(calls, first);
	else
		result = add_unknown(calls, first->span);
	if (result == 0 && skip_expression(calls, in_brackets))
		forget_last(calls);
	return result;
}

static int read_argument(struct calls *calls, bool in_brackets)
{
	struct token first = *at(calls);

	if (calls->language->words_are_texts && first.kind == TOKEN_TEXT) {
		builder_key(&calls->builder, builder_args, first.span);
		return add_text(calls);
	}
	if (first.kind != TOKEN_WORD && first.kind != TOKEN_SYMBOL && first.kind != TOKEN_TEXT)
		return read_plain_argument(calls, in_brackets);
	if (first.kind == TOKEN_WORD && is_one_of(first.text, calls->language->modifiers))
		return read_plain_argument(calls, in_brackets);
	next(calls);
	if (!skip_name_mark(calls, first.kind))
		return read_begun_argument(calls, &first, in_brackets);
	if (in_brackets)
		skip_lines(calls);
	builder_key(&calls->builder, first.text, first.span);
	return read_value(calls, in_brackets);
}

/* Arguments up to `close`, which is stepped over. The bracket before them was. */
static int read_arguments(struct calls *calls, char close)
{
	for (;;) {
		skip_lines(calls);
		if (at(calls)->kind == TOKEN_END || is_mark(calls, close))
			break;
		if (is_mark(calls, ',') || is_mark(calls, ';') || is_mark(calls, ')') ||
			is_mark(calls, ']') || is_mark(calls, '}'))
			next(calls);
		else if (read_argument(calls, true) < 0)
			return -1;
	}
	next(calls);
	return 0;
}

/* name argument, argument */
static int read_bare_arguments(struct calls *calls)
{
	for (;;) {
		if (read_argument(calls, false) < 0)
			return -1;
		if (is_mark(calls, ',')) {
			next(calls);
			skip_lines(calls);
		} else if (!calls->language->adjacent || at(calls)->kind != TOKEN_TEXT) {
			return 0;
		}
	}
}

/* ---- statements ---- */

static int read_block(struct calls *calls)
{
	bool is_word_block = is_word(calls, "do");

	next(calls);
	if (is_word_block)
		skip_line(calls);
	return read_statements(calls);
}

static bool at_block(const struct calls *calls)
{
	return is_mark(calls, '{') || (calls->language->ends_with_end && is_word(calls, "do"));
}

/* name = value, value: Ruby makes a list of them. The first was read. */
static int read_more(struct calls *calls)
{
	struct builder *builder = &calls->builder;
	struct node first = builder->waiting.items[--builder->waiting.count];

	builder_key(builder, first.key, first.key_span);
	if (begin(calls, NODE_LIST, first.span) < 0)
		return -1;
	first.key = NULL;
	vec_push(&builder->waiting, first);
	while (is_mark(calls, ',')) {
		next(calls);
		skip_lines(calls);
		if (read_value(calls, false) < 0)
			return -1;
	}
	builder_close(builder, calls->tokens.last_end);
	return 0;
}

static int read_assignment(struct calls *calls, const char *name, struct span span)
{
	next(calls);
	builder_key(&calls->builder, name, span);
	if (read_value(calls, false) < 0)
		return -1;
	return calls->language->symbols && is_mark(calls, ',') ? read_more(calls) : 0;
}

/* .name = value, or .name(...): belongs to the call before it. */
static int read_member(struct calls *calls)
{
	struct token name = *at(calls);

	next(calls);
	if (is_mark(calls, '='))
		return read_assignment(calls, name.text, name.span);
	builder_key(&calls->builder, name.text, name.span);
	if (begin(calls, NODE_MAP, name.span) < 0 || read_tail(calls) < 0 ||
		builder_group(&calls->builder) < 0)
		return -1;
	builder_close(&calls->builder, calls->tokens.last_end);
	return 0;
}

/* What follows a call's name: its arguments, its block, and what is asked of the outcome. */
static int read_tail(struct calls *calls)
{
	if (is_mark(calls, '(')) {
		next(calls);
		if (read_arguments(calls, ')') < 0)
			return -1;
	}
	if (at_block(calls) && read_block(calls) < 0)
		return -1;
	if (is_mark(calls, '.')) {
		next(calls);
		if (at(calls)->kind == TOKEN_WORD)
			return read_member(calls);
	}
	return 0;
}

static bool begins_bare_argument(const struct calls *calls)
{
	const struct token *token = at(calls);

	return calls->language->bare_arguments &&
	       (token->kind == TOKEN_TEXT || token->kind == TOKEN_SYMBOL ||
		       (token->kind == TOKEN_WORD && strcmp(token->text, "do") != 0));
}

static int read_call(struct calls *calls, const struct token *name)
{
	int result = 0;

	builder_key(&calls->builder, name->text, name->span);
	if (begin(calls, NODE_MAP, name->span) < 0)
		return -1;
	if (begins_bare_argument(calls))
		result = read_bare_arguments(calls);
	if (result == 0)
		result = read_tail(calls);
	if (result == 0)
		result = builder_group(&calls->builder);
	builder_close(&calls->builder, calls->tokens.last_end);
	return result;
}

/* "if x" and the like, up to "end". */
static int read_opener(struct calls *calls, const struct token *name)
{
	int result;

	builder_key(&calls->builder, name->text, name->span);
	if (begin(calls, NODE_MAP, name->span) < 0)
		return -1;
	skip_line(calls);
	result = read_statements(calls);
	if (result == 0)
		result = builder_group(&calls->builder);
	builder_close(&calls->builder, calls->tokens.last_end);
	return result;
}

static const char *lower(struct calls *calls, const char *text)
{
	char *copy = arena_text(calls->arena, text);

	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

/* named<Copy>("x"): between a name and its arguments stand types. */
static void skip_types(struct calls *calls)
{
	unsigned depth = 0;

	if (!calls->language->type_arguments || !is_mark(calls, '<'))
		return;
	do {
		depth += is_mark(calls, '<');
		depth -= is_mark(calls, '>');
		next(calls);
	} while (depth && at(calls)->kind != TOKEN_LINE && at(calls)->kind != TOKEN_END);
}

/* A statement that begins with a word. */
static int read_statement(struct calls *calls)
{
	const struct language *language = calls->language;
	struct token name = *at(calls);

	next(calls);
	if (is_one_of(name.text, language->modifiers))
		return 0;
	if (is_one_of(name.text, language->skipped)) {
		skip_line(calls);
		return 0;
	}
	if (is_one_of(name.text, language->openers) && name.begins_line)
		return read_opener(calls, &name);
	if (is_one_of(name.text, language->openers)) {
		skip_line(calls); /* "x if y" */
		return 0;
	}
	if (language->lower_names)
		name.text = lower(calls, name.text);
	skip_types(calls);
	if (is_mark(calls, '+')) {
		next(calls); /* "+=" */
		return is_mark(calls, '=') ? read_assignment(calls, name.text, name.span) : 0;
	}
	if (is_mark(calls, '='))
		return read_assignment(calls, name.text, name.span);
	if (is_mark(calls, '(') || at_block(calls) || begins_bare_argument(calls))
		return read_call(calls, &name);
	return 0;
}

/* Statements up to the end of the block, which is stepped over. */
static int read_statements(struct calls *calls)
{
	for (;;) {
		if (at(calls)->kind == TOKEN_END)
			return 0;
		if (is_mark(calls, '}') ||
			(calls->language->ends_with_end && is_word(calls, "end"))) {
			next(calls);
			return 0;
		}
		if (at(calls)->kind != TOKEN_WORD)
			next(calls);
		else if (read_statement(calls) < 0)
			return -1;
	}
}

/* ---- the file ---- */

/* What closes nothing is stepped over. */
static int read_file(struct calls *calls)
{
	int result = 0;

	while (result == 0 && at(calls)->kind != TOKEN_END)
		result = read_statements(calls);
	return result;
}

static int read_root(const struct language *language, struct node **root, struct arena *arena,
	const char *bytes, size_t size, struct err *err)
{
	struct calls calls = { .language = language, .arena = arena };
	struct builder *builder = &calls.builder;
	int result;

	tokens_init(&calls.tokens, language, arena, bytes, size);
	builder_init(builder, arena, err);
	result = builder_open(builder, NODE_MAP, (struct span){ 1, 1, 0, 0 });
	if (result == 0)
		result = read_file(&calls);
	if (result == 0)
		result = builder_group(builder);
	if (result == 0) {
		builder_close(builder, size);
		builder_finish(builder, root);
	}
	tokens_release(&calls.tokens);
	builder_release(builder);
	return result;
}

int gradle_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&language_gradle, root, arena, bytes, size, err);
}

int ruby_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&language_ruby, root, arena, bytes, size, err);
}

int starlark_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&language_starlark, root, arena, bytes, size, err);
}

int cmake_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&language_cmake, root, arena, bytes, size, err);
}

int hcl_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&language_hcl, root, arena, bytes, size, err);
}
