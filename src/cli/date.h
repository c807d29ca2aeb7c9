/*
 * date.h - points in time, as people write them on a command line.
 */
#ifndef CLI_DATE_H
#define CLI_DATE_H

#include "util/err.h"

/* Reads "2023-11-05", "2023-11-05T09:30:00" (with "Z" or "+01:00" or neither: then it is UTC; a
 * blank instead of the T will do), "@SECONDS" since 1970, "3 weeks ago" or "3.weeks", "yesterday".
 * A day alone begins at its midnight. Months have 30 days and years 365, seen from `now`.
 * ERR_USAGE if it is none of these. */
int date_parse(const char *text, long long now, long long *out, struct err *err);

#endif
