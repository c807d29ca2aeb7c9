/*
 * shell_words.h - a shell's text as words and what stands between them.
 */
#ifndef SYNTAX_SHELL_WORDS_H
#define SYNTAX_SHELL_WORDS_H

#include <stdbool.h>

#include "syntax/cursor.h"
#include "util/arena.h"
#include "util/str.h"
#include "util/vec.h"

struct shell_word {
	const char *text; /* the arena's; without quotes */
	struct span span; /* with them */
	bool is_known;    /* it stands for itself, below the directory the shell is in */
	/* Of a pattern the directory in front of its first wildcard ("." = none), and the rest;
	 * else NULL. */
	const char *base, *glob;
};

enum shell_token {
	SHELL_WORD,
	SHELL_THEN,  /* ends a command; the next is run by the same shell: "&&", "||", ";", a line's
			end */
	SHELL_PIPE,  /* ... by another: "|", "&" */
	SHELL_OPEN,  /* begins a shell of its own: "(" */
	SHELL_CLOSE, /* ")" */
	SHELL_END,
};

struct shell_words {
	struct cursor at;
	struct arena *arena;
	struct str text;
	VEC(const char *) texts; /* what ends the texts that follow the line ("<<EOF") */
	size_t end;              /* where the text ends: the file, or a recipe's line */
};

void shell_words_init(
	struct shell_words *words, struct arena *arena, const char *bytes, size_t size);
void shell_words_release(struct shell_words *words);

/* The next token; comments, redirections and the texts they take in are passed over. */
enum shell_token shell_words_next(struct shell_words *words, struct shell_word *word);

/* To the next line of a makefile's recipe (https://www.gnu.org/software/make/manual/), which then
 * is all the text there is. False: there is none. */
bool shell_words_next_recipe(struct shell_words *words);

#endif
