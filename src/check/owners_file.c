/*
 * owners_file.c - the lines of a CODEOWNERS file as rules.
 *
 * A pattern of each dialect becomes one or two of ours, so that looking up is the same for all.
 * GitHub and Bitbucket follow gitignore(5) but know no "!", no sets, and let a last "*" fit one
 * level only. GitLab follows fnmatch: a directory must end with '/' to mean what is in it.
 */
#include "check/owners_file.h"

#include <string.h>

#include "util/glob.h"

#define RULES_MAX        50000u
#define PATTERN_SIZE_MAX 1024u
#define NAMES_MAX        256u /* of one rule, groups spelled out */
#define GROUP_DEPTH_MAX  8u

typedef VEC(const char *) name_list;

struct reader {
	struct owners_file *file;
	enum dialect dialect;
	struct map sections; /* name in lower case -> number + 1 */
	struct map groups;   /* name -> name_list: what "@@@NAME ..." says (Bitbucket) */
	size_t section;
	name_list defaults; /* owners of the section */
	name_list names;    /* scratch */
	struct str pattern; /* scratch */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of a line, which ends at a NUL. An escaped blank is part of the word, and in
 * Bitbucket's dialect one between double quotes. False: no more. */
static bool next_word(const struct reader *reader, const char **at, struct str *out)
{
	bool quoted = false;

	str_clear(out);
	while (is_blank(**at))
		(*at)++;
	if (**at == '#' && reader->dialect != DIALECT_GITLAB)
		return false;
	for (; **at && (quoted || !is_blank(**at)); (*at)++) {
		if (**at == '"' && reader->dialect == DIALECT_BITBUCKET) {
			quoted = !quoted;
			continue;
		}
		if (**at == '\\' && (*at)[1])
			str_add_char(out, *(*at)++);
		str_add_char(out, **at);
	}
	return out->size > 0;
}

/* ---- patterns ---- */

static const char *keep(struct reader *reader, const char *text, size_t size)
{
	return arena_bytes(&reader->file->arena, text, size);
}

static bool ends_with(const struct str *text, const char *end)
{
	size_t size = strlen(end);

	return text->size >= size && strcmp(text->data + text->size - size, end) == 0;
}

/* A last component "*" says what lies in a directory, not what lies below that. */
static void read_like_gitignore(
	struct reader *reader, struct owner_rule *rule, bool is_directory, bool is_anchored)
{
	struct str *glob = &reader->pattern;
	bool is_open = is_anchored && (ends_with(glob, "/*") || strcmp(glob->data, "*") == 0);

	if (!is_directory)
		rule->exact = keep(reader, glob->data, glob->size);
	if (!is_open && !ends_with(glob, "/**") && strcmp(glob->data, "**") != 0) {
		str_add_text(glob, "/**");
		rule->below = keep(reader, glob->data, glob->size);
	}
}

/* fnmatch takes a "**" that no '/' follows for a "*". */
static void read_like_fnmatch(struct reader *reader, struct owner_rule *rule, bool is_directory)
{
	struct str *glob = &reader->pattern;

	if (is_directory) {
		str_add_text(glob, "/**");
		rule->below = keep(reader, glob->data, glob->size);
		return;
	}
	if (ends_with(glob, "/**"))
		str_cut(glob, glob->size - 1);
	rule->exact = keep(reader, glob->data, glob->size);
}

/* False: no service would take it for a pattern. */
static bool read_pattern(struct reader *reader, struct owner_rule *rule, const struct str *written)
{
	bool is_gitlab = reader->dialect == DIALECT_GITLAB, is_anchored, is_directory;
	const char *text = written->data;
	size_t size = written->size;

	if (size > PATTERN_SIZE_MAX || (!is_gitlab && strchr(text, '[')))
		return false;
	is_directory = size && text[size - 1] == '/';
	size -= is_directory;
	is_anchored = size && (*text == '/' || (!is_gitlab && memchr(text, '/', size)));
	if (size && *text == '/') {
		text++;
		size--;
	}
	if (size == 0)
		return false;
	str_set(&reader->pattern, is_anchored ? "" : "**/");
	if (reader->dialect == DIALECT_BITBUCKET)
		str_add(&reader->pattern, text, size);
	else
		glob_add_braceless(&reader->pattern, text, size);
	if (is_gitlab)
		read_like_fnmatch(reader, rule, is_directory);
	else
		read_like_gitignore(reader, rule, is_directory, is_anchored);
	return true;
}

/* ---- owners ---- */

/* A name, a group or an address; all have an '@'. */
static bool is_owner(const char *word)
{
	return word[0] != '\0' && word[1] != '\0' && strchr(word, '@') != NULL;
}

static void add_owner(struct reader *reader, const char *word, unsigned depth)
{
	const name_list *group = NULL;
	size_t size = strlen(word);

	if (strncmp(word, "@@", 2) == 0)
		group = map_get(&reader->groups, word + 2);
	if (reader->names.count >= NAMES_MAX || depth > GROUP_DEPTH_MAX) {
		reader->file->complaint = "a rule has too many owners";
		return;
	}
	for (size_t i = 0; group && i < group->count; i++)
		add_owner(reader, group->items[i], depth + 1);
	if (group)
		return;
	/* How many of a group are asked, and which, is no part of its name: "@acme/web:random(2)".
	 */
	if (reader->dialect == DIALECT_BITBUCKET) {
		size = strcspn(word, "@");
		size += strcspn(word + size, ":");
	}
	vec_push(&reader->names, keep(reader, word, size));
}

/* The owners on the rest of a line, into reader->names. False: GitHub skips the line. */
static bool read_owners(struct reader *reader, const char *at)
{
	struct str word = STR_INIT;
	bool is_right = true;

	vec_clear(&reader->names);
	while (next_word(reader, &at, &word)) {
		if (is_owner(word.data))
			add_owner(reader, word.data, 0);
		else if (reader->dialect == DIALECT_GITHUB)
			is_right = false;
	}
	str_release(&word);
	return is_right;
}

static struct texts keep_names(struct reader *reader, const name_list *names)
{
	struct texts texts = { arena_get(&reader->file->arena, (names->count + 1) * sizeof(char *)),
		names->count };

	for (size_t i = 0; i < names->count; i++)
		texts.items[i] = names->items[i];
	return texts;
}

/* "@@@NAME MEMBER...": a group of the file's own. */
static void read_group(struct reader *reader, const char *name, const char *at)
{
	struct str word = STR_INIT;
	name_list *members = map_get(&reader->groups, name);

	if (!members) {
		members = arena_get_zeroed(&reader->file->arena, sizeof(*members));
		map_set(&reader->groups, name, members);
	}
	while (next_word(reader, &at, &word) && members->count < NAMES_MAX)
		if (is_owner(word.data))
			vec_push(members, keep(reader, word.data, word.size));
	str_release(&word);
}

/* ---- sections ---- */

/* "^[NAME][2] ...": *name is between the brackets; what follows is returned, or NULL: no heading.
 */
static const char *read_heading(const char *line, struct str *name)
{
	const char *open = line + (*line == '^'), *close;

	close = *open == '[' ? strchr(open, ']') : NULL;
	if (!close || close == open + 1)
		return NULL;
	str_clear(name);
	for (const char *at = open + 1; at < close; at++)
		str_add_char(name, *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at);
	close++;
	if (*close == '[' && close[1 + strspn(close + 1, "0123456789")] == ']')
		close = strchr(close, ']') + 1;
	return *close == '\0' || is_blank(*close) ? close : NULL;
}

static bool enter_section(struct reader *reader, const char *line)
{
	struct str name = STR_INIT;
	const char *rest = read_heading(line, &name);
	struct map_entry *entry;

	if (rest) {
		entry = map_put(&reader->sections, name.data, name.size);
		if (!entry->value)
			entry->value = (void *)(uintptr_t)(++reader->file->section_count);
		reader->section = (size_t)(uintptr_t)entry->value - 1;
		read_owners(reader, rest);
		vec_clear(&reader->defaults);
		for (size_t i = 0; i < reader->names.count; i++)
			vec_push(&reader->defaults, reader->names.items[i]);
	}
	str_release(&name);
	return rest != NULL;
}

bool owners_file_has_sections(const char *text)
{
	struct str name = STR_INIT, line = STR_INIT;
	bool found = false;

	while (*text && !found) {
		size_t size = strcspn(text, "\n");

		if (*text == '[' || *text == '^') {
			str_clear(&line);
			str_add(&line, text, size);
			found = read_heading(line.data, &name) != NULL;
		}
		text += size + (text[size] == '\n');
	}
	str_release(&name);
	str_release(&line);
	return found;
}

/* ---- lines ---- */

/* The Bitbucket app's own settings and merge checks: "CODEOWNERS.x y", "Check(@@a >= 1)". */
static bool is_setting(const struct reader *reader, const char *line)
{
	if (reader->dialect != DIALECT_BITBUCKET)
		return false;
	return strncmp(line, "CODEOWNERS.", strlen("CODEOWNERS.")) == 0 ||
	       strncmp(line, "Check(", strlen("Check(")) == 0 ||
	       strncmp(line, "OverallCheck(", strlen("OverallCheck(")) == 0;
}

static void read_rule(struct reader *reader, const char *line)
{
	struct owner_rule rule = { .section = reader->section };
	bool is_negation = *line == '!';
	struct str word = STR_INIT;

	if (is_negation && reader->dialect == DIALECT_GITHUB)
		return;
	line += is_negation;
	if (next_word(reader, &line, &word) && strncmp(word.data, "@@@", 3) == 0 &&
		reader->dialect == DIALECT_BITBUCKET) {
		read_group(reader, word.data + 3, line);
	} else if (word.size && read_pattern(reader, &rule, &word) && read_owners(reader, line)) {
		rule.excludes = is_negation && reader->dialect == DIALECT_GITLAB;
		if (!is_negation)
			rule.names = keep_names(
				reader, reader->names.count ? &reader->names : &reader->defaults);
		vec_push(&reader->file->rules, rule);
	}
	str_release(&word);
}

static void read_line(struct reader *reader, const char *line)
{
	while (is_blank(*line))
		line++;
	if (*line == '\0' || *line == '#' || is_setting(reader, line))
		return;
	/* GitHub would take neither for a pattern. */
	if (reader->dialect == DIALECT_GITHUB && strncmp(line, "\\#", 2) == 0)
		return;
	if (reader->dialect == DIALECT_GITLAB && enter_section(reader, line))
		return;
	read_rule(reader, line);
}

void owners_file_read(struct owners_file *out, const char *text, enum dialect dialect)
{
	struct reader reader = { .file = out, .dialect = dialect };
	struct str line = STR_INIT;

	out->section_count = 1; /* the one without a name */
	while (*text && out->rules.count < RULES_MAX) {
		size_t size = strcspn(text, "\n");

		str_clear(&line);
		str_add(&line, text, size);
		read_line(&reader, line.data);
		text += size + (text[size] == '\n');
	}
	/* The last that fits counts: without the rest all would be wrong. */
	if (*text) {
		out->complaint = "it has too many lines, so no owner is told";
		vec_clear(&out->rules);
	}
	for (size_t i = 0; i < reader.groups.count; i++)
		vec_release((name_list *)reader.groups.entries[i].value);
	map_release(&reader.groups);
	map_release(&reader.sections);
	vec_release(&reader.defaults);
	vec_release(&reader.names);
	str_release(&reader.pattern);
	str_release(&line);
}

void owners_file_release(struct owners_file *file)
{
	vec_release(&file->rules);
	arena_release(&file->arena);
}
