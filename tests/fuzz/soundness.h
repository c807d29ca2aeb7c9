/*
 * soundness.h - what must hold of every document, whatever the reader and the bytes.
 */
#ifndef FUZZ_SOUNDNESS_H
#define FUZZ_SOUNDNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "syntax/document.h"

/* Not assert: it must hold in every build. */
void require(bool holds, const char *what);

/* The document is refused with a place, or it is a sound tree, and the same when read again. Looks
 * at each node with `check` too, if that is not NULL. */
typedef void (*node_check)(const struct node *node, const char *bytes);
void check_document(enum syntax syntax, const uint8_t *data, size_t size, node_check check);

#endif
