/*
 * arena.c - memory that is freed all at once.
 *
 * Blocks double in size up to a ceiling, so that a small document pays for a small block and a
 * large one for few. Texts are packed without alignment; only arena_get aligns.
 */
#include "util/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#define ALIGNMENT alignof(max_align_t)

struct arena_block {
	struct arena_block *older;
	size_t size; /* bytes of `data` */
	alignas(max_align_t) char data[];
};

#define BLOCK_FIRST 4096u
#define BLOCK_MAX   (MEMORY_BLOCK_SIZE - sizeof(struct arena_block))

static void use_block(struct arena *arena, struct arena_block *block)
{
	arena->blocks = block;
	arena->next = block ? block->data : NULL;
	arena->end = block ? block->data + block->size : NULL;
}

static void add_block(struct arena *arena, size_t wanted)
{
	size_t size = arena->blocks ? arena->blocks->size * 2 : BLOCK_FIRST;
	struct arena_block *block;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < wanted)
		size = wanted;
	if (size > SIZE_MAX - sizeof *block)
		size = SIZE_MAX - sizeof *block;
	block = size == BLOCK_MAX ? memory_get_block() : memory_get(sizeof *block + size);
	block->older = arena->blocks;
	block->size = size;
	use_block(arena, block);
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks, *older;

	for (; block; block = older) {
		older = block->older;
		free(block);
	}
	use_block(arena, NULL);
	arena->used = 0;
}

void arena_clear(struct arena *arena)
{
	struct arena_block *kept = arena->blocks;

	if (!kept)
		return;
	arena->blocks = kept->older;
	arena_release(arena);
	kept->older = NULL;
	use_block(arena, kept);
}

void *arena_get(struct arena *arena, size_t size)
{
	size_t gap = (ALIGNMENT - (uintptr_t)arena->next % ALIGNMENT) % ALIGNMENT;
	size_t room = (size_t)(arena->end - arena->next);
	char *memory;

	if (room < gap || room - gap < size || !arena->blocks) {
		add_block(arena, size);
		gap = 0;
	}
	memory = arena->next + gap;
	arena->next = memory + size;
	arena->used += size;
	return memory;
}

void *arena_get_zeroed(struct arena *arena, size_t size)
{
	return memset(arena_get(arena, size), 0, size);
}

static char *get_bytes(struct arena *arena, size_t size)
{
	char *memory;

	if ((size_t)(arena->end - arena->next) < size)
		add_block(arena, size);
	memory = arena->next;
	arena->next += size;
	arena->used += size;
	return memory;
}

char *arena_bytes(struct arena *arena, const void *bytes, size_t size)
{
	char *copy = get_bytes(arena, size + 1);

	if (size)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text ? arena_bytes(arena, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	char *text;
	int size;

	va_start(arguments, format);
	va_copy(again, arguments);
	size = vsnprintf(NULL, 0, format, arguments);
	if (size < 0)
		size = 0; /* only an encoding error of %ls, which nobody uses */
	text = get_bytes(arena, (size_t)size + 1);
	text[0] = '\0';
	vsnprintf(text, (size_t)size + 1, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}
