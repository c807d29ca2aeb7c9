/*
 * loss.h - what a mapping loses of the paths it copies: directories, endings.
 *
 * `loses` is what a rule says under that key: words, a line each. "strip:N" drops the first N
 * directories of what follows `from`, "flatten" all of them; "ext:.ts=.js" makes one ending of a
 * file's name another. They work in this order, and of several endings the first that is there is
 * changed. Two files may appear at one place, so the way back is a pattern, not a path.
 */
#ifndef RULES_LOSS_H
#define RULES_LOSS_H

#include <stdbool.h>

#include "util/str.h"

#define LOSS_STRIP_MAX 64

/* Is it a word of the language? Endings have no '/', no magic of patterns and no blank. */
bool loss_is_word(const char *word);

/* Where the file at `path`, seen from `from`, appears, seen from `to`. False: nowhere. */
bool loss_apply(struct str *out, const char *loses, const char *path);

/* A pattern, seen from `from`, of all files that may appear at what fits `pattern`, seen from `to`;
 * it may fit others, too. False if there can be none. */
bool loss_undo(struct str *out, const char *loses, const char *pattern);

#endif
