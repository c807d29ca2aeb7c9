/*
 * row.h - one row on its way into its table.
 *
 * Values are given in the order of the table's columns. A row of its own is bound to a statement.
 * During a bulk load rows wait, and one statement takes many of them from a virtual table that
 * reads them where they wait (https://www.sqlite.org/vtab.html): to bind, start and end a statement
 * for each costs SQLite several times what the row itself does.
 */
#ifndef GRAPH_ROW_H
#define GRAPH_ROW_H

#include "graph/store.h"
#include "util/vec.h"

enum table {
	TABLE_PATH,
	TABLE_DETAIL,
	TABLE_MANIFEST,
	TABLE_REFERENCE,
	TABLE_VIA,
	TABLE_MAPPING,
	TABLE_NAME,
	TABLE_PROBE,
	TABLE_DIAGNOSTIC,
	TABLE_COUNT_,
};

struct bulk; /* the rows of a bulk load that wait */

/* What was prepared lives as long as the store. */
struct bulk *bulk_new(struct store *store, struct err *err);
/* Writes all that wait. */
int bulk_end(struct bulk *bulk, struct err *err);
/* Forgets those that still wait. */
void bulk_free(struct bulk *bulk);

struct row {
	struct store *store;
	struct bulk *bulk; /* NULL: the row is written at once */
	enum table table;
	sqlite3_stmt *statement;
	int column;
};

int row_start(
	struct row *row, struct store *store, struct bulk *bulk, enum table table, struct err *err);
void row_number(struct row *row, int64_t number);
void row_null(struct row *row);
/* NULL is NULL. Texts and bytes must live until row_end. */
void row_text(struct row *row, const char *text);
void row_bytes(struct row *row, const char *text);
void row_blob(struct row *row, const void *bytes, size_t size);
int row_end(struct row *row, struct err *err);

#endif
