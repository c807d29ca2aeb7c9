/*
 * spelling.h - how a value would be written, in the notation it is written in now, if it named
 * something else.
 *
 * Nothing here knows a format. A spelling is understood if the value, as a path, is the end of what
 * it stands for, or leads there from the manifest's directory or one above; else there is none.
 */
#ifndef CHECK_SPELLING_H
#define CHECK_SPELLING_H

#include "util/arena.h"

/* `raw`, a value in a manifest in `directory`, stands for the path `asked`; how it is written if it
 * stands for `asked_now`. Keeps "./", a leading or closing '/', a scheme, variables in front, "?x"
 * and
 * "#x". NULL if no spelling is certain. */
const char *spell_anew(struct arena *arena, const char *raw, const char *directory,
	const char *asked, const char *asked_now);

/* How it is written if the manifest moves to `directory_now` and it still stands for `asked`. */
const char *spell_from(struct arena *arena, const char *raw, const char *directory,
	const char *directory_now, const char *asked);

#endif
