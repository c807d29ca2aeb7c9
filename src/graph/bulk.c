/*
 * bulk.c - batches of rows, the virtual table through which SQLite takes them, and the writer.
 */
#include "graph/bulk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/queue.h"
#include "util/str.h"
#include "util/vec.h"

/* Rows of a batch: of a table that is filled in the order it is kept in, and of one that is not. To
 * wait for all rows of that would fill its pages best, but keep the writer idle until there is
 * nothing else left to do; in so many, most find their neighbours. */
#define ROWS_MAX          1024u
#define UNSORTED_ROWS_MAX 8192u
/* More than one for each table, so that some are on their way while others are filled. */
#define BATCHES_MAX (TABLE_COUNT_ + 8)

static const struct table_kind {
	int columns;
	const char *name, *take; /* of the virtual table; takes all that wait in it */
	int sorted_by; /* so many first columns, all numbers: rows come in another order */
} kinds[TABLE_COUNT_] = {
	[TABLE_PATH] = { 2, "new_path", "INSERT INTO path SELECT * FROM new_path", 0 },
	[TABLE_DETAIL] = { 2, "new_detail", "INSERT INTO detail SELECT * FROM new_detail", 0 },
	[TABLE_MEANING] = { 7, "new_meaning", "INSERT INTO meaning SELECT * FROM new_meaning", 0 },
	[TABLE_MANIFEST] = { 5, "new_manifest", "INSERT INTO manifest SELECT * FROM new_manifest",
		0 },
	[TABLE_REFERENCE] = { 21, "new_reference",
		"INSERT INTO reference SELECT * FROM new_reference", 0 },
	[TABLE_VIA] = { 11, "new_via", "INSERT INTO via SELECT * FROM new_via", 0 },
	[TABLE_MAPPING] = { 17, "new_mapping", "INSERT INTO mapping SELECT * FROM new_mapping", 0 },
	[TABLE_NAME] = { 8, "new_name", "INSERT OR IGNORE INTO name SELECT * FROM new_name", 0 },
	[TABLE_PROBE] = { 5, "new_probe", "INSERT INTO probe SELECT * FROM new_probe", 4 },
	[TABLE_DIAGNOSTIC] = { 3, "new_diagnostic",
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

/* Belongs to who loads while it is filled, then to the writer, until that is done with it. */
struct batch {
	enum table table;
	VEC(struct cell) cells; /* row after row */
	struct arena texts;
};

/* Where batches of one table go; the writer's. */
struct target {
	enum table table;
	const struct batch *batch; /* whose rows the virtual table shows */
	sqlite3_stmt *take;        /* NULL: not prepared yet */
};

struct bulk {
	struct store *store;
	struct target targets[TABLE_COUNT_];
	struct batch *filling[TABLE_COUNT_]; /* NULL: none of that table */
	VEC(struct batch *) batches;         /* all of them */
	struct str make_indexes;             /* statements */
	bool has_writer;
	pthread_t writer;
	struct queue *full, *idle; /* NULL: there was no writer */
	bool is_complete;          /* no more rows come; set before `full` is closed */
	bool has_failed;           /* the writer's, until it has closed the queues */
	struct err err;            /* likewise: why it failed */
};

static int columns_of(const struct batch *batch)
{
	return kinds[batch->table].columns;
}

static size_t count_of(const struct batch *batch)
{
	return batch->cells.count / (size_t)columns_of(batch);
}

/* ---- the virtual table ---- */

struct bulk_table {
	sqlite3_vtab base; /* first: SQLite knows no more of it */
	const struct target *target;
};

struct cursor {
	sqlite3_vtab_cursor base; /* likewise */
	size_t row;
};

static const struct batch *batch_of(const sqlite3_vtab_cursor *cursor)
{
	return ((const struct bulk_table *)(const void *)cursor->pVtab)->target->batch;
}

static int connect_table(sqlite3 *db, void *payload, int count, const char *const *words,
	sqlite3_vtab **out, char **problem)
{
	const struct target *target = payload;
	struct bulk_table *table = memory_get_zeroed(1, sizeof *table);
	char columns[256] = "CREATE TABLE x(c0";
	int i;

	(void)count;
	(void)words;
	(void)problem;
	for (i = 1; i < kinds[target->table].columns; i++)
		snprintf(columns + strlen(columns), sizeof columns - strlen(columns), ", c%d", i);
	strncat(columns, ")", sizeof columns - strlen(columns) - 1);
	table->target = target;
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
	return ((struct cursor *)(void *)cursor)->row >= count_of(batch_of(cursor));
}

static int tell_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct batch *batch = batch_of(base);
	const struct cursor *cursor = (const struct cursor *)(const void *)base;
	const struct cell *cell =
		&batch->cells.items[cursor->row * (size_t)columns_of(batch) + (size_t)column];

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

/* ---- indexes ---- */

/* Drops them, and keeps the statements that make them, as the schema has them. */
static int drop_indexes(struct bulk *bulk, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	struct str drop = STR_INIT;
	int found = store_compile(bulk->store,
		"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
		&statement, err);

	while (found >= 0 && (found = store_step(bulk->store, statement, err)) == 1) {
		str_addf(&drop, "DROP INDEX %s; ", (const char *)sqlite3_column_text(statement, 0));
		str_addf(&bulk->make_indexes, "%s; ",
			(const char *)sqlite3_column_text(statement, 1));
	}
	sqlite3_finalize(statement);
	if (found == 0)
		found = store_execute(bulk->store, drop.data, err);
	str_release(&drop);
	return found;
}

static int make_indexes(struct bulk *bulk, struct err *err)
{
	return store_execute(bulk->store, bulk->make_indexes.data, err);
}

/* ---- the writer ---- */

/* Rows are compared by their first cells, all numbers: the probe's own order. */
static int compare_rows(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	for (int i = 0; i < kinds[TABLE_PROBE].sorted_by; i++) {
		if (x[i].number != y[i].number)
			return x[i].number < y[i].number ? -1 : 1;
	}
	return 0;
}

/* In order, pages are filled one after the other. */
static void sort(struct batch *batch)
{
	if (kinds[batch->table].sorted_by > 0)
		qsort(batch->cells.items, count_of(batch),
			(size_t)columns_of(batch) * sizeof *batch->cells.items, compare_rows);
}

static int write_batch(struct bulk *bulk, struct batch *batch, struct err *err)
{
	struct target *target = &bulk->targets[batch->table];
	int result = 0;

	sort(batch);
	target->batch = batch;
	if (!target->take)
		result = store_compile(bulk->store, kinds[batch->table].take, &target->take, err);
	if (result == 0)
		result = store_do(bulk->store, target->take, err);
	return result;
}

static void *write_all(void *payload)
{
	struct bulk *bulk = payload;
	struct batch *batch;

	memory_expect_much();
	while (!bulk->has_failed && (batch = queue_take(bulk->full)) != NULL) {
		bulk->has_failed = write_batch(bulk, batch, &bulk->err) < 0;
		queue_put(bulk->idle, batch);
	}
	if (!bulk->has_failed && bulk->is_complete)
		bulk->has_failed = make_indexes(bulk, &bulk->err) < 0;
	queue_close(bulk->full);
	queue_close(bulk->idle);
	return NULL;
}

/* To start a thread costs more than a small repository's rows do. Where none can be had the rows
 * are written all the same. */
static void start_writer(struct bulk *bulk)
{
	if (bulk->full)
		return;
	bulk->full = queue_new(BATCHES_MAX);
	bulk->idle = queue_new(BATCHES_MAX);
	bulk->has_writer = pthread_create(&bulk->writer, NULL, write_all, bulk) == 0;
}

/* Waits until everything that was handed over is written. */
static void end_writer(struct bulk *bulk)
{
	if (!bulk->has_writer)
		return;
	queue_close(bulk->full);
	pthread_join(bulk->writer, NULL);
	bulk->has_writer = false;
}

static int fail(const struct bulk *bulk, struct err *err)
{
	*err = bulk->err;
	return -1;
}

/* ---- batches ---- */

static struct batch *batch_new(struct bulk *bulk)
{
	struct batch *batch = memory_get_zeroed(1, sizeof *batch);

	batch->texts = (struct arena)ARENA_INIT;
	vec_push(&bulk->batches, batch);
	return batch;
}

/* Only who loads gets and frees memory for rows: a thread that frees what another one got makes
 * that one wait. */
static void clear(struct batch *batch)
{
	vec_clear(&batch->cells);
	arena_clear(&batch->texts);
}

static int hand_over(struct bulk *bulk, struct batch *batch, struct err *err)
{
	if (!bulk->has_writer) {
		int result = write_batch(bulk, batch, err);

		clear(batch);
		return result;
	}
	bulk->filling[batch->table] = NULL;
	return queue_put(bulk->full, batch) ? 0 : fail(bulk, err);
}

struct bulk *bulk_new(struct store *store, struct err *err)
{
	struct bulk *bulk = memory_get_zeroed(1, sizeof *bulk);

	int result;

	memory_expect_much();
	bulk->store = store;
	bulk->make_indexes = (struct str)STR_INIT;
	result = drop_indexes(bulk, err);
	for (int i = 0; i < TABLE_COUNT_ && result == 0; i++) {
		bulk->targets[i].table = (enum table)i;
		result = store_offer(store, kinds[i].name, &module, &bulk->targets[i], err);
	}
	if (result == 0)
		return bulk;
	bulk_free(bulk);
	return NULL;
}

int bulk_close(struct bulk *bulk, struct err *err)
{
	for (int i = 0; i < TABLE_COUNT_; i++) {
		struct batch *batch = bulk->filling[i];

		if (batch && batch->cells.count && hand_over(bulk, batch, err) < 0)
			return -1;
	}
	bulk->is_complete = true;
	if (bulk->has_writer)
		queue_close(bulk->full);
	return 0;
}

int bulk_end(struct bulk *bulk, struct err *err)
{
	if (!bulk->has_writer)
		return make_indexes(bulk, err);
	end_writer(bulk);
	return bulk->has_failed ? fail(bulk, err) : 0;
}

void bulk_free(struct bulk *bulk)
{
	if (!bulk)
		return;
	end_writer(bulk);
	queue_free(bulk->full);
	queue_free(bulk->idle);
	for (int i = 0; i < TABLE_COUNT_; i++) {
		sqlite3_finalize(bulk->targets[i].take);
		store_offer(bulk->store, kinds[i].name, NULL, NULL, NULL);
	}
	for (size_t i = 0; i < bulk->batches.count; i++) {
		vec_release(&bulk->batches.items[i]->cells);
		arena_release(&bulk->batches.items[i]->texts);
		free(bulk->batches.items[i]);
	}
	vec_release(&bulk->batches);
	str_release(&bulk->make_indexes);
	free(bulk);
}

/* ---- rows ---- */

struct batch *bulk_start_row(struct bulk *bulk, enum table table, struct err *err)
{
	struct batch *batch = bulk->filling[table];

	if (batch)
		return batch;
	batch = bulk->batches.count < BATCHES_MAX ? batch_new(bulk) : queue_take(bulk->idle);
	bulk->filling[table] = batch;
	if (!batch) {
		fail(bulk, err);
		return NULL;
	}
	clear(batch);
	batch->table = table;
	return batch;
}

void batch_add_null(struct batch *batch)
{
	vec_push(&batch->cells, (struct cell){ .type = CELL_NULL });
}

void batch_add_number(struct batch *batch, int64_t number)
{
	vec_push(&batch->cells, (struct cell){ .number = number, .type = CELL_NUMBER });
}

void batch_add_bytes(struct batch *batch, const void *bytes, size_t size, bool is_text)
{
	vec_push(&batch->cells, (struct cell){ .bytes = arena_bytes(&batch->texts, bytes, size),
					.size = (unsigned)size,
					.type = is_text ? CELL_TEXT : CELL_BLOB });
}

int bulk_end_row(struct bulk *bulk, enum table table, struct err *err)
{
	struct batch *batch = bulk->filling[table];

	if (count_of(batch) < (kinds[table].sorted_by > 0 ? UNSORTED_ROWS_MAX : ROWS_MAX))
		return 0;
	start_writer(bulk);
	return hand_over(bulk, batch, err);
}
