/*
 * policy.h - what a repository says of findings in its configuration: which do not count, how much
 * others weigh, and what fails a check.
 *
 * Judged by the policy of the base, so that no change can silence itself.
 */
#ifndef CHECK_POLICY_H
#define CHECK_POLICY_H

#include "check/finding.h"
#include "syntax/document.h"

/* Which references are meant; NULL: any. At least one is said. */
struct scope {
	const char *manifest, *target; /* path patterns; a directory means all that is in it */
	const char *format, *kind;
};

/* Days are numbers that can be compared: 20271231 is the last of 2027, and 0 is none. */
struct suppression {
	struct scope scope;
	const char *reason;
	unsigned until; /* the last day it counts */
	unsigned line;
};

struct weight {
	struct scope scope;
	enum severity severity;
};

enum fail_on {
	FAIL_ON_CROSS_APP, /* what the report contract calls an error */
	FAIL_ON_ANY,       /* warnings too */
	FAIL_ON_NEVER,
};
/* "cross-app|any|never", for a command line. */
#define FAIL_ON_WORDS "cross-app|any|never"
/* -1: there is no such word. */
int fail_on_of(const char *word);

struct policy {
	struct arena arena;
	enum fail_on fail_on;
	VEC(struct suppression) suppressions;
	VEC(struct weight) weights;
};

void policy_init(struct policy *policy);
void policy_release(struct policy *policy);

/* The values of the configuration's keys "fail_on", "suppress" and "severity". ERR_INPUT with the
 * line in err->line. */
int policy_read_fail_on(struct policy *policy, const struct node *node, struct err *err);
int policy_read_suppressions(struct policy *policy, const struct node *node, struct err *err);
int policy_read_weights(struct policy *policy, const struct node *node, struct err *err);

/* The first suppression that covers the finding on the day `today`, or NULL. */
const struct suppression *policy_suppression(
	const struct policy *policy, const struct finding *finding, unsigned today);

/* How much the finding weighs after all: `severity` is what the contract says of it. */
enum severity policy_severity(const struct policy *policy, enum fail_on fail_on,
	const struct finding *finding, enum severity severity);

/* What is wrong with one that serves nothing any more: it has ended, else it matches nothing. */
void suppression_complain(struct str *out, const struct suppression *suppression, unsigned today);

bool suppression_has_ended(const struct suppression *suppression, unsigned today);
bool scope_covers(const struct scope *scope, const struct reference *reference);

/* unused[i] becomes true for each suppression that covers no reference of the graph, wherever that
 * leads: there is nothing left that it could be for. */
int policy_find_unused(
	const struct policy *policy, struct graph *graph, bool *unused, struct err *err);

/* The day of a time in seconds since 1970, in UTC. */
unsigned day_of(long long seconds);
/* Appends "2027-12-31". */
void day_write(struct str *out, unsigned day);

#endif
