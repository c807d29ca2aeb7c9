/*
 * ignore.c - gitignore(5) over a snapshot.
 *
 * A path is decided from the top down: the first of its directories that is ignored decides for
 * all below, for git never looks into it. Within one step the last pattern that fits wins, and a
 * file nearer to the path wins over those above.
 */
#include "check/ignore.h"

#include <string.h>

#include "util/glob.h"
#include "util/path.h"

#define FILE_SIZE_MAX    (1u << 20)
#define PATTERN_SIZE_MAX 1024u

/* One line of a .gitignore. */
struct pattern {
	struct str glob; /* for the path below the file's directory */
	bool is_negation, directories_only;
};

/* Trailing spaces do not count unless the last is escaped, and a CR is part of the line's end. */
static size_t trimmed_size(const char *line, size_t size)
{
	while (size && line[size - 1] == '\r')
		size--;
	while (size && line[size - 1] == ' ' && !(size > 1 && line[size - 2] == '\\'))
		size--;
	return size;
}

/* False: the line is empty or a comment. */
static bool pattern_read(struct pattern *pattern, const char *line, size_t size)
{
	size = trimmed_size(line, size);
	if (size == 0 || size > PATTERN_SIZE_MAX || *line == '#')
		return false;
	pattern->is_negation = *line == '!';
	line += pattern->is_negation;
	size -= pattern->is_negation;
	pattern->directories_only = size && line[size - 1] == '/';
	size -= pattern->directories_only;
	str_clear(&pattern->glob);
	glob_add_git(&pattern->glob, line, size);
	return size > 1 || (size == 1 && *line != '/');
}

/* What the lines of one file say of the path `below` its directory: 1 ignored, 0 not, and *decided
 * tells whether any fits. */
static void apply_file(const struct str *text, const char *below, bool is_directory, bool *ignored)
{
	struct pattern pattern = { STR_INIT, false, false };
	size_t size;

	for (const char *line = text->data; *line; line += size + (line[size] == '\n')) {
		size = strcspn(line, "\n");
		if (!pattern_read(&pattern, line, size))
			continue;
		if (pattern.directories_only && !is_directory)
			continue;
		if (glob_fits(pattern.glob.data, below))
			*ignored = !pattern.is_negation;
	}
	str_release(&pattern.glob);
}

/* 1 read, 0 none that counts, -1. */
static int read_file(
	struct snapshot *snapshot, const char *directory, struct str *out, struct err *err)
{
	struct str path = STR_INIT;
	struct entry entry = { 0 };
	int result = -1;

	if (path_join(&path, directory, ".gitignore") == 0)
		result = snapshot_entry(snapshot, path.data, &entry, err);
	str_release(&path);
	if (result <= 0 || entry.kind != ENTRY_FILE)
		return result < 0 ? -1 : 0;
	result = snapshot_read(snapshot, &entry.oid, FILE_SIZE_MAX, out, err);
	return result < 0 && err->kind == ERR_MISSING ? 0 : result;
}

/* Asks the files of all directories above `path`, from the root down. 1, 0, -1. */
static int is_ignored_here(
	struct snapshot *snapshot, const char *path, bool is_directory, struct err *err)
{
	struct str directory = STR_INIT, text = STR_INIT;
	bool ignored = false;
	int result = 0;

	for (const char *below = path; result >= 0;) {
		const char *slash = strchr(below, '/');

		str_clear(&directory);
		if (below > path)
			str_add(&directory, path, (size_t)(below - path) - 1);
		result = read_file(snapshot, directory.data, &text, err);
		if (result > 0)
			apply_file(&text, below, is_directory, &ignored);
		if (!slash)
			break;
		below = slash + 1;
	}
	str_release(&directory);
	str_release(&text);
	return result < 0 ? -1 : ignored;
}

int ignore_covers(struct snapshot *snapshot, const char *path, bool is_directory, struct err *err)
{
	struct str step = STR_INIT;
	int result = 0;

	for (const char *at = path; result == 0 && *at;) {
		size_t size = path_component_size(at);
		bool is_last = at[size] == '\0';

		str_clear(&step);
		str_add(&step, path, (size_t)(at - path) + size);
		result = is_ignored_here(snapshot, step.data, !is_last || is_directory, err);
		at += size + !is_last;
	}
	str_release(&step);
	return result;
}
