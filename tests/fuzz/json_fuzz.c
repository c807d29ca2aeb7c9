/*
 * json_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	case NODE_UNKNOWN:
		break;
	}
	return false;
}

/* Where nothing stands for something else, each value lies in the one around it, in order. */
static void check_node(const struct node *node, const char *bytes)
{
	const struct node *parent = node->parent;
	size_t end = node->span.start + node->span.size;

	require(node->span.size > 0, "a value has bytes");
	require(opens_as_its_kind(node, bytes[node->span.start]), "the kind is right");
	if (!parent)
		return;
	require(node->span.start > parent->span.start &&
			end < parent->span.start + parent->span.size,
		"a child is inside its parent");
	if (node->index > 0)
		require(node->span.start > node[-1].span.start + node[-1].span.size - 1,
			"children stand in order");
	if (node->key) {
		require(bytes[node->key_span.start] == '"', "a name is quoted");
		require(node->key_span.start + node->key_span.size < node->span.start,
			"a name stands before its value");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_JSON, data, size, check_node);
	return 0;
}
