/*
 * shell_fuzz.c - whatever the bytes, a document is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum syntax syntaxes[] = { SYNTAX_SHELL, SYNTAX_RECIPES };

	for (size_t i = 0; i < sizeof(syntaxes) / sizeof(*syntaxes); i++)
		check_document(syntaxes[i], data, size, NULL);
	return 0;
}
