/*
 * patch.h - mended files as a patch that git applies.
 */
#ifndef REPORT_PATCH_H
#define REPORT_PATCH_H

#include "check/mending.h"

/* Appends a unified diff with three lines of context, as git writes it. Only values are replaced,
 * so both sides of a file have as many lines. */
void patch_write(struct str *out, const struct mending *mending);

#endif
