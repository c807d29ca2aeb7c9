/*
 * map.h - a hash map from byte strings to pointers, which remembers the order of insertion.
 *
 * Keys are copied. Entries are never removed one by one. Safe against chosen keys: the hash is
 * seeded per process, but iteration order is insertion order and so does not depend on the seed.
 */
#ifndef UTIL_MAP_H
#define UTIL_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"

struct map_entry {
	const char *key; /* NUL-terminated copy, lives as long as the map */
	size_t key_size;
	uint64_t hash;
	void *value;
};

struct map {
	struct map_entry *entries; /* in order of insertion */
	size_t count, capacity;
	uint32_t *slots; /* index + 1 into entries; 0 = free */
	size_t slot_count;
	struct arena keys;
};
#define MAP_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, 0, NULL, 0, ARENA_INIT                                                    \
	}

void map_release(struct map *map); /* does not free the values */
void map_clear(struct map *map);

/* The entry of `key`, or NULL. */
struct map_entry *map_find(const struct map *map, const char *key, size_t key_size);

/* The entry of `key`, made with a NULL value if it was not there. Valid until the next map_put. */
struct map_entry *map_put(struct map *map, const char *key, size_t key_size);

/* The value of a NUL-terminated key, or NULL. */
void *map_get(const struct map *map, const char *key);
void map_set(struct map *map, const char *key, void *value);

#endif
