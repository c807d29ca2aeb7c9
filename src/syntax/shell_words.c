/*
 * shell_words.c - takes a shell's text apart.
 */
#include "syntax/shell_words.h"

#include <stdint.h>
#include <string.h>

/* A word while it is read. */
struct taking {
	struct shell_word *word;
	size_t literal; /* bytes of the text in front of the first wildcard; SIZE_MAX: no wildcard
			 */
};

void shell_words_init(
	struct shell_words *words, struct arena *arena, const char *bytes, size_t size)
{
	*words = (struct shell_words){ .arena = arena, .text = STR_INIT, .end = size };
	cursor_init(&words->at, bytes, size);
}

void shell_words_release(struct shell_words *words)
{
	str_release(&words->text);
	vec_release(&words->texts);
}

static char peek(const struct shell_words *words, size_t ahead)
{
	return words->at.offset + ahead < words->end ? cursor_peek(&words->at, ahead) : '\0';
}

static bool at_end(const struct shell_words *words)
{
	return words->at.offset >= words->end;
}

static void skip(struct shell_words *words, size_t size)
{
	size_t left = words->end - words->at.offset;

	cursor_move_to(&words->at, words->at.offset + (size < left ? size : left));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A backslash makes one line of two. */
static size_t continuation_size(const struct shell_words *words)
{
	if (peek(words, 0) != '\\')
		return 0;
	if (peek(words, 1) == '\n')
		return 2;
	return peek(words, 1) == '\r' && peek(words, 2) == '\n' ? 3 : 0;
}

/* ---- what only a shell can tell ---- */

/* Over what `open` has just opened, up to where it is closed, quotes and all. */
static void skip_nested(struct shell_words *words, char open, char close)
{
	unsigned depth = 1;
	char quote = '\0';

	while (!at_end(words) && depth > 0) {
		char c = peek(words, 0);

		if (c == '\\' && quote != '\'')
			skip(words, 1);
		else if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == close)
			depth--;
		else if (c == open)
			depth++;
		skip(words, 1);
	}
}

static bool begins_variable(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("_@*#?$!<^+%-", c));
}

/* Over "$x", "${x}", "$(x)" and "`x`". False: it is none of them. */
static bool skip_substitution(struct shell_words *words)
{
	char c = peek(words, 0), next = peek(words, 1);

	if (c == '`') {
		skip(words, 1);
		skip_nested(words, '\0', '`');
		return true;
	}
	if (c != '$')
		return false;
	if (next == '(' || next == '{') {
		skip(words, 2);
		skip_nested(words, next, next == '(' ? ')' : '}');
		return true;
	}
	if (!begins_variable(next))
		return false;
	skip(words, 2);
	return true;
}

/* ---- words ---- */

static void take_byte(struct shell_words *words)
{
	str_add_char(&words->text, peek(words, 0));
	skip(words, 1);
}

static void take_single_quoted(struct shell_words *words)
{
	skip(words, 1);
	while (!at_end(words) && peek(words, 0) != '\'')
		take_byte(words);
	skip(words, 1);
}

static void take_double_quoted(struct shell_words *words, struct taking *taking)
{
	skip(words, 1);
	while (!at_end(words) && peek(words, 0) != '"') {
		char next = peek(words, 1);

		if (continuation_size(words)) {
			skip(words, continuation_size(words));
		} else if (peek(words, 0) == '\\' && next && strchr("\"\\$`", next)) {
			skip(words, 1);
			take_byte(words);
		} else if (skip_substitution(words)) {
			taking->word->is_known = false;
		} else {
			take_byte(words);
		}
	}
	skip(words, 1);
}

static void note_wildcard(const struct shell_words *words, struct taking *taking)
{
	if (taking->literal == SIZE_MAX)
		taking->literal = words->text.size;
}

static bool ends_word(const struct shell_words *words)
{
	char c = peek(words, 0);

	return at_end(words) || is_blank(c) || c == '\n' || strchr("&|;()<>", c) != NULL;
}

static void take_part(struct shell_words *words, struct taking *taking)
{
	char c = peek(words, 0);

	if (continuation_size(words)) {
		skip(words, continuation_size(words));
	} else if (c == '\\') {
		skip(words, 1);
		if (!at_end(words))
			take_byte(words);
	} else if (c == '\'') {
		take_single_quoted(words);
	} else if (c == '"') {
		take_double_quoted(words, taking);
	} else if (skip_substitution(words)) {
		taking->word->is_known = false;
	} else {
		if (strchr("*?[{", c))
			note_wildcard(words, taking);
		take_byte(words);
	}
}

/* A tool that is handed a pattern in quotes expands it itself. */
static void find_pattern(struct shell_words *words, struct taking *taking)
{
	struct shell_word *word = taking->word;
	size_t slash;

	if (taking->literal == SIZE_MAX && strpbrk(word->text, "*?"))
		taking->literal = strcspn(word->text, "*?");
	if (taking->literal == SIZE_MAX)
		return;
	for (slash = taking->literal; slash > 0 && word->text[slash - 1] != '/'; slash--)
		;
	word->base = slash > 1 ? arena_bytes(words->arena, word->text, slash - 1) : ".";
	word->glob = word->text + slash;
}

static void take_word(struct shell_words *words, struct shell_word *word)
{
	struct taking taking = { word, SIZE_MAX };
	struct cursor start = words->at;

	*word = (struct shell_word){ .is_known = true };
	str_clear(&words->text);
	while (!ends_word(words))
		take_part(words, &taking);
	word->text = arena_bytes(words->arena, words->text.data, words->text.size);
	word->span = cursor_span_to(&start, words->at.offset);
	if (strlen(word->text) != words->text.size || word->text[0] == '/' || word->text[0] == '~')
		word->is_known = false;
	find_pattern(words, &taking);
}

/* ---- between words ---- */

static void skip_line(struct shell_words *words)
{
	while (!at_end(words) && peek(words, 0) != '\n')
		skip(words, 1);
}

/* Over the texts that follow a line, each up to a line that holds nothing but its end. */
static void skip_texts(struct shell_words *words)
{
	for (size_t i = 0; i < words->texts.count; i++) {
		const char *end = words->texts.items[i];
		bool is_end = false;

		while (!at_end(words) && !is_end) {
			size_t size = 0;

			while (peek(words, 0) == '\t')
				skip(words, 1);
			while (peek(words, size) && peek(words, size) != '\n')
				size++;
			is_end = size == strlen(end) &&
				 memcmp(words->at.bytes + words->at.offset, end, size) == 0;
			skip(words, size + 1);
		}
	}
	vec_clear(&words->texts);
}

/* "> file", "2>&1", "<<EOF": the operator and its word. */
static void skip_redirection(struct shell_words *words)
{
	bool is_text = peek(words, 0) == '<' && peek(words, 1) == '<' && peek(words, 2) != '<';
	struct shell_word word;

	while (!at_end(words) && strchr("<>&|-", peek(words, 0)))
		skip(words, 1);
	while (is_blank(peek(words, 0)))
		skip(words, 1);
	if (peek(words, 0) == '(') {
		skip(words, 1);
		skip_nested(words, '(', ')');
		return;
	}
	take_word(words, &word);
	if (is_text && *word.text)
		vec_push(&words->texts, word.text);
}

/* A number right before it is part of a redirection. */
static bool is_descriptor(const struct shell_words *words)
{
	size_t size = 0;

	while (peek(words, size) >= '0' && peek(words, size) <= '9')
		size++;
	return size > 0 && (peek(words, size) == '>' || peek(words, size) == '<');
}

/* To the next token, over what is none. */
static void skip_between(struct shell_words *words)
{
	while (!at_end(words)) {
		char c = peek(words, 0);

		if (is_blank(c) || is_descriptor(words))
			skip(words, 1);
		else if (continuation_size(words))
			skip(words, continuation_size(words));
		else if (c == '#')
			skip_line(words);
		else if (c == '<' || c == '>' || (c == '&' && peek(words, 1) == '>'))
			skip_redirection(words);
		else
			break;
	}
}

static enum shell_token take_operator(struct shell_words *words)
{
	char c = peek(words, 0), next = peek(words, 1);
	bool is_double = (c == '&' || c == '|' || c == ';') && next == c;

	skip(words, is_double ? 2 : 1);
	switch (c) {
	case '(':
		return SHELL_OPEN;
	case ')':
		return SHELL_CLOSE;
	case '&':
	case '|':
		return is_double ? SHELL_THEN : SHELL_PIPE;
	case '\n':
		skip_texts(words);
		break;
	}
	return SHELL_THEN;
}

enum shell_token shell_words_next(struct shell_words *words, struct shell_word *word)
{
	skip_between(words);
	if (at_end(words))
		return SHELL_END;
	if (ends_word(words))
		return take_operator(words);
	take_word(words, word);
	return SHELL_WORD;
}

/* ---- recipes ---- */

/* The offset behind the line that starts here, and those it goes on in. */
static size_t line_end(const struct shell_words *words)
{
	const char *bytes = words->at.bytes;
	size_t end = words->at.offset;

	for (;;) {
		const char *found = memchr(bytes + end, '\n', words->at.size - end);

		if (!found)
			return words->at.size;
		end = (size_t)(found - bytes) + 1;
		if (found == bytes || found[-1] != '\\')
			return end;
	}
}

bool shell_words_next_recipe(struct shell_words *words)
{
	vec_clear(&words->texts);
	words->end = words->at.size;
	while (!cursor_at_end(&words->at)) {
		size_t end = line_end(words);

		if (cursor_peek(&words->at, 0) == '\t') {
			words->end = end;
			while (is_blank(peek(words, 0)) ||
				(peek(words, 0) && strchr("@-+", peek(words, 0))))
				skip(words, 1);
			return true;
		}
		cursor_move_to(&words->at, end);
	}
	return false;
}
