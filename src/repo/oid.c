/* oid.c - ids as text, and SHA-1 for objects that are made in memory. */
#include "repo/oid.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct sha1 {
	uint32_t state[5];
	unsigned char block[64];
	uint64_t size; /* bytes fed; those of the last, unfinished block wait in `block` */
};

void oid_text(char out[OID_TEXT_SIZE], const struct oid *oid)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof oid->bytes; i++) {
		out[2 * i] = digits[oid->bytes[i] >> 4];
		out[2 * i + 1] = digits[oid->bytes[i] & 15];
	}
	out[OID_TEXT_SIZE - 1] = '\0';
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int oid_parse(struct oid *out, const char *text)
{
	struct oid oid;

	for (size_t i = 0; i < sizeof oid.bytes; i++) {
		int high = digit_value(text[2 * i]);
		int low = high < 0 ? -1 : digit_value(text[2 * i + 1]);

		if (low < 0)
			return -1;
		oid.bytes[i] = (unsigned char)(high * 16 + low);
	}
	if (text[OID_TEXT_SIZE - 1])
		return -1;
	*out = oid;
	return 0;
}

bool oid_equal(const struct oid *a, const struct oid *b)
{
	return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool oid_is_zero(const struct oid *oid)
{
	static const struct oid zero;

	return oid_equal(oid, &zero);
}

static uint32_t rotate(uint32_t word, int bits)
{
	return word << bits | word >> (32 - bits);
}

static void schedule(uint32_t words[80], const unsigned char block[64])
{
	for (int i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
			   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
}

static void mix(uint32_t state[5], const unsigned char block[64])
{
	uint32_t words[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	schedule(words, block);
	for (int i = 0; i < 80; i++) {
		uint32_t choice, constant, next;

		if (i < 20)
			choice = (b & c) | (~b & d), constant = 0x5a827999;
		else if (i < 40)
			choice = b ^ c ^ d, constant = 0x6ed9eba1;
		else if (i < 60)
			choice = (b & c) | (b & d) | (c & d), constant = 0x8f1bbcdc;
		else
			choice = b ^ c ^ d, constant = 0xca62c1d6;
		next = rotate(a, 5) + choice + e + constant + words[i];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

static void feed(struct sha1 *sha1, const void *bytes, size_t size)
{
	const unsigned char *next = bytes;

	while (size) {
		size_t used = sha1->size % sizeof sha1->block;
		size_t taken = sizeof sha1->block - used;

		if (taken > size)
			taken = size;
		memcpy(sha1->block + used, next, taken);
		sha1->size += taken;
		next += taken;
		size -= taken;
		if (sha1->size % sizeof sha1->block == 0)
			mix(sha1->state, sha1->block);
	}
}

static void finish(struct oid *out, struct sha1 *sha1)
{
	uint64_t bits = sha1->size * 8;
	unsigned char length[8];

	feed(sha1, "\x80", 1);
	while (sha1->size % sizeof sha1->block != 56)
		feed(sha1, "", 1);
	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	feed(sha1, length, sizeof length);
	for (int i = 0; i < 20; i++)
		out->bytes[i] = (unsigned char)(sha1->state[i / 4] >> (24 - 8 * (i % 4)));
}

void oid_of(struct oid *out, const char *type, const void *bytes, size_t size)
{
	struct sha1 sha1 = { .state = {
				     0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 } };
	char header[64];
	int header_size = snprintf(header, sizeof header, "%s %zu", type, size);

	feed(&sha1, header, (size_t)header_size + 1);
	feed(&sha1, bytes, size);
	finish(out, &sha1);
}
