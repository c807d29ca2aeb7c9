/*
 * embedded.h - the rule files of the project, carried inside the program.
 *
 * The tables are written by cmake/embed.c from rules/ whenever a file there changes.
 */
#ifndef RULES_EMBEDDED_H
#define RULES_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

/* A rule, and what of it is known without reading it. */
struct embedded_rule {
	const char *format;
	const char *name;         /* of the file in rules/, such as "atlassian-connect.json" */
	const char *const *files; /* as the rule has them, "!x" included; ends with NULL */
	const char *syntax;       /* NULL: it has none */
	const char *when; /* the JSON of its condition; NULL: the name of a file is enough */
	uint64_t digest;  /* of its text */
	const char *text; /* followed by a NUL that does not count */
	size_t size;
};

/* Sorted by format; after the last comes an entry whose format is NULL. */
extern const struct embedded_rule embedded_rules[];

/* rules/ignore.json: patterns of paths whose manifests are not read; ends with NULL. */
extern const char *const embedded_ignore[];

#endif
