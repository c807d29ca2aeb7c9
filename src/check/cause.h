/*
 * cause.h - the change that broke a reference.
 *
 * Looked for in this order: the value itself; the name it goes by; its target; the marker file that
 * makes a directory count; a key; the manifest's own place; the mappings on the way; a link on the
 * way; the file the value is taken from.
 */
#ifndef CHECK_CAUSE_H
#define CHECK_CAUSE_H

#include "check/finding.h"
#include "check/scene.h"

/* The cause of a break; commit and app are left empty. */
int cause_find(
	struct cause *out, const struct pair *pair, const struct scene *scene, struct err *err);

/* The cause of a reference that is new: its manifest was edited. */
void cause_of_introduced(struct cause *out, const struct pair *pair);

#endif
