/*
 * judgement.c - what two snapshots say of one reference, and how bad it is.
 */
#include "check/judgement.h"

#include <string.h>

static bool came_by_name(const struct reference *reference)
{
	if (reference->target_type == TARGET_NAME)
		return true;
	for (size_t i = 0; i < reference->via_count; i++)
		if (strcmp(reference->via[i].kind, "name") == 0)
			return true;
	return false;
}

/* The same entry of the rule took both: where the name is a key, an edit of what stands there
 * shows in nothing else. */
static bool is_taken_alike(const struct pair *pair)
{
	const struct reference *before = pair->before, *after = pair->after;

	return before->missing == after->missing &&
	       strcmp(before->detail ? before->detail : "", after->detail ? after->detail : "") ==
		       0;
}

/* Who writes another name on purpose, or takes "workspace:" from before its version, wants the
 * package from outside: only an untouched value tells that the name was lost. */
static bool lost_its_name(const struct pair *pair)
{
	return !pair->is_edited && pair->after->verdict == VERDICT_SKIPPED &&
	       pair->after->skip == SKIP_EXTERNAL && came_by_name(pair->before) &&
	       is_taken_alike(pair);
}

enum outcome judge_pair(const struct pair *pair)
{
	if (!pair->after)
		return OUTCOME_NONE;
	if (!pair->before)
		return pair->after->verdict == VERDICT_DANGLING ? OUTCOME_INTRODUCED : OUTCOME_NONE;
	if (pair->before->verdict != VERDICT_RESOLVED)
		return OUTCOME_NONE;
	/* Who writes another value knows what is served; a guess does not. */
	if (pair->is_edited && reference_is_guess(pair->before))
		return OUTCOME_NONE;
	if (pair->after->verdict == VERDICT_DANGLING || lost_its_name(pair))
		return OUTCOME_BREAK;
	/* What was known to lead somewhere is not mended by a guess. */
	if (reference_is_guess(pair->after) && !reference_is_guess(pair->before))
		return OUTCOME_BREAK;
	return OUTCOME_NONE;
}

static bool is_missing(const struct reference *reference)
{
	return reference->verdict == VERDICT_SKIPPED && reference->skip == SKIP_MISSING;
}

bool judge_needs_object(const struct pair *pair)
{
	if (!pair->before || !pair->after)
		return false;
	if (is_missing(pair->after))
		return pair->before->verdict == VERDICT_RESOLVED || is_missing(pair->before);
	return is_missing(pair->before) && pair->after->verdict == VERDICT_DANGLING;
}

static bool is_same_app(const struct app *a, const struct app *b)
{
	return a && b ? strcmp(a->directory, b->directory) == 0 : a == b;
}

bool judge_crossing(const struct app *own, const struct app *const *others, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_same_app(own, others[i]))
			return true;
	return false;
}

static enum severity severity_across(enum missing missing)
{
	switch (missing) {
	case MISSING_IGNORED:
		return SEVERITY_NOTE;
	case MISSING_DEGRADED:
		return SEVERITY_WARNING;
	case MISSING_BUILD:
	case MISSING_DEPLOY:
	case MISSING_SILENT:
		break;
	}
	return SEVERITY_ERROR;
}

static enum severity at_most(enum severity severity, enum severity limit)
{
	return severity < limit ? severity : limit;
}

static bool goes_unnoticed(enum missing missing)
{
	return missing == MISSING_DEPLOY || missing == MISSING_SILENT;
}

static enum severity severity_with_confidence(enum severity severity,
	const struct reference *reference, const struct circumstances *circumstances)
{
	switch (reference->confidence) {
	case CONFIDENCE_DECLARED:
	case CONFIDENCE_EVALUATED:
		break;
	case CONFIDENCE_CONDITIONAL:
		return severity > SEVERITY_NOTE ? severity - 1 : severity;
	case CONFIDENCE_LISTED:
	case CONFIDENCE_SHELL:
		return circumstances->is_relied_on ? severity : at_most(severity, SEVERITY_NOTE);
	case CONFIDENCE_INFERRED:
		if (circumstances->is_rewired)
			return at_most(severity, SEVERITY_NOTE);
		if (!goes_unnoticed(reference->missing) || circumstances->app_maps)
			return at_most(severity, SEVERITY_WARNING);
		break;
	}
	return severity;
}

enum severity judge_severity(
	const struct reference *reference, const struct circumstances *circumstances)
{
	enum severity severity = severity_across(reference->missing);

	if (!circumstances->cross_app)
		severity--;
	if (strcmp(reference->kind, "filter") == 0)
		severity = at_most(
			severity, circumstances->is_waiting ? SEVERITY_NOTE : SEVERITY_WARNING);
	if (circumstances->is_made)
		severity = at_most(severity, SEVERITY_NOTE);
	if (circumstances->supply == SUPPLY_CHANCE)
		severity = at_most(severity, SEVERITY_WARNING);
	if (circumstances->supply == SUPPLY_WANTED)
		return SEVERITY_NONE;
	return severity_with_confidence(severity, reference, circumstances);
}

/* What nothing leads to lies in no app, so it crosses none: nothing is taken off for that. */
enum severity judge_introduced(
	const struct reference *reference, const struct circumstances *circumstances)
{
	struct circumstances weighed = *circumstances;
	enum severity severity;

	weighed.cross_app |= reference->always;
	severity = judge_severity(reference, &weighed);
	return reference->always ? severity : at_most(severity, SEVERITY_NOTE);
}
