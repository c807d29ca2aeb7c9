/*
 * merge_driver.c - files whose lines git was told to merge in another way.
 *
 * gitattributes(5) chooses how a file is merged: by its lines, not at all ("binary"), all lines of
 * both ("union"), or by somebody's program. Git asks the files that lie in the work tree, which a
 * server has none of; so what either side's say counts, and nothing that takes it back again.
 */
#include <string.h>

#include "repo/merge_private.h"
#include "util/glob.h"
#include "util/path.h"

#define FILE_BYTES_MAX   (1u << 20)
#define PATTERN_SIZE_MAX 1024u
#define BLANKS           " \t\r"

struct search {
	struct map macros; /* "[attr]" names that stand for something special */
	const char *below; /* the file, as seen from where the attributes lie; NULL: only macros */
	bool is_special;   /* some line says so */
};

/* Does the attribute ask for anything but merging by lines? */
static bool is_special(const struct search *search, const char *word, size_t size)
{
	static const char merge[] = "merge", by_lines[] = "merge=text";
	size_t name_size = sizeof merge - 1;

	if (size > 1 && *word == '-')
		return size - 1 == name_size && memcmp(word + 1, merge, name_size) == 0;
	if (size == strlen("binary") && memcmp(word, "binary", size) == 0)
		return true;
	if (size > name_size && memcmp(word, merge, name_size) == 0 && word[name_size] == '=')
		return size != sizeof by_lines - 1 || memcmp(word, by_lines, size) != 0;
	return map_find(&search->macros, word, size) != NULL;
}

static bool has_special(const struct search *search, const char *words)
{
	for (size_t size; *(words += strspn(words, BLANKS)); words += size) {
		size = strcspn(words, BLANKS);
		if (is_special(search, words, size))
			return true;
	}
	return false;
}

/* A pattern in quotes is too rare to be read: it is taken to fit. */
static bool fits(const char *pattern, size_t size, const char *below)
{
	struct str glob = STR_INIT;
	bool result;

	if (*pattern == '"' || size > PATTERN_SIZE_MAX)
		return true;
	glob_add_git(&glob, pattern, size);
	result = glob_fits(glob.data, below);
	str_release(&glob);
	return result;
}

static void read_line(struct search *search, const char *line)
{
	static const char macro[] = "[attr]";
	size_t macro_size = sizeof macro - 1, size;

	line += strspn(line, BLANKS);
	size = strcspn(line, BLANKS);
	if (*line == '#' || *line == '\0')
		return;
	if (strncmp(line, macro, macro_size) == 0) {
		if (has_special(search, line + size))
			map_put(&search->macros, line + macro_size, size - macro_size);
	} else if (search->below && !search->is_special && has_special(search, line + size)) {
		search->is_special = fits(line, size, search->below);
	}
}

static void read_lines(struct search *search, const struct str *text)
{
	struct str line = STR_INIT;
	size_t size;

	for (const char *at = text->data; *at; at += size + (at[size] == '\n')) {
		size = strcspn(at, "\n");
		str_clear(&line);
		str_add(&line, at, size);
		read_line(search, line.data);
	}
	str_release(&line);
}

/* The .gitattributes in the directory that is the first `size` bytes of `path`. */
static int read_file(struct search *search, struct merging *merging, enum side side,
	const char *path, size_t size)
{
	struct str name = STR_INIT, text = STR_INIT;
	struct entry entry;
	int result;

	str_add(&name, path, size);
	str_add_text(&name, ".gitattributes");
	result = snapshot_entry(merging->trees[side], name.data, &entry, merging->err);
	if (result > 0 && entry.kind == ENTRY_FILE) {
		result = snapshot_read(
			merging->trees[side], &entry.oid, FILE_BYTES_MAX, &text, merging->err);
		if (result > 0)
			read_lines(search, &text);
		else if (result == 0)
			search->is_special = true; /* larger than anybody reads */
	}
	str_release(&name);
	str_release(&text);
	return result < 0 ? -1 : 0;
}

static int read_files(
	struct search *search, struct merging *merging, enum side side, const char *path)
{
	const char *below = path;

	for (;;) {
		const char *slash = strchr(below, '/');

		search->below = below;
		if (read_file(search, merging, side, path, (size_t)(below - path)) < 0)
			return -1;
		if (!slash)
			return 0;
		below = slash + 1;
	}
}

/* Macros are defined at the root only, but each file may use those of the others. */
static int read_macros(struct search *search, struct merging *merging)
{
	search->below = NULL;
	read_lines(search, &merging->setup->attributes);
	for (enum side side = OURS; side < SIDES; side++)
		if (read_file(search, merging, side, "", 0) < 0)
			return -1;
	return 0;
}

int merging_is_by_lines(struct merging *merging, const char *path)
{
	struct search search = { .macros = MAP_INIT };
	int result = 0;

	if (!merging->setup->merges_lines)
		return 0;
	result = read_macros(&search, merging);
	search.below = path;
	read_lines(&search, &merging->setup->attributes);
	for (enum side side = OURS; side < SIDES && result == 0; side++)
		result = read_files(&search, merging, side, path);
	map_release(&search.macros);
	return result < 0 ? -1 : !search.is_special;
}
