/*
 * quote.h - bytes of strangers made printable, once, where they are printed.
 */
#ifndef UTIL_QUOTE_H
#define UTIL_QUOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/str.h"

/* For a terminal or log: control characters (C0, DEL, C1), bidirectional controls (U+202A-E,
 * U+2066-9, U+200E/F, U+061C), line separators U+2028/9 and bytes that are not UTF-8 become \xHH;
 * a backslash stays as it is. */
void quote_terminal(struct str *out, const char *text);

/* For the data part of a workflow command (GitHub's documentation, "workflow commands"): quoted as
 * for a terminal, then '%' = %25, CR = %0D, LF = %0A; as a property also ':' = %3A and ',' = %2C.
 */
void quote_workflow(struct str *out, const char *text, bool property);

/* For XML, as content or in an attribute: quoted as for a terminal, then '&', '<', '>' and both
 * quotes as entities. */
void quote_xml(struct str *out, const char *text);

/* For a URI: all but RFC 3986's unreserved characters and '/' percent-encoded. */
void quote_uri(struct str *out, const char *text);

/* A word for a POSIX shell: as it is if harmless, else in single quotes. */
void quote_shell(struct str *out, const char *text);

/* A path in a patch: as it is if harmless, else between double quotes with C's escapes
 * (git-config(1), core.quotePath). */
void quote_git(struct str *out, const char *text);

/* Is it well-formed UTF-8 (RFC 3629)? */
bool utf8_is_valid(const char *bytes, size_t size);

/* Adds a character by its number in Unicode (RFC 3629, section 3); nothing from 0x110000 on. */
void utf8_add(struct str *out, unsigned long code);

/* Bytes with each malformed UTF-8 sequence replaced by U+FFFD. */
void utf8_repair(struct str *out, const char *bytes, size_t size);

/* RFC 4648 section 4, with padding. */
void base64_write(struct str *out, const void *bytes, size_t size);

#endif
