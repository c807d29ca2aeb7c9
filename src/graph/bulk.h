/*
 * bulk.h - the rows of a bulk load on their way into their tables.
 *
 * To bind, start and end a statement for each row costs SQLite several times what the row itself
 * does. So rows wait in batches, each of one table, and one statement takes a whole batch from a
 * virtual table that reads the rows where they wait (https://www.sqlite.org/vtab.html). From the
 * first full batch on a thread of its own does that, while the next rows are found:
 *
 *   who loads:   fills a batch ----> full ----> writer: SQLite takes its rows, in order
 *                     ^                            |
 *                     +----------- idle <----------+
 *
 * A bulk load has one rule: from bulk_new to bulk_end nobody else uses the store. Its indexes are
 * gone for so long: to make them over what is there costs a fraction of keeping them.
 */
#ifndef GRAPH_BULK_H
#define GRAPH_BULK_H

#include "graph/store.h"

/* Those that a bulk load fills. */
enum table {
	TABLE_PATH,
	TABLE_DETAIL,
	TABLE_MEANING,
	TABLE_MANIFEST,
	TABLE_REFERENCE,
	TABLE_VIA,
	TABLE_MAPPING,
	TABLE_NAME,
	TABLE_PROBE,
	TABLE_DIAGNOSTIC,
	TABLE_COUNT_,
};

struct bulk;
struct batch; /* rows of one table */

struct bulk *bulk_new(struct store *store, struct err *err);
/* Hands over what still waits: no more rows come. Whoever loads can do something else, until
 * bulk_end. */
int bulk_close(struct bulk *bulk, struct err *err);
/* Waits until everything is written and indexed, and gives the store back. */
int bulk_end(struct bulk *bulk, struct err *err);
/* Gives the store back as it is, if bulk_end did not. */
void bulk_free(struct bulk *bulk);

/* Starts a row: where its values go, in the order of the table's columns. NULL failed: it may be an
 * earlier row that could not be written. */
struct batch *bulk_start_row(struct bulk *bulk, enum table table, struct err *err);
void batch_add_null(struct batch *batch);
void batch_add_number(struct batch *batch, int64_t number);
/* A copy of them; as TEXT or as BLOB. */
void batch_add_bytes(struct batch *batch, const void *bytes, size_t size, bool is_text);
int bulk_end_row(struct bulk *bulk, enum table table, struct err *err);

#endif
