#include "graph/row.h"

#include <string.h>

/* The statement that writes one row. */
static const enum query puts_row[TABLE_COUNT_] = {
	[TABLE_PATH] = Q_ADD_PATH,
	[TABLE_DETAIL] = Q_ADD_DETAIL,
	[TABLE_MEANING] = Q_ADD_MEANING,
	[TABLE_MANIFEST] = Q_PUT_MANIFEST,
	[TABLE_REFERENCE] = Q_PUT_REFERENCE,
	[TABLE_VIA] = Q_ADD_VIA,
	[TABLE_MAPPING] = Q_ADD_MAPPING,
	[TABLE_NAME] = Q_ADD_NAME,
	[TABLE_PROBE] = Q_PUT_PROBE,
	[TABLE_DIAGNOSTIC] = Q_ADD_DIAGNOSTIC,
};

int row_start(
	struct row *row, struct store *store, struct bulk *bulk, enum table table, struct err *err)
{
	*row = (struct row){ .store = store, .bulk = bulk, .table = table };
	if (bulk)
		row->batch = bulk_start_row(bulk, table, err);
	else
		row->statement = store_prepare(store, puts_row[table], err);
	return row->batch || row->statement ? 0 : -1;
}

void row_number(struct row *row, int64_t number)
{
	row->column++;
	if (row->batch)
		batch_add_number(row->batch, number);
	else
		bind_number(row->statement, row->column, number);
}

void row_null(struct row *row)
{
	row->column++;
	if (row->batch)
		batch_add_null(row->batch);
	else
		sqlite3_bind_null(row->statement, row->column);
}

void row_text(struct row *row, const char *text)
{
	if (!text) {
		row_null(row);
		return;
	}
	row->column++;
	if (row->batch)
		batch_add_bytes(row->batch, text, strlen(text), true);
	else
		bind_text(row->statement, row->column, text);
}

void row_bytes(struct row *row, const char *text)
{
	if (text)
		row_blob(row, text, strlen(text));
	else
		row_null(row);
}

void row_blob(struct row *row, const void *bytes, size_t size)
{
	row->column++;
	if (row->batch)
		batch_add_bytes(row->batch, bytes, size, false);
	else
		sqlite3_bind_blob(row->statement, row->column, bytes, (int)size, SQLITE_STATIC);
}

int row_end(struct row *row, struct err *err)
{
	if (row->bulk)
		return bulk_end_row(row->bulk, row->table, err);
	return store_do(row->store, row->statement, err);
}
