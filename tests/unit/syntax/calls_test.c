/* calls_test.c - the reader of calls with literal arguments: languages, and what stands where. */
#include "support/assert.h"

#include <stdio.h>
#include <string.h>

#include "reading.h"
#include "syntax/document.h"
#include "util/str.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void gradle_calls_have_parentheses_or_not(void **state)
{
	static const struct shape rows[] = {
		{ "", "{}" },
		{ "include ':app', ':lib:a'\ninclude(\":b\")\n",
			"{include:[{args:[':app' ':lib:a']} {args:[':b']}]}" },
		{ "include ':a', // x\n  ':b'\n", "{include:[{args:[':a' ':b']}]}" },
		{ "project(':lib').projectDir = file('../lib')\n",
			"{project:[{args:[':lib'] projectDir:[{file:[{args:['../lib']}]}]}]}" },
		{ "project(':x').projectDir = new File(rootDir, '../x')\n",
			"{project:[{args:[':x'] projectDir:[{File:[{args:[null '../x']}]}]}]}" },
		{ "dependencies {\n  implementation project(':core')\n  api(project(path: "
		  "\":x\"))\n}\n",
			"{dependencies:[{implementation:[{args:[{project:[{args:[':core']}]}]}] "
			"api:[{args:[{project:[{path:':x'}]}]}]}]}" },
		{ "apply from: 'x.gradle'\napply(from = \"y.gradle.kts\")\n",
			"{apply:[{from:'x.gradle'} {from:'y.gradle.kts'}]}" },
		{ "android { sourceSets { main { java.srcDirs = ['a', 'b'] } } }\n",
			"{android:[{sourceSets:[{main:[{java.srcDirs:['a' 'b']}]}]}]}" },
		{ "def x = file(\"$rootDir/y\")\nval z = \"a${b(\"c\")}d\"\n",
			"{x:[{file:[{args:['$rootDir/y']}]}] z:'a${b(\"c\")}d'}" },
		{ "x 'a' + b\ny('c'.trim())\nz([\"d\"] + e)\n",
			"{x:[{args:[null]}] y:[{args:[null]}] z:[{args:[['d']]}]}" },
		{ "/* include ':no' */\n// include ':no'\ninclude '''\\ta'''\n",
			"{include:[{args:['\ta']}]}" },
		{ "tasks.register('x') {\n from 'y'\n}\n",
			"{tasks.register:[{args:['x'] from:[{args:['y']}]}]}" },
		{ "tasks.named<Copy>(\"x\") { into(\"y\") }\n",
			"{tasks.named:[{args:['x'] into:[{args:['y']}]}]}" },
		{ "a<b<c>, d>(\"x\")\ne<f\ng(\"y\")\n", "{a:[{args:['x']}] g:[{args:['y']}]}" },
		{ "a.b += 'c'\nd + e\n", "{a.b:'c'}" },
		{ "}} ) a ( b\n", "{a:[{args:[null]}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_GRADLE, rows, COUNT(rows));
}

static void ruby_calls_have_blocks_that_end_with_end(void **state)
{
	static const struct shape rows[] = {
		{ "pod 'X', :path => '../x'\ngem \"y\", path: '../y' # z\n",
			"{pod:[{args:['X'] path:'../x'}] gem:[{args:['y'] path:'../y'}]}" },
		{ "target 'A' do\n  pod 'B', '~> 1', :git => u\nend\npod 'C'\n",
			"{target:[{args:['A'] pod:[{args:['B' '~> 1'] git:null}]}] "
			"pod:[{args:['C']}]}" },
		{ "Pod::Spec.new do |s|\n  s.source_files = 'a/**/*.h', 'b'\nend\n",
			"{s.source_files:['a/**/*.h' 'b']}" },
		{ "if x\n  gem 'a'\nelse\n  gem 'b'\nend\ngem 'c' if y\ngem 'd'\n",
			"{if:[{gem:[{args:['a']} {args:['b']}]}] gem:[{args:['c']} "
			"{args:['d']}]}" },
		{ "x \"a#{b}c\"\ny 'd\\'e'\nz <<~EOS\n  gem 'no'\nEOS\nw 'f'\n",
			"{x:[{args:['a#{b}c']}] y:[{args:['d'e']}] w:[{args:['f']}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_RUBY, rows, COUNT(rows));
}

static void starlark_calls_have_named_arguments(void **state)
{
	static const struct shape rows[] = {
		{ "load(\"//p:f.bzl\", \"a\", b = \"c\")\n",
			"{load:[{args:['//p:f.bzl' 'a'] b:'c'}]}" },
		{ "cc_library(\n    name = \"x\",\n    srcs = [\"a.cc\", \"b.cc\"] + "
		  "glob([\"c/*\"]),\n"
		  "    deps = select({\"k\": [\":d\"]}),\n)\n",
			"{cc_library:[{name:'x' srcs:['a.cc' 'b.cc'] "
			"deps:[{select:[{args:[{k:[':d']}]}]}]}]}" },
		{ "def f(a = \"no\"):\n    native.genrule(name = \"y\")\n",
			"{native.genrule:[{name:'y'}]}" },
		{ "x(glob([\"a\"]), y = [z for z in w])\n",
			"{x:[{args:[{glob:[{args:[['a']]}]}] y:[null]}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_STARLARK, rows, COUNT(rows));
}

static void cmake_arguments_need_no_quotes(void **state)
{
	static const struct shape rows[] = {
		{ "add_subdirectory(src)\nADD_SUBDIRECTORY( ../lib ${X}/a ) # b\n",
			"{add_subdirectory:[{args:['src']} {args:['../lib' '${X}/a']}]}" },
		{ "add_library(x STATIC\n  a.c # no\n  \"b c.c\"\n)\n",
			"{add_library:[{args:['x' 'STATIC' 'a.c' 'b c.c']}]}" },
		{ "#[[ include(no)\n]]include(a/b.cmake)\n", "{include:[{args:['a/b.cmake']}]}" },
		{ "if(A)\n  include(x)\nendif()\n",
			"{if:[{args:['A']}] include:[{args:['x']}] endif:[{}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_CMAKE, rows, COUNT(rows));
}

static void hcl_blocks_have_labels_and_attributes(void **state)
{
	static const struct shape rows[] = {
		{ "module \"m\" {\n  source = \"../m\"\n  x = var.y\n  z = { a = \"b\" }\n}\n",
			"{module:[{args:['m'] source:'../m' x:null z:[{a:'b'}]}]}" },
		{ "resource \"a\" \"b\" {\n  c { d = [\"e\", file(\"f\")] }\n}\n",
			"{resource:[{args:['a' 'b'] c:[{d:['e' {file:[{args:['f']}]}]}]}]}" },
		{ "a = <<-EOT\n  b = \"no\"\n  EOT\nc = \"d\" # e\nf = \"${g}/h\"\n",
			"{a:null c:'d' f:'${g}/h'}" },
		{ "a = \"b\" == c ? \"d\" : \"e\"\nf = 1\n", "{a:null f:null}" },
	};

	(void)state;
	check_shapes(SYNTAX_HCL, rows, COUNT(rows));
}

static void every_argument_knows_where_it_stands(void **state)
{
	static const char gradle[] = "\xef\xbb\xbf// \xc3\xa4\r\n"
				     "dependencies {\r\n"
				     "\tapi project(path: ':\xc3\xa4', x: [ 'y' ])\r\n"
				     "}\r\n";
	static const struct place gradle_places[] = {
		{ "/dependencies/0/api/0/args/0/project/0/path", 3, 20, "':\xc3\xa4'", 3, 14,
			"path" },
		{ "/dependencies/0/api/0/args/0/project/0/x", 3, 30, "[ 'y' ]", 3, 27, "x" },
		{ "/dependencies/0/api/0/args/0/project/0/x/0", 3, 32, "'y'", 0, 0, NULL },
		{ "/dependencies/0/api/0/args/0", 3, 6, "project(path: ':\xc3\xa4', x: [ 'y' ])", 0,
			0, NULL },
		{ "/dependencies/0/api/0", 3, 2, "api project(path: ':\xc3\xa4', x: [ 'y' ])", 0, 0,
			NULL },
	};
	static const char cmake[] = "# x\nadd_subdirectory( \xc3\xa4/b\n  \"c d\")\n";
	static const struct place cmake_places[] = {
		{ "/add_subdirectory/0/args/0", 2, 19, "\xc3\xa4/b", 0, 0, NULL },
		{ "/add_subdirectory/0/args/1", 3, 3, "\"c d\"", 0, 0, NULL },
	};

	(void)state;
	check_places(SYNTAX_GRADLE, gradle, gradle_places, COUNT(gradle_places));
	check_places(SYNTAX_CMAKE, cmake, cmake_places, COUNT(cmake_places));
}

static void bounds_are_kept(void **state)
{
	static const char *const deep[] = { "a { ", "a([", "a(b = {", "a(b(", "a().b().", "[",
		"{a(" };
	struct str text = STR_INIT;
	struct document *document;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT(deep); i++) {
		str_clear(&text);
		add_times(&text, deep[i], 100000);
		if (document_parse(&document, SYNTAX_GRADLE, text.data, text.size, &err) == 0)
			document_free(document);
		else
			assert_int_equal(err.kind, ERR_LIMIT);
	}
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gradle_calls_have_parentheses_or_not),
		cmocka_unit_test(ruby_calls_have_blocks_that_end_with_end),
		cmocka_unit_test(starlark_calls_have_named_arguments),
		cmocka_unit_test(cmake_arguments_need_no_quotes),
		cmocka_unit_test(hcl_blocks_have_labels_and_attributes),
		cmocka_unit_test(every_argument_knows_where_it_stands),
		cmocka_unit_test(bounds_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
