/*
 * imports.h - programs that take values from other files: read anew, with them.
 *
 * Declare reads a program by itself. Which files it means is told by the tree and by names, and
 * what they hold by the files, so it is bind that reads them, through the asker: each is a path
 * question, and a value question for all of its bytes.
 */
#ifndef RESOLVE_IMPORTS_H
#define RESOLVE_IMPORTS_H

#include "resolve/asker.h"

/* If the manifest is a program that takes values from files of this repository, declares it anew:
 * *facts becomes what it says with them, all but its apps and names. `near` as facts_declare has
 * it. The asker is set to STEP_BIND. All texts are `arena`'s. */
int imports_follow(struct facts *facts, const struct ruleset *ruleset, struct near_asker *near,
	struct asker *asker, struct arena *arena, struct err *err);

#endif
