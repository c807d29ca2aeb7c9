/*
 * catalogue.h - the rules as they are written, to be shown to people. How they are used is
 * ruleset.h's business.
 */
#ifndef RULES_CATALOGUE_H
#define RULES_CATALOGUE_H

#include <stdbool.h>

#include "syntax/document.h"
#include "util/vec.h"

/* A rule as it stands in its file. */
struct written_rule {
	const char *format;
	bool is_own; /* of a repository's configuration, else built in */
	const struct node *node;
	const char *text; /* JSON; not ended by a NUL */
	size_t size;
};

struct catalogue {
	VEC(struct written_rule) rules; /* by format */
	VEC(struct document *) documents;
};

/* The rules of the program and those in `configuration`, the text of a .crossdep.json that was
 * found to be right (or NULL), which must stay. A rule of its own replaces the built-in of the same
 * format. Release it whatever the result. */
int catalogue_load(struct catalogue *out, const struct str *configuration, struct err *err);
void catalogue_release(struct catalogue *catalogue);

/* The rule of a format, or NULL. */
const struct written_rule *catalogue_find(const struct catalogue *catalogue, const char *format);

/* The text of a rule's member `key`, or `otherwise`. */
const char *written_text(const struct node *rule, const char *key, const char *otherwise);

#endif
