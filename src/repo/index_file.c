/* index_file.c - git's index, read from its bytes. Numbers are big-endian. */
#include "repo/index_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/file.h"

#define FILE_BYTES_MAX ((size_t)4 << 30)
#define HEADER_SIZE    12u
#define CHECKSUM_SIZE  20u
#define STAT_SIZE      40u /* what an entry begins with: times, device, mode, owner, size */
#define MODE_AT        24u
#define EXTENDED       0x4000u
#define STAGE          0x3000u
#define INTENT_TO_ADD  0x2000u /* of the second flags */

struct reader {
	struct index_file *index;
	const char *at, *end; /* the checksum not included */
	unsigned version;
	struct str path;  /* of the entry before */
	bool has_unnamed; /* as a split index has */
	struct err *err;
};

static int fail(struct reader *reader)
{
	err_set(reader->err, ERR_REPOSITORY, "git's index is damaged");
	return err_fix(reader->err, "rm .git/index && git reset");
}

static size_t left(const struct reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

static uint32_t number(const char *bytes, size_t size)
{
	uint32_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | (unsigned char)bytes[i];
	return value;
}

/* ---- entries ---- */

/* Git's own mode bits, of a directory those of a tree. False: no such kind. */
static bool read_mode(struct index_entry *entry, uint32_t mode)
{
	entry->is_executable = (mode & 0100) != 0;
	switch (mode & 0170000) {
	case 0100000:
		entry->kind = ENTRY_FILE;
		return true;
	case 0120000:
		entry->kind = ENTRY_SYMLINK;
		return true;
	case 0160000:
		entry->kind = ENTRY_SUBMODULE;
		return true;
	case 0040000:
		entry->kind = ENTRY_DIRECTORY;
		return true;
	default:
		return false;
	}
}

/* Since version 4 a path is written as how much of the one before to cut off, and what follows. */
static bool cut_path(struct reader *reader)
{
	size_t cut = 0;
	unsigned char byte;

	if (reader->version < 4) {
		str_clear(&reader->path);
		return true;
	}
	do {
		if (left(reader) == 0 || cut > reader->path.size)
			return false;
		byte = (unsigned char)*reader->at++;
		cut = cut << 7 | (byte & 0x7f);
		cut += byte >> 7; /* each further byte counts on from where shorter ones end */
	} while (byte & 0x80);
	if (cut > reader->path.size)
		return false;
	str_cut(&reader->path, reader->path.size - cut);
	return true;
}

/* `start` is where the entry began: before version 4 it is filled up with NULs to eight bytes. */
static bool read_path(struct reader *reader, const char *start)
{
	const char *end;
	size_t size;

	if (!cut_path(reader))
		return false;
	end = memchr(reader->at, '\0', left(reader));
	if (!end)
		return false;
	str_add(&reader->path, reader->at, (size_t)(end - reader->at));
	size = (size_t)(end - start) + 1;
	if (reader->version < 4)
		size = (size + 7) / 8 * 8;
	if (size > (size_t)(reader->end - start))
		return false;
	reader->at = start + size;
	reader->has_unnamed |= reader->path.size == 0;
	return true;
}

static bool read_entry(struct reader *reader)
{
	struct index_entry entry = { .path = NULL };
	const char *start = reader->at, *before;
	size_t count = reader->index->entries.count;
	uint32_t flags, more = 0;

	if (left(reader) < STAT_SIZE + sizeof entry.oid.bytes + 4)
		return false;
	if (!read_mode(&entry, number(start + MODE_AT, 4)))
		return false;
	memcpy(entry.oid.bytes, start + STAT_SIZE, sizeof entry.oid.bytes);
	reader->at += STAT_SIZE + sizeof entry.oid.bytes;
	flags = number(reader->at, 2);
	reader->at += 2;
	if (flags & EXTENDED) {
		more = number(reader->at, 2);
		reader->at += 2;
	}
	before = count ? reader->index->entries.items[count - 1].path : "";
	if (!read_path(reader, start))
		return false;
	entry.path = arena_bytes(&reader->index->arena, reader->path.data, reader->path.size);
	entry.is_unmerged = (flags & STAGE) != 0;
	entry.is_intended = (more & INTENT_TO_ADD) != 0;
	vec_push(&reader->index->entries, entry);
	return entry.is_unmerged || reader->has_unnamed || strcmp(before, reader->path.data) < 0;
}

/* ---- extensions ---- */

static int compare_trees(const void *a, const void *b)
{
	return strcmp(((const struct cached_tree *)a)->name, ((const struct cached_tree *)b)->name);
}

/* A decimal number, "-1" for none, and what closes it. */
static bool read_decimal(struct reader *reader, char closing, long *out)
{
	char *end;

	/* A NUL stands behind all bytes, so that this ends. */
	*out = strtol(reader->at, &end, 10);
	if (end == reader->at || end >= reader->end || *end != closing || *out < -1)
		return false;
	reader->at = end + 1;
	return true;
}

/* "NAME NUL COUNT blank CHILDREN newline", the id if it is known, and the children. */
static bool read_tree(struct reader *reader, struct cached_tree *out, unsigned depth)
{
	long count, children;
	const char *end = memchr(reader->at, '\0', left(reader));

	*out = (struct cached_tree){ .name = reader->at };
	if (!end || depth > SNAPSHOT_DEPTH_MAX)
		return false;
	reader->at = end + 1;
	if (!read_decimal(reader, ' ', &count) || !read_decimal(reader, '\n', &children))
		return false;
	out->is_known = count >= 0;
	if (out->is_known) {
		if (left(reader) < sizeof out->oid.bytes)
			return false;
		out->count = (size_t)count;
		memcpy(out->oid.bytes, reader->at, sizeof out->oid.bytes);
		reader->at += sizeof out->oid.bytes;
	}
	/* Each takes five bytes at least. */
	if (children < 0 || (size_t)children > left(reader) / 5)
		return false;
	out->child_count = (size_t)children;
	out->children = arena_get_zeroed(
		&reader->index->arena, (out->child_count + 1) * sizeof *out->children);
	for (size_t i = 0; i < out->child_count; i++)
		if (!read_tree(reader, &out->children[i], depth + 1))
			return false;
	qsort(out->children, out->child_count, sizeof *out->children, compare_trees);
	return true;
}

static int refuse_extension(struct reader *reader, const char *signature)
{
	err_set(reader->err, ERR_REPOSITORY,
		"git's index has an extension '%.4s' that is not known", signature);
	if (memcmp(signature, "link", 4) == 0)
		return err_fix(reader->err, "git update-index --no-split-index");
	return -1;
}

/* Those whose name begins with a capital letter may be passed over. */
static int read_extensions(struct reader *reader)
{
	static const char tree[] = "TREE", sparse[] = "sdir";

	while (left(reader) >= 8) {
		const char *signature = reader->at, *end = reader->end;
		uint32_t size = number(reader->at + 4, 4);

		reader->at += 8;
		if (size > left(reader))
			return fail(reader);
		reader->end = reader->at + size;
		if (memcmp(signature, tree, 4) == 0) {
			if (size && !read_tree(reader, &reader->index->root, 0))
				return fail(reader);
		} else if ((*signature < 'A' || *signature > 'Z') &&
			   memcmp(signature, sparse, 4) != 0) {
			return refuse_extension(reader, signature);
		}
		reader->at = reader->end;
		reader->end = end;
	}
	return 0;
}

/* ---- the file ---- */

static int read_all(struct reader *reader)
{
	uint32_t count;

	if (left(reader) < HEADER_SIZE || memcmp(reader->at, "DIRC", 4) != 0)
		return fail(reader);
	reader->version = number(reader->at + 4, 4);
	count = number(reader->at + 8, 4);
	if (reader->version < 2 || reader->version > 4)
		return err_set(reader->err, ERR_REPOSITORY,
			"git's index is of version %u, which is not known", reader->version);
	reader->at += HEADER_SIZE;
	for (uint32_t i = 0; i < count; i++)
		if (!read_entry(reader))
			return fail(reader);
	if (read_extensions(reader) < 0)
		return -1;
	return reader->has_unnamed ? fail(reader) : 0;
}

int index_file_parse(struct index_file *out, struct str *bytes, struct err *err)
{
	struct reader reader = { .index = out, .path = STR_INIT, .err = err };
	int result;

	*out = (struct index_file){ .bytes = *bytes };
	*bytes = (struct str)STR_INIT;
	if (out->bytes.size < HEADER_SIZE + CHECKSUM_SIZE)
		return fail(&reader);
	reader.at = out->bytes.data;
	reader.end = out->bytes.data + out->bytes.size - CHECKSUM_SIZE;
	result = read_all(&reader);
	str_release(&reader.path);
	return result;
}

int index_file_read(struct index_file *out, const char *path, struct err *err)
{
	struct str bytes = STR_INIT;
	int result = file_read(&bytes, path, FILE_BYTES_MAX, err);

	if (result > 0)
		return index_file_parse(out, &bytes, err);
	*out = (struct index_file){ .bytes = STR_INIT };
	str_release(&bytes);
	return result < 0 ? err_wrap(err, "cannot read the index") : 0;
}

void index_file_release(struct index_file *index)
{
	vec_release(&index->entries);
	str_release(&index->bytes);
	arena_release(&index->arena);
}
