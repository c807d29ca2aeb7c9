/* facts_test.c - what a manifest says by a rule: the language, key by key. */
#include "support/assert.h"

#include <stdlib.h>
#include <string.h>

#include "facts_text.h"
#include "rules/rule.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

#define RULE(keys)      "[{\"format\":\"x\",\"files\":[\"**/x.json\"]," keys "}]"
#define REFERENCE(keys) RULE("\"references\":[{" keys "}]")
#define MAPPING(keys)   RULE("\"mappings\":[{" keys "}]")

/* Quotes in rules and documents are written as '. */
static char *quoted(const char *text)
{
	char *copy = memory_copy_text(text);

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	return copy;
}

struct row {
	const char *rules, *json,
		*expected; /* the lines behind the first, without tabs at the start */
	const char *files; /* nearby, or NULL */
};

/* Declares `json` as a/b/x.json, or as x.json where the row says so. */
static void check_rows(const struct row *rows, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++) {
		char *rules = quoted(rows[i].rules), *json = quoted(rows[i].json);
		struct str text = STR_INIT, expected = STR_INIT;
		struct ruleset ruleset;

		ruleset_of(&ruleset, rules);
		declare_text(&text, &ruleset, path, json, rows[i].files ? rows[i].files : "");
		str_addf(&expected, "%s: %s", path, rows[i].expected);

		assert_row_string_equal(rows[i].rules, text.data, expected.data);
		ruleset_release(&ruleset);
		str_release(&text);
		str_release(&expected);
		free(rules);
		free(json);
	}
}

static void each_hole_is_filled(void **state)
{
	static const struct row rows[] = {
		{ REFERENCE("'at':'/a'"), "{'a':'v'}", "x\n\t1:6 config \"v\" -> a/b/v\n", NULL },
		{ REFERENCE("'at':'/a/*','path':'{root}/{key}/{value}'"), "{'a':{'k':'v'}}",
			"x\n\t1:11 config \"v\" -> a/b/k/v\n", NULL },
		{ REFERENCE("'at':'/a/*','pick':'key','path':'{value}/{key}'"), "{'a':{'k':1}}",
			"x\n\t1:7 config \"k\" -> k/k\n", NULL },
		{ REFERENCE("'at':'/*/**','path':'{1}-{2}-{value}'"), "{'a':{'k':['v']}}",
			"x\n\t1:12 config \"v\" -> a-k/0-v\n", NULL },
		{ REFERENCE("'at':'/a','path':['{/b}/{value}','{/c}/{value}']"), "{'a':'v','c':7}",
			"x\n\t1:6 config \"v\" -> 7/v\n", NULL },
		{ REFERENCE("'at':'/a','path':'{/b}/{value}'"), "{'a':'v','b':null}", "x\n", NULL },
		{ REFERENCE("'at':'/a','path':'{/b}/{value}'"), "{'a':'v','b':{}}", "x\n", NULL },
		{ REFERENCE("'at':'/a','path':'served:{app}/{value}'"), "{'a':'v'}",
			"x\n\t1:6 config \"v\" -> served:{app, else 'a/b'}/v\n", NULL },
		{ REFERENCE("'at':'/a','path':'{up:m,n}/{value}'"), "{'a':'v'}",
			"x\n\tnear a/b/m\n\tnear a/b/n\n\tnear a/m\n\tnear a/n\n\t1:6 config \"v\" "
			"-> a/v\n",
			"a/n n" },
		{ REFERENCE("'at':'/a','path':'{up:m}/{value}'"), "{'a':'v'}",
			"x\n\tnear a/b/m\n\tnear a/m\n\tnear m\n", NULL },
		{ RULE("'references':[{'at':['/a','/b'],'path':'{up:m}/{value}'}]"),
			"{'a':'v','b':'w'}",
			"x\n\tnear a/b/m\n\tnear a/m\n\tnear m\n"
			"\t1:6 config \"v\" -> /v\n\t1:14 config \"w\" -> /w\n",
			"m" },
		{ REFERENCE("'at':'/a','path':'{^/b}/{value}'"), "{'a':'v'}", "x\n", NULL },
		{ RULE("'references':[{'at':'/up','parent':'last'},{'at':'/a','path':'{^/b}/"
		       "{value}'}]"),
			"{'a':'v','up':'w'}",
			"x\n\t1:6 config \"v\" -> {^/b}/v\n\t1:15 config \"w\" -> a/b/w\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void functions_and_look_ups_change_what_fills_a_hole(void **state)
{
	static const struct row rows[] = {
		{ REFERENCE("'at':'/a','path':'{manifest}/{value|stem|replace:.=/}'"),
			"{'a':'x.y.run'}", "x\n\t1:6 config \"x.y.run\" -> a/b/x/y\n", NULL },
		{ REFERENCE("'at':'/a','path':['{value|after:#}','{value|before:#}']"), "{'a':'v'}",
			"x\n\t1:6 config \"v\" -> v\n", NULL },
		{ REFERENCE("'at':'/a','path':'{/b|or:B}/{/c|or:}{value}'"), "{'a':'v','c':'C'}",
			"x\n\t1:6 config \"v\" -> B/Cv\n", NULL },
		{ REFERENCE("'at':'/a','path':'{file}/{value}'"), "{'a':'v'}",
			"x\n\t1:6 config \"v\" -> a/b/x.json/v\n", NULL },
		{ REFERENCE("'at':'/a/*/b','path':'{../c}/{../../d/e}/{value}'"),
			"{'a':{'k':{'b':'v','c':'C'},'d':{'e':'E'}}}",
			"x\n\t1:16 config \"v\" -> C/E/v\n", NULL },
		{ REFERENCE("'at':'/a/*','path':'{/d/{1}/e}/{value}'"),
			"{'a':{'k/l':'v','m':'w'},'d':{'k/l':{'e':'E'}}}",
			"x\n\t1:13 config \"v\" -> E/v\n", NULL },
		{ REFERENCE("'at':'/a','path':'{/d/*[n={value}]/p}'"),
			"{'a':'y','d':[{'n':'x','p':1},{'n':'y','p':2}]}",
			"x\n\t1:6 config \"y\" -> 2\n", NULL },
		{ REFERENCE("'at':'/a','path':'t','key':['/k/{value}','/{value|steps|fold}']"),
			"{'a':'x.y/z'}",
			"x\n\t1:6 key \"x.y/z\" -> t key /k/x.y~1z or /~ix/~iy~1z\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void parts_of_a_text_stand_where_they_are_written(void **state)
{
	static const struct row rows[] = {
		{ REFERENCE("'at':'/a','split':','"), "{'a':'x, y,,x'}",
			"x\n\t1:7 config \"x\" -> a/b/x\n\t1:10 config \"y\" -> a/b/y\n"
			"\t1:13 config \"x\" -> a/b/x\n",
			NULL },
		{ REFERENCE("'at':'/a','split':'words'"), "{'a':'x  y'}",
			"x\n\t1:7 config \"x\" -> a/b/x\n\t1:10 config \"y\" -> a/b/y\n", NULL },
		{ REFERENCE("'at':'/a','split':'lines'"), "{'a':'x\\n y'}",
			"x\n\t1:7 config \"x\" -> a/b/x\n\t1:11 config \"y\" -> a/b/y\n", NULL },
		{ REFERENCE("'at':'/a','find':'<*>'"), "{'a':'<x><y> <z'}",
			"x\n\t1:8 config \"x\" -> a/b/x\n\t1:11 config \"y\" -> a/b/y\n", NULL },
		{ REFERENCE("'at':'/a','find':'^%*%$'"), "{'a':'%x%'}",
			"x\n\t1:8 config \"x\" -> a/b/x\n", NULL },
		{ REFERENCE("'at':'/*','find':'^%*%$'"), "{'a':' %x%','b':'%x% ','c':'%'}", "x\n",
			NULL },
		{ REFERENCE("'at':'/a','find':'after *'"), "{'a':'x after y z'}",
			"x\n\t1:15 config \"y z\" -> a/b/y z\n", NULL },
		{ REFERENCE("'at':'/a','split':','"), "{'a':'\\u0078,y'}",
			"x\n\t1:6 config \"x\" -> a/b/x\n\t1:14 config \"y\" -> a/b/y\n", NULL },
		{ MAPPING("'at':'/a','split':',','from':'{value}','to':'served:{value}'"),
			"{'a':'x,y'}",
			"x\n\tmapping 1:7 copy x -> served:x\n\tmapping 1:9 copy y -> served:y\n",
			NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void bases_are_the_first_of_their_templates_that_is_there(void **state)
{
#define BASE(list)                                                                                 \
	RULE("'bases':{'b':" list                                                                  \
	     "},'references':[{'at':'/up','parent':'last'},{'at':'/a','path':'{b}/{value}'}]")
	static const struct row rows[] = {
		{ BASE("['{/p}','{/q}']"), "{'a':'v','q':'Q'}", "x\n\t1:6 config \"v\" -> Q/v\n",
			NULL },
		{ BASE("['{/p}','{/q}']"), "{'a':'v','q':'Q','p':'P'}",
			"x\n\t1:6 config \"v\" -> P/v\n", NULL },
		{ BASE("['{/p}','{/q}']"), "{'a':'v'}", "x\n", NULL },
		{ BASE("['{^/p}','{/q}','{manifest}']"), "{'a':'v'}",
			"x\n\t1:6 config \"v\" -> a/b/v\n", NULL },
		{ BASE("['{^/p}','{/q}','{manifest}']"), "{'a':'v','up':'u'}",
			"x\n\t1:6 config \"v\" -> {{^/p} | a/b}/v\n\t1:15 config \"u\" -> a/b/u\n",
			NULL },
		{ BASE("['{/p}']"), "{'a':'v','p':'${x}'}",
			"x\n\t1:6 config \"v\" skipped: placeholder\n", NULL },
		{ RULE("'bases':{'b':'{manifest}/1','c':'{b}/2'},'references':[{'at':'/"
		       "a','path':'{c}/{value}'}]"),
			"{'a':'v'}", "x\n\t1:6 config \"v\" -> a/b/1/2/v\n", NULL },
	};
#undef BASE

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void variables_are_replaced_the_longest_first(void **state)
{
#define VARIABLES(list)                                                                            \
	RULE("'variables':{" list "},'references':[{'at':'/a','path':'{manifest}/{value}'}]")
	static const struct row rows[] = {
		{ VARIABLES("'$x':'X','$xy':'{/n}'"), "{'a':'$x/$xy/$z','n':'N'}",
			"x\n\t1:6 config \"$x/$xy/$z\" -> a/b/X/N/$z\n", NULL },
		{ VARIABLES("'{{u}}':''"), "{'a':'{{u}}/c'}",
			"x\n\t1:6 config \"{{u}}/c\" -> a/b//c\n", NULL },
		{ VARIABLES("'{{u}}':''"), "{'a':'{{u}}'}", "x\n", NULL },
		{ VARIABLES("'{w}':'{up:m}'"), "{'a':'{w}/c'}",
			"x\n\tnear a/b/m\n\tnear a/m\n\t1:6 config \"{w}/c\" -> a/c\n", "a/m" },
		{ VARIABLES("'{w}':'{up:m}'"), "{'a':'{w}/c'}",
			"x\n\tnear a/b/m\n\tnear a/m\n\tnear m\n\t1:6 config \"{w}/c\" skipped: "
			"placeholder\n",
			NULL },
		{ VARIABLES("'{w}':'{up:m}'"), "{'a':'c'}", "x\n\t1:6 config \"c\" -> a/b/c\n",
			NULL },
		{ VARIABLES("'{r}':'{root}'"), "{'a':'d/{r}'}",
			"x\n\t1:6 config \"d/{r}\" -> a/b/d/a/b\n", NULL },
		{ VARIABLES("'$n':'{/n}'"), "{'a':'$n/c','n':'$n'}",
			"x\n\t1:6 config \"$n/c\" -> a/b/$n/c\n", NULL },
		{ VARIABLES("'$n':'{/n}','$m':'{/m}'"), "{'a':'$n/c','n':'$m/$m','m':'M'}",
			"x\n\t1:6 config \"$n/c\" -> a/b/M/M/c\n", NULL },
		{ VARIABLES("'$n':'{/n}','$r':'{root}/'"), "{'a':'$n/c','n':'$r/d'}",
			"x\n\t1:6 config \"$n/c\" -> a/b//d/c\n", NULL },
	};
#undef VARIABLES

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void variables_that_stand_for_each_other_come_to_an_end(void **state)
{
	static const struct row rows[] = {
		{ RULE("'variables':{'$n':'{/n}'},'references':[{'at':'/a'}]"),
			"{'a':'$n/c','n':'$n$n$n$n$n$n$n$n$n$n$n$n'}", "x\n", NULL },
		{ RULE("'bases':{'e':'{/n}'},'variables':{'$n':'{e#/x}'},'references':[{'at':'/"
		       "a'}]"),
			"{'a':'$n/c','n':'$n'}", "x\n\t1:6 config \"$n/c\" -> a/b/{$n#/x}/c\n",
			NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void values_are_chosen_cut_and_read_as_urls(void **state)
{
	static const struct row rows[] = {
		{ REFERENCE("'at':'/*','only':['./*','../*'],'skip':['*.js']"),
			"{'a':'./v','b':'w','c':'./w.js'}", "x\n\t1:6 config \"./v\" -> a/b/./v\n",
			NULL },
		{ REFERENCE("'at':'/*','only':['file:*'],'cut':['file:','link:']"),
			"{'a':'file:v','b':'link:w','c':'1.0'}",
			"x\n\t1:6 config \"file:v\" -> a/b/v\n", NULL },
		{ REFERENCE("'at':'/d/*','pick':'key','only':['workspace:*'],'path':'npm:{value}'"),
			"{'d':{'p':'workspace:*','q':'^1'}}", "x\n\t1:7 config \"p\" -> npm:p\n",
			NULL },
		{ REFERENCE("'at':'/a','url':true,'only':['*.html'],'cut':'{/base}'"),
			"{'a':'https://h/p%20q.html?x','base':'https://h'}",
			"x\n\t1:6 config \"https://h/p%20q.html?x\" -> a/b//p q.html\n", NULL },
		{ REFERENCE("'at':'/*'"), "{'a':1,'b':true,'c':null,'d':{},'e':[],'f':'','g':' '}",
			"x\n", NULL },
		{ REFERENCE("'at':'/a'"), "{'a':'v\\u0000w'}", "x\n", NULL },
		{ REFERENCE("'at':'/a'"), "{'a':'v\\nw'}", "x\n", NULL },
		{ REFERENCE("'at':'/a','url':true"), "{'a':'v%00'}", "x\n", NULL },
		{ REFERENCE("'at':'/a','url':true"), "{'a':'#top'}", "x\n", NULL },
		{ REFERENCE("'at':'/a'"), "{'a':'https://h/x'}",
			"x\n\t1:6 config \"https://h/x\" skipped: url\n", NULL },
		{ REFERENCE("'at':'/a','only':['classpath:*']"), "{'a':'classpath:x'}",
			"x\n\t1:6 config \"classpath:x\" -> a/b/classpath:x\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void alternatives_of_one_list_are_one_reference(void **state)
{
	static const struct row rows[] = {
		{ REFERENCE("'at':'/p/*/*','alternatives':true"), "{'p':{'k':['v','w'],'l':['z']}}",
			"x\n\t1:12 config \"v\" -> a/b/v\n\t\tor 1:16 config \"w\" -> a/b/w\n"
			"\t1:26 config \"z\" -> a/b/z\n",
			NULL },
		{ REFERENCE("'at':'/p/*','alternatives':true,'want':'glob'"),
			"{'p':['*.a','!b.a']}",
			"x\n\t1:7 config \"*.a\" -> a/b/*.a\n\t\tor 1:13 config \"!b.a\" takes "
			"away -> a/b/b.a\n",
			NULL },
		{ REFERENCE("'at':'/p/*','want':'glob'"), "{'p':['*.a','!b.a']}",
			"x\n\t1:7 config \"*.a\" -> a/b/*.a\n", NULL },
		{ REFERENCE("'at':'/p/*','alternatives':true"), "{'p':['https://h',1]}",
			"x\n\t1:7 config \"https://h\" skipped: url\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void a_mapping_is_made_of_what_stands_in_the_value(void **state)
{
	static const struct row rows[] = {
		{ MAPPING("'from':['{manifest}/"
			  "p','{manifest}'],'to':'served:{root}','kind':'served'"),
			"{}",
			"x\n\tmapping served a/b/p -> served:a/b\n\tmapping served a/b -> "
			"served:a/b\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':'out:{root}/{./t}'"),
			"{'c':[{'f':'F','t':'T'},{'f':'F'},{'t':'T'},'s']}",
			"x\n\tmapping 1:7 copy F -> out:a/b/T\n", NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':['o/{./t}','o'],'filter':'{./g}'"),
			"{'c':[{'f':'F','t':'T','g':'/*.{a,b}'},{'f':'F'}]}",
			"x\n\tmapping 1:7 copy F -> o/T, only *.{a,b}\n\tmapping 1:40 copy F -> "
			"o\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':'o'"),
			"{'c':[{'f':'${x}'},{'f':'https://h'}]}", "x\n", NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':'o','loses':['strip:{./n}','flatten'],"
			  "'except':{'at':['./x','./y/*'],'pattern':'**/{value}'}"),
			"{'c':[{'f':'F','n':1,'x':'a','y':['!b/','','c']},{'f':'G'},"
			"{'f':'H','n':'all'}]}",
			"x\n\tmapping 1:7 copy F -> o, without **/a\n!**/b\n**/c, loses "
			"strip:1\nflatten\n\tmapping 1:50 copy G -> o, loses flatten\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':'o',"
			  "'except':{'in':['{./f}.ignore','{./f}/ignore'],'at':'/*/pattern'}"),
			"{'c':[{'f':'F'}]}",
			"x\n\tmapping 1:7 copy F -> o, without what is in F.ignore, without what "
			"is in F/ignore\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{value}','to':'n/{key}'"),
			"{'c':{'k':'v','s/*':'t/*','u/*':'t/*.js','w':'*'}}",
			"x\n\tmapping 1:11 copy v -> n/k\n\tmapping 1:21 copy t -> n/s\n", NULL },
		{ MAPPING("'at':'/c/"
			  "*','pick':'key','through':'npm:{value}','given':'out:{provider}',"
			  "'from':'out:{provider}','to':'{root}','kind':'use'"),
			"{'c':{'p':'1'}}",
			"x\n\tmapping 1:7 use out:{provider} -> a/b, through npm:p, given "
			"out:{provider}\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{./f}','to':'o','filter':'{./"
			  "g}','reference':{'at':'./f',"
			  "'kind':'asset'}"),
			"{'c':[{'f':'F','g':'*.a'},{'f':'https://h'}]}",
			"x\n\tmapping 1:7 copy F -> o, only *.a\n\t1:12 asset \"F\" -> F, a match "
			"of *.a\n"
			"\t1:32 asset \"https://h\" skipped: url\n",
			NULL },
		{ MAPPING("'at':'/c/*','from':'{value}','to':'o','reference':{'kind':'asset'}"),
			"{'c':['v',{'w':1}]}",
			"x\n\tmapping 1:7 copy v -> o\n\t1:7 asset \"v\" -> v\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void apps_names_and_parts_have_their_own_roots(void **state)
{
	static const struct row rows[] = {
		{ RULE("'app':{'name':['{/n}','{/m}'],'weak':true},'root':['{up:r}','{manifest}/"
		       "c']"),
			"{'m':'M'}",
			"x\n\tnear a/b/r\n\tnear a/r\n\tnear r\n\tapp a/b/c 'M', weak\n", NULL },
		{ RULE("'app':{}"), "{}", "x\n\tapp a/b 'b'\n", NULL },
		{ RULE("'app':{'name':'{/n}'}"), "{'n':'__MSG_x__'}", "x\n\tapp a/b 'b'\n", NULL },
		{ RULE("'app':{'when':[{'has':'/n'}]}"), "{}", "x\n", NULL },
		{ RULE("'root':'{/r}/..','app':{}"), "{'r':'..'}", "x\n\tapp a/b 'b'\n", NULL },
		{ RULE("'names':[{'name':'npm:{/n}','directory':'{manifest}/./c'},{'name':'npm:{/"
		       "n}'},"
		       "{'name':'npm:{/m}'}]"),
			"{'n':'N'}", "x\n\tname npm:N -> a/b/c\n", NULL },
		{ RULE("'names':[{'at':'/n/*','name':'k:{key}','directory':'{value}'}]"),
			"{'n':{'p':'q','r':'../s'}}", "x\n\tname k:p -> q\n", NULL },
		{ RULE("'bases':{'w':'{manifest}/..'},'parts':[{'at':'/p/*','when':[{'has':'/r'}],"
		       "'bases':{'s':'{w}/{/r}/{key}'},'root':'{w}/{/r}','app':{'name':'{key}'},"
		       "'references':[{'at':'/f','path':'{s}/{value}'}]}]"),
			"{'p':{'k':{'r':'R','f':'F'},'l':{'f':'G'}}}",
			"x\n\tapp a/R 'k'\n\t1:24 config \"F\" -> a/b/../R/k/F\n", NULL },
		{ RULE("'root':'{/r}','parts':[{'at':'/p/*','references':[{'at':'','path':'{root}/"
		       "{value}'}]}]"),
			"{'p':['f'],'r':'R'}", "x\n\t1:7 config \"f\" -> R/f\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void the_shared_build_of_the_root_has_a_name(void **state)
{
	static const struct row rows[] = {
		{ RULE("'names':[{'name':'out:{root}'}]"), "{}", "x\n\tname out:.\n", NULL },
		{ RULE("'app':{}"), "{}", "x\n\tapp . '.'\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "x.json");
}

static void nothing_is_near_a_manifest_whose_path_looks_like_one_in_a_space(void **state)
{
	static const struct row rows[] = {
		{ RULE("'root':'{up:m}','app':{}"), "{}", "x\n\tnear m\n\tapp npm:y 'npm:y'\n",
			"npm:y/m" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "npm:y/x.json");
}

static void a_manifest_is_recognised_by_all_its_conditions(void **state)
{
#define WHEN(list) RULE("'when':[" list "]")
	static const struct row rows[] = {
		{ WHEN("{'has':'/a/*'}"), "{'a':[0]}", "x\n", NULL },
		{ WHEN("{'has':'/a/*'}"), "{'a':[]}", "no manifest\n", NULL },
		{ WHEN("{'has':'/a','like':['j*','x']}"), "{'a':'jwt'}", "x\n", NULL },
		{ WHEN("{'has':'/a','like':['j*','x']}"), "{'a':'wjt'}", "no manifest\n", NULL },
		{ WHEN("{'has':'/a','like':['3']}"), "{'a':3}", "x\n", NULL },
		{ WHEN("{'has':'/a','kind':'map'}"), "{'a':{}}", "x\n", NULL },
		{ WHEN("{'has':'/a','kind':'map'}"), "{'a':[]}", "no manifest\n", NULL },
		{ WHEN("{'not':{'has':'/a'}}"), "{}", "x\n", NULL },
		{ WHEN("{'any':[{'has':'/a'},{'has':'/b'}]}"), "{'b':null}", "x\n", NULL },
		{ WHEN("{'any':[{'has':'/a'},{'has':'/b'}]}"), "{}", "no manifest\n", NULL },
		{ WHEN("{'has':'/a'},{'has':'/b'}"), "{'a':1}", "no manifest\n", NULL },
		{ WHEN("{'beside':['m','n']}"), "{}", "x\n\tnear a/b/m\n\tnear a/b/n\n", "a/b/n" },
		{ WHEN("{'beside':['m']}"), "{}", "no manifest\n\tnear a/b/m\n", "a/m" },
		{ WHEN("{'above':['d/m']}"), "{}", "x\n\tnear a/b/d/m\n\tnear a/d/m\n", "a/d/m m" },
		{ WHEN("{'above':['m']}"), "{}", "x\n\tnear a/b/m\n\tnear a/m\n", "a/m m" },
		{ WHEN("{'above':['m']},{'has':'/a'}"), "{}", "no manifest\n", "m" },
		{ WHEN("{'not':{'any':[{'beside':['m']}]}},{'above':['m']}"), "{}",
			"x\n\tnear a/b/m\n\tnear a/m\n", "a/m" },
		{ RULE("'title':'t'"), "[]", "x\n", NULL },
		{ RULE("'title':'t'"), "'a'", "no manifest\n", NULL },
	};
#undef WHEN

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void those_to_whom_a_document_leaves_something_are_its_delegates(void **state)
{
#define OTHER ",{'format':'y','files':['**/y.json'],'delegates':'/*'}]"
	static const struct row rows[] = {
		{ RULE("'delegates':['/a/*','/b']"), "{'a':['v',1],'b':{},'c':'w'}",
			"x\n\tdelegate of x: v\n\tdelegate of x: 1\n\tdelegate of x: \n", NULL },
		{ "[{'format':'x','files':['**/x.json'],'uses':[{'at':'/a','format':'y',"
		  "'delegates':true}]}" OTHER,
			"{'a':{'b':'v'}}", "x\n\tdelegate of y: v\n", NULL },
	};
#undef OTHER

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void what_does_not_parse_is_a_problem_of_those_to_whom_the_name_is_enough(void **state)
{
	static const struct {
		const char *rules, *first_line;
	} rows[] = {
		{ RULE("'title':'t'"), "a/b/x.json: x\n\tproblem in line 2: column " },
		{ RULE("'when':[{'has':'/a'}]"),
			"a/b/x.json: no manifest\n\tproblem in line 2: column " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *rules = quoted(rows[i].rules);
		struct str text = STR_INIT;
		struct ruleset ruleset;

		ruleset_of(&ruleset, rules);
		declare_text(&text, &ruleset, "a/b/x.json", "{\n\"a\":}", "");

		assert_contains(text.data, rows[i].first_line);
		ruleset_release(&ruleset);
		str_release(&text);
		free(rules);
	}
}

static void a_value_is_taken_once_by_the_rule_that_looks_closest(void **state)
{
	static const struct row rows[] = {
		{ "[{'format':'a','files':['**/x.json'],'app':{'name':'A'},"
		  "'references':[{'at':'/*','kind':'asset'}]},"
		  "{'format':'z','files':['**/x.json'],'when':[{'has':'/m'}],'app':{'name':'Z'},"
		  "'references':[{'at':'/m','kind':'code'}]}]",
			"{'m':'v','n':'w'}",
			"z a\n\tapp a/b 'Z'\n\t1:6 code \"v\" -> a/b/v\n\t1:14 asset \"w\" -> "
			"a/b/w\n",
			NULL },
		{ RULE("'references':[{'at':'/m','only':['z'],'kind':'code'},{'at':'/"
		       "*','kind':'page'},"
		       "{'at':'/m','kind':'asset'},{'at':'/m','pick':'key','kind':'doc'}]"),
			"{'m':'v'}", "x\n\t1:2 doc \"m\" -> a/b/m\n\t1:6 page \"v\" -> a/b/v\n",
			NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void inherited_values_are_declared_only_where_the_document_has_none(void **state)
{
#define INHERITED                                                                                  \
	RULE("'references':[{'at':'/up','parent':'last'},{'at':'/p/*','inherited':true,"           \
	     "'path':'{manifest}/{/base}/{value}'}]")
	static const struct row rows[] = {
		{ INHERITED, "{'base':'B'}", "x\n", NULL },
		{ INHERITED, "{'up':'u'}", "x\n\t1:7 config \"u\" -> a/b/u\n", NULL },
		{ INHERITED, "{'up':'u','base':'B','p':['q']}", "x\n\t1:7 config \"u\" -> a/b/u\n",
			NULL },
		{ INHERITED, "{'up':'u','base':'B'}",
			"x\n\t1:7 config \"u\" -> a/b/u\n\tinherited config -> a/b/B/{value}\n",
			NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
#undef INHERITED
}

static void a_parent_is_read_by_the_same_rule_from_where_it_lies(void **state)
{
	char *rules = quoted(RULE("'variables':{'$d':'{manifest}'},'references':["
				  "{'at':['/up','/up/*'],'parent':'last'},"
				  "{'at':'/p/*','inherited':true,'path':'{manifest}/{value}'}]"));
	char *json = quoted("{'up':['../t','u'],'p':['q','$d/r']}");
	const char *pointers[4];
	struct declared_reference *references;
	struct document *document;
	struct arena arena = ARENA_INIT;
	struct ruleset ruleset;
	struct str text = STR_INIT;
	size_t count;
	struct err err;

	(void)state;
	ruleset_of(&ruleset, rules);
	assert_ok(document_parse(&document, SYNTAX_JSON, json, strlen(json), &err));

	assert_ok(facts_select(&references, &count, ruleset.rules[0]->whole.references.items[0],
		"c/y.json", document->root, &arena, &err));
	assert_int_equal(count, 2);
	place_text(&text, references[0].values[0].paths);
	assert_string_equal(text.data, "c/../t");
	assert_string_equal(references[1].location, "/up/1");
	assert_string_equal(references[1].selector, "/up/*");

	assert_ok(facts_select(&references, &count, ruleset.rules[0]->whole.references.items[1],
		"c/y.json", document->root, &arena, &err));
	assert_int_equal(count, 2);
	str_clear(&text);
	place_text(&text, references[0].values[0].paths);
	assert_string_equal(text.data, "q");
	assert_int_equal(references[1].values[0].skip, SKIP_PLACEHOLDER);

	assert_int_equal(
		rule_pointers(ruleset.rules[0]->whole.references.items[0], pointers, 4), 2);
	assert_string_equal(pointers[0], "/up");
	assert_string_equal(pointers[1], "/up");
	str_release(&text);
	document_free(document);
	ruleset_release(&ruleset);
	arena_release(&arena);
	free(rules);
	free(json);
}

static int refuses(struct near_asker *asker, const char *path, struct err *err)
{
	(void)asker;
	return err_set(err, ERR_MISSING, "no object for '%s'", path);
}

static void a_question_that_fails_ends_the_declaration(void **state)
{
	char *rules = quoted(REFERENCE("'at':'/a','path':'{up:m}/{value}'"));
	char *json = quoted("{'a':'v'}");
	struct near_asker asker = { .is_file = refuses };
	struct arena arena = ARENA_INIT;
	struct ruleset ruleset;
	struct facts facts;
	struct err err;

	(void)state;
	ruleset_of(&ruleset, rules);

	assert_fails(facts_declare(&facts, &ruleset, "a/x.json", json, strlen(json), &asker, &arena,
			     &err),
		ERR_MISSING, "cannot declare 'a/x.json': no object for 'a/m'");

	ruleset_release(&ruleset);
	arena_release(&arena);
	free(rules);
	free(json);
}

static void a_wide_and_a_deep_document_are_declared_in_no_time(void **state)
{
	char *rules = quoted(RULE("'when':[{'above':['never']}],'references':[{'at':'/**/**/**/*',"
				  "'path':'{1}{2}{3}{4}/{up:never,again}{value}'}]"));
	struct str json = STR_INIT, path = STR_INIT, text = STR_INIT;
	struct ruleset ruleset;

	(void)state;
	for (int i = 0; i < 250; i++)
		str_add_text(&json, "{\"a\":");
	str_add_char(&json, '[');
	for (int i = 0; i < 5000; i++)
		str_add_text(&json, "\"v\",");
	str_add_text(&json, "0]");
	for (int i = 0; i < 250; i++)
		str_add_char(&json, '}');
	for (int i = 0; i < 1000; i++)
		str_add_text(&path, "d/");
	str_add_text(&path, "x.json");
	ruleset_of(&ruleset, rules);

	declare_text(&text, &ruleset, path.data, json.data, "never");

	assert_contains(text.data, "\tnear never\n");
	assert_contains(text.data, "config \"v\"");
	ruleset_release(&ruleset);
	str_release(&json);
	str_release(&path);
	str_release(&text);
	free(rules);
}

#define TWO_SYNTAXES(first)                                                                        \
	"[{'format':'x','files':['**/x.json']," first "'references':[{'at':'/*'}]},"               \
	"{'format':'y','files':['**/x.json'],'syntax':'patterns',"                                 \
	"'references':[{'at':'/*/pattern'}]}]"

static void a_file_is_read_in_each_syntax_that_a_rule_reads_it_in(void **state)
{
	static const struct row rows[] = {
		{ TWO_SYNTAXES("'syntax':'env',"), "K=v\n",
			"x y\n\t1:1 config \"K=v\" -> a/b/K=v\n\t1:3 config \"v\" -> a/b/v\n",
			NULL },
		{ TWO_SYNTAXES("'syntax':'json',"), "K=v\n",
			"x y\n\tproblem in line 1: column 1: expected a value\n", NULL },
		{ TWO_SYNTAXES("'syntax':'json','when':[{'has':'/K'}],"), "K=v\n",
			"y\n\t1:1 config \"K=v\" -> a/b/K=v\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void a_text_that_an_alias_repeats_is_a_value_in_each_of_its_roles(void **state)
{
	static const struct row rows[] = {
		{ RULE("'syntax':'yaml','references':[{'at':'/a/*'},{'at':'/b/*','kind':'code'},"
		       "{'at':'/*/*','kind':'ci'}]"),
			"a: &p [v]\nb: *p\nc: *p\nd: *p\n",
			"x\n\t1:8 config \"v\" -> a/b/v\n\t1:8 code \"v\" -> a/b/v\n"
			"\t1:8 ci \"v\" -> a/b/v\n",
			NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows), "a/b/x.json");
}

static void what_a_manifest_says_beyond_a_bound_is_left_out_and_said_to_be(void **state)
{
	static const char *const rules[] = { REFERENCE("'at':'/*'"),
		REFERENCE("'at':'/*','alternatives':true"),
		MAPPING("'at':'/*','from':'{value}','to':'o'"),
		RULE("'names':[{'at':'/0','name':'k:{value}'}],'references':[{'at':'/*'}]") };

	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		char *quoted_rules = quoted(rules[i]);
		struct str json = STR_INIT, text = STR_INIT;
		struct ruleset ruleset;

		str_add_char(&json, '[');
		for (int k = 0; k < FACTS_MAX; k++)
			str_add_text(&json, "\"v\",");
		str_add_text(&json, "\n\"beyond\"]");
		ruleset_of(&ruleset, quoted_rules);

		declare_text(&text, &ruleset, "x.json", json.data, "");

		assert_contains(text.data, "remark in line 2: more than 65536");
		assert_not_contains(text.data, "beyond");
		ruleset_release(&ruleset);
		str_release(&json);
		str_release(&text);
		free(quoted_rules);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_hole_is_filled),
		cmocka_unit_test(functions_and_look_ups_change_what_fills_a_hole),
		cmocka_unit_test(parts_of_a_text_stand_where_they_are_written),
		cmocka_unit_test(bases_are_the_first_of_their_templates_that_is_there),
		cmocka_unit_test(variables_are_replaced_the_longest_first),
		cmocka_unit_test(variables_that_stand_for_each_other_come_to_an_end),
		cmocka_unit_test(values_are_chosen_cut_and_read_as_urls),
		cmocka_unit_test(alternatives_of_one_list_are_one_reference),
		cmocka_unit_test(a_mapping_is_made_of_what_stands_in_the_value),
		cmocka_unit_test(apps_names_and_parts_have_their_own_roots),
		cmocka_unit_test(the_shared_build_of_the_root_has_a_name),
		cmocka_unit_test(nothing_is_near_a_manifest_whose_path_looks_like_one_in_a_space),
		cmocka_unit_test(a_manifest_is_recognised_by_all_its_conditions),
		cmocka_unit_test(those_to_whom_a_document_leaves_something_are_its_delegates),
		cmocka_unit_test(
			what_does_not_parse_is_a_problem_of_those_to_whom_the_name_is_enough),
		cmocka_unit_test(a_file_is_read_in_each_syntax_that_a_rule_reads_it_in),
		cmocka_unit_test(a_text_that_an_alias_repeats_is_a_value_in_each_of_its_roles),
		cmocka_unit_test(a_value_is_taken_once_by_the_rule_that_looks_closest),
		cmocka_unit_test(inherited_values_are_declared_only_where_the_document_has_none),
		cmocka_unit_test(a_parent_is_read_by_the_same_rule_from_where_it_lies),
		cmocka_unit_test(a_question_that_fails_ends_the_declaration),
		cmocka_unit_test(what_a_manifest_says_beyond_a_bound_is_left_out_and_said_to_be),
		cmocka_unit_test(a_wide_and_a_deep_document_are_declared_in_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
