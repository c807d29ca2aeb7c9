/*
 * pairing.h - which reference of one snapshot is which of another.
 *
 * The same reference: in the same manifest, by location and identity; what is left by selector
 * (indices ignored) and identity, in order; what is left by location, then it was edited. Array
 * positions shift when a list is edited elsewhere, so a position alone says little.
 */
#ifndef CHECK_PAIRING_H
#define CHECK_PAIRING_H

#include "graph/graph.h"

struct pair {
	const struct reference *before, *after; /* one of them may be NULL: it came, or went */
	const char *old_manifest, *manifest;    /* paths before and after */
	bool is_edited;                         /* same place, another value */
};

/* Is it another value that counts? A list of alternatives that was edited still says the same if
 * the value that was good is among them. */
bool pair_is_edited(const struct reference *before, const struct reference *after);

typedef VEC(struct pair) pair_list;

/* Appends the pairs of one manifest's references: those with an `after` in its order, then those
 * that went. Leaves the manifests' paths NULL. */
void pair_references(pair_list *out, const struct reference *before, size_t before_count,
	const struct reference *after, size_t after_count);

#define MANIFEST_NONE ((size_t)-1)

/* old_of[i] = which of `changes` was manifest i before: i itself if it stayed. A manifest that is
 * new and has dangling references looks for its old self among those that vanished and had its
 * formats: the same blob, else the one that shares most references with it, at least half. Many
 * manifests look alike, so it must have kept its directory, or its name and that of its directory,
 * or what vanished beside the old one must have come beside the new. Each is taken once, also by
 * one that seeks nobody. MANIFEST_NONE: it is new. */
void pair_manifests(size_t *old_of, const struct manifest_change *changes, size_t count);

/* All pairs of what an advance touched, in the order of the manifests after. References that
 * vanished with their manifest are left out. */
void pair_all(pair_list *out, const struct manifest_change *changes, size_t count);

#endif
