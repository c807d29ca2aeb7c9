/*
 * report.h - a check's findings, written down: one table of formats.
 *
 * A format writes into a string and knows nothing of files, terminals or exit statuses.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "check/audit.h"

struct report_options {
	bool colour;                 /* for a terminal */
	bool all;                    /* nothing folded, nothing only counted */
	const struct commit *commit; /* of an audit: what was judged; else NULL */
};

struct report_format {
	const char *name;
	bool tells_diagnostics; /* else they are to be told beside it, by report_diagnostics */
	bool is_whole;          /* what it writes cannot be followed by another report */
	void (*write)(
		struct str *out, const struct check *check, const struct report_options *options);
};

/* Ends with an entry whose name is NULL. */
extern const struct report_format report_formats[];
const struct report_format *report_format_find(const char *name); /* NULL if there is none */

/* The formats themselves. With options->commit they tell one commit of an audit: text as a part of
 * the whole, JSON as one line. */
void report_text(struct str *out, const struct check *check, const struct report_options *options);
void report_json(struct str *out, const struct check *check, const struct report_options *options);
void report_github(
	struct str *out, const struct check *check, const struct report_options *options);
void report_gitlab(
	struct str *out, const struct check *check, const struct report_options *options);
void report_sarif(struct str *out, const struct check *check, const struct report_options *options);
void report_junit(struct str *out, const struct check *check, const struct report_options *options);

/* Their names for an option: "text|json|...". */
#define REPORT_FORMAT_WORDS "text|json|github|gitlab|sarif|junit"

/* One short line for each diagnostic. */
void report_diagnostics(
	struct str *out, const struct diagnostic *diagnostics, size_t diagnostic_count);

/* What an audit comes to, for people. `commits` is how many it was to go through. */
void report_audit(struct str *out, const struct audit *audit, size_t commits,
	const struct report_options *options);

#endif
