/*
 * core_schema.h - what a plain scalar of YAML is (YAML 1.2.2, section 10.3): the core schema.
 *
 * Only true, false, null and numbers are more than text: "on", "yes", "1.2.3" and "2024-01-01" are
 * not, as they were in YAML 1.1.
 */
#ifndef SYNTAX_CORE_SCHEMA_H
#define SYNTAX_CORE_SCHEMA_H

#include "syntax/document.h"

/* `text` may hold NULs: no kind but a string does. */
enum node_kind core_schema_kind(const char *text, size_t size);

#endif
