/*
 * io.c - where answers and remarks go.
 */
#include "cli/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/quote.h"

void io_print(FILE *stream, const struct str *text)
{
	fwrite(text->data, 1, text->size, stream);
}

void io_say(FILE *stream, const char *format, ...)
{
	struct str raw = STR_INIT, line = STR_INIT;
	va_list arguments;

	va_start(arguments, format);
	str_addv(&raw, format, arguments);
	va_end(arguments);
	quote_terminal(&line, raw.data);
	str_add_char(&line, '\n');
	io_print(stream, &line);
	str_release(&raw);
	str_release(&line);
}

enum status io_fail(struct io *io, const struct err *err)
{
	fflush(io->out);
	io_say(io->err, "crossdep: %s", err->text);
	if (err->fix[0])
		io_say(io->err, "  to fix: %s", err->fix);
	return err->kind == ERR_USAGE ? STATUS_USAGE : STATUS_FAILED;
}

enum status io_finish(struct io *io, enum status status)
{
	errno = 0;
	if (fflush(io->out) == 0 && !ferror(io->out))
		return status;
	io_say(io->err, "crossdep: cannot write the output: %s",
		errno ? strerror(errno) : "an earlier write failed");
	return STATUS_FAILED;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

bool io_wants_colour(FILE *stream, const char *when)
{
	const char *terminal = getenv("TERM");

	if (strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return isatty(fileno(stream)) && !is_set("NO_COLOR") && terminal &&
	       strcmp(terminal, "dumb") != 0;
}
