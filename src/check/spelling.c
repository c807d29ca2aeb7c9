/*
 * spelling.c - how a value would be written if it named something else.
 */
#include "check/spelling.h"

#include <stdbool.h>
#include <string.h>

#include "util/path.h"
#include "util/str.h"

/* A value taken apart. */
struct spelling {
	const char *raw;
	size_t start, end; /* of the part of it that is a path */
	struct str core;   /* that part */
	struct str base;   /* the directory it is seen from; ends with ':' if it is a whole space */
	bool is_rooted;    /* starts with '/' */
	bool is_dotted;    /* starts with "./" or "../" */
	bool ends_with_slash;
};

static void spelling_release(struct spelling *spelling)
{
	str_release(&spelling->core);
	str_release(&spelling->base);
}

static bool is_parted(char c)
{
	return c == '/' || c == ':';
}

/* Is the core the end of `asked`? Then its base is what stands before. */
static bool is_end_of(struct spelling *spelling, const char *asked)
{
	struct str path = STR_INIT;
	bool found = false;
	size_t size = strlen(asked), base;

	if (path_normalise(&path, spelling->core.data) == 0 && path.size && path.size <= size) {
		base = size - path.size;
		found = strcmp(asked + base, path.data) == 0 &&
			(base == 0 || is_parted(asked[base - 1]));
		str_clear(&spelling->base);
		if (found && base)
			str_add(&spelling->base, asked, base - (asked[base - 1] == '/'));
	}
	str_release(&path);
	return found;
}

/* Does the core lead to `asked` from `directory` or one above it? */
static bool leads_to(struct spelling *spelling, const char *directory, const char *asked)
{
	struct str path = STR_INIT;
	bool found = false;

	for (str_set(&spelling->base, directory); !found;) {
		found = path_join(&path, spelling->base.data, spelling->core.data) == 0 &&
			strcmp(path.data, asked) == 0;
		if (found || spelling->base.size == 0)
			break;
		str_cut(&spelling->base, path_parent_size(spelling->base.data));
	}
	str_release(&path);
	return found;
}

/* "./x", "../x" or ".."; not ".x", which is a name. */
static bool is_dotted(const char *path)
{
	if (*path++ != '.')
		return false;
	return *path == '/' || (*path == '.' && (path[1] == '/' || path[1] == '\0'));
}

static void take_core(struct spelling *spelling, size_t start, size_t end)
{
	const char *core = spelling->raw + start;

	spelling->start = start;
	spelling->end = end;
	str_clear(&spelling->core);
	str_add(&spelling->core, core, end - start);
	spelling->is_rooted = *core == '/';
	spelling->is_dotted = is_dotted(core);
	spelling->ends_with_slash = end > start + 1 && spelling->raw[end - 1] == '/';
}

/* Where the path may start: at the front, behind a scheme ("file:"), behind a variable ("<root>/",
 * "${root}/"). */
static size_t next_start(const char *raw, size_t start)
{
	for (size_t i = start; raw[i]; i++)
		if (raw[i] == ':' || ((raw[i] == '}' || raw[i] == '>') && raw[i + 1] == '/'))
			return i + 1;
	return 0;
}

static bool spelling_read(struct spelling *spelling, const char *directory, const char *asked)
{
	size_t size = strlen(spelling->raw), query = strcspn(spelling->raw, "?#");
	size_t start = 0;

	do {
		take_core(spelling, start, size);
		if (is_end_of(spelling, asked) || leads_to(spelling, directory, asked))
			return true;
		if (query > start && query < size) {
			take_core(spelling, start, query);
			if (is_end_of(spelling, asked) || leads_to(spelling, directory, asked))
				return true;
		}
		start = next_start(spelling->raw, start);
	} while (start);
	return false;
}

/* Characters that a notation may give a meaning of their own; a name that brings new ones is not
 * spelled. */
static bool brings_new_magic(const char *now, const char *before)
{
	static const char magic[] = " \"%?#\\*{}[]$";

	for (; *now; now++)
		if (strchr(magic, *now) && !strchr(before, *now))
			return true;
	return false;
}

/* `asked_now` as seen from the base; NULL if it cannot be written from there. */
static bool write_core(struct str *out, const struct spelling *spelling, const char *asked_now)
{
	const char *base = spelling->base.data;
	size_t size = spelling->base.size;
	bool is_space = strchr(base, ':') != NULL;

	if (size && base[size - 1] == ':') {
		if (strncmp(asked_now, base, size) != 0)
			return false;
		str_set(out, asked_now + size);
	} else if (path_is_within(asked_now, base)) {
		str_set(out, path_below(asked_now, base));
	} else {
		if (is_space || !spelling->is_dotted || strchr(asked_now, ':'))
			return false;
		path_relative(out, base, asked_now);
	}
	return out->size > 0;
}

static const char *spelling_write(
	struct arena *arena, const struct spelling *spelling, const char *asked_now)
{
	struct str core = STR_INIT, out = STR_INIT;
	const char *result = NULL;

	if (!write_core(&core, spelling, asked_now))
		goto done;
	str_add(&out, spelling->raw, spelling->start);
	if (spelling->is_rooted)
		str_add_char(&out, '/');
	else if (spelling->is_dotted && !is_dotted(core.data))
		str_add_text(&out, "./");
	str_add(&out, core.data, core.size);
	if (spelling->ends_with_slash)
		str_add_char(&out, '/');
	str_add_text(&out, spelling->raw + spelling->end);
	result = arena_text(arena, out.data);
done:
	str_release(&core);
	str_release(&out);
	return result;
}

static const char *spell_anew_with_slashes(struct arena *arena, const char *raw,
	const char *directory, const char *asked, const char *asked_now)
{
	struct spelling spelling = { .raw = raw, .core = STR_INIT, .base = STR_INIT };
	const char *result = NULL;

	if (spelling_read(&spelling, directory, asked))
		result = spelling_write(arena, &spelling, asked_now);
	spelling_release(&spelling);
	return result;
}

static const char *spell_from_with_slashes(struct arena *arena, const char *raw,
	const char *directory, const char *directory_now, const char *asked)
{
	struct spelling spelling = { .raw = raw, .core = STR_INIT, .base = STR_INIT };
	const char *result = NULL;

	if (spelling_read(&spelling, directory, asked) &&
		strcmp(spelling.base.data, directory) == 0 && !spelling.is_rooted) {
		str_set(&spelling.base, directory_now);
		result = spelling_write(arena, &spelling, asked);
	}
	spelling_release(&spelling);
	return result;
}

/* A copy in which every `from` is a `to`. */
static const char *exchange(struct arena *arena, const char *text, char from, char to)
{
	char *copy = arena_bytes(arena, text, strlen(text));

	for (char *at = copy; *at; at++)
		if (*at == from)
			*at = to;
	return copy;
}

/* The notations of Windows part components with '\\'. Elsewhere that escapes something, so it is
 * taken for a '/' only where the value means nothing else. */
static bool has_backslashes_only(const char *raw)
{
	return strchr(raw, '\\') && !strchr(raw, '/');
}

const char *spell_anew(struct arena *arena, const char *raw, const char *directory,
	const char *asked, const char *asked_now)
{
	const char *result;

	if (brings_new_magic(asked_now, asked))
		return NULL;
	result = spell_anew_with_slashes(arena, raw, directory, asked, asked_now);
	if (result || !has_backslashes_only(raw))
		return result;
	result = spell_anew_with_slashes(
		arena, exchange(arena, raw, '\\', '/'), directory, asked, asked_now);
	return result ? exchange(arena, result, '/', '\\') : NULL;
}

const char *spell_from(struct arena *arena, const char *raw, const char *directory,
	const char *directory_now, const char *asked)
{
	const char *result = spell_from_with_slashes(arena, raw, directory, directory_now, asked);

	if (result || !has_backslashes_only(raw))
		return result;
	result = spell_from_with_slashes(
		arena, exchange(arena, raw, '\\', '/'), directory, directory_now, asked);
	return result ? exchange(arena, result, '/', '\\') : NULL;
}
