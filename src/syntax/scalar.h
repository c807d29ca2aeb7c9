/*
 * scalar.h - a value written in the notation of the file it stands in.
 *
 * The only place that knows how a syntax quotes and escapes. What comes out should be read back by
 * whoever writes it into a file: that it means the value is then certain.
 */
#ifndef SYNTAX_SCALAR_H
#define SYNTAX_SCALAR_H

#include "syntax/document.h"

/* Appends what stands for `value` in place of the `size` bytes at `source`, which stand for a value
 * (or a key) now, in the same style: the same quotes, and the same characters escaped. False, and
 * `out` as it was, if it cannot be written so. */
bool scalar_write(
	struct str *out, enum syntax syntax, const char *source, size_t size, const char *value);

/* The same for a part of a value, which is written as it is: only with characters that no notation,
 * and nobody who takes the value apart, gives a meaning of their own, or that stand there already.
 */
bool scalar_write_part(struct str *out, const char *source, size_t size, const char *value);

#endif
