/*
 * scalar.c - a value written in the notation of the file it stands in.
 */
#include "syntax/scalar.h"

#include <string.h>

#include "util/quote.h"

/* Decodes the UTF-8 sequence at `at`, whose text is known to be well-formed, and steps behind it.
 */
static unsigned next_character(const char **at)
{
	const unsigned char *bytes = (const unsigned char *)*at;
	unsigned size = bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
	unsigned character = bytes[0] & (0xffu >> (size + 1));

	for (unsigned i = 1; i < size; i++)
		character = character << 6 | (bytes[i] & 0x3fu);
	*at += size;
	return character;
}

static void add_unicode_escape(struct str *out, unsigned character)
{
	if (character < 0x10000) {
		str_addf(out, "\\u%04x", character);
		return;
	}
	character -= 0x10000;
	str_addf(out, "\\u%04x\\u%04x", 0xd800 + (character >> 10), 0xdc00 + (character & 0x3ff));
}

/* The short escapes of RFC 8259; 0: none. */
static char short_escape(char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *found = c ? strchr(from, c) : NULL;

	return found ? to[found - from] : 0;
}

static bool has_high_byte(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return true;
	return false;
}

static bool holds(const char *text, size_t size, const char *part)
{
	size_t part_size = strlen(part);

	for (size_t i = 0; i + part_size <= size; i++)
		if (memcmp(text + i, part, part_size) == 0)
			return true;
	return false;
}

/* Some writers escape every '/', some everything that is not ASCII. */
static bool write_json(struct str *out, const char *source, size_t size, const char *value)
{
	bool escapes_slash = holds(source, size, "\\/");
	bool escapes_unicode = holds(source, size, "\\u") && !has_high_byte(source, size);

	if (size < 2 || source[0] != '"' || !utf8_is_valid(value, strlen(value)))
		return false;
	str_add_char(out, '"');
	while (*value) {
		char escape = short_escape(*value);

		if ((unsigned char)*value >= 0x80 && escapes_unicode) {
			add_unicode_escape(out, next_character(&value));
			continue;
		}
		if (escape)
			str_addf(out, "\\%c", escape);
		else if (*value == '/' && escapes_slash)
			str_add_text(out, "\\/");
		else if ((unsigned char)*value < 0x20)
			add_unicode_escape(out, (unsigned char)*value);
		else
			str_add_char(out, *value);
		value++;
	}
	str_add_char(out, '"');
	return true;
}

bool scalar_write(
	struct str *out, enum syntax syntax, const char *source, size_t size, const char *value)
{
	if (syntax == SYNTAX_JSON)
		return write_json(out, source, size, value);
	return false;
}
