/*
 * lines.c - the reader of files whose lines are words, in their dialects.
 */
#include "syntax/lines.h"

#include <string.h>

#include "syntax/builder.h"
#include "syntax/statement.h"
#include "syntax/words.h"

struct lines {
	struct words words;
	struct builder builder;
	struct statement statement;
	struct arena *arena;
};

/* Reads the words of a line, whose first is `first`, and adds what they say. */
typedef int (*line_reader)(struct lines *lines, const struct word *first);

static void begin(struct lines *lines, const struct word *first)
{
	statement_begin(&lines->statement, first->text, first->span);
}

static void add_words(struct lines *lines)
{
	struct word word;

	while (words_next(&lines->words, &word))
		statement_argument(&lines->statement, word.text, word.span);
}

static int end(struct lines *lines)
{
	return statement_add(&lines->statement, &lines->builder);
}

static void init(
	struct lines *lines, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	*lines = (struct lines){ .arena = arena };
	words_init(&lines->words, arena, bytes, size);
	builder_init(&lines->builder, arena, err);
}

static int read_lines(struct lines *lines, line_reader read)
{
	struct word first;

	do {
		if (words_next(&lines->words, &first) && read(lines, &first) < 0)
			return -1;
	} while (words_next_line(&lines->words));
	return 0;
}

/* All lines into a root of `kind`, and what was begun released. */
static int read_root(struct lines *lines, enum node_kind kind, line_reader read, struct node **root)
{
	struct builder *builder = &lines->builder;
	int result = builder_open(builder, kind, cursor_span(&lines->words.at, 0));

	if (result == 0)
		result = read_lines(lines, read);
	if (result == 0 && kind == NODE_MAP)
		result = builder_group(builder);
	if (result == 0) {
		builder_close(builder, lines->words.at.size);
		builder_finish(builder, root);
	}
	words_release(&lines->words);
	builder_release(builder);
	statement_release(&lines->statement);
	return result;
}

/* ---- directives ---- */

static int read_directive(struct lines *lines, const struct word *first)
{
	begin(lines, first);
	add_words(lines);
	return end(lines);
}

int directives_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct lines lines;

	init(&lines, arena, bytes, size, err);
	lines.words.comment = "#";
	lines.words.escape = '\\';
	return read_root(&lines, NODE_MAP, read_directive, root);
}

/* ---- patterns ---- */

/* No name leads to a line: the pattern is what it is about. */
static int read_pattern(struct lines *lines, const struct word *first)
{
	struct builder *builder = &lines->builder;
	struct word word;
	size_t end_offset = first->span.start + first->span.size;

	if (builder_open(builder, NODE_MAP, first->span) < 0)
		return -1;
	builder_key(builder, "pattern", first->span);
	if (builder_add(builder, NODE_STRING, first->text, false, first->span) < 0)
		return -1;
	if (words_ahead(&lines->words)) {
		struct span span = cursor_span(&lines->words.at, 0);

		builder_key(builder, "args", span);
		if (builder_open(builder, NODE_LIST, span) < 0)
			return -1;
		while (words_next(&lines->words, &word)) {
			if (builder_add(builder, NODE_STRING, word.text, false, word.span) < 0)
				return -1;
			end_offset = word.span.start + word.span.size;
		}
		builder_close(builder, end_offset);
	}
	builder_close(builder, end_offset);
	return 0;
}

int patterns_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct lines lines;

	init(&lines, arena, bytes, size, err);
	lines.words.comment = "#";
	lines.words.unescapes = true;
	return read_root(&lines, NODE_LIST, read_pattern, root);
}

/* ---- go.mod ---- */

/* What follows "=>" is the first's replacement: its first word is where, the second a version. */
static int read_go_line(struct lines *lines)
{
	static const char *const names[] = { "to", "version" };
	struct word word;
	size_t replacement = 0;
	bool is_replaced = false;

	while (words_next(&lines->words, &word)) {
		if (!is_replaced && strcmp(word.text, "=>") == 0)
			is_replaced = true;
		else if (!is_replaced)
			statement_argument(&lines->statement, word.text, word.span);
		else if (replacement < 2)
			statement_named(&lines->statement, names[replacement++], word.span,
				word.text, word.span);
	}
	return end(lines);
}

/* A block's lines have the name in front of its parenthesis. */
static int read_go_block(struct lines *lines, const struct word *name)
{
	while (words_next_line(&lines->words)) {
		if (!words_ahead(&lines->words))
			continue;
		if (cursor_peek(&lines->words.at, 0) == ')')
			return 0;
		begin(lines, name);
		if (read_go_line(lines) < 0)
			return -1;
	}
	return 0;
}

static int read_go_directive(struct lines *lines, const struct word *first)
{
	begin(lines, first);
	if (words_ahead(&lines->words) && cursor_peek(&lines->words.at, 0) == '(')
		return read_go_block(lines, first);
	return read_go_line(lines);
}

int go_mod_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct lines lines;

	init(&lines, arena, bytes, size, err);
	lines.words.comment = "//";
	lines.words.quotes = true;
	return read_root(&lines, NODE_MAP, read_go_directive, root);
}

/* ---- requirements ---- */

/* The part of `word` from `start` on, `size` bytes. */
static struct word part_of(struct lines *lines, const struct word *word, size_t start, size_t size)
{
	struct word part = { arena_bytes(lines->arena, word->text + start, size), word->span };

	/* Where the word is not written in one piece, the part stands where the word does. */
	if (strlen(word->text) == word->span.size) {
		part.span.column += (unsigned)start;
		part.span.start += start;
		part.span.size = size;
	}
	return part;
}

/* "--name=value" is taken apart. */
static int read_option(struct lines *lines, const struct word *first)
{
	const char *equals = strchr(first->text, '=');
	size_t size = equals ? (size_t)(equals - first->text) : strlen(first->text);
	struct word name = part_of(lines, first, 0, size), value;

	/* "-rbase.txt" */
	if (first->text[1] != '-' && first->text[1] && size > 2) {
		name = part_of(lines, first, 0, 2);
		equals = first->text + 1;
	}
	begin(lines, &name);
	if (equals) {
		size = (size_t)(equals - first->text) + 1;
		value = part_of(lines, first, size, strlen(first->text) - size);
		statement_argument(&lines->statement, value.text, value.span);
	}
	add_words(lines);
	return end(lines);
}

/* NAME @ URL ; MARKER: the first word, and what "@" says. Hashes and markers say nothing. */
static int read_requirement_line(struct lines *lines, const struct word *first)
{
	struct word name = { "requirement", first->span }, word;
	size_t size = strcspn(first->text, ";");

	if (first->text[0] == '-')
		return read_option(lines, first);
	begin(lines, &name);
	word = part_of(lines, first, 0, size);
	statement_argument(&lines->statement, word.text, word.span);
	if (!first->text[size] && words_next(&lines->words, &word) && strcmp(word.text, "@") == 0 &&
		words_next(&lines->words, &word))
		statement_named(&lines->statement, "@", word.span, word.text, word.span);
	return end(lines);
}

int requirements_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct lines lines;

	init(&lines, arena, bytes, size, err);
	lines.words.comment = "#";
	lines.words.escape = '\\';
	return read_root(&lines, NODE_MAP, read_requirement_line, root);
}

/* ---- texts in quotes ---- */

static void add_quoted(struct lines *lines)
{
	struct cursor *at = &lines->words.at;
	const char *here = at->bytes + at->offset;
	const char *line_end = memchr(here, '\n', at->size - at->offset);
	size_t left = line_end ? (size_t)(line_end - here) : at->size - at->offset;

	while (left > 0) {
		const char *open = memchr(here, '"', left), *close;
		struct span span;

		close = open ? memchr(open + 1, '"', left - (size_t)(open - here) - 1) : NULL;
		if (!close)
			return;
		left -= (size_t)(close - here) + 1;
		here = close + 1;
		cursor_move_to(at, (size_t)(open - at->bytes));
		span = cursor_span(at, (size_t)(close - open) + 1);
		statement_argument(&lines->statement,
			arena_bytes(lines->arena, open + 1, span.size - 2), span);
	}
}

/* The first word up to what is neither a letter nor a digit: "Project(" is "Project". */
static int read_quoted(struct lines *lines, const struct word *first)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	size_t size = strspn(first->text, letters);
	struct word name;

	if (size == 0)
		return 0;
	name = part_of(lines, first, 0, size);
	begin(lines, &name);
	/* What follows the name may be a text already. */
	lines->words.at.offset = name.span.start + name.span.size;
	add_quoted(lines);
	return lines->statement.arguments.count ? end(lines) : 0;
}

int quoted_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct lines lines;

	init(&lines, arena, bytes, size, err);
	lines.words.comment = "//";
	return read_root(&lines, NODE_MAP, read_quoted, root);
}
