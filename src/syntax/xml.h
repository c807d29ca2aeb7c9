/*
 * xml.h - the reader of XML. Only document.c calls it.
 */
#ifndef SYNTAX_XML_H
#define SYNTAX_XML_H

#include "syntax/document.h"
#include "util/arena.h"

/* A reader, as json_read. An element is a map: "@NAME" is an attribute, "text()" its own text
 * without the blanks around it, NAME the list of its children of that name, also of a single one.
 * The root holds the outermost element in the same way. */
int xml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err);

#endif
