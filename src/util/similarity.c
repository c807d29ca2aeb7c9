/*
 * similarity.c - how much of one text is in another, by whole lines.
 */
#include "util/similarity.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "util/map.h"

static bool is_one_line(const struct str *text)
{
	const char *end = memchr(text->data, '\n', text->size);

	return !end || end + 1 == text->data + text->size;
}

/* The line at `at`, or the word, its end included. */
static size_t piece_size(const struct str *text, size_t at, bool by_words)
{
	size_t size = at;

	while (size < text->size) {
		char c = text->data[size++];

		if (c == '\n' || (by_words && (c == ' ' || c == '\t' || c == ',')))
			break;
	}
	return size - at;
}

unsigned similarity_percent(const struct str *a, const struct str *b)
{
	size_t most = a->size > b->size ? a->size : b->size, shared = 0, size;
	bool by_words = is_one_line(a) && is_one_line(b);
	struct map pieces = MAP_INIT; /* piece -> how often it is left over in a */

	for (size_t at = 0; at < a->size; at += size) {
		struct map_entry *entry;

		size = piece_size(a, at, by_words);
		entry = map_put(&pieces, a->data + at, size);
		entry->value = (void *)((uintptr_t)entry->value + 1);
	}
	for (size_t at = 0; at < b->size; at += size) {
		struct map_entry *entry;

		size = piece_size(b, at, by_words);
		entry = map_find(&pieces, b->data + at, size);
		if (!entry || !entry->value)
			continue;
		entry->value = (void *)((uintptr_t)entry->value - 1);
		shared += size;
	}
	map_release(&pieces);
	return most ? (unsigned)(shared * 100 / most) : 0;
}
