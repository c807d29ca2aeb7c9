/*
 * page.h - lines of text for a terminal or a log, coloured or not.
 *
 * What is added is raw and is quoted here, so nothing can be forgotten; colours are added apart.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdbool.h>

#include "repo/repository.h"
#include "resolve/reference.h"
#include "util/str.h"

enum ink { INK_PLAIN, INK_STRONG, INK_ERROR, INK_WARNING, INK_NOTE, INK_FIX };

struct page {
	struct str *out;
	struct str line; /* scratch */
	bool colour;
	bool all;                     /* as in report_options */
	const struct commit *audited; /* as in report_options */
};

void page_ink(struct page *page, enum ink ink);
void page_addf(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_end_line(struct page *page); /* with no space before the end */

/* The label in front of a line about a finding; "" goes on with the one above. */
void page_label(struct page *page, const char *label);

/* What of a mapping's `from` appears under its `to`: ", only ...", ", without ...", ", loses ...".
 */
void page_passing(struct page *page, const struct mapping *mapping);

/* The mappings that a reference was resolved through, a line each behind `indent`, from the target
 * outwards. */
void page_way(struct page *page, const char *indent, const struct reference *reference);

#endif
