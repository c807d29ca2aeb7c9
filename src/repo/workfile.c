/*
 * workfile.c - files of a work tree.
 *
 * Each directory on the way is opened as such and not as a link, and the next name is looked up in
 * it: whatever is exchanged meanwhile, no step can leave the work tree.
 */
#include "repo/workfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/file.h"

static int fail(const char *path, const char *what, struct err *err)
{
	return err_set(err, ERR_SYSTEM, "cannot %s '%s': %s", what, path, strerror(errno));
}

/* Not there, or a link where none may be. */
static bool is_absence(int problem)
{
	return problem == ENOENT || problem == ENOTDIR || problem == ELOOP;
}

/* Opens the directory of `path`. 1 and *fd, 0, -1. */
static int open_parent(int *fd, const char *root, const char *path, struct err *err)
{
	struct str name = STR_INIT;
	int at = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (const char *slash; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		int above = at, problem;

		str_clear(&name);
		str_add(&name, path, (size_t)(slash - path));
		at = openat(above, name.data, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		problem = errno;
		close(above);
		errno = problem;
	}
	str_release(&name);
	if (at < 0)
		return is_absence(errno) ? 0 : fail(path, "open", err);
	*fd = at;
	return 1;
}

/* Reads the plain file `name` of a directory. 1, 0, -1. */
static int read_in(struct str *out, int parent, const char *name, size_t limit_bytes,
	unsigned *mode, struct err *err)
{
	/* Without O_NONBLOCK a pipe in its place would keep us waiting. */
	int fd = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat status;
	int result = 0;

	str_clear(out);
	if (fd < 0)
		return is_absence(errno) ? 0 : fail(name, "open", err);
	if (fstat(fd, &status) < 0)
		result = fail(name, "look at", err);
	else if (S_ISREG(status.st_mode))
		result = file_read_open(out, fd, name, limit_bytes, err);
	*mode = result > 0 ? (unsigned)status.st_mode & 07777u : 0;
	close(fd);
	return result;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

int workfile_read(
	struct str *out, const char *root, const char *path, size_t limit_bytes, struct err *err)
{
	unsigned mode;
	int parent, result = open_parent(&parent, root, path, err);

	str_clear(out);
	if (result <= 0)
		return result;
	result = read_in(out, parent, name_of(path), limit_bytes, &mode, err);
	close(parent);
	return result;
}

static int write_in(
	int parent, const char *name, const struct str *bytes, unsigned mode, struct err *err)
{
	struct str temporary = STR_INIT;
	int fd, result = 1;

	str_addf(&temporary, ".%.200s.%ld.crossdep", name, (long)getpid());
	fd = openat(
		parent, temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || file_write_open(fd, bytes->data, bytes->size) < 0 ||
		fchmod(fd, (mode_t)mode) < 0 || fsync(fd) < 0 ||
		renameat(parent, temporary.data, parent, name) < 0) {
		result = fail(name, "write", err);
		if (fd >= 0)
			unlinkat(parent, temporary.data, 0);
	}
	if (fd >= 0)
		close(fd);
	str_release(&temporary);
	return result;
}

int workfile_replace(const char *root, const char *path, const struct str *before,
	const struct str *after, struct err *err)
{
	struct str now = STR_INIT;
	unsigned mode;
	int parent, result = open_parent(&parent, root, path, err);

	if (result <= 0)
		return result;
	result = read_in(&now, parent, name_of(path), before->size, &mode, err);
	if (result < 0 && err->kind == ERR_LIMIT) /* longer, so it is another */
		result = 0;
	if (result > 0 &&
		(now.size != before->size || memcmp(now.data, before->data, before->size) != 0))
		result = 0;
	if (result > 0)
		result = write_in(parent, name_of(path), after, mode, err);
	close(parent);
	str_release(&now);
	return result;
}
