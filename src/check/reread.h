/*
 * reread.h - one file read anew from its bytes, on the side where the graph does not stand.
 */
#ifndef CHECK_REREAD_H
#define CHECK_REREAD_H

#include "repo/snapshot.h"
#include "rules/facts.h"

/* The document of the file at `path`, in the syntax of its name. 1, 0: there is no file, or it is
 * too large or no document; -1. Release it with document_free after 1. */
int reread_document(
	struct document **out, struct snapshot *snapshot, const char *path, struct err *err);

/* What the manifest at `path` declares, and its delegates, but without the files that a program
 * takes values from. 1, 0: there is no file, or it is too large; -1. Texts are the arena's; release
 * *facts after 1. */
int reread_facts(struct facts *facts, const char *path, struct snapshot *snapshot,
	const struct ruleset *rules, struct arena *arena, struct err *err);

#endif
