/*
 * glob.c - patterns for paths and for plain text.
 *
 * No backtracking further than to the last star: between two stars the pattern has a fixed length,
 * so the first place where it fits is as good as any later one. That holds for '*' over bytes and
 * for "**" over components alike, and bounds both by pattern times text.
 */
#include "util/glob.h"

#include <string.h>

#include "util/path.h"
#include "util/vec.h"

/* One component of a pattern or of a path: the bytes up to a '/' or the end. */
struct component {
	const char *start, *end;
};

static struct component component_at(const char *start)
{
	return (struct component){ start, start + path_component_size(start) };
}

static const char *behind(struct component component)
{
	return *component.end ? component.end + 1 : NULL;
}

static bool is_double_star(struct component part)
{
	return part.end - part.start == 2 && part.start[0] == '*' && part.start[1] == '*';
}

/* The last ']' that no '\' escapes, or NULL: whether a '[' is closed must not cost a search each
 * time one is met. */
static const char *last_close(struct component part)
{
	const char *found = NULL;

	for (const char *at = part.start; at < part.end; at++) {
		if (*at == '\\')
			at++;
		else if (*at == ']')
			found = at;
	}
	return found;
}

/* The first item of the set that opens at `open`. */
static const char *set_items(const char *open)
{
	return open + 1 + (open[1] == '!' || open[1] == '^');
}

static unsigned char set_byte(const char **at)
{
	if (**at == '\\')
		(*at)++;
	return (unsigned char)*(*at)++;
}

/* Does the set that opens at `open` hold `c`? *next becomes what follows its ']'. The set is known
 * to be closed; a ']' that comes first is an item. */
static bool is_in_set(const char *open, unsigned char c, const char **next)
{
	const char *items = set_items(open), *at = items;
	bool found = false;

	while (at == items || *at != ']') {
		unsigned char low = set_byte(&at), high = low;

		if (at[0] == '-' && at[1] != ']') {
			at++;
			high = set_byte(&at);
		}
		found |= c >= low && c <= high;
	}
	*next = at + 1;
	return found != (items != open + 1);
}

/* Does the pattern's item at `at`, which is no star, fit the byte `c`? *next is the item after. */
static bool item_fits(const char *at, const char *close, const char *end, char c, const char **next)
{
	*next = at + 1;
	if (*at == '?')
		return true;
	if (*at == '[' && close && close > set_items(at))
		return is_in_set(at, (unsigned char)c, next);
	if (*at == '\\' && at + 1 < end) {
		*next = at + 2;
		return at[1] == c;
	}
	return *at == c;
}

static bool component_fits(struct component part, struct component name)
{
	const char *close =
		memchr(part.start, '[', (size_t)(part.end - part.start)) ? last_close(part) : NULL;
	const char *at = part.start, *text = name.start, *next;
	const char *after_star = NULL, *retry = NULL;

	while (text < name.end) {
		if (at < part.end && *at == '*') {
			after_star = ++at;
			retry = text;
		} else if (at < part.end && item_fits(at, close, part.end, *text, &next)) {
			at = next;
			text++;
		} else if (after_star) {
			at = after_star;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (at < part.end && *at == '*')
		at++;
	return at == part.end;
}

/* One branch, without braces. `part` and `name` are NULL behind their last component; the root has
 * none, so no star fits it. */
static bool branch_fits(const char *pattern, const char *path)
{
	const char *part = *pattern ? pattern : NULL, *name = *path ? path : NULL;
	const char *after_star = NULL, *retry = NULL;

	while (name) {
		struct component path_component = component_at(name);
		struct component component = component_at(part ? part : "");

		if (part && is_double_star(component)) {
			after_star = behind(component);
			if (!after_star)
				return true;
			part = after_star;
			retry = name;
		} else if (part && component_fits(component, path_component)) {
			part = behind(component);
			name = behind(path_component);
		} else if (after_star) {
			part = after_star;
			name = retry = behind(component_at(retry));
		} else {
			return false;
		}
	}
	return part == NULL;
}

/* May a path at or below `dir` fit the branch? From a "**" on anything may. */
static bool branch_reaches(const char *part, const char *dir)
{
	const char *name = *dir ? dir : NULL;

	while (name && part) {
		struct component component = component_at(part);
		struct component path_component = component_at(name);

		if (is_double_star(component))
			return true;
		if (!component_fits(component, path_component))
			return false;
		part = behind(component);
		name = behind(path_component);
	}
	return name == NULL;
}

/* A brace group: `open` and `close` are offsets of its braces. */
struct group {
	size_t open, close;
	size_t branches;
};

struct groups {
	VEC(struct group) open;
};

static size_t escape_size(const char *at)
{
	return *at == '\\' && at[1] ? 2 : 1;
}

/* Finds the leftmost group that is closed and has a choice to offer ("{a}" and "{}" have none: they
 * are literal, as in a shell). One pass; a group inside another is left for later. */
static bool find_group(const char *pattern, struct groups *groups, struct group *out)
{
	bool found = false;

	vec_clear(&groups->open);
	/* Most are what an expansion made, and hold no group any more. */
	for (size_t at = strcspn(pattern, "{\\"); pattern[at]; at += escape_size(pattern + at)) {
		struct group *top =
			groups->open.count ? &groups->open.items[groups->open.count - 1] : NULL;

		if (pattern[at] == '{') {
			vec_push(&groups->open, (struct group){ at, 0, 1 });
		} else if (top && pattern[at] == ',') {
			top->branches++;
		} else if (top && pattern[at] == '}') {
			top->close = at;
			if (top->branches > 1 && (!found || top->open < out->open)) {
				*out = *top;
				found = true;
			}
			groups->open.count--;
			if (found && groups->open.count == 0)
				return true;
		}
	}
	return found;
}

/* A set of patterns one after the other in `text`, each with its NUL. */
struct branches {
	struct str text;
	size_t count;
};
#define BRANCHES_INIT                                                                              \
	{                                                                                          \
		STR_INIT, 0                                                                        \
	}

static void add_branch(struct branches *out, const char *pattern, const struct group *group,
	const char *choice, size_t choice_size)
{
	str_add(&out->text, pattern, group->open);
	str_add(&out->text, choice, choice_size);
	str_add(&out->text, pattern + group->close + 1, strlen(pattern + group->close + 1) + 1);
	out->count++;
}

static void add_choices(struct branches *out, const char *pattern, const struct group *group)
{
	size_t start = group->open + 1, depth = 0;

	for (size_t at = start; at <= group->close; at += escape_size(pattern + at)) {
		if (pattern[at] == '{') {
			depth++;
		} else if ((pattern[at] == ',' && depth == 0) || at == group->close) {
			add_branch(out, pattern, group, pattern + start, at - start);
			start = at + 1;
		} else if (pattern[at] == '}') {
			depth--;
		}
	}
}

/* Expands the leftmost group of every branch. False if there is none, or they would get too many:
 * then all the braces that are left are literal. */
static bool expand_once(struct branches *branches, struct groups *groups)
{
	struct branches wider = BRANCHES_INIT;
	const char *end = branches->text.data + branches->text.size;
	struct group group;
	size_t total = 0;

	for (const char *at = branches->text.data; at < end; at += strlen(at) + 1)
		total += find_group(at, groups, &group) ? group.branches : 1;
	if (total == branches->count || total > GLOB_BRANCHES_MAX)
		return false;
	for (const char *at = branches->text.data; at < end; at += strlen(at) + 1) {
		if (find_group(at, groups, &group)) {
			add_choices(&wider, at, &group);
		} else {
			str_add(&wider.text, at, strlen(at) + 1);
			wider.count++;
		}
	}
	str_release(&branches->text);
	*branches = wider;
	return true;
}

void glob_expand(struct str *out, const char *pattern)
{
	struct branches branches = { *out, 1 };
	struct groups groups = { VEC_INIT };

	str_clear(&branches.text);
	str_add(&branches.text, pattern, strlen(pattern) + 1);
	while (strchr(pattern, '{') && expand_once(&branches, &groups))
		;
	vec_release(&groups.open);
	*out = branches.text;
}

/* Does any branch of `pattern` pass `test`? */
static bool any_branch(
	const char *pattern, const char *path, bool (*test)(const char *branch, const char *path))
{
	struct str branches = STR_INIT;
	bool fits = false;

	if (!strchr(pattern, '{'))
		return test(pattern, path);
	glob_expand(&branches, pattern);
	for (size_t at = 0; at < branches.size && !fits; at += strlen(branches.data + at) + 1)
		fits = test(branches.data + at, path);
	str_release(&branches);
	return fits;
}

bool glob_fits(const char *pattern, const char *path)
{
	return any_branch(pattern, path, branch_fits);
}

bool glob_covers(const char *pattern, const char *path)
{
	struct str above = STR_INIT;
	bool covers = glob_fits(pattern, path);

	for (const char *end = path; !covers && (end = strchr(end, '/')); end++) {
		str_clear(&above);
		str_add(&above, path, (size_t)(end - path));
		covers = glob_fits(pattern, above.data);
	}
	str_release(&above);
	return covers;
}

bool glob_list_covers(const char *list, const char *path)
{
	struct str line = STR_INIT;
	bool covers = false;

	while (*list) {
		size_t size = strcspn(list, "\n");
		bool takes_out = *list == '!';

		str_clear(&line);
		str_add(&line, list + takes_out, size - takes_out);
		/* Only a line that would change the answer needs a look. */
		if (covers == takes_out && glob_covers(line.data, path))
			covers = !takes_out;
		list += size + (list[size] != '\0');
	}
	str_release(&line);
	return covers;
}

bool glob_may_fit_below(const char *pattern, const char *dir)
{
	return any_branch(pattern, dir, branch_reaches);
}

bool glob_is_magic(const char *pattern)
{
	return pattern[strcspn(pattern, "*?[{")] != '\0';
}

void glob_literal_prefix(struct str *out, const char *pattern)
{
	size_t kept = 0;

	str_clear(out);
	for (; *pattern && !strchr("*?[{", *pattern); pattern++) {
		if (*pattern == '\\' && pattern[1])
			pattern++;
		if (*pattern == '/')
			kept = out->size;
		str_add_char(out, *pattern);
	}
	str_cut(out, kept);
}

void glob_add_braceless(struct str *out, const char *pattern, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (pattern[i] == '\\' && i + 1 < size)
			str_add_char(out, pattern[i++]);
		else if (pattern[i] == '{' || pattern[i] == '}')
			str_add_char(out, '\\');
		str_add_char(out, pattern[i]);
	}
}

void glob_add_git(struct str *out, const char *pattern, size_t size)
{
	if (!memchr(pattern, '/', size))
		str_add_text(out, "**/");
	if (size && *pattern == '/') {
		pattern++;
		size--;
	}
	glob_add_braceless(out, pattern, size);
}

bool text_fits(const char *pattern, const char *text)
{
	const char *after_star = NULL, *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			after_star = ++pattern;
			retry = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (after_star) {
			pattern = after_star;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}
