/*
 * apps.h - the apps in whose directories a path lies.
 */
#ifndef RESOLVE_APPS_H
#define RESOLVE_APPS_H

#include "resolve/asker.h"

typedef VEC(const char *) app_list; /* directories */

/* Appends those above the file at `path`, innermost first: weak ones only where no other encloses
 * it. The texts are the arena's. 0, -1. */
int apps_around(
	app_list *out, struct asker *asker, const char *path, struct arena *arena, struct err *err);

#endif
