/*
 * unreadable.h - what hangs on a manifest that can no longer be read is not broken by that: nobody
 * knows what the manifest says now.
 *
 * So the head is looked at once more as if each such manifest still said what it said at base. What
 * is good then was led to by a name, a mapping or a value of one of them, over however many steps,
 * and is not judged; what dangles even so broke for another reason.
 *
 * Of a manifest that is open, build code with a part that nobody can read, most can still be read.
 * Only a mapping that went from it may have gone into that part, and so may what hung on it. The
 * same holds of one that names somebody whom it did not name before.
 */
#ifndef CHECK_UNREADABLE_H
#define CHECK_UNREADABLE_H

#include "check/delegation.h"
#include "check/finding.h"
#include "check/pairing.h"

/* A manifest that cannot be read where the graph stands, and what it said at base. */
struct unreadable {
	const char *path; /* where it is now */
	unsigned line;    /* of its diagnostic; 0 = none */
	struct oid blob;  /* at base */
	const char *who;  /* read, but for what it now leaves to them; NULL: to nobody known */
};
typedef VEC(struct unreadable) unreadable_list;

/* Appends those that could be read at base: they are there with other bytes. One that is new is
 * taken for a vanished one that moved there, if `advance` (from base to here; NULL: moves are not
 * looked for) knows of one. Texts are the arena's. */
int unreadable_find(unreadable_list *out, struct graph *graph, struct snapshot *base,
	const struct advance *advance, struct arena *arena, struct err *err);

/* The root of the tree `root` as if they still said what they said at base, made in memory over
 * `objects`. */
int unreadable_replace(struct oid *out, const unreadable_list *unreadable,
	struct object_source *objects, const struct oid *root, struct err *err);

/* Does the reference `before` dangle only because a mapping on its way went from a manifest that is
 * open where the graph stands, that names somebody now who may have taken it over, or of which only
 * its shape told that it maps? Not if the manifest now says another thing of the same source or the
 * same destination, which the one that went became, nor if the target went too. *out is that
 * manifest. `advance` is from base to here. 1, 0, -1. */
int unreadable_hides(struct unreadable *out, struct graph *graph, const struct reference *before,
	const struct advance *advance, struct delegations *delegations, struct err *err);

/* Takes out of `findings` what `still` does not hold too, and appends it to `dropped`. */
void unreadable_drop(finding_list *findings, const finding_list *still, finding_list *dropped);

/* Appends what was good at base and is skipped now because it asked for a value of one of them. */
void unreadable_add_skipped(finding_list *dropped, const pair_list *pairs);

/* How many are not judged, and where the first (of at least one) stands: for the first of
 * `unreadable`, which are open or not to be read at all. */
const char *unreadable_say(const unreadable_list *unreadable, bool are_open,
	const finding_list *dropped, struct arena *arena);

#endif
