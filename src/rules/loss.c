#include "rules/loss.h"

#include <stdlib.h>
#include <string.h>

#include "util/glob.h"
#include "util/path.h"

/* What stands in a list of words. */
struct loss {
	unsigned strip;
	bool flattens;
	const char *endings; /* the first word "ext:", or "" */
};

/* "ext:OLD=NEW" */
struct ending {
	const char *old, *new;
	size_t old_size, new_size;
};

static const char *next_word(const char *word)
{
	size_t size = strcspn(word, "\n");

	return word + size + (word[size] != '\0');
}

static struct loss read_loss(const char *words)
{
	struct loss loss = { .endings = "" };

	for (const char *word = words; *word; word = next_word(word)) {
		if (strncmp(word, "flatten", 7) == 0)
			loss.flattens = true;
		else if (strncmp(word, "strip:", 6) == 0)
			loss.strip = (unsigned)strtoul(word + 6, NULL, 10);
		else if (*loss.endings == '\0')
			loss.endings = word;
	}
	return loss;
}

/* The ending at the word, or at the first behind it. False if there is none. */
static bool find_ending(const char **word, struct ending *out)
{
	while (**word && strncmp(*word, "ext:", 4) != 0)
		*word = next_word(*word);
	if (**word == '\0')
		return false;
	out->old = *word + 4;
	out->old_size = strcspn(out->old, "=");
	out->new = out->old + out->old_size + 1;
	out->new_size = strcspn(out->new, "\n");
	*word = next_word(*word);
	return true;
}

static bool ends_with(const char *text, size_t size, const char *ending, size_t ending_size)
{
	return size >= ending_size && memcmp(text + size - ending_size, ending, ending_size) == 0;
}

bool loss_is_word(const char *word)
{
	char *end;

	if (strcmp(word, "flatten") == 0)
		return true;
	if (strncmp(word, "strip:", 6) == 0 && word[6] >= '0' && word[6] <= '9')
		return strtoul(word + 6, &end, 10) <= LOSS_STRIP_MAX && *end == '\0';
	return strncmp(word, "ext:", 4) == 0 && strchr(word, '=') &&
	       word[strcspn(word, "/\\*?[]{},! \t\r\n")] == '\0';
}

/* ---- from where it lies to where it appears ---- */

bool loss_apply(struct str *out, const char *loses, const char *path)
{
	struct loss loss = read_loss(loses);
	const char *word = loss.endings, *name;
	struct ending ending;

	for (unsigned i = 0; i < loss.strip; i++) {
		const char *slash = strchr(path, '/');

		if (!slash)
			return false;
		path = slash + 1;
	}
	if (loss.flattens)
		path = path_name(path);
	str_set(out, path);
	name = path_name(path);
	while (find_ending(&word, &ending)) {
		if (!ends_with(name, strlen(name), ending.old, ending.old_size))
			continue;
		str_cut(out, out->size - ending.old_size);
		str_add(out, ending.new, ending.new_size);
		break;
	}
	return true;
}

/* ---- and back ---- */

/* Alternatives, each with a ',' in front. */
struct ways {
	struct str text;
	size_t count;
};

/* As it is inside of braces: no brace and no comma of a name counts. */
static void add_escaped(struct str *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\\' && i + 1 < size)
			str_add_char(out, text[i++]);
		else if (strchr("{},", text[i]))
			str_add_char(out, '\\');
		str_add_char(out, text[i]);
	}
}

static void add_name(struct ways *names, const char *start, size_t size, const struct ending *old)
{
	str_add_char(&names->text, ',');
	add_escaped(&names->text, start, size);
	if (old)
		str_add(&names->text, old->old, old->old_size);
	names->count++;
}

/* Appends the alternatives as one pattern. */
static void add_ways(struct str *out, const struct ways *ways)
{
	if (ways->count > 1)
		str_addf(out, "{%s}", ways->text.data + 1);
	else if (ways->count == 1)
		str_add_text(out, ways->text.data + 1);
}

/* The names that may have become what fits `last`, the pattern's last component. */
static void find_names(struct ways *names, const struct loss *loss, const char *last)
{
	const char *word = loss->endings;
	bool is_itself = true, is_any = false;
	struct ending ending;
	size_t size = strlen(last);

	while (strcmp(last, "**") != 0 && find_ending(&word, &ending)) {
		size_t tail = size < ending.new_size ? size : ending.new_size;

		if (ends_with(last, size, ending.new, ending.new_size))
			add_name(names, last, size - ending.new_size, &ending);
		else
			is_any |= strpbrk(last + size - tail, "*?[]\\") != NULL;
		is_itself &= !ends_with(last, size, ending.old, ending.old_size);
	}
	if (is_any)
		add_name(names, "*", 1, NULL);
	else if (is_itself)
		add_name(names, last, size, NULL);
}

/* Without its directories a file has one component: what is left of the branch but "**". NULL if
 * that cannot be. */
static const char *flat_name(const char *branch)
{
	while (strncmp(branch, "**/", 3) == 0)
		branch += 3;
	return strchr(branch, '/') ? NULL : branch;
}

/* Returns how many patterns without a choice the branch became. */
static size_t undo_branch(struct ways *ways, const struct loss *loss, const char *branch)
{
	const char *last = loss->flattens ? flat_name(branch) : path_name(branch);
	struct ways names = { STR_INIT, 0 };

	if (last && *last)
		find_names(&names, loss, last);
	if (names.count > 0) {
		str_add_char(&ways->text, ',');
		for (unsigned i = 0; i < loss->strip; i++)
			str_add_text(&ways->text, "*/");
		if (!loss->flattens)
			add_escaped(&ways->text, branch, (size_t)(last - branch));
		else if (strcmp(last, "**") != 0)
			str_add_text(&ways->text, "**/");
		add_ways(&ways->text, &names);
		ways->count++;
	}
	str_release(&names.text);
	return names.count;
}

bool loss_undo(struct str *out, const char *loses, const char *pattern)
{
	struct loss loss = read_loss(loses);
	struct ways ways = { STR_INIT, 0 };
	struct str branches = STR_INIT;
	size_t total = 0;

	glob_expand(&branches, pattern);
	for (size_t at = 0; at < branches.size; at += strlen(branches.data + at) + 1)
		total += undo_branch(&ways, &loss, branches.data + at);
	str_clear(out);
	if (total > GLOB_BRANCHES_MAX)
		str_add_text(out, "**");
	else
		add_ways(out, &ways);
	str_release(&branches);
	str_release(&ways.text);
	return total > 0;
}
