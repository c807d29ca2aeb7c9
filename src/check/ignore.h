/*
 * ignore.h - does the repository itself say, in its .gitignore files, that a path is not kept?
 *
 * gitignore(5), as far as a tree can answer: the .gitignore files of the path's directories. The
 * user's own exclude files are no property of a snapshot.
 */
#ifndef CHECK_IGNORE_H
#define CHECK_IGNORE_H

#include <stdbool.h>

#include "repo/snapshot.h"

/* Would git ignore `path`, were it made anew in `snapshot`? 1, 0, -1. A directory that is ignored
 * takes all below it along. A .gitignore that is missing, no file or very large counts as empty. */
int ignore_covers(struct snapshot *snapshot, const char *path, bool is_directory, struct err *err);

#endif
