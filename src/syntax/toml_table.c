/*
 * toml_table.c - the tables of a TOML file while they are made.
 */
#include "syntax/toml_table.h"

#include <string.h>

#include "syntax/cursor.h"

void toml_tables_init(struct toml_tables *tables, struct arena *arena, struct err *err)
{
	*tables = (struct toml_tables){
		.arena = arena, .err = err, .members = MAP_INIT, .name = STR_INIT
	};
}

void toml_tables_release(struct toml_tables *tables)
{
	map_release(&tables->members);
	str_release(&tables->name);
}

static void set_name(
	struct toml_tables *tables, const struct toml_item *table, const struct toml_key *key)
{
	str_clear(&tables->name);
	str_add(&tables->name, &table, sizeof(table));
	str_add_text(&tables->name, key->text);
}

struct toml_item *toml_find(
	struct toml_tables *tables, const struct toml_item *table, const struct toml_key *key)
{
	const struct map_entry *entry;

	set_name(tables, table, key);
	entry = map_find(&tables->members, tables->name.data, tables->name.size);
	return entry ? entry->value : NULL;
}

static bool is_within_bounds(
	struct toml_tables *tables, const struct toml_item *parent, struct span span)
{
	if (++tables->count > DOCUMENT_NODES_MAX)
		span_fail(&span, tables->err, ERR_LIMIT, "the file holds too many values");
	else if (parent && parent->depth + 1 >= DOCUMENT_DEPTH_MAX)
		span_fail(&span, tables->err, ERR_LIMIT, "tables and lists are nested too deep");
	else
		return true;
	return false;
}

struct toml_item *toml_add(struct toml_tables *tables, struct toml_item *parent,
	const struct toml_key *key, enum toml_kind kind, struct span span)
{
	struct toml_item *item;

	if (!is_within_bounds(tables, parent, span))
		return NULL;
	item = arena_get_zeroed(tables->arena, sizeof(*item));
	item->kind = kind;
	item->span = span;
	if (!parent)
		return item;
	item->depth = parent->depth + 1;
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	parent->last = item;
	if (key) {
		item->key = key->text;
		item->key_span = key->span;
		set_name(tables, parent, key);
		map_put(&tables->members, tables->name.data, tables->name.size)->value = item;
	}
	return item;
}

static struct toml_item *refuse(
	struct toml_tables *tables, const struct toml_key *key, const char *what)
{
	span_fail(&key->span, tables->err, ERR_INPUT, "'%s' %s", key->text, what);
	return NULL;
}

struct toml_item *toml_enter(
	struct toml_tables *tables, struct toml_item *table, const struct toml_key *key)
{
	struct toml_item *item = toml_find(tables, table, key);

	if (!item)
		return toml_add(tables, table, key, TOML_IMPLIED, key->span);
	if (item->kind == TOML_NAMED || item->kind == TOML_IMPLIED)
		return item;
	if (item->kind == TOML_TABLES)
		return item->last;
	return refuse(tables, key, "has a value that cannot be added to");
}

static struct toml_item *add_to_list(
	struct toml_tables *tables, struct toml_item *list, struct span header)
{
	return list ? toml_add(tables, list, NULL, TOML_NAMED, header) : NULL;
}

struct toml_item *toml_name(struct toml_tables *tables, struct toml_item *table,
	const struct toml_key *key, struct span header, bool is_list)
{
	struct toml_item *item = toml_find(tables, table, key);

	if (!item && is_list)
		return add_to_list(
			tables, toml_add(tables, table, key, TOML_TABLES, header), header);
	if (!item)
		return toml_add(tables, table, key, TOML_NAMED, header);
	if (is_list && item->kind == TOML_TABLES)
		return add_to_list(tables, item, header);
	if (is_list || item->kind != TOML_IMPLIED)
		return refuse(tables, key, "is defined twice");
	item->kind = TOML_NAMED;
	item->span = header;
	return item;
}

int toml_build(struct builder *builder, const struct toml_item *item)
{
	bool is_list = item->kind == TOML_LIST || item->kind == TOML_TABLES;

	if (item->key)
		builder_key(builder, item->key, item->key_span);
	if (item->kind == TOML_SCALAR)
		return builder_add(builder, item->scalar, item->text, item->has_nul, item->span);
	if (builder_open(builder, is_list ? NODE_LIST : NODE_MAP, item->span) < 0)
		return -1;
	for (const struct toml_item *child = item->first; child; child = child->next)
		if (toml_build(builder, child) < 0)
			return -1;
	builder_close(builder, item->span.start + item->span.size);
	return 0;
}
