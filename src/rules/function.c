/*
 * function.c - functions of texts.
 */
#include "rules/function.h"

#include <string.h>

#include "util/path.h"

static const struct {
	const char *name;
	bool has_argument;
} functions[] = {
	[FUNCTION_BEFORE] = { "before", true },
	[FUNCTION_UPTO] = { "upto", true },
	[FUNCTION_AFTER] = { "after", true },
	[FUNCTION_BEHIND] = { "behind", true },
	[FUNCTION_REPLACE] = { "replace", true },
	[FUNCTION_OR] = { "or", true },
	[FUNCTION_STEM] = { "stem", false },
	[FUNCTION_NAME] = { "name", false },
	[FUNCTION_DIR] = { "dir", false },
	[FUNCTION_BASE] = { "base", false },
	[FUNCTION_PATTERN] = { "pattern", false },
	[FUNCTION_LOWER] = { "lower", false },
	[FUNCTION_DASHES] = { "dashes", false },
	[FUNCTION_WORD] = { "word", false },
	[FUNCTION_DECODE] = { "decode", false },
	[FUNCTION_GITIGNORE] = { "gitignore", false },
	[FUNCTION_LOOSE] = { "loose", false },
	[FUNCTION_GLOB] = { "glob", false },
	[FUNCTION_PLAIN] = { "plain", false },
	[FUNCTION_ANCHORED] = { "anchored", false },
	[FUNCTION_INSIDE] = { "inside", false },
	[FUNCTION_FILE] = { "file", false },
	[FUNCTION_FIXED] = { "fixed", false },
	[FUNCTION_REST] = { "rest", false },
	[FUNCTION_STEPS] = { "steps", false },
	[FUNCTION_FOLD] = { "fold", false },
};

#define COUNT (sizeof(functions) / sizeof(*functions))

/* ---- reading ---- */

/* "A=B"; an A that begins with '=' is the '=' itself. */
static int split_replacement(
	struct function *out, const char *argument, struct arena *arena, struct err *err)
{
	const char *equals = *argument ? strchr(argument + 1, '=') : NULL;

	if (!equals)
		return err_set(err, ERR_INPUT, "'replace:%s' is not 'replace:A=B'", argument);
	out->text = arena_bytes(arena, argument, (size_t)(equals - argument));
	out->other = arena_text(arena, equals + 1);
	return 0;
}

int function_read(struct function *out, const char *text, struct arena *arena, struct err *err)
{
	size_t size = strcspn(text, ":"), kind;
	const char *argument = text[size] ? text + size + 1 : NULL;

	for (kind = 0; kind < COUNT; kind++)
		if (strlen(functions[kind].name) == size &&
			strncmp(functions[kind].name, text, size) == 0)
			break;
	if (kind == COUNT)
		return err_set(err, ERR_INPUT, "'%s' is no function", text);
	if (functions[kind].has_argument != (argument != NULL))
		return err_set(err, ERR_INPUT, "'%.*s' %s", (int)size, text,
			argument ? "takes no text" : "needs a text behind a ':'");
	*out = (struct function){ (enum function_kind)kind, arena_text(arena, argument), NULL };
	if (kind == FUNCTION_REPLACE)
		return split_replacement(out, argument, arena, err);
	if (argument && !*argument && kind != FUNCTION_OR)
		return err_set(err, ERR_INPUT, "'%s' needs a text behind its ':'", text);
	return 0;
}

bool function_is_for_lookups(const struct function *function)
{
	return function->kind == FUNCTION_STEPS || function->kind == FUNCTION_FOLD;
}

/* ---- applying ---- */

static const char *find_last(const char *text, const char *what)
{
	const char *last = NULL;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
		last = at;
	return last;
}

static void drop_front(struct str *text, size_t size)
{
	memmove(text->data, text->data + size, text->size - size);
	str_cut(text, text->size - size);
}

static bool drop_up_to(struct str *text, const char *found, const char *what)
{
	if (found)
		drop_front(text, (size_t)(found - text->data) + strlen(what));
	return found != NULL;
}

static void replace_all(struct str *text, const char *what, const char *with)
{
	struct str out = STR_INIT;
	const char *at = text->data, *found;

	if (!strstr(at, what))
		return;
	for (; (found = strstr(at, what)) != NULL; at = found + strlen(what)) {
		str_add(&out, at, (size_t)(found - at));
		str_add_text(&out, with);
	}
	str_add_text(&out, at);
	str_release(text);
	*text = out;
}

static void lower(struct str *text)
{
	for (size_t i = 0; i < text->size; i++)
		if (text->data[i] >= 'A' && text->data[i] <= 'Z')
			text->data[i] += 'a' - 'A';
}

static bool is_dash(char c)
{
	return c == '-' || c == '_' || c == '.';
}

static void join_dashes(struct str *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < text->size; i++)
		if (!is_dash(text->data[i]))
			text->data[kept++] = text->data[i];
		else if (kept == 0 || text->data[kept - 1] != '-')
			text->data[kept++] = '-';
	str_cut(text, kept);
}

static bool is_word_part(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       is_dash(c);
}

static void cut_behind_word(struct str *text)
{
	size_t size = 0;

	while (size < text->size && is_word_part(text->data[size]))
		size++;
	str_cut(text, size);
}

static int hex(char c)
{
	const char *digits = "0123456789abcdef0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) % 16 : -1;
}

bool function_decode(struct str *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < text->size; i++) {
		char c = text->data[i];

		if (c == '%' && i + 2 < text->size && hex(text->data[i + 1]) >= 0 &&
			hex(text->data[i + 2]) >= 0) {
			c = (char)(hex(text->data[i + 1]) * 16 + hex(text->data[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return false;
		text->data[kept++] = c;
	}
	str_cut(text, kept);
	return true;
}

static void cut_ending(struct str *text)
{
	const char *name = path_name(text->data), *dot = strrchr(name, '.');

	if (dot && dot > name)
		str_cut(text, (size_t)(dot - text->data));
}

/* The directories in front of the first component with magic; of a plain path, all but its name. */
static size_t base_size(const struct str *pattern)
{
	size_t size = strcspn(pattern->data, "*?[{");

	while (size > 0 && pattern->data[size - 1] != '/')
		size--;
	return size;
}

/* gitignore(5), "PATTERN FORMAT": a pattern with a '/' before its end is seen from the file's
 * directory, any other fits at every depth; a '/' at the end fits directories only; what fits a
 * directory fits all that lies in it. */
static void read_gitignore(struct str *text)
{
	struct str out = STR_INIT;
	bool is_directory = text->size > 1 && text->data[text->size - 1] == '/';
	const char *start = text->data + (text->data[0] == '/');

	str_cut(text, text->size - is_directory);
	if (!strchr(text->data, '/'))
		str_add_text(&out, "**/");
	str_add_text(&out, start);
	if (*start == '\0')
		str_add_text(&out, "**");
	else if (is_directory)
		str_add_text(&out, "/**");
	else if (out.size < 3 || strcmp(out.data + out.size - 3, "/**") != 0)
		str_add_text(&out, "{,/**}");
	str_release(text);
	*text = out;
}

/* "a**" is every path that begins with a, "**b" every one that ends with b: a component of its own
 * on the open side says the same. */
static void read_loose(struct str *text)
{
	struct str out = STR_INIT;

	for (const char *at = text->data; *at;) {
		bool starts = at == text->data || at[-1] == '/', ends;

		if (at[0] != '*' || at[1] != '*') {
			str_add_char(&out, *at++);
			continue;
		}
		at += strspn(at, "*");
		ends = *at == '/' || *at == '\0';
		str_add_text(&out, starts ? "**" : "{*,*/**}");
		if (starts && !ends)
			str_add_text(&out, "/*");
		else if (!starts && !ends)
			str_add_text(&out, "{,/*}");
	}
	str_release(text);
	*text = out;
}

#define WILDCARDS "*?[{"

/* How long the directories of a pattern are that hold no wildcard. */
static size_t fixed_size(const char *pattern)
{
	size_t size = strcspn(pattern, WILDCARDS);

	while (size > 0 && pattern[size - 1] != '/')
		size--;
	return size;
}

/* Does its first component but "." and ".." have no wildcard? */
static bool is_anchored(const char *pattern)
{
	size_t dots = strspn(pattern, "./");

	while (dots > 0 && pattern[dots - 1] != '/')
		dots--; /* of a name such as ".well-known" */
	pattern += dots;
	return *pattern != '\0' && strcspn(pattern, WILDCARDS) >= path_component_size(pattern);
}

static bool stays_inside(const char *path)
{
	struct str normal = STR_INIT;
	bool stays = path_normalise(&normal, path) == 0;

	str_release(&normal);
	return stays;
}

static bool reads_like_file(const char *path)
{
	const char *name = path_name(path);

	return *name && strchr(name + 1, '.') && !strpbrk(path, WILDCARDS);
}

bool function_apply(const struct function *function, struct str *text)
{
	const char *found;

	switch (function->kind) {
	case FUNCTION_BEFORE:
	case FUNCTION_UPTO:
		found = function->kind == FUNCTION_BEFORE ? strstr(text->data, function->text)
							  : find_last(text->data, function->text);
		if (found)
			str_cut(text, (size_t)(found - text->data));
		return true;
	case FUNCTION_AFTER:
		return drop_up_to(text, strstr(text->data, function->text), function->text);
	case FUNCTION_BEHIND:
		return drop_up_to(text, find_last(text->data, function->text), function->text);
	case FUNCTION_REPLACE:
		replace_all(text, function->text, function->other);
		return true;
	case FUNCTION_STEM:
		cut_ending(text);
		return true;
	case FUNCTION_NAME:
		drop_front(text, (size_t)(path_name(text->data) - text->data));
		return true;
	case FUNCTION_DIR:
		str_cut(text, path_parent_size(text->data));
		return true;
	case FUNCTION_BASE:
		str_cut(text, base_size(text));
		str_cut(text, text->size > 0 ? text->size - 1 : 0);
		return true;
	case FUNCTION_PATTERN:
		drop_front(text, base_size(text));
		return true;
	case FUNCTION_LOWER:
		lower(text);
		return true;
	case FUNCTION_DASHES:
		join_dashes(text);
		return true;
	case FUNCTION_WORD:
		cut_behind_word(text);
		return text->size > 0;
	case FUNCTION_DECODE:
		return function_decode(text);
	case FUNCTION_GITIGNORE:
		read_gitignore(text);
		return true;
	case FUNCTION_LOOSE:
		read_loose(text);
		return true;
	case FUNCTION_GLOB:
		return strpbrk(text->data, WILDCARDS) != NULL;
	case FUNCTION_PLAIN:
		return strpbrk(text->data, WILDCARDS) == NULL;
	case FUNCTION_ANCHORED:
		return is_anchored(text->data);
	case FUNCTION_INSIDE:
		return stays_inside(text->data);
	case FUNCTION_FILE:
		return reads_like_file(text->data);
	case FUNCTION_FIXED:
		str_cut(text, fixed_size(text->data));
		return true;
	case FUNCTION_REST:
		drop_front(text, fixed_size(text->data));
		return true;
	case FUNCTION_OR:
	case FUNCTION_STEPS:
	case FUNCTION_FOLD:
		break;
	}
	return true;
}
