/*
 * place.h - paths that may lie in a space: "npm:@acme/i18n/base.json", "served:apps/shop/i18n".
 *
 * A space is a word and a colon in front of a path that is in no tree. The root directory inside a
 * space is written ".", so that "served:./i18n" (what the root app serves under /i18n) and
 * "served:i18n" (what the app in directory i18n serves) differ.
 */
#ifndef RESOLVE_PLACE_H
#define RESOLVE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/str.h"

/* Length of the space and its colon in front of `path`; 0 if it is a path of the tree. */
size_t place_space_size(const char *path);

/* Does `written` begin as the manifest's own path does, and that reads like a space
 * ("npm:x/a.json")? Then it may be a path of the tree or not: it cannot be told. */
bool place_is_like_space(const char *written, const char *manifest);

/* Is it in the space of what is in no way in the repository: a foreign checkout? */
bool place_is_outside(const char *path);

/* Is it a space of package names ("npm:" ...), whose first components are a name that somebody
 * provides? */
bool place_is_named(const char *path);

/* Length of the name in front of a path in a space of names: "npm:@acme/i18n" of
 * "npm:@acme/i18n/a.json". */
size_t place_name_size(const char *path);

enum place_state { PLACE_FINE, PLACE_OUTSIDE, PLACE_LIKE_SPACE };

/* Normalises what a template yields. OUTSIDE: it leaves the repository. LIKE_SPACE: a path of the
 * tree whose first component reads like a space; it cannot be told apart, so nothing is said about
 * it. */
enum place_state place_normalise(struct str *out, const char *written);

/* What follows the last component "node_modules" of a path, or NULL: a package and a path in it; ""
 * if nothing follows. */
const char *place_behind_node_modules(const char *path);

/* Writes the pattern that fits `path` alone, whatever is in its name. */
void place_as_pattern(struct str *out, const char *path);

/* What follows `to` and its '/' in a pattern that begins with it ("" if they are equal), or NULL.
 */
const char *place_pattern_below(const char *pattern, const char *to);

/* Writes `path` and behind it an ending, which may begin with '/'; that of the root begins without.
 */
void place_add_ending(struct str *out, const char *path, const char *ending);

/* Writes `from` and, behind a '/' if both are there, `rest`. */
void place_join(struct str *out, const char *from, const char *rest);

#endif
