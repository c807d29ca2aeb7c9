/*
 * rows.h - what the graph knows, written to and read from its tables.
 *
 * Paths are interned: rows name them by id. During a bulk load (an empty graph being filled)
 * nothing is looked up in the store, as everything that is in it came through here; the store is
 * the writer's (bulk.h) until it ends.
 */
#ifndef GRAPH_ROWS_H
#define GRAPH_ROWS_H

#include "graph/graph.h"
#include "graph/row.h"
#include "graph/store.h"
#include "util/map.h"

struct rows {
	struct store *store;
	bool is_bulk;
	struct bulk *bulk;        /* of a bulk load, else NULL */
	struct map paths;         /* path -> id + 1; id + 1 == 1 (id 0): known not to be there */
	struct map details;       /* detail -> id + 1 */
	struct map meanings;      /* addresses of its texts -> id + 1 */
	struct map meaning_words; /* what it says -> id + 1 */
	int64_t last_path, last_detail, last_meaning;
	struct map path_texts;    /* id -> path */
	struct map detail_texts;  /* id -> detail */
	struct map meaning_texts; /* id -> struct meaning * */
	struct arena texts;       /* of these three */
};

void rows_init(struct rows *rows, struct store *store);
void rows_release(struct rows *rows);
/* A bulk load: of an empty graph. No rows come after rows_close_bulk; they are in the tables, and
 * the store can be used again, after rows_end_bulk or, if that is not reached or fails, after
 * rows_drop_bulk. */
int rows_start_bulk(struct rows *rows, struct err *err);
int rows_close_bulk(struct rows *rows, struct err *err);
int rows_end_bulk(struct rows *rows, struct err *err);
void rows_drop_bulk(struct rows *rows);
/* Forgets what is remembered of ids: after a rollback. */
void rows_forget(struct rows *rows);

/* Writes bounds as bytes: what lies below `directory` is at least *from and less than *until. */
void rows_range_below(struct str *from, struct str *until, const char *directory);

/* The id of a path; 0 if it has none. -1 failed. */
int64_t rows_find_path(struct rows *rows, const char *path, struct err *err);
int64_t rows_intern_path(struct rows *rows, const char *path, struct err *err);
/* The path with that id; it must have one. The text lives until the next such call: copy it. NULL
 * failed. */
const char *rows_path(struct rows *rows, int64_t id, struct err *err);
/* The same for the detail of a probe. */
const char *rows_detail(struct rows *rows, int64_t id, struct err *err);

/* What references say that their rules say of them. */
struct meaning {
	const char *format, *kind, *detail;
	enum missing missing;
	bool always, built;
};
/* Likewise. */
const struct meaning *rows_meaning(struct rows *rows, int64_t id, struct err *err);
int64_t rows_intern_meaning(struct rows *rows, const struct reference *reference, struct err *err);
int64_t rows_intern_detail(struct rows *rows, const char *detail, struct err *err);

/* Makes the references of the manifest, which are `before`, be `after`: writes what differs. */
int rows_replace_references(struct rows *rows, int64_t manifest, const reference_list *before,
	const reference_list *after, struct err *err);
int rows_add_mappings(struct rows *rows, int64_t manifest, const struct mapping *mappings,
	size_t count, struct err *err);
int rows_add_name(
	struct rows *rows, int64_t manifest, const struct provider *name, struct err *err);
int rows_add_diagnostic(
	struct rows *rows, int64_t manifest, const struct diagnostic *diagnostic, struct err *err);

int rows_delete_names(struct rows *rows, int64_t manifest, struct err *err);
int rows_delete_mappings(struct rows *rows, int64_t manifest, struct err *err);
int rows_delete_diagnostics(struct rows *rows, int64_t manifest, struct err *err);

struct manifest_row {
	const char *path;
	int64_t id;
	struct oid blob;
	const char *formats;
	const void *asked; /* the keys of its probes: see asked.h */
	size_t asked_size;
	const char *open; /* those of the formats that say more than could be read */
};
/* Makes the row and the probes of a manifest, which had `before` (NULL: none), be `after` with
 * these: writes what differs. `after->asked` is the function's own. */
int rows_replace_manifest(struct rows *rows, const struct manifest_row *before,
	struct manifest_row *after, const struct probe *probes, size_t count, struct err *err);
/* Deletes what a manifest left behind, all but its names and mappings. */
int rows_delete(struct rows *rows, const struct manifest_row *row, struct err *err);

/* 1, 0: no such manifest, -1. `out->path` is not set. */
int rows_manifest(struct rows *rows, int64_t id, struct manifest_row *out, struct arena *arena,
	struct err *err);

/* Appends; all texts are the arena's. */
int rows_references(struct rows *rows, int64_t manifest, struct arena *arena, reference_list *out,
	struct err *err);
int rows_mappings(struct rows *rows, int64_t manifest, struct arena *arena, mapping_list *out,
	struct err *err);
typedef VEC(struct provider) provider_list;
int rows_names(struct rows *rows, int64_t manifest, struct arena *arena, provider_list *out,
	struct err *err);
/* Who provides `name`: a strong app before a weak one, then the first by manifest path. 1, 0, -1.
 */
int rows_provider(struct rows *rows, const char *name, struct arena *arena, struct provider *out,
	struct err *err);
/* Fills a list with the mappings whose `to` is exactly `to`, or lies below it; by `to`, manifest
 * path and position. */
int rows_mappings_at(
	struct rows *rows, const char *to, struct arena *arena, mapping_list *out, struct err *err);
int rows_mappings_below(
	struct rows *rows, const char *to, struct arena *arena, mapping_list *out, struct err *err);
/* Does a manifest below `directory` declare a mapping that is no convention? 1, 0, -1. */
int rows_have_mapping_below(struct rows *rows, const char *directory, struct err *err);
/* Puts mappings in that order. */
void rows_sort_mappings(mapping_list *list);

/* Reads the reference in the row at hand, its vias too. */
int rows_read_reference(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct reference *out, struct err *err);
int rows_read_name(struct rows *rows, sqlite3_stmt *statement, struct arena *arena,
	struct provider *out, struct err *err);

#endif
