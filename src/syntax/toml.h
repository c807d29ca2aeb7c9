/*
 * toml.h - the reader of TOML. Only document.c calls it.
 */
#ifndef SYNTAX_TOML_H
#define SYNTAX_TOML_H

#include "syntax/document.h"
#include "util/arena.h"

/* A reader, as json_read. The members of a table stand in the order in which their names come
 * first. A table stands at its header, a table that only dotted names make at its part of the name.
 */
int toml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
