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

#include "repo/handle.h"
#include "repo/staged.h"
#include "util/file.h"

#define FILE_BYTES_MAX (16u << 20) /* of larger files only the id is known */

struct uncommitted {
	struct repository *repository;
	struct edit *edit;
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

/* In a hook of a partial commit the environment names another one. */
static void write_index_path(struct str *out, const struct uncommitted *uncommitted)
{
	const char *file = getenv("GIT_INDEX_FILE");

	if (file)
		str_add_text(out, file);
	else
		str_addf(out, "%sindex", git_repository_path(uncommitted->repository->git));
}

static int put_index(struct uncommitted *uncommitted, const struct oid *head_tree)
{
	struct snapshot *head = snapshot_new(&uncommitted->repository->objects.source, head_tree);
	struct index_file index;
	struct str path = STR_INIT;
	int result;

	write_index_path(&path, uncommitted);
	result = index_file_read(&index, path.data, uncommitted->err);
	if (result == 0)
		result = staged_put(uncommitted->edit, head, &index, uncommitted->err);
	index_file_release(&index);
	snapshot_free(head);
	str_release(&path);
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

static int open_index(git_index **out, struct uncommitted *uncommitted)
{
	struct str path = STR_INIT;
	int result;

	write_index_path(&path, uncommitted);
	result = git_index_open(out, path.data);
	str_release(&path);
	if (result == 0)
		return 0;
	handle_fail(uncommitted->err, ERR_REPOSITORY, "cannot read the index");
	return strstr(uncommitted->err->text, "sdir")
		       ? err_fix(uncommitted->err, "git sparse-checkout reapply --no-sparse-index")
		       : -1;
}

/* What is left out of a sparse checkout did not go. */
static bool is_left_out(git_index *index, const git_diff_delta *delta)
{
	const git_index_entry *entry = git_index_get_bypath(index, delta->old_file.path, 0);

	return entry && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE);
}

static int put_work_tree(struct uncommitted *uncommitted)
{
	git_diff_options options = { .version = GIT_DIFF_OPTIONS_VERSION,
		.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
			 GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_IGNORE_SUBMODULES,
		.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL };
	git_index *index = NULL;
	git_diff *diff = NULL;
	int result;

	if (!uncommitted->repository->work_dir)
		return err_set(
			uncommitted->err, ERR_REPOSITORY, "a bare repository has no work tree");
	result = open_index(&index, uncommitted);
	if (result == 0 &&
		git_diff_index_to_workdir(&diff, uncommitted->repository->git, index, &options) < 0)
		result = handle_fail(uncommitted->err, ERR_REPOSITORY, "cannot read the work tree");
	/* What went first: a directory may have come in its place. */
	for (size_t i = 0; result == 0 && i < git_diff_num_deltas(diff); i++)
		if (git_diff_get_delta(diff, i)->status == GIT_DELTA_DELETED &&
			!is_left_out(index, git_diff_get_delta(diff, i)))
			result = put_delta(uncommitted, git_diff_get_delta(diff, i));
	for (size_t i = 0; result == 0 && i < git_diff_num_deltas(diff); i++)
		if (git_diff_get_delta(diff, i)->status != GIT_DELTA_DELETED)
			result = put_delta(uncommitted, git_diff_get_delta(diff, i));
	git_diff_free(diff);
	git_index_free(index);
	return result;
}

int repository_uncommitted(struct repository *repository, const struct oid *head_tree,
	bool is_staged, struct oid *out, struct err *err)
{
	struct uncommitted uncommitted = { repository,
		edit_new(&repository->objects.source, head_tree), err };
	int result = put_index(&uncommitted, head_tree);

	if (result == 0 && !is_staged)
		result = put_work_tree(&uncommitted);
	if (result == 0)
		*out = *edit_root(uncommitted.edit);
	edit_free(uncommitted.edit);
	return result;
}
