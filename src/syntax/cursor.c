/*
 * cursor.c - a place in the source of a document, which only moves forward.
 */
#include "syntax/cursor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void cursor_init(struct cursor *cursor, const char *bytes, size_t size)
{
	*cursor = (struct cursor){ .bytes = bytes, .size = size, .line = 1 };
}

void cursor_move_to(struct cursor *cursor, size_t offset)
{
	const char *line_end;

	if (offset > cursor->size)
		offset = cursor->size;
	while (cursor->offset < offset) {
		line_end = memchr(cursor->bytes + cursor->offset, '\n', offset - cursor->offset);
		if (!line_end) {
			cursor->offset = offset;
			return;
		}
		cursor->offset = cursor->line_start = (size_t)(line_end - cursor->bytes) + 1;
		cursor->line++;
	}
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

void cursor_skip_characters(struct cursor *cursor, size_t count)
{
	size_t offset = cursor->offset;

	for (; count > 0 && offset < cursor->size; count--) {
		offset++;
		while (offset < cursor->size && is_continuation(cursor->bytes[offset]))
			offset++;
	}
	cursor_move_to(cursor, offset);
}

void cursor_move_to_line(struct cursor *cursor, unsigned line)
{
	const char *line_end;

	while (cursor->line < line && cursor->offset < cursor->size) {
		line_end =
			memchr(cursor->bytes + cursor->offset, '\n', cursor->size - cursor->offset);
		cursor_move_to(
			cursor, line_end ? (size_t)(line_end - cursor->bytes) + 1 : cursor->size);
	}
}

bool cursor_sees(const struct cursor *cursor, const char *text)
{
	size_t size = strlen(text);

	return cursor->size - cursor->offset >= size &&
	       memcmp(cursor->bytes + cursor->offset, text, size) == 0;
}

struct span cursor_span(const struct cursor *cursor, size_t size)
{
	return (struct span){ cursor->line, (unsigned)(cursor->offset - cursor->line_start) + 1,
		cursor->offset, size };
}

struct span cursor_span_to(const struct cursor *cursor, size_t end)
{
	return cursor_span(cursor, end > cursor->offset ? end - cursor->offset : 0);
}

__attribute__((format(printf, 4, 0))) static int failv(const struct span *span, struct err *err,
	enum err_kind kind, const char *format, va_list arguments)
{
	char what[512];

	vsnprintf(what, sizeof what, format, arguments);
	err_set(err, kind, "line %u, column %u: %s", span->line, span->column, what);
	if (err)
		err->line = span->line;
	return -1;
}

int span_fail(const struct span *span, struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	failv(span, err, kind, format, arguments);
	va_end(arguments);
	return -1;
}

int cursor_fail(
	const struct cursor *cursor, struct err *err, enum err_kind kind, const char *format, ...)
{
	struct span span = cursor_span(cursor, 0);
	va_list arguments;

	va_start(arguments, format);
	failv(&span, err, kind, format, arguments);
	va_end(arguments);
	return -1;
}
