/* lines_test.c - the readers of lines of words: their dialects, and what stands where. */
#include "support/assert.h"

#include <string.h>

#include "reading.h"
#include "syntax/document.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void directives_are_lists_by_name(void **state)
{
	static const struct shape rows[] = {
		{ "", "{}" },
		{ "include a b # c\ngraft d\ninclude e\n",
			"{include:[{args:['a' 'b']} {args:['e']}] graft:[{args:['d']}]}" },
		{ "prune\n", "{prune:[{}]}" },
		{ "-include a.mk \\\n  b.mk\\\nc\n", "{-include:[{args:['a.mk' 'b.mkc']}]}" },
		{ "x a#b\r\n  y\tc\r\n", "{x:[{args:['a#b']}] y:[{args:['c']}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_DIRECTIVES, rows, COUNT(rows));
}

static void patterns_are_a_list_of_lines(void **state)
{
	static const struct shape rows[] = {
		{ "# x\n/a/ @b c@d.e # f\n*.js\n",
			"[{pattern:'/a/' args:['@b' 'c@d.e']} {pattern:'*.js'}]" },
		{ "a\\ b\\#c @d\n", "[{pattern:'a b#c' args:['@d']}]" },
		{ "[S]\n!x\n", "[{pattern:'[S]'} {pattern:'!x'}]" },
	};

	(void)state;
	check_shapes(SYNTAX_PATTERNS, rows, COUNT(rows));
}

static void go_directives_may_stand_in_blocks(void **state)
{
	static const struct shape rows[] = {
		{ "module ex.org/a // x\n\nreplace b => ../b\n",
			"{module:[{args:['ex.org/a']}] replace:[{args:['b'] to:'../b'}]}" },
		{ "replace (\n\ta v1 => ./a // y\n\n\tb => c v2\n)\ngo 1.21\n",
			"{replace:[{args:['a' 'v1'] to:'./a'} {args:['b'] to:'c' version:'v2'}] "
			"go:[{args:['1.21']}]}" },
		{ "use ./a\nuse (\n\t./b\n\t\"./c d\"\n)\n",
			"{use:[{args:['./a']} {args:['./b']} {args:['./c d']}]}" },
		{ "use (", "{}" },
	};

	(void)state;
	check_shapes(SYNTAX_GO_MOD, rows, COUNT(rows));
}

static void requirements_and_options_are_told_apart(void **state)
{
	static const struct shape rows[] = {
		{ "-r base.txt\n--requirement=x.txt\n-e ../a[b]\n-cc.txt\n",
			"{-r:[{args:['base.txt']}] --requirement:[{args:['x.txt']}] "
			"-e:[{args:['../a[b]']}] -c:[{args:['c.txt']}]}" },
		{ "a==1.0 ; x\n./b\nc @ file:./d # e\nf;g\n",
			"{requirement:[{args:['a==1.0']} {args:['./b']} {args:['c'] @:'file:./d'} "
			"{args:['f']}]}" },
		{ "a \\\n  --hash=x\n-\n", "{requirement:[{args:['a']}] -:[{}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_REQUIREMENTS, rows, COUNT(rows));
}

static void of_some_lines_only_texts_in_quotes_count(void **state)
{
	static const struct shape rows[] = {
		{ "Project(\"{F}\") = \"n\", \"a\\b.csproj\", \"{G}\"\r\nEndProject\r\n",
			"{Project:[{args:['{F}' 'n' 'a\\b.csproj' '{G}']}]}" },
		{ "syntax = \"proto3\";\nimport \"a.proto\";\nimport public \"b/c.proto\"; // "
		  "\"d\"\n",
			"{syntax:[{args:['proto3']}] import:[{args:['a.proto']} {args:['b/c.proto' "
			"'d']}]}" },
		{ "// import \"x\"\nimport \"open\n1 \"x\"\n", "{}" },
	};

	(void)state;
	check_shapes(SYNTAX_QUOTED, rows, COUNT(rows));
}

static void instructions_have_flags_sources_and_a_destination(void **state)
{
	static const struct shape rows[] = {
		{ "FROM --platform=x a:1 AS b\ncopy --from=b --link a b/ ./c\n",
			"{FROM:[{--platform:'x' args:['a:1'] as:'b'}] "
			"COPY:[{--from:'b' --link:'' args:['a' 'b/'] to:'./c'}]}" },
		{ "ADD [\"a b\", \"c\"]\n", "{ADD:[{args:['a b'] to:'c'}]}" },
		{ "COPY a \\\n# not this\n  b \\ \n  c\nCOPY d .\n",
			"{COPY:[{args:['a' 'b'] to:'c'} {args:['d'] to:'.'}]}" },
		{ "ARG A=./x\nENV B=\"c d\" E=f\nARG G\n",
			"{ARG:[{A:'./x'} {args:['G']}] ENV:[{B:'c d' E:'f'}]}" },
		{ "COPY <<A <<\"B\" /c/\nCOPY no\nA\nCOPY nor this\nB\nCOPY d e\n",
			"{COPY:[{to:'/c/'} {args:['d'] to:'e'}]}" },
		{ "# escape=`\nCOPY a `\n b\\ c\\\n", "{COPY:[{args:['a' 'b\\'] to:'c\\'}]}" },
		{ "# x\nRUN cat <<<\"a\" && b\n", "{RUN:[{args:['cat' '<<<\"a\"' '&&' 'b']}]}" },
		{ "RUN --mount=type=bind,source=x,target=y z\n",
			"{RUN:[{--mount:'type=bind,source=x,target=y' args:['z']}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_DOCKERFILE, rows, COUNT(rows));
}

static void every_argument_knows_where_it_stands(void **state)
{
	static const char directives[] = "\xef\xbb\xbfgraft\t\xc3\xa4 b\r\n"
					 "  include \\\r\n"
					 "    c\xe2\x82\xac";
	static const struct place directive_places[] = {
		{ "/graft/0/args/0", 1, 10, "\xc3\xa4", 0, 0, NULL },
		{ "/graft/0/args/1", 1, 13, "b", 0, 0, NULL },
		{ "/graft/0", 1, 4, "graft\t\xc3\xa4 b", 0, 0, NULL },
		{ "/include/0/args/0", 3, 5, "c\xe2\x82\xac", 0, 0, NULL },
	};
	static const char dockerfile[] = "COPY --from=\xc3\xa4  a \\\n\tb c\nADD [\"x\", \"y\"]\n";
	static const struct place dockerfile_places[] = {
		{ "/COPY/0/--from", 1, 13, "\xc3\xa4", 1, 6, "--from=\xc3\xa4" },
		{ "/COPY/0/args/0", 1, 17, "a", 0, 0, NULL },
		{ "/COPY/0/args/1", 2, 2, "b", 0, 0, NULL },
		{ "/COPY/0/to", 2, 4, "c", 2, 4, "c" },
		{ "/ADD/0/args/0", 3, 6, "\"x\"", 0, 0, NULL },
	};
	static const char requirements[] = "--requirement=a\n-rb\n";
	static const struct place requirement_places[] = {
		{ "/--requirement/0/args/0", 1, 15, "a", 0, 0, NULL },
		{ "/-r/0/args/0", 2, 3, "b", 0, 0, NULL },
	};
	static const char quoted[] = "Project(\"{F}\") = \"\xc3\xa4\", \"a\"\r\n";
	static const struct place quoted_places[] = {
		{ "/Project/0/args/0", 1, 9, "\"{F}\"", 0, 0, NULL },
		{ "/Project/0/args/1", 1, 18, "\"\xc3\xa4\"", 0, 0, NULL },
		{ "/Project/0/args/2", 1, 24, "\"a\"", 0, 0, NULL },
	};

	(void)state;
	check_places(SYNTAX_DIRECTIVES, directives, directive_places, COUNT(directive_places));
	check_places(SYNTAX_DOCKERFILE, dockerfile, dockerfile_places, COUNT(dockerfile_places));
	check_places(
		SYNTAX_REQUIREMENTS, requirements, requirement_places, COUNT(requirement_places));
	check_places(SYNTAX_QUOTED, quoted, quoted_places, COUNT(quoted_places));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directives_are_lists_by_name),
		cmocka_unit_test(patterns_are_a_list_of_lines),
		cmocka_unit_test(go_directives_may_stand_in_blocks),
		cmocka_unit_test(requirements_and_options_are_told_apart),
		cmocka_unit_test(of_some_lines_only_texts_in_quotes_count),
		cmocka_unit_test(instructions_have_flags_sources_and_a_destination),
		cmocka_unit_test(every_argument_knows_where_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
