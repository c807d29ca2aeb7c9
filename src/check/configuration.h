/*
 * configuration.h - .crossdep.json of a snapshot: a repository's own rules, what is not read, and
 * what its findings weigh.
 *
 * The file is of the snapshot, so base and head each have their own. Its apps are no business of
 * this file: the rule "crossdep" reads them, for the configuration is a manifest like any other.
 */
#ifndef CHECK_CONFIGURATION_H
#define CHECK_CONFIGURATION_H

#include "check/policy.h"

#define CONFIGURATION_PATH     ".crossdep.json"
#define CONFIGURATION_SIZE_MAX (1u << 20)

struct configuration {
	struct ruleset rules;
	struct policy policy;
};

/* Fills `out` with the rules of the program and what the snapshot's configuration says, and seals
 * the rules. Release it whatever the result. A wrong configuration is ERR_INPUT, with its line in
 * err->line. */
int configuration_load(struct configuration *out, struct snapshot *snapshot, struct err *err);

/* The same with the configuration in `text`, which lies in no snapshot; errors call it `file`. */
int configuration_load_text(
	struct configuration *out, const char *file, const struct str *text, struct err *err);

/* The same without a configuration. */
void configuration_default(struct configuration *out);

void configuration_init(struct configuration *configuration); /* empty, not even rules */
void configuration_release(struct configuration *configuration);

/* Is one and the same configuration, or none, in both snapshots? 1, 0, -1. */
int configuration_is_shared(struct snapshot *one, struct snapshot *other, struct err *err);

/* Appends a configuration with the rules of the one in `text`, and with nothing that speaks of one
 * repository alone; nothing if it has no rules. ERR_INPUT if `text` is wrong. */
int configuration_rules(struct str *out, const char *file, const struct str *text, struct err *err);

#endif
