/*
 * rows.c - ids: of texts that are there, of those that come, and what stands behind them.
 */
#include "graph/rows.h"

#include <stdlib.h>
#include <string.h>

void rows_init(struct rows *rows, struct store *store)
{
	memset(rows, 0, sizeof *rows);
	rows->store = store;
	rows->paths = (struct map)MAP_INIT;
	rows->details = (struct map)MAP_INIT;
	rows->meanings = rows->meaning_words = (struct map)MAP_INIT;
	rows->path_texts = rows->detail_texts = rows->meaning_texts = (struct map)MAP_INIT;
	rows->texts = (struct arena)ARENA_INIT;
}

static void forget_texts(struct rows *rows)
{
	map_clear(&rows->path_texts);
	map_clear(&rows->detail_texts);
	map_clear(&rows->meaning_texts);
	arena_clear(&rows->texts);
}

void rows_forget(struct rows *rows)
{
	map_clear(&rows->paths);
	map_clear(&rows->details);
	map_clear(&rows->meanings);
	map_clear(&rows->meaning_words);
	forget_texts(rows);
	rows->last_path = rows->last_detail = rows->last_meaning = 0;
}

void rows_release(struct rows *rows)
{
	map_release(&rows->paths);
	map_release(&rows->details);
	map_release(&rows->meanings);
	map_release(&rows->meaning_words);
	map_release(&rows->path_texts);
	map_release(&rows->detail_texts);
	map_release(&rows->meaning_texts);
	arena_release(&rows->texts);
}

/* ---- bulk loads ---- */

int rows_start_bulk(struct rows *rows, struct err *err)
{
	rows->bulk = bulk_new(rows->store, err);
	rows->is_bulk = rows->bulk != NULL;
	return rows->is_bulk ? 0 : -1;
}

int rows_close_bulk(struct rows *rows, struct err *err)
{
	return bulk_close(rows->bulk, err);
}

int rows_end_bulk(struct rows *rows, struct err *err)
{
	int result = bulk_end(rows->bulk, err);

	rows_drop_bulk(rows);
	return result;
}

void rows_drop_bulk(struct rows *rows)
{
	bulk_free(rows->bulk);
	rows->bulk = NULL;
	rows->is_bulk = false;
}

/* ---- interning ---- */

static int64_t remembered(const struct map_entry *entry)
{
	return (int64_t)(uintptr_t)entry->value - 1;
}

static void remember(struct map_entry *entry, int64_t id)
{
	entry->value = (void *)(uintptr_t)(id + 1);
}

/* The id that `query` finds for `text`; 0 none. */
static int64_t find_id(struct rows *rows, enum query query, const char *text, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);
	int64_t id = 0;
	int found;

	if (!statement)
		return -1;
	bind_bytes(statement, 1, text);
	found = store_step(rows->store, statement, err);
	if (found == 1)
		id = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return found < 0 ? -1 : id;
}

/* Writes the id of a row that comes: in a bulk load the next one, else SQLite's choice. */
static void row_new_id(struct row *row, int64_t *last)
{
	if (row->bulk)
		row_number(row, ++*last);
	else
		row_null(row);
}

/* Ends a row that began so, and tells its id. -1 failed. */
static int64_t row_end_id(struct row *row, const int64_t *last, struct err *err)
{
	if (row_end(row, err) < 0)
		return -1;
	return row->bulk ? *last : sqlite3_last_insert_rowid(row->store->db);
}

static int64_t add_id(
	struct rows *rows, enum table table, const char *text, int64_t *last, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, table, err) < 0)
		return -1;
	row_new_id(&row, last);
	row_bytes(&row, text);
	return row_end_id(&row, last, err);
}

/* Longer than any name a file system takes (NAME_MAX, and PATH_MAX, of Linux). */
#define NAME_SIZE_MAX 4096

void rows_range_below(struct str *from, struct str *until, const char *directory)
{
	str_set(from, directory);
	str_set(until, directory);
	if (*directory) {
		str_add_char(from, '/');
		str_add_char(until, '/' + 1);
		return;
	}
	/* Below the root is everything, also names that begin with the highest of bytes. */
	str_add_char(from, '\x01');
	memset(str_reserve(until, NAME_SIZE_MAX), '\xff', NAME_SIZE_MAX);
	until->size += NAME_SIZE_MAX;
	until->data[until->size] = '\0';
}

int64_t rows_find_path(struct rows *rows, const char *path, struct err *err)
{
	struct map_entry *entry = map_put(&rows->paths, path, strlen(path));
	int64_t id;

	if (entry->value)
		return remembered(entry);
	id = rows->is_bulk ? 0 : find_id(rows, Q_PATH_ID, path, err);
	if (id >= 0)
		remember(entry, id);
	return id;
}

int64_t rows_intern_path(struct rows *rows, const char *path, struct err *err)
{
	int64_t id = rows_find_path(rows, path, err);

	if (id != 0)
		return id;
	id = add_id(rows, TABLE_PATH, path, &rows->last_path, err);
	if (id > 0)
		remember(map_put(&rows->paths, path, strlen(path)), id);
	return id;
}

int64_t rows_intern_detail(struct rows *rows, const char *detail, struct err *err)
{
	struct map_entry *entry;
	int64_t id = 0;

	if (!*detail)
		return 0;
	entry = map_put(&rows->details, detail, strlen(detail));
	if (entry->value)
		return remembered(entry);
	if (!rows->is_bulk)
		id = find_id(rows, Q_DETAIL_ID, detail, err);
	if (id == 0)
		id = add_id(rows, TABLE_DETAIL, detail, &rows->last_detail, err);
	if (id > 0)
		remember(entry, id);
	return id;
}

static int64_t find_meaning(struct rows *rows, const struct reference *reference, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, Q_MEANING_ID, err);
	int64_t id = 0;
	int found;

	if (!statement)
		return -1;
	bind_text(statement, 1, reference->format);
	bind_text(statement, 2, reference->kind);
	bind_text(statement, 3, missing_text(reference->missing));
	bind_text(statement, 4, reference->detail);
	bind_number(statement, 5, reference->always);
	bind_number(statement, 6, reference->built);
	found = store_step(rows->store, statement, err);
	if (found == 1)
		id = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return found < 0 ? -1 : id;
}

static int64_t add_meaning(struct rows *rows, const struct reference *reference, struct err *err)
{
	struct row row;

	if (row_start(&row, rows->store, rows->bulk, TABLE_MEANING, err) < 0)
		return -1;
	row_new_id(&row, &rows->last_meaning);
	row_text(&row, reference->format);
	row_text(&row, reference->kind);
	row_text(&row, missing_text(reference->missing));
	row_text(&row, reference->detail);
	row_number(&row, reference->always);
	row_number(&row, reference->built);
	return row_end_id(&row, &rows->last_meaning, err);
}

/* What is remembered of a meaning by what it says, not by where its texts stand. */
static struct map_entry *remembered_meaning(struct rows *rows, const struct reference *reference)
{
	struct str key = STR_INIT;
	struct map_entry *entry;

	str_addf(&key, "%s\n%s\n%u%d%d\n%s", reference->format, reference->kind,
		(unsigned)reference->missing, reference->always, reference->built,
		reference->detail);
	entry = map_put(&rows->meaning_words, key.data, key.size);
	str_release(&key);
	return entry;
}

/* Rules are few and their texts are the ruleset's own: the addresses serve as the key. */
int64_t rows_intern_meaning(struct rows *rows, const struct reference *reference, struct err *err)
{
	const void *key[4] = { reference->format, reference->kind, reference->detail,
		(void *)(uintptr_t)((unsigned)reference->missing * 4u + reference->always * 2u +
				    reference->built) };
	struct map_entry *entry = map_put(&rows->meanings, (const char *)key, sizeof key);
	struct map_entry *said;
	int64_t id = 0;

	if (entry->value)
		return remembered(entry);
	said = remembered_meaning(rows, reference);
	if (said->value)
		id = remembered(said);
	else if (!rows->is_bulk)
		id = find_meaning(rows, reference, err);
	if (id == 0)
		id = add_meaning(rows, reference, err);
	if (id > 0) {
		remember(entry, id);
		remember(said, id);
	}
	return id;
}

/* ---- what stands behind ids ---- */

/* Bytes after which remembered texts are forgotten. */
#define TEXTS_BYTES_MAX ((size_t)64 << 20)

/* The row with that id, for which `query` asks. NULL failed: ids in rows lead somewhere. */
static sqlite3_stmt *find_row(struct rows *rows, enum query query, int64_t id, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(rows->store, query, err);
	int found;

	if (!statement)
		return NULL;
	bind_number(statement, 1, id);
	found = store_step(rows->store, statement, err);
	if (found == 0) {
		rows->store->is_damaged = true;
		err_set(err, ERR_STORE, "the store names a row that it does not have");
	}
	return found == 1 ? statement : NULL;
}

/* The place in `map` of what is remembered of `id`. */
static struct map_entry *remembered_of(struct rows *rows, struct map *map, int64_t id)
{
	if (rows->texts.used > TEXTS_BYTES_MAX)
		forget_texts(rows);
	return map_put(map, (const char *)&id, sizeof id);
}

static const char *text_of(
	struct rows *rows, struct map *map, enum query query, int64_t id, struct err *err)
{
	struct map_entry *entry = remembered_of(rows, map, id);
	sqlite3_stmt *statement;

	if (entry->value)
		return entry->value;
	statement = find_row(rows, query, id, err);
	if (!statement)
		return NULL;
	entry->value = (void *)(uintptr_t)column_text(statement, 0, &rows->texts);
	sqlite3_reset(statement);
	return entry->value;
}

const char *rows_path(struct rows *rows, int64_t id, struct err *err)
{
	return text_of(rows, &rows->path_texts, Q_PATH_OF, id, err);
}

const char *rows_detail(struct rows *rows, int64_t id, struct err *err)
{
	return text_of(rows, &rows->detail_texts, Q_DETAIL_OF, id, err);
}

static enum missing missing_of(const char *text)
{
	int missing;

	for (missing = MISSING_IGNORED; missing < MISSING_SILENT; missing++) {
		if (strcmp(missing_text((enum missing)missing), text) == 0)
			break;
	}
	return (enum missing)missing;
}

const struct meaning *rows_meaning(struct rows *rows, int64_t id, struct err *err)
{
	struct map_entry *entry = remembered_of(rows, &rows->meaning_texts, id);
	struct meaning *meaning;
	sqlite3_stmt *statement;

	if (entry->value)
		return entry->value;
	statement = find_row(rows, Q_MEANING_OF, id, err);
	if (!statement)
		return NULL;
	entry->value = meaning = arena_get(&rows->texts, sizeof *meaning);
	meaning->format = column_text(statement, 0, &rows->texts);
	meaning->kind = column_text(statement, 1, &rows->texts);
	meaning->missing = missing_of(column_text(statement, 2, &rows->texts));
	meaning->detail = column_text(statement, 3, &rows->texts);
	meaning->always = sqlite3_column_int(statement, 4);
	meaning->built = sqlite3_column_int(statement, 5);
	sqlite3_reset(statement);
	return meaning;
}
