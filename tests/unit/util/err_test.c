/* err_test.c - why something failed, with its context. */
#include "support/assert.h"

#include <string.h>

static void setting_an_err_replaces_all_that_it_held(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_STORE, "the store is damaged");
	err.line = 7;
	err_fix(&err, "remove it");

	assert_int_equal(err_set(&err, ERR_INPUT, "expected %s", "a value"), -1);

	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(err.line, 0);
	assert_string_equal(err.text, "expected a value");
	assert_string_equal(err.fix, "");
}

static void each_caller_puts_its_context_in_front(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_INPUT, "expected ','");
	err.line = 3;
	err_wrap(&err, "cannot read '%s'", "a.json");

	assert_int_equal(err_wrap(&err, "cannot scan"), -1);

	assert_string_equal(err.text, "cannot scan: cannot read 'a.json': expected ','");
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(err.line, 3);
}

static void an_err_may_be_made_of_itself(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_INPUT, "cause");
	err_set(&err, ERR_STORE, "again (%s)", err.text);
	err_wrap(&err, "of '%s'", err.text);

	assert_string_equal(err.text, "of 'again (cause)': again (cause)");
}

static void where_both_do_not_fit_the_context_is_cut_and_the_cause_is_kept(void **state)
{
	static const size_t cause_sizes[] = { 0, 1, 500, 1018, 1019, 1020, 1021, 1022, 1023 };
	char cause[1024], context[2000];
	struct err err;

	(void)state;
	memset(context, 'c', sizeof context - 1);
	context[sizeof context - 1] = '\0';
	for (size_t i = 0; i < sizeof cause_sizes / sizeof *cause_sizes; i++) {
		size_t size = cause_sizes[i], text_size;

		memset(cause, 'x', size);
		cause[size] = '\0';
		err_set(&err, ERR_SYSTEM, "%s", cause);

		err_wrap(&err, "%s", context);

		text_size = strlen(err.text);
		assert_true(text_size < sizeof err.text);
		assert_string_equal(err.text + text_size - size, cause);
		assert_true(size > 1020 || text_size == sizeof err.text - 1);
		assert_true(size > 1020 || memcmp(err.text + 1023 - size - 2, ": ", 2) == 0);
	}
}

static void a_text_that_is_too_long_is_cut(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_SYSTEM, "%3000d", 1);
	err_fix(&err, "%3000d", 1);

	assert_int_equal(strlen(err.text), sizeof err.text - 1);
	assert_int_equal(strlen(err.fix), sizeof err.fix - 1);
}

static void the_first_fix_stays(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_SYSTEM, "the disk is full");
	assert_int_equal(err_fix(&err, "free %d bytes", 12), -1);
	err_fix(&err, "buy another");

	assert_string_equal(err.fix, "free 12 bytes");
}

static void a_missing_err_is_allowed(void **state)
{
	(void)state;
	assert_int_equal(err_set(NULL, ERR_SYSTEM, "a"), -1);
	assert_int_equal(err_wrap(NULL, "b"), -1);
	assert_int_equal(err_fix(NULL, "c"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(setting_an_err_replaces_all_that_it_held),
		cmocka_unit_test(each_caller_puts_its_context_in_front),
		cmocka_unit_test(an_err_may_be_made_of_itself),
		cmocka_unit_test(where_both_do_not_fit_the_context_is_cut_and_the_cause_is_kept),
		cmocka_unit_test(a_text_that_is_too_long_is_cut),
		cmocka_unit_test(the_first_fix_stays),
		cmocka_unit_test(a_missing_err_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
