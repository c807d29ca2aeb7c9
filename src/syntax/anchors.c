/*
 * anchors.c - what YAML's aliases stand for, and its merge keys.
 */
#include "syntax/anchors.h"

#include <string.h>

#include "syntax/cursor.h"

const char merge_key[] = "<<";

struct anchored {
	struct node node;
	bool is_whole;
};

void anchors_init(struct anchors *anchors)
{
	*anchors = (struct anchors){ .nodes = MAP_INIT };
}

void anchors_release(struct anchors *anchors)
{
	map_release(&anchors->nodes);
}

void anchors_clear(struct anchors *anchors)
{
	map_clear(&anchors->nodes);
}

void anchors_begin(struct anchors *anchors, struct builder *builder, const char *name)
{
	map_set(&anchors->nodes, name, arena_get_zeroed(builder->arena, sizeof(struct anchored)));
}

void anchors_set(
	struct anchors *anchors, struct builder *builder, const char *name, const struct node *node)
{
	struct anchored *anchored = arena_get(builder->arena, sizeof(*anchored));

	*anchored = (struct anchored){ *node, true };
	map_set(&anchors->nodes, name, anchored);
}

const struct node *anchors_find(
	const struct anchors *anchors, struct builder *builder, const char *name, struct span span)
{
	const struct anchored *anchored = map_get(&anchors->nodes, name);

	if (!anchored)
		span_fail(&span, builder->err, ERR_INPUT,
			"the alias '%s' stands for nothing that was named before", name);
	else if (!anchored->is_whole)
		span_fail(&span, builder->err, ERR_INPUT,
			"the alias '%s' stands for a value that holds it", name);
	else
		return &anchored->node;
	return NULL;
}

struct copying {
	struct anchors *anchors;
	struct builder *builder;
	struct span span; /* of the alias */
};

/* Gives `node`, a copy that lies `depth` maps and lists deep, children of its own. */
static int copy_children(struct copying *copying, struct node *node, size_t depth)
{
	struct builder *builder = copying->builder;
	const struct node *children = node->children;

	if (node->kind != NODE_MAP && node->kind != NODE_LIST)
		return 0;
	if (depth >= DOCUMENT_DEPTH_MAX)
		return span_fail(&copying->span, builder->err, ERR_LIMIT,
			"maps and lists are nested too deep");
	copying->anchors->copies += node->count;
	if (copying->anchors->copies > DOCUMENT_COPIES_MAX)
		return span_fail(&copying->span, builder->err, ERR_LIMIT,
			"the aliases of the file stand for too many values");
	node->children = arena_get(builder->arena, node->count * sizeof(*node));
	for (size_t i = 0; i < node->count; i++) {
		node->children[i] = children[i];
		if (copy_children(copying, &node->children[i], depth + 1) < 0)
			return -1;
	}
	return 0;
}

int anchors_copy(
	struct anchors *anchors, struct builder *builder, const struct node *node, struct span span)
{
	struct copying copying = { anchors, builder, span };
	struct node copy = *node;

	anchors->copies++;
	if (copy_children(&copying, &copy, builder->open.count) < 0)
		return -1;
	return builder_add_node(builder, &copy);
}

static bool is_list_of_maps(const struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (node->children[i].kind != NODE_MAP)
			return false;
	return node->kind == NODE_LIST;
}

static bool is_merged(const struct node *member)
{
	return member->key == merge_key && (member->kind == NODE_MAP || is_list_of_maps(member));
}

/* Those of the map's members whose name is not known yet; they become known. */
static void add_new(struct builder *builder, struct map *known, const struct node *map)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct node *member = &map->children[i];
		struct map_entry *entry = map_put(known, member->key, strlen(member->key));

		if (entry->value && entry->value != map)
			continue;
		/* Equal names within one map are kept, as everywhere. */
		entry->value = (void *)map;
		vec_push(&builder->waiting, *member);
	}
}

static void add_merged(struct builder *builder, struct map *known, const struct node *value)
{
	if (value->kind == NODE_MAP)
		add_new(builder, known, value);
	for (size_t i = 0; value->kind == NODE_LIST && i < value->count; i++)
		add_new(builder, known, &value->children[i]);
}

void merge_members(struct builder *builder)
{
	size_t first = builder_innermost(builder)->first;
	size_t count = builder->waiting.count - first;
	struct node *members = memory_get(count * sizeof(*members));
	struct map known = MAP_INIT;

	memcpy(members, builder->waiting.items + first, count * sizeof(*members));
	builder->waiting.count = first;
	for (size_t i = 0; i < count; i++)
		if (!is_merged(&members[i]))
			map_set(&known, members[i].key, builder);
	for (size_t i = 0; i < count; i++) {
		if (is_merged(&members[i]))
			add_merged(builder, &known, &members[i]);
		else
			vec_push(&builder->waiting, members[i]);
	}
	map_release(&known);
	free(members);
}
