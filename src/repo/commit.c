/*
 * commit.c - git's commit objects, read from their bytes.
 *
 * libgit2 is not asked for parents: it does not know about the boundaries of shallow clones, where
 * the parents that a commit names are not there.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "repo/commit.h"
#include "repo/handle.h"
#include "util/file.h"
#include "util/memory.h"
#include "util/vec.h"

#define COMMIT_BYTES_MAX  (16u << 20)
#define SHALLOW_BYTES_MAX (64u << 20)

static int compare_oids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct oid));
}

int boundaries_read(struct repository *repository, struct err *err)
{
	struct str path = STR_INIT, text = STR_INIT;
	VEC(struct oid) boundaries = VEC_INIT;
	int result;

	str_addf(&path, "%s/shallow", repository->common_dir);
	result = file_read(&text, path.data, SHALLOW_BYTES_MAX, err);
	for (char *line = text.data, *end; result > 0 && *line; line = end) {
		struct oid oid;

		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (oid_parse(&oid, line) == 0)
			vec_push(&boundaries, oid);
	}
	if (boundaries.count)
		qsort(boundaries.items, boundaries.count, sizeof *boundaries.items, compare_oids);
	repository->boundaries = boundaries.items;
	repository->boundary_count = boundaries.count;
	str_release(&path);
	str_release(&text);
	return result < 0 ? -1 : 0;
}

static bool is_boundary(const struct repository *repository, const struct oid *id)
{
	return repository->boundary_count &&
	       bsearch(id, repository->boundaries, repository->boundary_count, sizeof *id,
		       compare_oids);
}

/* What follows `key` and a blank on the line at `line`, or NULL if it is another line. */
static const char *header(const char *line, const char *key)
{
	size_t size = strlen(key);

	return strncmp(line, key, size) == 0 && line[size] == ' ' ? line + size + 1 : NULL;
}

static const char *next_line(const char *line)
{
	line += strcspn(line, "\n");
	return line + (*line == '\n');
}

static int read_id(struct oid *out, const char *text)
{
	char copy[OID_TEXT_SIZE] = "";

	memcpy(copy, text, strnlen(text, OID_TEXT_SIZE - 1));
	return oid_parse(out, copy);
}

static char *copy_part(const char *text, size_t size)
{
	char *copy = memory_get(size + 1);

	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

/* "NAME <MAIL> SECONDS ZONE": the name ends before the first '<', the time follows the last '>'. */
static char *read_name(const char *value)
{
	size_t size = strcspn(value, "<\n");

	while (size && value[size - 1] == ' ')
		size--;
	return copy_part(value, size);
}

static long long read_time(const char *value)
{
	const char *close = memrchr(value, '>', strcspn(value, "\n"));

	if (!close)
		return 0;
	close += 1 + strspn(close + 1, " ");
	/* The digit keeps strtoll from reading on in the next line. */
	return *close >= '0' && *close <= '9' ? strtoll(close, NULL, 10) : 0;
}

/* Reads the headers, and returns where the message begins. NULL if there is no tree or a parent is
 * no id. */
static const char *read_headers(struct commit *commit, const char *line)
{
	VEC(struct oid) parents = VEC_INIT;
	const char *value = header(line, "tree");
	bool is_sound = value && read_id(&commit->tree, value) == 0;

	for (; is_sound && *line && *line != '\n'; line = next_line(line)) {
		value = header(line, "parent");
		if (value)
			is_sound = read_id(vec_add(&parents), value) == 0;
		else if (!commit->author && (value = header(line, "author")))
			commit->author = read_name(value);
		else if (!commit->time && (value = header(line, "committer")))
			commit->time = read_time(value);
	}
	commit->parents = parents.items;
	commit->parent_count = parents.count;
	return is_sound ? line : NULL;
}

int commit_parse(struct commit *out, const char *text, struct err *err)
{
	const char *message;

	*out = (struct commit){ .parent_count = 0 };
	message = read_headers(out, text);
	if (!message) {
		commit_release(out);
		return err_set(err, ERR_REPOSITORY, "malformed commit");
	}
	message += strspn(message, "\n");
	out->summary = copy_part(message, strcspn(message, "\n"));
	if (!out->author)
		out->author = memory_copy_text("");
	return 0;
}

int repository_commit(
	struct repository *repository, const struct oid *id, struct commit *out, struct err *err)
{
	struct str bytes = STR_INIT;
	char text[OID_TEXT_SIZE];
	int result = objects_read(
		&repository->objects, id, GIT_OBJECT_COMMIT, COMMIT_BYTES_MAX, &bytes, err);

	oid_text(text, id);
	if (result > 0) {
		result = commit_parse(out, bytes.data, err);
		if (result < 0)
			err_wrap(err, "cannot read the commit %s", text);
	} else {
		*out = (struct commit){ .parent_count = 0 };
		if (result == 0)
			result = err_set(err, ERR_LIMIT, "the commit %s is larger than %u MiB",
				text, COMMIT_BYTES_MAX >> 20);
		else if (err && err->kind == ERR_MISSING && repository_is_shallow(repository))
			err_fix(err, "fetch more history: git fetch --unshallow");
	}
	str_release(&bytes);
	if (result < 0)
		return -1;
	out->id = *id;
	out->is_boundary = is_boundary(repository, id);
	if (out->is_boundary)
		out->parent_count = 0;
	return 0;
}

void commit_release(struct commit *commit)
{
	free(commit->parents);
	free(commit->author);
	free(commit->summary);
	*commit = (struct commit){ .parent_count = 0 };
}

bool repository_has_commit(struct repository *repository, const struct oid *id)
{
	git_object_t type;
	git_oid git_id;
	size_t size;

	memcpy(git_id.id, id->bytes, sizeof git_id.id);
	return git_odb_read_header(&size, &type, repository->objects.odb, &git_id) == 0 &&
	       type == GIT_OBJECT_COMMIT;
}
