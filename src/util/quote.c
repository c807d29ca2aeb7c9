/*
 * quote.c - bytes of strangers made printable.
 *
 * All of it stands on one reader of UTF-8: what it does not recognise is never printed as it is.
 */
#include "util/quote.h"

#include <string.h>

static bool is_between(unsigned char byte, unsigned char low, unsigned char high)
{
	return byte >= low && byte <= high;
}

/* How long a sequence that starts with `lead` is, and what its second byte may be: table 3-7 of
 * the Unicode standard, the same as RFC 3629 section 4. 0 if nothing starts with it. */
static size_t sequence_shape(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	*high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
	if (lead < 0x80)
		return 1;
	if (is_between(lead, 0xc2, 0xdf))
		return 2;
	if (is_between(lead, 0xe0, 0xef))
		return 3;
	return is_between(lead, 0xf0, 0xf4) ? 4 : 0;
}

/* The length of the sequence at `bytes`, of which `left` > 0 are readable. If it is malformed, the
 * length of what one U+FFFD stands for (the standard's "maximal subpart"), and *is_valid false. */
static size_t sequence_size(const char *bytes, size_t left, bool *is_valid)
{
	unsigned char low, high;
	size_t size = sequence_shape((unsigned char)bytes[0], &low, &high), i;

	*is_valid = false;
	if (size == 0)
		return 1;
	for (i = 1; i < size; i++) {
		if (i >= left || !is_between((unsigned char)bytes[i], low, high))
			return i;
		low = 0x80;
		high = 0xbf;
	}
	*is_valid = true;
	return size;
}

static unsigned code_point(const char *bytes, size_t size)
{
	static const unsigned char lead_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	unsigned point = (unsigned char)bytes[0] & lead_bits[size];

	for (size_t i = 1; i < size; i++)
		point = point << 6 | ((unsigned char)bytes[i] & 0x3fu);
	return point;
}

/* May it reach a terminal as it is? Not if it moves the cursor or turns the order of the text. */
static bool is_harmless(unsigned point)
{
	if (point < 0x20 || (point >= 0x7f && point < 0xa0))
		return false;
	if (point == 0x61c || point == 0x200e || point == 0x200f)
		return false;
	return !(point >= 0x2028 && point <= 0x202e) && !(point >= 0x2066 && point <= 0x2069);
}

static void add_hex(struct str *out, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		str_addf(out, "\\x%02X", (unsigned char)bytes[i]);
}

static void add_printable(struct str *out, const char *bytes, size_t size, bool is_valid)
{
	if (is_valid && is_harmless(code_point(bytes, size)))
		str_add(out, bytes, size);
	else
		add_hex(out, bytes, size);
}

void quote_terminal(struct str *out, const char *text)
{
	size_t left = strlen(text), size;
	bool is_valid;

	for (; left; text += size, left -= size) {
		size = sequence_size(text, left, &is_valid);
		add_printable(out, text, size, is_valid);
	}
}

/* The line ends are the runner's to decode: a message of several lines stays one command. */
static const char *workflow_escape(char c, bool property)
{
	switch (c) {
	case '%':
		return "%25";
	case '\r':
		return "%0D";
	case '\n':
		return "%0A";
	case ':':
		return property ? "%3A" : NULL;
	case ',':
		return property ? "%2C" : NULL;
	default:
		return NULL;
	}
}

void quote_workflow(struct str *out, const char *text, bool property)
{
	size_t left = strlen(text), size;
	bool is_valid;

	for (; left; text += size, left -= size) {
		const char *escape = workflow_escape(*text, property);

		size = sequence_size(text, left, &is_valid);
		if (escape)
			str_add_text(out, escape);
		else
			add_printable(out, text, size, is_valid);
	}
}

static const char *xml_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	default:
		return NULL;
	}
}

void quote_xml(struct str *out, const char *text)
{
	struct str printable = STR_INIT;

	quote_terminal(&printable, text);
	for (const char *at = printable.data; *at; at++) {
		const char *entity = xml_entity(*at);

		if (entity)
			str_add_text(out, entity);
		else
			str_add_char(out, *at);
	}
	str_release(&printable);
}

void quote_uri(struct str *out, const char *text)
{
	static const char unreserved[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-._~/";

	for (; *text; text++) {
		if (strchr(unreserved, *text))
			str_add_char(out, *text);
		else
			str_addf(out, "%%%02X", (unsigned char)*text);
	}
}

void quote_shell(struct str *out, const char *text)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789_-./:@%+,";

	if (*text && text[strspn(text, harmless)] == '\0') {
		str_add_text(out, text);
		return;
	}
	str_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			str_add_text(out, "'\\''"); /* close, an escaped quote, open again */
		else
			str_add_char(out, *text);
	}
	str_add_char(out, '\'');
}

void quote_git(struct str *out, const char *text)
{
	static const char from[] = "\"\\\a\b\t\n\v\f\r", to[] = "\"\\abtnvfr";
	size_t start = out->size;
	bool quoted = false;

	for (; *text; text++) {
		const char *escape = strchr(from, *text);

		quoted |= escape || (unsigned char)*text < 0x20 || (unsigned char)*text >= 0x7f;
		if (escape)
			str_addf(out, "\\%c", to[escape - from]);
		else if ((unsigned char)*text < 0x20 || (unsigned char)*text >= 0x7f)
			str_addf(out, "\\%03o", (unsigned char)*text);
		else
			str_add_char(out, *text);
	}
	if (!quoted)
		return;
	str_add_char(out, '"');
	memmove(out->data + start + 1, out->data + start, out->size - start - 1);
	out->data[start] = '"';
	str_add_char(out, '"');
}

bool utf8_is_valid(const char *bytes, size_t size)
{
	bool is_valid = true;

	while (size && is_valid) {
		size_t step = sequence_size(bytes, size, &is_valid);

		bytes += step;
		size -= step;
	}
	return is_valid;
}

void utf8_add(struct str *out, unsigned long code)
{
	if (code < 0x80) {
		str_add_char(out, (char)code);
	} else if (code < 0x800) {
		str_add_char(out, (char)(0xc0 | code >> 6));
		str_add_char(out, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x10000) {
		str_add_char(out, (char)(0xe0 | code >> 12));
		str_add_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
		str_add_char(out, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x110000) {
		str_add_char(out, (char)(0xf0 | code >> 18));
		str_add_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
		str_add_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
		str_add_char(out, (char)(0x80 | (code & 0x3f)));
	}
}

void utf8_repair(struct str *out, const char *bytes, size_t size)
{
	while (size) {
		bool is_valid;
		size_t step = sequence_size(bytes, size, &is_valid);

		if (is_valid)
			str_add(out, bytes, step);
		else
			str_add_text(out, "\xef\xbf\xbd"); /* U+FFFD */
		bytes += step;
		size -= step;
	}
}

void base64_write(struct str *out, const void *bytes, size_t size)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = bytes;

	for (size_t i = 0; i < size; i += 3) {
		size_t left = size - i;
		unsigned group = (unsigned)in[i] << 16;

		if (left > 1)
			group |= (unsigned)in[i + 1] << 8;
		if (left > 2)
			group |= in[i + 2];
		str_add_char(out, digits[group >> 18]);
		str_add_char(out, digits[group >> 12 & 63]);
		str_add_char(out, left > 1 ? digits[group >> 6 & 63] : '=');
		str_add_char(out, left > 2 ? digits[group & 63] : '=');
	}
}
