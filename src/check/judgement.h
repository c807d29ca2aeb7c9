/*
 * judgement.h - what two snapshots say of one reference, and how bad it is. Pure decisions.
 */
#ifndef CHECK_JUDGEMENT_H
#define CHECK_JUDGEMENT_H

#include "check/finding.h"
#include "check/pairing.h"

enum outcome {
	OUTCOME_NONE,
	OUTCOME_BREAK,      /* good at base, dangling at head */
	OUTCOME_INTRODUCED, /* new at head, and dangling */
};

/* Good at base and skipped at head is none, with one exception: a name somebody here provided at
 * base, and nobody at head. What the repository had, it does not quietly get from outside. */
enum outcome judge_pair(const struct pair *pair);

/* Whether a verdict hangs on an object that is not in the repository. */
bool judge_needs_object(const struct pair *pair);

/* Whether the reference at base crosses from one app to another: `own` is the manifest's app,
 * `others` those of the target and of the mappings' manifests on the way; NULL is no app. */
bool judge_crossing(const struct app *own, const struct app *const *others, size_t count);

/* The contract's order: class of `missing`; one step lower inside one app; filters at most a
 * warning; a target that a build makes (as .gitignore at head says, or as is usual at its place) a
 * note. SEVERITY_NONE: not to be reported. */
enum severity judge_severity(const struct reference *reference, bool cross_app, bool is_made);

/* Of a reference that is new: as above if its target is always committed, else a note. */
enum severity judge_introduced(const struct reference *reference, bool cross_app, bool is_made);

#endif
