/*
 * shell.c - from commands to what is run.
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html says how a shell takes
 * a text apart. Of that we follow what decides where words begin and end and which of them stand
 * for themselves; control flow is passed over, so a command of a branch counts like any other.
 */
#include "syntax/shell.h"

#include <string.h>

#include "syntax/builder.h"
#include "syntax/shell_words.h"
#include "util/path.h"

/* Where a shell is: not always known. */
struct place {
	const char *directory; /* what it changed to; NULL: where it began */
	bool is_known;
	bool has_run; /* a command: a change of the directory is no longer the first thing */
};

#define SUBSHELLS_MAX 32u /* one inside the other; deeper ones are not known */

struct shell {
	struct shell_words words;
	struct builder builder;
	struct arena *arena;
	VEC(struct shell_word) command; /* that is being read */
	struct place places[SUBSHELLS_MAX];
	unsigned depth;
};

static struct place *here(struct shell *shell)
{
	return &shell->places[shell->depth < SUBSHELLS_MAX ? shell->depth : SUBSHELLS_MAX - 1];
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

/* The offset behind the command at hand. */
static size_t end_of(const struct shell *shell)
{
	const struct shell_word *last = &shell->command.items[shell->command.count - 1];

	return last->span.start + last->span.size;
}

/* ---- the words that are not the command ---- */

/* NAME=value in front of a command. */
static bool is_assignment(const struct shell_word *word)
{
	const char *equals = strchr(word->text, '=');

	if (!equals || equals == word->text)
		return false;
	for (const char *at = word->text; at < equals; at++)
		if (*at != '_' && (*at < 'A' || *at > 'Z') && (*at < 'a' || *at > 'z') &&
			(at == word->text || *at < '0' || *at > '9'))
			return false;
	return true;
}

/* How many words stand in front of the command: of the shell's grammar, assignments, and programs
 * that only run another. All of them, if it is no command. */
static size_t words_in_front(const struct shell *shell)
{
	static const char *const openers[] = { "if", "then", "else", "elif", "do", "while", "until",
		"!", "{", "time", NULL };
	static const char *const closers[] = { "for", "case", "select", "function", "fi", "done",
		"esac", "}", NULL };
	static const char *const runners[] = { "exec", "command", "env", "sudo", "npx", "bunx",
		"shx", "cross-env", NULL };
	bool is_run = false;

	for (size_t i = 0; i < shell->command.count; i++) {
		const struct shell_word *word = &shell->command.items[i];

		if (word->is_known && is_one_of(word->text, closers))
			break;
		if (is_assignment(word) || (word->is_known && is_one_of(word->text, openers)) ||
			(is_run && word->text[0] == '-'))
			continue;
		if (!word->is_known || !is_one_of(word->text, runners))
			return i;
		is_run = true;
	}
	return shell->command.count;
}

/* ---- where it is run ---- */

/* Is it the directory of the script itself, in one of the ways in which people write that? */
static bool is_own_directory(const char *source, size_t size)
{
	static const char *const ways[] = { "\"$(dirname \"$0\")\"", "$(dirname \"$0\")",
		"\"$(dirname $0)\"", "$(dirname $0)", "\"$(dirname \"${BASH_SOURCE[0]}\")\"",
		"$(dirname \"${BASH_SOURCE[0]}\")", "\"${0%/*}\"", NULL };

	for (size_t i = 0; ways[i]; i++)
		if (strlen(ways[i]) == size && memcmp(ways[i], source, size) == 0)
			return true;
	return false;
}

static void change_directory(struct shell *shell, size_t first)
{
	struct place *place = here(shell);
	const struct shell_word *to = &shell->command.items[first + 1];
	bool is_first = !place->has_run && !place->directory && shell->command.count == first + 2;

	place->is_known = false;
	if (!is_first)
		return;
	if (is_own_directory(shell->words.at.bytes + to->span.start, to->span.size)) {
		place->directory = ".";
		place->is_known = true;
	} else if (to->is_known && !to->glob && to->text[0] != '-') {
		place->directory = to->text;
		place->is_known = true;
	}
}

static bool changes_directory(const char *name)
{
	static const char *const names[] = { "cd", "pushd", "popd", NULL };

	return is_one_of(name, names);
}

/* ---- what is run ---- */

static int add_text(struct shell *shell, const char *key, const char *text, struct span span)
{
	return builder_member(&shell->builder, key, text, strlen(text), span);
}

static bool is_flag(const struct shell_word *word)
{
	return word->text[0] == '-' && word->text[1] != '\0';
}

/* "-rf" is "-r" and "-f"; "--exclude=x", and what a word after a flag is, may be its value. */
static int add_flag(struct shell *shell, const struct shell_word *word, const char *after)
{
	const char *equals = strchr(word->text, '=');
	char letter[3] = "-";

	if (word->text[1] == '-' || word->text[2] == '\0') {
		const char *name = equals ? arena_bytes(shell->arena, word->text,
						    (size_t)(equals - word->text))
					  : word->text;

		return add_text(shell, name, equals ? equals + 1 : after, word->span);
	}
	for (const char *at = word->text + 1; *at; at++) {
		letter[1] = *at;
		if (add_text(shell, arena_text(shell->arena, letter), at[1] ? "" : after,
			    word->span) < 0)
			return -1;
	}
	return 0;
}

static int add_flags(struct shell *shell, size_t first)
{
	struct builder *builder = &shell->builder;
	size_t count = shell->command.count;

	builder_key(builder, "flags", shell->command.items[first].span);
	if (builder_open(builder, NODE_MAP, shell->command.items[first].span) < 0)
		return -1;
	for (size_t i = first + 1; i < count; i++) {
		const struct shell_word *word = &shell->command.items[i];
		const struct shell_word *next = i + 1 < count ? word + 1 : NULL;

		if (is_flag(word) &&
			add_flag(shell, word, next && !is_flag(next) ? next->text : "") < 0)
			return -1;
	}
	builder_close(builder, end_of(shell));
	return 0;
}

/* A word that is no flag: what it is, what it follows, and of a pattern its two halves. */
static int add_word(struct shell *shell, const struct shell_word *word, const char *flag)
{
	struct builder *builder = &shell->builder;

	if (builder_open(builder, NODE_MAP, word->span) < 0 ||
		add_text(shell, "word", word->text, word->span) < 0 ||
		(flag && add_text(shell, "after", flag, word->span) < 0) ||
		(word->glob && (add_text(shell, "base", word->base, word->span) < 0 ||
				       add_text(shell, "glob", word->glob, word->span) < 0)))
		return -1;
	builder_close(builder, word->span.start + word->span.size);
	return 0;
}

static int add_words(struct shell *shell, size_t first, size_t last)
{
	struct builder *builder = &shell->builder;
	const char *flag = NULL;

	builder_key(builder, "args", shell->command.items[first].span);
	if (builder_open(builder, NODE_LIST, shell->command.items[first].span) < 0)
		return -1;
	for (size_t i = first + 1; i < shell->command.count; i++) {
		const struct shell_word *word = &shell->command.items[i];

		if (i != last && !is_flag(word) && add_word(shell, word, flag) < 0)
			return -1;
		flag = is_flag(word) ? word->text : NULL;
	}
	builder_close(builder, end_of(shell));
	return 0;
}

/* The last word that is no flag, if it is not the only one; else the command itself. */
static size_t last_word(const struct shell *shell, size_t first)
{
	size_t last = first, count = 0;

	for (size_t i = first + 1; i < shell->command.count; i++) {
		if (is_flag(&shell->command.items[i]))
			continue;
		last = i;
		count++;
	}
	return count > 1 ? last : first;
}

static int add_known(struct shell *shell, size_t first)
{
	const struct place *place = here(shell);
	size_t last = last_word(shell, first);
	const struct shell_word *to = &shell->command.items[last];

	if (place->directory &&
		add_text(shell, "cd", place->directory, shell->command.items[first].span) < 0)
		return -1;
	if (add_flags(shell, first) < 0 || add_words(shell, first, last) < 0)
		return -1;
	return last != first && !to->glob ? add_text(shell, "to", to->text, to->span) : 0;
}

static bool are_known(const struct shell *shell, size_t first)
{
	for (size_t i = first; i < shell->command.count; i++)
		if (!shell->command.items[i].is_known)
			return false;
	return true;
}

static int add_command(struct shell *shell, size_t first)
{
	const struct shell_word *name = &shell->command.items[first];
	struct builder *builder = &shell->builder;
	bool is_known = here(shell)->is_known && are_known(shell, first);

	builder_key(builder, path_name(name->text), name->span);
	if (builder_open(builder, NODE_MAP, name->span) < 0)
		return -1;
	if ((is_known ? add_known(shell, first) : add_text(shell, "open", "true", name->span)) < 0)
		return -1;
	builder_close(builder, end_of(shell));
	return 0;
}

/* Ends the command at hand; `stays` if what it changes counts for what follows. */
static int end_command(struct shell *shell, bool stays)
{
	size_t first = words_in_front(shell);
	const struct shell_word *name = shell->command.items + first;
	int result = 0;

	if (first < shell->command.count && name->is_known) {
		if (!changes_directory(name->text))
			result = add_command(shell, first);
		else if (first + 1 < shell->command.count && stays)
			change_directory(shell, first);
		else
			here(shell)->is_known = false;
	}
	here(shell)->has_run |= shell->command.count > 0;
	vec_clear(&shell->command);
	return result;
}

/* ---- the text ---- */

static void start_line(struct shell *shell)
{
	shell->depth = 0;
	shell->places[0] = (struct place){ NULL, true, false };
}

static void enter(struct shell *shell)
{
	struct place place = *here(shell);

	if (shell->depth < SUBSHELLS_MAX)
		shell->depth++;
	if (shell->depth == SUBSHELLS_MAX)
		here(shell)->is_known = false;
	else
		*here(shell) = place;
}

static void leave(struct shell *shell)
{
	if (shell->depth > 0)
		shell->depth--;
}

/* Reads up to the end of the text, or of a line of it. */
static int read_commands(struct shell *shell)
{
	struct shell_word word;
	int result = 0;

	while (result == 0) {
		switch (shell_words_next(&shell->words, &word)) {
		case SHELL_WORD:
			vec_push(&shell->command, word);
			break;
		case SHELL_PIPE:
			result = end_command(shell, false);
			break;
		case SHELL_OPEN:
			result = end_command(shell, false);
			enter(shell);
			break;
		case SHELL_CLOSE:
			result = end_command(shell, false);
			leave(shell);
			break;
		case SHELL_THEN:
			result = end_command(shell, true);
			break;
		case SHELL_END:
			return end_command(shell, true);
		}
	}
	return result;
}

static int start(
	struct shell *shell, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	*shell = (struct shell){ .arena = arena };
	shell_words_init(&shell->words, arena, bytes, size);
	builder_init(&shell->builder, arena, err);
	start_line(shell);
	return builder_open(&shell->builder, NODE_MAP, cursor_span(&shell->words.at, 0));
}

static int end(struct shell *shell, struct node **root, int result)
{
	if (result == 0)
		result = builder_group(&shell->builder);
	if (result == 0) {
		builder_close(&shell->builder, shell->words.at.size);
		builder_finish(&shell->builder, root);
	}
	shell_words_release(&shell->words);
	builder_release(&shell->builder);
	vec_release(&shell->command);
	return result;
}

int shell_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct shell shell;
	int result = start(&shell, arena, bytes, size, err);

	if (result == 0)
		result = read_commands(&shell);
	return end(&shell, root, result);
}

int recipes_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct shell shell;
	int result = start(&shell, arena, bytes, size, err);

	while (result == 0 && shell_words_next_recipe(&shell.words)) {
		start_line(&shell);
		result = read_commands(&shell);
	}
	return end(&shell, root, result);
}
