/*
 * staged.h - what is staged. Inside this room only.
 */
#ifndef REPO_STAGED_H
#define REPO_STAGED_H

#include "repo/edit.h"
#include "repo/index_file.h"

/* Makes of the tree that `edit` stands for, HEAD's, the one of the index. ERR_REPOSITORY while a
 * path is not merged. */
int staged_put(
	struct edit *edit, struct snapshot *head, const struct index_file *index, struct err *err);

#endif
