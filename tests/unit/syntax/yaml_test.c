/* yaml_test.c - the reader of YAML: what it takes, what it refuses and where, what stands where. */
#include "support/assert.h"

#include <stdio.h>
#include <string.h>

#include "reading.h"
#include "syntax/document.h"
#include "util/str.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void maps_lists_and_scalars_are_read(void **state)
{
	static const struct shape rows[] = {
		{ "a: 1\nb: x\n", "{a:#1 b:'x'}" },
		{ "- a\n- - b\n  - c\n", "['a' ['b' 'c']]" },
		{ "a:\n- b\n- c: d\n  e: f\n", "{a:['b' {c:'d' e:'f'}]}" },
		{ "{a: [1, {b: c}], d: {}}", "{a:[#1 {b:'c'}] d:{}}" },
		{ "{\"a\": \"b\", \"c\": [],}", "{a:'b' c:[]}" },
		{ "a: 'it''s'\nb: \"\\x41\\t\\u00e4\"", "{a:'it's' b:'A\t\xc3\xa4'}" },
		{ "a: |\n  x\n  y\n\nb: >-\n  x\n  y\n", "{a:'x\ny\n' b:'x y'}" },
		{ "a: x\n  y\n", "{a:'x y'}" },
		{ "a: 1\na: 2\n", "{a:#1 a:#2}" },
		{ "? a\n: b\n", "{a:'b'}" },
		{ "a:\nb: ~\n", "{a:null b:null}" },
		{ "%YAML 1.2\n---\na\n...\n", "'a'" },
		{ "a: http://x:1/y#z # not this\n", "{a:'http://x:1/y#z'}" },
		{ "- \"\\0\"", "['']" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
}

static void only_the_words_and_numbers_of_the_core_schema_are_no_text(void **state)
{
	static const struct shape rows[] = {
		{ "[true, True, TRUE, false, False, FALSE]", "[true true true false false false]" },
		{ "[null, Null, NULL, ~, ]", "[null null null null]" },
		{ "[yes, no, on, off, y, n, tRUE, nULL]",
			"['yes' 'no' 'on' 'off' 'y' 'n' 'tRUE' 'nULL']" },
		{ "[0, -1, +2, 010, 0o17, 0x1F]", "[#0 #-1 #+2 #010 #0o17 #0x1F]" },
		{ "[1.5, 1., .5, -1e3, 1E+5, .inf, -.INF, +.Inf, .nan]",
			"[#1.5 #1. #.5 #-1e3 #1E+5 #.inf #-.INF #+.Inf #.nan]" },
		{ "[1.2.3, 1_000, 0o8, 0x, 1e, '.', -, +, 0b1, 1:30, 2024-01-01, -.nan, .in]",
			"['1.2.3' '1_000' '0o8' '0x' '1e' '.' '-' '+' '0b1' '1:30' '2024-01-01' "
			"'-.nan' '.in']" },
		{ "['true', \"1\", 'null']", "['true' '1' 'null']" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
}

static void names_stay_as_they_are_written(void **state)
{
	static const struct shape rows[] = {
		{ "on: push\n", "{on:'push'}" },
		{ "true: 1\nnull: 2\n1.0: 3\n~: 4\n", "{true:#1 null:#2 1.0:#3 ~:#4}" },
		{ "'on': 1\n\"a\\tb\": 2\n", "{on:#1 a\tb:#2}" },
		{ "? !!str\n: x\n", "{:'x'}" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
}

static void tags_that_say_nothing_to_us_are_passed_over(void **state)
{
	static const struct shape rows[] = {
		{ "a: !reference [.b, script]\n", "{a:['.b' 'script']}" },
		{ "a: !Sub ./x\nb: !ENV [A, true]\n", "{a:'./x' b:['A' true]}" },
		{ "a: !ENV true\nb: ! 1\nc: !!str 2\n", "{a:'true' b:'1' c:'2'}" },
		{ "a: !!int 2\nb: !!null ~\nc: !!bool True", "{a:#2 b:null c:true}" },
		{ "a: !<tag:x,2000:y> {b: c}\n", "{a:{b:'c'}}" },
		{ "a: !GetAtt\n  b: c\n", "{a:{b:'c'}}" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
}

static void an_alias_is_what_its_anchor_stands_for(void **state)
{
	static const struct shape rows[] = {
		{ "a: &x 1\nb: *x\n", "{a:#1 b:#1}" },
		{ "a: &x {b: [c]}\nd: [*x, *x]\n", "{a:{b:['c']} d:[{b:['c']} {b:['c']}]}" },
		{ "a: &x 1\nb: &x 2\nc: *x\n", "{a:#1 b:#2 c:#2}" },
		{ "&k a: *k\n*k : b\n", "{a:'a' a:'b'}" },
		{ "a: &x\nb: *x\n", "{a:null b:null}" },
		{ "a: &x [&y b, *y]\nc: *x\nd: *y", "{a:['b' 'b'] c:['b' 'b'] d:'b'}" },
	};
	static const struct refusal refusals[] = {
		{ "a: 1\nb: *x\n", 2, 4, "the alias 'x' stands for nothing" },
		{ "--- &x a\n--- *x\n", 2, 5, "the alias 'x' stands for nothing" },
		{ "a: &x\n  b: *x\n", 2, 6, "the alias 'x' stands for a value that holds it" },
		{ "a: &x [b]\n*x : c\n", 2, 1, "an alias as a name must stand for a text" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
	check_refusals(SYNTAX_YAML, refusals, COUNT(refusals));
}

static void a_merge_key_brings_the_members_that_a_map_does_not_have(void **state)
{
	static const struct shape rows[] = {
		{ "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n", "{a:{x:#1 y:#2} b:{x:#1 y:#3}}" },
		{ "b:\n  y: 3\n  <<: {x: 1, y: 2}\n  z: 4\n", "{b:{y:#3 x:#1 z:#4}}" },
		{ "<<: [{x: 1}, {x: 2, y: 3}]\n", "{x:#1 y:#3}" },
		{ "<<: {x: 1}\n<<: {x: 2, y: 3}\n", "{x:#1 y:#3}" },
		{ "<<: {<<: {x: 1}, y: 2}\n", "{x:#1 y:#2}" },
		{ "<<: {x: 1, x: 2}\n", "{x:#1 x:#2}" },
		{ "{<<: {}, <<: []}\n", "{}" },
		{ "'<<': {x: 1}\n", "{<<:{x:#1}}" },
		{ "<<: text\n", "{<<:'text'}" },
		{ "<<: [a, {x: 1}]\n", "{<<:['a' {x:#1}]}" },
		{ "a: <<\n", "{a:'<<'}" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
}

static void one_document_is_the_root_and_several_are_a_list(void **state)
{
	static const struct shape rows[] = {
		{ "", "null" },
		{ "# nothing\n", "null" },
		{ "---\n", "null" },
		{ "---\na: 1\n", "{a:#1}" },
		{ "a: 1\n---\n", "{a:#1}" },
		{ "---\n---\na: 1\n...\n---\n# x\n", "{a:#1}" },
		{ "a: 1\n---\nb: 2\n", "[{a:#1} {b:#2}]" },
		{ "--- ~\n--- null\n--- ''\n", "[null null '']" },
	};
	static const struct shape documents[] = {
		{ "", "[]" },
		{ "a: 1\n", "[{a:#1}]" },
		{ "[a]\n", "[['a']]" },
		{ "a: 1\n---\nb: 2\n", "[{a:#1} {b:#2}]" },
	};

	(void)state;
	check_shapes(SYNTAX_YAML, rows, COUNT(rows));
	check_shapes(SYNTAX_YAML_DOCUMENTS, documents, COUNT(documents));
}

static void a_file_without_an_ending_may_be_json_or_yaml(void **state)
{
	static const struct shape rows[] = {
		{ "// JSON\n{ \"a\": 1, /* this */ }\n", "{a:#1}" },
		{ " \r\n\t[ \"a\", ]", "['a']" },
		{ "a: [x] # YAML\n", "{a:['x']}" },
		{ "# YAML\n---\n{a: x}\n", "{a:'x'}" },
		{ "", "null" },
	};

	(void)state;
	check_shapes(SYNTAX_JSON_OR_YAML, rows, COUNT(rows));
}

static void every_value_and_name_knows_where_it_stands(void **state)
{
	static const char source[] = "# \xc3\xa4\n"
				     "a:  [1, 'tw''o' ,\n"
				     "     { \"b\": true }]   # x\n"
				     "c d: &x !t\n"
				     "  - e f  # y\n"
				     "  - |\n"
				     "    g\n"
				     "\n"
				     "  - h\n"
				     "    i\n"
				     "\n"
				     "j:\n"
				     "  &k l: !u  m\n"
				     "n:\n";
	static const struct place places[] = {
		{ "/a", 2, 5, "[1, 'tw''o' ,\n     { \"b\": true }]", 2, 1, "a" },
		{ "/a/0", 2, 6, "1", 0, 0, NULL },
		{ "/a/1", 2, 9, "'tw''o'", 0, 0, NULL },
		{ "/a/2", 3, 6, "{ \"b\": true }", 0, 0, NULL },
		{ "/a/2/b", 3, 13, "true", 3, 8, "\"b\"" },
		{ "/c d", 5, 3, "- e f  # y\n  - |\n    g\n\n  - h\n    i", 4, 1, "c d" },
		{ "/c d/0", 5, 5, "e f", 0, 0, NULL },
		{ "/c d/1", 6, 5, "|\n    g", 0, 0, NULL },
		{ "/c d/2", 9, 5, "h\n    i", 0, 0, NULL },
		{ "/j/l", 13, 13, "m", 13, 6, "l" },
		{ "/n", 14, 3, "", 14, 1, "n" },
	};

	(void)state;
	check_places(SYNTAX_YAML, source, places, COUNT(places));
}

static void columns_count_bytes_whatever_ends_the_lines(void **state)
{
	static const char source[] = "\xef\xbb\xbf\xe2\x82\xac: '\xf0\x9f\x98\x80'\r\n"
				     "b:\t\xc3\xa4 # \xc3\xa4\r\n"
				     "c: {\xc3\xa4: \xc3\xb6,\td: e}\r\n"
				     "f: \"\xe2\x80\xa8\xc2\x85\"\r\n"
				     "g: h\xe2\x80\xa9\r"
				     "i: j\n"
				     "k: l";
	static const struct place places[] = {
		{ "/\xe2\x82\xac", 1, 9, "'\xf0\x9f\x98\x80'", 1, 4, "\xe2\x82\xac" },
		{ "/b", 2, 4, "\xc3\xa4", 2, 1, "b" },
		{ "/c", 3, 4, "{\xc3\xa4: \xc3\xb6,\td: e}", 3, 1, "c" },
		{ "/c/\xc3\xa4", 3, 9, "\xc3\xb6", 3, 5, "\xc3\xa4" },
		{ "/c/d", 3, 16, "e", 3, 13, "d" },
		{ "/f", 4, 4, "\"\xe2\x80\xa8\xc2\x85\"", 4, 1, "f" },
		/* YAML 1.1 ends lines where no editor does; a line of ours ends at a line feed */
		{ "/g", 5, 4, "h", 5, 1, "g" },
		{ "/i", 5, 12, "j", 5, 9, "i" },
		{ "/k", 6, 4, "l", 6, 1, "k" },
	};

	(void)state;
	check_places(SYNTAX_YAML, source, places, COUNT(places));
}

static void a_copy_stands_where_its_text_is_written(void **state)
{
	static const char source[] = "a: &x\n"
				     "  b: ./c\n"
				     "d: *x\n"
				     "e:\n"
				     "  <<: *x\n"
				     "  f: *x\n"
				     "g: h\n";
	static const struct place places[] = {
		{ "/a/b", 2, 6, "./c", 2, 3, "b" },
		{ "/d", 2, 3, "b: ./c", 3, 1, "d" },
		{ "/d/b", 2, 6, "./c", 2, 3, "b" },
		{ "/e", 5, 3, "<<: *x\n  f: *x", 4, 1, "e" },
		{ "/e/b", 2, 6, "./c", 2, 3, "b" },
		{ "/e/f/b", 2, 6, "./c", 2, 3, "b" },
	};

	(void)state;
	check_places(SYNTAX_YAML, source, places, COUNT(places));
}

static void what_is_wrong_is_told_with_line_and_column(void **state)
{
	static const struct refusal rows[] = {
		{ "a: b: c\n", 1, 5, "mapping values are not allowed" },
		{ "a:\n\tb: c\n", 2, 1, "found character that cannot start any token" },
		{ "a: 1\nb: {{ .Values.x }}\n", 2, 5, "a map or list cannot be a name" },
		{ "? - a\n  - b\n: x\n", 1, 3, "a map or list cannot be a name" },
		{ ": x\n", 1, 1, "did not find expected key" },
		{ "a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n", 3, 1, "" },
		{ "a: \xc3\xa4\xff\n", 1, 6, "invalid" },
		{ "a: 1\nb: \x01\n", 2, 4, "control characters are not allowed" },
		{ "a: [1\nb: 2\n", 2, 2, "" },
		{ "a: 'x\n", 2, 1, "found unexpected end of stream" },
		{ "\"\\0\": 1\n", 1, 1, "a name holds a NUL" },
		{ "%YAML 3.0\n--- a\n", 1, 1, "found incompatible YAML document" },
	};

	(void)state;
	check_refusals(SYNTAX_YAML, rows, COUNT(rows));
}

static void bounds_are_kept(void **state)
{
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	add_times(&text, "[", DOCUMENT_DEPTH_MAX - 1);
	add_times(&text, "]", DOCUMENT_DEPTH_MAX - 1);
	assert_ok(document_parse(&document, SYNTAX_YAML, text.data, text.size, &err));
	document_free(document);

	str_clear(&text);
	add_times(&text, "[", 100000);
	check_limit(SYNTAX_YAML, text.data, text.size, "nested too deep");

	str_clear(&text);
	add_times(&text, "- ", 100000);
	check_limit(SYNTAX_YAML, text.data, text.size, "nested too deep");

	/* Each line doubles what the one before stands for. */
	str_set(&text, "a0: &a0 [x, x]\n");
	for (int i = 1; i < 64; i++)
		str_addf(&text, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
	check_limit(SYNTAX_YAML, text.data, text.size, "too many values");

	/* Each line nests what the one before stands for. */
	str_set(&text, "a0: &a0 [x]\n");
	for (int i = 1; i < 300; i++)
		str_addf(&text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
	check_limit(SYNTAX_YAML, text.data, text.size, "nested too deep");

	str_set(&text, "[");
	add_times(&text, "a,", DOCUMENT_NODES_MAX);
	check_limit(SYNTAX_YAML, text.data, text.size, "too many values");
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_lists_and_scalars_are_read),
		cmocka_unit_test(only_the_words_and_numbers_of_the_core_schema_are_no_text),
		cmocka_unit_test(names_stay_as_they_are_written),
		cmocka_unit_test(tags_that_say_nothing_to_us_are_passed_over),
		cmocka_unit_test(an_alias_is_what_its_anchor_stands_for),
		cmocka_unit_test(a_merge_key_brings_the_members_that_a_map_does_not_have),
		cmocka_unit_test(one_document_is_the_root_and_several_are_a_list),
		cmocka_unit_test(a_file_without_an_ending_may_be_json_or_yaml),
		cmocka_unit_test(every_value_and_name_knows_where_it_stands),
		cmocka_unit_test(columns_count_bytes_whatever_ends_the_lines),
		cmocka_unit_test(a_copy_stands_where_its_text_is_written),
		cmocka_unit_test(what_is_wrong_is_told_with_line_and_column),
		cmocka_unit_test(bounds_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
