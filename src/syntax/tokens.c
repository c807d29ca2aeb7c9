/*
 * tokens.c - the words, texts and marks of a program.
 */
#include "syntax/tokens.h"

#include <string.h>

void tokens_init(struct tokens *tokens, const struct language *language, struct arena *arena,
	const char *bytes, size_t size)
{
	*tokens = (struct tokens){ .language = language, .arena = arena, .text = STR_INIT };
	cursor_init(&tokens->at, bytes, size);
	if (cursor_sees(&tokens->at, "\xef\xbb\xbf"))
		cursor_move_to(&tokens->at, 3);
	tokens_next(tokens);
}

void tokens_release(struct tokens *tokens)
{
	str_release(&tokens->text);
}

static char peek(const struct tokens *tokens)
{
	return cursor_peek(&tokens->at, 0);
}

static void skip(struct tokens *tokens, size_t size)
{
	cursor_move_to(&tokens->at, tokens->at.offset + size);
}

static void skip_to_line_end(struct tokens *tokens)
{
	const char *here = tokens->at.bytes + tokens->at.offset;
	const char *line_end = memchr(here, '\n', tokens->at.size - tokens->at.offset);

	cursor_move_to(
		&tokens->at, line_end ? (size_t)(line_end - tokens->at.bytes) : tokens->at.size);
}

/* Up to behind `close`, or to the end of the file. */
static bool skip_beyond(struct tokens *tokens, const char *close)
{
	const char *found = memmem(tokens->at.bytes + tokens->at.offset,
		tokens->at.size - tokens->at.offset, close, strlen(close));

	cursor_move_to(&tokens->at,
		found ? (size_t)(found - tokens->at.bytes) + strlen(close) : tokens->at.size);
	return true;
}

static bool skip_comment(struct tokens *tokens)
{
	const struct language *language = tokens->language;

	if (language->words_are_texts && cursor_sees(&tokens->at, "#[["))
		return skip_beyond(tokens, "]]");
	for (size_t i = 0; i < 2 && language->line_comments[i]; i++) {
		if (!cursor_sees(&tokens->at, language->line_comments[i]))
			continue;
		skip_to_line_end(tokens);
		return true;
	}
	if (!language->block_comments || !cursor_sees(&tokens->at, "/*"))
		return false;
	skip(tokens, 2);
	return skip_beyond(tokens, "*/");
}

/* Over blanks, comments, and line ends behind a backslash. */
static void skip_blanks(struct tokens *tokens)
{
	for (;;) {
		char c = peek(tokens);

		if (c == ' ' || c == '\t' || c == '\r' || c == '\f')
			skip(tokens, 1);
		else if (cursor_sees(&tokens->at, "\\\n"))
			skip(tokens, 2);
		else if (cursor_sees(&tokens->at, "\\\r\n"))
			skip(tokens, 3);
		else if (!skip_comment(tokens))
			return;
	}
}

static bool is_word_start(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_in_word(const struct tokens *tokens, char c)
{
	return is_word_start(c) || (c >= '0' && c <= '9') ||
	       (c && strchr(tokens->language->word_marks, c));
}

/* ---- texts ---- */

static bool is_quotes(const struct tokens *tokens, char quote, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cursor_peek(&tokens->at, i) != quote)
			return false;
	return true;
}

static void take(struct tokens *tokens, size_t size)
{
	str_add(&tokens->text, tokens->at.bytes + tokens->at.offset, size);
	skip(tokens, size);
}

static void take_escape(struct tokens *tokens)
{
	char c = cursor_peek(&tokens->at, 1);

	if (c == '\0' || c == '\n') {
		take(tokens, 1);
		return;
	}
	str_add_char(&tokens->text, c == 'n' ? '\n' : c == 't' ? '\t' : c);
	skip(tokens, 2);
}

/* What a hole holds is kept as it is written: "${x("y")}". It ends with its line at the latest. */
static void take_hole(struct tokens *tokens)
{
	unsigned depth = 0;

	do {
		char c = peek(tokens);

		if (cursor_at_end(&tokens->at) || c == '\n')
			return;
		depth += c == '{';
		depth -= c == '}';
		take(tokens, 1);
	} while (depth > 0 || tokens->at.bytes[tokens->at.offset - 1] != '}');
}

static void read_text(struct tokens *tokens)
{
	const struct language *language = tokens->language;
	char quote = peek(tokens);
	size_t quotes = language->long_texts && is_quotes(tokens, quote, 3) ? 3 : 1;

	str_clear(&tokens->text);
	skip(tokens, quotes);
	while (!cursor_at_end(&tokens->at) && !is_quotes(tokens, quote, quotes)) {
		if (peek(tokens) == '\n' && quotes == 1)
			break;
		if (peek(tokens) == '\\')
			take_escape(tokens);
		else if (quote == '"' && language->interpolation &&
			 cursor_sees(&tokens->at, language->interpolation))
			take_hole(tokens);
		else
			take(tokens, 1);
	}
	if (is_quotes(tokens, quote, quotes))
		skip(tokens, quotes);
	tokens->token.kind = TOKEN_TEXT;
	tokens->token.text = arena_bytes(tokens->arena, tokens->text.data, tokens->text.size);
}

/* <<WORD, <<-WORD, <<~'WORD': the lines up to WORD are passed over; a mark stands for them. */
static bool skip_here_text(struct tokens *tokens)
{
	size_t at = 2, size = 0;
	const char *word;

	if (!tokens->language->here_texts || !cursor_sees(&tokens->at, "<<"))
		return false;
	at += cursor_peek(&tokens->at, at) == '-' || cursor_peek(&tokens->at, at) == '~';
	at += cursor_peek(&tokens->at, at) == '"' || cursor_peek(&tokens->at, at) == '\'';
	if (!is_word_start(cursor_peek(&tokens->at, at)))
		return false;
	while (is_in_word(tokens, cursor_peek(&tokens->at, at + size)))
		size++;
	word = arena_bytes(tokens->arena, tokens->at.bytes + tokens->at.offset + at, size);
	do {
		skip_to_line_end(tokens);
		skip(tokens, 1);
		while (peek(tokens) == ' ' || peek(tokens) == '\t')
			skip(tokens, 1);
	} while (!cursor_at_end(&tokens->at) &&
		 !(cursor_sees(&tokens->at, word) &&
			 !is_in_word(tokens, cursor_peek(&tokens->at, size))));
	skip(tokens, size);
	return true;
}

/* ---- words and marks ---- */

static bool ends_plain_text(char c)
{
	return c == '\0' || strchr(" \t\r\n()\"#;", c);
}

/* A text without quotes: only blanks and marks end it. */
static void read_plain_text(struct tokens *tokens)
{
	size_t size = 1;

	while (!ends_plain_text(cursor_peek(&tokens->at, size)))
		size++;
	tokens->token.kind = TOKEN_TEXT;
	tokens->token.text = arena_bytes(tokens->arena, tokens->at.bytes + tokens->at.offset, size);
	skip(tokens, size);
}

static void read_word(struct tokens *tokens, enum token_kind kind, size_t start)
{
	size_t size = start;

	while (is_in_word(tokens, cursor_peek(&tokens->at, size)))
		size++;
	tokens->token.kind = kind;
	tokens->token.text = arena_bytes(
		tokens->arena, tokens->at.bytes + tokens->at.offset + start, size - start);
	skip(tokens, size);
}

static void read_mark(struct tokens *tokens)
{
	tokens->token.kind = TOKEN_MARK;
	tokens->token.mark = peek(tokens);
	tokens->token.is_arrow = cursor_sees(&tokens->at, "=>");
	tokens->depth += tokens->token.mark == '(';
	tokens->depth -= tokens->depth && tokens->token.mark == ')';
	if (!skip_here_text(tokens))
		skip(tokens, tokens->token.is_arrow ? 2 : 1);
}

static void read_token(struct tokens *tokens)
{
	char c = peek(tokens);

	if (cursor_at_end(&tokens->at)) {
		tokens->token.kind = TOKEN_END;
	} else if (c == '\n') {
		tokens->token.kind = TOKEN_LINE;
		skip(tokens, 1);
	} else if (tokens->language->words_are_texts && tokens->depth && !ends_plain_text(c)) {
		read_plain_text(tokens);
	} else if (c == '"' || (c == '\'' && !tokens->language->words_are_texts)) {
		read_text(tokens);
	} else if (is_word_start(c)) {
		read_word(tokens, TOKEN_WORD, 0);
	} else if (c == ':' && tokens->language->symbols &&
		   is_word_start(cursor_peek(&tokens->at, 1))) {
		read_word(tokens, TOKEN_SYMBOL, 1);
	} else {
		read_mark(tokens);
	}
}

void tokens_next(struct tokens *tokens)
{
	bool begins_line = tokens->token.kind == TOKEN_LINE || tokens->token.kind == TOKEN_END;
	struct cursor start;

	tokens->last_end = tokens->token.span.start + tokens->token.span.size;
	skip_blanks(tokens);
	start = tokens->at;
	tokens->token = (struct token){ .kind = TOKEN_END };
	read_token(tokens);
	tokens->token.begins_line = begins_line;
	tokens->token.span = cursor_span_to(&start, tokens->at.offset);
}

bool tokens_is_mark(const struct tokens *tokens, char mark)
{
	return tokens->token.kind == TOKEN_MARK && tokens->token.mark == mark &&
	       !tokens->token.is_arrow;
}
