/*
 * inspection.h - what one file says, a line each: short enough to be kept beside an example.
 *
 *	apps/a/x.json: format other-format
 *	  app apps/a "A", weak
 *	  name npm:a -> apps/a
 *	  3:5 copy: libs/i18n -> served:apps/a/i18n, only *.json, without a.json
 *	  12 mappings by convention
 *	  7:13 translation "/i18n/de.json" -> libs/i18n/de.json
 *	    via apps/a/x.json:3: libs/i18n -> served:apps/a/i18n
 */
#ifndef REPORT_INSPECTION_H
#define REPORT_INSPECTION_H

#include "graph/inspect.h"

/* Appends the lines, quoted for a terminal. The way of a reference is left out where it is that of
 * the one before. */
void report_inspection(struct str *out, const struct inspection *inspection);

#endif
