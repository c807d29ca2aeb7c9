/*
 * vec.h - a growing array of anything: `VEC(struct probe) probes = VEC_INIT;`
 *
 * Items move when the vector grows: hold indices, not pointers, across a push.
 */
#ifndef UTIL_VEC_H
#define UTIL_VEC_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t count, capacity;                                                            \
	}
#define VEC_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* Adds room for one item at the end and gives its address, uninitialised. */
#define vec_add(vec)                                                                               \
	((vec)->count == (vec)->capacity ? ((vec)->items = vec_grow((vec)->items,                  \
						    &(vec)->capacity, sizeof *(vec)->items),       \
						   &(vec)->items[(vec)->count++])                  \
					 : &(vec)->items[(vec)->count++])
#define vec_push(vec, ...) (*vec_add(vec) = (__VA_ARGS__))
#define vec_clear(vec)     ((vec)->count = 0)
#define vec_release(vec)                                                                           \
	(free((vec)->items), (vec)->items = NULL, (vec)->count = 0, (vec)->capacity = 0)

/* Doubles `*capacity` (at least 8) and resizes `items`. Used by vec_add. */
void *vec_grow(void *items, size_t *capacity, size_t item_size);

#endif
