/*
 * json_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: it must hold in every build. */
static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static size_t line_count(const char *bytes, size_t size)
{
	size_t count = 1;

	for (size_t i = 0; i < size; i++)
		count += bytes[i] == '\n';
	return count;
}

static void check_refusal(const struct err *err, const char *bytes, size_t size)
{
	unsigned line, column;

	require(sscanf(err->text, "line %u, column %u: ", &line, &column) == 2,
		"told with a place");
	require(err->line == line && line >= 1 && column >= 1, "the place counts from 1");
	require(line <= line_count(bytes, size), "the line is there");
	/* What the scanner takes for JSON is JSON; cJSON must know it as well. */
	require(!strstr(err->text, "disagree"), "both readers take the same documents");
}

/* Line and column are those of the span's first byte. */
static void check_place(const struct span *span, const char *bytes, size_t size)
{
	const char *start = bytes + span->start, *line_start = start;

	require(span->start <= size && span->size <= size - span->start, "the span is inside");
	while (line_start > bytes && line_start[-1] != '\n')
		line_start--;
	require(span->column == (size_t)(start - line_start) + 1, "the column is right");
	require(span->line == line_count(bytes, span->start), "the line is right");
}

static bool opens_as_its_kind(const struct node *node, char first)
{
	switch (node->kind) {
	case NODE_NULL:
		return first == 'n';
	case NODE_BOOL:
	case NODE_NUMBER:
		return first == node->text[0];
	case NODE_STRING:
		return first == '"';
	case NODE_MAP:
		return first == '{';
	case NODE_LIST:
		return first == '[';
	}
	return false;
}

/* Of members with one name, only the last can be found, and what is below it. */
static bool is_hidden(const struct node *node)
{
	for (; node->parent; node = node->parent)
		if (node->key && node_member(node->parent, node->key) != node)
			return true;
	return false;
}

static void check_location(const struct node *root, const struct node *node)
{
	struct str location = STR_INIT;

	node_location(&location, node);
	require((node_at(root, location.data) == node) == !is_hidden(node),
		"the location leads back to the node");
	str_release(&location);
}

struct walk {
	const struct node *root;
	const char *bytes;
	size_t size, left; /* of the nodes whose location is looked up: that is dear */
};

static void check_node(struct walk *walk, const struct node *node)
{
	check_place(&node->span, walk->bytes, walk->size);
	require(node->span.size > 0, "a value has bytes");
	require(opens_as_its_kind(node, walk->bytes[node->span.start]), "the kind is right");
	require((node->text != NULL) == (node->kind != NODE_MAP && node->kind != NODE_LIST),
		"only a scalar has a text");
	if (walk->left > 0) {
		walk->left--;
		check_location(walk->root, node);
	}
}

static void check_child(struct walk *walk, const struct node *parent, size_t index)
{
	const struct node *child = &parent->children[index];

	require(child->parent == parent && child->index == index, "the parent is right");
	require((child->key != NULL) == (parent->kind == NODE_MAP), "only a member has a name");
	require(child->span.start > parent->span.start &&
			child->span.start + child->span.size <
				parent->span.start + parent->span.size,
		"a child is inside its parent");
	if (index > 0)
		require(child->span.start > child[-1].span.start + child[-1].span.size - 1,
			"children stand in order");
	if (child->key) {
		check_place(&child->key_span, walk->bytes, walk->size);
		require(walk->bytes[child->key_span.start] == '"', "a name is quoted");
		require(child->key_span.start + child->key_span.size < child->span.start,
			"a name stands before its value");
	}
}

static void check_tree(struct walk *walk, const struct node *node)
{
	check_node(walk, node);
	require(node->count == 0 || node->kind == NODE_MAP || node->kind == NODE_LIST,
		"a scalar has no children");
	for (size_t i = 0; i < node->count; i++) {
		check_child(walk, node, i);
		check_tree(walk, &node->children[i]);
	}
}

static bool any_nul(const struct node *node)
{
	bool found = node->has_nul;

	for (size_t i = 0; i < node->count && !found; i++)
		found = any_nul(&node->children[i]);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct document *document, *again;
	struct walk walk = { NULL, bytes, size, 200 };
	struct err err;

	if (document_parse(&document, SYNTAX_JSON, bytes, size, &err) < 0) {
		if (size <= DOCUMENT_SIZE_MAX)
			check_refusal(&err, bytes, size);
		return 0;
	}
	walk.root = document->root;
	require(!document->root->parent && !document->root->key, "the root stands alone");
	check_tree(&walk, document->root);
	require(document_parse(&again, SYNTAX_JSON, bytes, size, &err) == 0, "it parses again");
	require(node_equal(document->root, again->root) == !any_nul(document->root),
		"the same bytes are the same values");
	document_free(again);
	document_free(document);
	return 0;
}
