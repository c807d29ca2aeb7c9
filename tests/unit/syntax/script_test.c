/* script_test.c - what a program says without being run. */
#include "support/assert.h"

#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "syntax/script.h"
#include "syntax/script_tree.h"
#include "util/str.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* A program that calls what another's module exports, and the arguments that it is seen to give. */
struct row {
	const char *program, *arguments;
};

static struct document *read_at(const char *path, const char *program, struct script_loader *loader)
{
	const struct script_source source = { .is_typescript = false,
		.path = path,
		.working_directory = "apps/shop",
		.bytes = program,
		.size = strlen(program),
		.loader = loader };
	struct document *document;
	struct err err;

	if (script_parse(&document, &source, &err) < 0) {
		print_error("%s: %s\n", program, err.text);
		fail();
	}
	return document;
}

/* What is said in some cases only ends with '?'. */
static void add_value(struct str *out, const struct node *node)
{
	if (node->kind == NODE_STRING)
		str_addf(out, "%s%s", node->text,
			node->confidence == CONFIDENCE_CONDITIONAL ? "?" : "");
	else if (node->kind == NODE_UNKNOWN)
		str_add_text(out, "unknown");
	else
		add_shape(out, node);
}

static void add_arguments(struct str *out, const struct node *calls)
{
	for (size_t i = 0; calls && i < calls->count; i++) {
		const struct node *arguments = node_member(&calls->children[i], "args");

		for (size_t k = 0; arguments && k < arguments->count; k++) {
			if (out->size)
				str_add_char(out, ' ');
			add_value(out, &arguments->children[k]);
		}
	}
}

static void check_arguments(const struct row *rows, size_t count)
{
	if (!script_can_read())
		skip();
	for (size_t i = 0; i < count; i++) {
		struct document *document = read_at("apps/shop/build/x.js", rows[i].program, NULL);
		struct str arguments = STR_INIT;

		add_arguments(&arguments, node_at(document->root, "/calls/tool"));
		assert_row_string_equal(rows[i].program, arguments.data, rows[i].arguments);
		check_family(document->root);
		str_release(&arguments);
		document_free(document);
	}
}

static void literals_and_sums_are_known(void **state)
{
	static const struct row rows[] = {
		{ "import tool from 'tool'; tool('a', \"b\\n\\u{e9}\", `c`)", "a b\n\xc3\xa9 c" },
		{ "import tool from 'tool'; tool(1, true, null, undefined)",
			"#1 true null unknown" },
		{ "import tool from 'tool'; const a = 'x'; tool(a + '/y', `${a}-${a}`)",
			"x/y x-x" },
		{ "import tool from 'tool'; tool(a + 'y', `${a}`, 1 + 2)",
			"unknown unknown unknown" },
		{ "import tool from 'tool'; const l = ['a', 'b']; tool([...l, 'c'], l[1])",
			"['a' 'b' 'c'] b" },
		{ "import tool from 'tool'; const m = { a: 'x', b: { c: 'y' } }; tool({ ...m, a: "
		  "'z' }, m.b.c, m['a'])",
			"{a:'z' b:{c:'y'}} y x" },
		{ "import tool from 'tool'; tool(Object.assign({}, { a: 'x' }, { b: 'y' }))",
			"{a:'x' b:'y'}" },
		{ "import tool from 'tool'; tool(['a'].concat('b', ['c']).filter(Boolean))",
			"['a' 'b' 'c']" },
		{ "import tool from 'tool'; let a, b = ['x'], c = 'c'; a ?\?= 'y'; (b ||= "
		  "[]).push('z'); "
		  "c &&= 'd'; c -= 1; tool(a, b, c)",
			"y ['x' 'z'] unknown" },
		{ "import tool from 'tool'; function f() { return 'a' } f.g = () => 'b'; f.h = "
		  "'c'; tool(f(), f.g(), f.h, f.i)",
			"a b c unknown" },
		{ "import tool from 'tool'; tool(['a', 'b'].map(x => ({ from: x })))",
			"[{from:'a'} {from:'b'}]" },
	};

	(void)state;
	check_arguments(rows, COUNT(rows));
}

static void paths_of_node_are_known(void **state)
{
	static const struct row rows[] = {
		{ "const path = require('path'); require('tool')(path.join(__dirname, '../../x', "
		  "'y'))",
			"/apps/x/y" },
		{ "const { join, resolve } = require('node:path'); require('tool')(join('a', "
		  "'..', 'b'), resolve('a'))",
			"b /apps/shop/a" },
		{ "require('tool')(__dirname.replace(/\\\\/g, '/') + '/a', "
		  "'a\\\\b'.replace(/\\\\/g, "
		  "'/'), 'a'.replace(/a/g, 'b'))",
			"/apps/shop/build/a unknown unknown" },
		{ "import * as path from 'path'; import tool from 'tool'; "
		  "tool(path.resolve(__dirname, '..', 'a'), path.resolve('/a'))",
			"/apps/shop/a unknown" },
		{ "import path from 'path'; import tool from 'tool'; "
		  "tool(path.dirname(__filename), "
		  "path.basename(__filename, '.js'), path.extname('a/b.c'))",
			"/apps/shop/build x .c" },
		{ "import path from 'path'; import tool from 'tool'; "
		  "tool(path.posix.relative(__dirname, path.join(__dirname, '../a')), path.sep)",
			"../a /" },
		{ "import tool from 'tool'; tool(__dirname + '/a', `${__dirname}/../a`)",
			"/apps/shop/build/a /apps/shop/build/../a" },
		{ "import tool from 'tool'; tool(process.cwd(), process.cwd() + '/a')",
			"/apps/shop /apps/shop/a" },
		{ "import { fileURLToPath, URL } from 'node:url'; import tool from 'tool'; "
		  "tool(fileURLToPath(new URL('./a', import.meta.url)), import.meta.dirname, "
		  "new URL('../b', import.meta.url).pathname)",
			"/apps/shop/build/a /apps/shop/build /apps/shop/b" },
		{ "import path from 'path'; import tool from 'tool'; const __dirname = "
		  "path.dirname(fileURLToPath(import.meta.url)); tool(__dirname)",
			"unknown" },
		{ "import path from 'path'; import tool from 'tool'; tool(path.join(__dirname, "
		  "'../../../..', 'a'), path.join(__dirname, '../../..'))",
			"/../a /" },
		{ "import path from 'path'; import tool from 'tool'; tool(path.join(x, 'a'), "
		  "path.join(__dirname, process.env.DIR))",
			"unknown unknown" },
	};

	(void)state;
	check_arguments(rows, COUNT(rows));
}

static void both_branches_are_given(void **state)
{
	static const struct row rows[] = {
		{ "import tool from 'tool'; tool(x ? 'a' : 'b')", "a? b?" },
		{ "import tool from 'tool'; tool(true ? 'a' : 'b', false || 'c', 'd' || e)",
			"a c d" },
		{ "import tool from 'tool'; tool(process.env.DIR || 'a', x ?? 'b')",
			"unknown unknown unknown b? a? unknown a? b?" },
		{ "import tool from 'tool'; if (x) tool('a'); else tool('b'); tool('c')",
			"a? b? c" },
		{ "import tool from 'tool'; let a = 'x'; if (y) a = 'z'; tool(a)", "x? z?" },
		{ "import tool from 'tool'; x && tool('a')", "a?" },
		{ "import path from 'path'; import tool from 'tool'; tool(path.join('a', x ? 'b' : "
		  "'c'), `d${x ? 'e' : 'f'}`)",
			"a/b? de? a/b? df? a/c? de? a/c? df?" },
		{ "import tool from 'tool'; switch (x) { case 1: tool('a'); break; default: "
		  "tool('b') }",
			"a? b?" },
		{ "import tool from 'tool'; try { tool('a') } catch { tool('b') }", "a b?" },
		{ "import tool from 'tool'; for (const x of ['a', 'b']) tool(x); for (;;) "
		  "tool('c')",
			"a b c?" },
	};

	(void)state;
	check_arguments(rows, COUNT(rows));
}

static void functions_are_looked_into(void **state)
{
	static const struct row rows[] = {
		{ "import tool from 'tool'; const f = dir => dir + '/a'; tool(f('x'))", "x/a" },
		{ "import tool from 'tool'; function f({ dir, to = 'y' }) { return dir + to } "
		  "tool(f({ dir: 'x' }))",
			"xy" },
		{ "import tool from 'tool'; function f(a) { tool(a) } f('x'); f('y')", "x y" },
		{ "import tool from 'tool'; function f(a) { if (a) return 'x'; return 'y' } "
		  "tool(f(true), f(z))",
			"x x? x y?" },
		{ "import tool from 'tool'; function never() { tool('a') }", "a" },
		{ "import tool from 'tool'; app.get('/', () => tool('a'))", "a" },
		{ "import tool from 'tool'; const f = () => f(); tool(f())", "unknown" },
		{ "import tool from 'tool'; const o = { f() { return 'a' } }; tool(o.f())", "a" },
		{ "import tool from 'tool'; class A { m() { tool('a') } }", "a" },
		{ "import tool from 'tool'; async function f() { return await 'a' } (async () => "
		  "tool(await f()))()",
			"a" },
	};

	(void)state;
	check_arguments(rows, COUNT(rows));
}

static void calls_are_found_through_their_bindings(void **state)
{
	static const struct row rows[] = {
		{ "const x = require('tool'); x('a'); new x('b')", "a b" },
		{ "import { default as x } from 'tool'; x('a')", "a" },
		{ "import * as x from 'tool'; x.default('a')", "a" },
		{ "require('tool')('a')", "a" },
		{ "import x = require('tool'); x('a')", "a" },
		{ "(await import('tool')).default('a')", "a" },
		{ "import tool from 'tools'; tool('a')", "" },
		{ "const tool = () => 1; tool('a')", "" },
	};
	static const struct shape shapes[] = {
		{ "import { a } from '@x/y'; a.b('c')",
			"{exports:[{}] calls:{@x/y.a.b:[{args:['c']}]}}" },
		{ "const app = require('express')(); app.use('/x', 1).get('y')",
			"{exports:[{}] calls:{express:[{use:[{args:['/x' #1]}] "
			"get:[{args:['y']}]}]}}" },
		{ "export default a(b('c'))",
			"{exports:[{a:[{args:[{b:[{args:['c']}]}]}]}] calls:{b:[{args:['c']}] "
			"a:[{args:[{b:[{args:['c']}]}]}]}}" },
		{ "export default (f) => f.init({ a: 'b' })",
			"{exports:[{.init:[{args:[{a:'b'}]}]}] calls:{.init:[{args:[{a:'b'}]}]}}" },
		{ "require('a')('b')('c')",
			"{exports:[{}] calls:{a:[{args:['b'] ():[{args:['c']}]}]}}" },
	};

	(void)state;
	check_arguments(rows, COUNT(rows));
	check_shapes(SYNTAX_JAVASCRIPT, shapes, COUNT(shapes));
}

static void exports_are_a_list_of_all_that_they_may_be(void **state)
{
	static const struct shape rows[] = {
		{ "module.exports = { a: 'b' }", "{exports:[{a:'b'}] calls:{}}" },
		{ "module.exports.a = 'b'; exports.c = 'd'", "{exports:[{a:'b' c:'d'}] calls:{}}" },
		{ "export default { a: 'b' }", "{exports:[{a:'b'}] calls:{}}" },
		{ "const a = { b: 'c' }; export { a as default }", "{exports:[{b:'c'}] calls:{}}" },
		{ "module.exports = [{ a: 'b' }, { a: 'c' }]",
			"{exports:[{a:'b'} {a:'c'}] calls:{}}" },
		{ "module.exports = (env) => ({ a: env.x ? 'b' : 'c' })",
			"{exports:[{a:'b' a:'c'}] calls:{}}" },
		{ "module.exports = [{ a: x ? 'b' : 'c', d: 'e' }]",
			"{exports:[{a:'b' d:'e'} {a:'c' d:'e'}] calls:{}}" },
		{ "export default async function () { return { a: x } }",
			"{exports:[{a:?x}] calls:{}}" },
		{ "const c = { a: 'b' }; c.d = 'e'; c.f = [1]; c.f.push(2); export default c",
			"{exports:[{a:'b' d:'e' f:[#1 #2]}] calls:{}}" },
		{ "export const a = 'b'", "{exports:[] calls:{}}" },
	};

	(void)state;
	if (!script_can_read())
		skip();
	check_shapes(SYNTAX_JAVASCRIPT, rows, COUNT(rows));
}

static void what_may_be_said_elsewhere_makes_a_document_open(void **state)
{
	static const struct {
		const char *program;
		bool is_open;
	} rows[] = {
		{ "module.exports = { a: ['b'], mode: process.env.MODE, c: `${d}` }", false },
		{ "module.exports = { a: ['b', ...more] }", false },
		{ "import { more } from './more'; module.exports = { a: ['b', ...more] }", true },
		{ "import { more } from './more'; module.exports = { a: more() }", true },
		{ "import more from './more'; module.exports = { ...more }", true },
		{ "import more from './more'; module.exports = more", true },
		{ "import P from 'p'; module.exports = (opts) => ({ plugins: [new P(opts)] })",
			true },
		{ "import P from 'p'; module.exports = { plugins: [P(), x && P()] }", false },
		{ "const f = require('fs'); module.exports = { a: f.readdirSync('b') }", true },
		{ "module.exports = require('p')", true },
		{ "module.exports = require('p')(__dirname)", true },
		{ "const p = require('p'); module.exports = p.merge(p.base('a'), { b: 'c' })",
			true },
		{ "const p = require('p'); module.exports = (dir) => p(dir)", true },
		{ "import { config } from 'p'; export default config({ a: ['b'] })", false },
		{ "import { config } from 'p'; export default config(() => ({ a: 'b' }))", false },
	};

	(void)state;
	if (!script_can_read())
		skip();
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document *document = read_at("x.js", rows[i].program, NULL);

		assert_row_int_equal(rows[i].program, document->is_open, rows[i].is_open);
		document_free(document);
	}
}

static void values_stand_where_their_literals_do(void **state)
{
	static const char program[] = "const path = require('path')\n"
				      "const dir = path.join(__dirname, 'src')\n"
				      "require('tool')({\n"
				      "  from: path.join(dir, \"i18n\"), to: `x` })\n";
	static const struct place places[] = {
		{ "/calls/tool/0/args/0/from", 4, 24, "\"i18n\"", 4, 3, "from" },
		{ "/calls/tool/0/args/0/to", 4, 37, "`x`", 4, 33, "to" },
	};

	(void)state;
	if (!script_can_read())
		skip();
	check_places(SYNTAX_JAVASCRIPT, program, places, COUNT(places));
}

static void mistakes_are_refused_where_they_are(void **state)
{
	static const struct refusal rows[] = {
		{ "const a = ;", 1, 9, "the program is not understood" },
		{ "a\nb(c", 2, 1, "the program is not understood" },
	};

	(void)state;
	if (!script_can_read())
		skip();
	check_refusals(SYNTAX_JAVASCRIPT, rows, COUNT(rows));
}

static void typescript_is_read_without_its_types(void **state)
{
	static const struct shape rows[] = {
		{ "import type { X } from 'x'; interface A { b: string }\n"
		  "const c = <const>'d'; export default { c, e: 'f' as string } satisfies X",
			"{exports:[{c:'d' e:'f'}] calls:{}}" },
		{ "enum A { B } export default defineConfig<X>({ a: b! } as X)",
			"{exports:[{defineConfig:[{args:[{a:?b}]}]}] "
			"calls:{defineConfig:[{args:[{a:?b}]}]}}" },
	};

	(void)state;
	if (!script_can_read())
		skip();
	check_shapes(SYNTAX_TYPESCRIPT, rows, COUNT(rows));
}

/* What is said of a program that reaches a bound, and at which line; "": it reaches none. */
static void check_remark(
	const char *program, struct script_loader *loader, const char *what, unsigned line)
{
	struct document *document = read_at("x.js", program, loader);

	assert_string_equal(document->remark ? document->remark : "", what);
	assert_int_equal(document->remark_line, line);
	assert_int_equal(document->is_open, *what != '\0');
	document_free(document);
}

static void a_program_is_read_up_to_its_bounds(void **state)
{
	struct str program = STR_INIT;

	(void)state;
	if (!script_can_read())
		skip();
	/* A statement takes four steps: itself, the assignment, and its two sides. */
	add_times(&program, "x=1;\n", SCRIPT_STEPS_MAX / 4);
	check_remark(program.data, NULL, "", 0);
	str_add_text(&program, "x=1;");
	check_remark(program.data, NULL,
		"the program is not read to its end: it takes too many steps",
		SCRIPT_STEPS_MAX / 4 + 1);

	str_set(&program, "");
	add_times(&program, "[", 500);
	add_times(&program, "]", 500);
	check_limit(SYNTAX_JAVASCRIPT, program.data, program.size, "nested more than");

	str_set(&program, "");
	add_times(&program, "(", SCRIPT_TOKENS_MAX + 1);
	check_limit(SYNTAX_JAVASCRIPT, program.data, program.size, "words and signs");

	str_set(&program, "//");
	add_times(&program, "x", SCRIPT_SIZE_MAX - 2);
	check_remark(program.data, NULL, "", 0);
	str_add_char(&program, 'x');
	check_limit(SYNTAX_JAVASCRIPT, program.data, program.size, "larger than");
	str_release(&program);
}

static void values_that_grow_without_end_are_cut(void **state)
{
	struct str program = STR_INIT;

	(void)state;
	if (!script_can_read())
		skip();
	str_set(&program, "let a = ['x'];\n");
	add_times(&program, "a = [a, a, a, a];", 20);
	str_add_text(&program, "module.exports = a;");
	check_remark(program.data, NULL,
		"the program is not read to its end: it has too many values", 2);
	str_set(&program, "const a0 = ['x'], m0 = { x: 'x' };\n");
	for (int i = 1; i < 60; i++)
		str_addf(&program, "const a%d = [...a%d, ...a%d], m%d = { a: m%d, b: m%d };\n", i,
			i - 1, i - 1, i, i - 1, i - 1);
	str_add_text(&program, "module.exports = { a: a59, m: m59 };");
	check_remark(program.data, NULL,
		"the program is not read to its end: it has too many values", 20);
	str_set(&program, "const path = require('path'), s0 = 'x', p0 = 'x';\n");
	for (int i = 1; i < 60; i++)
		str_addf(&program, "const s%d = s%d + s%d, p%d = path.join(p%d, p%d);\n", i, i - 1,
			i - 1, i, i - 1, i - 1);
	str_add_text(&program, "module.exports = { s: s59, p: p59 };");
	check_remark(program.data, NULL, "", 0);
	check_remark("const a = {}; a.a = a; a.b = [a, a, a]; module.exports = a", NULL, "", 0);
	check_remark("const c = new Map(); c.set(1, c); c.set(2, c); c.set(3, c); c.set(4, c);",
		NULL, "", 0);
	str_release(&program);
}

static void functions_that_call_each_other_too_deep_are_not_followed(void **state)
{
	struct str program = STR_INIT;

	(void)state;
	if (!script_can_read())
		skip();
	str_set(&program, "const f0 = () => 'x';\n");
	for (size_t i = 1; i < 30; i++)
		str_addf(&program, "const f%zu = () => f%zu();\n", i, i - 1);
	str_add_text(&program, "module.exports = f29();");
	check_remark(program.data, NULL,
		"the program is not read to its end: its functions call each other too deep", 7);
	str_release(&program);
}

/* Gives "./3.js", which takes a value from "./2.js", and so on down to "./1.js"; and what is at
 * hand, by its name. */
struct shelf {
	struct script_loader loader; /* first: the two share their address */
	struct arena arena;
	const char *name, *bytes;
	size_t size;
};

static int give_from_shelf(struct script_loader *loader, const char *importer, const char *name,
	struct script_file *out, struct err *err)
{
	struct shelf *shelf = (struct shelf *)loader;
	int number = atoi(name + 2);

	(void)importer;
	(void)err;
	*out = (struct script_file){ arena_text(&shelf->arena, name), name, shelf->bytes,
		shelf->size };
	if (shelf->name && strcmp(name, shelf->name) == 0)
		return 1;
	out->bytes = number > 1 ? arena_printf(&shelf->arena, "module.exports = require('./%d.js')",
					  number - 1)
				: "module.exports = 'x'";
	out->size = strlen(out->bytes);
	return 1;
}

/* Each package is of this repository, but has no sources that can be read. */
static int give_built_package(struct script_loader *loader, const char *importer, const char *name,
	struct script_file *out, struct err *err)
{
	(void)loader;
	(void)importer;
	(void)name;
	(void)err;
	*out = (struct script_file){ .path = "" };
	return 1;
}

static void a_package_that_is_built_first_is_known_by_its_name_and_leaves_all_open(void **state)
{
	static const struct {
		const char *program;
		bool is_open;
	} rows[] = {
		{ "import { tool } from 'own'; tool('a')", false },
		{ "import { tool } from 'own'; export default tool('a')", true },
		{ "import { tool } from 'own'; export default { a: tool.b('a') }", true },
		{ "import { tool } from 'own'; export default { a: [tool('a')] }", true },
		{ "import { tool } from 'own'; new X({ a: [tool('a')] })", true },
		{ "import { tool, more } from 'own'; tool('a'); export default { ...more }", true },
		{ "import { tool, more } from 'own'; tool('a'); export default more", true },
	};
	struct script_loader loader = { .load = give_built_package };

	(void)state;
	if (!script_can_read())
		skip();
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document *document = read_at("x.js", rows[i].program, &loader);
		const struct node *calls = node_member(document->root, "calls");

		if (!node_member(calls, "own.tool") && !node_member(calls, "own.tool.b"))
			fail_msg("%s: the call is not there", rows[i].program);
		assert_row_int_equal(rows[i].program, document->is_open, rows[i].is_open);
		document_free(document);
	}
}

static void a_module_is_found_without_being_read(void **state)
{
	static const char program[] =
		"import tool from 'tool'; import path from 'path';"
		"tool(require.resolve('./1.js'), path.dirname(import.meta.resolve('./lib/1.js')),"
		" require.resolve(x))";
	struct shelf shelf = { .loader = { .load = give_from_shelf }, .arena = ARENA_INIT };
	struct str arguments = STR_INIT;
	struct document *document;

	(void)state;
	if (!script_can_read())
		skip();
	document = read_at("x.js", program, &shelf.loader);
	add_arguments(&arguments, node_at(document->root, "/calls/tool"));

	assert_string_equal(arguments.data, "/./1.js /lib unknown");
	assert_int_equal(document->import_count, 4);
	document_free(document);
	str_release(&arguments);
	arena_release(&shelf.arena);
}

static void files_are_read_for_each_other_up_to_a_depth_and_a_number(void **state)
{
	static const char *const end =
		"the program is not read to its end: it takes values from too many files";
	struct shelf shelf = { .loader = { .load = give_from_shelf }, .arena = ARENA_INIT };
	struct str program = STR_INIT;

	(void)state;
	if (!script_can_read())
		skip();
	check_remark("module.exports = require('./4.js')", &shelf.loader, "", 0);
	check_remark("\nmodule.exports = require('./5.js')", &shelf.loader, end, 2);

	for (int i = 1; i <= SCRIPT_INPUTS_MAX; i++)
		str_addf(&program, "require('./1-%d.js');\n", i);
	check_remark(program.data, &shelf.loader, "", 0);
	str_add_text(&program, "require('./1-17.js');");
	check_remark(program.data, &shelf.loader, end, 17);
	arena_release(&shelf.arena);
	str_release(&program);
}

static void a_file_too_large_to_take_values_from_is_said(void **state)
{
	static const char *const end = "the program is not read to its end: it takes values from a "
				       "file that is too large";
	static const char *const program = "\nmodule.exports = require('./large.js').x";
	struct shelf shelf = {
		.loader = { .load = give_from_shelf }, .arena = ARENA_INIT, .name = "./large.js"
	};
	struct str text = STR_INIT;

	(void)state;
	if (!script_can_read())
		skip();
	check_remark(program, &shelf.loader, end, 2);

	add_times(&text, "a;", SCRIPT_NODES_MAX / 2 + 1);
	shelf.bytes = text.data;
	shelf.size = text.size;
	shelf.loader.trees = script_trees_new();
	check_remark(program, &shelf.loader, end, 2);
	check_remark(program, &shelf.loader, end, 2);
	script_trees_free(shelf.loader.trees);
	arena_release(&shelf.arena);
	str_release(&text);
}

/* Whatever is asked for by a path is a file that holds "{". */
static int give_half_a_file(struct script_loader *loader, const char *importer, const char *name,
	struct script_file *out, struct err *err)
{
	(void)loader;
	(void)importer;
	(void)err;
	if (*name != '.')
		return 0;
	*out = (struct script_file){ .path = name + 2, .bytes = "{", .size = 1 };
	return 1;
}

static void a_file_that_cannot_be_read_is_unknown_however_often_it_is_asked_for(void **state)
{
	static const char *const names[] = { "./a.json", "./a.js", "./a.ts", "./a.txt" };
	struct script_loader loader = { .load = give_half_a_file };

	(void)state;
	if (!script_can_read())
		skip();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str program = STR_INIT, text = STR_INIT;
		struct document *document;

		str_addf(&program, "require('%s'); require('tool')(require('%s'), 'b')", names[i],
			names[i]);
		document = read_at("apps/shop/x.js", program.data, &loader);

		add_arguments(&text, node_at(document->root, "/calls/tool"));

		assert_row_string_equal(names[i], text.data, "unknown b");
		document_free(document);
		str_release(&program);
		str_release(&text);
	}
}

/* "./a" is the same file for everybody, so what its bytes say does not count the second time. */
static int give_same_file(struct script_loader *loader, const char *importer, const char *name,
	struct script_file *out, struct err *err)
{
	const char *bytes =
		strcmp(importer, "first.js") == 0 ? "exports.to = 'i18n'" : "exports.to ( 'i18n'";

	(void)loader;
	(void)err;
	if (*name != '.')
		return 0;
	*out = (struct script_file){ "a.js", "same", bytes, strlen(bytes) };
	return 1;
}

static void a_file_that_many_programs_take_values_from_is_parsed_once(void **state)
{
	static const char *const programs[] = { "first.js", "second.js" };
	struct script_loader loader = { .load = give_same_file };

	(void)state;
	if (!script_can_read())
		skip();
	loader.trees = script_trees_new();
	for (size_t i = 0; i < COUNT(programs); i++) {
		struct str text = STR_INIT;
		struct document *document =
			read_at(programs[i], "require('tool')(require('./a').to)", &loader);

		add_arguments(&text, node_at(document->root, "/calls/tool"));
		assert_row_string_equal(programs[i], text.data, "i18n");
		document_free(document);
		str_release(&text);
	}
	script_trees_free(loader.trees);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_and_sums_are_known),
		cmocka_unit_test(paths_of_node_are_known),
		cmocka_unit_test(both_branches_are_given),
		cmocka_unit_test(functions_are_looked_into),
		cmocka_unit_test(calls_are_found_through_their_bindings),
		cmocka_unit_test(exports_are_a_list_of_all_that_they_may_be),
		cmocka_unit_test(
			a_file_that_cannot_be_read_is_unknown_however_often_it_is_asked_for),
		cmocka_unit_test(a_file_that_many_programs_take_values_from_is_parsed_once),
		cmocka_unit_test(what_may_be_said_elsewhere_makes_a_document_open),
		cmocka_unit_test(values_stand_where_their_literals_do),
		cmocka_unit_test(mistakes_are_refused_where_they_are),
		cmocka_unit_test(typescript_is_read_without_its_types),
		cmocka_unit_test(a_program_is_read_up_to_its_bounds),
		cmocka_unit_test(values_that_grow_without_end_are_cut),
		cmocka_unit_test(functions_that_call_each_other_too_deep_are_not_followed),
		cmocka_unit_test(
			a_package_that_is_built_first_is_known_by_its_name_and_leaves_all_open),
		cmocka_unit_test(a_module_is_found_without_being_read),
		cmocka_unit_test(files_are_read_for_each_other_up_to_a_depth_and_a_number),
		cmocka_unit_test(a_file_too_large_to_take_values_from_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
