/* assert.c - see assert.h. Each failure is told in one line, and then ends the test. */
#include "support/assert.h"

#include <string.h>

static const char *shown(const char *text)
{
	return text ? text : "(null)";
}

void assert_ok_(int result, const char *call, const struct err *err, const char *file, int line)
{
	if (result >= 0)
		return;
	print_error("%s failed: %s\n", call, err->text);
	_fail(file, line);
}

void assert_fails_(int result, const char *call, enum err_kind kind, const char *part,
	const struct err *err, const char *file, int line)
{
	if (result >= 0)
		print_error("%s did not fail\n", call);
	else if (err->kind != kind)
		print_error("%s failed with kind %d, not %d: %s\n", call, (int)err->kind, (int)kind,
			err->text);
	else if (!strstr(err->text, part))
		print_error("%s failed with '%s', without '%s'\n", call, err->text, part);
	else
		return;
	_fail(file, line);
}

void assert_answer_(int result, const char *call, int expected, const struct err *err,
	const char *file, int line)
{
	if (result == expected)
		return;
	if (result < 0)
		print_error("%s failed: %s\n", call, err->text);
	else
		print_error("%s answered %d, not %d\n", call, result, expected);
	_fail(file, line);
}

void assert_contains_(const char *text, const char *part, const char *file, int line)
{
	if (text && strstr(text, part))
		return;
	print_error("no '%s' in '%s'\n", part, shown(text));
	_fail(file, line);
}

void assert_not_contains_(const char *text, const char *part, const char *file, int line)
{
	if (!text || !strstr(text, part))
		return;
	print_error("'%s' in '%s'\n", part, text);
	_fail(file, line);
}

void assert_row_string_equal_(
	const char *row, const char *actual, const char *expected, const char *file, int line)
{
	if (actual == expected || (actual && expected && strcmp(actual, expected) == 0))
		return;
	print_error("%s: '%s' is not '%s'\n", row, shown(actual), shown(expected));
	_fail(file, line);
}

void assert_row_int_equal_(
	const char *row, long long actual, long long expected, const char *file, int line)
{
	if (actual == expected)
		return;
	print_error("%s: %lld is not %lld\n", row, actual, expected);
	_fail(file, line);
}
