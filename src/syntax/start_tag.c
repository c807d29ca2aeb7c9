/*
 * start_tag.c - where the attributes of an XML element stand.
 */
#include "syntax/start_tag.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct start_tag *start_tag)
{
	while (start_tag->at < start_tag->end && is_blank(*start_tag->at))
		start_tag->at++;
}

static void skip_name(struct start_tag *start_tag)
{
	while (start_tag->at < start_tag->end && !is_blank(*start_tag->at) &&
		!strchr("=>/\"'", *start_tag->at))
		start_tag->at++;
}

bool start_tag_begin(struct start_tag *start_tag, const char *tag, size_t size)
{
	*start_tag = (struct start_tag){ tag, tag + size };
	if (size == 0 || *tag != '<')
		return false;
	start_tag->at++;
	skip_name(start_tag);
	return true;
}

bool start_tag_next(struct start_tag *start_tag, const char *source, struct attribute_place *place)
{
	const char *start, *close;

	skip_blanks(start_tag);
	start = start_tag->at;
	skip_name(start_tag);
	if (start_tag->at == start)
		return false;
	place->name_start = (size_t)(start - source);
	place->name_size = (size_t)(start_tag->at - start);
	skip_blanks(start_tag);
	if (start_tag->at == start_tag->end || *start_tag->at != '=')
		return false;
	start_tag->at++;
	skip_blanks(start_tag);
	start = start_tag->at;
	if (start == start_tag->end)
		return false;
	close = memchr(start + 1, *start, (size_t)(start_tag->end - start - 1));
	if (!close)
		return false;
	start_tag->at = close + 1;
	place->value_start = (size_t)(start - source);
	place->value_size = (size_t)(start_tag->at - start);
	return true;
}
