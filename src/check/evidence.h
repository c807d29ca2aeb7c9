/*
 * evidence.h - what makes a finding convincing: its group, its fingerprint, the twins that were
 * updated.
 */
#ifndef CHECK_EVIDENCE_H
#define CHECK_EVIDENCE_H

#include "check/finding.h"
#include "check/pairing.h"

/* Sorts by manifest, line, column, then location. */
void findings_sort(finding_list *findings);

/* Drops what merely follows from another finding of the same manifest: a value seen from a
 * directory that a value there names, and that is what is not there. */
void findings_drop_followers(finding_list *findings);

/* Numbers the findings of one cause alike, from `*next` on, in the order they stand. */
void findings_group(finding_list *findings, unsigned *next);

/* Marks each with what is the same for the same break in another run: manifest, format, selector,
 * raw value, and its ordinal among those that are equal so far. */
void findings_fingerprint(finding_list *findings, struct arena *arena);

/* Counts, for each break, the other references to the same target that the change did update, and
 * names the manifests they stand in. */
void findings_count_siblings(finding_list *findings, const pair_list *pairs, struct arena *arena);

#endif
