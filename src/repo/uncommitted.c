/*
 * uncommitted.c - what is staged, and what lies in the work tree, as trees made in memory.
 *
 * libgit2 tells which files of the work tree differ from the index, by their times and sizes before
 * their bytes, and which are new and not ignored. Filters of its own (line ends, ident) are applied
 * as when files are added; programs that the configuration names as filters are not run.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "repo/changes.h"
#include "repo/edit.h"
#include "repo/handle.h"
#include "util/file.h"

#define FILE_BYTES_MAX (16u << 20) /* of larger files only the id is known */

struct uncommitted {
	struct repository *repository;
	struct edit *edit;
	struct snapshot *head;
	git_index *index;
	struct map staged; /* paths of the index */
	struct err *err;
};

static enum entry_kind kind_of(unsigned mode)
{
	switch (mode & S_IFMT) {
	case S_IFLNK:
		return ENTRY_SYMLINK;
	case 0160000:
		return ENTRY_SUBMODULE;
	default:
		return ENTRY_FILE;
	}
}

/* ---- the index ---- */

static int open_index(struct uncommitted *uncommitted)
{
	const char *file = getenv("GIT_INDEX_FILE"); /* set in a hook of a partial commit */
	int result = file ? git_index_open(&uncommitted->index, file)
			  : git_repository_index(&uncommitted->index, uncommitted->repository->git);

	return result < 0 ? handle_fail(uncommitted->err, ERR_REPOSITORY, "cannot read the index")
			  : 0;
}

static int stage(struct uncommitted *uncommitted, const git_index_entry *staged)
{
	struct entry now = { "", kind_of(staged->mode), (staged->mode & 0100) != 0, { { 0 } } };
	struct entry then;
	int found;

	if (staged->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD)
		return 0; /* it is only known that it will be added */
	if (git_index_entry_stage(staged) > 0) {
		err_set(uncommitted->err, ERR_REPOSITORY, "'%s' is not merged yet", staged->path);
		return err_fix(uncommitted->err, "resolve the conflict, and add it");
	}
	memcpy(now.oid.bytes, staged->id.id, sizeof now.oid.bytes);
	map_set(&uncommitted->staged, staged->path, uncommitted);
	found = snapshot_entry(uncommitted->head, staged->path, &then, uncommitted->err);
	if (found < 0 || (found > 0 && then.kind == now.kind && oid_equal(&then.oid, &now.oid)))
		return found < 0 ? -1 : 0;
	return edit_put(uncommitted->edit, staged->path, &now, uncommitted->err);
}

/* Takes away what HEAD has and the index has not. Not if something else took its place since. */
static int unstage(const struct change *change, void *payload)
{
	struct uncommitted *uncommitted = payload;

	if (change->after == ENTRY_DIRECTORY || map_get(&uncommitted->staged, change->path))
		return 0;
	return edit_put(uncommitted->edit, change->path, NULL, uncommitted->err) < 0 ? -1 : 0;
}

/* What went first: a directory may have come in its place. */
static int put_index(struct uncommitted *uncommitted)
{
	size_t count = git_index_entrycount(uncommitted->index);
	int result = 0;

	for (size_t i = 0; i < count; i++)
		map_set(&uncommitted->staged, git_index_get_byindex(uncommitted->index, i)->path,
			uncommitted);
	result = changes_walk(NULL, uncommitted->head, unstage, uncommitted, uncommitted->err);
	for (size_t i = 0; i < count && result == 0; i++)
		result = stage(uncommitted, git_index_get_byindex(uncommitted->index, i));
	return result;
}

/* ---- the work tree ---- */

static int put_link(struct uncommitted *uncommitted, const char *file, struct oid *out)
{
	char target[4096];
	ssize_t size = readlink(file, target, sizeof target);

	if (size < 0)
		return err_set(uncommitted->err, ERR_SYSTEM, "cannot read the link '%s': %s", file,
			strerror(errno));
	object_source_make_file(
		out, &uncommitted->repository->objects.source, target, (size_t)size);
	return 0;
}

static int put_file(struct uncommitted *uncommitted, const char *path, struct oid *out)
{
	git_repository *git = uncommitted->repository->git;
	git_filter_list *filters = NULL;
	git_buf bytes = GIT_BUF_INIT;
	int result = git_filter_list_load(
		&filters, git, NULL, path, GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE);

	if (result == 0)
		result = git_filter_list_apply_to_file(&bytes, filters, git, path);
	if (result < 0)
		handle_fail(uncommitted->err, ERR_SYSTEM, "cannot read '%s'", path);
	else
		object_source_make_file(
			out, &uncommitted->repository->objects.source, bytes.ptr, bytes.size);
	git_filter_list_free(filters);
	git_buf_dispose(&bytes);
	return result < 0 ? -1 : 0;
}

static int put_large(struct uncommitted *uncommitted, const char *file, struct oid *out)
{
	git_oid id;

	if (git_odb_hashfile(&id, file, GIT_OBJECT_BLOB) < 0)
		return handle_fail(uncommitted->err, ERR_SYSTEM, "cannot read '%s'", file);
	memcpy(out->bytes, id.id, sizeof out->bytes);
	return 0;
}

static int put_work_file(struct uncommitted *uncommitted, const git_diff_file *now)
{
	struct entry entry = { .kind = kind_of(now->mode),
		.is_executable = (now->mode & 0100) != 0 };
	struct str file = STR_INIT;
	struct stat status;
	int result;

	str_addf(&file, "%s/%s", uncommitted->repository->work_dir, now->path);
	if (entry.kind == ENTRY_SUBMODULE || lstat(file.data, &status) < 0)
		result = 0; /* a submodule moved on; or the file went since */
	else if (entry.kind == ENTRY_SYMLINK)
		result = put_link(uncommitted, file.data, &entry.oid);
	else if (status.st_size > FILE_BYTES_MAX)
		result = put_large(uncommitted, file.data, &entry.oid);
	else
		result = put_file(uncommitted, now->path, &entry.oid);
	str_release(&file);
	if (result == 0)
		result = edit_put(uncommitted->edit, now->path, &entry, uncommitted->err);
	return result;
}

static int put_delta(struct uncommitted *uncommitted, const git_diff_delta *delta)
{
	switch (delta->status) {
	case GIT_DELTA_DELETED:
		return edit_put(uncommitted->edit, delta->old_file.path, NULL, uncommitted->err);
	case GIT_DELTA_MODIFIED:
	case GIT_DELTA_TYPECHANGE:
	case GIT_DELTA_UNTRACKED:
		/* A repository inside this one is no part of it. */
		if (delta->new_file.path[strlen(delta->new_file.path) - 1] == '/')
			return 0;
		return put_work_file(uncommitted, &delta->new_file);
	default:
		return 0;
	}
}

static int put_work_tree(struct uncommitted *uncommitted)
{
	git_diff_options options = { .version = GIT_DIFF_OPTIONS_VERSION,
		.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
			 GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_IGNORE_SUBMODULES,
		.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL };
	git_diff *diff = NULL;
	int result = 0;

	if (!uncommitted->repository->work_dir)
		return err_set(
			uncommitted->err, ERR_REPOSITORY, "a bare repository has no work tree");
	if (git_diff_index_to_workdir(
		    &diff, uncommitted->repository->git, uncommitted->index, &options) < 0)
		return handle_fail(uncommitted->err, ERR_REPOSITORY, "cannot read the work tree");
	/* What went first: see put_index. */
	for (size_t i = 0; i < git_diff_num_deltas(diff) && result == 0; i++)
		if (git_diff_get_delta(diff, i)->status == GIT_DELTA_DELETED)
			result = put_delta(uncommitted, git_diff_get_delta(diff, i));
	for (size_t i = 0; i < git_diff_num_deltas(diff) && result == 0; i++)
		if (git_diff_get_delta(diff, i)->status != GIT_DELTA_DELETED)
			result = put_delta(uncommitted, git_diff_get_delta(diff, i));
	git_diff_free(diff);
	return result;
}

int repository_uncommitted(struct repository *repository, const struct oid *head_tree,
	bool is_staged, struct oid *out, struct err *err)
{
	struct object_source *objects = &repository->objects.source;
	struct uncommitted uncommitted = { .repository = repository,
		.edit = edit_new(objects, head_tree),
		.head = snapshot_new(objects, head_tree),
		.staged = MAP_INIT,
		.err = err };
	int result = open_index(&uncommitted);

	if (result == 0)
		result = put_index(&uncommitted);
	if (result == 0 && !is_staged)
		result = put_work_tree(&uncommitted);
	if (result == 0)
		*out = *edit_root(uncommitted.edit);
	git_index_free(uncommitted.index);
	map_release(&uncommitted.staged);
	snapshot_free(uncommitted.head);
	edit_free(uncommitted.edit);
	return result;
}
