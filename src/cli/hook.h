/*
 * hook.h - the pre-push hook: putting it there, taking it away, and what it does.
 */
#ifndef CLI_HOOK_H
#define CLI_HOOK_H

#include "cli/session.h"

/* Both may be called as often as one likes. */
int hook_install(struct session *session, struct err *err);
int hook_uninstall(struct session *session, struct err *err);

/* Judges what git will push to `remote`, told in lines on standard input (githooks(5)). Says
 * nothing if all is well. 1: something breaks, 0, -1. */
int hook_run(struct session *session, const char *remote, struct err *err);

#endif
