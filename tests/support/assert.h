/*
 * assert.h - assertions in our own words, on top of cmocka.
 *
 * Include it instead of cmocka.h: it brings cmocka and the headers that cmocka needs before it.
 * assert_ok and assert_fails speak of a variable named `err`, a struct err, not a pointer.
 */
#ifndef SUPPORT_ASSERT_H
#define SUPPORT_ASSERT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/err.h"

/* The call does not fail; if it does, its own words are printed. */
#define assert_ok(call) assert_ok_((call), #call, &err, __FILE__, __LINE__)

/* The call fails, for this kind of reason, with `part` in its text. */
#define assert_fails(call, error_kind, part)                                                       \
	assert_fails_((call), #call, error_kind, part, &err, __FILE__, __LINE__)

/* The call answers `expected`: 1 found, 0 not there. A failure prints its own words. */
#define assert_answer(call, expected)                                                              \
	assert_answer_((call), #call, expected, &err, __FILE__, __LINE__)

/* `text` holds `part`. */
#define assert_contains(text, part)     assert_contains_(text, part, __FILE__, __LINE__)
#define assert_not_contains(text, part) assert_not_contains_(text, part, __FILE__, __LINE__)

/* Equal as strings, with the name of the row of a table when they are not. */
#define assert_row_string_equal(row, actual, expected)                                             \
	assert_row_string_equal_(row, actual, expected, __FILE__, __LINE__)
#define assert_row_int_equal(row, actual, expected)                                                \
	assert_row_int_equal_(row, (long long)(actual), (long long)(expected), __FILE__, __LINE__)

void assert_ok_(int result, const char *call, const struct err *err, const char *file, int line);
void assert_fails_(int result, const char *call, enum err_kind kind, const char *part,
	const struct err *err, const char *file, int line);
void assert_answer_(int result, const char *call, int expected, const struct err *err,
	const char *file, int line);
void assert_contains_(const char *text, const char *part, const char *file, int line);
void assert_not_contains_(const char *text, const char *part, const char *file, int line);
void assert_row_string_equal_(
	const char *row, const char *actual, const char *expected, const char *file, int line);
void assert_row_int_equal_(
	const char *row, long long actual, long long expected, const char *file, int line);

#endif
