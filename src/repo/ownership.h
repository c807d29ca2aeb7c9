/*
 * ownership.h - may the user trust this repository? Git's own rule. Inside this room only.
 */
#ifndef REPO_OWNERSHIP_H
#define REPO_OWNERSHIP_H

#include <git2.h>

#include "util/err.h"

/* Fails with ERR_REPOSITORY if the repository, found by looking upwards, belongs to somebody else
 * and is not named by safe.directory: git-config(1), safe.directory; setup.c of git 2.39,
 * ensure_valid_ownership. */
int ownership_check(git_repository *repository, struct err *err);

#endif
