/*
 * sandbox.h - a directory of its own in which git may make repositories, for tests.
 *
 * Making one also makes this process hermetic: HOME is an empty directory inside it, no variable of
 * git's is left in the environment, author and dates are fixed. One sandbox at a time.
 */
#ifndef SUPPORT_SANDBOX_H
#define SUPPORT_SANDBOX_H

#include "util/str.h"

struct sandbox;

struct sandbox *sandbox_new(void);
void sandbox_free(struct sandbox *sandbox); /* removes it from the disk */

/* Runs a shell script inside; a failing line fails the test and shows what it said. Besides the
 * usual commands there are `put PATH TEXT` (writes a file, making its directories) and `commit
 * MESSAGE` (all that lies in the work tree; each commit is a minute younger than the one before).
 */
void sandbox_run(struct sandbox *sandbox, const char *script, ...)
	__attribute__((format(printf, 2, 3)));

/* The same, with what it printed in `out`, a final newline cut off. */
void sandbox_output(struct sandbox *sandbox, struct str *out, const char *script, ...)
	__attribute__((format(printf, 3, 4)));

/* Absolute path of something inside; "" for the sandbox itself. Lives as long as the sandbox. */
const char *sandbox_path(struct sandbox *sandbox, const char *inside);

#endif
