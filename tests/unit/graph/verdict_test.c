/* verdict_test.c - what becomes of the references of a rule over a tree, key by key of the
 * language. */
#include "support/assert.h"

#include <string.h>

#include "graph/graph.h"
#include "support/trees.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

struct row {
	const char *name;
	const char *rules;    /* a list of rules, with ' for " */
	const char *tree;     /* as in support/trees.h, with ' for " */
	const char *expected; /* "RAW -> TARGET#KEY" or "RAW dangling", joined by ", " */
};

static char *quoted(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	return copy;
}

static void add_rules(struct ruleset *out, const char *rules)
{
	struct document *document;
	struct err err;

	ruleset_init(out);
	assert_ok(document_parse(&document, SYNTAX_JSON, rules, strlen(rules), &err));
	for (size_t i = 0; i < document->root->count; i++)
		assert_ok(ruleset_add(out, &document->root->children[i], &err));
	document_free(document);
	ruleset_seal(out);
}

static int tell(const struct reference *reference, void *payload)
{
	struct str *out = payload;

	str_addf(out, "%s%s", out->size ? ", " : "", reference->raw);
	if (reference->verdict == VERDICT_DANGLING)
		str_add_text(out, " dangling");
	else if (reference->verdict == VERDICT_SKIPPED)
		str_addf(out, " %s", skip_text(reference->skip));
	else
		str_addf(out, " -> %s", reference->target);
	if (reference->verdict == VERDICT_RESOLVED && reference->key)
		str_addf(out, "#%s", reference->key);
	return 0;
}

static void check_row(const struct row *row)
{
	struct memory_source *source = memory_source_new();
	struct arena arena = ARENA_INIT;
	struct str actual = STR_INIT;
	struct ruleset rules;
	struct snapshot *snapshot;
	struct graph *graph;
	const char *remark;
	struct err err;

	add_rules(&rules, quoted(&arena, row->rules));
	trees_put(source, quoted(&arena, row->tree));
	snapshot = memory_source_snapshot(source);
	assert_ok(graph_open(&graph, ":memory:", memory_source_objects(source), &remark, &err));
	assert_ok(graph_advance(graph, snapshot_root(snapshot), &rules, NULL, NULL, &err));

	assert_ok(graph_each_reference(graph, false, tell, &actual, &err));
	assert_row_string_equal(row->name, actual.data, row->expected);
	graph_free(graph);
	snapshot_free(snapshot);
	memory_source_free(source);
	ruleset_release(&rules);
	str_release(&actual);
	arena_release(&arena);
}

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(&rows[i]);
}

#define RULE(keys)      "[{'format':'x','files':['**/m.json']," keys "}]"
#define REFERENCES(all) RULE("'references':[" all "]")

static void a_key_resolves_where_its_documents_have_it(void **state)
{
#define KEY(more) REFERENCES("{'at':'/k/*','path':'{manifest}/t.json','key':" more "}")
	static const struct row rows[] = {
		{ "flat", KEY("'/{value}'"), "a/m.json={'k':['x.y','z']} a/t.json={'x.y':1}",
			"x.y -> a/t.json#x.y, z dangling" },
		{ "a key is one step whatever is in it", KEY("'/{value}'"),
			"m.json={'k':['x/y~z','*']} t.json={'x/y~z':1,'a':2}",
			"x/y~z -> t.json#x/y~z, * dangling" },
		{ "flat, then nested", KEY("['/{value}','/{value|steps}']"),
			"m.json={'k':['x.y','a.b','a']} t.json={'x':{'y':1},'a.b':2,'a':{}}",
			"x.y -> t.json#x.y, a.b -> t.json#a.b, a -> t.json#a" },
		{ "nested only", KEY("'/t/{value|steps}'"),
			"m.json={'k':['x.y','x.z']} t.json={'t':{'x':{'y':1}}}",
			"x.y -> t.json#x.y, x.z dangling" },
		{ "whatever the case", KEY("'/{value|fold}'"),
			"m.json={'k':['appName','other']} t.json={'APPname':1}",
			"appName -> t.json#appName, other dangling" },
		{ "the child with a member", KEY("'/list/*[id={value}]/text'"),
			"m.json={'k':['a/b','c']} "
			"t.json={'list':[{'id':'c'},{'id':'a/b','text':1}]}",
			"a/b -> t.json#a/b, c dangling" },
		{ "a value that is a pointer itself", KEY("'{value}'"),
			"m.json={'k':['/x/0','x','/x/1']} t.json={'x':[1]}",
			"/x/0 -> t.json#/x/0, /x/1 dangling" },
		{ "placeholders are no keys", KEY("'/{value}'"),
			"m.json={'k':['${x}','a:b','{x}']} t.json={'a:b':1,'{x}':2}",
			"${x} placeholder, a:b -> t.json#a:b, {x} -> t.json#{x}" },
		{ "any of several files",
			REFERENCES("{'at':'/k/*','path':['{manifest}/de.json','{manifest}/"
				   "en.json'],'key':'/{value}'}"),
			"m.json={'k':['x','y','z']} de.json={'x':1} en.json={'y':1}",
			"x -> de.json#x, y -> en.json#y, z dangling" },
		{ "a document that does not parse", KEY("'/{value}'"),
			"m.json={'k':['x']} t.json={'x'", "x unreadable" },
	};
#undef KEY

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_key_is_sought_in_the_files_of_another_reference(void **state)
{
#define IN(more)                                                                                   \
	REFERENCES("{'at':'/k/*','in':'texts','key':'/{value}'" more "},"                          \
		   "{'id':'texts','at':'/texts/*','want':'file'}")
	static const struct row rows[] = {
		{ "any of them", IN(""),
			"m.json={'k':['x','y','z'],'texts':['de.json','en.json']} de.json={'x':1} "
			"en.json={'x':1,'y':1}",
			"x -> de.json#x, y -> en.json#y, z dangling, "
			"de.json -> de.json, en.json -> en.json" },
		{ "all of them", IN(",'need':'all'"),
			"m.json={'k':['x','y'],'texts':['de.json','en.json']} de.json={'x':1} "
			"en.json={'x':1,'y':1}",
			"x -> de.json#x, y dangling, de.json -> de.json, en.json -> en.json" },
		{ "without such a reference there is nothing to ask", IN(""), "m.json={'k':['x']}",
			"" },
		{ "a file that is missing is told once", IN(""),
			"m.json={'k':['x','y'],'texts':['de.json','en.json']} en.json={'y':1}",
			"x follows, y -> en.json#y, de.json dangling, en.json -> en.json" },
	};
#undef IN

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_missing_file_that_no_other_reference_names_is_blamed_on_its_first_key(void **state)
{
	static const char named[] =
		REFERENCES("{'at':'/k/*','path':'{manifest}/t.json','key':'/{value}'},{'at':'/t'}");
	static const struct row rows[] = {
		{ "nobody names it",
			REFERENCES("{'at':'/k/*','path':'{manifest}/t.json',"
				   "'key':'/{value}'}"),
			"m.json={'k':['x','y','z']}", "x dangling, y follows, z follows" },
		{ "its name stands behind the keys", named, "m.json={'k':['x'],'t':'t.json'}",
			"x follows, t.json dangling" },
		{ "another is named", named, "m.json={'k':['x'],'t':'u.json'}",
			"x dangling, u.json dangling" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_key_with_no_file_is_one_of_the_manifest(void **state)
{
	static const struct row rows[] = {
		{ "by a member", REFERENCES("{'at':'/use/*','key':'/have/*[id={value}]'}"),
			"m.json={'use':['x','y'],'have':[{'id':'x'}]}",
			"x -> m.json#x, y dangling" },
		{ "of its key", REFERENCES("{'at':'/use/*','pick':'key','key':'/have/{value}'}"),
			"m.json={'use':{'x':1,'y':2},'have':{'y':1}}",
			"x dangling, y -> m.json#y" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_file_may_be_the_one_that_a_member_elsewhere_names(void **state)
{
	static const struct row rows[] = {
		{ "the file of the default language",
			REFERENCES(
				"{'at':'/k/*','path':'{manifest}/{/texts/*[key={/default}]/path}',"
				"'key':'/{value}'}"),
			"m.json={'default':'en','texts':[{'key':'de','path':'d.json'},"
			"{'key':'en','path':'e.json'}],'k':['x','y']} d.json={'x':1} "
			"e.json={'y':1}",
			"x dangling, y -> e.json#y" },
		{ "a directory with a name",
			REFERENCES(
				"{'at':'/icon','only':['resource:*;*'],'path':"
				"'{manifest}/{/dirs/*[key={value|after:resource:|before:;}]/path}"
				"/{value|after:;}'}"),
			"m.json={'icon':'resource:img;a.svg','dirs':[{'key':'img','path':'i'}]} "
			"i/a.svg=1",
			"resource:img;a.svg -> i/a.svg" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void what_makes_a_directory_count_is_sought_where_the_ending_leads(void **state)
{
	static const struct row rows[] = {
		{ "below the root", REFERENCES("{'at':'/a','endings':['','/b'],'with':['x']}"),
			"m.json={'a':'.'} b/x=1", ". dangling" },
		{ "from the root on", REFERENCES("{'at':'/a','endings':['/b'],'with':['x']}"),
			"m.json={'a':'.'} b/x=1", ". -> b" },
		{ "elsewhere", REFERENCES("{'at':'/a','endings':['/b'],'with':['x']}"),
			"m.json={'a':'c'} c/b/x=1", "c -> c/b" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void parts_of_a_text_are_references_of_their_own(void **state)
{
	static const struct row rows[] = {
		{ "found in it",
			REFERENCES("{'at':'/**','find':'__MSG_*__','path':'{manifest}/t.json',"
				   "'key':'/{value}'}"),
			"m.json={'a':'__MSG_x__-__MSG_y__','b':'z'} t.json={'x':1}",
			"x -> t.json#x, y dangling" },
		{ "divided", REFERENCES("{'at':'/a','split':','}"), "m.json={'a':'x,./y,'} x=1 y=1",
			"x -> x, ./y -> y" },
		{ "found and divided", REFERENCES("{'at':'/a','find':'hash(*)','split':','}"),
			"m.json={'a':'key-hash(`x`,`y`)'} x=1", "x -> x, y dangling" },
		{ "only some of them", REFERENCES("{'at':'/a','split':',','only':['./*']}"),
			"m.json={'a':'x,./y'} y=1", "./y -> y" },
		{ "escaped in the source", REFERENCES("{'at':'/a','split':','}"),
			"m.json={'a':'\\u0078,\\u0079'} x=1 y=1", "x -> x, y -> y" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_variable_may_stand_for_a_value_of_another_document(void **state)
{
#define VARIABLES(list, more)                                                                      \
	RULE("'bases':{'env':'{manifest}/e.json','up':'{up:p.json}/p.json'},"                      \
	     "'variables':{" list "},'references':[{'at':'/a/*'" more "}]")
	static const char env[] =
		VARIABLES("'${*:-*}':['{env#/{1}}','{2}'],'${*}':'{env#/{1}}'", "");
	static const char chain[] =
		RULE("'variables':{'${*}':['{/v/{1}}','{^#/v/{1}}']},'references':["
		     "{'at':'/up','want':'file','parent':'first'},{'at':'/a/*'}]");
	static const struct row rows[] = {
		{ "the value", env,
			"d/m.json={'a':['${X}','s/${X}.c','s']} d/e.json={'X':'x'} "
			"d/x=1 d/s/x.c=1",
			"${X} -> d/x, s/${X}.c -> d/s/x.c, s -> d/s" },
		{ "no such value", env, "m.json={'a':['${X}']} e.json={'Y':'x'} x=1",
			"${X} placeholder" },
		{ "no such file", env, "m.json={'a':['${X}']} x=1", "${X} placeholder" },
		{ "a file that cannot be read", env, "m.json={'a':['${X}']} e.json={'X' x=1",
			"${X} unreadable" },
		{ "a default", env, "m.json={'a':['${X:-y}','${Y:-y}']} e.json={'X':'x'} x=1 y=1",
			"${X:-y} -> x, ${Y:-y} -> y" },
		{ "a default without a file", env, "m.json={'a':['${X:-y/z}']} y/z=1",
			"${X:-y/z} -> y/z" },
		{ "a value that is none", env,
			"m.json={'a':['${X}','${Y}']} "
			"e.json={'X':{},'Y':'https://a.b'}",
			"${X} placeholder, ${Y} url" },
		{ "a name that ends by itself", VARIABLES("'$*':'{env#/{1}}'", ""),
			"m.json={'a':['$X/$Y-z','$']} e.json={'X':'x','Y':'y'} x/y-z=1",
			"$X/$Y-z -> x/y-z, $ dangling" },
		{ "changed by functions",
			VARIABLES("'$(*)':'{up#/{1}}'",
				",'path':'{manifest}/{value|replace:\\\\=/}'"),
			"d/m.json={'a':['$(X)\\\\y']} p.json={'X':'..\\\\z'} z/y=1",
			"$(X)\\y -> z/y" },
		{ "a value that is filled in from where it stands",
			VARIABLES("'$(here)':'{manifest}/','$(*)':'{up#/{1}}'", ""),
			"d/e/m.json={'a':['$(X)y','z/$(X)y']} d/p.json={'X':'$(here)s/'} d/s/y=1",
			"$(X)y -> d/s/y, z/$(X)y dangling" },
		{ "through functions too",
			VARIABLES("'$(here)':'{manifest}/','$(*)':'{up#/{1}}'",
				",'path':'{manifest}/{value|replace:\\\\=/}'"),
			"d/e/m.json={'a':['$(X)\\\\y']} d/p.json={'X':'$(here)s'} d/s/y=1",
			"$(X)\\y -> d/s/y" },
		{ "of the manifest itself, then of its parents", chain,
			"m.json={'up':'p.json','v':{'X':'x'},'a':['${X}','${Y}','${Z}']} "
			"p.json={'up':'q.json','v':{'X':'n'}} q.json={'v':{'X':'n','Y':'y'}} x=1 "
			"y=1",
			"p.json -> p.json, ${X} -> x, ${Y} -> y, ${Z} placeholder" },
		{ "of a parent that is missing", chain, "m.json={'up':'p.json','a':['${X}']} x=1",
			"p.json dangling, ${X} follows" },
	};
#undef VARIABLES

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void the_nearest_directory_with_a_name_counts(void **state)
{
	static const char rules[] =
		"[{'format':'x','files':['**/m.json'],'references':[{'at':'/a','path':"
		"'{nearest:ws}/{value}'},{'at':'/k','path':'{nearest:ws}/w.json','key':'/"
		"{value}'}]},"
		"{'format':'w','files':['**/w.json'],'names':[{'name':'ws:{manifest}'}]}]";
	static const struct row rows[] = {
		{ "above", rules,
			"w.json={} d/w.json={'k':1} d/e/m.json={'a':'x','k':'k'} d/x=1 x=1",
			"x -> d/x, k -> d/w.json#k" },
		{ "beside", rules, "d/w.json={} d/m.json={'a':'x'} d/x=1", "x -> d/x" },
		{ "at the root", rules, "w.json={} d/m.json={'a':'x'} x=1", "x -> x" },
		{ "nowhere", rules, "e/w.json={} d/m.json={'a':'x'} x=1", "x follows" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_default_counts_where_nobody_wrote_a_value(void **state)
{
#define DEFAULT                                                                                    \
	REFERENCES(                                                                                \
		"{'at':'/build/*/file','default':'Dockerfile','path':"                             \
		"'{manifest}/{../context|or:.}/{value}','want':'file'},{'at':'/build/*/context'}")
	static const struct row rows[] = {
		{ "in its place", DEFAULT, "m.json={'build':{'a':{'context':'x'}}} x/Dockerfile=1",
			"Dockerfile -> x/Dockerfile, x -> x" },
		{ "not where a value stands", DEFAULT,
			"m.json={'build':{'a':{'file':'F'}}} Dockerfile=1", "F dangling" },
		{ "in each", DEFAULT,
			"m.json={'build':{'a':{},'b':{'context':'x'}}} Dockerfile=1 x/y=1",
			"Dockerfile -> Dockerfile, Dockerfile dangling, x -> x" },
		{ "not where there is nothing it could stand in", DEFAULT,
			"m.json={'build':{'a':'x','b':null}} Dockerfile=1", "" },
		{ "a parent that nobody names",
			RULE("'references':[{'at':'/up','default':'p.json','want':'file','parent':"
			     "'first'},{'at':'/a','path':'{^#/dir}/{value}'}]"),
			"m.json={'a':'v'} p.json={'dir':'d'} d/v=1", "p.json -> p.json, v -> d/v" },
	};
#undef DEFAULT

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_rule_may_speak_of_a_part_of_another_manifest(void **state)
{
	static const char rules[] =
		"[{'format':'x','files':['**/m.json'],'uses':[{'at':'/tool','format':'tool'},"
		"{'at':'/other','format':'nothing'}]},{'format':'tool','files':['**/t.json'],"
		"'app':{},'variables':{'<r>':'{/root}'},'references':[{'at':'/files/*'}],"
		"'uses':[{'at':'/again','format':'tool'}]}]";
	static const struct row rows[] = {
		{ "at its place", rules,
			"m.json={'tool':{'files':['x','<r>/y'],'root':'r'}} x=1 r/y=1",
			"x -> x, <r>/y -> r/y" },
		{ "by itself too", rules, "t.json={'files':['x']} x=1", "x -> x" },
		{ "nothing there", rules, "m.json={'tool':'t','other':{}}", "" },
		{ "within itself, as deep as is enough", rules,
			"m.json={'tool':{'again':{'again':{'again':{'files':['x']},'files':['y']},"
			"'files':['z']}}}",
			"y dangling, z dangling" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_file_without_certain_bytes_is_not_even_read(void **state)
{
	static const char rules[] = RULE("'when':[{'contains':['kind','sort']}],"
					 "'references':[{'at':'/a'}]");
	static const struct row rows[] = {
		{ "one of them", rules, "m.json={'a':'x','sort':1}", "x dangling" },
		{ "none of them", rules, "m.json={'a':'x'}", "" },
		{ "none of them, and no document at all", rules, "m.json={'a':", "" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void a_name_may_have_any_number_of_components(void **state)
{
	static const char rules[] =
		"[{'format':'x','files':['**/m.json'],'references':["
		"{'at':'/need/*','path':'go:{value}','want':'name'},{'at':'/in/"
		"*','path':'go:{value}'}]},"
		"{'format':'p','files':['**/p.json'],'names':[{'name':'go:{/module}',"
		"'directory':'{manifest}'}]}]";
	static const struct row rows[] = {
		{ "the whole of it, or the longest beginning", rules,
			"m.json={'need':['e.org/a/b','e.org/a/b/c','e.org/a','e.org/a/bc']} "
			"d/p.json={'module':'e.org/a/b'}",
			"e.org/a/b -> d/p.json#e.org/a/b, e.org/a/b/c -> d/p.json#e.org/a/b, "
			"e.org/a external, e.org/a/bc external" },
		{ "a path below it", rules,
			"m.json={'in':['e.org/a/b/x','e.org/a/b/y','e.org/x']} "
			"d/p.json={'module':'e.org/a/b'} d/x=1",
			"e.org/a/b/x -> d/x, e.org/a/b/y dangling, e.org/x external" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void what_lies_outside_cannot_be_judged(void **state)
{
	static const char rules[] =
		RULE("'references':[{'at':'/a/*','path':'job:{file}/{value}','want':'glob'}],"
		     "'mappings':[{'at':'/out','from':'outside:','to':'job:{file}/{value}'},"
		     "{'from':'','to':'job:{file}'}]");
	static const struct row rows[] = {
		{ "a foreign checkout", rules, "m.json={'out':'o','a':['x','y','o/z','o/*.c']} x=1",
			"x -> x, y dangling, o/z outside, o/*.c outside" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_resolves_where_its_documents_have_it),
		cmocka_unit_test(a_key_is_sought_in_the_files_of_another_reference),
		cmocka_unit_test(
			a_missing_file_that_no_other_reference_names_is_blamed_on_its_first_key),
		cmocka_unit_test(a_key_with_no_file_is_one_of_the_manifest),
		cmocka_unit_test(a_file_may_be_the_one_that_a_member_elsewhere_names),
		cmocka_unit_test(what_makes_a_directory_count_is_sought_where_the_ending_leads),
		cmocka_unit_test(parts_of_a_text_are_references_of_their_own),
		cmocka_unit_test(a_variable_may_stand_for_a_value_of_another_document),
		cmocka_unit_test(the_nearest_directory_with_a_name_counts),
		cmocka_unit_test(a_name_may_have_any_number_of_components),
		cmocka_unit_test(what_lies_outside_cannot_be_judged),
		cmocka_unit_test(a_default_counts_where_nobody_wrote_a_value),
		cmocka_unit_test(a_rule_may_speak_of_a_part_of_another_manifest),
		cmocka_unit_test(a_file_without_certain_bytes_is_not_even_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
