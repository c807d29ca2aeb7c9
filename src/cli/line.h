/*
 * line.h - one reference on one line, as refs and impact list them.
 */
#ifndef CLI_LINE_H
#define CLI_LINE_H

#include <stdio.h>

#include "resolve/reference.h"

/* INDENT "path:line:column: value -> target", or why there is none. */
void line_print(FILE *out, const char *indent, const struct reference *reference);

#endif
