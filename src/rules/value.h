/*
 * value.h - what kind of text a value is, before anybody looks for a path of that name.
 */
#ifndef RULES_VALUE_H
#define RULES_VALUE_H

#include "rules/facts.h"

/* Longer values are no paths. */
#define VALUE_SIZE_MAX 1024

/* How strictly a text is looked at. */
enum value_mode {
	VALUE_PATH,
	VALUE_GLOB, /* "[a]" and "{x}" are patterns, not placeholders */
	VALUE_KEY,  /* no path: only what is clearly a placeholder is none */
	VALUE_RAW,  /* anything will do: a prefix to be cut */
	VALUE_PART, /* likewise, but variables in it are filled in: what one stands for */
};

/* Can the text be a path at all? Not if it is empty, too long, or holds a line break. */
bool value_is_pathlike(const char *text);

/* Why a text that is pathlike cannot be judged, or SKIP_NONE. URLs pass if one of `schemes` (text
 * patterns, or NULL) begins with their scheme. */
enum skip value_skip(const char *text, enum value_mode mode, const struct texts *schemes);

/* Drops '?' or '#' and what follows, and decodes %xx. False if a NUL comes out. */
bool value_read_url(struct str *text);

#endif
