/*
 * opt.h - options as a table: parsed, and told by --help, from the same rows.
 *
 * Rows point at the caller's variables, so a command can run twice in one process. Options may
 * stand before and after arguments; "--" ends them; "--name value" and "--name=value" are the same.
 */
#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdbool.h>
#include <stdio.h>

#include "util/err.h"
#include "util/vec.h"

enum opt_kind {
	OPT_KIND_END,
	OPT_KIND_FLAG,
	OPT_KIND_STRING,
	OPT_KIND_LIST, /* may be given several times */
	OPT_KIND_CHOICE,
	OPT_KIND_ARGUMENT,  /* one, may be left out */
	OPT_KIND_ARGUMENTS, /* all the rest */
};

typedef VEC(const char *) word_list;

struct opt {
	enum opt_kind kind;
	char letter;      /* or NUL */
	const char *name; /* "format"; of an argument "RANGE" */
	union {
		bool *flag;
		const char **string;
		word_list *list;
	} to;
	const char *value; /* what stands behind it in help; of a choice the words: "text|json" */
	const char *about;
};

#define OPT_FLAG(letter, name, to, about)                                                          \
	{                                                                                          \
		OPT_KIND_FLAG, letter, name, { .flag = to }, NULL, about                           \
	}
#define OPT_STRING(letter, name, to, value, about)                                                 \
	{                                                                                          \
		OPT_KIND_STRING, letter, name, { .string = to }, value, about                      \
	}
#define OPT_LIST(letter, name, to, value, about)                                                   \
	{                                                                                          \
		OPT_KIND_LIST, letter, name, { .list = to }, value, about                          \
	}
#define OPT_CHOICE(letter, name, to, words, about)                                                 \
	{                                                                                          \
		OPT_KIND_CHOICE, letter, name, { .string = to }, words, about                      \
	}
#define OPT_ARGUMENT(name, to, about)                                                              \
	{                                                                                          \
		OPT_KIND_ARGUMENT, 0, name, { .string = to }, NULL, about                          \
	}
#define OPT_ARGUMENTS(name, to, about)                                                             \
	{                                                                                          \
		OPT_KIND_ARGUMENTS, 0, name, { .list = to }, NULL, about                           \
	}
#define OPT_END                                                                                    \
	{                                                                                          \
		OPT_KIND_END, 0, NULL, { .flag = NULL }, NULL, NULL                                \
	}

/* Reads argv[1..]. A table without arguments stops at the first word that is no option; *used (may
 * be NULL) is how many words of argv were read. 0, 1 if help is wanted, -1 ERR_USAGE. */
int opt_parse(const struct opt *opts, int argc, char **argv, int *used, struct err *err);

/* "usage: crossdep NAME [options] [RANGE]" and a line for each row. */
void opt_help(FILE *stream, const char *name, const char *about, const struct opt *opts);
/* The lines alone. */
void opt_help_rows(FILE *stream, const struct opt *opts);

#endif
