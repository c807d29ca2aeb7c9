/* repository.c - finding and opening a repository, as git would. */
#include "repo/repository.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "repo/config.h"
#include "repo/handle.h"
#include "repo/ownership.h"
#include "util/memory.h"

int handle_fail(struct err *err, enum err_kind kind, const char *format, ...)
{
	const git_error *last = git_error_last();
	va_list arguments;
	char context[512];

	va_start(arguments, format);
	vsnprintf(context, sizeof context, format, arguments);
	va_end(arguments);
	err_set(err, kind, "%s", last && last->message ? last->message : "no reason given");
	return err_wrap(err, "%s", context);
}

/* Format extensions that change nothing about what is read here; libgit2 1.5 refuses all it does
 * not know. Never objectformat or refstorage: libgit2 would open such a repository and misread it.
 */
static const char *const extensions[] = { "worktreeconfig", "partialclone", "preciousobjects",
	"relativeworktrees" };

/* Options hold for the process, so setting them again is fine. libgit2 is never shut down: its
 * global state is small and the network libraries that are answered for (offline.c) were never
 * started. */
int library_start(struct err *err)
{
	if (git_libgit2_init() < 0)
		return handle_fail(err, ERR_SYSTEM, "cannot start libgit2");
	if (git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0) < 0 ||
		git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0) < 0 ||
		git_libgit2_opts(GIT_OPT_DISABLE_PACK_KEEP_FILE_CHECKS, 1) < 0 ||
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) < 0 ||
		git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
			sizeof extensions / sizeof *extensions) < 0)
		return handle_fail(err, ERR_SYSTEM, "cannot set up libgit2");
	return 0;
}

/* Tells why libgit2 did not open it, in git's words where libgit2's do not help. */
static int fail_open(int result, const char *where, struct err *err)
{
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : "";

	if (strstr(text, "extensions.objectformat"))
		return err_set(err, ERR_REPOSITORY,
			"the repository at '%s' uses SHA-256 object ids, which are not supported",
			where);
	if (strstr(text, "extensions.refstorage"))
		return err_set(err, ERR_REPOSITORY,
			"the repository at '%s' keeps its refs as reftable, which is not supported",
			where);
	if (result == GIT_ENOTFOUND && last && last->klass != GIT_ERROR_CONFIG)
		return err_set(err, ERR_REPOSITORY,
			"not a git repository, nor is any directory above it: '%s'", where);
	return handle_fail(err, ERR_REPOSITORY, "cannot open the repository at '%s'", where);
}

static bool is_set_true(const char *name)
{
	const char *value = getenv(name);

	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static const char *named_git_dir(const char *git_dir)
{
	const char *named = git_dir ? git_dir : getenv("GIT_DIR");

	return named && *named ? named : NULL;
}

/* Not GIT_REPOSITORY_OPEN_FROM_ENV: it refuses to open anything while GIT_WORK_TREE is set, as it
 * is in hooks. */
static int open_git(
	git_repository **out, const char *directory, const char *git_dir, struct err *err)
{
	unsigned flags =
		is_set_true("GIT_DISCOVERY_ACROSS_FILESYSTEM") ? GIT_REPOSITORY_OPEN_CROSS_FS : 0;
	int result;

	git_dir = named_git_dir(git_dir);
	if (git_dir) {
		result = git_repository_open_ext(out, git_dir,
			GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL);
		if (result == GIT_ENOTFOUND)
			return err_set(err, ERR_REPOSITORY, "not a git repository: '%s'", git_dir);
		/* Git does not ask for the owner of what it was explicitly pointed at. */
		return result < 0 ? fail_open(result, git_dir, err) : 0;
	}
	result = git_repository_open_ext(out, directory, flags, getenv("GIT_CEILING_DIRECTORIES"));
	if (result < 0)
		return fail_open(result, directory, err);
	return ownership_check(*out, err);
}

static char *without_slash(const char *path)
{
	char *copy = memory_copy_text(path);
	size_t size = strlen(copy);

	while (size > 1 && copy[size - 1] == '/')
		copy[--size] = '\0';
	return copy;
}

static bool names_its_work_tree(git_repository *git)
{
	git_config *config = NULL;
	git_buf value = { 0 };
	bool result = git_repository_config_snapshot(&config, git) == 0 &&
		      git_config_get_path(&value, config, "core.worktree") == 0;

	git_buf_dispose(&value);
	git_config_free(config);
	return result;
}

/* The work tree: GIT_WORK_TREE; where the git directory was named and no configuration says
 * otherwise the working directory (git(1), --git-dir); else what libgit2 found. NULL: bare. */
static char *find_work_dir(git_repository *git, bool is_named)
{
	const char *named = getenv("GIT_WORK_TREE");
	char real[PATH_MAX];

	if (named && *named && realpath(named, real))
		return memory_copy_text(real);
	if (git_repository_is_bare(git) || !git_repository_workdir(git))
		return NULL;
	if (is_named && !names_its_work_tree(git))
		return realpath(".", real) ? memory_copy_text(real) : NULL;
	return without_slash(git_repository_workdir(git));
}

int repository_open(
	struct repository **out, const char *directory, const char *git_dir, struct err *err)
{
	struct repository *repository = memory_get_zeroed(1, sizeof *repository);
	git_odb *odb = NULL;

	repository->history.commits = (struct map)MAP_INIT;
	if (library_start(err) < 0 || open_git(&repository->git, directory, git_dir, err) < 0)
		goto failed;
	repository->common_dir = without_slash(git_repository_commondir(repository->git));
	repository->work_dir = find_work_dir(repository->git, named_git_dir(git_dir) != NULL);
	if (git_repository_odb(&odb, repository->git) < 0) {
		handle_fail(err, ERR_REPOSITORY, "cannot open the objects of '%s'",
			repository->common_dir);
		goto failed;
	}
	if (objects_open(&repository->objects, odb, repository->common_dir, err) < 0 ||
		boundaries_read(repository, err) < 0)
		goto failed;
	*out = repository;
	return 0;
failed:
	repository_free(repository);
	return -1;
}

void repository_free(struct repository *repository)
{
	if (!repository)
		return;
	objects_release(&repository->objects);
	history_release(&repository->history);
	git_repository_free(repository->git);
	free(repository->common_dir);
	free(repository->work_dir);
	free(repository->boundaries);
	free(repository);
}

const char *repository_common_dir(const struct repository *repository)
{
	return repository->common_dir;
}

const char *repository_work_dir(const struct repository *repository)
{
	return repository->work_dir;
}

bool repository_is_shallow(const struct repository *repository)
{
	return repository->boundary_count > 0;
}

struct object_source *repository_objects(struct repository *repository)
{
	return &repository->objects.source;
}

int repository_snapshot(struct repository *repository, const struct oid *commit,
	struct snapshot **out, struct err *err)
{
	struct commit read;

	if (repository_commit(repository, commit, &read, err) < 0)
		return -1;
	*out = snapshot_new(&repository->objects.source, &read.tree);
	commit_release(&read);
	return 0;
}

int repository_hooks_dir(struct repository *repository, struct str *out, struct err *err)
{
	struct str written = STR_INIT, path = STR_INIT;
	struct config *config = NULL;
	int result = config_open(&config, repository->git, err);

	if (result == 0)
		result = config_value(config, "core.hookspath", &written, err);
	str_clear(out);
	if (result == 0)
		str_addf(out, "%s/hooks", repository->common_dir);
	if (result > 0)
		result = config_expand_path(&path, written.data, err);
	if (path.size) {
		/* Hooks run in the work tree, or in the git directory if there is none. */
		if (path.data[0] != '/')
			str_addf(out, "%s/",
				repository->work_dir ? repository->work_dir
						     : repository->common_dir);
		str_add(out, path.data, path.size);
	}
	config_free(config);
	str_release(&written);
	str_release(&path);
	return result < 0 ? -1 : 0;
}
