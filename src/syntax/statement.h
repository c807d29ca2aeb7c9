/*
 * statement.h - the one shape of what has no tree of its own: calls, directives, lines of words.
 *
 * A statement has a name and arguments. In the tree it is a map in the list of its name: "args" is
 * the list of its arguments, and each argument that has a name stands under that.
 */
#ifndef SYNTAX_STATEMENT_H
#define SYNTAX_STATEMENT_H

#include <stddef.h>

#include "syntax/builder.h"
#include "util/vec.h"

struct argument {
	const char *name; /* NULL: it has none */
	struct span name_span;
	const char *text; /* lives as long as the document */
	struct span span;
};

struct statement {
	const char *name;
	struct span name_span;
	VEC(struct argument) arguments;
	size_t end; /* offset behind the last byte */
};

/* Begins a statement anew. `name` must live as long as the document. */
void statement_begin(struct statement *statement, const char *name, struct span span);
void statement_release(struct statement *statement);

void statement_argument(struct statement *statement, const char *text, struct span span);
void statement_named(struct statement *statement, const char *name, struct span name_span,
	const char *text, struct span span);

/* Adds it to the innermost open map; builder_group makes the lists. -1 ERR_LIMIT. */
int statement_add(const struct statement *statement, struct builder *builder);

#endif
