/*
 * script_statement.c - what statements do to names, and what functions return.
 */
#include <string.h>

#include "syntax/script_run.h"

struct script_scope *script_scope_new(
	struct script *script, struct script_scope *outer, struct script_unit *unit)
{
	struct script_scope *scope = arena_get_zeroed(script->arena, sizeof(*scope));

	scope->outer = outer;
	scope->unit = unit;
	return scope;
}

void script_bind(struct script *script, struct script_scope *scope, const char *name,
	const struct script_value *value)
{
	struct script_binding *binding = arena_get(script->arena, sizeof(*binding));

	*binding = (struct script_binding){ name, value, script->conditional, scope->first };
	scope->first = binding;
}

/* ---- patterns ---- */

/* A value that may be missing has a default. */
static const struct script_value *or_default(struct script *script, struct script_scope *scope,
	const struct script_value *value, const struct script_node *otherwise)
{
	if (!otherwise || (value && value->kind != VALUE_NOTHING && value->kind != VALUE_UNKNOWN &&
				  value->kind != VALUE_ANY))
		return value;
	if (value && value->kind == VALUE_NOTHING)
		return script_evaluate(script, scope, otherwise);
	return script_either(script->arena, value, script_evaluate(script, scope, otherwise));
}

static const struct script_value *part_of(struct script *script, struct script_scope *scope,
	const struct script_value *value, const struct script_node *key)
{
	const char *name = value && key ? script_key(script, scope, key) : NULL;

	return name ? script_member_of(script, scope, value, name, key) : NULL;
}

static void bind_map(struct script *script, struct script_scope *scope,
	const struct script_node *pattern, const struct script_value *value)
{
	for (const struct script_node *part = pattern->first; part; part = part->next) {
		const struct script_node *target = part, *key = part, *otherwise = NULL;
		const struct script_value *found;

		switch (part->kind) {
		case SCRIPT_PAIR_PATTERN:
			key = script_child(part, FIELD_KEY);
			target = script_child(part, FIELD_VALUE);
			break;
		case SCRIPT_OBJECT_ASSIGNMENT_PATTERN:
			key = target = script_child(part, FIELD_LEFT);
			otherwise = script_child(part, FIELD_RIGHT);
			break;
		case SCRIPT_REST:
			key = NULL;
			break;
		default:
			break;
		}
		found = part_of(script, scope, value, key);
		if (target)
			script_bind_pattern(
				script, scope, target, or_default(script, scope, found, otherwise));
	}
}

void script_bind_pattern(struct script *script, struct script_scope *scope,
	const struct script_node *pattern, const struct script_value *value)
{
	const struct script_node *inner, *otherwise;

	if (!script_step(script, pattern))
		return;
	switch (pattern->kind) {
	case SCRIPT_IDENTIFIER:
	case SCRIPT_SHORTHAND_PATTERN:
		script_bind(script, scope, script_source_text(script, scope->unit, pattern),
			value ? value : script_unknown(script, scope, pattern, true));
		break;
	case SCRIPT_OBJECT_PATTERN:
		bind_map(script, scope, pattern, value);
		break;
	case SCRIPT_ASSIGNMENT_PATTERN:
		inner = script_child(pattern, FIELD_LEFT);
		otherwise = script_child(pattern, FIELD_RIGHT);
		if (inner)
			script_bind_pattern(
				script, scope, inner, or_default(script, scope, value, otherwise));
		break;
	default:
		/* Of the rest, nobody asks what it holds. */
		for (inner = pattern->first; inner; inner = inner->next)
			script_bind_pattern(script, scope, inner, NULL);
	}
}

/* ---- assignments ---- */

/* What was there may still be there, if this happens in a branch only. */
static const struct script_value *after_assignment(struct script *script,
	const struct script_value *before, const struct script_value *value, bool is_certain)
{
	return is_certain ? value : script_either(script->arena, before, value);
}

static void assign_name(struct script *script, struct script_scope *scope,
	const struct script_node *target, const struct script_value *value)
{
	const char *name = script_source_text(script, scope->unit, target);

	for (struct script_scope *at = scope; at; at = at->outer) {
		for (struct script_binding *binding = at->first; binding; binding = binding->next) {
			if (strcmp(binding->name, name) != 0)
				continue;
			binding->value = after_assignment(script, binding->value, value,
				script->conditional <= binding->conditional);
			return;
		}
	}
}

static void assign_member(struct script *script, struct script_scope *scope,
	const struct script_node *target, const struct script_value *value)
{
	const struct script_node *object = script_child(target, FIELD_OBJECT);
	const struct script_node *property =
		script_child(target, target->kind == SCRIPT_MEMBER ? FIELD_PROPERTY : FIELD_INDEX);
	const struct script_value *owner = object ? script_evaluate(script, scope, object) : NULL;
	const struct span none = { 0, 0, 0, 0 };
	const struct script_member *before;
	const char *key;

	if (!owner || !property ||
		(owner->kind != VALUE_MAP && owner->kind != VALUE_LIST &&
			owner->kind != VALUE_FUNCTION))
		return;
	key = script_key(script, scope, property);
	if (!key || owner->kind == VALUE_LIST) {
		owner->members->is_open = true;
		return;
	}
	before = script_members_find(owner->members, key);
	script_members_set(owner->members, script->arena, key,
		scope->unit == script->main ? property->span : none,
		after_assignment(
			script, before ? before->value : NULL, value, script->conditional == 0));
}

void script_assign(struct script *script, struct script_scope *scope,
	const struct script_node *target, const struct script_value *value)
{
	switch (target->kind) {
	case SCRIPT_IDENTIFIER:
		assign_name(script, scope, target, value);
		break;
	case SCRIPT_MEMBER:
	case SCRIPT_SUBSCRIPT:
		assign_member(script, scope, target, value);
		break;
	case SCRIPT_PARENTHESES:
	case SCRIPT_AS:
		if (target->first)
			script_assign(script, scope, target->first, value);
		break;
	default:
		break;
	}
}

/* ---- functions ---- */

const struct script_value *script_function(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_value *value = script_make(script, VALUE_FUNCTION, scope, node);
	struct script_function *function = arena_get_zeroed(script->arena, sizeof(*function));

	function->node = node;
	function->scope = scope;
	value->function = function;
	value->members = script_members_new(script->arena);
	if (scope->unit == script->main) {
		*script->functions_end = function;
		script->functions_end = &function->next;
	}
	return value;
}

static void bind_parameters(struct script *script, struct script_scope *scope,
	const struct script_node *parameters, const struct script_members *arguments)
{
	size_t number = 0;

	for (const struct script_node *parameter = parameters->first; parameter;
		parameter = parameter->next, number++) {
		const struct script_node *pattern = script_child(parameter, FIELD_PATTERN);
		const struct script_node *otherwise = script_child(parameter, FIELD_VALUE);
		const struct script_value *value = NULL;

		if (!pattern)
			pattern = script_child(parameter, FIELD_NAME);
		if (!pattern)
			continue;
		if (arguments && number < arguments->count)
			value = arguments->items[number].value;
		else if (arguments && !arguments->is_open)
			value = script_make(script, VALUE_NOTHING, scope, parameter);
		if (pattern->kind == SCRIPT_REST)
			value = NULL;
		script_bind_pattern(
			script, scope, pattern, or_default(script, scope, value, otherwise));
	}
}

#define FUNCTION_DEPTH_MAX 24

static const struct script_value *run(struct script *script, struct script_function *function,
	const struct script_members *arguments)
{
	const struct script_node *node = function->node;
	const struct script_node *parameters = script_child(node, FIELD_PARAMETERS);
	const struct script_node *parameter = script_child(node, FIELD_PARAMETER);
	const struct script_node *body = script_child(node, FIELD_BODY);
	struct script_scope *scope =
		script_scope_new(script, function->scope, function->scope->unit);
	struct script_frame frame = { NULL, false, script->conditional }, *outer = script->frame;

	if (parameters)
		bind_parameters(script, scope, parameters, arguments);
	if (parameter)
		script_bind_pattern(script, scope, parameter,
			arguments && arguments->count ? arguments->items[0].value : NULL);
	script->frame = &frame;
	if (body && body->kind == SCRIPT_BLOCK)
		script_execute_all(script, scope, body);
	else if (body)
		frame.returned = script_evaluate(script, scope, body);
	script->frame = outer;
	return frame.returned ? frame.returned : script_make(script, VALUE_NOTHING, scope, node);
}

const struct script_value *script_run_function(struct script *script,
	struct script_function *function, const struct script_members *arguments,
	const struct script_scope *scope, const struct script_node *node)
{
	struct script_unit *unit = function->scope->unit;
	struct span use = script->use;
	const struct script_value *value;

	if (!arguments && function->outcome)
		return function->outcome;
	if (script->depth >= FUNCTION_DEPTH_MAX)
		script_bound(script, node->span,
			"the program is not read to its end: its functions call each other too "
			"deep");
	if (function->is_running || script->depth >= FUNCTION_DEPTH_MAX)
		return script_unknown(script, scope, node, true);
	if (scope->unit == script->main && unit != script->main)
		script->use = node->span;
	function->is_running = true;
	function->is_called |= arguments != NULL;
	script->depth++;
	value = run(script, function, arguments);
	script->depth--;
	function->is_running = false;
	script->use = use;
	if (!arguments)
		function->outcome = value;
	return script_used(script, value, scope, node);
}

/* ---- statements ---- */

/* A name, or names of members: nothing that has to be worked out. */
static bool is_plain(const struct script_node *pattern)
{
	if (pattern->kind != SCRIPT_OBJECT_PATTERN)
		return pattern->kind == SCRIPT_IDENTIFIER;
	for (const struct script_node *part = pattern->first; part; part = part->next)
		if (part->kind != SCRIPT_SHORTHAND_PATTERN)
			return false;
	return true;
}

/* The file in `= require("file")`, or NULL. */
static const char *required_file(
	struct script *script, struct script_scope *scope, const struct script_node *value)
{
	const struct script_node *callee = script_child(value, FIELD_FUNCTION);
	const struct script_node *arguments = script_child(value, FIELD_ARGUMENTS);
	const struct script_value *file;

	if (value->kind != SCRIPT_CALL || !callee || callee->kind != SCRIPT_IDENTIFIER ||
		!arguments || !arguments->first || arguments->first->kind != SCRIPT_STRING ||
		strcmp(script_source_text(script, scope->unit, callee), "require") != 0)
		return NULL;
	file = script_evaluate(script, scope, arguments->first);
	return file->kind == VALUE_TEXT ? file->text : NULL;
}

static void execute_declaration(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	for (const struct script_node *part = node->first; part; part = part->next) {
		const struct script_node *name = script_child(part, FIELD_NAME);
		const struct script_node *value = script_child(part, FIELD_VALUE);

		const char *file = value ? required_file(script, scope, value) : NULL;

		if (name && file && is_plain(name))
			script_bind_import(script, scope, name, file, value);
		else if (name)
			script_bind_pattern(script, scope, name,
				value ? script_evaluate(script, scope, value)
				      : script_make(script, VALUE_NOTHING, scope, part));
	}
}

/* A branch that may not be taken. Does it leave the function? */
static bool execute_branch(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_frame none = { NULL, false, 0 };
	struct script_frame *frame = script->frame ? script->frame : &none;
	bool has_ended = frame->has_ended, ends;

	frame->has_ended = false;
	script->conditional++;
	script_execute(script, scope, node);
	script->conditional--;
	ends = frame->has_ended;
	frame->has_ended = has_ended;
	return ends;
}

static void execute_if(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *condition = script_child(node, FIELD_CONDITION);
	const struct script_node *yes = script_child(node, FIELD_CONSEQUENCE);
	const struct script_node *no = script_child(node, FIELD_ALTERNATIVE);
	int truth = condition ? script_truth(script_evaluate(script, scope, condition)) : -1;
	bool ends;

	if (truth >= 0) {
		const struct script_node *taken = truth ? yes : no;

		if (taken)
			script_execute(script, scope, taken);
		return;
	}
	ends = yes && execute_branch(script, scope, yes);
	ends = no && execute_branch(script, scope, no) && ends;
	if (ends && script->frame)
		script->frame->has_ended = true;
}

static void execute_return(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_value *value =
		node->first ? script_evaluate(script, scope, node->first)
			    : script_make(script, VALUE_NOTHING, scope, node);

	if (!script->frame)
		return;
	script->frame->returned = script_either(script->arena, script->frame->returned, value);
	script->frame->has_ended = true;
}

/* for (const x of list): the list is known, or the body is looked at once. */
static void execute_for_in(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *left = script_child(node, FIELD_LEFT);
	const struct script_node *right = script_child(node, FIELD_RIGHT);
	const struct script_node *operator= script_child(node, FIELD_OPERATOR);
	const struct script_node *body = script_child(node, FIELD_BODY);
	const struct script_value *list = right ? script_evaluate(script, scope, right) : NULL;
	struct script_scope *inner = script_scope_new(script, scope, scope->unit);
	bool is_known = list && list->kind == VALUE_LIST &&
			!list->members->is_open &&
			operator&& operator->span.size == 2 &&
			scope->unit->bytes[operator->span.start] == 'o';
	size_t count = is_known ? list->members->count : 0;

	if (!left || !body)
		return;
	for (size_t i = 0; i < count; i++) {
		struct script_scope *turn = script_scope_new(script, scope, scope->unit);

		script_bind_pattern(script, turn, left, list->members->items[i].value);
		script_execute(script, turn, body);
	}
	if (is_known)
		return;
	script_bind_pattern(script, inner, left, NULL);
	execute_branch(script, inner, body);
}

/* Parts that all may be left out: loops, cases, what is done after a failure. */
static void execute_branches(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_scope *inner = script_scope_new(script, scope, scope->unit);

	for (const struct script_node *part = node->first; part; part = part->next)
		execute_branch(script, inner, part);
}

static void execute_try(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	for (const struct script_node *part = node->first; part; part = part->next) {
		if (part->field == FIELD_HANDLER)
			execute_branches(script, scope, part);
		else if (part->field == FIELD_FINALIZER)
			script_execute_all(script, scope, part);
		else
			script_execute(script, scope, part);
	}
}

void script_execute_all(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	for (const struct script_node *part = node->first; part; part = part->next) {
		const struct script_node *function = part;
		const struct script_node *name;

		if (part->kind == SCRIPT_EXPORT)
			function = script_child(part, FIELD_DECLARATION);
		if (!function || function->kind != SCRIPT_FUNCTION_DECLARATION)
			continue;
		name = script_child(function, FIELD_NAME);
		if (name)
			script_bind(script, scope, script_source_text(script, scope->unit, name),
				script_function(script, scope, function));
	}
	for (const struct script_node *part = node->first; part; part = part->next) {
		if (script->frame && script->frame->has_ended)
			break;
		script_execute(script, scope, part);
	}
}

static void execute_class(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *name = script_child(node, FIELD_NAME);

	if (name)
		script_bind(script, scope, script_source_text(script, scope->unit, name),
			script_unknown(script, scope, node, true));
	/* Decorators are calls; so is what a field begins with. */
	for (const struct script_node *part = node->first; part; part = part->next)
		if (part != name)
			script_evaluate(script, scope, part);
}

void script_execute(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	if (!script_step(script, node))
		return;
	switch (node->kind) {
	case SCRIPT_DECLARATION:
		execute_declaration(script, scope, node);
		break;
	case SCRIPT_FUNCTION_DECLARATION:
		break; /* known already */
	case SCRIPT_CLASS:
		execute_class(script, scope, node);
		break;
	case SCRIPT_BLOCK:
		script_execute_all(script, script_scope_new(script, scope, scope->unit), node);
		break;
	case SCRIPT_ELSE:
	case SCRIPT_LABELED:
		for (const struct script_node *part = node->first; part; part = part->next)
			if (part->field != FIELD_NONE || part->kind != SCRIPT_OTHER)
				script_execute(script, scope, part);
		break;
	case SCRIPT_IF:
		execute_if(script, scope, node);
		break;
	case SCRIPT_RETURN:
		execute_return(script, scope, node);
		break;
	case SCRIPT_THROW:
		if (node->first)
			script_evaluate(script, scope, node->first);
		if (script->frame)
			script->frame->has_ended = true;
		break;
	case SCRIPT_FOR_IN:
		execute_for_in(script, scope, node);
		break;
	case SCRIPT_FOR:
	case SCRIPT_WHILE:
	case SCRIPT_DO:
	case SCRIPT_SWITCH:
	case SCRIPT_SWITCH_BODY:
	case SCRIPT_SWITCH_CASE:
	case SCRIPT_SWITCH_DEFAULT:
		execute_branches(script, scope, node);
		break;
	case SCRIPT_TRY:
		execute_try(script, scope, node);
		break;
	case SCRIPT_IMPORT:
		script_execute_import(script, scope, node);
		break;
	case SCRIPT_EXPORT:
		script_execute_export(script, scope, node);
		break;
	default:
		script_evaluate(script, scope, node);
	}
}
