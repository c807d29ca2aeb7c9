/*
 * err.c - why something failed, with its context.
 *
 * Texts are made beside the err and copied in, because an argument may point into the err itself.
 */
#include "util/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Here are the functions themselves. */
#undef err_set
#undef err_wrap
#undef err_fix

#define TEXT_SIZE sizeof(((struct err){ 0 }).text)
#define FIX_SIZE  sizeof(((struct err){ 0 }).fix)

void err_clear(struct err *err)
{
	err->kind = ERR_NONE;
	err->line = 0;
	err->text[0] = '\0';
	err->fix[0] = '\0';
}

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list arguments;

	if (!err)
		return -1;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	err_clear(err);
	err->kind = kind;
	memcpy(err->text, text, strlen(text) + 1);
	return -1;
}

int err_wrap(struct err *err, const char *format, ...)
{
	char context[TEXT_SIZE];
	size_t cause_size, context_size, room;
	va_list arguments;

	if (!err)
		return -1;
	va_start(arguments, format);
	vsnprintf(context, sizeof context, format, arguments);
	va_end(arguments);
	cause_size = strlen(err->text);
	context_size = strlen(context);
	room = sizeof err->text - 1 - cause_size;
	if (room <= 2)
		return -1;
	if (context_size > room - 2)
		context_size = room - 2;
	memmove(err->text + context_size + 2, err->text, cause_size + 1);
	memcpy(err->text, context, context_size);
	memcpy(err->text + context_size, ": ", 2);
	return -1;
}

int err_fix(struct err *err, const char *format, ...)
{
	char fix[FIX_SIZE];
	va_list arguments;

	if (!err || err->fix[0])
		return -1;
	va_start(arguments, format);
	vsnprintf(fix, sizeof fix, format, arguments);
	va_end(arguments);
	memcpy(err->fix, fix, strlen(fix) + 1);
	return -1;
}
