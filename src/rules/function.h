/*
 * function.h - what a template does to the text in a hole: "{value|after:#|lower}".
 *
 * Functions know texts, never formats. Each takes time linear in its text.
 */
#ifndef RULES_FUNCTION_H
#define RULES_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/err.h"
#include "util/str.h"

enum function_kind {
	FUNCTION_BEFORE,    /* up to the first `text`; all if there is none */
	FUNCTION_UPTO,      /* up to the last `text`; likewise */
	FUNCTION_AFTER,     /* what follows the first `text`; not there if there is none */
	FUNCTION_BEHIND,    /* what follows the last `text`; likewise */
	FUNCTION_REPLACE,   /* every `text` by `other` */
	FUNCTION_OR,        /* `text`, where the hole is not there */
	FUNCTION_STEM,      /* the last component without what follows its last dot */
	FUNCTION_NAME,      /* the last component */
	FUNCTION_DIR,       /* all before the last component */
	FUNCTION_BASE,      /* the directories in front of the first component with magic */
	FUNCTION_PATTERN,   /* what follows them */
	FUNCTION_LOWER,     /* ASCII letters */
	FUNCTION_DASHES,    /* runs of '-', '_' and '.' become one '-' */
	FUNCTION_WORD,      /* the leading run of letters, digits, '-', '_' and '.' */
	FUNCTION_DECODE,    /* %xx; not there if a NUL comes out */
	FUNCTION_GITIGNORE, /* a pattern of a gitignore file as path patterns of ours */
	FUNCTION_LOOSE,     /* a pattern in which "**" inside a component crosses '/' */
	FUNCTION_GLOB,      /* a pattern that has a wildcard; not there if it has none */
	FUNCTION_PLAIN,     /* a path without wildcards; else not there */
	FUNCTION_ANCHORED,  /* begins with a literal name; else not there */
	FUNCTION_INSIDE,    /* a path that stays below where it starts; else not there */
	FUNCTION_FILE,      /* a path without wildcards whose name has an ending; else not there */
	FUNCTION_FIXED,     /* the directories of a pattern in front of its first wildcard */
	FUNCTION_REST,      /* what follows these: of a path without a wildcard its name */
	FUNCTION_STEPS,     /* only in look-ups: as many steps as dots divide it into */
	FUNCTION_FOLD,      /* only in look-ups: whatever the case of its letters */
};

struct function {
	enum function_kind kind;
	const char *text, *other; /* arguments */
};

/* Reads "name" or "name:argument". Texts are the arena's. ERR_INPUT says what is wrong, without a
 * line. */
int function_read(struct function *out, const char *text, struct arena *arena, struct err *err);

bool function_is_for_lookups(const struct function *function);

/* Changes the text. False: it is not there. Functions for look-ups leave it as it is. */
bool function_apply(const struct function *function, struct str *text);

/* Decodes %xx in place. False if a NUL comes out. */
bool function_decode(struct str *text);

#endif
