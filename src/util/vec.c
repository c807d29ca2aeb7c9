/*
 * vec.c - how a growing array grows: by doubling, so that a push costs constant time on average.
 */
#include "util/vec.h"

#include <stdint.h>

void *vec_grow(void *items, size_t *capacity, size_t item_size)
{
	size_t grown = *capacity < 8 ? 8 : *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;

	items = memory_resize(items, grown, item_size);
	*capacity = grown;
	return items;
}
