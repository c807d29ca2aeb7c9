/*
 * script_emit.c - the document of a program that has been worked out.
 *
 * In a document nothing is one of several: a list holds each alternative, and a map in a list, of
 * which a member has several, becomes several. Any other map has several members of that name. So
 * first all is made plain, then written down.
 */
#include <string.h>

#include "syntax/builder.h"
#include "syntax/script_run.h"
#include "util/map.h"

#define EMIT_DEPTH_MAX    40
#define OUTCOME_LOOKS_MAX 1000u /* at what a call is told, which may be another's outcome */

typedef VEC(const struct script_value *) value_list;

struct emitter {
	struct script *script;
	struct builder *builder;
	unsigned depth;
	bool is_exported;  /* what stands here is what the program is for */
	bool is_record;    /* what comes next is one of a list: of its alternatives each is */
	struct map starts; /* of texts -> how many values start there */
	struct map twins;  /* place and text -> which of those it is */
};

static const struct span nowhere = { 0, 0, 0, 0 };
static const struct span start = { 1, 1, 0, 0 };

/* ---- plain values ---- */

static void plain(struct emitter *emitter, const struct script_value *value, bool is_conditional,
	value_list *out);

static struct script_value *copy_of(
	struct emitter *emitter, const struct script_value *value, bool is_conditional)
{
	struct script_value *copy = arena_get(emitter->script->arena, sizeof(*copy));

	*copy = *value;
	copy->is_conditional |= is_conditional;
	return copy;
}

static void add_unknown(struct emitter *emitter, const struct script_value *value, value_list *out)
{
	struct script_value *unknown = copy_of(emitter, value, false);

	unknown->kind = VALUE_UNKNOWN;
	vec_push(out, unknown);
}

/* Are there too many values, or one in the other? */
static bool is_too_much(struct emitter *emitter, const struct script_value *value)
{
	struct script *script = emitter->script;

	if (++script->values <= SCRIPT_VALUES_MAX && script->arena->used <= SCRIPT_MEMORY_MAX &&
		emitter->builder->arena->used <= SCRIPT_MEMORY_MAX)
		return emitter->depth > EMIT_DEPTH_MAX;
	script_bound(script, value->use.line ? value->use : value->span, SCRIPT_TOO_MANY_VALUES);
	return true;
}

static void plain_members(
	struct emitter *emitter, const struct script_members *members, value_list *out)
{
	for (size_t i = 0; i < members->count; i++) {
		emitter->is_record = true;
		plain(emitter, members->items[i].value, false, out);
	}
}

/* What is unknown here may be what was known elsewhere. */
static void note_unknown(struct emitter *emitter, const struct script_value *value)
{
	if (emitter->is_exported && script_may_hold(value))
		emitter->script->is_open = true;
}

static void plain_list(struct emitter *emitter, const struct script_value *list,
	bool is_conditional, value_list *out)
{
	struct script_value *copy = copy_of(emitter, list, is_conditional);
	value_list items = VEC_INIT;

	copy->members = script_members_new(emitter->script->arena);
	plain_members(emitter, list->members, &items);
	emitter->script->is_open |= list->members->is_open;
	for (size_t i = 0; i < items.count; i++) {
		if (items.items[i]->kind == VALUE_UNKNOWN)
			emitter->script->is_open |= items.items[i]->may_hold;
		script_members_add(
			copy->members, emitter->script->arena, NULL, nowhere, items.items[i]);
	}
	vec_release(&items);
	vec_push(out, copy);
}

static struct script_value *with_member(struct emitter *emitter, const struct script_value *map,
	const struct script_member *member, const struct script_value *value)
{
	struct script_value *copy = copy_of(emitter, map, false);

	copy->members = script_members_new(emitter->script->arena);
	for (size_t i = 0; i < map->members->count; i++)
		script_members_add(copy->members, emitter->script->arena,
			map->members->items[i].key, map->members->items[i].key_span,
			map->members->items[i].value);
	if (value)
		script_members_add(copy->members, emitter->script->arena, member->key,
			member->key_span, value);
	return copy;
}

static void add_alternative(struct emitter *emitter, const struct script_value *map,
	const struct script_member *member, const struct script_value *value, bool is_alternative)
{
	((struct script_value *)map)->has_alternatives |= is_alternative;
	script_members_add(
		map->members, emitter->script->arena, member->key, member->key_span, value);
}

/* Adds a member to each of `maps`; where it has several values, to a copy for each. Of a member
 * that is not defined there is none, but an argument keeps its place. */
static void add_member(struct emitter *emitter, value_list *maps,
	const struct script_member *member, bool is_argument, bool is_record)
{
	value_list values = VEC_INIT, grown = VEC_INIT;

	emitter->is_record = is_argument;
	plain(emitter, member->value, false, &values);
	if (is_record && values.count * maps->count > SCRIPT_ALTERNATIVES_MAX)
		values.count = 0;
	if (values.count == 0 && (is_argument || member->value->kind != VALUE_NOTHING))
		add_unknown(emitter, member->value, &values);
	if (values.count <= 1 || !is_record) {
		for (size_t i = 0; i < maps->count; i++)
			for (size_t k = 0; k < values.count; k++)
				add_alternative(emitter, maps->items[i], member, values.items[k],
					values.count > 1);
	} else {
		for (size_t i = 0; i < maps->count; i++)
			for (size_t k = 0; k < values.count; k++)
				vec_push(&grown, with_member(emitter, maps->items[i], member,
							 values.items[k]));
		vec_release(maps);
		*maps = grown;
		grown = (value_list)VEC_INIT;
	}
	vec_release(&values);
	vec_release(&grown);
}

static void plain_map(struct emitter *emitter, const struct script_value *map, bool is_conditional,
	bool is_record, value_list *out)
{
	struct script_value *first = copy_of(emitter, map, is_conditional);
	value_list maps = VEC_INIT;

	first->members = script_members_new(emitter->script->arena);
	vec_push(&maps, first);
	emitter->script->is_open |= emitter->is_exported && map->members->is_open;
	for (size_t i = 0; i < map->members->count; i++) {
		const struct script_member *member = &map->members->items[i];
		struct script_member known = *member;

		/* A function that is a member is not run by anybody we know. */
		if (member->value->kind == VALUE_FUNCTION) {
			struct script_value *unknown = copy_of(emitter, member->value, false);

			unknown->kind = VALUE_UNKNOWN;
			unknown->may_hold = false;
			known.value = unknown;
		}
		note_unknown(emitter, known.value);
		if (known.key)
			add_member(emitter, &maps, &known, false, is_record);
	}
	for (size_t i = 0; i < maps.count; i++)
		vec_push(out, maps.items[i]);
	vec_release(&maps);
}

static void plain_call(struct emitter *emitter, const struct script_call *call, bool is_conditional,
	value_list *out);

/* The methods of one name are a list. */
static void add_methods(
	struct emitter *emitter, const struct script_call *call, struct script_members *members)
{
	for (const struct script_call *method = call->methods; method; method = method->next) {
		struct script_member *member = script_members_find(members, method->name);
		value_list statements = VEC_INIT;
		struct script_value *list;

		if (!member) {
			list = arena_get_zeroed(emitter->script->arena, sizeof(*list));
			list->kind = VALUE_LIST;
			list->unit = method->unit;
			list->span = method->span;
			list->use = method->use;
			list->members = script_members_new(emitter->script->arena);
			script_members_add(
				members, emitter->script->arena, method->name, nowhere, list);
			member = script_members_find(members, method->name);
		}
		plain_call(emitter, method, false, &statements);
		for (size_t i = 0; i < statements.count; i++)
			script_members_add(member->value->members, emitter->script->arena, NULL,
				nowhere, statements.items[i]);
		vec_release(&statements);
	}
}

/* A call as a statement: its arguments, and what is called on its outcome. */
static void plain_call(struct emitter *emitter, const struct script_call *call, bool is_conditional,
	value_list *out)
{
	struct arena *arena = emitter->script->arena;
	struct script_value *statement = arena_get_zeroed(arena, sizeof(*statement));
	struct script_value *arguments = arena_get_zeroed(arena, sizeof(*arguments));
	value_list lists = VEC_INIT;

	statement->kind = VALUE_MAP;
	statement->unit = call->unit;
	statement->span = call->span;
	statement->use = call->use;
	statement->is_conditional = is_conditional || call->is_conditional;
	statement->members = script_members_new(arena);
	if (is_too_much(emitter, statement)) {
		vec_push(out, statement);
		return;
	}
	emitter->depth++;
	*arguments = *statement;
	/* Numbered members: each alternative of an argument is a statement of its own. */
	arguments->members = script_members_new(arena);
	vec_push(&lists, arguments);
	for (size_t i = 0; i < call->arguments.count; i++) {
		const struct script_member argument = { arena_printf(arena, "%zu", i), nowhere,
			call->arguments.items[i].value };

		note_unknown(emitter, argument.value);
		/* What a plugin is told may be told elsewhere. */
		emitter->script->is_open |= call->is_new && script_may_hold(argument.value);
		add_member(emitter, &lists, &argument, true, true);
	}
	for (size_t i = 0; i < lists.count; i++) {
		struct script_value *list = copy_of(emitter, lists.items[i], false);
		const struct script_member member = { builder_args, nowhere, list };
		struct script_value *one;

		list->kind = VALUE_LIST;
		one = with_member(emitter, statement, &member, list->members->count ? list : NULL);
		add_methods(emitter, call, one->members);
		vec_push(out, one);
	}
	vec_release(&lists);
	emitter->depth--;
}

static void plain_outcome(struct emitter *emitter, const struct script_value *value,
	bool is_conditional, bool is_record, value_list *out)
{
	struct script_value *map = copy_of(emitter, value, is_conditional);
	struct script_value *list = copy_of(emitter, value, is_conditional);
	value_list statements = VEC_INIT;

	/* cache.set(key, make(cache)) */
	if (value->call->is_told) {
		add_unknown(emitter, value, out);
		return;
	}
	value->call->is_told = true;
	map->kind = VALUE_MAP;
	list->kind = VALUE_LIST;
	map->members = script_members_new(emitter->script->arena);
	list->members = script_members_new(emitter->script->arena);
	plain_call(emitter, value->call, is_conditional, &statements);
	value->call->is_told = false;
	for (size_t i = 0; i < statements.count; i++)
		script_members_add(
			list->members, emitter->script->arena, NULL, nowhere, statements.items[i]);
	script_members_add(map->members, emitter->script->arena, value->call->name, nowhere, list);
	emitter->script->is_open |= (emitter->is_exported || is_record) && script_may_hold(value);
	vec_release(&statements);
	vec_push(out, map);
}

/* A list or a map, which may hold itself: exports.default = exports. */
static void plain_members_of(struct emitter *emitter, const struct script_value *value,
	bool is_conditional, bool is_record, value_list *out)
{
	if (value->members->is_told) {
		add_unknown(emitter, value, out);
		return;
	}
	value->members->is_told = true;
	if (value->kind == VALUE_LIST)
		plain_list(emitter, value, is_conditional, out);
	else
		plain_map(emitter, value, is_conditional, is_record, out);
	value->members->is_told = false;
}

/* What a function returns to a stranger. */
static void plain_function(struct emitter *emitter, const struct script_value *value,
	bool is_conditional, value_list *out)
{
	const struct script_value *outcome = value->function->outcome;

	if (outcome && outcome->kind != VALUE_FUNCTION && outcome->kind != VALUE_UNKNOWN)
		plain(emitter, outcome, is_conditional, out);
	else
		add_unknown(emitter, value, out);
}

/* Appends what the value stands for: nothing of what is undefined, one, or each alternative. */
static void plain(struct emitter *emitter, const struct script_value *value, bool is_conditional,
	value_list *out)
{
	bool is_record = emitter->is_record;

	emitter->is_record = false;
	if (is_too_much(emitter, value)) {
		add_unknown(emitter, value, out);
		return;
	}
	is_conditional |= value->is_conditional;
	emitter->depth++;
	switch (value->kind) {
	case VALUE_NOTHING:
		break;
	case VALUE_ANY:
		for (size_t i = 0; i < value->members->count; i++) {
			emitter->is_record = is_record;
			plain(emitter, value->members->items[i].value, true, out);
		}
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		plain_members_of(emitter, value, is_conditional, is_record, out);
		break;
	case VALUE_OUTCOME:
		plain_outcome(emitter, value, is_conditional, is_record, out);
		break;
	case VALUE_FUNCTION:
		plain_function(emitter, value, is_conditional, out);
		break;
	case VALUE_OUTER:
		add_unknown(emitter, value, out);
		break;
	default:
		vec_push(out, copy_of(emitter, value, is_conditional));
	}
	emitter->depth--;
}

/* ---- writing ---- */

static int write_value(struct emitter *emitter, const char *key, struct span key_span,
	const struct script_value *value, struct span use, bool is_conditional);

/* Where the value stands in the main file; `use` is where what holds it is used. */
static struct span place_of(
	const struct emitter *emitter, const struct script_value *value, struct span use)
{
	if (value->unit == emitter->script->main)
		return value->span;
	return value->use.line ? value->use : use;
}

static const struct origin *origin_of(struct emitter *emitter, const struct script_value *value)
{
	struct origin *origin;

	if (value->unit == emitter->script->main)
		return NULL;
	origin = arena_get(emitter->builder->arena, sizeof(*origin));
	*origin = (struct origin){ arena_text(emitter->builder->arena, value->unit->path),
		value->span.line, value->span.column };
	return origin;
}

static int write_members(struct emitter *emitter, const struct script_value *value,
	struct span span, bool is_conditional)
{
	bool is_map = value->kind == VALUE_MAP;
	int result = builder_open(emitter->builder, is_map ? NODE_MAP : NODE_LIST, span);

	for (size_t i = 0; result == 0 && i < value->members->count; i++) {
		const struct script_member *member = &value->members->items[i];

		result = write_value(emitter, is_map ? member->key : NULL, member->key_span,
			member->value, span, is_conditional);
	}
	if (result == 0)
		builder_close(emitter->builder, span.start + span.size);
	return result;
}

/* Tells values apart that stand at one place. One that is written down twice is the same. */
static unsigned twin_of(struct emitter *emitter, const char *text, struct span span)
{
	struct str key = STR_INIT;
	struct map_entry *twin, *count;

	str_addf(&key, "%zu %s", span.start, text);
	twin = map_put(&emitter->twins, key.data, key.size);
	if (!twin->value) {
		count = map_put(&emitter->starts, (const char *)&span.start, sizeof(span.start));
		count->value = (void *)((uintptr_t)count->value + 1);
		twin->value = count->value;
	}
	str_release(&key);
	return (unsigned)(uintptr_t)twin->value - 1;
}

static int write_scalar(struct emitter *emitter, const struct script_value *value, struct span span,
	bool is_conditional)
{
	static const enum node_kind kinds[] = {
		[VALUE_NULL] = NODE_NULL,
		[VALUE_BOOL] = NODE_BOOL,
		[VALUE_NUMBER] = NODE_NUMBER,
		[VALUE_TEXT] = NODE_STRING,
	};
	struct arena *arena = emitter->builder->arena;
	enum node_kind kind = script_is_scalar(value) ? kinds[value->kind] : NODE_UNKNOWN;
	const char *text = kind == NODE_NULL ? "null" : arena_text(arena, value->text);
	struct node *node;

	if (!text)
		text = "";
	if (value->is_rooted)
		text = arena_printf(arena, "/%s", text);
	if (builder_add(emitter->builder, kind, text, false, span) < 0)
		return -1;
	node = builder_last(emitter->builder);
	node->is_rooted = kind == NODE_STRING && value->is_rooted;
	node->confidence = is_conditional ? CONFIDENCE_CONDITIONAL : CONFIDENCE_EVALUATED;
	node->origin = origin_of(emitter, value);
	if (kind == NODE_STRING)
		node->twin = twin_of(emitter, text, span);
	return 0;
}

static int write_value(struct emitter *emitter, const char *key, struct span key_span,
	const struct script_value *value, struct span use, bool is_conditional)
{
	struct span span = place_of(emitter, value, use);
	int result;

	if (key)
		builder_key(emitter->builder, arena_text(emitter->builder->arena, key),
			key_span.line ? key_span : span);
	is_conditional |= value->is_conditional;
	if (value->kind != VALUE_MAP && value->kind != VALUE_LIST)
		return write_scalar(emitter, value, span, is_conditional);
	result = write_members(emitter, value, span, is_conditional);
	if (result == 0) {
		struct node *node = builder_last(emitter->builder);

		node->confidence = is_conditional ? CONFIDENCE_CONDITIONAL : CONFIDENCE_EVALUATED;
		node->origin = origin_of(emitter, value);
		node->has_alternatives = value->has_alternatives;
	}
	return result;
}

/* ---- the document ---- */

/* Is the value what another's function makes of nothing but texts, or what another's module has?
 * Then all of it is told there, and may be what was told here before. */
static bool is_told_elsewhere(const struct script_value *value, unsigned *looks)
{
	const struct script_members *parts = NULL;
	bool is_elsewhere = value->kind == VALUE_OUTER;

	if ((*looks)++ == OUTCOME_LOOKS_MAX)
		return true;
	if (value->kind == VALUE_FUNCTION)
		return value->function->outcome &&
		       is_told_elsewhere(value->function->outcome, looks);
	if (value->kind == VALUE_ANY)
		parts = value->members;
	if (value->kind == VALUE_OUTCOME)
		parts = &value->call->arguments;
	for (size_t i = 0; parts && i < parts->count && !is_elsewhere; i++)
		is_elsewhere = is_told_elsewhere(parts->items[i].value, looks);
	if (value->kind != VALUE_OUTCOME || is_elsewhere)
		return is_elsewhere;
	for (size_t i = 0; i < parts->count; i++)
		if (!script_is_scalar(parts->items[i].value))
			return false;
	return true;
}

/* What the program exports: a list of all that it may be. */
static int write_exports(struct emitter *emitter)
{
	struct script *script = emitter->script;
	const struct script_value *exports = script_exports(script, script->main);
	value_list values = VEC_INIT;
	unsigned looks = 0;
	int result;

	if (script->main->has_names) {
		const struct script_member *member =
			script_members_find(exports->members, "default");

		exports = member ? member->value : NULL;
	}
	emitter->is_exported = true;
	if (exports) {
		script->is_open |= is_told_elsewhere(exports, &looks);
		plain(emitter, exports, false, &values);
	}
	builder_key(emitter->builder, "exports", start);
	result = builder_open(emitter->builder, NODE_LIST, start);
	for (size_t i = 0; result == 0 && i < values.count; i++) {
		const struct script_value *value = values.items[i];

		note_unknown(emitter, value);
		/* Several configurations in a list are several. */
		for (size_t k = 0;
			result == 0 && value->kind == VALUE_LIST && k < value->members->count; k++)
			result = write_value(emitter, NULL, nowhere, value->members->items[k].value,
				value->span, value->is_conditional);
		if (value->kind != VALUE_LIST && result == 0)
			result = write_value(emitter, NULL, nowhere, value, value->span, false);
	}
	if (result == 0)
		builder_close(emitter->builder, 0);
	emitter->is_exported = false;
	vec_release(&values);
	return result;
}

static int write_calls(struct emitter *emitter)
{
	struct script *script = emitter->script;
	struct script_call all = { .methods = NULL };
	struct script_value calls = { .kind = VALUE_MAP, .unit = script->main };

	/* The calls of the program are to it what methods are to a call. */
	all.methods = script->calls;
	calls.members = script_members_new(script->arena);
	add_methods(emitter, &all, calls.members);
	builder_key(emitter->builder, "calls", start);
	return write_members(emitter, &calls, start, false);
}

static int fill(struct builder *builder, void *payload)
{
	struct emitter *emitter = payload;
	int result;

	emitter->builder = builder;
	result = builder_open(builder, NODE_MAP, start);
	if (result == 0)
		result = write_exports(emitter);
	if (result == 0)
		result = write_calls(emitter);
	if (result == 0)
		builder_close(builder, emitter->script->main->size);
	return result;
}

static void keep_imports(struct document *document, const struct script *script)
{
	struct arena *arena = document_arena(document);
	const char **names = arena_get(arena, (script->imports.count + 1) * sizeof(*names));

	for (size_t i = 0; i < script->imports.count; i++)
		names[i] = arena_text(arena, script->imports.items[i]);
	document->imports = names;
	document->import_count = script->imports.count;
}

int script_emit(struct document **out, struct script *script)
{
	struct emitter emitter = { .script = script, .starts = MAP_INIT, .twins = MAP_INIT };
	int result = document_build(out, fill, &emitter, script->err);

	if (result == 0) {
		keep_imports(*out, script);
		(*out)->is_open = script->is_open;
		(*out)->remark = script->remark;
		(*out)->remark_line = script->remark_line;
	}
	map_release(&emitter.starts);
	map_release(&emitter.twins);
	return result;
}
