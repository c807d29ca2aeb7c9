#include "graph/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/gather.h"
#include "graph/queries.h"
#include "graph/schema.h"
#include "util/memory.h"

/* "cdep", read as a number: so that a stranger's database is not taken for ours. */
#define APPLICATION_ID 0x63646570

static int fail(struct store *store, int code, struct err *err)
{
	int primary = code & 0xff;

	if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_ERROR)
		store->is_damaged = true;
	return err_set(err, ERR_STORE, "the store '%s': %s", store->file ? store->file : ":memory:",
		store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
}

int store_compile(struct store *store, const char *sql, sqlite3_stmt **out, struct err *err)
{
	int code = sqlite3_prepare_v2(store->db, sql, -1, out, NULL);

	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

int store_offer(struct store *store, const char *name, const sqlite3_module *module, void *payload,
	struct err *err)
{
	int code = sqlite3_create_module_v2(store->db, name, module, payload, NULL);

	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

sqlite3_stmt *store_prepare(struct store *store, enum query query, struct err *err)
{
	sqlite3_stmt **statement = &store->statements[query];
	int code;

	if (*statement) {
		sqlite3_reset(*statement);
		return *statement;
	}
	code = sqlite3_prepare_v3(
		store->db, query_sql[query], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
	if (code != SQLITE_OK) {
		fail(store, code, err);
		return NULL;
	}
	return *statement;
}

int store_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE)
		return 0;
	fail(store, code, err);
	sqlite3_reset(statement);
	return -1;
}

int store_do(struct store *store, sqlite3_stmt *statement, struct err *err)
{
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	return code == SQLITE_DONE || code == SQLITE_ROW ? 0 : fail(store, code, err);
}

int store_run(struct store *store, enum query query, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(store, query, err);

	return statement ? store_do(store, statement, err) : -1;
}

int store_execute(struct store *store, const char *sql, struct err *err)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

void bind_bytes(sqlite3_stmt *statement, int index, const char *text)
{
	if (text)
		sqlite3_bind_blob(statement, index, text, (int)strlen(text), SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, index);
}

void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	if (text)
		sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, index);
}

void bind_number(sqlite3_stmt *statement, int index, int64_t number)
{
	sqlite3_bind_int64(statement, index, number);
}

const char *column_text(sqlite3_stmt *statement, int index, struct arena *arena)
{
	const void *bytes;

	if (sqlite3_column_type(statement, index) == SQLITE_NULL)
		return NULL;
	bytes = sqlite3_column_blob(statement, index);
	return arena_bytes(
		arena, bytes ? bytes : "", (size_t)sqlite3_column_bytes(statement, index));
}

static void close_database(struct store *store)
{
	size_t i;

	for (i = 0; i < Q_COUNT_; i++) {
		sqlite3_finalize(store->statements[i]);
		store->statements[i] = NULL;
	}
	sqlite3_close(store->db);
	store->db = NULL;
	store->is_writing = false;
	store->is_trial = false;
}

/* A store is only a cache and every write of it can be repeated: pages stay in memory until the
 * commit, so that a full disk or a kill before it changes nothing. */
static const char settings[] = "PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY; "
			       "PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; "
			       "PRAGMA trusted_schema = OFF;";

/* ---- transactions ---- */

/* Sets where the journal is kept, if SQLite lets it; *is_so tells whether it did. */
static int set_journal(struct store *store, const char *mode, bool *is_so, struct err *err)
{
	char sql[64];
	sqlite3_stmt *statement = NULL;
	int code;

	snprintf(sql, sizeof sql, "PRAGMA journal_mode = %s", mode);
	code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		*is_so = strcmp((const char *)sqlite3_column_text(statement, 0), mode) == 0;
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

/* SQLite changes the journal of a transaction for as long as no page was written in it, and else
 * keeps the one it has, which is as right and only slower. A journal in a file costs a small check
 * as much as all the rest. */
int store_try(struct store *store, struct err *err)
{
	if (!store->file || store->is_trial)
		return 0;
	return set_journal(store, "memory", &store->is_trial, err);
}

int store_end(struct store *store, bool keep, struct err *err)
{
	bool was_trial = store->is_trial, is_so;
	struct gathering *gathering = gather_start(store->db);
	int result = store_run(store, keep && !was_trial ? Q_COMMIT : Q_ROLLBACK, err);

	gather_end(gathering);
	store->is_trial = false;
	if (result == 0 && was_trial)
		result = set_journal(store, "delete", &is_so, err);
	return result;
}

/* ---- open and close ---- */

static int read_number(struct store *store, const char *pragma, int64_t *out, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(store->db, pragma, -1, &statement, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		*out = sqlite3_column_int64(statement, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code == SQLITE_OK ? 0 : fail(store, code, err);
}

static int create_schema(struct store *store, struct err *err)
{
	char versions[128];

	/* Before its commit nothing of a new file can be mapped, but SQLite would look for each
	 * page. */
	snprintf(versions, sizeof versions,
		"PRAGMA mmap_size = 0; PRAGMA application_id = %d; PRAGMA user_version = %d;",
		APPLICATION_ID, STORE_VERSION);
	if (store_execute(store, schema_graph_sql, err) < 0 ||
		store_execute(store, "INSERT INTO detail VALUES (0, x'');", err) < 0)
		return -1;
	store->is_new = true;
	return store_execute(store, versions, err);
}

/* Begins the transaction in which everything happens; makes the schema if the file is new. */
static int begin(struct store *store, struct err *err)
{
	int64_t application = 0, version = 0;

	if (store_execute(store, settings, err) < 0 || store_run(store, Q_BEGIN, err) < 0)
		return -1;
	store->is_writing = true;
	if (read_number(store, "PRAGMA application_id", &application, err) < 0 ||
		read_number(store, "PRAGMA user_version", &version, err) < 0)
		return -1;
	if (application == 0 && version == 0)
		return create_schema(store, err);
	if (application != APPLICATION_ID || version != STORE_VERSION) {
		store->is_damaged = true;
		return err_set(err, ERR_STORE, "the store '%s' is of another version", store->file);
	}
	return 0;
}

static int open_file(struct store *store, const char *file, int flags, struct err *err)
{
	int code;

	/* Nobody asks how much memory SQLite holds, and to keep count of it takes a lock for each
	 * piece. Once SQLite has begun this changes nothing any more, and is as it should be. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	code = sqlite3_open_v2(file, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK) {
		fail(store, code, err);
		close_database(store);
		return -1;
	}
	return 0;
}

static int open_in_memory(struct store *store, struct err *err)
{
	free(store->file);
	store->file = NULL;
	store->is_damaged = false;
	if (open_file(store, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) < 0)
		return -1;
	return begin(store, err);
}

/* A copy in memory of a store that somebody else holds, or that cannot be written. */
static int open_copy(struct store *store, const char *file, struct err *err)
{
	struct store source = { 0 };
	sqlite3_backup *backup;
	int code = SQLITE_ERROR;

	if (open_file(&source, file, SQLITE_OPEN_READONLY, err) < 0)
		return open_in_memory(store, err);
	free(store->file);
	store->file = NULL;
	if (open_file(store, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) < 0) {
		close_database(&source);
		return -1;
	}
	backup = sqlite3_backup_init(store->db, "main", source.db, "main");
	if (backup) {
		sqlite3_backup_step(backup, -1);
		code = sqlite3_backup_finish(backup);
	}
	close_database(&source);
	if (code == SQLITE_OK && begin(store, err) == 0)
		return 0;
	close_database(store);
	return open_in_memory(store, err);
}

static void remove_file(const char *file)
{
	char journal[4096];

	unlink(file);
	if (snprintf(journal, sizeof journal, "%s-journal", file) < (int)sizeof journal)
		unlink(journal);
}

int store_open(struct store *store, const char *file, const char **remark, struct err *err)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int attempt;

	*remark = NULL;
	memset(store, 0, sizeof *store);
	if (strcmp(file, ":memory:") == 0)
		return open_in_memory(store, err);
	for (attempt = 0; attempt < 2; attempt++) {
		free(store->file);
		store->file = memory_copy_text(file);
		store->is_damaged = false;
		if (open_file(store, file, flags, err) == 0) {
			if (begin(store, err) == 0)
				return 0;
			close_database(store);
		}
		if (!store->is_damaged)
			break;
		remove_file(file);
		*remark = "the store was damaged and is built anew";
	}
	*remark = "the store cannot be written now, so what is learned is not kept";
	return open_copy(store, file, err);
}

int store_restart(struct store *store, struct err *err)
{
	char *file = store->file;

	store->file = NULL;
	close_database(store);
	if (file && store->is_damaged)
		remove_file(file);
	free(file);
	return open_in_memory(store, err);
}

void store_close(struct store *store)
{
	close_database(store);
	free(store->file);
	store->file = NULL;
}
