/* quote_test.c - bytes of strangers made printable. */
#include "support/assert.h"

#include <string.h>

#include "util/quote.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

struct row {
	const char *text, *expected;
};

static void nothing_that_moves_the_cursor_or_turns_the_text_reaches_a_terminal(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "a b.json", "a b.json" },
		{ "a\\b", "a\\b" },
		{ "\x1b[31m", "\\x1B[31m" },
		{ "a\nb\tc\rd", "a\\x0Ab\\x09c\\x0Dd" },
		{ "\x7f", "\\x7F" },
		{ "\xc2\x9b", "\\xC2\\x9B" }, /* U+009B, a control sequence of one character */
		{ "\xc2\xa0", "\xc2\xa0" },   /* U+00A0 */
		{ "\xe2\x80\xae", "\\xE2\\x80\\xAE" }, /* U+202E */
		{ "\xe2\x80\xaa", "\\xE2\\x80\\xAA" }, /* U+202A */
		{ "\xe2\x80\xaf", "\xe2\x80\xaf" },    /* U+202F */
		{ "\xe2\x81\xa6", "\\xE2\\x81\\xA6" }, /* U+2066 */
		{ "\xe2\x81\xa9", "\\xE2\\x81\\xA9" }, /* U+2069 */
		{ "\xe2\x81\xaa", "\xe2\x81\xaa" },    /* U+206A */
		{ "\xe2\x80\x8d", "\xe2\x80\x8d" },    /* U+200D, which joins emoji */
		{ "\xe2\x80\x8e", "\\xE2\\x80\\x8E" }, /* U+200E */
		{ "\xe2\x80\x8f", "\\xE2\\x80\\x8F" }, /* U+200F */
		{ "\xd8\x9c", "\\xD8\\x9C" },          /* U+061C */
		{ "\xe2\x80\xa8", "\\xE2\\x80\\xA8" }, /* U+2028 */
		{ "\xe2\x80\xa9", "\\xE2\\x80\\xA9" }, /* U+2029 */
		{ "\xc3\xa4\xf0\x9f\x98\x80", "\xc3\xa4\xf0\x9f\x98\x80" },
		{ "\xff", "\\xFF" },
		{ "\xc3", "\\xC3" },
		{ "\xc3(", "\\xC3(" },
		{ "\xe2\x82x", "\\xE2\\x82x" },
		{ "\xc0\xaf", "\\xC0\\xAF" },
		{ "\xed\xa0\x80", "\\xED\\xA0\\x80" },
		{ "\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		str_set(&out, "> ");
		quote_terminal(&out, rows[i].text);
		assert_row_string_equal(rows[i].expected, out.data + 2, rows[i].expected);
	}
	str_release(&out);
}

static void a_workflow_command_cannot_be_left(void **state)
{
	static const struct {
		const char *text, *data, *property;
	} rows[] = {
		{ "a b", "a b", "a b" },
		{ "100%", "100%25", "100%25" },
		{ "%0A", "%250A", "%250A" },
		{ "a\r\n::error::x", "a%0D%0A::error::x", "a%0D%0A%3A%3Aerror%3A%3Ax" },
		{ "a,b", "a,b", "a%2Cb" },
		{ "\x1b[m\xff", "\\x1B[m\\xFF", "\\x1B[m\\xFF" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		str_clear(&out);
		quote_workflow(&out, rows[i].text, false);
		assert_row_string_equal(rows[i].data, out.data, rows[i].data);
		str_clear(&out);
		quote_workflow(&out, rows[i].text, true);
		assert_row_string_equal(rows[i].property, out.data, rows[i].property);
	}
	str_release(&out);
}

static void a_shell_reads_one_word(void **state)
{
	static const struct row rows[] = {
		{ "a/b-c_d.json", "a/b-c_d.json" },
		{ "HEAD@1:x%+,", "HEAD@1:x%+," },
		{ "", "''" },
		{ "a b", "'a b'" },
		{ "~", "'~'" },
		{ "$(rm)", "'$(rm)'" },
		{ "it's", "'it'\\''s'" },
		{ "a\nb", "'a\nb'" },
		{ "a=b", "'a=b'" },
		{ "\xff", "'\xff'" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		str_clear(&out);
		quote_shell(&out, rows[i].text);
		assert_row_string_equal(rows[i].text, out.data, rows[i].expected);
	}
	str_release(&out);
}

static void well_formed_utf8_is_told_from_the_rest(void **state)
{
	static const struct {
		const char *name, *bytes;
		bool is_valid;
	} rows[] = {
		{ "nothing", "", true },
		{ "ASCII", "a\x7f", true },
		{ "the first and last of two bytes", "\xc2\x80\xdf\xbf", true },
		{ "the first and last of three bytes", "\xe0\xa0\x80\xef\xbf\xbf", true },
		{ "around the surrogates", "\xed\x9f\xbf\xee\x80\x80", true },
		{ "the first and last of four bytes", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", true },
		{ "a lone continuation", "\x80", false },
		{ "two bytes, overlong", "\xc1\xbf", false },
		{ "three bytes, overlong", "\xe0\x9f\xbf", false },
		{ "four bytes, overlong", "\xf0\x8f\xbf\xbf", false },
		{ "a surrogate", "\xed\xa0\x80", false },
		{ "beyond U+10FFFF", "\xf4\x90\x80\x80", false },
		{ "five bytes", "\xf8\x88\x80\x80\x80", false },
		{ "cut after one of two", "a\xc3", false },
		{ "cut after two of three", "a\xe2\x82", false },
		{ "cut after three of four", "a\xf0\x9f\x98", false },
		{ "followed by a letter", "\xe2\x82z", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(rows[i].name,
			utf8_is_valid(rows[i].bytes, strlen(rows[i].bytes)), rows[i].is_valid);
	assert_true(utf8_is_valid("a\0b", 3));
}

#define BAD "\xef\xbf\xbd"

static void each_malformed_sequence_becomes_one_replacement_character(void **state)
{
	static const struct row rows[] = {
		{ "a\xc3\xa4", "a\xc3\xa4" },
		{ "\xff\xfe", BAD BAD },
		{ "\xe2\x82x", BAD "x" },
		{ "\xf0\x9f\x98", BAD },
		{ "\xc0\xaf", BAD BAD },
		{ "\xed\xa0\x80", BAD BAD BAD },
		{ "\xe2\x82\xe2\x82\xac", BAD "\xe2\x82\xac" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		str_clear(&out);
		utf8_repair(&out, rows[i].text, strlen(rows[i].text));
		assert_row_string_equal(rows[i].expected, out.data, rows[i].expected);
	}
	str_clear(&out);
	utf8_repair(&out, "a\0\xff", 3);
	assert_memory_equal(out.data, "a\0" BAD, 6);
	str_release(&out);
}

/* The test vectors of RFC 4648, section 10, and bytes that use the last two digits. */
static void base64_is_padded_to_groups_of_four(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
		{ "\xfb\xff\xbf", "+/+/" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		str_clear(&out);
		base64_write(&out, rows[i].text, strlen(rows[i].text));
		assert_row_string_equal(rows[i].expected, out.data, rows[i].expected);
	}
	str_release(&out);
}

static void names_are_made_harmless_for_where_they_stand(void **state)
{
	static const struct {
		const char *text, *xml, *uri, *git;
	} rows[] = {
		{ "a/b.c", "a/b.c", "a/b.c", "a/b.c" },
		{ "a b", "a b", "a%20b", "a b" },
		{ "<a&\"'>", "&lt;a&amp;&quot;&apos;&gt;", "%3Ca%26%22%27%3E", "\"<a&\\\"'>\"" },
		{ "a\nb\x1b", "a\\x0Ab\\x1B", "a%0Ab%1B", "\"a\\nb\\033\"" },
		{ "\xff", "\\xFF", "%FF", "\"\\377\"" },
		{ "\xc3\xbc", "\xc3\xbc", "%C3%BC", "\"\\303\\274\"" },
		{ "a\\b", "a\\b", "a%5Cb", "\"a\\\\b\"" },
		{ "", "", "", "" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		str_clear(&out);
		quote_xml(&out, rows[i].text);
		assert_row_string_equal(rows[i].text, out.data, rows[i].xml);
		str_clear(&out);
		quote_uri(&out, rows[i].text);
		assert_row_string_equal(rows[i].text, out.data, rows[i].uri);
		str_set(&out, "a/");
		quote_git(&out, rows[i].text);
		assert_row_string_equal(rows[i].text, out.data + 2, rows[i].git);
	}
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_made_harmless_for_where_they_stand),
		cmocka_unit_test(
			nothing_that_moves_the_cursor_or_turns_the_text_reaches_a_terminal),
		cmocka_unit_test(a_workflow_command_cannot_be_left),
		cmocka_unit_test(a_shell_reads_one_word),
		cmocka_unit_test(well_formed_utf8_is_told_from_the_rest),
		cmocka_unit_test(each_malformed_sequence_becomes_one_replacement_character),
		cmocka_unit_test(base64_is_padded_to_groups_of_four),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
