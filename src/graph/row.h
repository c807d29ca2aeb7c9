/*
 * row.h - one row on its way into its table.
 *
 * Values are given in the order of the table's columns. A row of its own is bound to a statement;
 * during a bulk load it waits with others (bulk.h).
 */
#ifndef GRAPH_ROW_H
#define GRAPH_ROW_H

#include "graph/bulk.h"

struct row {
	struct store *store;
	struct bulk *bulk;   /* NULL: the row is written at once */
	struct batch *batch; /* of a bulk load */
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
