/*
 * names.h - package names: what a manifest provides, read anew from its bytes.
 */
#ifndef CHECK_NAMES_H
#define CHECK_NAMES_H

#include "check/scene.h"

/* The name without its space: "@acme/i18n" of "npm:@acme/i18n". */
const char *name_without_space(const char *name);

/* The name that the manifest `new_path` of head provides in place of `name` (with its space), which
 * `old_path` provided at base: the one in the same position among its names. 1, 0: none, or the
 * same. *out is the scene's, with its space. */
int names_successor(const char **out, const char *name, const char *old_path, const char *new_path,
	const struct scene *scene, struct err *err);

#endif
