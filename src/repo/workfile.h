/*
 * workfile.h - files of a work tree, read and replaced without ever following a symlink: a
 * repository of a stranger must not lead us out of it.
 */
#ifndef REPO_WORKFILE_H
#define REPO_WORKFILE_H

#include <stddef.h>

#include "util/err.h"
#include "util/str.h"

/* Reads the file `path` below the directory `root`. 1 read; 0 if there is none, or something else
 * than a plain file is there, or a symlink is on the way; -1. */
int workfile_read(
	struct str *out, const char *root, const char *path, size_t limit_bytes, struct err *err);

/* Puts `after` in place of the file, all or nothing, if it holds exactly `before`; its permissions
 * stay. 1 done, 0 it holds something else or is not there, -1. */
int workfile_replace(const char *root, const char *path, const struct str *before,
	const struct str *after, struct err *err);

#endif
