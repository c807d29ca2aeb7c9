/*
 * excerpt.c - divides texts, and finds where in the source their parts stand.
 */
#include "rules/excerpt.h"

#include <string.h>

/* The part of the source that the value takes up, read once from front to back. */
struct reading {
	const char *at, *end; /* NULL: there is no source */
	struct span here;     /* of `at` */
};

struct dividing {
	excerpt_list *out;
	const struct division *division;
	const struct span *span;
	struct reading reading;
	struct arena *arena;
	unsigned count;
};

/* ---- where a part stands ---- */

static void read_up_to(struct reading *reading, const char *to)
{
	for (; reading->at < to; reading->at++) {
		reading->here.start++;
		if (*reading->at == '\n') {
			reading->here.line++;
			reading->here.column = 1;
		} else {
			reading->here.column++;
		}
	}
}

/* Parts follow one another as their texts do; one that the source writes otherwise, with escapes or
 * over several lines, is not found. */
static bool locate(struct span *out, struct reading *reading, const char *text)
{
	size_t size = strlen(text);
	const char *found =
		reading->at && size
			? memmem(reading->at, (size_t)(reading->end - reading->at), text, size)
			: NULL;

	if (!found)
		return false;
	read_up_to(reading, found);
	*out = reading->here;
	out->size = size;
	read_up_to(reading, found + size);
	return true;
}

/* ---- what the parts are ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_quoted(const char *text, size_t size)
{
	return size >= 2 && (text[0] == '"' || text[0] == '\'' || text[0] == '`') &&
	       text[size - 1] == text[0];
}

static bool add(struct dividing *dividing, const char *text, size_t size)
{
	struct excerpt excerpt = { .ordinal = 0 };

	while (size && is_blank(text[0]))
		text++, size--;
	while (size && is_blank(text[size - 1]))
		size--;
	if (is_quoted(text, size))
		text++, size -= 2;
	if (size == 0)
		return true;
	if (dividing->count++ == EXCERPTS_MAX)
		return false;
	excerpt.text = arena_bytes(dividing->arena, text, size);
	if (!locate(&excerpt.span, &dividing->reading, excerpt.text)) {
		excerpt.span = *dividing->span;
		excerpt.ordinal = dividing->count;
	}
	vec_push(dividing->out, excerpt);
	return true;
}

static size_t part_size(const char *text, size_t size, const char *separator)
{
	const char *found;
	size_t part;

	if (strcmp(separator, " ") == 0 || strcmp(separator, "\n") == 0) {
		for (part = 0; part < size; part++)
			if (separator[0] == ' ' ? is_blank(text[part]) : text[part] == '\n')
				break;
		return part;
	}
	found = memmem(text, size, separator, strlen(separator));
	return found ? (size_t)(found - text) : size;
}

static bool split(struct dividing *dividing, const char *text, size_t size)
{
	const char *separator = dividing->division->separator;

	if (!separator)
		return add(dividing, text, size);
	for (;;) {
		size_t part = part_size(text, size, separator);

		if (!add(dividing, text, part))
			return false;
		if (part == size)
			return true;
		part += strlen(separator);
		text += part;
		size -= part;
	}
}

/* The first part that is found in the text; NULL: none. */
static const char *find_part(const struct division *division, const char *text, size_t *size)
{
	const char *found = strstr(text, division->before), *end;
	size_t behind_size = strlen(division->behind);

	if (!found || (division->from_start && found != text))
		return NULL;
	found += strlen(division->before);
	end = strstr(found, division->behind);
	if (!end)
		return NULL;
	if (division->to_end)
		end = found + strlen(found) - behind_size;
	if (strcmp(end, division->behind) != 0 && division->to_end)
		return NULL;
	if (behind_size == 0)
		end = found + strlen(found);
	*size = (size_t)(end - found);
	return found;
}

bool excerpts_find(excerpt_list *out, const struct division *division, const char *text,
	const struct span *span, const char *source, struct arena *arena)
{
	struct dividing dividing = { out, division, span, { NULL, NULL, *span }, arena, 0 };
	const char *found;
	size_t size;

	if (source) {
		dividing.reading.at = source + span->start;
		dividing.reading.end = dividing.reading.at + span->size;
	}
	if (!division->before)
		return split(&dividing, text, strlen(text));
	while ((found = find_part(division, text, &size)) != NULL) {
		if (!split(&dividing, found, size))
			return false;
		text = found + size + strlen(division->behind);
		if (division->from_start || !*text)
			break;
	}
	return true;
}
