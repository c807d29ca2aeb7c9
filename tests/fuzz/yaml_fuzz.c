/*
 * yaml_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* On one line and without quotes, a text is what stands there: so no character was miscounted. */
static void check_node(const struct node *node, const char *bytes)
{
	const char *source = bytes + node->span.start;
	size_t size = node->span.size;

	if (size == 0 || !node->text || strchr("'\"|>", *source) || memchr(source, '\n', size) ||
		memchr(source, '\r', size) || memmem(source, size, "\xc2\x85", 2) ||
		memmem(source, size, "\xe2\x80", 2))
		return;
	if (node->kind == NODE_STRING || node->kind == NODE_NUMBER)
		require(strlen(node->text) == size && memcmp(node->text, source, size) == 0,
			"the span holds the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_YAML, data, size, check_node);
	check_document(SYNTAX_YAML_DOCUMENTS, data, size, check_node);
	return 0;
}
