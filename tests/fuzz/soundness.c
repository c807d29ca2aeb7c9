/*
 * soundness.c - what must hold of every document, whatever the reader and the bytes.
 */
#include "fuzz/soundness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

struct walk {
	const struct node *root;
	const char *bytes;
	size_t size, left; /* of the nodes whose place and location are looked up: that is dear */
	node_check check;
};

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
}

/* Line and column are those of the span's first byte. */
static void check_place(const struct span *span, const struct walk *walk)
{
	const char *start = walk->bytes + span->start, *line_start = start;

	require(span->start <= walk->size && span->size <= walk->size - span->start,
		"the span is inside");
	if (walk->left == 0)
		return;
	while (line_start > walk->bytes && line_start[-1] != '\n')
		line_start--;
	require(span->column == (size_t)(start - line_start) + 1, "the column is right");
	require(span->line == line_count(walk->bytes, span->start), "the line is right");
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

static void check_node(struct walk *walk, const struct node *node)
{
	bool is_scalar = node->kind != NODE_MAP && node->kind != NODE_LIST;

	check_place(&node->span, walk);
	if (node->key)
		check_place(&node->key_span, walk);
	require((node->text != NULL) == is_scalar, "only a scalar has a text");
	require(node->count == 0 || !is_scalar, "a scalar has no children");
	if (walk->check)
		walk->check(node, walk->bytes);
	if (walk->left > 0) {
		walk->left--;
		check_location(walk->root, node);
	}
}

static void check_tree(struct walk *walk, const struct node *node, unsigned depth)
{
	require(depth <= DOCUMENT_DEPTH_MAX, "the tree is not too deep");
	check_node(walk, node);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *child = &node->children[i];

		require(child->parent == node && child->index == i, "the parent is right");
		require((child->key != NULL) == (node->kind == NODE_MAP),
			"only a member has a name");
		check_tree(walk, child, depth + 1);
	}
}

static bool any_nul(const struct node *node)
{
	bool found = node->has_nul;

	for (size_t i = 0; i < node->count && !found; i++)
		found = any_nul(&node->children[i]);
	return found;
}

void check_document(enum syntax syntax, const uint8_t *data, size_t size, node_check check)
{
	const char *bytes = (const char *)data;
	struct document *document, *again;
	struct walk walk = { NULL, bytes, size, 200, check };
	struct err err;

	if (document_parse(&document, syntax, bytes, size, &err) < 0) {
		if (size <= DOCUMENT_SIZE_MAX)
			check_refusal(&err, bytes, size);
		/* What the scanner takes for JSON is JSON; cJSON must know it as well. */
		require(syntax != SYNTAX_JSON || !strstr(err.text, "disagree"),
			"both readers take the same documents");
		return;
	}
	walk.root = document->root;
	require(!document->root->parent && !document->root->key, "the root stands alone");
	check_tree(&walk, document->root, 0);
	require(document_parse(&again, syntax, bytes, size, &err) == 0, "it parses again");
	require(node_equal(document->root, again->root) == !any_nul(document->root),
		"the same bytes are the same values");
	document_free(again);
	document_free(document);
}
