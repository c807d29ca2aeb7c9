/*
 * ci.h - what a build of a pull request is to judge, told by its environment.
 */
#ifndef CLI_CI_H
#define CLI_CI_H

#include "check/check.h"
#include "cli/session.h"

/* The range that the build is about, and the report format its platform understands. ERR_USAGE if
 * this is no build of a pull request, or not on a platform that is known. */
int ci_range(struct range *out, const char **format, struct session *session, struct err *err);

#endif
