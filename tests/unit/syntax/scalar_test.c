/* scalar_test.c - a value written in the notation of the file it stands in. */
#include "syntax/scalar.h"
#include <string.h>

#include "support/assert.h"

static const struct row {
	const char *source, *value, *written; /* NULL: it cannot be written */
} json[] = {
	{ "\"a/b\"", "c/d", "\"c/d\"" },
	{ "\"a\\/b\"", "c/d", "\"c\\/d\"" },
	{ "\"a\"", "say \"x\" \\ y", "\"say \\\"x\\\" \\\\ y\"" },
	{ "\"a\"", "tab\there\x01", "\"tab\\there\\u0001\"" },
	{ "\"a\"", "gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\"" },
	{ "\"\\u00fc\"", "\xc3\x9f", "\"\\u00df\"" },
	{ "\"\\u00fc\"", "\xf0\x9f\x98\x80", "\"\\ud83d\\ude00\"" },
	{ "\"\\u00fc\xc3\xbc\"", "\xc3\x9f", "\"\xc3\x9f\"" },
	{ "\"a\"", "", "\"\"" },
	{ "\"a\"", "\xff", NULL },
	{ "12", "13", NULL },
	{ "\"", "a", NULL },
};

static void json_texts_keep_their_way_of_escaping(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(json) / sizeof(*json); i++) {
		bool written;

		str_set(&out, ">");
		written = scalar_write(
			&out, SYNTAX_JSON, json[i].source, strlen(json[i].source), json[i].value);
		assert_row_int_equal(json[i].source, written, json[i].written != NULL);
		assert_row_string_equal(
			json[i].source, out.data + 1, json[i].written ? json[i].written : "");
	}
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_texts_keep_their_way_of_escaping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
