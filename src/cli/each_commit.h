/*
 * each_commit.h - a range judged commit by commit: what breaks in between, even if it is mended by
 * the end.
 */
#ifndef CLI_EACH_COMMIT_H
#define CLI_EACH_COMMIT_H

#include "cli/session.h"
#include "report/report.h"

/* Tells each commit of the range that breaks something. A merge breaks what none of its parents has
 * broken. 1: one fails the check, 0: none does, -1. */
int each_commit_judge(const struct range *range, const struct check_options *options,
	const struct report_format *format, const struct report_options *report,
	struct session *session, struct err *err);

#endif
