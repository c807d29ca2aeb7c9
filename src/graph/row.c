#include "graph/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/arena.h"
#include "util/memory.h"

/* Rows that wait at once, of tables that are filled in the order they are kept in. */
#define ROWS_MAX 1024u

static const struct table_kind {
	int columns;
	enum query put;          /* one row */
	const char *name, *take; /* of the virtual table; takes all that wait in it */
	int sorted_by;           /* so many first columns, all numbers: it is filled at the end */
} kinds[TABLE_COUNT_] = {
	[TABLE_PATH] = { 2, Q_ADD_PATH, "new_path", "INSERT INTO path SELECT * FROM new_path", 0 },
	[TABLE_DETAIL] = { 2, Q_ADD_DETAIL, "new_detail",
		"INSERT INTO detail SELECT * FROM new_detail", 0 },
	[TABLE_MANIFEST] = { 4, Q_PUT_MANIFEST, "new_manifest",
		"INSERT INTO manifest SELECT * FROM new_manifest", 0 },
	[TABLE_REFERENCE] = { 21, Q_PUT_REFERENCE, "new_reference",
		"INSERT INTO reference SELECT * FROM new_reference", 0 },
	[TABLE_VIA] = { 10, Q_ADD_VIA, "new_via", "INSERT INTO via SELECT * FROM new_via", 0 },
	[TABLE_MAPPING] = { 13, Q_ADD_MAPPING, "new_mapping",
		"INSERT INTO mapping SELECT * FROM new_mapping", 0 },
	[TABLE_NAME] = { 7, Q_ADD_NAME, "new_name",
		"INSERT OR IGNORE INTO name SELECT * FROM new_name", 0 },
	[TABLE_PROBE] = { 5, Q_PUT_PROBE, "new_probe", "INSERT INTO probe SELECT * FROM new_probe",
		4 },
	[TABLE_DIAGNOSTIC] = { 3, Q_ADD_DIAGNOSTIC, "new_diagnostic",
		"INSERT INTO diagnostic SELECT * FROM new_diagnostic", 0 },
};

enum cell_type { CELL_NULL, CELL_NUMBER, CELL_TEXT, CELL_BLOB };

struct cell {
	union {
		int64_t number;
		const char *bytes;
	};
	unsigned size;
	uint8_t type; /* enum cell_type */
};

struct waiting {
	enum table table;
	VEC(struct cell) cells; /* row after row */
	struct arena texts;
	sqlite3_stmt *take; /* NULL: not prepared yet */
};

struct bulk {
	struct store *store;
	struct waiting tables[TABLE_COUNT_];
};

static int columns_of(const struct waiting *waiting)
{
	return kinds[waiting->table].columns;
}

static size_t count_of(const struct waiting *waiting)
{
	return waiting->cells.count / (size_t)columns_of(waiting);
}

/* ---- the virtual table ---- */

struct waiting_table {
	sqlite3_vtab base; /* first: SQLite knows no more of it */
	const struct waiting *waiting;
};

struct cursor {
	sqlite3_vtab_cursor base; /* likewise */
	size_t row;
};

static const struct waiting *waiting_of(const sqlite3_vtab_cursor *cursor)
{
	return ((const struct waiting_table *)(const void *)cursor->pVtab)->waiting;
}

static int connect_table(sqlite3 *db, void *payload, int count, const char *const *words,
	sqlite3_vtab **out, char **problem)
{
	const struct waiting *waiting = payload;
	struct waiting_table *table = memory_get_zeroed(1, sizeof *table);
	char columns[256] = "CREATE TABLE x(c0";
	int i;

	(void)count;
	(void)words;
	(void)problem;
	for (i = 1; i < columns_of(waiting); i++)
		snprintf(columns + strlen(columns), sizeof columns - strlen(columns), ", c%d", i);
	strncat(columns, ")", sizeof columns - strlen(columns) - 1);
	table->waiting = waiting;
	*out = &table->base;
	return sqlite3_declare_vtab(db, columns);
}

static int disconnect_table(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

/* There is one way through it: from the first row to the last. */
static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	info->estimatedCost = 1;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
	struct cursor *cursor = memory_get_zeroed(1, sizeof *cursor);

	(void)table;
	*out = &cursor->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int go_first(sqlite3_vtab_cursor *cursor, int number, const char *text, int count,
	sqlite3_value **values)
{
	(void)number;
	(void)text;
	(void)count;
	(void)values;
	((struct cursor *)(void *)cursor)->row = 0;
	return SQLITE_OK;
}

static int go_on(sqlite3_vtab_cursor *cursor)
{
	((struct cursor *)(void *)cursor)->row++;
	return SQLITE_OK;
}

static int is_behind_last(sqlite3_vtab_cursor *cursor)
{
	return ((struct cursor *)(void *)cursor)->row >= count_of(waiting_of(cursor));
}

static int tell_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct waiting *waiting = waiting_of(base);
	const struct cursor *cursor = (const struct cursor *)(const void *)base;
	const struct cell *cell =
		&waiting->cells.items[cursor->row * (size_t)columns_of(waiting) + (size_t)column];

	switch ((enum cell_type)cell->type) {
	case CELL_NULL:
		break;
	case CELL_NUMBER:
		sqlite3_result_int64(context, cell->number);
		break;
	case CELL_TEXT:
		sqlite3_result_text(context, cell->bytes, (int)cell->size, SQLITE_STATIC);
		break;
	case CELL_BLOB:
		sqlite3_result_blob(context, cell->bytes, (int)cell->size, SQLITE_STATIC);
		break;
	}
	return SQLITE_OK;
}

static int tell_row(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct cursor *)(const void *)cursor)->row;
	return SQLITE_OK;
}

/* Without xCreate a module is a table by itself, and leaves nothing in the schema. */
static const sqlite3_module module = {
	.xConnect = connect_table,
	.xBestIndex = plan,
	.xDisconnect = disconnect_table,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = go_first,
	.xNext = go_on,
	.xEof = is_behind_last,
	.xColumn = tell_column,
	.xRowid = tell_row,
};

/* ---- writing what waits ---- */

/* Rows are compared by their first four cells, all numbers: the probe's own order. */
static int compare_rows(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;
	int i;

	for (i = 0; i < kinds[TABLE_PROBE].sorted_by; i++) {
		if (x[i].number != y[i].number)
			return x[i].number < y[i].number ? -1 : 1;
	}
	return 0;
}

static int take_all(struct bulk *bulk, struct waiting *waiting, struct err *err)
{
	const struct table_kind *kind = &kinds[waiting->table];
	size_t row_size = (size_t)kind->columns * sizeof *waiting->cells.items;

	if (waiting->cells.count == 0)
		return 0;
	/* In order, each row goes behind the last one, and pages are filled one after the other. */
	if (kind->sorted_by > 0)
		qsort(waiting->cells.items, count_of(waiting), row_size, compare_rows);
	if (!waiting->take && store_compile(bulk->store, kind->take, &waiting->take, err) < 0)
		return -1;
	if (store_do(bulk->store, waiting->take, err) < 0)
		return -1;
	vec_clear(&waiting->cells);
	arena_clear(&waiting->texts);
	return 0;
}

struct bulk *bulk_new(struct store *store, struct err *err)
{
	struct bulk *bulk = memory_get_zeroed(1, sizeof *bulk);
	int i;

	bulk->store = store;
	for (i = 0; i < TABLE_COUNT_; i++) {
		struct waiting *waiting = &bulk->tables[i];

		waiting->table = (enum table)i;
		waiting->texts = (struct arena)ARENA_INIT;
		if (store_offer(store, kinds[i].name, &module, waiting, err) < 0) {
			bulk_free(bulk);
			return NULL;
		}
	}
	return bulk;
}

int bulk_end(struct bulk *bulk, struct err *err)
{
	int i;

	for (i = 0; i < TABLE_COUNT_; i++) {
		if (take_all(bulk, &bulk->tables[i], err) < 0)
			return -1;
	}
	return 0;
}

void bulk_free(struct bulk *bulk)
{
	int i;

	if (!bulk)
		return;
	for (i = 0; i < TABLE_COUNT_; i++) {
		struct waiting *waiting = &bulk->tables[i];

		sqlite3_finalize(waiting->take);
		store_offer(bulk->store, kinds[i].name, NULL, NULL, NULL);
		vec_release(&waiting->cells);
		arena_release(&waiting->texts);
	}
	free(bulk);
}

/* ---- a row ---- */

int row_start(
	struct row *row, struct store *store, struct bulk *bulk, enum table table, struct err *err)
{
	*row = (struct row){ .store = store, .bulk = bulk, .table = table };
	if (!bulk)
		row->statement = store_prepare(store, kinds[table].put, err);
	return bulk || row->statement ? 0 : -1;
}

static void keep_cell(struct row *row, enum cell_type type, const void *bytes, size_t size)
{
	struct waiting *waiting = &row->bulk->tables[row->table];

	vec_push(&waiting->cells, (struct cell){ .bytes = arena_bytes(&waiting->texts, bytes, size),
					  .size = (unsigned)size,
					  .type = (uint8_t)type });
}

void row_number(struct row *row, int64_t number)
{
	row->column++;
	if (row->bulk)
		vec_push(&row->bulk->tables[row->table].cells,
			(struct cell){ .number = number, .type = CELL_NUMBER });
	else
		bind_number(row->statement, row->column, number);
}

void row_null(struct row *row)
{
	row->column++;
	if (row->bulk)
		vec_push(&row->bulk->tables[row->table].cells, (struct cell){ .type = CELL_NULL });
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
	if (row->bulk)
		keep_cell(row, CELL_TEXT, text, strlen(text));
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
	if (row->bulk)
		keep_cell(row, CELL_BLOB, bytes, size);
	else
		sqlite3_bind_blob(row->statement, row->column, bytes, (int)size, SQLITE_STATIC);
}

int row_end(struct row *row, struct err *err)
{
	struct waiting *waiting;

	if (!row->bulk)
		return store_do(row->store, row->statement, err);
	waiting = &row->bulk->tables[row->table];
	if (kinds[row->table].sorted_by > 0 || count_of(waiting) < ROWS_MAX)
		return 0;
	return take_all(row->bulk, waiting, err);
}
