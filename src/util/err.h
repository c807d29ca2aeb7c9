/*
 * err.h - why something failed, told in one line, with its context and its remedy.
 *
 * An err is the caller's, on the stack, of fixed size: nothing to free. The innermost function sets
 * the cause; each caller that knows more puts what it was doing in front. Names in it are raw bytes
 * of strangers: they are quoted once, where `cli/` prints.
 */
#ifndef UTIL_ERR_H
#define UTIL_ERR_H

enum err_kind {
	ERR_NONE,
	ERR_USAGE,    /* the command line is wrong; exits 2, every other kind 3 */
	ERR_INPUT,    /* a file of the repository, or of the user, cannot be understood */
	ERR_REVISION, /* no such revision */
	ERR_MISSING,  /* an object is not in the repository (shallow or partial clone) */
	ERR_REPOSITORY,
	ERR_STORE, /* the store cannot be read or written */
	ERR_SYSTEM,
	ERR_LIMIT, /* a bound was reached */
};

struct err {
	enum err_kind kind;
	unsigned line;   /* of the input at fault, 1-based; 0 = none */
	char text[1024]; /* outermost action first: "cannot X: because Y" */
	char fix[256];   /* what the user can do, or "" */
};

/* Forgets what an err held; an err that only failing functions fill needs no clearing. */
void err_clear(struct err *err);

/* Sets kind and text, drops line and fix. Returns -1, so that a failing line is one line.
 * A NULL err is allowed in all three and only returns -1. */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "CONTEXT: " in front of the text. Where both do not fit, the context is cut. */
int err_wrap(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says what the user can do about it; only if it is true. Keeps a fix that is already there. */
int err_fix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same calls, so that compiler and analyser see in every file what they return. */
static inline int err_is_set(void)
{
	return -1;
}

#define err_set(...)  (err_set(__VA_ARGS__), err_is_set())
#define err_wrap(...) (err_wrap(__VA_ARGS__), err_is_set())
#define err_fix(...)  (err_fix(__VA_ARGS__), err_is_set())

#endif
