/*
 * path.h - the algebra of repository paths: bytes only, no disk.
 *
 * A path is repo-relative, '/'-separated, without '.', '..', empty components or a leading or
 * trailing '/'. The root is "". Bytes, not necessarily UTF-8, compared as bytes.
 */
#ifndef UTIL_PATH_H
#define UTIL_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "util/str.h"

/* Writes `written` as a path into `out` (replacing what it held): '.' and empty components dropped,
 * '..' applied. -1 if it climbs above the root; `out` is then unspecified. */
int path_normalise(struct str *out, const char *written);

/* path_normalise of "dir/written". A leading '/' in `written` is an empty component. */
int path_join(struct str *out, const char *dir, const char *written);

size_t path_component_size(const char *path); /* of the first: up to a '/', or the end */
const char *path_name(const char *path);      /* the last component */
size_t path_parent_size(const char *path);    /* length of the parent's path; 0 for a top entry */
bool path_is_within(
	const char *path, const char *dir); /* equal to or below `dir`; all is within "" */

/* What follows `dir` and its '/': "" if equal, NULL if `path` is not within `dir`. */
const char *path_below(const char *path, const char *dir);

/* How `to` is written as seen from directory `from`: "../b/c", "c", "." if equal. */
void path_relative(struct str *out, const char *from, const char *to);

#endif
