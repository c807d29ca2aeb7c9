/*
 * gather.c - stands between SQLite and the file of a database: what SQLite calls a file is a struct
 * whose first member points at its methods (https://www.sqlite.org/c3ref/io_methods.html), and for
 * the time of a commit they are these.
 */
#include "graph/gather.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* The size of SQLite's largest page: more at once its layer above the system need not take, and
 * that of Linux does not (https://www.sqlite.org/limits.html). */
#define BYTES_MAX ((size_t)64 << 10)

struct gathering {
	sqlite3_io_methods methods; /* first: the file points at it */
	const sqlite3_io_methods *own;
	sqlite3_file *file;
	char *bytes;
	size_t size;
	sqlite3_int64 offset; /* of the first byte */
};

static struct gathering *of(const sqlite3_file *file)
{
	return (struct gathering *)(void *)file->pMethods;
}

static int write_out(struct gathering *gathering)
{
	int size = (int)gathering->size;

	if (size == 0)
		return SQLITE_OK;
	gathering->size = 0;
	return gathering->own->xWrite(gathering->file, gathering->bytes, size, gathering->offset);
}

static int put(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
	struct gathering *gathering = of(file);
	int code = SQLITE_OK;

	if (offset != gathering->offset + (sqlite3_int64)gathering->size ||
		(size_t)size > BYTES_MAX - gathering->size)
		code = write_out(gathering);
	if (code != SQLITE_OK)
		return code;
	if (gathering->size == 0)
		gathering->offset = offset;
	memcpy(gathering->bytes + gathering->size, bytes, (size_t)size);
	gathering->size += (size_t)size;
	return SQLITE_OK;
}

/* ---- what comes after the writes ---- */

static int get(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xRead(file, bytes, size, offset);
}

static int cut(sqlite3_file *file, sqlite3_int64 size)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xTruncate(file, size);
}

static int sync_file(sqlite3_file *file, int flags)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xSync(file, flags);
}

static int measure(sqlite3_file *file, sqlite3_int64 *out)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xFileSize(file, out);
}

static int unlock(sqlite3_file *file, int level)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xUnlock(file, level);
}

static int control(sqlite3_file *file, int what, void *argument)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xFileControl(file, what, argument);
}

static int map(sqlite3_file *file, sqlite3_int64 offset, int size, void **out)
{
	int code = write_out(of(file));

	return code != SQLITE_OK ? code : of(file)->own->xFetch(file, offset, size, out);
}

/* ---- life ---- */

struct gathering *gather_start(sqlite3 *db)
{
	struct gathering *gathering;
	sqlite3_file *file = NULL;

	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
		!file || !file->pMethods)
		return NULL;
	gathering = memory_get_zeroed(1, sizeof *gathering);
	gathering->own = file->pMethods;
	gathering->file = file;
	gathering->bytes = memory_get(BYTES_MAX);
	gathering->methods = *gathering->own;
	gathering->methods.xWrite = put;
	gathering->methods.xRead = get;
	gathering->methods.xTruncate = cut;
	gathering->methods.xSync = sync_file;
	gathering->methods.xFileSize = measure;
	gathering->methods.xUnlock = unlock;
	gathering->methods.xFileControl = control;
	if (gathering->methods.iVersion >= 3)
		gathering->methods.xFetch = map;
	file->pMethods = &gathering->methods;
	return gathering;
}

/* What still waits is of a commit that failed, and undone. */
void gather_end(struct gathering *gathering)
{
	if (!gathering)
		return;
	gathering->file->pMethods = gathering->own;
	free(gathering->bytes);
	free(gathering);
}
