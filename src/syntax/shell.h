/*
 * shell.h - the reader of shell commands: what is run with which words. Only document.c calls it.
 *
 * Nothing is run, and no word is guessed: a command with a word that only a shell could tell (a
 * variable, what a command prints, a path from the file system's root) is known to be there, and
 * that is all.
 */
#ifndef SYNTAX_SHELL_H
#define SYNTAX_SHELL_H

#include "syntax/document.h"
#include "util/arena.h"

/* Readers, as json_read. */

/* A script, or one command line. */
int shell_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);
/* The recipes of a makefile: each of their lines is a shell of its own. */
int recipes_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
