/*
 * reading.h - what the tests of all readers ask: which tree, where, and why not.
 */
#ifndef UNIT_SYNTAX_READING_H
#define UNIT_SYNTAX_READING_H

#include <stddef.h>

#include "syntax/document.h"

/* Parses from memory of exactly that size, so that a sanitizer sees a read behind the end. */
int read_exactly(
	struct document **out, enum syntax syntax, const char *bytes, size_t size, struct err *err);

/* The values below a node with their kinds, in one line: "{a:[#1 'x' true null]}". */
void add_shape(struct str *out, const struct node *node);

/* A text, and the shape of what is read in it. */
struct shape {
	const char *text, *shape;
};
void check_shapes(enum syntax syntax, const struct shape *rows, size_t count);

/* A text that is refused at this place, with words that begin like this. */
struct refusal {
	const char *text;
	unsigned line, column;
	const char *what;
};
void check_refusals(enum syntax syntax, const struct refusal *rows, size_t count);
/* The same, for a bound that is reached. */
void check_limit(enum syntax syntax, const char *bytes, size_t size, const char *what);

struct place {
	const char *pointer;
	unsigned line, column;
	const char *slice;             /* the bytes of the value's span */
	unsigned key_line, key_column; /* 0: no name */
	const char *key_slice;
};
void check_places(enum syntax syntax, const char *source, const struct place *places, size_t count);

/* Adds `count` times `text`. */
void add_times(struct str *out, const char *text, size_t count);

/* Parent, index and key are right in all that is below. */
void check_family(const struct node *node);

#endif
