/* bulk_test.c - rows that are written many at a time, and by whom. */
#include "graph/bulk.h"

#include "support/assert.h"

#include <stdio.h>
#include <stdlib.h>

#include "util/memory.h"

#define SEVERAL_BATCHES 5000

static int setup(void **state)
{
	struct store *store = memory_get_zeroed(1, sizeof *store);
	const char *remark;
	struct err err;

	*state = store;
	return store_open(store, ":memory:", &remark, &err);
}

static int teardown(void **state)
{
	store_close(*state);
	free(*state);
	return 0;
}

static int add_path(struct bulk *bulk, int64_t id, struct err *err)
{
	struct batch *batch = bulk_start_row(bulk, TABLE_PATH, err);
	char path[32];

	if (!batch)
		return -1;
	batch_add_number(batch, id);
	batch_add_bytes(batch, path, (size_t)snprintf(path, sizeof path, "p%d", (int)id), false);
	return bulk_end_row(bulk, TABLE_PATH, err);
}

static int64_t count(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int64_t result = -1;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
		sqlite3_step(statement) == SQLITE_ROW)
		result = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return result;
}

static void every_row_of_every_batch_is_written_and_indexed(void **state)
{
	static const char paths[] =
		"SELECT count(*) FROM path WHERE CAST(path AS TEXT) = 'p' || id";
	static const char indexes[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'";
	struct err err;
	int64_t before = count(*state, indexes);
	struct bulk *bulk = bulk_new(*state, &err);

	assert_true(count(*state, indexes) < before);

	for (int64_t i = 1; i <= SEVERAL_BATCHES; i++)
		assert_ok(add_path(bulk, i, &err));
	assert_ok(bulk_close(bulk, &err));
	assert_ok(bulk_end(bulk, &err));
	bulk_free(bulk);
	assert_int_equal(count(*state, paths), SEVERAL_BATCHES);
	assert_int_equal(count(*state, indexes), before);
}

static void a_load_without_an_end_gives_the_store_back(void **state)
{
	struct err err;
	struct bulk *bulk = bulk_new(*state, &err);

	for (int64_t i = 1; i <= SEVERAL_BATCHES; i++)
		assert_ok(add_path(bulk, i, &err));
	bulk_free(bulk);
	assert_ok(store_run(*state, Q_ROLLBACK, &err));
}

/* The same id twice: who loads is told when it next has something to hand over, at the latest at
 * the end. */
static void a_row_that_cannot_be_written_fails_the_load(void **state)
{
	struct err err;
	struct bulk *bulk = bulk_new(*state, &err);
	int result = add_path(bulk, 1, &err);

	for (int64_t i = 1; i <= 20 * SEVERAL_BATCHES && result == 0; i++)
		result = add_path(bulk, i, &err);
	assert_fails(result, ERR_STORE, "UNIQUE");
	bulk_free(bulk);
}

static void a_row_that_cannot_be_written_fails_the_end_of_the_load(void **state)
{
	struct err err;
	struct bulk *bulk = bulk_new(*state, &err);

	assert_ok(add_path(bulk, 1, &err));
	assert_ok(add_path(bulk, 1, &err));
	assert_fails(bulk_close(bulk, &err), ERR_STORE, "UNIQUE");
	bulk_free(bulk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_row_of_every_batch_is_written_and_indexed, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_load_without_an_end_gives_the_store_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_row_that_cannot_be_written_fails_the_load, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_row_that_cannot_be_written_fails_the_end_of_the_load, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
