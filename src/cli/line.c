/*
 * line.c - one reference on one line.
 */
#include "cli/line.h"

#include "cli/io.h"

static void add_key(struct str *line, const struct reference *reference)
{
	if (reference->target_type == TARGET_KEY)
		str_addf(line, ", key %s", reference->key);
	if (reference->target_type == TARGET_GLOB)
		str_add_text(line, " (the first match)");
}

void line_print(FILE *out, const char *indent, const struct reference *reference)
{
	struct str line = STR_INIT;

	str_addf(&line, "%s%s:%u:%u: %s ", indent, reference->manifest, reference->line,
		reference->column, reference->raw);
	switch (reference->verdict) {
	case VERDICT_RESOLVED:
		str_addf(&line, "-> %s", *reference->target ? reference->target : ".");
		add_key(&line, reference);
		break;
	case VERDICT_DANGLING:
		str_add_text(&line, "-> nothing");
		if (reference->asked)
			str_addf(&line, " at %s", reference->asked);
		break;
	case VERDICT_SKIPPED:
		str_addf(&line, "(skipped: %s)", skip_text(reference->skip));
		break;
	}
	io_say(out, "%s", line.data);
	str_release(&line);
}
