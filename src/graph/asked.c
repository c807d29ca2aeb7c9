/*
 * asked.c - packs the keys of a manifest's probes: of each the step from the path before, the
 * detail, and the question with by_tree in its lowest bit. Numbers are written 7 bits a byte, the
 * low ones first; the highest bit says that another byte follows.
 */
#include "graph/asked.h"

#include <stdlib.h>

#define NUMBER_BYTES_MAX 10 /* of 64 bits */

int asked_compare(const struct asked *a, const struct asked *b)
{
	if (a->path != b->path)
		return a->path < b->path ? -1 : 1;
	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	return (a->detail > b->detail) - (a->detail < b->detail);
}

static int compare(const void *a, const void *b)
{
	return asked_compare(a, b);
}

void asked_sort(asked_list *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, compare);
}

static char *put_number(char *to, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*to++ = (char)(number | 0x80);
	*to++ = (char)number;
	return to;
}

void asked_pack(struct str *out, const asked_list *list)
{
	int64_t path = 0;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct asked *asked = &list->items[i];
		char bytes[3 * NUMBER_BYTES_MAX], *end = bytes;

		end = put_number(end, (uint64_t)(asked->path - path));
		end = put_number(end, (uint64_t)asked->detail);
		end = put_number(end, (uint64_t)asked->question << 1 | asked->by_tree);
		str_add(out, bytes, (size_t)(end - bytes));
		path = asked->path;
	}
}

/* Ids are positive numbers of 64 bits: no number has more than 63. */
static int take_number(int64_t *out, const unsigned char **at, const unsigned char *end)
{
	uint64_t number = 0;
	unsigned shift;

	for (shift = 0; *at < end && shift < 63; shift += 7) {
		unsigned char byte = *(*at)++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*out = (int64_t)number;
			return 0;
		}
	}
	return -1;
}

int asked_unpack(asked_list *out, const void *bytes, size_t size)
{
	const unsigned char *at = bytes, *end = at + size;
	int64_t path = 0, step, detail, question;

	while (at < end) {
		if (take_number(&step, &at, end) < 0 || take_number(&detail, &at, end) < 0 ||
			take_number(&question, &at, end) < 0 || step > INT64_MAX - path ||
			question > INT32_MAX)
			return -1;
		path += step;
		vec_push(out, (struct asked){ .path = path,
				      .detail = detail,
				      .question = (int)(question >> 1),
				      .by_tree = question & 1 });
	}
	return 0;
}
