/*
 * tree.c - a directory of the disk as a tree in memory.
 */
#include "example/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/file.h"
#include "util/path.h"
#include "util/vec.h"

#define LINK_SIZE_MAX 4096

struct tree_reader {
	struct memory_source *source;
	const char *top; /* the directory of the disk */
	size_t files;
};

static int fail(const char *what, const char *path, struct err *err)
{
	return err_set(err, ERR_SYSTEM, "cannot read the %s '%s': %s", what, path, strerror(errno));
}

static int put_file(struct tree_reader *reader, const char *full, const char *path, struct err *err)
{
	struct str bytes = STR_INIT;
	int found = file_read(&bytes, full, TREE_FILE_BYTES_MAX, err);

	if (found == 1)
		memory_source_put(reader->source, path, ENTRY_FILE, bytes.data);
	str_release(&bytes);
	return found < 0 ? -1 : 0;
}

static int put_link(struct tree_reader *reader, const char *full, const char *path, struct err *err)
{
	char target[LINK_SIZE_MAX];
	ssize_t size = readlink(full, target, sizeof(target) - 1);

	if (size < 0)
		return fail("symlink", full, err);
	target[size] = '\0';
	memory_source_put(reader->source, path, ENTRY_SYMLINK, target);
	return 0;
}

static int put_directory(struct tree_reader *reader, const char *path, struct err *err);

static int put(struct tree_reader *reader, const char *path, struct err *err)
{
	struct str full = STR_INIT;
	struct stat about;
	int result = 0;

	str_addf(&full, "%s/%s", reader->top, path);
	if (lstat(full.data, &about) < 0)
		result = fail("file", full.data, err);
	else if (S_ISDIR(about.st_mode))
		result = put_directory(reader, path, err);
	else if (reader->files++ >= TREE_FILES_MAX)
		result = err_set(err, ERR_LIMIT, "'%s' holds more than %d files", reader->top,
			TREE_FILES_MAX);
	else if (S_ISLNK(about.st_mode))
		result = put_link(reader, full.data, path, err);
	else if (S_ISREG(about.st_mode))
		result = put_file(reader, full.data, path, err);
	str_release(&full);
	return result;
}

static bool is_left_out(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0;
}

static int put_directory(struct tree_reader *reader, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	struct dirent *entry;
	int result = 0;
	DIR *dir;

	str_addf(&text, "%s/%s", reader->top, path);
	dir = opendir(text.data);
	if (!dir)
		result = fail("directory", text.data, err);
	while (result == 0 && (entry = readdir(dir)) != NULL) {
		if (is_left_out(entry->d_name))
			continue;
		str_set(&text, path);
		str_addf(&text, "%s%s", *path ? "/" : "", entry->d_name);
		result = put(reader, text.data, err);
	}
	if (dir)
		closedir(dir);
	str_release(&text);
	return result;
}

/* ---- submodules ---- */

/* A working copy of an example cannot hold a commit of another repository: it is read from the file
 * in which git keeps the list (gitmodules(5)). */
static void put_submodule(struct tree_reader *reader, struct snapshot *files, const char *line)
{
	struct str path = STR_INIT;
	struct entry entry;

	line += strspn(line, " \t");
	if (strncmp(line, "path", 4) != 0)
		return;
	line += 4 + strspn(line + 4, " \t");
	if (*line++ != '=')
		return;
	line += strspn(line, " \t");
	if (path_normalise(&path, line) == 0 && path.size &&
		snapshot_entry(files, path.data, &entry, NULL) == 0)
		memory_source_put(reader->source, path.data, ENTRY_SUBMODULE, NULL);
	str_release(&path);
}

static int put_submodules(struct tree_reader *reader, struct err *err)
{
	struct snapshot *files = memory_source_snapshot(reader->source);
	struct str name = STR_INIT, list = STR_INIT;
	char *line, *rest = NULL;
	int found;

	str_addf(&name, "%s/.gitmodules", reader->top);
	found = file_read(&list, name.data, TREE_FILE_BYTES_MAX, err);
	for (line = strtok_r(list.data, "\r\n", &rest); found == 1 && line;
		line = strtok_r(NULL, "\r\n", &rest))
		put_submodule(reader, files, line);
	snapshot_free(files);
	str_release(&name);
	str_release(&list);
	return found < 0 ? -1 : 0;
}

int tree_read(struct memory_source *source, const char *directory, struct err *err)
{
	struct tree_reader reader = { source, directory, 0 };

	if (put_directory(&reader, "", err) < 0)
		return -1;
	return put_submodules(&reader, err);
}
