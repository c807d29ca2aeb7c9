/*
 * owners.h - who answers for a file: CODEOWNERS of a snapshot.
 *
 * Three services read a file of this name, each in a way of its own: GitHub's documentation "About
 * code owners", GitLab's "CODEOWNERS syntax" and "Advanced CODEOWNERS configuration", Bitbucket's
 * "Set up and use code owners". Where the file lies tells which one is meant; at the root and in
 * docs/ sections, or the service's own build file, tell GitLab's.
 */
#ifndef CHECK_OWNERS_H
#define CHECK_OWNERS_H

#include "repo/snapshot.h"
#include "rules/ruleset.h"

struct owners;

/* Reads the first CODEOWNERS there is; without one nobody owns anything. */
int owners_load(struct owners **out, struct snapshot *snapshot, struct err *err);
void owners_free(struct owners *owners);

/* Who owns the file `path`: names as they are written there, in that order, each once. They live as
 * long as `owners`. */
struct texts owners_of(struct owners *owners, const char *path);

/* The file they were read from, or NULL. */
const char *owners_path(const struct owners *owners);
/* Why some owners are not told, or NULL: a bound was reached. */
const char *owners_complaint(const struct owners *owners);

#endif
