/*
 * config.h - git's configuration as git itself would put it together. Inside this room only.
 *
 * libgit2 1.5 knows neither GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM nor what
 * `git -c` and GIT_CONFIG_COUNT hand on in the environment (git-config(1), ENVIRONMENT), so the
 * files are gathered here and libgit2 only parses them.
 */
#ifndef REPO_CONFIG_H
#define REPO_CONFIG_H

#include <git2.h>

#include "util/err.h"
#include "util/str.h"

struct config;

/* Reads the configuration of the system, the user and the environment ("protected" in git's words),
 * and of `repository` if that is not NULL. Files that are not there are fine; one that is broken is
 * ERR_REPOSITORY. */
int config_open(struct config **out, git_repository *repository, struct err *err);
void config_free(struct config *config);

/* The last value of `key`, section and name in lower case. 1, 0 not set, -1. */
int config_value(const struct config *config, const char *key, struct str *out, struct err *err);

/* All its values, in the order in which git reads them. */
typedef void (*config_visit)(const char *value, void *payload);
int config_each(const struct config *config, const char *key, config_visit visit, void *payload,
	struct err *err);

/* Writes a path as it is meant: "~/" and "~user/" at its beginning are that user's home
 * (git-config(1), pathname). -1 if that home is not known. */
int config_expand_path(struct str *out, const char *written, struct err *err);

#endif
