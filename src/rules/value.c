/*
 * value.c - tells paths from URLs, placeholders and places outside.
 */
#include "rules/value.h"

#include <string.h>

#include "rules/function.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"

/* One pass: this is asked of every value of every manifest. */
bool value_is_pathlike(const char *text)
{
	bool is_blank = true;
	size_t size;

	for (size = 0; text[size]; size++) {
		if (size == VALUE_SIZE_MAX || text[size] == '\n' || text[size] == '\r')
			return false;
		is_blank &= text[size] == ' ' || text[size] == '\t';
	}
	return !is_blank;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scheme_part(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
}

/* Length of "scheme:", or of the "//" of a URL without one, in front of the text, or 0. One letter
 * is a drive (RFC 3986, section 3.1, would allow it). */
static size_t scheme_size(const char *text)
{
	size_t size = 0;

	if (text[0] == '/' && text[1] == '/')
		return 2;
	if (!is_letter(*text))
		return 0;
	while (is_scheme_part(text[size]))
		size++;
	return size >= 2 && text[size] == ':' ? size + 1 : 0;
}

static bool names_scheme(const struct texts *patterns, const char *text, size_t size)
{
	for (size_t i = 0; patterns && i < patterns->count; i++)
		if (strncmp(patterns->items[i], text, size) == 0)
			return true;
	return false;
}

static bool is_url(const char *text, const struct texts *schemes)
{
	size_t size = scheme_size(text);

	return size > 0 && !names_scheme(schemes, text, size);
}

static bool is_outside(const char *text)
{
	if (text[0] == '~' && (text[1] == '/' || text[1] == '\0'))
		return true;
	return is_letter(text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
}

/* "%name%" at `text`. */
static bool is_percent_name(const char *text)
{
	size_t size = strspn(text + 1, LETTERS DIGITS "_.-");

	return size > 0 && !strchr(DIGITS, text[1]) && text[1 + size] == '%';
}

/* A word between the bracket at `text` and its partner. */
static bool is_bracketed(const char *text, char close)
{
	size_t size = strspn(text + 1, LETTERS DIGITS "_.:$-");

	return size > 0 && text[1 + size] == close;
}

static bool starts_placeholder(const char *at, enum value_mode mode)
{
	switch (*at) {
	case '{':
		if (at[1] == '{')
			return strstr(at, "}}") != NULL;
		return mode != VALUE_GLOB && is_bracketed(at, '}');
	case '[':
		return mode != VALUE_GLOB && is_bracketed(at, ']');
	case '$':
		return at[1] == '{' || at[1] == '(';
	case '<':
		return at[1] == '%';
	case '%':
		return is_percent_name(at);
	case '_':
		return strncmp(at, "__MSG_", 6) == 0;
	default:
		return false;
	}
}

/* In a text that may hold anything. */
static bool has_placeholder(const char *text)
{
	return strstr(text, "${") || strstr(text, "$(") || strstr(text, "{{") || strstr(text, "<%");
}

/* "!(a|b)" and its kin, and "(a|b)", of shells, minimatch and picomatch: no notation of ours. */
static bool has_extended_pattern(const char *text)
{
	bool is_open = false, is_pattern = false;

	for (const char *at = text; *at; at++) {
		if (*at == '(') {
			is_pattern =
				(is_open && is_pattern) || (at > text && strchr("!@+?*", at[-1]));
			is_open = true;
		} else if (*at == '|') {
			is_pattern |= is_open;
		} else if (*at == ')' && is_pattern) {
			return true;
		} else if (*at == ')') {
			is_open = is_pattern = false;
		}
	}
	return false;
}

enum skip value_skip(const char *text, enum value_mode mode, const struct texts *schemes)
{
	if (mode == VALUE_RAW || mode == VALUE_PART)
		return SKIP_NONE;
	if (mode == VALUE_KEY)
		return has_placeholder(text) ? SKIP_PLACEHOLDER : SKIP_NONE;
	for (const char *at = text; *at; at++)
		if (!is_letter(*at) && starts_placeholder(at, mode))
			return SKIP_PLACEHOLDER;
	if (is_outside(text))
		return SKIP_OUTSIDE;
	if (mode == VALUE_GLOB && has_extended_pattern(text))
		return SKIP_AMBIGUOUS;
	return is_url(text, schemes) ? SKIP_URL : SKIP_NONE;
}

bool value_read_url(struct str *text)
{
	str_cut(text, strcspn(text->data, "?#"));
	return function_decode(text);
}
