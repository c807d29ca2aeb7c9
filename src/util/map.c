/*
 * map.c - a hash map that remembers the order of insertion.
 *
 * Entries stand in one array in order of insertion; a second array of indices into it is the table,
 * open addressing with linear probing, never more than half full. Nothing is ever removed, so there
 * are no tombstones.
 */
#include "util/map.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "util/memory.h"

#define SLOTS_FIRST 16u

__extension__ typedef unsigned __int128 product;

/* Any odd constants with evenly spread bits serve; these are fractions of the golden ratio and of
 * the square root of 3. */
#define SPREAD_A 0x9e3779b97f4a7c15u
#define SPREAD_B 0xbb67ae8584caa73bu

static uint64_t multiply_and_fold(uint64_t a, uint64_t b)
{
	product whole = (product)a * b;

	return (uint64_t)whole ^ (uint64_t)(whole >> 64);
}

/* Drawn once per process. Threads that race for it agree on the first one stored. */
static uint64_t process_seed(void)
{
	static _Atomic uint64_t seed;
	uint64_t current = atomic_load_explicit(&seed, memory_order_relaxed), drawn = 0;

	if (current)
		return current;
	if (getrandom(&drawn, sizeof drawn, GRND_NONBLOCK) != (ssize_t)sizeof drawn)
		drawn = (uint64_t)time(NULL) * SPREAD_A ^ (uint64_t)(uintptr_t)&drawn;
	if (drawn == 0)
		drawn = SPREAD_B;
	if (atomic_compare_exchange_strong(&seed, &current, drawn))
		return drawn;
	return current;
}

static uint64_t load8(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return word;
}

/* Up to 8 bytes as one number. Overlapping loads tell apart all contents of one size; the size
 * itself is mixed in by hash_of. */
static uint64_t load_up_to_8(const char *bytes, size_t size)
{
	uint32_t low, high;

	if (size >= 4) {
		memcpy(&low, bytes, sizeof low);
		memcpy(&high, bytes + size - 4, sizeof high);
		return (uint64_t)high << 32 | low;
	}
	if (size == 0)
		return 0;
	return (uint64_t)(unsigned char)bytes[0] << 16 |
	       (uint64_t)(unsigned char)bytes[size / 2] << 8 | (unsigned char)bytes[size - 1];
}

/* 16 bytes a step, folded by a 64 x 64 -> 128 bit multiplication (the construction of wyhash).
 * The seed masks both factors: whoever does not know it cannot aim at a slot. */
static uint64_t hash_of(const char *key, size_t size)
{
	uint64_t seed = process_seed(), mask = seed * SPREAD_A ^ SPREAD_B, state = seed;
	const char *bytes = key;
	size_t left = size;
	uint64_t first, second;

	for (; left > 16; bytes += 16, left -= 16)
		state = multiply_and_fold(load8(bytes) ^ mask, load8(bytes + 8) ^ state);
	if (left > 8) {
		first = load8(bytes);
		second = load8(bytes + left - 8);
	} else {
		first = load_up_to_8(bytes, left);
		second = 0;
	}
	state = multiply_and_fold(first ^ mask, second ^ state);
	return multiply_and_fold(state ^ SPREAD_A, (uint64_t)size ^ mask);
}

static bool is_key(const struct map_entry *entry, uint64_t hash, const char *key, size_t size)
{
	return entry->hash == hash && entry->key_size == size &&
	       (size == 0 || memcmp(entry->key, key, size) == 0);
}

/* The slot that holds `key`, or the free one where it belongs. The map must have slots. */
static uint32_t *slot_of(const struct map *map, uint64_t hash, const char *key, size_t size)
{
	size_t mask = map->slot_count - 1, at = (size_t)hash & mask;

	while (map->slots[at] && !is_key(&map->entries[map->slots[at] - 1], hash, key, size))
		at = (at + 1) & mask;
	return &map->slots[at];
}

static void grow_slots(struct map *map)
{
	size_t slot_count = map->slot_count ? map->slot_count * 2 : SLOTS_FIRST;
	size_t mask = slot_count - 1;

	/* Indices are 32 bits wide: a map beyond that is as good as memory that is gone. */
	if (map->count >= UINT32_MAX / 2)
		slot_count = SIZE_MAX;
	free(map->slots);
	map->slots = memory_get_zeroed(slot_count, sizeof *map->slots);
	map->slot_count = slot_count;
	for (size_t i = 0; i < map->count; i++) {
		size_t at = (size_t)map->entries[i].hash & mask;

		while (map->slots[at])
			at = (at + 1) & mask;
		map->slots[at] = (uint32_t)i + 1;
	}
}

void map_release(struct map *map)
{
	free(map->entries);
	free(map->slots);
	arena_release(&map->keys);
	*map = (struct map)MAP_INIT;
}

void map_clear(struct map *map)
{
	if (map->count)
		memset(map->slots, 0, map->slot_count * sizeof *map->slots);
	map->count = 0;
	arena_clear(&map->keys);
}

struct map_entry *map_find(const struct map *map, const char *key, size_t key_size)
{
	uint32_t index;

	if (map->count == 0)
		return NULL;
	index = *slot_of(map, hash_of(key, key_size), key, key_size);
	return index ? &map->entries[index - 1] : NULL;
}

static struct map_entry *add_entry(struct map *map)
{
	if (map->count == map->capacity) {
		map->capacity = map->capacity ? map->capacity * 2 : SLOTS_FIRST / 2;
		map->entries = memory_resize(map->entries, map->capacity, sizeof *map->entries);
	}
	return &map->entries[map->count++];
}

struct map_entry *map_put(struct map *map, const char *key, size_t key_size)
{
	uint64_t hash = hash_of(key, key_size);
	struct map_entry *entry;
	uint32_t *slot;

	if (map->count >= map->slot_count / 2)
		grow_slots(map);
	slot = slot_of(map, hash, key, key_size);
	if (*slot)
		return &map->entries[*slot - 1];
	entry = add_entry(map);
	*entry = (struct map_entry){ arena_bytes(&map->keys, key, key_size), key_size, hash, NULL };
	*slot = (uint32_t)map->count;
	return entry;
}

void *map_get(const struct map *map, const char *key)
{
	struct map_entry *entry = map_find(map, key, strlen(key));

	return entry ? entry->value : NULL;
}

void map_set(struct map *map, const char *key, void *value)
{
	map_put(map, key, strlen(key))->value = value;
}
