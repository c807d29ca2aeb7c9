/*
 * inner.c - reads a text of a document as a document of its own.
 */
#include "rules/inner.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Where each byte of the text stands in the source. */
struct map_of_bytes {
	size_t *offsets; /* from the source's start; one more than the text has bytes */
	bool is_exact;   /* else they are of no use */
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

static struct map_of_bytes map_bytes(const struct node *holder, const char *source)
{
	size_t size = strlen(holder->text), at = holder->span.start;
	size_t end = at + holder->span.size, done = 0;
	struct map_of_bytes map = { memory_get((size + 1) * sizeof(*map.offsets)), false };

	if (!source)
		return map;
	if (at < end && source[at] == '"') {
		at++;
		end--;
	}
	for (size_t step_size; at < end && done < size; at += step_size) {
		if (!step(source + at, end - at, &step_size) ||
			(step_size == 1 && source[at] != holder->text[done]))
			return map;
		map.offsets[done++] = at;
	}
	map.offsets[done] = at;
	map.is_exact = done == size && at == end;
	return map;
}

/* Moves a span of the text to where it stands in the source; a text of JSON is in one line. */
static void move_span(struct span *span, const struct node *holder, const struct map_of_bytes *map)
{
	struct span moved = holder->span;

	if (map->is_exact) {
		moved.start = map->offsets[span->start];
		moved.size = map->offsets[span->start + span->size] - moved.start;
		moved.column += (unsigned)(moved.start - holder->span.start);
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
	free(map.offsets);
	root->key = holder->key;
	root->key_span = holder->key_span;
	root->index = holder->index;
	root->parent = holder->parent;
	return 0;
}
