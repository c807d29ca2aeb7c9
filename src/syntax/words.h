/*
 * words.h - words of a line, of which a backslash at its end makes one with the next.
 */
#ifndef SYNTAX_WORDS_H
#define SYNTAX_WORDS_H

#include <stdbool.h>

#include "syntax/cursor.h"
#include "util/arena.h"
#include "util/str.h"

struct words {
	struct cursor at;
	struct arena *arena;
	struct str text;
	const char *comment; /* what starts one at the start of a word; NULL: nothing does */
	char escape;         /* at the end of a line it goes on with the next; 0: none */
	bool unescapes;      /* before a blank or '#' the escape is taken away */
	bool quotes;         /* '"' and '\'' are taken away, and keep blanks in */
};

struct word {
	const char *text; /* the arena's */
	struct span span;
};

void words_init(struct words *words, struct arena *arena, const char *bytes, size_t size);
void words_release(struct words *words);

/* The next word of the line; false, before the line's end or a comment, if there is none. */
bool words_next(struct words *words, struct word *word);
/* Only moves in front of the next word. */
bool words_ahead(struct words *words);
/* The rest of the line without the blanks at its ends; false if nothing is left. */
bool words_rest(struct words *words, struct word *word);
/* To the start of the next line. False at the end of the file. */
bool words_next_line(struct words *words);

#endif
