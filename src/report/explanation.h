/*
 * explanation.h - why a file is read as it is, what it says, and how each verdict came about.
 */
#ifndef REPORT_EXPLANATION_H
#define REPORT_EXPLANATION_H

#include "graph/inspect.h"
#include "rules/catalogue.h"

struct explanation {
	const struct inspection *inspection;
	const struct catalogue *catalogue;
	const struct oid *commit;
	const char *ignored_by; /* entry of the ignore list, or NULL: it is read */
	bool is_ignored_by_own; /* the entry is of the repository's configuration */
	const struct app *app;  /* the innermost that the file lies in, or NULL */
	bool all;               /* every question, however many there are */
	bool colour;
};

void report_explanation(struct str *out, const struct explanation *explanation);
/* The same as an object, always with all questions. */
void report_explanation_json(struct str *out, const struct explanation *explanation);

#endif
