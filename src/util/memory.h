/*
 * memory.h - allocation that cannot fail: when memory is gone the program says so and exits 3.
 *
 * The one place below `cli/` that may end the program. What comes from outside is capped by its
 * reader before it is allocated.
 */
#ifndef UTIL_MEMORY_H
#define UTIL_MEMORY_H

#include <stddef.h>

void *memory_get(size_t size);                             /* uninitialised */
void *memory_get_zeroed(size_t count, size_t size);        /* count * size, checked */
void *memory_resize(void *old, size_t count, size_t size); /* count * size, checked */
char *memory_copy_text(const char *text);                  /* the caller frees */

/* MEMORY_BLOCK_SIZE bytes, uninitialised, for who means to fill them: to touch them for the first
 * time costs less than as many from memory_get. The caller frees. */
#define MEMORY_BLOCK_SIZE ((size_t)2 << 20)
void *memory_get_block(void);
/* For a thread that will fill much memory: its heap is made large at once, of large pages. It costs
 * nothing but what is touched. */
void memory_expect_much(void);

#endif
