/*
 * xml_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An entity stands where it is named; all else where it is written. */
static void check_node(const struct node *node, const char *bytes)
{
	char first = bytes[node->span.start];

	if (node->kind == NODE_MAP && node->parent)
		require(first == '<' || first == '&', "an element begins with its tag");
	if (node->key && node->key[0] == '@')
		require(first == '"' || first == '\'' || first == '&', "an attribute is quoted");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_XML, data, size, check_node);
	return 0;
}
