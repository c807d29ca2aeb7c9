/*
 * ownership.c - git's rule about whose repositories are read, applied before anything of one is.
 *
 * libgit2 1.5 knows only exact paths in configuration files; "*", "DIR/" followed by "*" and what
 * comes with the environment are git's as well, so its check is switched off and this one used.
 */
#include "repo/ownership.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "repo/config.h"
#include "util/file.h"
#include "util/str.h"

/* Root also trusts what belongs to the user who called sudo. */
static bool is_owned(const char *path)
{
	uid_t user = geteuid();
	struct stat status;

	if (lstat(path, &status) < 0)
		return false;
	if (status.st_uid == user)
		return true;
	if (user == 0) {
		const char *text = getenv("SUDO_UID");
		char *end = NULL;
		unsigned long id = text && *text ? strtoul(text, &end, 10) : 0;

		return end && !*end && (uid_t)id == id && status.st_uid == (uid_t)id;
	}
	return false;
}

struct trust {
	const char *path; /* of the repository, no '/' at the end */
	bool is_safe;
};

/* Each value adds a trusted path, an empty one forgets those before it. */
static void weigh(const char *value, void *payload)
{
	struct trust *trust = payload;
	struct str path = STR_INIT;
	char *real = NULL;

	if (!*value) {
		trust->is_safe = false;
	} else if (strcmp(value, "*") == 0) {
		trust->is_safe = true;
	} else if (config_expand_path(&path, value, NULL) == 0) {
		size_t size = path.size;

		if (size > 2 && strcmp(path.data + size - 2, "/*") == 0) {
			if (strncmp(trust->path, path.data, size - 1) == 0)
				trust->is_safe = true;
		} else {
			while (size > 1 && path.data[size - 1] == '/')
				str_cut(&path, --size);
			real = realpath(path.data, NULL);
			if (strcmp(trust->path, path.data) == 0 ||
				(real && path.data[0] == '/' && strcmp(trust->path, real) == 0))
				trust->is_safe = true;
		}
	}
	free(real);
	str_release(&path);
}

static int refuse(const char *path, struct err *err)
{
	err_set(err, ERR_REPOSITORY, "the repository '%s' belongs to another user", path);
	return err_fix(err, "if you trust it: git config --global --add safe.directory '%s'", path);
}

/* Writes the directory that holds ".git", or nothing for a bare repository. */
static void find_work_tree(struct str *out, git_repository *repository)
{
	const char *git_dir = git_repository_path(repository),
		   *work_dir = git_repository_workdir(repository);
	size_t size = strlen(git_dir);

	str_clear(out);
	/* core.worktree may point anywhere: where git looks is where it found the repository. */
	if (size >= 6 && strcmp(git_dir + size - 6, "/.git/") == 0)
		str_add(out, git_dir, size - 6);
	else if (work_dir)
		str_add(out, work_dir, strlen(work_dir) - 1);
	if (out->size == 0 && (work_dir || (size == 6 && strcmp(git_dir, "/.git/") == 0)))
		str_add_char(out, '/');
}

int ownership_check(git_repository *repository, struct err *err)
{
	struct str work_tree = STR_INIT, dot_git = STR_INIT, git_dir = STR_INIT;
	const char *path = git_repository_path(repository);
	struct trust trust = { NULL, false };
	struct config *config = NULL;
	int result = 0;

	find_work_tree(&work_tree, repository);
	str_add(&git_dir, path, strlen(path) - 1);
	str_addf(&dot_git, "%s/.git", work_tree.data);
	if (is_owned(git_dir.data) && (!work_tree.size || is_owned(work_tree.data)) &&
		(!work_tree.size || !file_exists(dot_git.data) || is_owned(dot_git.data)))
		goto done;
	trust.path = work_tree.size ? work_tree.data : git_dir.data;
	result = config_open(&config, NULL, err);
	if (result == 0)
		result = config_each(config, "safe.directory", weigh, &trust, err);
	if (result == 0 && !trust.is_safe)
		result = refuse(trust.path, err);
done:
	config_free(config);
	str_release(&work_tree);
	str_release(&dot_git);
	str_release(&git_dir);
	return result;
}
