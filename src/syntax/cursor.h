/*
 * cursor.h - a place in the source of a document, which only moves forward.
 *
 * Readers hear of places as offsets or as counts of characters; a cursor turns them into lines,
 * byte columns and spans, in time linear in what it passes. A copy of a cursor looks ahead.
 */
#ifndef SYNTAX_CURSOR_H
#define SYNTAX_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "syntax/document.h"
#include "util/err.h"

struct cursor {
	const char *bytes;
	size_t size;
	size_t offset;
	size_t line_start; /* offset of the current line's first byte */
	unsigned line;     /* 1-based; lines end with '\n' */
};

/* At the first byte. The cursor keeps none of `bytes`. */
void cursor_init(struct cursor *cursor, const char *bytes, size_t size);

/* To `offset`, no further than the end. Where it lies behind, the cursor stays. */
void cursor_move_to(struct cursor *cursor, size_t offset);
/* Over `count` characters of UTF-8. */
void cursor_skip_characters(struct cursor *cursor, size_t count);
/* To the first byte of `line`, where that lies ahead. */
void cursor_move_to_line(struct cursor *cursor, unsigned line);

/* The byte `ahead` bytes from here; NUL behind the end. */
static inline char cursor_peek(const struct cursor *cursor, size_t ahead)
{
	return ahead < cursor->size - cursor->offset ? cursor->bytes[cursor->offset + ahead] : '\0';
}
static inline bool cursor_at_end(const struct cursor *cursor)
{
	return cursor->offset == cursor->size;
}
/* Does `text` stand here? */
bool cursor_sees(const struct cursor *cursor, const char *text);

/* The `size` bytes that start here. */
struct span cursor_span(const struct cursor *cursor, size_t size);
struct span cursor_span_to(const struct cursor *cursor, size_t end);

/* Sets err as document_parse has it: "line L, column C: ...", and err->line. Returns -1. */
int span_fail(const struct span *span, struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
int cursor_fail(const struct cursor *cursor, struct err *err, enum err_kind kind,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
