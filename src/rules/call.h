/*
 * call.h - by what a manifest shows that it calls what another provides, and not only depends on
 * it: a command of its scripts, a function of its build code.
 */
#ifndef RULES_CALL_H
#define RULES_CALL_H

#include "rules/facts.h"

/* Texts that are looked at for one sign; what follows proves nothing. */
#define CALL_TEXTS_MAX 4096

/* The files in which the sign is sought, if not in the manifest itself; the arena's. `path` and
 * `root` are those of the manifest. 0, -1. */
int call_files(struct texts *out, const struct call_rule *call, const struct rule *owner,
	const char *path, const struct node *root, struct arena *arena, struct err *err);

/* The names of what is called in the document at `path`, with their space; the arena's. 0, -1. */
int call_names(struct texts *out, const struct call_rule *call, const struct rule *owner,
	const char *path, const struct node *root, struct arena *arena, struct err *err);

/* Is it sought in other files? */
bool call_is_elsewhere(const struct call_rule *call);

/* The pointers that these two look at: in the manifest, and in the files. */
struct texts call_pointers(const struct call_rule *call, bool in_manifest, struct arena *arena);

#endif
