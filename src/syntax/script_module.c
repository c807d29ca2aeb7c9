/*
 * script_module.c - what files of a program take from each other.
 */
#include <string.h>

#include "syntax/script_run.h"
#include "util/path.h"

/* ---- files ---- */

struct script_unit *script_unit_new(
	struct script *script, const char *path, const char *bytes, size_t size)
{
	struct script_unit *unit = arena_get_zeroed(script->arena, sizeof(*unit));

	unit->path = path;
	unit->directory = arena_bytes(script->arena, path, path_parent_size(path));
	unit->bytes = bytes;
	unit->size = size;
	unit->globals = script_scope_new(script, NULL, unit);
	unit->module = script_members_new(script->arena);
	unit->names = script_members_new(script->arena);
	unit->next = script->units;
	script->units = unit;
	return unit;
}

static const struct script_value *map_of(
	struct script *script, struct script_unit *unit, struct script_members *members)
{
	static const struct script_node nowhere = { .span = { 1, 1, 0, 0 } };
	struct script_value *map = script_make(script, VALUE_MAP, unit->globals, &nowhere);

	map->members = members;
	return map;
}

/* The names that a file of Node's own kind of modules has. */
static void bind_module(struct script *script, struct script_unit *unit)
{
	const struct span none = { 0, 0, 0, 0 };
	const struct script_value *exports =
		map_of(script, unit, script_members_new(script->arena));

	script_members_set(unit->module, script->arena, "exports", none, exports);
	script_bind(script, unit->globals, "exports", exports);
	script_bind(script, unit->globals, "module", map_of(script, unit, unit->module));
}

const struct script_value *script_exports(struct script *script, const struct script_unit *unit)
{
	if (unit->whole)
		return unit->whole;
	if (unit->has_names)
		return map_of(script, (struct script_unit *)unit, unit->names);
	return script_members_find(unit->module, "exports")->value;
}

/* ---- data ---- */

static const struct script_value *value_of_data(
	struct script *script, struct script_unit *unit, const struct node *node)
{
	static const enum value_kind kinds[] = {
		[NODE_NULL] = VALUE_NULL,
		[NODE_BOOL] = VALUE_BOOL,
		[NODE_NUMBER] = VALUE_NUMBER,
		[NODE_STRING] = VALUE_TEXT,
		[NODE_MAP] = VALUE_MAP,
		[NODE_LIST] = VALUE_LIST,
		[NODE_UNKNOWN] = VALUE_UNKNOWN,
	};
	const struct span none = { 0, 0, 0, 0 };
	const struct script_node at = { .span = node->span };
	struct script_value *value = script_make(script, kinds[node->kind], unit->globals, &at);

	if (++script->values > SCRIPT_VALUES_MAX)
		script_bound(script, node->span, SCRIPT_TOO_MANY_VALUES);
	if (node->has_nul || script->values > SCRIPT_VALUES_MAX) {
		value->kind = VALUE_UNKNOWN;
		value->may_hold = true;
		return value;
	}
	value->text = arena_text(script->arena, node->text);
	if (!node_has_children(node))
		return value;
	value->members = script_members_new(script->arena);
	for (size_t i = 0; i < node->count; i++)
		script_members_add(value->members, script->arena,
			arena_text(script->arena, node->children[i].key), none,
			value_of_data(script, unit, &node->children[i]));
	return value;
}

/* 1, 0: it is no data, or broken. */
static int read_data(struct script *script, struct script_unit *unit, enum syntax syntax)
{
	struct document *document;

	if (syntax != SYNTAX_JSON ||
		document_parse(&document, syntax, unit->bytes, unit->size, NULL) < 0)
		return 0;
	unit->whole = value_of_data(script, unit, document->root);
	document_free(document);
	return 1;
}

/* ---- loading ---- */

void script_run_unit(struct script *script, struct script_unit *unit)
{
	struct script_frame *frame = script->frame;
	unsigned conditional = script->conditional;

	/* A file is run once, whoever asks for it first. */
	script->frame = NULL;
	script->conditional = 0;
	script->imported += unit != script->main;
	bind_module(script, unit);
	script_execute_all(script, unit->globals, unit->root);
	script->imported -= unit != script->main;
	script->frame = frame;
	script->conditional = conditional;
}

/* Could the file be read when it was first asked for? */
static bool is_readable(const struct script_unit *unit)
{
	return unit->whole || script_members_find(unit->module, "exports");
}

/* 1, 0: it is beyond a bound, and that is said; or is no program and no data, or broken. */
static int read_unit(struct script *script, struct script_unit *unit, const char *id,
	const struct script_node *node)
{
	int syntax = syntax_of_name(unit->path);
	struct script_tree tree = { NULL, !unit->bytes };

	if (syntax < 0)
		return 0;
	if (unit->bytes && !syntax_is_script((enum syntax)syntax))
		return read_data(script, unit, (enum syntax)syntax);
	if (unit->bytes)
		tree = script_trees_read(script->loader->trees, id, syntax == SYNTAX_TYPESCRIPT,
			script->arena, unit->bytes, unit->size);
	if (tree.is_beyond)
		script_bound(script, node->span,
			"the program is not read to its end: it takes values from a file that is "
			"too large");
	unit->root = tree.root;
	if (!unit->root)
		return 0;
	script_run_unit(script, unit);
	return 1;
}

static struct script_unit *load(
	struct script *script, const struct script_file *file, const struct script_node *node)
{
	struct script_unit *unit;

	for (unit = script->units; unit; unit = unit->next)
		if (strcmp(unit->path, file->path) == 0)
			return is_readable(unit) ? unit : NULL;
	if (script->inputs >= SCRIPT_INPUTS_MAX || script->imported >= SCRIPT_IMPORT_MAX) {
		script_bound(script, node->span,
			"the program is not read to its end: it takes values from too many files");
		return NULL;
	}
	script->inputs++;
	unit = script_unit_new(script, file->path, file->bytes, file->size);
	return read_unit(script, unit, file->id, node) ? unit : NULL;
}

static const struct script_value *outer_module(struct script *script,
	const struct script_scope *scope, const char *name, bool is_here,
	const struct script_node *node)
{
	struct script_value *outer = script_make(script, VALUE_OUTER, scope, node);

	outer->text = arena_text(script->arena, name);
	outer->may_hold = is_here;
	return outer;
}

static void keep_import(struct script *script, const char *name)
{
	if (strncmp(name, "node:", 5) == 0)
		return; /* Node's own */
	for (size_t i = 0; i < script->imports.count; i++)
		if (strcmp(script->imports.items[i], name) == 0)
			return;
	vec_push(&script->imports, arena_text(script->arena, name));
}

/* Asks for the file that a name means. False: there is none here. */
static bool find_file(struct script *script, const struct script_scope *scope, const char *name,
	const struct script_node *node, struct script_file *out)
{
	int found = 0;

	*out = (struct script_file){ .path = "" };
	keep_import(script, name);
	if (script->loader && script_step(script, node))
		found = script->loader->load(
			script->loader, scope->unit->path, name, out, script->err);
	if (found < 0)
		script->has_failed = true;
	return found == 1;
}

const struct script_value *script_require(struct script *script, const struct script_scope *scope,
	const char *name, const struct script_node *node)
{
	bool is_relative = *name == '.' || *name == '/';
	struct span use = script->use;
	struct script_file file;
	struct script_unit *unit = NULL;
	bool is_here;

	/* Node's own modules have two names. */
	if (strncmp(name, "node:", 5) == 0)
		return outer_module(script, scope, name + 5, false, node);
	is_here = find_file(script, scope, name, node, &file);
	if (is_here) {
		if (scope->unit == script->main)
			script->use = node->span;
		unit = load(script, &file, node);
		script->use = use;
	}
	if (unit)
		return script_used(script, script_exports(script, unit), scope, node);
	/* A package of this repository that is built first is known by its name alone. */
	return is_relative ? script_unknown(script, scope, node, true)
			   : outer_module(script, scope, name, is_here, node);
}

const struct script_value *script_find_module(struct script *script,
	const struct script_scope *scope, const char *name, const struct script_node *node)
{
	struct script_file file;
	bool is_here = find_file(script, scope, name, node, &file);

	return is_here && *file.path ? script_text(script, scope, node, file.path, true)
				     : script_unknown(script, scope, node, false);
}

/* ---- import and export ---- */

static const char *source_of(
	struct script *script, const struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *source = script_child(node, FIELD_SOURCE);
	struct str text = STR_INIT;
	const char *name = NULL;

	if (source) {
		script_literal(&text, scope->unit, source);
		name = arena_text(script->arena, text.data);
	}
	str_release(&text);
	return name;
}

/* ---- names of what is read when it is wanted ---- */

static void bind_one(struct script *script, struct script_scope *scope,
	const struct script_node *name, const char *file, const char *import,
	const struct script_node *node)
{
	struct script_value *value = script_make(script, VALUE_IMPORT, scope, node);

	value->text = file;
	value->import = import;
	value->node = node;
	script_bind(script, scope, script_source_text(script, scope->unit, name), value);
}

void script_bind_import(struct script *script, struct script_scope *scope,
	const struct script_node *pattern, const char *file, const struct script_node *node)
{
	const struct script_node *name, *alias;

	keep_import(script, file);
	switch (pattern->kind) {
	case SCRIPT_IDENTIFIER:
		bind_one(script, scope, pattern, file,
			pattern->field == FIELD_NAME ? NULL : "default", node);
		break;
	case SCRIPT_NAMESPACE_IMPORT:
		if (pattern->first)
			bind_one(script, scope, pattern->first, file, NULL, node);
		break;
	case SCRIPT_IMPORT_SPECIFIER:
		name = script_child(pattern, FIELD_NAME);
		alias = script_child(pattern, FIELD_ALIAS);
		if (name)
			bind_one(script, scope, alias ? alias : name, file,
				script_source_text(script, scope->unit, name), node);
		break;
	case SCRIPT_SHORTHAND_PATTERN:
		bind_one(script, scope, pattern, file,
			script_source_text(script, scope->unit, pattern), node);
		break;
	default:
		for (name = pattern->first; name; name = name->next)
			script_bind_import(script, scope, name, file, node);
	}
}

const struct script_value *script_imported(
	struct script *script, struct script_scope *scope, const struct script_value *import)
{
	const struct script_value *module =
		script_require(script, scope, import->text, import->node);
	const struct script_member *member;

	if (!import->import)
		return module;
	if (strcmp(import->import, "default") != 0)
		return script_member_of(script, scope, module, import->import, import->node);
	/* A file without a default export is one as a whole. */
	member = module->kind == VALUE_MAP ? script_members_find(module->members, "default") : NULL;
	return member ? script_used(script, member->value, scope, import->node) : module;
}

void script_execute_import(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *part = node->first;
	const char *name = source_of(script, scope, node);

	/* import x = require("x") */
	if (part && part->kind == SCRIPT_IMPORT_REQUIRE) {
		name = source_of(script, scope, part);
		if (name && part->first)
			bind_one(script, scope, part->first, name, NULL, part);
		return;
	}
	for (; name && part; part = part->next)
		if (part->kind == SCRIPT_IMPORT_CLAUSE)
			script_bind_import(
				script, scope, part, name, script_child(node, FIELD_SOURCE));
}

static void export_name(struct script *script, struct script_scope *scope, const char *name,
	const struct script_value *value)
{
	const struct span none = { 0, 0, 0, 0 };

	scope->unit->has_names = true;
	script_members_set(scope->unit->names, script->arena, name, none, value);
}

/* export { a, b as c } [from "x"] */
static void export_clause(struct script *script, struct script_scope *scope,
	const struct script_node *clause, const struct script_value *module)
{
	for (const struct script_node *part = clause->first; part; part = part->next) {
		const struct script_node *name = script_child(part, FIELD_NAME);
		const struct script_node *alias = script_child(part, FIELD_ALIAS);

		if (!name)
			continue;
		export_name(script, scope,
			script_source_text(script, scope->unit, alias ? alias : name),
			module ? script_member_of(script, scope, module,
					 script_source_text(script, scope->unit, name), name)
			       : script_evaluate(script, scope, name));
	}
}

/* The names that a declaration made, now that it is executed. */
static void export_bound(
	struct script *script, struct script_scope *scope, const struct script_binding *before)
{
	for (const struct script_binding *binding = scope->first; binding && binding != before;
		binding = binding->next)
		export_name(script, scope, binding->name,
			binding->value->kind == VALUE_IMPORT
				? script_imported(script, scope, binding->value)
				: binding->value);
}

static void export_declaration(struct script *script, struct script_scope *scope,
	const struct script_node *declaration, bool is_default)
{
	const struct script_binding *before = scope->first;
	const struct script_node *name = script_child(declaration, FIELD_NAME);

	if (declaration->kind != SCRIPT_FUNCTION_DECLARATION) {
		script_execute(script, scope, declaration);
		export_bound(script, scope, before);
	} else if (is_default) {
		export_name(script, scope, "default",
			name ? script_evaluate(script, scope, name)
			     : script_function(script, scope, declaration));
	} else if (name) {
		export_name(script, scope, script_source_text(script, scope->unit, name),
			script_evaluate(script, scope, name));
	}
}

/* export = x, as TypeScript has it: module.exports = x. */
static void export_whole(
	struct script *script, struct script_scope *scope, const struct script_node *value)
{
	scope->unit->has_names = false;
	script_members_set(scope->unit->module, script->arena, "exports", value->span,
		script_evaluate(script, scope, value));
}

void script_execute_export(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *declaration = script_child(node, FIELD_DECLARATION);
	const struct script_node *value = script_child(node, FIELD_VALUE);
	const char *name = source_of(script, scope, node);
	const struct script_value *module =
		name ? script_require(script, scope, name, script_child(node, FIELD_SOURCE)) : NULL;
	bool is_default = node->first && node->first->kind == SCRIPT_DEFAULT;

	scope->unit->has_names = true;
	for (const struct script_node *part = node->first; part; part = part->next) {
		if (part->kind == SCRIPT_EXPORT_CLAUSE)
			export_clause(script, scope, part, module);
		else if (part->kind == SCRIPT_OTHER && part->field == FIELD_NONE)
			script_evaluate(script, scope, part); /* a decorator */
	}
	if (declaration)
		export_declaration(script, scope, declaration, is_default);
	if (!value && !declaration && !module && node->first &&
		node->first->kind != SCRIPT_EXPORT_CLAUSE && node->first->kind != SCRIPT_OTHER)
		export_whole(script, scope, node->first);
	if (value && value->kind != SCRIPT_DEFAULT)
		export_name(script, scope, "default", script_evaluate(script, scope, value));
	/* export * from "x" */
	if (module && node->first && node->first->kind == SCRIPT_STRING) {
		if (module->kind != VALUE_MAP)
			scope->unit->names->is_open = true;
		for (size_t i = 0; module->kind == VALUE_MAP && i < module->members->count; i++)
			if (module->members->items[i].key)
				export_name(script, scope, module->members->items[i].key,
					module->members->items[i].value);
	}
}
