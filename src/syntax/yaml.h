/*
 * yaml.h - the reader of YAML. Only document.c calls it.
 */
#ifndef SYNTAX_YAML_H
#define SYNTAX_YAML_H

#include "syntax/document.h"
#include "util/arena.h"

/* Readers, as json_read. The root of yaml_read is the file's one document, null if there is none,
 * or the list of its documents if there are several; that of yaml_read_documents is always the
 * list. */
int yaml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
int yaml_read_documents(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
