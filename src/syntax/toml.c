/*
 * toml.c - the reader of TOML 1.0, with what 1.1 allows beside it.
 *
 * Written here, as the one library at hand aborts on some wrong files and takes minutes for others.
 * What no tool would read is refused; bytes need not be UTF-8.
 */
#include "syntax/toml.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/cursor.h"
#include "syntax/toml_table.h"
#include "util/quote.h"
#include "util/vec.h"

struct toml {
	struct cursor at;
	struct toml_tables tables;
	VEC(struct toml_key) keys; /* the parts of the name that was read last */
	struct str text;           /* the text that was read last, decoded */
	struct arena *arena;
	struct err *err;
};

static int fail(struct toml *toml, const char *what)
{
	return cursor_fail(&toml->at, toml->err, ERR_INPUT, "%s", what);
}

static int expected(struct toml *toml, const char *what)
{
	return cursor_fail(&toml->at, toml->err, ERR_INPUT, "expected %s%s", what,
		cursor_at_end(&toml->at) ? ", but the file ends" : "");
}

static char peek(const struct toml *toml)
{
	return cursor_peek(&toml->at, 0);
}

/* Moves over bytes that end no line. */
static void skip(struct toml *toml, size_t size)
{
	toml->at.offset += size;
}

/* ---- blanks ---- */

static void skip_spaces(struct toml *toml)
{
	while (peek(toml) == ' ' || peek(toml) == '\t')
		skip(toml, 1);
}

static bool skip_line_end(struct toml *toml)
{
	size_t size = cursor_sees(&toml->at, "\r\n") ? 2 : peek(toml) == '\n';

	cursor_move_to(&toml->at, toml->at.offset + size);
	return size > 0;
}

static void skip_comment(struct toml *toml)
{
	const char *here = toml->at.bytes + toml->at.offset, *line_end;
	size_t left = toml->at.size - toml->at.offset;

	if (peek(toml) != '#')
		return;
	line_end = memchr(here, '\n', left);
	skip(toml, line_end ? (size_t)(line_end - here) : left);
}

/* Over blanks, comments and line ends. */
static void skip_lines(struct toml *toml)
{
	do {
		skip_spaces(toml);
		skip_comment(toml);
	} while (skip_line_end(toml));
}

/* ---- texts ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A backslash, a letter and `digits` hexadecimal digits. */
static int read_code(struct toml *toml, size_t digits)
{
	unsigned code = 0;

	for (size_t i = 0; i < digits; i++) {
		int digit = hex_digit(cursor_peek(&toml->at, 2 + i));

		if (digit < 0)
			return fail(toml, "an escape lacks a hexadecimal digit");
		code = code << 4 | (unsigned)digit;
	}
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return fail(toml, "an escape that is no character");
	utf8_add(&toml->text, code);
	skip(toml, 2 + digits);
	return 0;
}

static int read_escape(struct toml *toml)
{
	static const char letters[] = "btnfre\"\\", meanings[] = "\b\t\n\f\r\x1b\"\\";
	char letter = cursor_peek(&toml->at, 1);
	const char *found = letter ? strchr(letters, letter) : NULL;

	switch (letter) {
	case 'x':
		return read_code(toml, 2);
	case 'u':
		return read_code(toml, 4);
	case 'U':
		return read_code(toml, 8);
	default:
		if (!found)
			return fail(toml, "a backslash that starts no escape");
		str_add_char(&toml->text, meanings[found - letters]);
		skip(toml, 2);
		return 0;
	}
}

/* A backslash at the end of a line takes away the blanks up to the next text. False: it is none. */
static bool skip_continuation(struct toml *toml)
{
	const struct cursor start = toml->at;

	skip(toml, 1);
	skip_spaces(toml);
	if (!skip_line_end(toml)) {
		toml->at = start;
		return false;
	}
	do
		skip_spaces(toml);
	while (skip_line_end(toml));
	return true;
}

static bool is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;
}

/* Up to the closing quote, which is left. */
static int read_line_text(struct toml *toml, char quote)
{
	for (;;) {
		char c = peek(toml);

		if (c == quote)
			return 0;
		if (c == '\n' || c == '\r' || cursor_at_end(&toml->at))
			return fail(toml, "a text is not closed in its line");
		if (is_control(c))
			return fail(toml, "a control character must be written as an escape");
		if (c == '\\' && quote == '"') {
			if (read_escape(toml) < 0)
				return -1;
			continue;
		}
		str_add_char(&toml->text, c);
		skip(toml, 1);
	}
}

/* How many quotes stand here, five at most: of these the last three close the text. */
static size_t count_quotes(const struct toml *toml, char quote)
{
	size_t count = 0;

	while (count < 5 && cursor_peek(&toml->at, count) == quote)
		count++;
	return count;
}

/* One step within a text in triple quotes. */
static int read_long_step(struct toml *toml, char quote)
{
	char c = peek(toml);
	bool is_end = c == '\n' || cursor_sees(&toml->at, "\r\n");

	if (c == '\\' && quote == '"')
		return skip_continuation(toml) ? 0 : read_escape(toml);
	if (is_end) {
		skip_line_end(toml);
		str_add_char(&toml->text, '\n');
		return 0;
	}
	if (is_control(c))
		return fail(toml, "a control character must be written as an escape");
	str_add_char(&toml->text, c);
	skip(toml, 1);
	return 0;
}

/* Up to the closing quotes, which are left. */
static int read_long_text(struct toml *toml, char quote)
{
	const struct cursor start = toml->at;

	skip_line_end(toml);
	for (;;) {
		size_t quotes = count_quotes(toml, quote);

		if (quotes >= 3) {
			for (; quotes > 3; quotes--) {
				str_add_char(&toml->text, quote);
				skip(toml, 1);
			}
			return 0;
		}
		if (cursor_at_end(&toml->at))
			return cursor_fail(&start, toml->err, ERR_INPUT,
				"the text that starts here is not closed");
		if (read_long_step(toml, quote) < 0)
			return -1;
	}
}

/* The text at the quote here, into toml->text. */
static int read_text(struct toml *toml, bool may_be_long)
{
	char quote = peek(toml);
	bool is_long = may_be_long && count_quotes(toml, quote) >= 3;
	size_t quotes = is_long ? 3 : 1;

	str_clear(&toml->text);
	skip(toml, quotes);
	if ((is_long ? read_long_text(toml, quote) : read_line_text(toml, quote)) < 0)
		return -1;
	skip(toml, quotes);
	return 0;
}

/* ---- names ---- */

static bool is_bare(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
	       c == '-';
}

/* One part of a name, added to toml->keys. */
static int read_key(struct toml *toml)
{
	struct cursor start = toml->at;
	const char *text;

	if (peek(toml) == '"' || peek(toml) == '\'') {
		if (read_text(toml, false) < 0)
			return -1;
		if (memchr(toml->text.data, '\0', toml->text.size))
			return cursor_fail(&start, toml->err, ERR_INPUT, "a name holds a NUL");
		text = arena_bytes(toml->arena, toml->text.data, toml->text.size);
	} else {
		while (is_bare(peek(toml)))
			skip(toml, 1);
		if (toml->at.offset == start.offset)
			return expected(toml, "a name");
		text = arena_bytes(
			toml->arena, start.bytes + start.offset, toml->at.offset - start.offset);
	}
	vec_push(&toml->keys, (struct toml_key){ text, cursor_span_to(&start, toml->at.offset) });
	return 0;
}

static int read_name(struct toml *toml)
{
	vec_clear(&toml->keys);
	for (;;) {
		skip_spaces(toml);
		if (read_key(toml) < 0)
			return -1;
		skip_spaces(toml);
		if (peek(toml) != '.')
			return 0;
		skip(toml, 1);
	}
}

/* ---- values ---- */

static int read_value(struct toml *toml, struct toml_item *parent, const struct toml_key *key);

/* A list's items, or an inline table's members, up to `close`. */
static int read_items(struct toml *toml, struct toml_item *item, char close);

static int read_pair(struct toml *toml, struct toml_item *table)
{
	struct toml_key key;

	if (read_name(toml) < 0)
		return -1;
	key = toml->keys.items[toml->keys.count - 1];
	for (size_t i = 0; i + 1 < toml->keys.count; i++) {
		table = toml_enter(&toml->tables, table, &toml->keys.items[i]);
		if (!table)
			return -1;
	}
	if (toml_find(&toml->tables, table, &key))
		return span_fail(
			&key.span, toml->err, ERR_INPUT, "'%s' is defined twice", key.text);
	if (peek(toml) != '=')
		return expected(toml, "'='");
	skip(toml, 1);
	skip_spaces(toml);
	return read_value(toml, table, &key);
}

static int read_items(struct toml *toml, struct toml_item *item, char close)
{
	bool needs_comma = false;

	for (;;) {
		skip_lines(toml);
		if (peek(toml) == close)
			break;
		if (needs_comma) {
			if (peek(toml) != ',')
				return expected(toml, close == ']' ? "',' or ']'" : "',' or '}'");
			skip(toml, 1);
			needs_comma = false;
			continue;
		}
		if ((close == ']' ? read_value(toml, item, NULL) : read_pair(toml, item)) < 0)
			return -1;
		needs_comma = true;
	}
	skip(toml, 1);
	item->span.size = toml->at.offset - item->span.start;
	return 0;
}

static bool is_in_word(char c)
{
	return is_bare(c) || c == '+' || c == '.' || c == ':';
}

/* The size of the number, date or word here. A blank may stand between a date and its time. */
static size_t word_size(const struct toml *toml)
{
	size_t size = 0;

	while (is_in_word(cursor_peek(&toml->at, size)))
		size++;
	if (size == 10 && cursor_peek(&toml->at, 4) == '-' && cursor_peek(&toml->at, 10) == ' ' &&
		cursor_peek(&toml->at, 13) == ':')
		for (size++; is_in_word(cursor_peek(&toml->at, size));)
			size++;
	return size;
}

static bool is_date(const char *word, size_t size)
{
	size_t digits = strspn(word, "0123456789");

	return (digits == 4 && size >= 10 && word[4] == '-' && word[7] == '-') ||
	       (digits == 2 && size >= 5 && word[2] == ':');
}

/* Digits of a base, with an underscore here and there. */
static bool is_number(const char *word)
{
	const char *digits = "0123456789_.eE+-";

	word += *word == '+' || *word == '-';
	if (strcmp(word, "inf") == 0 || strcmp(word, "nan") == 0)
		return true;
	if (word[0] == '0' && word[1] && strchr("xob", word[1])) {
		digits = word[1] == 'x'   ? "0123456789abcdefABCDEF_"
			 : word[1] == 'o' ? "01234567_"
					  : "01_";
		word += 2;
	}
	return hex_digit(*word) >= 0 && word[strspn(word, digits)] == '\0';
}

static int read_word(struct toml *toml, struct toml_item *item)
{
	size_t size = word_size(toml);
	const char *word;

	if (size == 0)
		return expected(toml, "a value");
	word = arena_bytes(toml->arena, toml->at.bytes + toml->at.offset, size);
	if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0)
		item->scalar = NODE_BOOL;
	else if (is_date(word, size))
		item->scalar = NODE_STRING;
	else if (is_number(word))
		item->scalar = NODE_NUMBER;
	else
		return expected(toml, "a value");
	item->text = word;
	skip(toml, size);
	item->span.size = size;
	return 0;
}

static int read_string(struct toml *toml, struct toml_item *item)
{
	if (read_text(toml, true) < 0)
		return -1;
	item->scalar = NODE_STRING;
	item->text = arena_bytes(toml->arena, toml->text.data, toml->text.size);
	item->has_nul = memchr(toml->text.data, '\0', toml->text.size) != NULL;
	item->span.size = toml->at.offset - item->span.start;
	return 0;
}

/* DOCUMENT_DEPTH_MAX bounds how deep this calls itself. */
static int read_value(struct toml *toml, struct toml_item *parent, const struct toml_key *key)
{
	char c = peek(toml);
	enum toml_kind kind = c == '[' ? TOML_LIST : c == '{' ? TOML_IMPLIED : TOML_SCALAR;
	struct toml_item *item =
		toml_add(&toml->tables, parent, key, kind, cursor_span(&toml->at, 1));
	int result;

	if (!item)
		return -1;
	if (c == '"' || c == '\'')
		return read_string(toml, item);
	if (kind == TOML_SCALAR)
		return read_word(toml, item);
	skip(toml, 1);
	result = read_items(toml, item, c == '[' ? ']' : '}');
	if (kind == TOML_IMPLIED)
		item->kind = TOML_INLINE;
	return result;
}

/* ---- lines ---- */

static int read_header(struct toml *toml, struct toml_item *root, struct toml_item **table)
{
	struct cursor start = toml->at;
	bool is_list = cursor_sees(&start, "[[");
	struct toml_item *item = root;
	size_t last;

	skip(toml, is_list ? 2 : 1);
	if (read_name(toml) < 0)
		return -1;
	if (!cursor_sees(&toml->at, is_list ? "]]" : "]"))
		return expected(toml, is_list ? "']]'" : "']'");
	skip(toml, is_list ? 2 : 1);
	last = toml->keys.count - 1;
	for (size_t i = 0; item && i < last; i++)
		item = toml_enter(&toml->tables, item, &toml->keys.items[i]);
	if (item)
		item = toml_name(&toml->tables, item, &toml->keys.items[last],
			cursor_span_to(&start, toml->at.offset), is_list);
	*table = item;
	return item ? 0 : -1;
}

static int read_lines(struct toml *toml, struct toml_item *root)
{
	struct toml_item *table = root;

	for (;;) {
		skip_lines(toml);
		if (cursor_at_end(&toml->at))
			return 0;
		if ((peek(toml) == '[' ? read_header(toml, root, &table) : read_pair(toml, table)) <
			0)
			return -1;
		skip_spaces(toml);
		skip_comment(toml);
		if (!cursor_at_end(&toml->at) && !skip_line_end(toml))
			return expected(toml, "the end of the line");
	}
}

static int build(struct toml *toml, const struct toml_item *item, struct node **root)
{
	struct builder builder;
	int result;

	builder_init(&builder, toml->arena, toml->err);
	result = toml_build(&builder, item);
	if (result == 0)
		builder_finish(&builder, root);
	builder_release(&builder);
	return result;
}

int toml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct toml toml = { .text = STR_INIT, .arena = arena, .err = err };
	struct toml_item *table;
	int result;

	cursor_init(&toml.at, bytes, size);
	if (cursor_sees(&toml.at, "\xef\xbb\xbf"))
		skip(&toml, 3);
	toml_tables_init(&toml.tables, arena, err);
	table = toml_add(&toml.tables, NULL, NULL, TOML_NAMED, cursor_span_to(&toml.at, size));
	result = read_lines(&toml, table);
	if (result == 0)
		result = build(&toml, table, root);
	toml_tables_release(&toml.tables);
	vec_release(&toml.keys);
	str_release(&toml.text);
	return result;
}
