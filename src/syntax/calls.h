/*
 * calls.h - the reader of calls with literal arguments, in several languages. Only document.c calls
 * it.
 *
 * Build files are programs, but most of what they name stands there as it is: include(":app"). A
 * call is a statement (docs/documents.md); what is in its block stands in it, under the names of
 * the calls there. Whatever is no literal is null. Nothing is refused but a bound that is reached.
 */
#ifndef SYNTAX_CALLS_H
#define SYNTAX_CALLS_H

#include "syntax/document.h"
#include "util/arena.h"

/* Readers, as json_read. */
int gradle_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
int ruby_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
int starlark_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
int cmake_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
int hcl_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
