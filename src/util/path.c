/*
 * path.c - the algebra of repository paths.
 */
#include "util/path.h"

#include <string.h>

/* Drops the last component of `out`. 0, or -1 if there is none. */
static int climb(struct str *out)
{
	if (out->size == 0)
		return -1;
	str_cut(out, path_parent_size(out->data));
	return 0;
}

/* Walks `written` from the path that `out` holds. */
static int append(struct str *out, const char *written)
{
	for (const char *component = written; *component;) {
		size_t size = path_component_size(component);

		if (size == 2 && component[0] == '.' && component[1] == '.') {
			if (climb(out) < 0)
				return -1;
		} else if (size > 0 && !(size == 1 && component[0] == '.')) {
			if (out->size)
				str_add_char(out, '/');
			str_add(out, component, size);
		}
		component += size + (component[size] == '/');
	}
	return 0;
}

int path_normalise(struct str *out, const char *written)
{
	str_clear(out);
	return append(out, written);
}

int path_join(struct str *out, const char *dir, const char *written)
{
	str_clear(out);
	return append(out, dir) < 0 ? -1 : append(out, written);
}

/* Paths are looked at component by component all the time, and strcspn first makes a table of what
 * it looks for. */
size_t path_component_size(const char *path)
{
	return (size_t)(strchrnul(path, '/') - path);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

size_t path_parent_size(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

const char *path_below(const char *path, const char *dir)
{
	size_t size = strlen(dir);

	if (size == 0)
		return path;
	if (strncmp(path, dir, size) != 0)
		return NULL;
	if (path[size] == '\0')
		return path + size;
	return path[size] == '/' ? path + size + 1 : NULL;
}

bool path_is_within(const char *path, const char *dir)
{
	return path_below(path, dir) != NULL;
}

/* Length of the longest path that both lie within, with the '/' behind it if something follows. */
static size_t shared_size(const char *a, const char *b)
{
	size_t shared = 0, i = 0;

	for (; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			shared = i + 1;
	if ((a[i] == '\0' || a[i] == '/') && (b[i] == '\0' || b[i] == '/'))
		shared = i + (a[i] == '/' || b[i] == '/');
	return shared;
}

void path_relative(struct str *out, const char *from, const char *to)
{
	size_t shared = shared_size(from, to), from_size = strlen(from), to_size = strlen(to);

	str_clear(out);
	for (size_t i = shared; i < from_size; i++)
		if (i == shared || from[i - 1] == '/')
			str_add_text(out, out->size ? "/.." : "..");
	if (shared < to_size) {
		if (out->size)
			str_add_char(out, '/');
		str_add_text(out, to + shared);
	}
	if (out->size == 0)
		str_add_char(out, '.');
}
