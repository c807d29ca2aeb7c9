/*
 * asked.h - the rows of `probe` that one manifest has, and how the manifest names them.
 *
 * The table is kept by what is asked, as that is how it is searched. So that a manifest's own rows
 * are found without a second order of the whole table (an index over it costs a cold scan more than
 * the rows do), the manifest's row lists their keys, packed.
 */
#ifndef GRAPH_ASKED_H
#define GRAPH_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/str.h"
#include "util/vec.h"

struct asked {
	int64_t path, detail; /* ids */
	int question;
	bool by_tree;
};
typedef VEC(struct asked) asked_list;

/* The order of the table: negative, 0 for the same question, positive. */
int asked_compare(const struct asked *a, const struct asked *b);
void asked_sort(asked_list *list);

/* Appends a sorted list's bytes. */
void asked_pack(struct str *out, const asked_list *list);
/* Appends what was packed. -1: these are no such bytes. */
int asked_unpack(asked_list *out, const void *bytes, size_t size);

#endif
