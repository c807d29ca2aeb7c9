/*
 * toml_table.h - the tables of a TOML file while they are made.
 *
 * A table may be named, left and named again, so it cannot be made of what stands together. Members
 * are kept as lists, and found by one map for all tables.
 */
#ifndef SYNTAX_TOML_TABLE_H
#define SYNTAX_TOML_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "syntax/builder.h"
#include "util/map.h"

enum toml_kind {
	TOML_SCALAR,
	TOML_LIST,    /* written in brackets: closed */
	TOML_INLINE,  /* a table in braces: closed when read */
	TOML_NAMED,   /* a table that has a header */
	TOML_IMPLIED, /* a table that only a longer header or name has made */
	TOML_TABLES,  /* a list of tables, each with a header in double brackets */
};

struct toml_item {
	enum toml_kind kind;
	enum node_kind scalar;
	const char *text;
	bool has_nul;
	const char *key;
	struct span key_span, span;
	struct toml_item *first, *last, *next;
	size_t depth; /* of maps and lists around it */
};

struct toml_tables {
	struct arena *arena;
	struct err *err;
	struct map members; /* by table and name */
	struct str name;    /* room for a key of it */
	size_t count;
};

void toml_tables_init(struct toml_tables *tables, struct arena *arena, struct err *err);
void toml_tables_release(struct toml_tables *tables);

/* A part of a name, decoded. */
struct toml_key {
	const char *text;
	struct span span;
};

/* Adds an item to a list or table; `key` is NULL in a list. NULL ERR_LIMIT. */
struct toml_item *toml_add(struct toml_tables *tables, struct toml_item *parent,
	const struct toml_key *key, enum toml_kind kind, struct span span);

struct toml_item *toml_find(
	struct toml_tables *tables, const struct toml_item *table, const struct toml_key *key);

/* The table that `key` names on the way to another: made if nothing is there, of a list of tables
 * the last. NULL with err set if it is none, or a closed one. */
struct toml_item *toml_enter(
	struct toml_tables *tables, struct toml_item *table, const struct toml_key *key);

/* The table of a header whose last part is `key`; with `is_list` one more of a list of tables. */
struct toml_item *toml_name(struct toml_tables *tables, struct toml_item *table,
	const struct toml_key *key, struct span header, bool is_list);

/* Makes nodes of the item and all that is below. */
int toml_build(struct builder *builder, const struct toml_item *item);

#endif
