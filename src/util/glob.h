/*
 * glob.h - patterns: for paths (as in shell and gitignore) and for plain text.
 *
 * Both run in time O(pattern * text) whatever the bytes; braces are expanded to at most
 * GLOB_BRANCHES_MAX branches, beyond that a brace is a literal.
 */
#ifndef UTIL_GLOB_H
#define UTIL_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "util/str.h"

#define GLOB_BRANCHES_MAX 64

/* Path pattern: '*' and '?' do not match '/', a component '**' matches any number of components
 * (also none), "[a-z]" and "[!a]" one byte, "{a,b}" either, '\' escapes. A trailing component "**"
 * needs at least one component below. */
bool glob_fits(const char *pattern, const char *path);

/* Does the pattern fit `path`, or a directory it lies in? */
bool glob_covers(const char *pattern, const char *path);

/* A list of path patterns, a line each. Does the last of them that covers `path` leave it in the
 * list, or take it out again with a '!' in front? False if none covers it. */
bool glob_list_covers(const char *list, const char *path);

/* True if some path below directory `dir` (or `dir` itself) could fit; never false wrongly. */
bool glob_may_fit_below(const char *pattern, const char *dir);

/* Writes the patterns without a choice that together mean the same as a path pattern with braces,
 * each followed by a NUL. */
void glob_expand(struct str *out, const char *pattern);

/* True if `pattern` has a magic character ('*', '?', '[', '{'). */
bool glob_is_magic(const char *pattern);

/* Writes the longest directory that all fitting paths lie in: "a/b" of "a/b/c*.json", "" of "*.x".
 * For a pattern without magic: its parent. */
void glob_literal_prefix(struct str *out, const char *pattern);

/* Appends a pattern of a notation that knows no braces, so that it means the same here: they are
 * escaped unless they are already. */
void glob_add_braceless(struct str *out, const char *pattern, size_t size);

/* Appends a pattern as gitignore(5) and gitattributes(5) have it, for paths seen from the directory
 * that their file lies in: without a '/' in it the pattern fits in every directory below. */
void glob_add_git(struct str *out, const char *pattern, size_t size);

/* Text pattern: '*' is any run of bytes ('/' too), everything else is literal. */
bool text_fits(const char *pattern, const char *text);

#endif
