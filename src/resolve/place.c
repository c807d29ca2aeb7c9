#include "resolve/place.h"

#include <string.h>

#include "util/path.h"

size_t place_space_size(const char *path)
{
	size_t size = 0;

	while (path[size] >= 'a' && path[size] <= 'z')
		size++;
	return size > 0 && path[size] == ':' ? size + 1 : 0;
}

bool place_is_like_space(const char *written, const char *manifest)
{
	size_t size = place_space_size(manifest);

	if (size == 0)
		return false;
	size = path_component_size(manifest);
	return strncmp(written, manifest, size) == 0 &&
	       (written[size] == '/' || written[size] == '\0');
}

bool place_is_outside(const char *path)
{
	return strncmp(path, "outside:", 8) == 0;
}

bool place_is_named(const char *path)
{
	static const char *const unnamed[] = {
		"served:", "out:", "context:", "job:", "app:", "outside:"
	};
	size_t size = place_space_size(path), i;

	if (size == 0)
		return false;
	for (i = 0; i < sizeof unnamed / sizeof *unnamed; i++) {
		if (strlen(unnamed[i]) == size && memcmp(path, unnamed[i], size) == 0)
			return false;
	}
	return true;
}

size_t place_name_size(const char *path)
{
	size_t space = place_space_size(path);
	size_t size = space + path_component_size(path + space);

	/* A scoped npm name, "@scope/name", is two components (npm's documentation, "scope"). */
	if (path[space] == '@' && path[size] == '/')
		size += 1 + path_component_size(path + size + 1);
	return size;
}

enum place_state place_normalise(struct str *out, const char *written)
{
	size_t space = place_space_size(written);
	struct str rest = STR_INIT;
	enum place_state state = PLACE_FINE;

	if (space == 0) {
		if (path_normalise(out, written) < 0)
			return PLACE_OUTSIDE;
		return place_space_size(out->data) ? PLACE_LIKE_SPACE : PLACE_FINE;
	}
	if (path_normalise(&rest, written + space) < 0) {
		state = PLACE_OUTSIDE;
	} else {
		str_clear(out);
		str_add(out, written, space);
		if (written[space] == '/' || rest.size == 0)
			str_add_text(out, rest.size ? "./" : ".");
		str_add(out, rest.data, rest.size);
	}
	str_release(&rest);
	return state;
}

void place_as_pattern(struct str *out, const char *path)
{
	str_clear(out);
	for (; *path; path++) {
		if (strchr("*?[]{},\\", *path))
			str_add_char(out, '\\');
		str_add_char(out, *path);
	}
}

const char *place_pattern_below(const char *pattern, const char *to)
{
	if (*to == '\0')
		return pattern;
	for (; *to; to++, pattern++) {
		if (strchr("*?[{", *pattern))
			return NULL;
		if (*pattern == '\\' && pattern[1])
			pattern++;
		if (*pattern != *to)
			return NULL;
	}
	return *pattern == '/' ? pattern + 1 : *pattern == '\0' ? pattern : NULL;
}

void place_join(struct str *out, const char *from, const char *rest)
{
	str_set(out, from);
	if (*from && *rest)
		str_add_char(out, '/');
	str_add_text(out, rest);
}

const char *place_behind_node_modules(const char *path)
{
	static const char name[] = "node_modules";
	const char *last = NULL, *at;

	for (at = path; (at = strstr(at, name)) != NULL; at += sizeof name - 1) {
		char next = at[sizeof name - 1];

		if ((at == path || at[-1] == '/') && (next == '/' || next == '\0'))
			last = at + sizeof name - 1 + (next == '/');
	}
	return last;
}

void place_add_ending(struct str *out, const char *path, const char *ending)
{
	str_set(out, path);
	str_add_text(out, *path ? ending : ending + (*ending == '/'));
}
