/*
 * io.h - where answers and remarks go.
 *
 * Answers go to `out`, everything else to `err`. Whatever was written is checked once, at the end.
 */
#ifndef CLI_IO_H
#define CLI_IO_H

#include <stdbool.h>
#include <stdio.h>

#include "util/err.h"
#include "util/str.h"

/* Exit statuses, as the report contract has them. */
enum status { STATUS_CLEAN, STATUS_BREAKS, STATUS_USAGE, STATUS_FAILED };

struct io {
	FILE *in, *out, *err;
};

void io_print(FILE *stream, const struct str *text);
/* One line, raw bytes quoted. */
void io_say(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "crossdep: what failed", and how to mend it. Returns the status that `err` means. */
enum status io_fail(struct io *io, const struct err *err);

/* Flushes; a report that could not be written is no success. */
enum status io_finish(struct io *io, enum status status);

/* "auto", "always" or "never" for this stream; NO_COLOR and TERM=dumb mean no (no-color.org). */
bool io_wants_colour(FILE *stream, const char *when);

#endif
