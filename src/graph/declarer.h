/*
 * declarer.h - declares manifests on threads of its own, while the walk that finds them goes on.
 *
 *   the walk:  reads trees and the bytes of manifests ----> threads: parse them, apply rules
 *
 * Where the threads have enough to do the walk lends a hand. Only the walk reads objects. Who
 * declares knows nothing of the world but the listings of the directories beside and above a
 * manifest, which the walk has been through: trees that were read once never change. So what is
 * declared is what anybody would; and where that is not enough (a symlink beside, a file that
 * cannot be read, a rule that is wrong) the manifest is left alone, for the one who can ask or tell
 * why.
 */
#ifndef GRAPH_DECLARER_H
#define GRAPH_DECLARER_H

#include "repo/snapshot.h"
#include "rules/facts.h"

struct declarer;

/* Borrows both. */
struct declarer *declarer_new(struct snapshot *snapshot, const struct ruleset *rules);

/* Hands a manifest over: `path` must stay, and until declarer_end `facts` and `is_done` are the
 * declarer's. By then either *is_done is true and the facts are there, or both are as they were. */
void declarer_add(struct declarer *declarer, const char *path, const struct oid *oid,
	struct facts *facts, bool *is_done);

/* Waits until all are done. */
void declarer_end(struct declarer *declarer);

/* The facts go with it. */
void declarer_free(struct declarer *declarer);

#endif
