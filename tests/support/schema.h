/*
 * schema.h - does a JSON text keep to a JSON Schema? For tests; the keywords that our schemas use,
 * any other makes it fail.
 */
#ifndef SUPPORT_SCHEMA_H
#define SUPPORT_SCHEMA_H

#include "util/str.h"

/* Reads both texts. True if it does; else `problem` says where and why, a line each. */
int schema_accepts(const char *schema, const char *text, struct str *problem);

#endif
