/* gather_test.c - commits whose writes are gathered. */
#include "graph/gather.h"

#include "support/assert.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "util/memory.h"

#define ROWS "1000"

struct scene {
	char directory[32], file[48];
	sqlite3 *db;
};

static void run(sqlite3 *db, const char *sql)
{
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static int setup(void **state)
{
	struct scene *scene = memory_get_zeroed(1, sizeof *scene);

	*state = scene;
	strcpy(scene->directory, "/tmp/gather-XXXXXX");
	assert_non_null(mkdtemp(scene->directory));
	snprintf(scene->file, sizeof scene->file, "%s/db", scene->directory);
	assert_int_equal(sqlite3_open(scene->file, &scene->db), SQLITE_OK);
	run(scene->db, "PRAGMA cache_spill = OFF; CREATE TABLE t (id INTEGER PRIMARY KEY, x)");
	return 0;
}

static int teardown(void **state)
{
	struct scene *scene = *state;

	sqlite3_close(scene->db);
	unlink(scene->file);
	rmdir(scene->directory);
	free(scene);
	return 0;
}

/* A megabyte, and more. */
static void add_rows(sqlite3 *db)
{
	run(db, "BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
		"< " ROWS ") INSERT INTO t SELECT i, randomblob(2000) FROM n");
}

static int commit(sqlite3 *db)
{
	struct gathering *gathering = gather_start(db);
	int code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);

	gather_end(gathering);
	return code;
}

/* What somebody else finds in the file. */
static void assert_rows(const struct scene *scene, int count)
{
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(scene->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
				 "SELECT count(*), (SELECT * FROM pragma_integrity_check) FROM t",
				 -1, &statement, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(statement, 0), count);
	assert_string_equal((const char *)sqlite3_column_text(statement, 1), "ok");
	sqlite3_finalize(statement);
	sqlite3_close(db);
}

/* ---- how often the file is written ---- */

static struct {
	sqlite3_io_methods methods;
	const sqlite3_io_methods *own;
	int writes;
} counted;

static int count_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
	counted.writes++;
	return counted.own->xWrite(file, bytes, size, offset);
}

static void a_commit_of_many_pages_writes_the_file_a_few_times(void **state)
{
	struct scene *scene = *state;
	sqlite3_file *file;

	assert_int_equal(sqlite3_file_control(scene->db, "main", SQLITE_FCNTL_FILE_POINTER, &file),
		SQLITE_OK);
	counted.own = file->pMethods;
	counted.methods = *file->pMethods;
	counted.methods.xWrite = count_write;
	counted.writes = 0;
	file->pMethods = &counted.methods;
	add_rows(scene->db);
	assert_int_equal(commit(scene->db), SQLITE_OK);
	file->pMethods = counted.own;
	assert_in_range(counted.writes, 1, 50);
	assert_rows(scene, 1000);
}

static void commits_that_follow_one_another_are_all_there(void **state)
{
	struct scene *scene = *state;

	add_rows(scene->db);
	assert_int_equal(commit(scene->db), SQLITE_OK);
	run(scene->db, "BEGIN; DELETE FROM t WHERE id % 7 = 0");
	assert_int_equal(commit(scene->db), SQLITE_OK);
	run(scene->db, "BEGIN; DELETE FROM t WHERE id > 500");
	assert_int_equal(commit(scene->db), SQLITE_OK);
	assert_rows(scene, 500 - 500 / 7);
}

static void a_commit_that_the_disk_does_not_take_changes_nothing(void **state)
{
	struct scene *scene = *state;
	const struct rlimit narrow = { 512 << 10, RLIM_INFINITY };
	const struct rlimit wide = { RLIM_INFINITY, RLIM_INFINITY };

	run(scene->db, "INSERT INTO t VALUES (5000, 'before')");
	add_rows(scene->db);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &narrow), 0);
	assert_int_not_equal(commit(scene->db), SQLITE_OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &wide), 0);
	sqlite3_exec(scene->db, "ROLLBACK", NULL, NULL, NULL);
	assert_rows(scene, 1);
}

static void a_database_in_memory_has_nothing_to_gather(void **state)
{
	sqlite3 *db;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_null(gather_start(db));
	gather_end(NULL);
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_commit_of_many_pages_writes_the_file_a_few_times, setup, teardown),
		cmocka_unit_test_setup_teardown(
			commits_that_follow_one_another_are_all_there, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_commit_that_the_disk_does_not_take_changes_nothing, setup, teardown),
		cmocka_unit_test(a_database_in_memory_has_nothing_to_gather),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
