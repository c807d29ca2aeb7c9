/*
 * oid.h - the id of a git object: the SHA-1 of its type, size and bytes.
 *
 * Ids are worked out here only for trees made in memory; what git stored is never hashed again.
 */
#ifndef REPO_OID_H
#define REPO_OID_H

#include <stdbool.h>
#include <stddef.h>

struct oid {
	unsigned char bytes[20]; /* a git object id (SHA-1) */
};

#define OID_TEXT_SIZE 41
void oid_text(char out[OID_TEXT_SIZE], const struct oid *oid); /* 40 hexadecimal digits and NUL */
int oid_parse(struct oid *out, const char *text); /* 0, or -1 if not 40 hexadecimal digits */
bool oid_equal(const struct oid *a, const struct oid *b);
bool oid_is_zero(const struct oid *oid);

/* The id that git gives an object of `type` ("blob", "tree", "commit") with these bytes: the SHA-1
 * (FIPS 180-4, section 6.1) of "TYPE SIZE\0BYTES" (Pro Git, section 10.2). */
void oid_of(struct oid *out, const char *type, const void *bytes, size_t size);

#endif
