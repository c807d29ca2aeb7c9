/*
 * store.h - the SQLite side of the graph: the file, its statements, its transactions.
 *
 * A statement is one entry of one table (enum query and its SQL in queries.c), prepared when first
 * used; binding, stepping and reporting are written once, here.
 */
#ifndef GRAPH_STORE_H
#define GRAPH_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/err.h"

/* What `PRAGMA user_version` must say; raised with every change of schema/graph.sql or of what rows
 * mean. */
#define STORE_VERSION 11

enum query {
	Q_BEGIN,
	Q_COMMIT,
	Q_ROLLBACK,
	Q_SAVEPOINT,
	Q_RETURN,
	Q_RELEASE,
	Q_POSITION,
	Q_SET_POSITION,
	Q_CLEAR_POSITION,
	Q_PATH_ID,
	Q_PATH_OF,
	Q_ADD_PATH,
	Q_DETAIL_ID,
	Q_DETAIL_OF,
	Q_ADD_DETAIL,
	Q_MEANING_ID,
	Q_MEANING_OF,
	Q_ADD_MEANING,
	Q_MANIFEST,
	Q_PUT_MANIFEST,
	Q_PUT_REFERENCE,
	Q_ADD_VIA,
	Q_ADD_MAPPING,
	Q_ADD_NAME,
	Q_PUT_PROBE,
	Q_ADD_DIAGNOSTIC,
	Q_DELETE_MANIFEST,
	Q_DELETE_REFERENCES,
	Q_DELETE_REFERENCE,
	Q_DELETE_VIAS,
	Q_DELETE_VIAS_OF,
	Q_DELETE_MAPPINGS,
	Q_DELETE_NAMES,
	Q_DELETE_PROBE,
	Q_DELETE_DIAGNOSTICS,
	Q_REFERENCES_OF,
	Q_REFERENCES_ALL,
	Q_REFERENCES_DANGLING,
	Q_VIAS_OF,
	Q_MAPPING_PLACE,
	Q_NAME_LINE,
	Q_MAPPINGS_OF,
	Q_MAPPINGS_AT,
	Q_MAPPINGS_BELOW,
	Q_HAS_MAPPING,
	Q_NAMES_OF,
	Q_NAME_PROVIDER,
	Q_APPS,
	Q_PROBES_AT,
	Q_PROBES_BELOW,
	Q_MANIFESTS_ALL,
	Q_MANIFEST_COUNTS,
	Q_DIAGNOSTICS,
	Q_COUNTS,
	Q_VERDICTS,
	Q_DUMP,
	Q_COUNT_,
};

struct store {
	sqlite3 *db;
	char *file; /* NULL: in memory */
	sqlite3_stmt *statements[Q_COUNT_];
	bool is_writing; /* a transaction is open */
	bool is_new;     /* its schema was made in this transaction */
	bool is_damaged; /* SQLite said that the file is no sound database */
	bool is_trial;   /* the transaction keeps its journal in memory: it must not be committed */
};

/* Opens the store and begins a transaction on it. A file that cannot be used is replaced as
 * graph_open promises. */
int store_open(struct store *store, const char *file, const char **remark, struct err *err);
void store_close(struct store *store);
/* Gives the file up and goes on with an empty store in memory; the file is removed if it is
 * damaged. */
int store_restart(struct store *store, struct err *err);

/* Compiles a statement that is not one of the table's; the caller finalizes it. */
int store_compile(struct store *store, const char *sql, sqlite3_stmt **out, struct err *err);
/* Makes a virtual table of that name, or (NULL) takes it away. */
int store_offer(struct store *store, const char *name, const sqlite3_module *module, void *payload,
	struct err *err);

/* The prepared statement, reset, without bindings. NULL on failure. */
sqlite3_stmt *store_prepare(struct store *store, enum query query, struct err *err);
/* 1 a row, 0 done, -1. */
int store_step(struct store *store, sqlite3_stmt *statement, struct err *err);
/* Steps a statement that yields no row, and resets it. */
int store_do(struct store *store, sqlite3_stmt *statement, struct err *err);
int store_run(struct store *store, enum query query, struct err *err);
int store_execute(struct store *store, const char *sql, struct err *err);

/* Makes a transaction that has changed nothing yet one that will be rolled back: what it writes,
 * its journal included, stays in memory. Without effect if something was changed. */
int store_try(struct store *store, struct err *err);
/* Ends the transaction; what it changed is kept if `keep`, which a trial cannot. */
int store_end(struct store *store, bool keep, struct err *err);

/* Paths and other bytes as BLOB; NULL binds NULL. The text must live until the statement is
 * stepped. */
void bind_bytes(sqlite3_stmt *statement, int index, const char *text);
void bind_text(sqlite3_stmt *statement, int index, const char *text);
void bind_number(sqlite3_stmt *statement, int index, int64_t number);
/* A copy in the arena; NULL for NULL. */
const char *column_text(sqlite3_stmt *statement, int index, struct arena *arena);

#endif
