/* date_test.c - points in time, as people write them. */
#include "cli/date.h"
#include "support/assert.h"

#define NOW 1700000000LL /* 2023-11-14T22:13:20Z */
#define DAY 86400LL

static void a_date_is_read_as_people_write_it(void **state)
{
	static const struct {
		const char *text;
		long long expected;
	} rows[] = {
		{ "1970-01-02", DAY },
		{ "2023-11-14", 1699920000 },
		{ "2023-11-14T22:13:20", NOW },
		{ "2023-11-14T22:13:20Z", NOW },
		{ "2023-11-14 23:13:20+01:00", NOW },
		{ "2023-11-14T15:13:20-0700", NOW },
		{ "2023-11-14 22:13", NOW - 20 },
		{ "@1700000000", NOW },
		{ "@-5", -5 },
		{ "yesterday", NOW - DAY },
		{ "1 second ago", NOW - 1 },
		{ "3 weeks ago", NOW - 21 * DAY },
		{ "3.weeks", NOW - 21 * DAY },
		{ "3.weeks.ago", NOW - 21 * DAY },
		{ "2 Months ago", NOW - 60 * DAY },
		{ "1year", NOW - 365 * DAY },
	};
	struct err err;
	long long found;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_ok(date_parse(rows[i].text, NOW, &found, &err));
		assert_row_int_equal(rows[i].text, found, rows[i].expected);
	}
}

static void what_is_no_date_is_refused(void **state)
{
	static const char *const texts[] = { "", "tomorrow", "2023", "2023-11", "2023-13-01",
		"2023-11-32", "2023-11-14x", "2023-11-14T", "2023-11-14T22:13:20+1", "@", "@1x",
		"3", "3 fortnights ago", "weeks ago", "3 weeks hence", "999999999999 days ago" };
	struct err err;
	long long found;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_fails(date_parse(texts[i], NOW, &found, &err), ERR_USAGE, "is no date");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_read_as_people_write_it),
		cmocka_unit_test(what_is_no_date_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
