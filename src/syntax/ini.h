/*
 * ini.h - the reader of files of names and values, in their dialects. Only document.c calls it.
 */
#ifndef SYNTAX_INI_H
#define SYNTAX_INI_H

#include "syntax/document.h"
#include "util/arena.h"

/* Readers, as json_read. The root is a map of names and values; with sections, of maps of these. */

/* [section], name = value, name: value; a value on several lines is a list of them. */
int ini_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* As git reads its configuration (git-config(1), "Syntax"): [section "subsection"], quotes. */
int git_config_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* As Java's Properties.load reads it: escapes, and lines that a backslash goes on with. */
int properties_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* NAME=value as shells and .env files have it, with "export" and quotes. */
int env_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
