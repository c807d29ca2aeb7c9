/* version_test.c - which versions a range has in it. */
#include "util/version.h"

#include "support/assert.h"

/* What node-semver's satisfies() says, but for the texts that are no range or no version. */
static void a_range_holds_the_versions_that_npm_takes_from_it(void **state)
{
	static const struct {
		const char *range, *version;
		bool is_in;
	} rows[] = {
		{ "1.2.3", "1.2.3", true },
		{ "1.2.3", "1.2.4", false },
		{ "=v1.2.3", "1.2.3", true },
		{ "1.2.3", "v1.2.3+build.7", true },
		{ "^1.2.3", "1.9.0", true },
		{ "^1.2.3", "1.2.2", false },
		{ "^1.2.3", "2.0.0", false },
		{ "^0.2.3", "0.2.9", true },
		{ "^0.2.3", "0.3.0", false },
		{ "^0.0.3", "0.0.4", false },
		{ "^0.0", "0.0.9", true },
		{ "^0.0", "0.1.0", false },
		{ "^0", "0.9.0", true },
		{ "^0", "1.0.0", false },
		{ "~1.2.3", "1.2.9", true },
		{ "~1.2.3", "1.3.0", false },
		{ "~>1.2.3", "1.2.9", true },
		{ "~1", "1.9.9", true },
		{ "~ 1.2", "1.2.0", true },
		{ "1.2", "1.2.7", true },
		{ "1.x", "1.2.7", true },
		{ "1.2.*", "1.3.0", false },
		{ ">=1.2", "1.2.0", true },
		{ "> 1.2", "1.2.9", false },
		{ ">1.2", "1.3.0", true },
		{ ">1.2.3", "1.2.4", true },
		{ "<1.2", "1.1.9", true },
		{ "<1.2", "1.2.0", false },
		{ "<=1.2", "1.2.9", true },
		{ "<=1.2.3", "1.2.3", true },
		{ ">=1.2.7 <1.3.0", "1.2.8", true },
		{ ">=1.2.7 <1.3.0", "1.3.0", false },
		{ "1.2.3 - 2.3", "2.3.9", true },
		{ "1.2.3 - 2.3", "2.4.0", false },
		{ "1.2.3 - 2.3.4", "2.3.5", false },
		{ "^1.0.0 || ^3.0.0", "3.1.0", true },
		{ "^1.0.0||^3.0.0", "2.1.0", false },
		{ "*", "2.0.0-beta.1", true },
		{ "", "1.0.0", true },
		{ "x", "1.0.0", true },
		{ "^", "1.0.0", true },
		{ "~", "1.0.0", true },
		{ "^1.0.0", "1.1.0-beta.1", false },
		{ "^1.1.0-beta.1", "1.1.0-beta.2", true },
		{ "^1.1.0-beta.11", "1.1.0-beta.2", false },
		{ "^1.1.0-beta", "1.1.0-beta.2", true },
		{ "^1.1.0-2", "1.1.0-beta", true },
		{ "^1.1.0-beta.2", "1.1.0", true },
		{ "^1.1.0-beta.2", "1.2.0-beta.2", false },
		{ "^1.0.0", "2.0.0-alpha", false },
		{ "0.0.0-PLACEHOLDER", "0.0.0-PLACEHOLDER", true },
		{ "any", "2.0.0-beta.1", true },
		{ "latest", "1.0.0", false },
		{ "file:../x", "1.0.0", false },
		{ "^1.0.0 || latest", "1.0.0", false },
		{ "1.2.3.4", "1.2.3", false },
		{ "1.2.3 |", "1.2.3", false },
		{ "99999999999999999999", "1.2.3", false },
		{ "^1.0.0", "1.0", false },
		{ "^1.0.0", "next", false },
		{ "*", "next", true },
		{ "^1.0.0", NULL, false },
		{ "*", NULL, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_row_int_equal(rows[i].range, version_is_in(rows[i].version, rows[i].range),
			rows[i].is_in);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_range_holds_the_versions_that_npm_takes_from_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
