/*
 * str.c - a growing byte string.
 *
 * The shared empty array is never written, not even with the NUL it already holds: threads share
 * it.
 */
#include "util/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

#define CAPACITY_FIRST 64u

char str_empty[1];

void str_release(struct str *str)
{
	if (str->capacity)
		free(str->data);
	*str = (struct str)STR_INIT;
}

void str_clear(struct str *str)
{
	str_cut(str, 0);
}

void str_cut(struct str *str, size_t size)
{
	if (size >= str->size)
		return;
	str->size = size;
	str->data[size] = '\0';
}

static void grow(struct str *str, size_t size)
{
	size_t capacity = str->capacity ? str->capacity : CAPACITY_FIRST;
	size_t needed = size > SIZE_MAX - str->size - 1 ? SIZE_MAX : str->size + size + 1;

	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? SIZE_MAX : capacity * 2;
	str->data = memory_resize(str->capacity ? str->data : NULL, capacity, 1);
	str->capacity = capacity;
	str->data[str->size] = '\0';
}

char *str_reserve(struct str *str, size_t size)
{
	/* What is owned holds more than the size, its NUL; where nothing is owned, both are 0. */
	if (str->capacity - str->size <= size)
		grow(str, size);
	return str->data + str->size;
}

void str_add(struct str *str, const void *bytes, size_t size)
{
	if (size == 0)
		return;
	memcpy(str_reserve(str, size), bytes, size);
	str->size += size;
	str->data[str->size] = '\0';
}

void str_add_text(struct str *str, const char *text)
{
	str_add(str, text, strlen(text));
}

void str_add_char(struct str *str, char c)
{
	char *end = str_reserve(str, 1);

	end[0] = c;
	end[1] = '\0';
	str->size++;
}

void str_addv(struct str *str, const char *format, va_list arguments)
{
	va_list again;
	int size;

	va_copy(again, arguments);
	size = vsnprintf(NULL, 0, format, arguments);
	if (size > 0) {
		vsnprintf(str_reserve(str, (size_t)size), (size_t)size + 1, format, again);
		str->size += (size_t)size;
	}
	va_end(again);
}

void str_addf(struct str *str, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	str_addv(str, format, arguments);
	va_end(arguments);
}

void str_set(struct str *str, const char *text)
{
	str_clear(str);
	str_add_text(str, text);
}

bool text_has_word(const char *words, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = words; (at = strstr(at, word)) != NULL; at += size)
		if ((at == words || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}
