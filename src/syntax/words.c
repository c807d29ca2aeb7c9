/*
 * words.c - words of a line.
 */
#include "syntax/words.h"

#include <string.h>

void words_init(struct words *words, struct arena *arena, const char *bytes, size_t size)
{
	*words = (struct words){ .arena = arena, .text = STR_INIT };
	cursor_init(&words->at, bytes, size);
	if (cursor_sees(&words->at, "\xef\xbb\xbf"))
		cursor_move_to(&words->at, 3);
}

void words_release(struct words *words)
{
	str_release(&words->text);
}

static size_t line_end_size(const struct words *words, size_t ahead)
{
	if (cursor_peek(&words->at, ahead) == '\n')
		return 1;
	return cursor_peek(&words->at, ahead) == '\r' && cursor_peek(&words->at, ahead + 1) == '\n'
		       ? 2
		       : 0;
}

static bool at_line_end(const struct words *words)
{
	return cursor_at_end(&words->at) || line_end_size(words, 0) > 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static void skip(struct words *words, size_t size)
{
	cursor_move_to(&words->at, words->at.offset + size);
}

/* Blanks may stand between the escape and the line's end, as Docker allows. */
static bool skip_continuation(struct words *words)
{
	size_t size = 1, end;

	if (!words->escape || cursor_peek(&words->at, 0) != words->escape)
		return false;
	while (cursor_peek(&words->at, size) == ' ' || cursor_peek(&words->at, size) == '\t')
		size++;
	end = line_end_size(words, size);
	if (end == 0 && words->at.offset + size < words->at.size)
		return false;
	skip(words, size + end);
	return true;
}

bool words_ahead(struct words *words)
{
	for (;;) {
		if (at_line_end(words))
			return false;
		if (words->comment && cursor_sees(&words->at, words->comment))
			return false;
		if (is_blank(cursor_peek(&words->at, 0)))
			skip(words, 1);
		else if (!skip_continuation(words))
			return true;
	}
}

static bool is_escaped(const struct words *words)
{
	char next = cursor_peek(&words->at, 1);

	return words->unescapes && cursor_peek(&words->at, 0) == '\\' &&
	       (is_blank(next) || next == '#');
}

/* Takes one byte of the word, or a quote. False where the word ends. */
static bool take(struct words *words, char *quote)
{
	char c = cursor_peek(&words->at, 0);

	if (at_line_end(words) || (*quote == '\0' && is_blank(c)))
		return false;
	if (words->quotes && (*quote ? c == *quote : c == '"' || c == '\'')) {
		*quote = *quote ? '\0' : c;
		skip(words, 1);
		return true;
	}
	if (is_escaped(words)) {
		skip(words, 1);
		c = cursor_peek(&words->at, 0);
	} else if (skip_continuation(words)) {
		/* The word goes on there, if it is not indented. */
		return true;
	}
	str_add_char(&words->text, c);
	skip(words, 1);
	return true;
}

static void keep(struct words *words, struct word *word, struct cursor start)
{
	word->text = arena_bytes(words->arena, words->text.data, words->text.size);
	word->span = cursor_span_to(&start, words->at.offset);
}

bool words_next(struct words *words, struct word *word)
{
	struct cursor start;
	char quote = '\0';

	if (!words_ahead(words))
		return false;
	start = words->at;
	str_clear(&words->text);
	while (take(words, &quote))
		;
	keep(words, word, start);
	return true;
}

bool words_rest(struct words *words, struct word *word)
{
	const char *here;
	size_t size;

	if (!words_ahead(words))
		return false;
	here = words->at.bytes + words->at.offset;
	for (size = 0; words->at.offset + size < words->at.size && here[size] != '\n';)
		size++;
	while (size > 0 && is_blank(here[size - 1]))
		size--;
	word->text = arena_bytes(words->arena, here, size);
	word->span = cursor_span(&words->at, size);
	skip(words, size);
	return true;
}

bool words_next_line(struct words *words)
{
	const char *here = words->at.bytes + words->at.offset;
	const char *line_end = memchr(here, '\n', words->at.size - words->at.offset);

	cursor_move_to(
		&words->at, line_end ? (size_t)(line_end - words->at.bytes) + 1 : words->at.size);
	return !cursor_at_end(&words->at);
}
