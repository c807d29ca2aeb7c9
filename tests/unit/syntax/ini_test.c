/* ini_test.c - the reader of names and values: its dialects, and what stands where. */
#include "support/assert.h"

#include <string.h>

#include "reading.h"
#include "syntax/document.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void sections_hold_names_and_values(void **state)
{
	static const struct shape rows[] = {
		{ "", "{}" },
		{ "a = 1\n[s]\nb: x y \n; c = 2\n# d\n", "{a:'1' s:{b:'x y'}}" },
		{ "[o:p:r-x]\nfile = a\\b # c\n", "{o:p:r-x:{file:'a\\b # c'}}" },
		{ "[*.{js,py}]\r\nindent = 2\r\n[*]\r\n", "{*.{js,py}:{indent:'2'} *:{}}" },
		{ "[s]\nfiles =\n  a\n\n  # no\n  b\nc = d\n  e\n",
			"{s:{files:['a' 'b'] c:['d' 'e']}}" },
		{ "a\n= b\n[c\n", "{a:null :'b' c:{}}" },
	};

	(void)state;
	check_shapes(SYNTAX_INI, rows, COUNT(rows));
}

static void git_reads_subsections_quotes_and_comments_behind_values(void **state)
{
	static const struct shape rows[] = {
		{ "[submodule \"libs/a b\"]\n\tpath = libs/a # x\n\turl = \"../b;c\" ; d\n",
			"{submodule:{libs/a b:{path:'libs/a' url:'../b;c'}}}" },
		{ "[a]\nb\nc = \"x \\\"y\\\"\"\\tz\n", "{a:{b:null c:'x \"y\"\tz'}}" },
		{ "[a]\nb = one \\\n  two\n", "{a:{b:'one two'}}" },
		{ "[a \"x\"]\n[a \"y\"]\n", "{a:{x:{}} a:{y:{}}}" },
	};

	(void)state;
	check_shapes(SYNTAX_GIT_CONFIG, rows, COUNT(rows));
}

static void properties_have_escapes_and_lines_that_go_on(void **state)
{
	static const struct shape rows[] = {
		{ "a=b\nc : d\ne f\n! x\ng\n", "{a:'b' c:'d' e:'f' g:''}" },
		{ "a\\ b\\:c=d\\tx\\u00e4\\\\\n", "{a b:c:'d\tx\xc3\xa4\\'}" },
		{ "a = b,\\\n    c\r\nd = e\\\r\n  f\r\n", "{a:'b,c' d:'ef'}" },
		{ "a=b # c\n", "{a:'b # c'}" },
	};

	(void)state;
	check_shapes(SYNTAX_PROPERTIES, rows, COUNT(rows));
}

static void an_environment_has_quotes_and_exports(void **state)
{
	static const struct shape rows[] = {
		{ "A=b\nexport C=d # e\nF=g#h\n", "{A:'b' C:'d' F:'g#h'}" },
		{ "A=\"b # c\"\nD='e\\n' # f\nG=\nexport\n",
			"{A:'b # c' D:'e\\n' G:'' export:null}" },
		{ "A=\"b\nc\"\nD=e\n", "{A:'b\nc' D:'e'}" },
	};

	(void)state;
	check_shapes(SYNTAX_ENV, rows, COUNT(rows));
}

static void every_value_and_name_knows_where_it_stands(void **state)
{
	static const char source[] = "\xef\xbb\xbf# \xc3\xa4\r\n"
				     "[s\xc3\xa4]\r\n"
				     "  \xc3\xa4 b =  ./\xe2\x82\xac x \t\r\n"
				     "f =\r\n"
				     "\tg\r\n"
				     "\t\xc3\xa4 h\r\n"
				     "k:l";
	static const struct place places[] = {
		{ "/s\xc3\xa4/\xc3\xa4 b", 3, 11, "./\xe2\x82\xac x", 3, 3, "\xc3\xa4 b" },
		{ "/s\xc3\xa4/f/0", 5, 2, "g", 0, 0, NULL },
		{ "/s\xc3\xa4/f/1", 6, 2, "\xc3\xa4 h", 0, 0, NULL },
		{ "/s\xc3\xa4/k", 7, 3, "l", 7, 1, "k" },
	};
	static const char git[] = "[a]\n\tb = \"c d\" e # f\n";
	static const struct place git_places[] = {
		{ "/a/b", 2, 6, "\"c d\" e", 2, 2, "b" },
	};

	(void)state;
	check_places(SYNTAX_INI, source, places, COUNT(places));
	check_places(SYNTAX_GIT_CONFIG, git, git_places, COUNT(git_places));
}

static void a_file_with_a_nul_is_refused(void **state)
{
	struct document *document;
	struct err err;

	(void)state;
	assert_fails(read_exactly(&document, SYNTAX_INI, "a=1\nb=\0c", 8, &err), ERR_INPUT,
		"line 2, column 3: a NUL byte");
	assert_int_equal(err.line, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_hold_names_and_values),
		cmocka_unit_test(git_reads_subsections_quotes_and_comments_behind_values),
		cmocka_unit_test(properties_have_escapes_and_lines_that_go_on),
		cmocka_unit_test(an_environment_has_quotes_and_exports),
		cmocka_unit_test(every_value_and_name_knows_where_it_stands),
		cmocka_unit_test(a_file_with_a_nul_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
