/*
 * example.c - runs an example, and compares.
 */
#include "example/example.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "check/configuration.h"
#include "example/change.h"
#include "example/state.h"
#include "example/tree.h"
#include "syntax/script.h"
#include "util/file.h"

#define EXPECTED_BYTES_MAX (4u << 20)

static bool is_directory(const char *directory, const char *name)
{
	struct str path = STR_INIT;
	struct stat about;
	bool is;

	str_addf(&path, "%s/%s", directory, name);
	is = stat(path.data, &about) == 0 && S_ISDIR(about.st_mode);
	str_release(&path);
	return is;
}

/* ---- what is expected ---- */

/* The lines at the top that begin with '#' are set apart. */
static int read_expected(struct example *example, struct err *err)
{
	struct str all = STR_INIT;
	int found = file_read(&all, example->file.data, EXPECTED_BYTES_MAX, err);
	size_t size = 0;

	while (all.data[size] == '#') {
		size += strcspn(all.data + size, "\n");
		size += all.data[size] == '\n';
	}
	str_add(&example->about, all.data, size);
	str_add_text(&example->expected, all.data + size);
	str_release(&all);
	return found < 0 ? -1 : 0;
}

bool example_holds(const struct example *example)
{
	return strcmp(example->expected.data, example->actual.data) == 0;
}

int example_update(const struct example *example, struct err *err)
{
	struct str all = STR_INIT;
	int result;

	str_add_text(&all, example->about.data);
	str_add_text(&all, example->actual.data);
	result = file_write(example->file.data, all.data, all.size, 0644, err);
	str_release(&all);
	return result;
}

/* ---- what is said ---- */

/* The tree of a directory, read into a source that holds nothing. */
static int read_state(struct state *out, struct memory_source *source, const char *directory,
	const char *configuration, struct err *err)
{
	struct snapshot *files;
	struct entry entry;
	int found;

	if (tree_read(source, directory, err) < 0)
		return -1;
	memory_source_put(source, EXAMPLE_EXPECTED, ENTRY_NOTHING, NULL);
	files = memory_source_snapshot(source);
	found = snapshot_entry(files, CONFIGURATION_PATH, &entry, err);
	snapshot_free(files);
	*out = (struct state){ .is_configured = found == 0 && configuration };
	if (out->is_configured)
		memory_source_put(source, CONFIGURATION_PATH, ENTRY_FILE, configuration);
	out->snapshot = memory_source_snapshot(source);
	return found < 0 ? -1 : 0;
}

static int empty(struct memory_source *source, struct snapshot *snapshot, struct err *err)
{
	struct tree top;

	if (snapshot_list(snapshot, "", &top, err) < 0)
		return -1;
	for (size_t i = 0; i < top.count; i++)
		memory_source_put(source, top.entries[i].name, ENTRY_NOTHING, NULL);
	return 0;
}

static int run_state(struct example *example, struct memory_source *source, const char *directory,
	const char *configuration, struct err *err)
{
	struct state state = { NULL, false };
	int result = read_state(&state, source, directory, configuration, err);

	if (result == 0)
		result = state_tell(&example->actual, &example->formats, &state,
			memory_source_objects(source), err);
	snapshot_free(state.snapshot);
	return result;
}

static int run_change(struct example *example, struct memory_source *source, const char *directory,
	const char *configuration, struct err *err)
{
	struct state base = { NULL, false }, head = { NULL, false };
	struct str path = STR_INIT;
	int result;

	str_addf(&path, "%s/base", directory);
	result = read_state(&base, source, path.data, configuration, err);
	if (result == 0)
		result = empty(source, base.snapshot, err);
	str_clear(&path);
	str_addf(&path, "%s/head", directory);
	if (result == 0)
		result = read_state(&head, source, path.data, configuration, err);
	if (result == 0)
		result = change_tell(
			&example->actual, &base, &head, memory_source_objects(source), err);
	snapshot_free(base.snapshot);
	snapshot_free(head.snapshot);
	str_release(&path);
	return result;
}

int example_run(
	struct example *out, const char *directory, const char *configuration, struct err *err)
{
	bool is_change = is_directory(directory, "base") && is_directory(directory, "head");
	struct memory_source *source = memory_source_new();
	int result;

	*out = (struct example){ STR_INIT, STR_INIT, STR_INIT, STR_INIT, MAP_INIT };
	str_addf(&out->file, "%s/" EXAMPLE_EXPECTED, directory);
	result = read_expected(out, err);
	if (result == 0)
		result = (is_change ? run_change : run_state)(
			out, source, directory, configuration, err);
	if (result < 0)
		err_wrap(err, "the example '%s'", directory);
	memory_source_free(source);
	return result;
}

void example_release(struct example *example)
{
	str_release(&example->file);
	str_release(&example->about);
	str_release(&example->expected);
	str_release(&example->actual);
	map_release(&example->formats);
}

/* What stands in front of a ':' and is called like a program is one. */
bool example_is_out_of_reach(const struct example *example)
{
	struct str word = STR_INIT;
	bool tells = false;

	for (const char *at = example->expected.data; *at && !script_can_read() && !tells; at++) {
		int syntax = *at == ':' ? syntax_of_name(word.data) : -1;

		tells = syntax >= 0 && syntax_is_script((enum syntax)syntax);
		if (strchr(" \t\n", *at))
			str_clear(&word);
		else
			str_add_char(&word, *at);
	}
	str_release(&word);
	return tells;
}

/* ---- which ---- */

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list_directories(example_list *out, const char *directory, struct err *err)
{
	struct dirent *entry;
	DIR *dir = opendir(directory);

	if (!dir)
		return err_set(err, ERR_SYSTEM, "cannot read the directory '%s': %s", directory,
			strerror(errno));
	while ((entry = readdir(dir)) != NULL) {
		struct str path = STR_INIT;

		if (entry->d_name[0] == '.' || !is_directory(directory, entry->d_name))
			continue;
		str_addf(&path, "%s/%s", directory, entry->d_name);
		vec_push(out, memory_copy_text(path.data));
		str_release(&path);
	}
	closedir(dir);
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare);
	return 0;
}

int examples_find(example_list *out, const char *directory, struct err *err)
{
	example_list below = VEC_INIT;
	struct str expected = STR_INIT;
	int result;

	str_addf(&expected, "%s/" EXAMPLE_EXPECTED, directory);
	if (file_exists(expected.data)) {
		vec_push(out, memory_copy_text(directory));
		str_release(&expected);
		return 0;
	}
	str_release(&expected);
	result = list_directories(&below, directory, err);
	for (size_t i = 0; i < below.count && result == 0; i++)
		result = examples_find(out, below.items[i], err);
	examples_release(&below);
	return result;
}

void examples_release(example_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
	vec_release(list);
}
