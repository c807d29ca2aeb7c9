/*
 * lookup.h - where in a document something is looked up: RFC 6901 pointers, and a little more.
 *
 * What RFC 6901 leaves without meaning, a '~' before other than '0' and '1', is used for it: the
 * step "~*" is any child, "~*member=text" a child whose member has that text, "~*member" one that
 * has it at all; "~iname" is the member called so whatever the case of its letters. A look-up that
 * has none of these is a pointer. The first in the document's order that all of it fits is found.
 */
#ifndef RULES_LOOKUP_H
#define RULES_LOOKUP_H

#include <stdbool.h>

#include "syntax/document.h"

const struct node *lookup_at(const struct node *node, const char *lookup);

/* Appends `text` as it must stand inside a step, whatever is in it. */
void lookup_add_escaped(struct str *out, const char *text);

/* Appends a whole step (without the '/' in front), or with `at_dots` as many as dots divide the
 * text into. */
void lookup_add_step(struct str *out, const char *text, bool at_dots, bool folds);

#endif
