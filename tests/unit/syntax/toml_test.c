/* toml_test.c - the reader of TOML: what it takes, what it refuses and where, what stands where. */
#include "support/assert.h"

#include <string.h>

#include "reading.h"
#include "syntax/document.h"
#include "util/str.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void tables_lists_and_scalars_are_read_in_the_order_of_the_source(void **state)
{
	static const struct shape rows[] = {
		{ "", "{}" },
		{ "# nothing\n", "{}" },
		{ "b = 1\na = 'x'\n", "{b:#1 a:'x'}" },
		{ "[b]\nc = true\n[a]\nd = false\n", "{b:{c:true} a:{d:false}}" },
		{ "[a.b]\nc = 1\n[a]\nd = 2\n", "{a:{b:{c:#1} d:#2}}" },
		{ "b.z = 1\nb.y.x = 2\na = 3\n", "{b:{z:#1 y:{x:#2}} a:#3}" },
		{ "[[p]]\nn = 1\n[p.q]\nm = 2\n[[p]]\n", "{p:[{n:#1 q:{m:#2}} {}]}" },
		{ "a = [1, [2, {b = 3, a.c = 4}],\n]\n", "{a:[#1 [#2 {b:#3 a:{c:#4}}]]}" },
		{ "'a.b' = 1\n\"c\\td\" = 2\n\"\" = 3\n", "{a.b:#1 c\td:#2 :#3}" },
		{ "a = \"\\u00e4\\n\"\nb = '''\n\\x\n'''\nc = \"\"\"a\\\n  b\"\"\"\n",
			"{a:'\xc3\xa4\n' b:'\\x\n' c:'ab'}" },
	};

	(void)state;
	check_shapes(SYNTAX_TOML, rows, COUNT(rows));
}

static void numbers_keep_their_text_and_dates_are_texts(void **state)
{
	static const struct shape rows[] = {
		{ "a = 0xFF\nb = 1_000\nc = -1.5e3\nd = inf\n",
			"{a:#0xFF b:#1_000 c:#-1.5e3 d:#inf}" },
		{ "a = 1979-05-27T07:32:00Z\nb = 07:32:00\nc = 1979-05-27\n",
			"{a:'1979-05-27T07:32:00Z' b:'07:32:00' c:'1979-05-27'}" },
	};

	(void)state;
	check_shapes(SYNTAX_TOML, rows, COUNT(rows));
}

static void every_value_and_name_knows_where_it_stands(void **state)
{
	static const char plain[] = "[[p]]\n"
				    "e = '''\n"
				    "x\n"
				    "'''\n"
				    "[p.f]\n"
				    "g = 1.5 # z\n";
	static const char source[] =
		"\xef\xbb\xbf# \xc3\xa4\r\n"
		"a = [ \"\xc3\xa4\xe2\x82\xac\", '\xf0\x9f\x98\x80', 12 ] # x\r\n"
		"[ b.\"\xc3\xa4\" ]\r\n"
		"\tc.d = { path = \"../\xc3\xa4\", e = 1 }\r\n";
	static const struct place places[] = {
		{ "/a", 2, 5, "[ \"\xc3\xa4\xe2\x82\xac\", '\xf0\x9f\x98\x80', 12 ]", 2, 1, "a" },
		{ "/a/0", 2, 7, "\"\xc3\xa4\xe2\x82\xac\"", 0, 0, NULL },
		{ "/a/1", 2, 16, "'\xf0\x9f\x98\x80'", 0, 0, NULL },
		{ "/a/2", 2, 24, "12", 0, 0, NULL },
		{ "/b/\xc3\xa4", 3, 1, "[ b.\"\xc3\xa4\" ]", 3, 5, "\"\xc3\xa4\"" },
		{ "/b/\xc3\xa4/c/d", 4, 8, "{ path = \"../\xc3\xa4\", e = 1 }", 4, 4, "d" },
		{ "/b/\xc3\xa4/c/d/path", 4, 17, "\"../\xc3\xa4\"", 4, 10, "path" },
		{ "/b/\xc3\xa4/c/d/e", 4, 30, "1", 4, 26, "e" },
	};
	static const struct place plain_places[] = {
		{ "/p/0", 1, 1, "[[p]]", 0, 0, NULL },
		{ "/p/0/e", 2, 5, "'''\nx\n'''", 2, 1, "e" },
		{ "/p/0/f", 5, 1, "[p.f]", 5, 4, "f" },
		{ "/p/0/f/g", 6, 5, "1.5", 6, 1, "g" },
	};

	(void)state;
	check_places(SYNTAX_TOML, source, places, COUNT(places));
	check_places(SYNTAX_TOML, plain, plain_places, COUNT(plain_places));
}

static void what_is_wrong_is_told_with_line_and_column(void **state)
{
	static const struct refusal rows[] = {
		{ "a = \n", 1, 5, "expected a value" },
		{ "a", 1, 2, "expected '=', but the file ends" },
		{ "a = 1 b = 2\n", 1, 7, "expected the end of the line" },
		{ "a = 1\na = 2\n", 2, 1, "'a' is defined twice" },
		{ "a = 1\n\n[a]\n", 3, 2, "'a' is defined twice" },
		{ "[a]\n[ a ]\n", 2, 3, "'a' is defined twice" },
		{ "a = 1\na.b = 2\n", 2, 1, "'a' has a value that cannot be added to" },
		{ "a = {}\n[a.b]\n", 2, 2, "'a' has a value that cannot be added to" },
		{ "a = []\n[[a]]\n", 2, 3, "'a' is defined twice" },
		{ "[a\n", 1, 3, "expected ']'" },
		{ "[[a]\n", 1, 4, "expected ']]'" },
		{ "{{ a }} = 1\n", 1, 1, "expected a name" },
		{ "a = '\xc3\xa4' b\n", 1, 10, "expected the end of the line" },
		{ "a = [1 2]\n", 1, 8, "expected ',' or ']'" },
		{ "a = [,]\n", 1, 6, "expected a value" },
		{ "a = [1\n", 2, 1, "expected ',' or ']', but the file ends" },
		{ "a = {b = 1 c}\n", 1, 12, "expected ',' or '}'" },
		{ "a = yes\n", 1, 5, "expected a value" },
		{ "a = 0o8\n", 1, 5, "expected a value" },
		{ "a = \"\\q\"\n", 1, 6, "a backslash that starts no escape" },
		{ "a = \"\\u12\"\n", 1, 6, "an escape lacks a hexadecimal digit" },
		{ "a = \"\\ud800\"\n", 1, 6, "an escape that is no character" },
		{ "a = \"\x01\"\n", 1, 6, "a control character must be written" },
		{ "\"a\\u0000\" = 1\n", 1, 1, "a name holds a NUL" },
		{ "a = 'x\n", 1, 7, "a text is not closed in its line" },
		{ "a = '''x\n", 1, 8, "the text that starts here is not closed" },
		{ "a.'''b''' = 1\n", 1, 5, "expected '='" },
	};

	(void)state;
	check_refusals(SYNTAX_TOML, rows, COUNT(rows));
}

static void bounds_are_kept(void **state)
{
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	str_set(&text, "a = ");
	add_times(&text, "[", 250);
	add_times(&text, "]", 250);
	assert_ok(document_parse(&document, SYNTAX_TOML, text.data, text.size, &err));
	document_free(document);

	str_set(&text, "a = ");
	add_times(&text, "[", 100000);
	check_limit(SYNTAX_TOML, text.data, text.size, "nested too deep");

	str_set(&text, "a");
	add_times(&text, ".a", 100000);
	str_add_text(&text, " = 1\n");
	check_limit(SYNTAX_TOML, text.data, text.size, "nested too deep");

	str_set(&text, "x = 1\n[a");
	add_times(&text, ".a", 200);
	str_add_text(&text, "]\nb = [{c");
	add_times(&text, " . c", 100);
	str_add_text(&text, " = 1}]\n");
	check_limit(SYNTAX_TOML, text.data, text.size, "nested too deep");

	str_set(&text, "a = [");
	add_times(&text, "1,", DOCUMENT_NODES_MAX);
	check_limit(SYNTAX_TOML, text.data, text.size, "too many values");
	str_release(&text);
}

static void tables_may_be_left_and_named_again_but_not_twice(void **state)
{
	static const struct shape rows[] = {
		{ "[a.b]\n[c]\n[a.d]\n[a]\ne = 1\n", "{a:{b:{} d:{} e:#1} c:{}}" },
		{ "a.b = 1\n[c]\na.b = 2\n[a.d]\n", "{a:{b:#1 d:{}} c:{a:{b:#2}}}" },
		{ "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[[a]]\nd = 2\n",
			"{a:[{b:[{c:#1} {}]} {d:#2}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_TOML, rows, COUNT(rows));
}

static void texts_are_decoded(void **state)
{
	static const struct shape rows[] = {
		{ "a = \"\\b\\t\\n\\f\\r\\e\\\"\\\\\"", "{a:'\b\t\n\f\r\x1b\"\\'}" },
		{ "a = \"\\x41\\u20ac\\U0001F600\"", "{a:'A\xe2\x82\xac\xf0\x9f\x98\x80'}" },
		{ "a = '\\x # [ '", "{a:'\\x # [ '}" },
		{ "a = \"\"\"\"\"x\"\"\"\"\"", "{a:'\"\"x\"\"'}" },
		{ "a = ''''x'''''\nb = ''''''", "{a:''x''' b:''}" },
		{ "a = \"\"\"\r\nx\r\n\\  \n\n  y\"\"\"", "{a:'x\ny'}" },
		{ "a = \"not UTF-8: \xff\"", "{a:'not UTF-8: \xff'}" },
	};

	(void)state;
	check_shapes(SYNTAX_TOML, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_lists_and_scalars_are_read_in_the_order_of_the_source),
		cmocka_unit_test(numbers_keep_their_text_and_dates_are_texts),
		cmocka_unit_test(every_value_and_name_knows_where_it_stands),
		cmocka_unit_test(what_is_wrong_is_told_with_line_and_column),
		cmocka_unit_test(bounds_are_kept),
		cmocka_unit_test(tables_may_be_left_and_named_again_but_not_twice),
		cmocka_unit_test(texts_are_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
