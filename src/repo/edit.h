/*
 * edit.h - a tree changed in memory, path by path.
 *
 * Nothing is written: the objects of the new tree are kept by the object source, whose snapshots
 * read them as they read what is stored.
 */
#ifndef REPO_EDIT_H
#define REPO_EDIT_H

#include "repo/snapshot.h"

struct edit;

/* Begins with the tree `root` (zero: the empty tree) of `objects`, which is borrowed. */
struct edit *edit_new(struct object_source *objects, const struct oid *root);
void edit_free(struct edit *edit);

/* Puts an entry, of a directory all that is in it, at `path`; its name does not count. NULL takes
 * away what is there. A directory there gives way, as does a file above; missing parents are made,
 * and vanish when they are left empty. Fails if a directory on the way cannot be read. */
int edit_put(struct edit *edit, const char *path, const struct entry *entry, struct err *err);

/* The root of the tree as it is now; ids are those that git would give. Lives until the next put.
 */
const struct oid *edit_root(struct edit *edit);

#endif
