/*
 * str.h - a growing byte string. Always NUL-terminated behind its `size` bytes, may hold NULs.
 *
 * `data` is never NULL: an empty string points at a shared empty array until it first grows, so
 * write only through these functions. When memory is gone the program ends (util/memory.h).
 */
#ifndef UTIL_STR_H
#define UTIL_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
	char *data;
	size_t size;     /* bytes, without the closing NUL */
	size_t capacity; /* bytes owned; 0 while `data` is the shared empty array */
};

extern char str_empty[1];
#define STR_INIT                                                                                   \
	{                                                                                          \
		str_empty, 0, 0                                                                    \
	}

void str_release(struct str *str);          /* frees; ready to be used again */
void str_clear(struct str *str);            /* size 0, keeps the memory */
void str_cut(struct str *str, size_t size); /* shortens to `size` bytes */
void str_add(struct str *str, const void *bytes, size_t size);
void str_add_text(struct str *str, const char *text); /* up to its NUL */
void str_add_char(struct str *str, char c);
void str_addf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_addv(struct str *str, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));
void str_set(struct str *str, const char *text); /* clear + add_text */

/* Makes room for `size` more bytes and returns where they go; str->size is not changed. */
char *str_reserve(struct str *str, size_t size);

/* Is `word` one of `words`, which one space divides? */
bool text_has_word(const char *words, const char *word);

#endif
