/*
 * tree.h - a directory of the disk as a tree in memory, as if all that lies in it were committed.
 */
#ifndef EXAMPLE_TREE_H
#define EXAMPLE_TREE_H

#include "repo/snapshot.h"

/* Bounds of a directory that is read: beyond them it is an error of kind ERR_LIMIT. */
#define TREE_FILES_MAX      20000
#define TREE_FILE_BYTES_MAX (16u << 20)

/* Puts what lies in `directory` into `source`: files and symlinks (which are not followed), but not
 * what is called ".git". Each "path = X" of a file .gitmodules at its top makes X a submodule if
 * nothing lies there. */
int tree_read(struct memory_source *source, const char *directory, struct err *err);

#endif
