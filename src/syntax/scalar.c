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

/* What a text between double quotes may escape beyond what it must. */
struct escapes {
	bool slash;   /* some writers escape every '/' */
	bool unicode; /* some everything that is not ASCII */
};

static void write_escaped(struct str *out, const char *value, struct escapes escapes)
{
	while (*value) {
		char escape = short_escape(*value);

		if ((unsigned char)*value >= 0x80 && escapes.unicode) {
			add_unicode_escape(out, next_character(&value));
			continue;
		}
		if (escape)
			str_addf(out, "\\%c", escape);
		else if (*value == '/' && escapes.slash)
			str_add_text(out, "\\/");
		else if ((unsigned char)*value < 0x20)
			add_unicode_escape(out, (unsigned char)*value);
		else
			str_add_char(out, *value);
		value++;
	}
}

static bool is_between(const char *source, size_t size, char quote)
{
	return size >= 2 && source[0] == quote && source[size - 1] == quote;
}

static bool write_json(struct str *out, const char *source, size_t size, const char *value)
{
	struct escapes escapes = { holds(source, size, "\\/"),
		holds(source, size, "\\u") && !has_high_byte(source, size) };

	if (!is_between(source, size, '"'))
		return false;
	str_add_char(out, '"');
	write_escaped(out, value, escapes);
	str_add_char(out, '"');
	return true;
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

/* YAML 1.2, section 7.3: the flow scalars. Its escapes are those of JSON, but for pairs of
 * surrogates, so other characters stay as they are. What a plain one may not begin with or hold
 * depends on where it stands: whoever reads it back finds out. */
static bool write_yaml(struct str *out, const char *source, size_t size, const char *value)
{
	if (size == 0 || memchr(source, '\n', size) || strchr("|>&*!", source[0]))
		return false;
	if (is_between(source, size, '"')) {
		str_add_char(out, '"');
		write_escaped(out, value, (struct escapes){ holds(source, size, "\\/"), false });
		str_add_char(out, '"');
		return true;
	}
	if (has_control(value) || *value == '\0')
		return false;
	if (!is_between(source, size, '\'')) {
		str_add_text(out, value);
		return true;
	}
	str_add_char(out, '\'');
	for (; *value; value++) {
		str_add_char(out, *value);
		if (*value == '\'')
			str_add_char(out, '\'');
	}
	str_add_char(out, '\'');
	return true;
}

static bool starts_with(const char *source, size_t size, const char *start)
{
	return size >= strlen(start) && memcmp(source, start, strlen(start)) == 0;
}

/* TOML 1.0: basic and literal strings of one line, and bare keys. */
static bool write_toml(struct str *out, const char *source, size_t size, const char *value)
{
	static const char bare[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_-";

	if (starts_with(source, size, "\"\"\"") || starts_with(source, size, "'''"))
		return false;
	if (is_between(source, size, '"') && !strchr(value, 0x7f)) {
		str_add_char(out, '"');
		write_escaped(out, value, (struct escapes){ false, false });
		str_add_char(out, '"');
		return true;
	}
	if (is_between(source, size, '\'') && !strchr(value, '\'') && !has_control(value)) {
		str_addf(out, "'%s'", value);
		return true;
	}
	if (size == 0 || strchr("\"'", source[0]) || *value == '\0' || value[strspn(value, bare)])
		return false;
	str_add_text(out, value);
	return true;
}

static const char *xml_entity(char c)
{
	static const struct {
		char c;
		const char *entity;
	} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
		{ '\'', "&apos;" } };

	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (entities[i].c == c)
			return entities[i].entity;
	return NULL;
}

/* An attribute's value with its quotes, or a text. */
static bool write_xml(struct str *out, const char *source, size_t size, const char *value)
{
	bool quoted = is_between(source, size, '"') || is_between(source, size, '\'');

	if (size == 0 || memchr(source, '<', size) || has_control(value))
		return false;
	str_add(out, source, quoted);
	for (; *value; value++) {
		const char *entity = xml_entity(*value);

		if (entity)
			str_add_text(out, entity);
		else
			str_add_char(out, *value);
	}
	str_add(out, source, quoted);
	return true;
}

/* Properties as Java reads them: what may be escaped is, where the source does so. */
static bool write_properties(struct str *out, const char *source, size_t size, const char *value)
{
	bool escapes_blanks = holds(source, size, "\\ ");
	const char *start = value;

	if (memchr(source, '\n', size) || has_control(value))
		return false;
	while (*value) {
		if ((unsigned char)*value >= 0x80 && !has_high_byte(source, size)) {
			add_unicode_escape(out, next_character(&value));
			continue;
		}
		if (*value == '\\' || (*value == ' ' && (escapes_blanks || value == start)))
			str_add_char(out, '\\');
		str_add_char(out, *value++);
	}
	return true;
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* Has the character no meaning of its own in any notation? */
static bool is_harmless(char c)
{
	return is_letter_or_digit(c) || (c && strchr("_-./@+~*", c));
}

/* Could it change what stands behind it, or end the value? */
static bool is_mark(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f || strchr("\"'`\\$", c);
}

/* Only what is harmless, or stands in the source as it is. */
static bool write_harmless(struct str *out, const char *source, size_t size, const char *value)
{
	if (size == 0 || *value == '\0' || *value == ' ')
		return false;
	for (size_t i = 0; i < size; i++)
		if (is_mark(source[i]))
			return false;
	for (const char *at = value; *at; at++)
		if (!is_harmless(*at) && !memchr(source, *at, size))
			return false;
	str_add_text(out, value);
	return true;
}

/* Any other notation: in the quotes that are there. */
static bool write_plain(struct str *out, const char *source, size_t size, const char *value)
{
	bool quoted = is_between(source, size, '"') || is_between(source, size, '\'');
	size_t before = out->size;

	str_add(out, source, quoted);
	if (!write_harmless(out, source + quoted, size - 2 * quoted, value)) {
		str_cut(out, before);
		return false;
	}
	str_add(out, source, quoted);
	return true;
}

bool scalar_write_part(struct str *out, const char *source, size_t size, const char *value)
{
	return write_harmless(out, source, size, value);
}

bool scalar_write(
	struct str *out, enum syntax syntax, const char *source, size_t size, const char *value)
{
	if (!utf8_is_valid(value, strlen(value)))
		return false;
	switch (syntax) {
	case SYNTAX_JSON:
		return write_json(out, source, size, value);
	case SYNTAX_YAML:
	case SYNTAX_YAML_DOCUMENTS:
	case SYNTAX_JSON_OR_YAML:
		return write_yaml(out, source, size, value);
	case SYNTAX_TOML:
		return write_toml(out, source, size, value);
	case SYNTAX_XML:
		return write_xml(out, source, size, value);
	case SYNTAX_PROPERTIES:
		return write_properties(out, source, size, value);
	default:
		return write_plain(out, source, size, value);
	}
}
