/*
 * inner.h - a document that is a text of another: a shell's command in a package.json.
 */
#ifndef RULES_INNER_H
#define RULES_INNER_H

#include "syntax/document.h"

/* Reads the text of `holder` as a document, whose root takes the holder's place in the outer one:
 * its key, its parent, and so its location. Values stand where they do in `source`, the outer file
 * (NULL: not at hand); where that writes the text in another way than JSON does, or a block of YAML
 * that keeps its lines, all stand where the text does. The outer document must outlive it. -1: it
 * does not parse. */
int inner_read(
	struct document **out, enum syntax syntax, const struct node *holder, const char *source);

#endif
