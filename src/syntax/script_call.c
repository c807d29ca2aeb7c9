/*
 * script_call.c - what calls give.
 *
 * A function of the program is looked into. What another's module exports is not: the call is kept
 * under its name, with its arguments, and so is what is called on its outcome.
 */
#include <string.h>

#include "syntax/script_run.h"

/* ---- calls that are kept ---- */

static void add_argument(struct script *script, struct script_scope *scope,
	struct script_members *arguments, const struct script_node *node)
{
	const struct span none = { 0, 0, 0, 0 };
	const struct script_value *value;

	if (node->kind == SCRIPT_SPREAD) {
		value = node->first ? script_evaluate(script, scope, node->first) : NULL;
		if (!value || value->kind != VALUE_LIST) {
			arguments->is_open = true;
			return;
		}
		arguments->is_open |= value->members->is_open;
		for (size_t i = 0; i < value->members->count; i++)
			script_members_add(arguments, script->arena, NULL, none,
				value->members->items[i].value);
		return;
	}
	script_members_add(
		arguments, script->arena, NULL, none, script_evaluate(script, scope, node));
}

static struct script_members *evaluate_arguments(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_members *arguments = script_members_new(script->arena);

	for (const struct script_node *part = node ? node->first : NULL; part; part = part->next)
		add_argument(script, scope, arguments, part);
	return arguments;
}

static struct script_call *call_new(struct script *script, const struct script_scope *scope,
	const char *name, const struct script_members *arguments, const struct script_node *node)
{
	struct script_call *call = arena_get_zeroed(script->arena, sizeof(*call));

	call->name = name;
	call->arguments = *arguments;
	call->is_conditional = script->conditional > 0;
	call->is_new = node->kind == SCRIPT_NEW;
	call->unit = scope->unit;
	call->span = node->span;
	if (scope->unit != script->main)
		call->use = script->use;
	return call;
}

static const struct script_value *outcome_of(struct script *script,
	const struct script_scope *scope, struct script_call *call, const struct script_node *node)
{
	struct script_value *value = script_make(script, VALUE_OUTCOME, scope, node);

	value->call = call;
	return value;
}

/* What a program finds on a disk or runs is not known, though it is Node's function that tells. */
static bool is_outer(const char *name)
{
	return strncmp(name, "fs.", 3) != 0 && strncmp(name, "fs/", 3) != 0 &&
	       strncmp(name, "child_process.", 14) != 0;
}

/* `is_here`: the module called is of this repository, though nobody can look into it. */
static const struct script_value *keep_call(struct script *script, const struct script_scope *scope,
	const char *name, bool is_here, const struct script_members *arguments,
	const struct script_node *node)
{
	struct script_call *call = call_new(script, scope, name, arguments, node);

	call->is_outer = *name != '.' && !is_here && is_outer(name);
	*script->calls_end = call;
	script->calls_end = &call->next;
	return outcome_of(script, scope, call, node);
}

static const struct script_value *keep_method(struct script *script,
	const struct script_scope *scope, struct script_call *call, const char *name,
	const struct script_members *arguments, const struct script_node *node)
{
	struct script_call **end = &call->methods;
	struct script_call *method = call_new(script, scope, name, arguments, node);

	while (*end)
		end = &(*end)->next;
	method->is_method = true;
	*end = method;
	return outcome_of(script, scope, call, node);
}

/* ---- methods of lists ---- */

static const struct script_value *list_of(struct script *script, const struct script_scope *scope,
	const struct script_node *node, const struct script_members *members)
{
	struct script_value *list = script_make(script, VALUE_LIST, scope, node);

	list->members = script_members_new(script->arena);
	list->members->is_open = members->is_open;
	for (size_t i = 0; i < members->count; i++)
		script_members_add(list->members, script->arena, NULL, members->items[i].key_span,
			members->items[i].value);
	return list;
}

static void concatenate(
	struct script *script, struct script_members *into, const struct script_members *arguments)
{
	const struct span none = { 0, 0, 0, 0 };

	into->is_open |= arguments->is_open;
	for (size_t i = 0; i < arguments->count; i++) {
		const struct script_value *value = arguments->items[i].value;

		if (value->kind == VALUE_LIST) {
			into->is_open |= value->members->is_open;
			for (size_t k = 0; k < value->members->count; k++)
				script_members_add(into, script->arena, NULL, none,
					value->members->items[k].value);
		} else if (script_is_scalar(value) || value->kind == VALUE_MAP ||
			   value->kind == VALUE_OUTCOME) {
			script_members_add(into, script->arena, NULL, none, value);
		} else {
			into->is_open = true;
		}
	}
}

static const struct script_value *each_of(struct script *script, const struct script_scope *scope,
	const struct script_value *list, struct script_function *function,
	const struct script_node *node)
{
	const struct span none = { 0, 0, 0, 0 };
	struct script_value *result = script_make(script, VALUE_LIST, scope, node);

	result->members = script_members_new(script->arena);
	result->members->is_open = list->members->is_open;
	for (size_t i = 0; i < list->members->count && script_step(script, node); i++) {
		struct script_member item = { NULL, none, list->members->items[i].value };
		const struct script_members arguments = {
			.items = &item, .count = 1, .capacity = 1, .is_open = true
		};

		script_members_add(result->members, script->arena, NULL, none,
			script_run_function(script, function, &arguments, scope, node));
	}
	return result;
}

static void push(
	struct script *script, struct script_members *list, const struct script_members *arguments)
{
	const struct span none = { 0, 0, 0, 0 };

	list->is_open |= arguments->is_open;
	for (size_t i = 0; i < arguments->count; i++) {
		struct script_value *value = arena_get(script->arena, sizeof(*value));

		*value = *arguments->items[i].value;
		value->is_conditional |= script->conditional > 0;
		script_members_add(list, script->arena, NULL, none, value);
	}
}

static const struct script_value *call_on_list(struct script *script,
	const struct script_scope *scope, const struct script_value *list, const char *name,
	const struct script_members *arguments, const struct script_node *node)
{
	const struct script_value *first = arguments->count ? arguments->items[0].value : NULL;
	const struct script_value *result;

	if (strcmp(name, "push") == 0 || strcmp(name, "unshift") == 0) {
		push(script, list->members, arguments);
		return script_unknown(script, scope, node, false);
	}
	if (strcmp(name, "concat") == 0) {
		result = list_of(script, scope, node, list->members);
		concatenate(script, result->members, arguments);
		return result;
	}
	/* filter(Boolean) is how what a condition left out is dropped. */
	if (strcmp(name, "filter") == 0 && first && first->kind == VALUE_OUTER &&
		strcmp(first->text, "Boolean") == 0)
		return list;
	if ((strcmp(name, "map") == 0 || strcmp(name, "forEach") == 0) && first &&
		first->kind == VALUE_FUNCTION)
		return each_of(script, scope, list, first->function, node);
	if (strcmp(name, "splice") == 0 || strcmp(name, "pop") == 0 || strcmp(name, "shift") == 0)
		list->members->is_open = true;
	return script_unknown(script, scope, node, strcmp(name, "join") != 0);
}

/* ---- calls ---- */

static const struct script_value *call_function(struct script *script,
	const struct script_scope *scope, const struct script_value *function,
	const struct script_members *arguments, const struct script_node *node)
{
	return script_run_function(script, function->function, arguments, scope, node);
}

static const struct script_value *call_outer(struct script *script,
	const struct script_scope *scope, const struct script_value *outer,
	const struct script_members *arguments, const struct script_node *node)
{
	const struct script_value *value =
		script_call_builtin(script, scope, outer->text, arguments, node);

	return value ? value
		     : keep_call(script, scope, outer->text, outer->may_hold, arguments, node);
}

/* Calls what was evaluated. "()" is what is called on an outcome itself. */
static const struct script_value *call_value(struct script *script,
	const struct script_scope *scope, const struct script_value *callee,
	const struct script_members *arguments, const struct script_node *node)
{
	const struct script_value *value = NULL;

	switch (callee->kind) {
	case VALUE_FUNCTION:
		return call_function(script, scope, callee, arguments, node);
	case VALUE_OUTER:
		return call_outer(script, scope, callee, arguments, node);
	case VALUE_OUTCOME:
		return keep_method(script, scope, callee->call, "()", arguments, node);
	case VALUE_ANY:
		script->conditional++;
		for (size_t i = 0; i < callee->members->count; i++) {
			const struct script_value *one = callee->members->items[i].value;

			if (one->kind != VALUE_ANY && one->kind != VALUE_NOTHING &&
				script_step(script, node))
				value = script_either(script->arena, value,
					call_value(script, scope, one, arguments, node));
		}
		script->conditional--;
		break;
	default:
		break;
	}
	return value ? value : script_unknown(script, scope, node, true);
}

/* Is the first argument /\\/g, whatever it is written like? So a path of Windows is made one of
 * everywhere: one without such a character stays as it is. */
static bool starts_with_backslashes(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *arguments = script_child(node, FIELD_ARGUMENTS);
	const char *text;
	size_t size;

	if (!arguments || !arguments->first || arguments->first->kind != SCRIPT_OTHER)
		return false;
	text = script_source_text(script, scope->unit, arguments->first);
	size = strspn(text, "/[(\\+)]");
	return *text == '/' && strchr(text, '\\') && strcmp(text + size, "g") == 0;
}

static const struct script_value *call_method(struct script *script, struct script_scope *scope,
	const struct script_value *object, const char *name, const struct script_members *arguments,
	const struct script_node *node)
{
	const struct script_member *member;

	switch (object->kind) {
	case VALUE_LIST:
		return call_on_list(script, scope, object, name, arguments, node);
	case VALUE_MAP:
	case VALUE_FUNCTION:
		member = script_members_find(object->members, name);
		if (!member)
			break;
		return call_value(script, scope, member->value, arguments, node);
	case VALUE_OUTER:
		return call_value(script, scope,
			script_member_of(script, scope, object, name, node), arguments, node);
	case VALUE_OUTCOME:
		return keep_method(script, scope, object->call, name, arguments, node);
	case VALUE_TEXT:
		if (strcmp(name, "toString") == 0 ||
			(starts_with_backslashes(script, scope, node) &&
				!strchr(object->text, '\\')))
			return object;
		return script_unknown(script, scope, node, false);
	default:
		break;
	}
	if (strlen(name) > 64)
		return script_unknown(script, scope, node, true);
	return keep_call(
		script, scope, arena_printf(script->arena, ".%s", name), false, arguments, node);
}

const struct script_value *script_call(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *callee =
		script_child(node, node->kind == SCRIPT_NEW ? FIELD_CONSTRUCTOR : FIELD_FUNCTION);
	const struct script_node *written = script_child(node, FIELD_ARGUMENTS);
	const struct script_node *object, *property;
	const struct script_members *arguments;
	const struct script_value *owner;
	const char *name;

	while (callee && (callee->kind == SCRIPT_PARENTHESES || callee->kind == SCRIPT_AS) &&
		callee->first)
		callee = callee->first;
	if (!callee)
		return script_unknown(script, scope, node, true);
	if (callee->kind == SCRIPT_IMPORT_WORD) {
		arguments = evaluate_arguments(script, scope, written);
		if (arguments->count && arguments->items[0].value->kind == VALUE_TEXT)
			return script_require(script, scope, arguments->items[0].value->text, node);
		return script_unknown(script, scope, node, true);
	}
	object = script_child(callee, FIELD_OBJECT);
	property = script_child(callee, FIELD_PROPERTY);
	if (callee->kind != SCRIPT_MEMBER || !object || !property) {
		owner = script_evaluate(script, scope, callee);
		arguments = evaluate_arguments(script, scope, written);
		return call_value(script, scope, owner, arguments, node);
	}
	owner = script_evaluate(script, scope, object);
	arguments = evaluate_arguments(script, scope, written);
	name = script_source_text(script, scope->unit, property);
	return call_method(script, scope, owner, name, arguments, node);
}
