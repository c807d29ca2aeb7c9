/*
 * line.c - one reference on one line.
 */
#include "cli/line.h"

#include "cli/io.h"
#include "report/words.h"

void line_print(FILE *out, const char *indent, const struct reference *reference)
{
	struct str line = STR_INIT;

	str_addf(&line, "%s%s:%u:%u: %s ", indent, reference->manifest, reference->line,
		reference->column, reference->raw);
	say_verdict(&line, reference);
	io_say(out, "%s", line.data);
	str_release(&line);
}
