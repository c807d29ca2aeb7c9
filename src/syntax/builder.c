/*
 * builder.c - makes the tree of a document from what a reader meets.
 */
#include "syntax/builder.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/cursor.h"
#include "util/map.h"

const char builder_args[] = "args";

void builder_init(struct builder *builder, struct arena *arena, struct err *err)
{
	*builder = (struct builder){ .arena = arena, .err = err };
}

void builder_release(struct builder *builder)
{
	vec_release(&builder->waiting);
	vec_release(&builder->open);
}

void builder_key(struct builder *builder, const char *key, struct span span)
{
	builder->key = key;
	builder->key_span = span;
}

static struct node take_key(struct builder *builder, enum node_kind kind, struct span span)
{
	struct node node = {
		.kind = kind, .key = builder->key, .key_span = builder->key_span, .span = span
	};

	builder->key = NULL;
	builder->key_span = (struct span){ 0, 0, 0, 0 };
	return node;
}

static int count_one(struct builder *builder, struct span span)
{
	if (builder->count >= DOCUMENT_NODES_MAX)
		return span_fail(&span, builder->err, ERR_LIMIT, "the file holds too many values");
	builder->count++;
	return 0;
}

int builder_open(struct builder *builder, enum node_kind kind, struct span span)
{
	struct open_node *open;

	if (builder->open.count >= DOCUMENT_DEPTH_MAX)
		return span_fail(
			&span, builder->err, ERR_LIMIT, "maps and lists are nested too deep");
	if (count_one(builder, span) < 0)
		return -1;
	open = vec_add(&builder->open);
	open->node = take_key(builder, kind, span);
	open->first = builder->waiting.count;
	return 0;
}

struct open_node *builder_innermost(struct builder *builder)
{
	return builder->open.count ? &builder->open.items[builder->open.count - 1] : NULL;
}

struct node *builder_close(struct builder *builder, size_t end)
{
	struct open_node *open = &builder->open.items[--builder->open.count];
	size_t count = builder->waiting.count - open->first;
	struct node *node;

	open->node.count = count;
	if (count) {
		open->node.children = arena_get(builder->arena, count * sizeof(*node));
		memcpy(open->node.children, builder->waiting.items + open->first,
			count * sizeof(*node));
	}
	open->node.span.size = end > open->node.span.start ? end - open->node.span.start : 0;
	builder->waiting.count = open->first;
	node = vec_add(&builder->waiting);
	*node = open->node;
	return node;
}

void builder_close_to(struct builder *builder, size_t depth, size_t end)
{
	while (builder->open.count > depth)
		builder_close(builder, end);
}

int builder_add(struct builder *builder, enum node_kind kind, const char *text, bool has_nul,
	struct span span)
{
	struct node *node;

	if (count_one(builder, span) < 0)
		return -1;
	node = vec_add(&builder->waiting);
	*node = take_key(builder, kind, span);
	node->text = text;
	node->has_nul = has_nul;
	return 0;
}

int builder_add_node(struct builder *builder, const struct node *node)
{
	struct node *copy;

	if (count_one(builder, node->span) < 0)
		return -1;
	copy = vec_add(&builder->waiting);
	*copy = take_key(builder, node->kind, node->span);
	copy->text = node->text;
	copy->has_nul = node->has_nul;
	copy->confidence = node->confidence;
	copy->is_rooted = node->is_rooted;
	copy->twin = node->twin;
	copy->origin = node->origin;
	copy->children = node->children;
	copy->count = node->count;
	return 0;
}

int builder_add_text(struct builder *builder, const char *text, size_t size, struct span span)
{
	return builder_add(builder, NODE_STRING, arena_bytes(builder->arena, text, size),
		size && memchr(text, '\0', size), span);
}

int builder_member(
	struct builder *builder, const char *key, const char *text, size_t size, struct span span)
{
	builder_key(builder, key, span);
	return builder_add_text(builder, text, size, span);
}

static bool is_in_list(const struct node *node)
{
	return node->kind == NODE_MAP || node->key == builder_args;
}

/* The list that holds `node`; made, as the value that comes next, for the first of its
 * name. NULL if there are too many values. Valid until the next value. */
static struct node *list_of(struct builder *builder, struct map *lists, const struct node *node)
{
	struct map_entry *entry = map_put(lists, node->key, strlen(node->key));
	size_t index = (uintptr_t)entry->value;

	if (!index) {
		if (count_one(builder, node->span) < 0)
			return NULL;
		vec_push(&builder->waiting, (struct node){ .kind = NODE_LIST,
						    .key = node->key,
						    .key_span = node->key_span,
						    .span = node->span });
		index = builder->waiting.count;
		entry->value = (void *)(uintptr_t)index;
	}
	return &builder->waiting.items[index - 1];
}

static int make_lists(
	struct builder *builder, struct map *lists, const struct node *nodes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct node *list;

		if (!is_in_list(&nodes[i])) {
			vec_push(&builder->waiting, nodes[i]);
			continue;
		}
		list = list_of(builder, lists, &nodes[i]);
		if (!list)
			return -1;
		list->count++;
		list->span.size = nodes[i].span.start + nodes[i].span.size - list->span.start;
	}
	return 0;
}

static void fill_lists(
	struct builder *builder, struct map *lists, const struct node *nodes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct node *list, *item;

		if (!is_in_list(&nodes[i]))
			continue;
		list = list_of(builder, lists, &nodes[i]);
		if (!list->children) {
			list->children = arena_get(builder->arena, list->count * sizeof(*item));
			list->count = 0;
		}
		item = &list->children[list->count++];
		*item = nodes[i];
		item->key = NULL;
		item->key_span = (struct span){ 0, 0, 0, 0 };
	}
}

int builder_group(struct builder *builder)
{
	size_t first = builder_innermost(builder)->first;
	size_t count = builder->waiting.count - first;
	struct node *nodes = memory_get((count + 1) * sizeof(*nodes));
	struct map lists = MAP_INIT;
	int result;

	if (count)
		memcpy(nodes, builder->waiting.items + first, count * sizeof(*nodes));
	builder->waiting.count = first;
	result = make_lists(builder, &lists, nodes, count);
	if (result == 0)
		fill_lists(builder, &lists, nodes, count);
	map_release(&lists);
	free(nodes);
	return result;
}

struct node *builder_last(struct builder *builder)
{
	return &builder->waiting.items[builder->waiting.count - 1];
}

/* DOCUMENT_DEPTH_MAX bounds how deep this calls itself. */
static void set_parents(struct node *node)
{
	for (size_t i = 0; i < node->count; i++) {
		node->children[i].parent = node;
		node->children[i].index = i;
		set_parents(&node->children[i]);
	}
}

void builder_finish(struct builder *builder, struct node **root)
{
	*root = arena_get(builder->arena, sizeof(**root));
	**root = builder->waiting.items[0];
	set_parents(*root);
}
