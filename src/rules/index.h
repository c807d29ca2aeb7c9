/*
 * index.h - which rules a path is a candidate of, by its name alone.
 *
 * Asked for every file of a repository: nearly all are answered "none" by a look-up of their last
 * component and of its ending.
 */
#ifndef RULES_INDEX_H
#define RULES_INDEX_H

#include "rules/rule.h"

struct index;

/* Builds the index of a ruleset's rules and ignore list, which must stay. */
struct index *index_new(const struct ruleset *ruleset);
void index_free(struct index *index);

/* The candidates, the more specific first, then by format; not all of them may have been read yet.
 * There may be as many as rules: `out` must have room for them. */
size_t index_candidates(const struct index *index, const char *path, struct rule **out);

bool index_has_candidate(const struct index *index, const char *path);
/* The place, from 1, of the entry of the ignore list that decides that `path` is ignored; 0: none.
 */
size_t index_ignored_by(const struct index *index, const char *path);

#endif
