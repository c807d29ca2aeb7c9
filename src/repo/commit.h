/*
 * commit.h - the bytes of a git commit object, read. Inside this room only.
 */
#ifndef REPO_COMMIT_H
#define REPO_COMMIT_H

#include "repo/repository.h"

/* Reads the text of a commit object: headers, one a line, then an empty line and the message (Pro
 * Git, section 10.2). Sets everything but the id and is_boundary; a header that is not there is
 * empty or 0. Ends at the first NUL. ERR_REPOSITORY if it does not begin with its tree, or a parent
 * is no id; there is nothing to release then. */
int commit_parse(struct commit *out, const char *text, struct err *err);

#endif
