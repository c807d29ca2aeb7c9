/*
 * check_private.h - one check while it runs: what it knows, and the two halves of its work.
 *
 * Private to check.c, reading.c (what is asked of the head, while the graph stands there) and
 * weighing.c (what is known once the graph is back at the base).
 */
#ifndef CHECK_CHECK_PRIVATE_H
#define CHECK_CHECK_PRIVATE_H

#include "check/check.h"
#include "check/configuration.h"
#include "check/owners.h"
#include "check/undecided.h"
#include "check/unreadable.h"

struct run {
	struct check *check;
	struct graph *graph;
	struct object_source *objects;
	struct repository *repository;
	struct progress *progress;
	struct snapshot *base, *head;
	struct configuration base_config, own_config;
	const struct configuration *head_config; /* the base's, unless the head has its own */
	const struct policy *policy;             /* the base's; of a merge, our side's */
	struct map apps;                         /* path -> struct app at base, or NULL */
	struct map ignored;                      /* path -> run: ignored at head; NULL: not */
	struct owners *owners;                   /* of the base; NULL until something needs them */
};

/* One way of reading the head: as it is, with the base's rules, or with manifests that can no
 * longer be read as they were. */
struct reading {
	struct advance *advance;
	const struct ruleset *rules;
	struct oid root; /* of the head */
	pair_list pairs;
	finding_list *breaks, *introduced; /* `introduced` may be NULL: not wanted */
	unreadable_list *unreadable;       /* NULL: not looked for */
	unreadable_list open;              /* manifests that hide ... */
	finding_list hidden;               /* ... these breaks, if they are any */
	struct delegations delegations;    /* looked into while the graph stands at the head */
	struct undecided *undecided;       /* of a merge seen from its first parent, else NULL */
	struct oid base_commit;            /* or zero */
	bool tells_diagnostics;
};

/* Adds a diagnostic. Copies its texts. */
void run_say(struct check *check, const char *path, unsigned line, const char *text);

/* The innermost app that owns `path` where the graph stands, or NULL; *result becomes -1 if that
 * cannot be told. */
const struct app *run_app_of(struct run *run, const char *path, int *result, struct err *err);
/* Likewise the app that a value speaks for: that of the part of the manifest it stands in, else the
 * one that owns the manifest. */
const struct app *run_app_of_value(
	struct run *run, const struct reference *reference, int *result, struct err *err);

/* What an advance says of a manifest, or NULL: it is the same on both sides. */
const struct manifest_change *reading_change(const struct advance *advance, const char *path);

/* What it owns: not the lists it points at. */
void reading_release(struct reading *reading);

/* From the base, where the graph stands, to the head and back. */
int reading_read(struct run *run, struct reading *reading, struct err *err);

/* Drops what hangs on manifests that can no longer be read. */
int reading_drop_unknown(struct run *run, struct reading *reading, struct err *err);

/* Finds cause, apps, fix, severity and owners of what was found. Drops what is not reported. */
int reading_weigh(struct run *run, struct reading *reading, struct err *err);

/* Sets apart what the configuration at base does not want to be told of. */
void run_suppress(struct run *run, finding_list *findings);

#endif
