/*
 * embedded.h - the rule files of the project, carried inside the program.
 *
 * The arrays are written by cmake/embed.c from rules/ whenever a file there changes.
 */
#ifndef RULES_EMBEDDED_H
#define RULES_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name;  /* of the file in rules/, such as "atlassian-connect.json" */
	const char *bytes; /* followed by a NUL that does not count */
	size_t size;
};

/* Sorted by name as bytes; after the last comes an entry whose name is NULL. */
extern const struct embedded_file embedded_rules[];
extern const size_t embedded_rules_count;

#endif
