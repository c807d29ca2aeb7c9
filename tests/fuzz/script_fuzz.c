/*
 * script_fuzz.c - whatever the bytes, a program is refused with a place, or is a sound tree.
 */
#include "fuzz/soundness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_JAVASCRIPT, data, size, NULL);
	check_document(SYNTAX_TYPESCRIPT, data, size, NULL);
	return 0;
}
