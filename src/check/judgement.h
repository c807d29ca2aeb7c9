/*
 * judgement.h - what two snapshots say of one reference, and how bad it is. Pure decisions.
 */
#ifndef CHECK_JUDGEMENT_H
#define CHECK_JUDGEMENT_H

#include "check/finding.h"
#include "check/pairing.h"
#include "check/supply.h"

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

/* What weighs, besides the reference itself. */
struct circumstances {
	bool cross_app;
	bool is_made;    /* a build makes the target: as .gitignore at head says, or as is usual
			    at its place */
	bool is_waiting; /* a pattern of file names whose directory stays: the next one may come */
	bool is_relied_on;  /* at base a reference of another manifest resolved through what the
			       reference's own mapping says */
	enum supply supply; /* of what a name led to that nobody here provides any more */
	bool app_maps;      /* some manifest of the app says where things appear */
	bool is_rewired;    /* a build that nobody can read may take it from where it went */
};

/* The contract's order: class of `missing`; one step lower inside one app; filters at most a
 * warning, and a note if they wait for the next match; what a build makes a note; what lay in a
 * package that may be had from outside a warning, and nothing if it is wanted from there; then
 * confidence.
 * What only some branches of code say weighs a step less, but is told; what only a list or a script
 * says, and nobody relied on, is a note; what was inferred is a warning, unless nobody else would
 * tell and the app leaves it all to inference. SEVERITY_NONE: not to be reported. */
enum severity judge_severity(
	const struct reference *reference, const struct circumstances *circumstances);

/* Of a reference that is new: as above if its target is always committed, else a note. */
enum severity judge_introduced(
	const struct reference *reference, const struct circumstances *circumstances);

#endif
