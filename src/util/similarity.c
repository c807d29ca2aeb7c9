/*
 * similarity.c - how much of one text is in another, by whole lines.
 */
#include "util/similarity.h"

#include <stdint.h>
#include <string.h>

#include "util/map.h"

/* The line at `at`, its end included. */
static size_t line_size(const struct str *text, size_t at)
{
	const char *end = memchr(text->data + at, '\n', text->size - at);

	return end ? (size_t)(end - (text->data + at)) + 1 : text->size - at;
}

unsigned similarity_percent(const struct str *a, const struct str *b)
{
	size_t most = a->size > b->size ? a->size : b->size, shared = 0, size;
	struct map lines = MAP_INIT; /* line -> how often it is left over in a */

	for (size_t at = 0; at < a->size; at += size) {
		struct map_entry *entry;

		size = line_size(a, at);
		entry = map_put(&lines, a->data + at, size);
		entry->value = (void *)((uintptr_t)entry->value + 1);
	}
	for (size_t at = 0; at < b->size; at += size) {
		struct map_entry *entry;

		size = line_size(b, at);
		entry = map_find(&lines, b->data + at, size);
		if (!entry || !entry->value)
			continue;
		entry->value = (void *)((uintptr_t)entry->value - 1);
		shared += size;
	}
	map_release(&lines);
	return most ? (unsigned)(shared * 100 / most) : 0;
}
