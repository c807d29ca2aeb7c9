/*
 * file.c - files of the user's disk.
 */
#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/path.h"

#define READ_STEP 65536u

/* One byte beyond the limit at most is read: the size that stat tells may be a lie. */
int file_read_open(struct str *out, int fd, const char *path, size_t limit_bytes, struct err *err)
{
	for (;;) {
		ssize_t size = read(fd, str_reserve(out, READ_STEP), READ_STEP);

		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return err_set(
				err, ERR_SYSTEM, "cannot read '%s': %s", path, strerror(errno));
		if (size == 0)
			return 1;
		out->size += (size_t)size;
		out->data[out->size] = '\0';
		if (out->size > limit_bytes)
			return err_set(err, ERR_LIMIT,
				"cannot read '%s': it is larger than %zu bytes", path, limit_bytes);
	}
}

int file_read(struct str *out, const char *path, size_t limit_bytes, struct err *err)
{
	int fd, result;

	str_clear(out);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return err_set(err, ERR_SYSTEM, "cannot open '%s': %s", path, strerror(errno));
	result = file_read_open(out, fd, path, limit_bytes, err);
	close(fd);
	return result;
}

int file_write_open(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t written = write(fd, bytes, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		size -= (size_t)written;
	}
	return 0;
}

int file_write(const char *path, const char *bytes, size_t size, unsigned mode, struct err *err)
{
	struct str temporary = STR_INIT;
	int fd, result = -1;

	str_addf(&temporary, "%s.XXXXXX", path);
	fd = mkostemp(temporary.data, O_CLOEXEC);
	/* Synced before the rename: else a power cut may leave an empty file under the new name. */
	if (fd >= 0 && file_write_open(fd, bytes, size) == 0 && fchmod(fd, (mode_t)mode) == 0 &&
		fsync(fd) == 0 && rename(temporary.data, path) == 0)
		result = 0;
	if (result < 0)
		err_set(err, ERR_SYSTEM, "cannot write '%s': %s", path, strerror(errno));
	if (fd >= 0 && result < 0)
		unlink(temporary.data);
	if (fd >= 0)
		close(fd);
	str_release(&temporary);
	return result;
}

bool file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static bool is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Makes one level. That somebody else made it in the meantime is fine. */
static int make_level(const char *path, struct err *err)
{
	int problem;

	if (mkdir(path, 0777) == 0)
		return 0;
	problem = errno;
	if (is_directory(path))
		return 0;
	return err_set(
		err, ERR_SYSTEM, "cannot make the directory '%s': %s", path, strerror(problem));
}

int file_make_directory(const char *path, struct err *err)
{
	struct str level = STR_INIT;
	int result = 0;

	for (size_t end = 0; path[end] && result == 0;) {
		end += strspn(path + end, "/");
		end += path_component_size(path + end);
		str_clear(&level);
		str_add(&level, path, end);
		result = make_level(level.data, err);
	}
	str_release(&level);
	return result;
}
