/*
 * json.h - the reader of JSON and JSONC. Only document.c calls it.
 */
#ifndef SYNTAX_JSON_H
#define SYNTAX_JSON_H

#include "syntax/document.h"
#include "util/arena.h"

/* A reader: parses `size` bytes into nodes that live in `arena`, the root's parent and key NULL.
 * -1 as document_parse. */
int json_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
