/*
 * file.h - files of the user's disk: the store's directory, hooks. Never files of the repository.
 */
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"
#include "util/str.h"

/* Reads a whole file into `out`. 1 read, 0 not there, -1 failed (also if larger than
 * `limit_bytes`). */
int file_read(struct str *out, const char *path, size_t limit_bytes, struct err *err);

/* Writes through a temporary file beside it and a rename: all or nothing. Mode as in chmod. */
int file_write(const char *path, const char *bytes, size_t size, unsigned mode, struct err *err);

/* The same for a file that is open: reads from where it stands to its end, writes all there is.
 * `path` is only for what is said. */
int file_read_open(struct str *out, int fd, const char *path, size_t limit_bytes, struct err *err);
int file_write_open(int fd, const char *bytes, size_t size); /* 0; -1 with errno */

bool file_exists(const char *path);
int file_make_directory(
	const char *path, struct err *err); /* with its parents; fine if it is there */

#endif
