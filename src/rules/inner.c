/*
 * inner.c - reads a text of a document as a document of its own.
 */
#include "rules/inner.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Where a byte stands in the source. */
struct stand {
	size_t offset; /* from the source's start */
	unsigned line, column;
};

struct map_of_bytes {
	struct stand *stands; /* one more than the text has bytes */
	bool is_exact;        /* else they are of no use */
};

/* How many bytes of source and of text a byte of the source begins. JSON's short escapes stand for
 * a byte; its long ones are in no command. */
static bool step(const char *source, size_t left, size_t *source_size)
{
	*source_size = 1;
	if (source[0] != '\\')
		return source[0] != '\n';
	*source_size = 2;
	return left > 1 && source[1] != 'u' && source[1] != '\n';
}

static struct stand stand_in_line(const struct node *holder, size_t at)
{
	return (struct stand){ at, holder->span.line,
		holder->span.column + (unsigned)(at - holder->span.start) };
}

/* A text in one line, in quotes or not. */
static void map_line(struct map_of_bytes *map, const struct node *holder, const char *source)
{
	size_t size = strlen(holder->text), at = holder->span.start;
	size_t end = at + holder->span.size, done = 0;

	if (at < end && source[at] == '"') {
		at++;
		end--;
	}
	for (size_t step_size; at < end && done < size; at += step_size) {
		if (!step(source + at, end - at, &step_size) ||
			(step_size == 1 && source[at] != holder->text[done]))
			return;
		map->stands[done++] = stand_in_line(holder, at);
	}
	map->stands[done] = stand_in_line(holder, at);
	map->is_exact = done == size && at == end;
}

/* The blanks in front of the first line that has anything else. */
static size_t indent_of(const char *text, const char *end)
{
	size_t indent = 0;

	for (; text < end && (*text == ' ' || *text == '\n'); text++)
		indent = *text == '\n' ? 0 : indent + 1;
	return indent;
}

/* A block of YAML whose lines are kept: each stands behind the same number of blanks. */
static void map_block(struct map_of_bytes *map, const struct node *holder, const char *source)
{
	const char *end = source + holder->span.start + holder->span.size;
	const char *at = memchr(source + holder->span.start, '\n', holder->span.size);
	size_t size = strlen(holder->text), done = 0, indent = at ? indent_of(at, end) : 0;
	unsigned line = holder->span.line;

	while (at && at < end && done < size) {
		size_t width = strcspn(holder->text + done, "\n"), blanks = 0;

		at++;
		line++;
		while (blanks < indent && at < end && *at == ' ') {
			blanks++;
			at++;
		}
		if ((size_t)(end - at) < width || memcmp(at, holder->text + done, width) != 0)
			return;
		for (size_t i = 0; i <= width; i++)
			map->stands[done + i] = (struct stand){ (size_t)(at - source) + i, line,
				(unsigned)(blanks + i) + 1 };
		done += width + (holder->text[done + width] != '\0');
		at += width;
		if (done < size && (at == end || *at != '\n'))
			return;
	}
	map->stands[size] = (struct stand){ at ? (size_t)(at - source) : 0, line, 1 };
	map->is_exact = done == size;
}

static struct map_of_bytes map_bytes(const struct node *holder, const char *source)
{
	struct map_of_bytes map = { memory_get((strlen(holder->text) + 1) * sizeof(*map.stands)),
		false };

	if (source && holder->span.size && source[holder->span.start] == '|')
		map_block(&map, holder, source);
	else if (source)
		map_line(&map, holder, source);
	return map;
}

/* Moves a span of the text to where it stands in the source. */
static void move_span(struct span *span, const struct node *holder, const struct map_of_bytes *map)
{
	struct span moved = holder->span;

	if (map->is_exact) {
		const struct stand *stand = &map->stands[span->start];

		moved = (struct span){ stand->line, stand->column, stand->offset,
			map->stands[span->start + span->size].offset - stand->offset };
	}
	*span = moved;
}

static void move_spans(struct node *node, const struct node *holder, const struct map_of_bytes *map)
{
	move_span(&node->span, holder, map);
	if (node->key)
		move_span(&node->key_span, holder, map);
	for (size_t i = 0; i < node->count; i++)
		move_spans(&node->children[i], holder, map);
}

int inner_read(
	struct document **out, enum syntax syntax, const struct node *holder, const char *source)
{
	struct map_of_bytes map;
	struct node *root;
	struct err why;

	if (document_parse(out, syntax, holder->text, strlen(holder->text), &why) < 0)
		return -1;
	root = (*out)->root;
	map = map_bytes(holder, source);
	move_spans(root, holder, &map);
	free(map.stands);
	root->key = holder->key;
	root->key_span = holder->key_span;
	root->index = holder->index;
	root->parent = holder->parent;
	return 0;
}
