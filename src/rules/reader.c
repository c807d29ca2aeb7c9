/*
 * reader.c - reads the values of a rule.
 */
#include "rules/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/path.h"
#include "util/str.h"

int wrong_at(const struct node *node, struct err *err, const char *format, ...)
{
	unsigned line = node->key ? node->key_span.line : node->span.line;
	char what[512];
	va_list arguments;

	if (line == 0)
		line = node->span.line;
	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	err_set(err, ERR_INPUT, "line %u: %s", line, what);
	if (err)
		err->line = line;
	return -1;
}

static const struct field *find_field(const struct field *fields, const char *name)
{
	for (; fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields;
	return NULL;
}

static int check_keys(
	const struct node *node, const char *what, const struct field *fields, struct err *err)
{
	for (size_t i = 0; i < node->count; i++) {
		const struct node *child = &node->children[i];

		if (!find_field(fields, child->key))
			return wrong_at(child, err, "unknown key '%s' of %s", child->key, what);
		if (node_member(node, child->key) != child)
			return wrong_at(child, err, "'%s' stands twice in %s", child->key, what);
	}
	return 0;
}

int read_fields(struct reader *reader, const struct node *node, const char *what,
	const struct field *fields, void *target, struct err *err)
{
	if (node->kind != NODE_MAP)
		return wrong_at(node, err, "%s must be an object", what);
	if (check_keys(node, what, fields, err) < 0)
		return -1;
	for (const struct field *field = fields; field->name; field++) {
		const struct node *child = node_member(node, field->name);

		if (!child && field->is_needed)
			return wrong_at(node, err, "%s needs '%s'", what, field->name);
		reader->field = field;
		if (child && field->read(reader, child, (char *)target + field->offset, err) < 0)
			return -1;
	}
	return 0;
}

static int check_text(struct reader *reader, const struct node *node, struct err *err)
{
	if (node->kind != NODE_STRING)
		return wrong_at(node, err, "'%s' must be a text", reader->field->name);
	if (node->has_nul)
		return wrong_at(node, err, "'%s' holds a NUL", reader->field->name);
	return 0;
}

int read_text(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (check_text(reader, node, err) < 0)
		return -1;
	*(const char **)target = arena_text(reader->arena, node->text);
	return 0;
}

int read_flag(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (node->kind != NODE_BOOL)
		return wrong_at(node, err, "'%s' must be true or false", reader->field->name);
	*(bool *)target = strcmp(node->text, "true") == 0;
	return 0;
}

int read_list(struct reader *reader, const struct node *node, read_value read, void *target,
	struct err *err)
{
	if (node->kind != NODE_LIST)
		return wrong_at(node, err, "'%s' must be a list", reader->field->name);
	for (size_t i = 0; i < node->count; i++)
		if (read(reader, &node->children[i], target, err) < 0)
			return -1;
	return 0;
}

int read_texts(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct texts *texts = target;

	if (node->kind != NODE_LIST)
		return wrong_at(node, err, "'%s' must be a list of texts", reader->field->name);
	texts->items = arena_get(reader->arena, (node->count + 1) * sizeof(*texts->items));
	texts->count = 0;
	for (size_t i = 0; i < node->count; i++)
		if (read_text(reader, &node->children[i], &texts->items[texts->count++], err) < 0)
			return -1;
	return 0;
}

/* A list's members, or the one value itself. */
static const struct node *one_or_list(const struct node *node, size_t *count)
{
	*count = node->kind == NODE_LIST ? node->count : 1;
	return node->kind == NODE_LIST ? node->children : node;
}

static int read_selector(
	struct reader *reader, const struct node *node, struct selector **out, struct err *err)
{
	const char *text = node->text;
	struct err why;

	if (check_text(reader, node, err) < 0)
		return -1;
	if (reader->is_below_value) {
		if (text[0] != '.' || text[1] != '/')
			return wrong_at(node, err,
				"'%s' must start with './': it is seen from the mapping's value",
				text);
		text++;
	}
	if (selector_read(out, text, reader->arena, &why) < 0)
		return wrong_at(node, err, "'%s': %s", text, why.text);
	return 0;
}

int read_selectors(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct selectors *selectors = target;
	size_t count;
	const struct node *nodes = one_or_list(node, &count);
	struct selector **items = arena_get(reader->arena, (count + 1) * sizeof(*items));

	if (count == 0)
		return wrong_at(node, err, "'%s' is an empty list", reader->field->name);
	for (size_t i = 0; i < count; i++)
		if (read_selector(reader, &nodes[i], &items[i], err) < 0)
			return -1;
	*selectors = (struct selectors){ items, count };
	return 0;
}

static int read_one_template(struct reader *reader, const struct node *node, bool is_lookup,
	struct template **out, struct err *err)
{
	unsigned unknown = reader->has_from ? 0 : HOLE_BIT(HOLE_FROM);
	struct template_place place = { reader->field->name, reader->field->forbidden | unknown,
		&reader->part->bases, is_lookup };
	struct err why;

	if (check_text(reader, node, err) < 0)
		return -1;
	if (template_read(out, node->text, &place, reader->arena, &why) < 0)
		return wrong_at(node, err, "'%s': %s", node->text, why.text);
	return 0;
}

int read_template(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_one_template(reader, node, false, target, err);
}

static int read_several(struct reader *reader, const struct node *node, bool are_lookups,
	struct templates *out, struct err *err)
{
	size_t count;
	const struct node *nodes = one_or_list(node, &count);
	struct template **items = arena_get(reader->arena, (count + 1) * sizeof(*items));

	if (count == 0)
		return wrong_at(node, err, "'%s' is an empty list", reader->field->name);
	for (size_t i = 0; i < count; i++)
		if (read_one_template(reader, &nodes[i], are_lookups, &items[i], err) < 0)
			return -1;
	*out = (struct templates){ items, count };
	return 0;
}

int read_templates(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_several(reader, node, false, target, err);
}

int read_lookups(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_several(reader, node, true, target, err);
}

int read_word(const struct node *node, const char *const *words, struct err *err)
{
	struct str all = STR_INIT;

	for (int i = 0; node->kind == NODE_STRING && words[i]; i++)
		if (strcmp(words[i], node->text) == 0)
			return i;
	for (int i = 0; words[i]; i++)
		str_addf(&all, "%s'%s'", i ? ", " : "", words[i]);
	wrong_at(node, err, "'%s' must be one of %s", node->key ? node->key : "a word", all.data);
	str_release(&all);
	return -1;
}

static const char *const kind_words[] = { "null", "bool", "number", "string", "map", "list", NULL };

static int read_node_kind(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int kind = read_word(node, kind_words, err);

	(void)reader;
	if (kind < 0)
		return -1;
	*(unsigned *)target = 1u << kind;
	return 0;
}

static int read_condition(
	struct reader *reader, const struct node *node, void *target, struct err *err);

static int read_not(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct condition *condition = target;

	condition->kind = CONDITION_NOT;
	condition->items = arena_get_zeroed(reader->arena, sizeof(*condition->items));
	condition->count = 1;
	return read_condition(reader, node, condition->items, err);
}

static int read_any(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct condition *condition = target;
	struct conditions items;

	if (read_conditions(reader, node, &items, err) < 0)
		return -1;
	*condition = (struct condition){
		.kind = CONDITION_ANY, .items = items.items, .count = items.count
	};
	return 0;
}

/* A path as a repository spells it: of a file beside a manifest, or in a directory there. */
static bool is_plain_path(const char *text)
{
	struct str plain = STR_INIT;
	bool is_plain =
		path_normalise(&plain, text) == 0 && plain.size && strcmp(plain.data, text) == 0;

	str_release(&plain);
	return is_plain;
}

static int read_file_names(
	struct reader *reader, const struct node *node, struct texts *names, struct err *err)
{
	if (read_texts(reader, node, names, err) < 0)
		return -1;
	for (size_t i = 0; i < names->count; i++)
		if (!is_plain_path(names->items[i]))
			return wrong_at(
				&node->children[i], err, "'%s' is no file name", names->items[i]);
	return names->count ? 0 : wrong_at(node, err, "'%s' is an empty list", node->key);
}

static int read_beside(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	((struct condition *)target)->kind = CONDITION_BESIDE;
	return read_file_names(reader, node, &((struct condition *)target)->names, err);
}

static int read_above(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	((struct condition *)target)->kind = CONDITION_ABOVE;
	return read_file_names(reader, node, &((struct condition *)target)->names, err);
}

static int read_contains(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct condition *condition = target;

	condition->kind = CONDITION_CONTAINS;
	if (read_texts(reader, node, &condition->names, err) < 0)
		return -1;
	return condition->names.count ? 0 : wrong_at(node, err, "'contains' is an empty list");
}

static int read_alone(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	bool is_alone = false;

	((struct condition *)target)->kind = CONDITION_ALONE;
	if (read_flag(reader, node, &is_alone, err) < 0)
		return -1;
	return is_alone ? 0 : wrong_at(node, err, "'alone' must be true");
}

static int read_mostly(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct condition *condition = target;

	condition->kind = CONDITION_MOSTLY;
	return read_selectors(reader, node, &condition->selectors, err);
}

static int read_has(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct condition *condition = target;

	condition->kind = CONDITION_HAS;
	return read_selector(reader, node, &condition->selector, err);
}

static const struct field has_fields[] = {
	{ .name = "has", .read = read_has },
	{ "like", read_texts, offsetof(struct condition, names), false, 0 },
	{ "kind", read_node_kind, offsetof(struct condition, node_kinds), false, 0 },
	{ .name = NULL },
};

/* The conditions with one key only. */
static const struct field condition_fields[] = {
	{ .name = "mostly", .read = read_mostly },
	{ .name = "not", .read = read_not },
	{ .name = "any", .read = read_any },
	{ .name = "beside", .read = read_beside },
	{ .name = "above", .read = read_above },
	{ .name = "contains", .read = read_contains },
	{ .name = "alone", .read = read_alone },
	{ .name = NULL },
};

static int read_condition(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (node->kind != NODE_MAP)
		return wrong_at(node, err, "a condition must be an object");
	if (node_member(node, "has"))
		return read_fields(reader, node, "a condition", has_fields, target, err);
	if (node->count != 1)
		return wrong_at(node, err,
			"a condition needs one of 'has', 'mostly', 'not', 'any', 'beside', "
			"'above', "
			"'contains', 'alone'");
	return read_fields(reader, node, "a condition", condition_fields, target, err);
}

int read_conditions(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct conditions *conditions = target;
	struct condition *items;

	if (node->kind != NODE_LIST)
		return wrong_at(node, err, "'%s' must be a list of conditions",
			node->key ? node->key : "when");
	items = arena_get_zeroed(reader->arena, (node->count + 1) * sizeof(*items));
	for (size_t i = 0; i < node->count; i++)
		if (read_condition(reader, &node->children[i], &items[i], err) < 0)
			return -1;
	*conditions = (struct conditions){ items, node->count };
	return 0;
}
