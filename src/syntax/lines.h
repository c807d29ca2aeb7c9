/*
 * lines.h - the reader of files whose lines are words, in their dialects. Only document.c calls it.
 *
 * A line is a statement: its first word is the name, the others are arguments.
 */
#ifndef SYNTAX_LINES_H
#define SYNTAX_LINES_H

#include "syntax/document.h"
#include "util/arena.h"

/* Readers, as json_read. */

/* name argument...: MANIFEST.in, includes of a Makefile, and the like. */
int directives_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* pattern argument...: CODEOWNERS, .gitattributes, .gitignore. The root is the list of the lines,
 * each a map with "pattern" and "args". */
int patterns_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* go.mod and go.work: name argument... => argument..., or a block of such lines in parentheses. */
int go_mod_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* pip's requirements files: options, and lines without one, which are called "requirement". */
int requirements_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* Lines that begin with a word, of which only the texts in double quotes count: solutions of
 * Visual Studio, imports of protobuf. */
int quoted_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* Dockerfiles: instructions in capital letters, with flags and, where the last argument is another
 * thing than the first, that as "to". */
int dockerfile_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
