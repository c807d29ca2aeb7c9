/*
 * recognition.h - why a rule takes a file for a manifest of its format, or does not.
 */
#ifndef RULES_RECOGNITION_H
#define RULES_RECOGNITION_H

#include "rules/near.h"

/* What one rule says of a file. */
struct recognition {
	const char *format;
	const char *pattern; /* of its `files`, that fits; NULL: none does */
	const char
		*excluded_by; /* of its `files`, without '!', that takes the file away, or NULL */
	bool is_taken;        /* its name fits, and so does its content */
	const size_t *failed; /* places in `when` of the conditions that do not hold */
	size_t failed_count;
};

struct recognitions {
	const struct recognition *items; /* in the order of the ruleset's rules */
	size_t count;
};

/* Asks each rule for which the name fits. If there is none, those that recognise by content are
 * asked, without a look around, and the ones that would take the file are told with no pattern.
 * Results are the arena's. */
int recognitions_find(struct recognitions *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, size_t size, struct near_asker *near, struct arena *arena,
	struct err *err);

#endif
