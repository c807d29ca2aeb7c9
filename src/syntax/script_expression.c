/*
 * script_expression.c - what an expression stands for.
 */
#include <string.h>

#include "syntax/script_run.h"

struct script_value *script_make(struct script *script, enum value_kind kind,
	const struct script_scope *scope, const struct script_node *node)
{
	struct script_value *value = arena_get_zeroed(script->arena, sizeof(*value));

	value->kind = kind;
	value->is_conditional = script->conditional > 0;
	value->unit = scope->unit;
	value->span = node->span;
	if (scope->unit != script->main)
		value->use = script->use;
	return value;
}

const struct script_value *script_unknown(struct script *script, const struct script_scope *scope,
	const struct script_node *node, bool may_hold)
{
	struct script_value *value = script_make(script, VALUE_UNKNOWN, scope, node);

	value->may_hold = may_hold;
	return value;
}

const struct script_value *script_text(struct script *script, const struct script_scope *scope,
	const struct script_node *node, const char *text, bool is_rooted)
{
	struct script_value *value;

	if (strlen(text) > SCRIPT_TEXT_MAX)
		return script_unknown(script, scope, node, false);
	value = script_make(script, VALUE_TEXT, scope, node);
	value->text = text;
	value->is_rooted = is_rooted;
	return value;
}

const struct script_value *script_used(struct script *script, const struct script_value *value,
	const struct script_scope *scope, const struct script_node *node)
{
	struct script_value *copy;

	if (scope->unit != script->main || value->unit == script->main)
		return value;
	copy = arena_get(script->arena, sizeof(*copy));
	*copy = *value;
	copy->use = node->span;
	return copy;
}

void script_bound(struct script *script, struct span place, const char *what)
{
	script->is_open = true;
	if (script->remark)
		return;
	script->remark = what;
	/* What is read on the way is told of where the program uses it. */
	script->remark_line = script->use.line ? script->use.line : place.line;
}

bool script_step(struct script *script, const struct script_node *node)
{
	if (script->has_failed)
		return false;
	if (script->arena->used > SCRIPT_MEMORY_MAX) {
		script_bound(script, node->span, SCRIPT_TOO_MANY_VALUES);
		return false;
	}
	if (script->steps < SCRIPT_STEPS_MAX) {
		script->steps++;
		return true;
	}
	script_bound(
		script, node->span, "the program is not read to its end: it takes too many steps");
	return false;
}

/* ---- names ---- */

static const struct script_value *find_name(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const char *name = script_source_text(script, scope->unit, node);
	struct script_value *outer;

	for (struct script_scope *at = scope; at; at = at->outer) {
		for (struct script_binding *binding = at->first; binding; binding = binding->next) {
			if (strcmp(binding->name, name) != 0)
				continue;
			if (binding->value->kind == VALUE_IMPORT)
				binding->value = script_imported(script, at, binding->value);
			return script_used(script, binding->value, scope, node);
		}
	}
	if (strcmp(name, "__dirname") == 0)
		return script_text(script, scope, node, scope->unit->directory, true);
	if (strcmp(name, "__filename") == 0)
		return script_text(script, scope, node, scope->unit->path, true);
	if (strcmp(name, "undefined") == 0)
		return script_make(script, VALUE_NOTHING, scope, node);
	outer = script_make(script, VALUE_OUTER, scope, node);
	outer->text = name;
	return outer;
}

/* ---- maps and lists ---- */

const char *script_key(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_value *value;

	switch (node->kind) {
	case SCRIPT_PROPERTY:
	case SCRIPT_SHORTHAND:
	case SCRIPT_SHORTHAND_PATTERN:
	case SCRIPT_IDENTIFIER:
	case SCRIPT_NUMBER:
		return script_source_text(script, scope->unit, node);
	case SCRIPT_COMPUTED_NAME:
		return node->first ? script_key(script, scope, node->first) : NULL;
	default:
		value = script_evaluate(script, scope, node);
		return script_has_text(value) && !value->is_rooted ? value->text : NULL;
	}
}

static void spread(
	struct script *script, struct script_members *into, const struct script_value *value)
{
	if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
		into->is_open |= value->members->is_open;
		for (size_t i = 0; i < value->members->count; i++)
			script_members_add(into, script->arena, value->members->items[i].key,
				value->members->items[i].key_span, value->members->items[i].value);
	} else if (value->kind == VALUE_ANY) {
		for (size_t i = 0; i < value->members->count; i++) {
			const struct script_value *one = value->members->items[i].value;
			struct script_value *copy;
			size_t first = into->count;

			if (one->kind != VALUE_ANY)
				spread(script, into, one);
			for (; first < into->count; first++) {
				copy = arena_get(script->arena, sizeof(*copy));
				*copy = *into->items[first].value;
				copy->is_conditional = true;
				into->items[first].value = copy;
			}
		}
	} else {
		into->is_open |= script_may_hold(value);
	}
}

static const struct script_value *evaluate_list(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_value *list = script_make(script, VALUE_LIST, scope, node);
	const struct span none = { 0, 0, 0, 0 };

	list->members = script_members_new(script->arena);
	for (const struct script_node *item = node->first; item; item = item->next) {
		if (item->kind == SCRIPT_SPREAD && item->first)
			spread(script, list->members, script_evaluate(script, scope, item->first));
		else
			script_members_add(list->members, script->arena, NULL, none,
				script_evaluate(script, scope, item));
	}
	return list;
}

static void add_pair(struct script *script, struct script_scope *scope,
	struct script_members *members, const struct script_node *name,
	const struct script_value *value)
{
	const char *key = name ? script_key(script, scope, name) : NULL;
	struct span key_span = { 0, 0, 0, 0 };

	if (!key) {
		members->is_open = true;
		return;
	}
	if (scope->unit == script->main)
		key_span = name->span;
	script_members_set(members, script->arena, key, key_span, value);
}

static const struct script_value *evaluate_map(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	struct script_value *map = script_make(script, VALUE_MAP, scope, node);
	const struct script_node *value;

	map->members = script_members_new(script->arena);
	for (const struct script_node *item = node->first; item; item = item->next) {
		switch (item->kind) {
		case SCRIPT_SPREAD:
			if (item->first)
				spread(script, map->members,
					script_evaluate(script, scope, item->first));
			break;
		case SCRIPT_PAIR:
			value = script_child(item, FIELD_VALUE);
			if (value)
				add_pair(script, scope, map->members, script_child(item, FIELD_KEY),
					script_evaluate(script, scope, value));
			break;
		case SCRIPT_SHORTHAND:
			add_pair(script, scope, map->members, item, find_name(script, scope, item));
			break;
		case SCRIPT_METHOD:
			add_pair(script, scope, map->members, script_child(item, FIELD_NAME),
				script_function(script, scope, item));
			break;
		default:
			map->members->is_open = true;
		}
	}
	return map;
}

/* ---- members ---- */

static const struct script_value *member_of_any(struct script *script,
	const struct script_scope *scope, const struct script_value *any, const char *key,
	const struct script_node *node)
{
	const struct script_value *found = NULL;

	for (size_t i = 0; i < any->members->count; i++) {
		const struct script_value *one = any->members->items[i].value;

		if (one->kind != VALUE_ANY && script_step(script, node))
			found = script_either(script->arena, found,
				script_member_of(script, scope, one, key, node));
	}
	return found ? found : script_unknown(script, scope, node, true);
}

#define OUTER_NAME_MAX 256

static const struct script_value *member_of_outer(struct script *script,
	const struct script_scope *scope, const struct script_value *outer, const char *key,
	const struct script_node *node)
{
	bool is_meta = strcmp(outer->text, "import.meta") == 0;
	struct script_value *member;

	if (is_meta && strcmp(key, "dirname") == 0)
		return script_text(script, scope, node, outer->unit->directory, true);
	if (is_meta && (strcmp(key, "url") == 0 || strcmp(key, "filename") == 0))
		return script_text(script, scope, node, outer->unit->path, true);
	if (strcmp(outer->text, "path") == 0 && strcmp(key, "sep") == 0)
		return script_text(script, scope, node, "/", false);
	/* A module, and what it exports first of all, are called alike; so are Node's two `path`s.
	 */
	if (strcmp(key, "default") == 0 ||
		(strcmp(outer->text, "path") == 0 && strcmp(key, "posix") == 0))
		return outer;
	if (strlen(outer->text) + strlen(key) > OUTER_NAME_MAX)
		return script_unknown(script, scope, node, false);
	member = script_make(script, VALUE_OUTER, scope, node);
	member->text = arena_printf(script->arena, "%s.%s", outer->text, key);
	member->may_hold = outer->may_hold;
	return member;
}

static const struct script_value *item_of_list(struct script *script,
	const struct script_scope *scope, const struct script_value *list, const char *key,
	const struct script_node *node)
{
	char *end;
	unsigned long index = strtoul(key, &end, 10);

	if (*end != '\0' || end == key)
		return script_unknown(script, scope, node, false);
	if (index < list->members->count && !list->members->is_open)
		return list->members->items[index].value;
	return list->members->is_open ? script_unknown(script, scope, node, true)
				      : script_make(script, VALUE_NOTHING, scope, node);
}

const struct script_value *script_member_of(struct script *script, const struct script_scope *scope,
	const struct script_value *object, const char *key, const struct script_node *node)
{
	const struct script_member *member;

	switch (object->kind) {
	case VALUE_MAP:
		member = script_members_find(object->members, key);
		if (member)
			return script_used(script, member->value, scope, node);
		return object->members->is_open ? script_unknown(script, scope, node, true)
						: script_make(script, VALUE_NOTHING, scope, node);
	case VALUE_FUNCTION:
		member = script_members_find(object->members, key);
		return member ? script_used(script, member->value, scope, node)
			      : script_unknown(script, scope, node, false);
	case VALUE_LIST:
		return item_of_list(script, scope, object, key, node);
	case VALUE_OUTER:
		return member_of_outer(script, scope, object, key, node);
	case VALUE_ANY:
		return member_of_any(script, scope, object, key, node);
	case VALUE_TEXT:
		/* A URL of a file is kept as its path. */
		if (object->is_rooted && (strcmp(key, "pathname") == 0 || strcmp(key, "href") == 0))
			return object;
		return script_unknown(script, scope, node, false);
	case VALUE_UNKNOWN:
		return script_unknown(script, scope, node, object->may_hold);
	case VALUE_OUTCOME:
		return script_unknown(script, scope, node, !object->call->is_outer);
	default:
		return script_unknown(script, scope, node, false);
	}
}

static const struct script_value *evaluate_member(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *object = script_child(node, FIELD_OBJECT);
	const struct script_node *property =
		script_child(node, node->kind == SCRIPT_MEMBER ? FIELD_PROPERTY : FIELD_INDEX);
	const struct script_value *value;
	const char *key;

	if (!object || !property)
		return script_unknown(script, scope, node, true);
	value = script_evaluate(script, scope, object);
	key = script_key(script, scope, property);
	return key ? script_member_of(script, scope, value, key, node)
		   : script_unknown(script, scope, node, true);
}

/* ---- operators ---- */

static bool is_operator(
	const struct script_unit *unit, const struct script_node *node, const char *text)
{
	return node && node->span.size == strlen(text) &&
	       memcmp(unit->bytes + node->span.start, text, node->span.size) == 0;
}

static const struct script_value *evaluate_branch(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_value *value;

	script->conditional++;
	value = script_evaluate(script, scope, node);
	script->conditional--;
	return value;
}

/* a && b, a || b, a ?? b: what cannot be decided is either. */
static const struct script_value *evaluate_choice(struct script *script, struct script_scope *scope,
	const struct script_node *node, char operator)
{
	const struct script_node *right = script_child(node, FIELD_RIGHT);
	const struct script_value *left =
		script_evaluate(script, scope, script_child(node, FIELD_LEFT));
	bool is_nothing = left->kind == VALUE_NOTHING || left->kind == VALUE_NULL;
	int truth = script_truth(left);

	if (operator== '?' && truth >= 0)
		truth = !is_nothing;
	if (truth >= 0)
		return truth == (operator== '&') ? script_evaluate(script, scope, right) : left;
	if (operator== '&')
		return script_either(script->arena, script_make(script, VALUE_NOTHING, scope, node),
			evaluate_branch(script, scope, right));
	return script_either(script->arena, left, evaluate_branch(script, scope, right));
}

static const struct script_value *bool_value(struct script *script,
	const struct script_scope *scope, const struct script_node *node, bool is_true)
{
	struct script_value *value = script_make(script, VALUE_BOOL, scope, node);

	value->text = is_true ? "true" : "false";
	return value;
}

static const struct script_value *evaluate_binary(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *operator= script_child(node, FIELD_OPERATOR);
	const struct script_node *left = script_child(node, FIELD_LEFT);
	const struct script_node *right = script_child(node, FIELD_RIGHT);
	const struct script_value *a, *b;
	const char *word;

	if (!operator|| !left || !right)
		return script_unknown(script, scope, node, true);
	word = scope->unit->bytes + operator->span.start;
	if (is_operator(scope->unit, operator, "&&") || is_operator(scope->unit, operator, "||") ||
		is_operator(scope->unit, operator, "??"))
		return evaluate_choice(script, scope, node, *word);
	a = script_evaluate(script, scope, left);
	b = script_evaluate(script, scope, right);
	if (is_operator(scope->unit, operator, "+"))
		return script_sum(script, scope, a, b, node);
	if ((is_operator(scope->unit, operator, "===") ||
		    is_operator(scope->unit, operator, "!==")) &&
		script_is_scalar(a) && script_is_scalar(b)) {
		bool is_same = a->kind == b->kind && a->is_rooted == b->is_rooted &&
			       strcmp(a->text ? a->text : "", b->text ? b->text : "") == 0;

		return bool_value(script, scope, node, is_same == (*word == '='));
	}
	return script_unknown(script, scope, node, false);
}

static const struct script_value *evaluate_unary(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *argument = script_child(node, FIELD_ARGUMENT);
	const struct script_value *value =
		argument ? script_evaluate(script, scope, argument) : NULL;

	if (value && is_operator(scope->unit, script_child(node, FIELD_OPERATOR), "!") &&
		script_truth(value) >= 0)
		return bool_value(script, scope, node, !script_truth(value));
	return script_unknown(script, scope, node, false);
}

static const struct script_value *evaluate_ternary(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *condition = script_child(node, FIELD_CONDITION);
	const struct script_node *yes = script_child(node, FIELD_CONSEQUENCE);
	const struct script_node *no = script_child(node, FIELD_ALTERNATIVE);
	int truth;

	if (!condition || !yes || !no)
		return script_unknown(script, scope, node, true);
	truth = script_truth(script_evaluate(script, scope, condition));
	if (truth >= 0)
		return script_evaluate(script, scope, truth ? yes : no);
	return script_either(script->arena, evaluate_branch(script, scope, yes),
		evaluate_branch(script, scope, no));
}

/* a += b, a ||= b and the like: what a then is. */
static const struct script_value *evaluate_augmented(struct script *script,
	struct script_scope *scope, const struct script_node *node, const struct script_node *left,
	const struct script_node *right)
{
	const struct script_node *operator= script_child(node, FIELD_OPERATOR);
	const struct script_value *value;

	if (is_operator(scope->unit, operator, "&&=") ||
		is_operator(scope->unit, operator, "||=") ||
		is_operator(scope->unit, operator, "?\?="))
		return evaluate_choice(
			script, scope, node, scope->unit->bytes[operator->span.start]);
	value = script_evaluate(script, scope, right);
	return is_operator(scope->unit, operator, "+=")
		       ? script_sum(
				 script, scope, script_evaluate(script, scope, left), value, node)
		       : script_unknown(script, scope, node, true);
}

static const struct script_value *evaluate_assignment(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_node *left = script_child(node, FIELD_LEFT);
	const struct script_node *right = script_child(node, FIELD_RIGHT);
	const struct script_value *value;

	if (!left || !right)
		return script_unknown(script, scope, node, true);
	value = node->kind == SCRIPT_AUGMENTED_ASSIGNMENT
			? evaluate_augmented(script, scope, node, left, right)
			: script_evaluate(script, scope, right);
	script_assign(script, scope, left, value);
	return value;
}

/* ---- all ---- */

/* What has no kind of its own is looked through for calls. */
static const struct script_value *evaluate_parts(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	for (const struct script_node *part = node->first; part; part = part->next)
		script_evaluate(script, scope, part);
	return script_unknown(script, scope, node, true);
}

static const struct script_value *evaluate_first(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	return node->first ? script_evaluate(script, scope, node->first)
			   : script_unknown(script, scope, node, true);
}

static const struct script_value *evaluate_last(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_value *value = NULL;

	for (const struct script_node *part = node->first; part; part = part->next)
		value = script_evaluate(script, scope, part);
	return value ? value : script_unknown(script, scope, node, true);
}

static const struct script_value *evaluate_meta(
	struct script *script, const struct script_scope *scope, const struct script_node *node)
{
	struct script_value *meta = script_make(script, VALUE_OUTER, scope, node);

	meta->text = script_source_text(script, scope->unit, node);
	return meta;
}

static const struct script_value *evaluate_number(
	struct script *script, const struct script_scope *scope, const struct script_node *node)
{
	struct script_value *number = script_make(script, VALUE_NUMBER, scope, node);

	number->text = script_source_text(script, scope->unit, node);
	return number;
}

const struct script_value *script_evaluate(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	if (!script_step(script, node))
		return script_unknown(script, scope, node, true);
	switch (node->kind) {
	case SCRIPT_PARENTHESES:
	case SCRIPT_AS:
	case SCRIPT_AWAIT:
	case SCRIPT_EXPRESSION:
		return evaluate_first(script, scope, node);
	case SCRIPT_SEQUENCE:
		return evaluate_last(script, scope, node);
	case SCRIPT_STRING:
		return script_string(script, scope, node);
	case SCRIPT_TEMPLATE:
		return script_template(script, scope, node);
	case SCRIPT_NUMBER:
		return evaluate_number(script, scope, node);
	case SCRIPT_TRUE:
	case SCRIPT_FALSE:
		return bool_value(script, scope, node, node->kind == SCRIPT_TRUE);
	case SCRIPT_NULL:
		return script_make(script, VALUE_NULL, scope, node);
	case SCRIPT_UNDEFINED:
		return script_make(script, VALUE_NOTHING, scope, node);
	case SCRIPT_IDENTIFIER:
	case SCRIPT_SHORTHAND:
		return find_name(script, scope, node);
	case SCRIPT_ARRAY:
		return evaluate_list(script, scope, node);
	case SCRIPT_OBJECT:
		return evaluate_map(script, scope, node);
	case SCRIPT_ARROW:
	case SCRIPT_FUNCTION:
	case SCRIPT_FUNCTION_DECLARATION:
	case SCRIPT_METHOD:
		return script_function(script, scope, node);
	case SCRIPT_MEMBER:
	case SCRIPT_SUBSCRIPT:
		return evaluate_member(script, scope, node);
	case SCRIPT_META:
	case SCRIPT_IMPORT_WORD:
		return evaluate_meta(script, scope, node);
	case SCRIPT_BINARY:
		return evaluate_binary(script, scope, node);
	case SCRIPT_UNARY:
		return evaluate_unary(script, scope, node);
	case SCRIPT_TERNARY:
		return evaluate_ternary(script, scope, node);
	case SCRIPT_ASSIGNMENT:
	case SCRIPT_AUGMENTED_ASSIGNMENT:
		return evaluate_assignment(script, scope, node);
	case SCRIPT_CALL:
	case SCRIPT_NEW:
		return script_call(script, scope, node);
	case SCRIPT_BLOCK:
		script_execute(script, scope, node);
		return script_unknown(script, scope, node, false);
	default:
		return evaluate_parts(script, scope, node);
	}
}
