/*
 * memory.c - allocation that cannot fail.
 *
 * Ending the program here is what spares every caller a branch that no test would ever reach. It
 * leaves without flushing: half a report is worse than none.
 */
#include "util/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Noreturn void memory_is_gone(void)
{
	fputs("crossdep: out of memory\n", stderr);
	_exit(3);
}

void *memory_get(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		memory_is_gone();
	return memory;
}

void *memory_get_zeroed(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);

	if (!memory)
		memory_is_gone();
	return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
	void *memory;

	if (size && count > SIZE_MAX / size)
		memory_is_gone();
	/* Never 0 bytes: realloc may then free `old` and answer NULL. */
	memory = realloc(old, count && size ? count * size : 1);
	if (!memory)
		memory_is_gone();
	return memory;
}

char *memory_copy_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_get(size), text, size);
}

/* One page, where the system has pages of that size (x86-64 and most others): the first touch of
 * the block then costs one fault, not 512. */
void *memory_get_block(void)
{
	void *memory = aligned_alloc(MEMORY_BLOCK_SIZE, MEMORY_BLOCK_SIZE);

	if (!memory)
		memory_is_gone();
	madvise(memory, MEMORY_BLOCK_SIZE, MADV_HUGEPAGE);
	return memory;
}

#define HEAP_SIZE ((size_t)32 << 20)
/* Comes from a heap; a larger piece malloc may get from the system by itself. */
#define PIECE_SIZE ((size_t)64 << 10)

/* The heap of a thread grows a page of 4 KiB at a time, by a call for each, in which other threads
 * wait; but it starts with as much as is said here (glibc's manual, "Malloc Tunable Parameters").
 * What is advised is what follows a piece of it: all of it, mostly, and no harm where it is not. */
void memory_expect_much(void)
{
	char *piece, *start;

	mallopt(M_TOP_PAD, (int)HEAP_SIZE);
	piece = memory_get(PIECE_SIZE);
	start = piece + (MEMORY_BLOCK_SIZE - (uintptr_t)piece % MEMORY_BLOCK_SIZE);
	madvise(start, HEAP_SIZE - MEMORY_BLOCK_SIZE, MADV_HUGEPAGE);
	free(piece);
}
