/*
 * core_schema.c - what a plain scalar of YAML is.
 */
#include "syntax/core_schema.h"

#include <string.h>

static const struct word {
	const char *text;
	enum node_kind kind;
} words[] = {
	{ "", NODE_NULL },
	{ "~", NODE_NULL },
	{ "null", NODE_NULL },
	{ "Null", NODE_NULL },
	{ "NULL", NODE_NULL },
	{ "true", NODE_BOOL },
	{ "True", NODE_BOOL },
	{ "TRUE", NODE_BOOL },
	{ "false", NODE_BOOL },
	{ "False", NODE_BOOL },
	{ "FALSE", NODE_BOOL },
	{ ".nan", NODE_NUMBER },
	{ ".NaN", NODE_NUMBER },
	{ ".NAN", NODE_NUMBER },
};

#define DIGITS "0123456789"

static bool is_infinity(const char *text)
{
	text += *text == '-' || *text == '+';
	return strcmp(text, ".inf") == 0 || strcmp(text, ".Inf") == 0 || strcmp(text, ".INF") == 0;
}

static bool is_based(const char *text)
{
	const char *digits = text[1] == 'o' ? "01234567" : "0123456789abcdefABCDEF";

	return text[0] == '0' && (text[1] == 'o' || text[1] == 'x') && text[2] &&
	       text[2 + strspn(text + 2, digits)] == '\0';
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_decimal(const char *text)
{
	size_t before, after = 0;

	text += *text == '-' || *text == '+';
	before = strspn(text, DIGITS);
	text += before;
	if (*text == '.') {
		after = strspn(++text, DIGITS);
		text += after;
	}
	if (before + after == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '-' || *text == '+';
		after = strspn(text, DIGITS);
		if (after == 0)
			return false;
		text += after;
	}
	return *text == '\0';
}

enum node_kind core_schema_kind(const char *text, size_t size)
{
	/* Most are told apart by their first byte. */
	if (size && !strchr("~nNtTfF.-+" DIGITS, text[0]))
		return NODE_STRING;
	if (strlen(text) != size)
		return NODE_STRING;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(text, words[i].text) == 0)
			return words[i].kind;
	return is_decimal(text) || is_based(text) || is_infinity(text) ? NODE_NUMBER : NODE_STRING;
}
