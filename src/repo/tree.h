/*
 * tree.h - the bytes of a git tree object, read and searched. Inside this room only.
 */
#ifndef REPO_TREE_H
#define REPO_TREE_H

#include "repo/snapshot.h"
#include "util/arena.h"

/* Reads the bytes of a tree object (gitformat: "MODE NAME\0" and 20 bytes of id, again and again)
 * into `arena`. What comes out is sorted in git's order and no name stands twice, whatever the
 * bytes were: of equal names the first counts. Names that can be no part of a path ("." and "..",
 * or with a '/' in them; git checks out none of them) are left out. ERR_REPOSITORY if the bytes end
 * early, or a name is empty or a mode no octal number. */
int tree_parse(
	struct tree *out, struct arena *arena, const char *bytes, size_t size, struct err *err);

/* Writes the bytes of a tree object of these entries, which need not be in order; their names are
 * such as tree_parse yields. */
void tree_write(struct str *out, const struct entry *entries, size_t count);

/* Git's order of two entries: bytes of the names, a directory's counting as "name/". */
int tree_order(const struct entry *a, const struct entry *b);

/* As tree_find, but only a directory. */
const struct entry *tree_find_directory(const struct tree *tree, const char *name, size_t size);

#endif
