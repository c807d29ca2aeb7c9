#include "check/rewiring.h"

#include <ctype.h>
#include <string.h>

#include "util/path.h"

static bool is_prose(const char *path)
{
	static const char *const endings[] = { ".md", ".mdx", ".rst", ".adoc" };
	size_t size = strlen(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t end = strlen(endings[i]);

		if (size > end && strcmp(path + size - end, endings[i]) == 0)
			return true;
	}
	return false;
}

static bool is_word(int c)
{
	return isalnum(c) || c == '_' || c == '-';
}

static bool names(const struct str *bytes, const char *word)
{
	size_t size = strlen(word);
	const char *end = bytes->data + bytes->size, *at = bytes->data;

	for (; (at = memmem(at, (size_t)(end - at), word, size)) != NULL; at++)
		if ((at == bytes->data || !is_word((unsigned char)at[-1])) &&
			(at + size == end || !is_word((unsigned char)at[size])))
			return true;
	return false;
}

/* 1, 0, -1. */
static int file_names(
	struct snapshot *snapshot, const struct oid *oid, const char *word, struct err *err)
{
	struct str bytes = STR_INIT;
	int found = 0;

	if (!oid_is_zero(oid))
		found = snapshot_read(snapshot, oid, REWIRING_SIZE_MAX, &bytes, err);
	if (found == 1)
		found = names(&bytes, word);
	str_release(&bytes);
	return found;
}

static bool is_of_interest(struct run *run, const struct advance *advance,
	const struct path_change *change, const struct finding *finding, const char *place,
	int *result, struct err *err)
{
	const struct manifest_change *manifest = reading_change(advance, change->path);
	const struct app *app;

	if (change->after != ENTRY_FILE || is_prose(change->path) ||
		path_is_within(change->path, place) || (manifest && *manifest->formats_after))
		return false;
	app = run_app_of(run, change->path, result, err);
	return *result == 0 &&
	       (!app || (finding->app && strcmp(app->directory, finding->app->directory) == 0));
}

/* The directory that it moved to, or NULL. */
static const char *place_of(const struct finding *finding, struct arena *arena)
{
	const struct cause *cause = &finding->cause;
	const char *place = cause->topic_to;

	if (!place && cause->renamed_to)
		place = arena_bytes(arena, cause->renamed_to, path_parent_size(cause->renamed_to));
	return place && *place ? place : NULL;
}

int rewiring_find(struct run *run, const struct advance *advance, const struct finding *finding,
	struct err *err)
{
	const char *place = place_of(finding, &run->check->arena);
	size_t looked_into = 0;
	int result = 0;

	for (size_t i = 0; place && i < advance->paths.count && result == 0; i++) {
		const struct path_change *change = &advance->paths.items[i];

		if (!is_of_interest(run, advance, change, finding, place, &result, err))
			continue;
		if (++looked_into > REWIRING_FILES_MAX)
			break;
		result = file_names(run->head, &change->after_oid, path_name(place), err);
		if (result == 1 && change->before == ENTRY_FILE) {
			result = file_names(run->base, &change->before_oid, path_name(place), err);
			result = result < 0 ? -1 : !result;
		}
	}
	return result;
}
