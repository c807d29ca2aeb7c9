/* json_test.c - the reader of JSON: what it takes, what it refuses and where, what stands where. */
#include "support/assert.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "syntax/document.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static int parse(struct document **out, const char *text, struct err *err)
{
	return read_exactly(out, SYNTAX_JSON, text, strlen(text), err);
}

static void values_of_every_kind_are_read(void **state)
{
	static const struct shape rows[] = {
		{ "null", "null" },
		{ "true", "true" },
		{ " \t\r\nfalse\n", "false" },
		{ "\"\"", "''" },
		{ "\"a\"", "'a'" },
		{ "{}", "{}" },
		{ "[]", "[]" },
		{ "[ ]", "[]" },
		{ "{\"a\":1}", "{a:#1}" },
		{ "{ \"a\" : [ 1 , { \"b\" : null } ] , \"c\" : {} }", "{a:[#1 {b:null}] c:{}}" },
		{ "[[[]],[]]", "[[[]] []]" },
		{ "{\"a\":1,\"a\":2,\"\":3}", "{a:#1 a:#2 :#3}" },
	};

	(void)state;
	check_shapes(SYNTAX_JSON, rows, COUNT(rows));
}

static void a_number_keeps_the_text_it_was_written_with(void **state)
{
	static const struct shape rows[] = {
		{ "0", "#0" },
		{ "-0", "#-0" },
		{ "12.50", "#12.50" },
		{ "[1e5,1E+5,-1.5e-05]", "[#1e5 #1E+5 #-1.5e-05]" },
		{ "[1e999,123456789012345678901234567890]",
			"[#1e999 #123456789012345678901234567890]" },
		/* 63, 64 and 70 digits: more than cJSON takes for one number */
		{ "[999999999999999999999999999999999999999999999999999999999999999]",
			"[#999999999999999999999999999999999999999999999999999999999999999]" },
		{ "[9999999999999999999999999999999999999999999999999999999999999999]",
			"[#9999999999999999999999999999999999999999999999999999999999999999]" },
		{ "{\"a\":9999999999999999999999999999999999999999999999999999999999999999999999}",
			"{a:#9999999999999999999999999999999999999999999999999999999999999999999999"
			"}" },
	};

	(void)state;
	check_shapes(SYNTAX_JSON, rows, COUNT(rows));
}

static void strings_are_decoded(void **state)
{
	static const struct shape rows[] = {
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "'\"\\/\b\f\n\r\t'" },
		{ "\"\\u0041\\u00e4\\u20AC\"", "'A\xc3\xa4\xe2\x82\xac'" },
		{ "\"\\ud83d\\uDE00\"", "'\xf0\x9f\x98\x80'" },
		{ "\"\\udbff\\udfff\"", "'\xf4\x8f\xbf\xbf'" },
		{ "\"\xc3\xa4\x7f\"", "'\xc3\xa4\x7f'" },
		{ "\"not UTF-8: \xff\xc3\"", "'not UTF-8: \xff\xc3'" },
		{ "{\"a\\/b\\u0020\":1}", "{a/b :#1}" },
		{ "\"// no comment, /* nor this */ ,]\"", "'// no comment, /* nor this */ ,]'" },
		{ "[\"1234567\",\"12345678\",\"123456789\"]",
			"['1234567' '12345678' '123456789']" },
		{ "[\"123456\\n\",\"1234567\\n\",\"12345678\\n\"]",
			"['123456\n' '1234567\n' '12345678\n']" },
	};

	(void)state;
	check_shapes(SYNTAX_JSON, rows, COUNT(rows));
}

static void comments_trailing_commas_and_a_byte_order_mark_are_allowed(void **state)
{
	static const struct shape rows[] = {
		{ "[1,]", "[#1]" },
		{ "[1 , ]", "[#1]" },
		{ "{\"a\":1,}", "{a:#1}" },
		{ "{\"a\":[1,2,],\"b\":{\"c\":[],},}", "{a:[#1 #2] b:{c:[]}}" },
		{ "// first\n1 // last", "#1" },
		{ "/* a */ [ /* b */ 1 /* c */ , /* d */ 2 /* e */ , /* f */ ] /**/", "[#1 #2]" },
		{ "{/*a*/\"b\"/*c*/:/*d*/1/*e*/}", "{b:#1}" },
		{ "[1, // one \" ] /*\r\n2 // two\r\n]", "[#1 #2]" },
		{ "/***/1", "#1" },
		{ "/* // */1", "#1" },
		{ "//\n//\n1", "#1" },
		{ "[1/**/,/**/]", "[#1]" },
		{ "\xef\xbb\xbf[1]", "[#1]" },
		{ "\xef\xbb\xbf // x\n\"\"", "''" },
	};

	(void)state;
	check_shapes(SYNTAX_JSON, rows, COUNT(rows));
}

static void what_is_wrong_is_told_with_line_and_column(void **state)
{
	static const struct refusal rows[] = {
		{ "", 1, 1, "expected a value, but the file ends" },
		{ " \n ", 2, 2, "expected a value, but the file ends" },
		{ "// x", 1, 5, "expected a value, but the file ends" },
		{ "{", 1, 2, "expected a name in double quotes or '}', but the file ends" },
		{ "{\"a\"", 1, 5, "expected ':', but the file ends" },
		{ "{\"a\":", 1, 6, "expected a value, but the file ends" },
		{ "{\"a\":1", 1, 7, "expected ',' or '}', but the file ends" },
		{ "{\"a\":1,", 1, 8, "expected a name in double quotes, but the file ends" },
		{ "[", 1, 2, "expected a value, but the file ends" },
		{ "[1", 1, 3, "expected ',' or ']', but the file ends" },
		{ "{\n\t\"a\": 1\n\t\"b\": 2\n}", 3, 2, "expected ',' or '}'" },
		{ "{\r\n  \"a\": 1\r\n  \"b\": 2\r\n}", 3, 3, "expected ',' or '}'" },
		{ "[1 2]", 1, 4, "expected ',' or ']'" },
		{ "[1}", 1, 3, "expected ',' or ']'" },
		{ "{\"a\":1]", 1, 7, "expected ',' or '}'" },
		{ "[,]", 1, 2, "expected a value" },
		{ "[1,,]", 1, 4, "expected a value" },
		{ "{,}", 1, 2, "expected a name in double quotes or '}'" },
		{ "{\"a\":1,,}", 1, 8, "expected a name in double quotes" },
		{ "{a:1}", 1, 2, "expected a name in double quotes or '}'" },
		{ "{'a':1}", 1, 2, "expected a name in double quotes or '}'" },
		{ "{1:1}", 1, 2, "expected a name in double quotes or '}'" },
		{ "{\"a\" 1}", 1, 6, "expected ':'" },
		{ "{\"a\":}", 1, 6, "expected a value" },
		{ "1 2", 1, 3, "expected the end of the file" },
		{ "{}}", 1, 3, "expected the end of the file" },
		{ "1,", 1, 2, "expected the end of the file" },
		{ "'a'", 1, 1, "expected a value" },
		{ "tru", 1, 1, "expected a value" },
		{ "True", 1, 1, "expected a value" },
		{ "nul", 1, 1, "expected a value" },
		{ "NaN", 1, 1, "expected a value" },
		{ "truex", 1, 5, "expected the end of the file" },
		{ "+1", 1, 1, "expected a value" },
		{ ".5", 1, 1, "expected a value" },
		{ "[\n01]", 2, 1, "a number starts with" },
		{ "-", 1, 1, "a number starts with" },
		{ "-a", 1, 1, "a number starts with" },
		{ "1.", 1, 3, "a digit must follow the point" },
		{ "1.e5", 1, 3, "a digit must follow the point" },
		{ "1e", 1, 3, "a number's exponent needs a digit" },
		{ "1e+", 1, 4, "a number's exponent needs a digit" },
		{ "0x1", 1, 2, "expected the end of the file" },
		{ "{\n \"a\": \"b\n}", 2, 7, "the string that starts here is not closed" },
		{ "\"a\r\n\"", 1, 1, "the string that starts here is not closed" },
		{ "[\"a", 1, 2, "the string that starts here is not closed" },
		{ "\"a\\", 1, 3, "a backslash must start one of" },
		{ "\"a\tb\"", 1, 3, "a control character must be written as an escape" },
		{ "\"12345678\x1f\"", 1, 10, "a control character must be written as an escape" },
		{ "\"a\\x\"", 1, 3, "a backslash must start one of" },
		{ "\"a\\'\"", 1, 3, "a backslash must start one of" },
		{ "\"\\u12\"", 1, 2, "'\\u' needs four hexadecimal digits" },
		{ "\"\\u12G4\"", 1, 2, "'\\u' needs four hexadecimal digits" },
		{ "\"\\u", 1, 2, "'\\u' needs four hexadecimal digits" },
		{ "\n\"a\\ud800\"", 2, 3, "half a surrogate pair" },
		{ "\"\\udc00\\ud800\"", 1, 2, "half a surrogate pair" },
		{ "\"\\ud800\\u0041\"", 1, 2, "half a surrogate pair" },
		{ "\"\\ud800\\ud800\"", 1, 2, "half a surrogate pair" },
		{ "\"\\ud83dx\"", 1, 2, "half a surrogate pair" },
		{ "{\"a\\u0000\": 1}", 1, 2, "a name holds a NUL" },
		{ "[1, /* x\n\n", 1, 5, "the comment that starts here is not closed" },
		{ "/*/", 1, 1, "the comment that starts here is not closed" },
		{ "/* a\n */ /*", 2, 5, "the comment that starts here is not closed" },
		{ "[1 / 2]", 1, 4, "expected ',' or ']'" },
		{ "/", 1, 1, "expected a value" },
		{ "# x", 1, 1, "expected a value" },
		{ "\f1", 1, 1, "expected a value" },
		{ "\xc2\xa0{}", 1, 1, "expected a value" },
		{ "{}\xef\xbb\xbf", 1, 3, "expected the end of the file" },
		{ "\xef\xbb\xbf\xef\xbb\xbf{}", 1, 4, "expected a value" },
		{ "\xef\xbb\xbf]", 1, 4, "expected a value" },
		{ "\xc3\xa4", 1, 1, "expected a value" },
		{ "[\"\xc3\xa4\" 1]", 1, 7, "expected ',' or ']'" },
	};

	(void)state;
	check_refusals(SYNTAX_JSON, rows, COUNT(rows));
}

static void a_nul_byte_is_no_blank(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t size;
		const char *text;
	} rows[] = {
		{ "alone", "\0", 1, "line 1, column 1: expected a value" },
		{ "in a list", "[\0]", 3, "line 1, column 2: expected a value" },
		{ "at the end", "{}\0", 3, "line 1, column 3: expected the end of the file" },
		{ "in a string", "\"a\0\"", 4, "line 1, column 3: a control character" },
		{ "in a word", "tr\0e", 4, "line 1, column 1: expected a value" },
	};
	struct document *document;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_row_int_equal(rows[i].name,
			read_exactly(&document, SYNTAX_JSON, rows[i].bytes, rows[i].size, &err),
			-1);
		err.text[strlen(rows[i].text)] = '\0';
		assert_row_string_equal(rows[i].name, err.text, rows[i].text);
	}
	assert_ok(read_exactly(&document, SYNTAX_JSON, "1 // \0 \n", 8, &err));
	document_free(document);
}

static void an_escaped_nul_is_marked_and_cuts_the_text(void **state)
{
	struct document *document;
	const struct node *list;
	struct err err;

	(void)state;
	assert_ok(parse(&document, "[\"a\\u0000b\", \"\\\\u0000\", \"c\"]", &err));

	list = document->root;
	assert_true(list->children[0].has_nul);
	assert_string_equal(list->children[0].text, "a");
	assert_false(list->children[1].has_nul);
	assert_string_equal(list->children[1].text, "\\u0000");
	assert_false(list->children[2].has_nul);
	document_free(document);
}

static void every_value_and_name_knows_where_it_stands(void **state)
{
	static const char source[] = "{\n"
				     "  \"a\": [1, \"two\" ,\n"
				     "\t\t{ \"b\"\n: true }],\n"
				     "\n"
				     "  \"c\":{}}";
	static const struct place places[] = {
		{ "", 1, 1, source, 0, 0, NULL },
		{ "/a", 2, 8, "[1, \"two\" ,\n\t\t{ \"b\"\n: true }]", 2, 3, "\"a\"" },
		{ "/a/0", 2, 9, "1", 0, 0, NULL },
		{ "/a/1", 2, 12, "\"two\"", 0, 0, NULL },
		{ "/a/2", 3, 3, "{ \"b\"\n: true }", 0, 0, NULL },
		{ "/a/2/b", 4, 3, "true", 3, 5, "\"b\"" },
		{ "/c", 6, 7, "{}", 6, 3, "\"c\"" },
	};

	(void)state;
	check_places(SYNTAX_JSON, source, places, COUNT(places));
}

static void lines_end_at_line_feeds_and_columns_count_bytes(void **state)
{
	static const char source[] =
		"\xef\xbb\xbf{\r\n"
		"\t\"\xc3\xa4\xe2\x82\xac\": \"\xf0\x9f\x98\x80\", \"x\": 1,\r\n"
		"/* \xc3\xa4\r\n"
		" */ \"y\": -1.5e3, // \"z\"\r\n"
		"\r \"z\": \"\\n\\u000a\",\r\n"
		"}\r\n";
	static const struct place places[] = {
		{ "/\xc3\xa4\xe2\x82\xac", 2, 11, "\"\xf0\x9f\x98\x80\"", 2, 2,
			"\"\xc3\xa4\xe2\x82\xac\"" },
		{ "/x", 2, 24, "1", 2, 19, "\"x\"" },
		{ "/y", 4, 10, "-1.5e3", 4, 5, "\"y\"" },
		{ "/z", 5, 8, "\"\\n\\u000a\"", 5, 3, "\"z\"" },
	};
	struct document *document;
	struct err err;

	(void)state;
	check_places(SYNTAX_JSON, source, places, COUNT(places));
	assert_ok(parse(&document, source, &err));
	assert_int_equal(document->root->span.line, 1);
	assert_int_equal(document->root->span.column, 4); /* behind the byte order mark */
	assert_int_equal(document->root->span.start, 3);
	document_free(document);
}

static void nodes_know_their_parent_and_their_index(void **state)
{
	struct document *document;
	struct err err;

	(void)state;
	assert_ok(parse(&document, "{\"a\":[1,[2,{\"b\":[]}],3],\"c\":{\"d\":{\"e\":[4]}}}", &err));

	assert_null(document->root->parent);
	assert_null(document->root->key);
	check_family(document->root);
	document_free(document);
}

static const char sample[] =
	"\xef\xbb\xbf// who\r\n{ \"name\": \"caf\xc3\xa9 \\u00e9\\ud83d\\ude00\\n\", /* x */\n"
	"\t\"list\": [ 1, -2.5e+10, true, false, null, [], {}, \"\\\\\", ],\n"
	"\t\"deep\": { \"a\": { \"b\": [ [ { \"c\": \"12345678901234567890\" } ] ] } },\n}";

static void a_document_that_ends_early_is_refused_wherever_it_ends(void **state)
{
	struct document *document;
	struct err err;

	(void)state;
	for (size_t size = 0; size < sizeof sample - 1; size++) {
		assert_int_equal(read_exactly(&document, SYNTAX_JSON, sample, size, &err), -1);
		assert_in_range(err.line, 1, 5);
		assert_memory_equal(err.text, "line ", 5);
	}
	assert_ok(read_exactly(&document, SYNTAX_JSON, sample, sizeof sample - 1, &err));
	document_free(document);
}

static void no_byte_anywhere_brings_the_reader_down(void **state)
{
	static const char bytes[] = "\0\x01\t\n \"#*,/0-1.e:[\\]tu{}\x7f\x80\xff";
	char damaged[sizeof sample];
	struct document *document;
	struct err err;

	(void)state;
	for (size_t at = 0; at < sizeof sample - 1; at++)
		for (size_t i = 0; i < sizeof bytes; i++) {
			memcpy(damaged, sample, sizeof sample);
			damaged[at] = bytes[i];
			if (read_exactly(
				    &document, SYNTAX_JSON, damaged, sizeof sample - 1, &err) == 0)
				document_free(document);
		}
}

/* `count` times `open`, then `count` times `close`. */
static void nest(struct str *out, size_t count, const char *open, const char *close)
{
	str_clear(out);
	for (size_t i = 0; i < count; i++)
		str_add_text(out, open);
	for (size_t i = 0; i < count; i++)
		str_add_text(out, close);
}

static void nesting_has_a_bound(void **state)
{
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	nest(&text, DOCUMENT_DEPTH_MAX, "[", "]");
	assert_ok(parse(&document, text.data, &err));
	document_free(document);

	nest(&text, DOCUMENT_DEPTH_MAX + 1, "[", "]");
	assert_fails(parse(&document, text.data, &err), ERR_LIMIT,
		"line 1, column 257: maps and lists are nested too deep");
	assert_int_equal(err.line, 1);

	str_set(&text, "[");
	for (int i = 0; i < 2 * DOCUMENT_DEPTH_MAX; i++)
		str_add_text(&text, "[{}],"); /* side by side is not deep */
	str_add_text(&text, "]");
	assert_ok(parse(&document, text.data, &err));
	document_free(document);

	nest(&text, 500000, "[", "");
	assert_fails(parse(&document, text.data, &err), ERR_LIMIT, "nested too deep");
	nest(&text, 100000, "{\"a\":\n", "");
	assert_fails(parse(&document, text.data, &err), ERR_LIMIT, "line 257, column 1: ");
	str_release(&text);
}

static void the_number_of_values_has_a_bound(void **state)
{
	size_t items = DOCUMENT_NODES_MAX - 1; /* the list is a value as well */
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	str_add_char(&text, '[');
	for (size_t i = 0; i < items; i++)
		str_add_text(&text, "0,");
	str_add_char(&text, ']');
	assert_ok(parse(&document, text.data, &err));
	assert_int_equal(document->root->count, items);
	document_free(document);

	str_cut(&text, text.size - 1);
	str_add_text(&text, "\n0]");
	assert_fails(parse(&document, text.data, &err), ERR_LIMIT,
		"line 2, column 1: the file holds too many values");
	str_release(&text);
}

static void the_size_has_a_bound(void **state)
{
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	memset(str_reserve(&text, DOCUMENT_SIZE_MAX + 1), ' ', DOCUMENT_SIZE_MAX + 1);
	text.data[7] = '0';
	assert_ok(document_parse(&document, SYNTAX_JSON, text.data, DOCUMENT_SIZE_MAX, &err));
	document_free(document);

	assert_fails(document_parse(&document, SYNTAX_JSON, text.data, DOCUMENT_SIZE_MAX + 1, &err),
		ERR_LIMIT, "larger than");
	str_release(&text);
}

static void a_document_owns_none_of_the_sources_bytes(void **state)
{
	char source[] = "{\"name\":\"value\",\"number\":12345}";
	struct document *document;
	struct err err;

	(void)state;
	assert_ok(document_parse(&document, SYNTAX_JSON, source, strlen(source), &err));
	memset(source, 'x', sizeof source);

	assert_string_equal(node_at(document->root, "/name")->text, "value");
	assert_string_equal(node_at(document->root, "/number")->text, "12345");
	document_free(document);
}

static void an_err_may_be_missing(void **state)
{
	struct document *document;

	(void)state;
	assert_int_equal(parse(&document, "[1", NULL), -1);
	document_free(NULL);
}

/* Parses documents that hold the thread's number only, again and again. NULL if all of it is there.
 */
static void *parse_many(void *number)
{
	struct str text = STR_INIT, shape = STR_INIT, expected = STR_INIT;
	bool is_right = true;

	for (int size = 1; size < 200; size++) {
		struct document *document;

		str_set(&text, "[");
		str_set(&expected, "[");
		for (int i = 0; i < size; i++) {
			str_addf(&text, "\"%s\",", (const char *)number);
			str_addf(&expected, "%s'%s'", i ? " " : "", (const char *)number);
		}
		str_add_char(&text, ']');
		str_add_char(&expected, ']');
		str_clear(&shape);
		if (document_parse(&document, SYNTAX_JSON, text.data, text.size, NULL) == 0) {
			add_shape(&shape, document->root);
			document_free(document);
		}
		is_right = is_right && strcmp(shape.data, expected.data) == 0;
	}
	str_release(&text);
	str_release(&shape);
	str_release(&expected);
	return is_right ? NULL : number;
}

static void threads_do_not_see_each_others_documents(void **state)
{
	static char numbers[4][2] = { "0", "1", "2", "3" };
	pthread_t threads[4];
	void *wrong;

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, parse_many, numbers[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_every_kind_are_read),
		cmocka_unit_test(a_number_keeps_the_text_it_was_written_with),
		cmocka_unit_test(strings_are_decoded),
		cmocka_unit_test(comments_trailing_commas_and_a_byte_order_mark_are_allowed),
		cmocka_unit_test(what_is_wrong_is_told_with_line_and_column),
		cmocka_unit_test(a_nul_byte_is_no_blank),
		cmocka_unit_test(an_escaped_nul_is_marked_and_cuts_the_text),
		cmocka_unit_test(every_value_and_name_knows_where_it_stands),
		cmocka_unit_test(lines_end_at_line_feeds_and_columns_count_bytes),
		cmocka_unit_test(nodes_know_their_parent_and_their_index),
		cmocka_unit_test(a_document_that_ends_early_is_refused_wherever_it_ends),
		cmocka_unit_test(no_byte_anywhere_brings_the_reader_down),
		cmocka_unit_test(nesting_has_a_bound),
		cmocka_unit_test(the_number_of_values_has_a_bound),
		cmocka_unit_test(the_size_has_a_bound),
		cmocka_unit_test(a_document_owns_none_of_the_sources_bytes),
		cmocka_unit_test(an_err_may_be_missing),
		cmocka_unit_test(threads_do_not_see_each_others_documents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
