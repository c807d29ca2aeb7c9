/*
 * graph.c - where a graph stands, and how it is moved and kept.
 */
#include <string.h>

#include "graph/graph_private.h"

/* ---- position ---- */

static int load_position(struct graph *graph, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_POSITION, err);
	int found;

	memset(&graph->root, 0, sizeof graph->root);
	graph->fingerprint = 0;
	if (!statement)
		return -1;
	found = store_step(&graph->store, statement, err);
	if (found == 1 && sqlite3_column_bytes(statement, 0) == sizeof graph->root.bytes &&
		sqlite3_column_bytes(statement, 1) == sizeof graph->fingerprint) {
		memcpy(graph->root.bytes, sqlite3_column_blob(statement, 0),
			sizeof graph->root.bytes);
		memcpy(&graph->fingerprint, sqlite3_column_blob(statement, 1),
			sizeof graph->fingerprint);
	}
	sqlite3_reset(statement);
	return found < 0 ? -1 : 0;
}

static int set_position(struct graph *graph, const struct oid *root, uint64_t fingerprint,
	struct snapshot *snapshot, struct err *err)
{
	sqlite3_stmt *statement;

	snapshot_free(graph->snapshot);
	graph->snapshot = snapshot;
	graph->root = *root;
	graph->fingerprint = fingerprint;
	graph->has_changed = true;
	if (oid_is_zero(root))
		return store_run(&graph->store, Q_CLEAR_POSITION, err);
	statement = store_prepare(&graph->store, Q_SET_POSITION, err);
	if (!statement)
		return -1;
	sqlite3_bind_blob(statement, 1, root->bytes, sizeof root->bytes, SQLITE_STATIC);
	sqlite3_bind_blob(statement, 2, &fingerprint, sizeof fingerprint, SQLITE_STATIC);
	return store_do(&graph->store, statement, err);
}

size_t graph_left_out(const struct graph *graph, const char **first)
{
	*first = graph->first_left_out.data;
	return graph->left_out;
}

int graph_position(struct graph *graph, struct oid *root, uint64_t *rules_fingerprint)
{
	*root = graph->root;
	*rules_fingerprint = graph->fingerprint;
	return !oid_is_zero(&graph->root);
}

struct snapshot *graph_snapshot(struct graph *graph)
{
	if (!graph->snapshot)
		graph->snapshot = snapshot_new(graph->objects, &graph->root);
	return graph->snapshot;
}

static void forget_snapshot(struct graph *graph)
{
	snapshot_free(graph->snapshot);
	graph->snapshot = NULL;
}

/* ---- open, keep, undo ---- */

int graph_open(struct graph **out, const char *file, struct object_source *objects,
	const char **remark, struct err *err)
{
	struct graph *graph = memory_get_zeroed(1, sizeof *graph);

	graph->objects = objects;
	graph->first_left_out = (struct str)STR_INIT;
	if (store_open(&graph->store, file, remark, err) < 0) {
		free(graph);
		return -1;
	}
	rows_init(&graph->rows, &graph->store);
	if (load_position(graph, err) < 0) {
		if (store_restart(&graph->store, err) < 0 || load_position(graph, err) < 0) {
			graph_free(graph);
			return -1;
		}
		*remark = "the store was damaged and is built anew";
	}
	*out = graph;
	return 0;
}

void graph_free(struct graph *graph)
{
	if (!graph)
		return;
	forget_snapshot(graph);
	str_release(&graph->first_left_out);
	rows_release(&graph->rows);
	store_close(&graph->store);
	free(graph);
}

unsigned graph_version(void)
{
	return STORE_VERSION;
}

/* A store that cannot be kept costs the next run time, never this one its answer: a commit that
 * fails is undone, and the graph stands where it stood before. So ask first. */
int graph_commit(struct graph *graph, struct err *err)
{
	bool has_changed = graph->has_changed || graph->store.is_new;

	graph->has_changed = graph->store.is_new = false;
	if (store_end(&graph->store, has_changed, NULL) < 0 &&
		!sqlite3_get_autocommit(graph->store.db))
		store_run(&graph->store, Q_ROLLBACK, NULL);
	rows_forget(&graph->rows);
	if (store_run(&graph->store, Q_BEGIN, NULL) < 0) {
		/* Somebody else has it now. Nothing more is asked of this graph but what it can
		 * read. */
		graph->store.is_writing = false;
	}
	forget_snapshot(graph);
	if (load_position(graph, NULL) == 0)
		return 0;
	/* A new store that cannot be kept has not even its tables. */
	return store_restart(&graph->store, err) < 0 ? -1 : load_position(graph, err);
}

int graph_savepoint(struct graph *graph, struct err *err)
{
	graph->saved_root = graph->root;
	graph->saved_fingerprint = graph->fingerprint;
	graph->saved_changed = graph->has_changed;
	graph->has_savepoint = true;
	if (!graph->has_changed && !graph->store.is_new && store_try(&graph->store, err) < 0)
		return -1;
	return store_run(&graph->store, Q_SAVEPOINT, err);
}

int graph_return(struct graph *graph, struct err *err)
{
	bool has_moved = !oid_equal(&graph->root, &graph->saved_root);

	graph->has_savepoint = false;
	graph->root = graph->saved_root;
	graph->fingerprint = graph->saved_fingerprint;
	graph->has_changed = graph->saved_changed;
	if (has_moved)
		forget_snapshot(graph);
	rows_forget(&graph->rows);
	if (store_run(&graph->store, Q_RETURN, err) < 0)
		return -1;
	return store_run(&graph->store, Q_RELEASE, err);
}

int graph_clear(struct graph *graph, struct err *err)
{
	static const char sql[] =
		"DELETE FROM position; DELETE FROM path; DELETE FROM manifest; DELETE FROM "
		"meaning; "
		"DELETE FROM reference; DELETE FROM via; DELETE FROM mapping; DELETE FROM name; "
		"DELETE FROM detail WHERE id <> 0; DELETE FROM probe; DELETE FROM diagnostic;";

	forget_snapshot(graph);
	memset(&graph->root, 0, sizeof graph->root);
	graph->fingerprint = 0;
	graph->has_changed = true;
	rows_forget(&graph->rows);
	return store_execute(&graph->store, sql, err);
}

/* ---- advance ---- */

static int move(struct graph *graph, const struct oid *root, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err)
{
	struct snapshot *after = snapshot_new(graph->objects, root);
	int result;

	if (oid_is_zero(&graph->root))
		result = graph_clear(graph, err) < 0
				 ? -1
				 : advance_tree(graph, after, rules, progress, out, err);
	else if (graph->fingerprint != rules->fingerprint)
		result = advance_anew(graph, after, rules, progress, out, err);
	else
		result = advance_tree(graph, after, rules, progress, out, err);
	if (result < 0) {
		snapshot_free(after);
		return -1;
	}
	return set_position(graph, root, rules->fingerprint, after, err);
}

/* After a failure: the store as it was, or nothing at all, so that the next try starts from the
 * empty tree. */
static int start_over(struct graph *graph, struct err *err)
{
	struct oid none = { { 0 } };

	forget_snapshot(graph);
	rows_forget(&graph->rows);
	/* A new store loses its tables with what is undone. */
	if (err->kind == ERR_STORE || graph->store.is_new) {
		if (store_restart(&graph->store, err) < 0)
			return -1;
	} else if (store_run(&graph->store, Q_ROLLBACK, err) < 0 ||
		   store_run(&graph->store, Q_BEGIN, err) < 0) {
		return -1;
	}
	graph->root = none;
	return graph_clear(graph, err);
}

int graph_restart(struct graph *graph, struct err *err)
{
	graph->has_savepoint = false;
	err->kind = ERR_STORE;
	return start_over(graph, err);
}

int graph_advance(struct graph *graph, const struct oid *root, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err)
{
	bool was_empty;

	/* What was tried in a savepoint is over: from here on it is for good. */
	if (graph->store.is_trial && !graph->has_savepoint && graph_commit(graph, err) < 0)
		return -1;
	was_empty = oid_is_zero(&graph->root);
	if (oid_equal(&graph->root, root) &&
		(was_empty || graph->fingerprint == rules->fingerprint))
		return 0;
	if (move(graph, root, rules, progress, out, err) == 0)
		return 0;
	/* A damaged store, or a position whose trees are gone: begin again from the empty tree. */
	if (graph->has_savepoint ||
		(err->kind != ERR_STORE && (err->kind != ERR_MISSING || was_empty)))
		return -1;
	if (start_over(graph, err) < 0)
		return -1;
	if (out) {
		advance_release(out);
		advance_init(out);
	}
	return move(graph, root, rules, progress, out, err);
}
