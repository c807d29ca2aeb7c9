/*
 * arena.h - memory that is freed all at once: things that live as long as one scan or one check.
 */
#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
	char *next, *end;           /* free room in the newest block */
	size_t used;                /* bytes handed out since init or clear */
};
#define ARENA_INIT                                                                                 \
	{                                                                                          \
		NULL, NULL, NULL, 0                                                                \
	}

void arena_release(struct arena *arena);
void arena_clear(struct arena *arena);             /* keeps one block */
void *arena_get(struct arena *arena, size_t size); /* uninitialised, aligned for any type */
void *arena_get_zeroed(struct arena *arena, size_t size);
char *arena_text(struct arena *arena, const char *text); /* a copy; NULL stays NULL */
char *arena_bytes(
	struct arena *arena, const void *bytes, size_t size); /* a copy, NUL added behind */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
