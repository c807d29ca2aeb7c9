/*
 * dockerfile.c - the reader of Dockerfiles.
 *
 * https://docs.docker.com/reference/dockerfile/: instructions, a line each, which a backslash (or
 * what "# escape=" names) carries on over comments too; flags; arguments as words or as a list in
 * JSON; texts of lines up to a word ("heredocs").
 */
#include <string.h>
#include <strings.h>

#include "syntax/builder.h"
#include "syntax/lines.h"
#include "syntax/statement.h"
#include "syntax/words.h"

struct dockerfile {
	struct words words;
	struct builder builder;
	struct statement statement;
	VEC(const char *) texts; /* words that end the texts which follow the line */
	struct arena *arena;
};

static bool is_name(const struct word *word, const char *name)
{
	return strcasecmp(word->text, name) == 0;
}

/* Lines that follow one that is carried on may be comments. */
static bool next(struct dockerfile *dockerfile, struct word *word)
{
	struct words *words = &dockerfile->words;
	unsigned line = words->at.line;

	while (words_ahead(words)) {
		if (words->at.line == line || cursor_peek(&words->at, 0) != '#')
			return words_next(words, word);
		if (!words_next_line(words))
			return false;
		line = 0; /* one more line may be a comment */
	}
	return false;
}

/* "<<EOF", "<<-'EOF'": the word, or NULL. */
static const char *text_end(struct dockerfile *dockerfile, const char *word)
{
	size_t size;

	if (strncmp(word, "<<", 2) != 0 || word[2] == '<')
		return NULL;
	word += word[2] == '-' ? 3 : 2;
	word += *word == '"' || *word == '\'';
	size = strcspn(word, "\"' \t");
	return size ? arena_bytes(dockerfile->arena, word, size) : NULL;
}

/* Over the texts that follow the instruction. */
static void skip_texts(struct dockerfile *dockerfile)
{
	struct words *words = &dockerfile->words;
	char escape = words->escape;
	struct word word;

	words->escape = '\0';
	for (size_t i = 0; i < dockerfile->texts.count; i++)
		while (words_next_line(words))
			if (words_rest(words, &word) &&
				strcmp(word.text, dockerfile->texts.items[i]) == 0)
				break;
	words->escape = escape;
	vec_clear(&dockerfile->texts);
}

/* "--from=x" is a flag with a value; "--link" has none. */
static void add_flag(struct dockerfile *dockerfile, const struct word *word)
{
	size_t size = strcspn(word->text, "=");
	struct span span = word->span;
	const char *name = arena_bytes(dockerfile->arena, word->text, size);

	if (word->text[size])
		size++;
	if (strlen(word->text) == span.size) {
		span.column += (unsigned)size;
		span.start += size;
		span.size -= size;
	}
	statement_named(&dockerfile->statement, name, word->span, word->text + size, span);
}

/* NAME=VALUE: an argument of that name. */
static void add_variable(struct dockerfile *dockerfile, const struct word *word)
{
	size_t size = strcspn(word->text, "=");

	if (word->text[size])
		add_flag(dockerfile, word);
	else
		statement_argument(&dockerfile->statement, word->text, word->span);
}

/* ["a", "b c"]: the texts in quotes of the rest of the line; escapes stay as they are. */
static void add_json(struct dockerfile *dockerfile)
{
	struct words *words = &dockerfile->words;
	struct word rest;
	const char *open, *close;

	if (!words_rest(words, &rest))
		return;
	for (open = strchr(rest.text, '"'); open; open = strchr(close + 1, '"')) {
		struct span span = rest.span;

		close = strchr(open + 1, '"');
		if (!close)
			return;
		span.start += (size_t)(open - rest.text);
		span.column += (unsigned)(open - rest.text);
		span.size = (size_t)(close - open) + 1;
		statement_argument(&dockerfile->statement,
			arena_bytes(dockerfile->arena, open + 1, span.size - 2), span);
	}
}

static void add_arguments(struct dockerfile *dockerfile, bool are_variables)
{
	struct word word;

	while (next(dockerfile, &word)) {
		const char *end = text_end(dockerfile, word.text);

		if (end)
			vec_push(&dockerfile->texts, end);
		else if (are_variables)
			add_variable(dockerfile, &word);
		else
			statement_argument(&dockerfile->statement, word.text, word.span);
	}
}

/* The last of the arguments without a name gets one. */
static void name_last(struct dockerfile *dockerfile, const char *name, size_t least)
{
	struct statement *statement = &dockerfile->statement;
	size_t count = 0, last = 0;

	for (size_t i = 0; i < statement->arguments.count; i++) {
		if (statement->arguments.items[i].name)
			continue;
		count++;
		last = i;
	}
	if (count >= least)
		statement->arguments.items[last].name = name;
}

/* FROM image AS name: the "AS" itself is dropped. */
static void name_stage(struct dockerfile *dockerfile)
{
	struct statement *statement = &dockerfile->statement;
	size_t count = statement->arguments.count;

	if (count < 3 || strcasecmp(statement->arguments.items[count - 2].text, "as") != 0)
		return;
	statement->arguments.items[count - 2] = statement->arguments.items[count - 1];
	statement->arguments.items[count - 2].name = "as";
	statement->arguments.count--;
}

static void read_arguments(struct dockerfile *dockerfile, const struct word *first)
{
	struct words *words = &dockerfile->words;
	bool copies = is_name(first, "COPY") || is_name(first, "ADD");
	struct word word;

	while (words_ahead(words) && cursor_sees(&words->at, "--") && next(dockerfile, &word))
		add_flag(dockerfile, &word);
	words->quotes = is_name(first, "ENV") || is_name(first, "ARG");
	if (words_ahead(words) && cursor_peek(&words->at, 0) == '[')
		add_json(dockerfile);
	add_arguments(dockerfile, words->quotes);
	words->quotes = false;
	if (copies)
		name_last(dockerfile, "to", 1);
	if (is_name(first, "FROM"))
		name_stage(dockerfile);
}

static int read_instruction(struct dockerfile *dockerfile, const struct word *first)
{
	char *name = arena_text(dockerfile->arena, first->text);

	for (char *at = name; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	statement_begin(&dockerfile->statement, name, first->span);
	read_arguments(dockerfile, first);
	skip_texts(dockerfile);
	return statement_add(&dockerfile->statement, &dockerfile->builder);
}

/* "# escape=`", before the first instruction. */
static void read_directive(struct dockerfile *dockerfile)
{
	struct words *words = &dockerfile->words;
	struct word rest;
	const char *escape;

	words->escape = '\0';
	if (words_rest(words, &rest)) {
		escape = strstr(rest.text, "escape=`");
		if (escape && rest.text + 1 + strspn(rest.text + 1, " \t") == escape)
			words->escape = '`';
	}
	if (!words->escape)
		words->escape = '\\';
}

static int read_lines(struct dockerfile *dockerfile)
{
	struct words *words = &dockerfile->words;
	bool at_start = true;
	struct word first;

	do {
		if (!words_ahead(words))
			continue;
		if (cursor_peek(&words->at, 0) == '#') {
			if (at_start)
				read_directive(dockerfile);
			continue;
		}
		at_start = false;
		if (words_next(words, &first) && read_instruction(dockerfile, &first) < 0)
			return -1;
	} while (words_next_line(words));
	return 0;
}

int dockerfile_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct dockerfile dockerfile = { .arena = arena };
	struct builder *builder = &dockerfile.builder;
	int result;

	words_init(&dockerfile.words, arena, bytes, size);
	dockerfile.words.escape = '\\';
	builder_init(builder, arena, err);
	result = builder_open(builder, NODE_MAP, cursor_span(&dockerfile.words.at, 0));
	if (result == 0)
		result = read_lines(&dockerfile);
	if (result == 0)
		result = builder_group(builder);
	if (result == 0) {
		builder_close(builder, size);
		builder_finish(builder, root);
	}
	words_release(&dockerfile.words);
	builder_release(builder);
	statement_release(&dockerfile.statement);
	vec_release(&dockerfile.texts);
	return result;
}
