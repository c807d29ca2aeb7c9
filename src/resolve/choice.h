/*
 * choice.h - a base directory that nobody states and that several references of one manifest share:
 * the context of a Dockerfile that no manifest builds.
 *
 * The candidates are a directory and those above it, up to the root. What is chosen depends on one
 * tree alone; only where a change is tried out, the choice made before it is given, and stays
 * unless another directory explains everything.
 */
#ifndef RESOLVE_CHOICE_H
#define RESOLVE_CHOICE_H

#include "resolve/bind.h"

/* References that are counted, and directories that are tried: the nearest, and the root. */
#define CHOICE_REFERENCES_MAX 64
#define CHOICE_CANDIDATES_MAX 16

/* The directory at or above `from` in which the most of what is referred to below `to` is: if
 * `kept` (or NULL) has all of it, that, else the first that has; else `kept`, or the first of those
 * that have the most. Patterns count, what a build makes does not. *out is the arena's. 0, -1. */
int choice_make(const char **out, const struct bound *bound, const char *from, const char *to,
	const char *kept, struct asker *asker, struct arena *arena, struct err *err);

#endif
