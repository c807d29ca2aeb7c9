/*
 * tokens.h - the words, texts and marks of a program, as far as calls with literal arguments go.
 *
 * One table row a language. Nothing is refused: what is no token of the language is a mark of one
 * byte, and a text that is not closed ends with its line.
 */
#ifndef SYNTAX_TOKENS_H
#define SYNTAX_TOKENS_H

#include <stdbool.h>

#include "syntax/cursor.h"
#include "util/arena.h"
#include "util/str.h"

struct language {
	const char *line_comments[2]; /* what starts one, up to the line's end; NULL: none */
	bool block_comments;          /* between slash-star and star-slash */
	const char *word_marks;       /* bytes of a word besides letters, digits and '_' */
	const char *interpolation;    /* what opens a hole in a text in '"', closed by '}' */
	bool long_texts;              /* in triple quotes */
	bool here_texts;              /* from <<WORD up to a line that is WORD */
	bool symbols;                 /* :name is a name */
	bool bare_arguments;          /* a call needs no parentheses: name argument, argument */
	bool type_arguments;          /* may stand in '<' and '>' in front of the others */
	bool adjacent;                /* nor commas between texts */
	bool ends_with_end;           /* blocks are closed by "end" */
	bool lower_names;             /* upper and lower case of names are the same */
	bool words_are_texts;         /* within parentheses, what is between blanks */
	const char *const *modifiers; /* words in front of what they do not change */
	const char *const *skipped;   /* words whose line says nothing to us */
	const char *const *openers;   /* words that begin a block at the start of a statement */
};

enum token_kind { TOKEN_END, TOKEN_LINE, TOKEN_WORD, TOKEN_TEXT, TOKEN_SYMBOL, TOKEN_MARK };

struct token {
	enum token_kind kind;
	char mark; /* the byte of a mark; "=>" is '>' with `is_arrow` */
	bool is_arrow;
	bool begins_line;
	const char *text; /* of a word, symbol or text; the arena's */
	struct span span;
};

struct tokens {
	const struct language *language;
	struct cursor at;
	struct arena *arena;
	struct str text;
	struct token token; /* the one at hand */
	size_t last_end;    /* offset behind the one before */
	unsigned depth;     /* of open parentheses */
};

void tokens_init(struct tokens *tokens, const struct language *language, struct arena *arena,
	const char *bytes, size_t size);
void tokens_release(struct tokens *tokens);

/* Moves to the next token. */
void tokens_next(struct tokens *tokens);

bool tokens_is_mark(const struct tokens *tokens, char mark);

#endif
