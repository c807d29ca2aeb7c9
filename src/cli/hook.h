/*
 * hook.h - git's hooks: putting one there, taking it away, and what it does.
 *
 * Facts about hooks are from githooks(5).
 */
#ifndef CLI_HOOK_H
#define CLI_HOOK_H

#include "cli/session.h"

enum hook_kind { HOOK_PRE_PUSH, HOOK_PRE_RECEIVE, HOOK_UPDATE, HOOK_KIND_COUNT_ };

struct hook {
	enum hook_kind kind;
	const char *name;      /* git's */
	size_t argument_count; /* that git calls it with */
	bool has_lines;        /* git tells it of refs on standard input, else by the arguments */
	const char *asked_by;  /* "git push asks" */
};

/* NULL: there is no such hook, or crossdep has no part in it. */
const struct hook *hook_find(const char *name);

/* Both may be called as often as one likes. */
int hook_install(struct session *session, const struct hook *hook, struct err *err);
int hook_uninstall(struct session *session, const struct hook *hook, struct err *err);

/* Judges what is pushed, as the hook is told by its `arguments` and on standard input. Says nothing
 * if all is well. 1: something breaks, 0, -1. */
int hook_run(struct session *session, const struct hook *hook, const char *const *arguments,
	struct err *err);

#endif
