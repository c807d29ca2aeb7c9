/*
 * statement.c - the one shape of what has no tree of its own.
 */
#include "syntax/statement.h"

void statement_begin(struct statement *statement, const char *name, struct span span)
{
	statement->name = name;
	statement->name_span = span;
	statement->end = span.start + span.size;
	vec_clear(&statement->arguments);
}

void statement_release(struct statement *statement)
{
	vec_release(&statement->arguments);
}

void statement_named(struct statement *statement, const char *name, struct span name_span,
	const char *text, struct span span)
{
	vec_push(&statement->arguments, (struct argument){ name, name_span, text, span });
	if (span.start + span.size > statement->end)
		statement->end = span.start + span.size;
}

void statement_argument(struct statement *statement, const char *text, struct span span)
{
	statement_named(statement, NULL, span, text, span);
}

int statement_add(const struct statement *statement, struct builder *builder)
{
	builder_key(builder, statement->name, statement->name_span);
	if (builder_open(builder, NODE_MAP, statement->name_span) < 0)
		return -1;
	for (size_t i = 0; i < statement->arguments.count; i++) {
		const struct argument *argument = &statement->arguments.items[i];

		builder_key(builder, argument->name ? argument->name : builder_args,
			argument->name_span);
		if (builder_add(builder, NODE_STRING, argument->text, false, argument->span) < 0)
			return -1;
	}
	if (builder_group(builder) < 0)
		return -1;
	builder_close(builder, statement->end);
	return 0;
}
