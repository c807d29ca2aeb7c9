/*
 * toml_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_node(const struct node *node, const char *bytes)
{
	const char *source = bytes + node->span.start;

	require(!node->parent || node->span.size > 0, "a value has bytes");
	if (node->kind == NODE_MAP && node->parent)
		require(!strchr("]},=.", *source), "a table begins with its bracket or name");
	if (node->kind == NODE_STRING)
		require(strchr("\"'0123456789", *source), "a text is quoted, or a date");
	if (node->kind == NODE_NUMBER || node->kind == NODE_BOOL)
		require(strlen(node->text) == node->span.size &&
				memcmp(node->text, source, node->span.size) == 0,
			"the span holds the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_TOML, data, size, check_node);
	return 0;
}
