/*
 * scenario.h - a change made of two trees, judged, for tests.
 *
 * Trees are written as in support/trees.h. A file list.json is a manifest whose directory is an app
 * if it has a "name". Its lists name, as seen from it: "files"; "weak" and "committed" ones, whose
 * absence is cosmetic, or fails when new; "made", which a build makes; "dirs", which count with a
 * file `marker`; "globs"; "served", what its app serves; "uses", packages. "any" is a list of
 * alternatives. "copies" put "from" (seen from the root) under "to" of what the app serves; what
 * "scripts" put from one path to another is less sure. So are "sometimes" and "sometimes-weak",
 * which only some branches say, and "guessed" and "guessed-loud", which nobody says. A file
 * pack.json provides the package "name".
 */
#ifndef CHECK_SCENARIO_H
#define CHECK_SCENARIO_H

#include "check/check.h"

struct scenario {
	struct memory_source *source;
	struct graph *graph;
	struct check check;
	struct merge merge; /* of scenario_merge */
};

/* Judges the change from `base` to base with `changes` put on top; fails the test if that fails. */
void scenario_judge(struct scenario *scenario, const char *base, const char *changes);
/* The same with more members in the configuration of both sides: "\"fail_on\":\"any\"". */
void scenario_judge_with(
	struct scenario *scenario, const char *policy, const char *base, const char *changes);
/* The same on a day of the calendar. */
void scenario_judge_on(struct scenario *scenario, unsigned today, const char *policy,
	const char *base, const char *changes);
/* The same, but it may fail. Release it all the same. */
int scenario_try(struct scenario *scenario, const char *base, const char *changes, struct err *err);
/* Judges the merge of base with `theirs` put on top into base with `ours` put on top. */
void scenario_merge(
	struct scenario *scenario, const char *base, const char *ours, const char *theirs);
void scenario_release(struct scenario *scenario);

/* "SEVERITY PATH:LINE RAW: CHANGE CAUSE-PATH -> RENAMED-TO", one for each break, joined by ", ";
 * those across apps have a '*' behind the severity. */
const char *scenario_breaks(struct scenario *scenario);
const char *scenario_introduced(struct scenario *scenario);
/* "PATH: TEXT", a line for each diagnostic. */
const char *scenario_diagnostics(struct scenario *scenario);
/* "PATH:LINE OLD -> NEW", one for each break that has a fix. */
const char *scenario_fixes(struct scenario *scenario);

#endif
