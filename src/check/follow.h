/*
 * follow.h - one reference on its way from commit to commit.
 *
 * It is known by what tells it from the others of its manifest, and paired at each step as the
 * check pairs base and head: so it is found again where its manifest moved or its list shifted.
 */
#ifndef CHECK_FOLLOW_H
#define CHECK_FOLLOW_H

#include "check/pairing.h"

/* A reference that leads nowhere, as it stands at one commit. */
struct follower {
	struct reference at; /* manifest, format, kind, location, selector and identity count */
	bool lost_its_name;  /* it does not dangle but is taken for a package from outside */
	bool was_guess;      /* a guess is as good as what it was */
	size_t subject;      /* of whoever follows it */
};
typedef VEC(struct follower) follower_list;

/* Starts at `bad`, whose texts are copied; `before` (or NULL) is what it was when it was good. */
struct follower follower_at(const struct reference *bad, const struct reference *before,
	size_t subject, struct arena *arena);
/* Whether `reference` is the one that it follows, at the commit it is at. */
bool follower_stands_at(const struct follower *follower, const struct reference *reference);
/* Goes on at `reference`, the same one at another commit. Copies only what differs. */
void follower_go(struct follower *follower, const struct reference *reference, struct arena *arena);
/* Whether it is as bad here as where it was first met. */
bool follower_is_bad(const struct follower *follower, const struct reference *reference);

/* What lies between an older and a newer snapshot, by the manifests of either side. */
struct crossing {
	pair_list pairs; /* `before` is the older one's */
	struct manifest_change *turned;
	struct map older, newer; /* manifest -> index + 1 of its first pair; they stand together */
	struct map touched;      /* manifests whose bytes or rows differ */
};

/* Of an advance from the older to the newer (`is_back` false) or the other way. Borrows `advance`.
 */
void crossing_make(struct crossing *out, const struct advance *advance, bool is_back);
void crossing_release(struct crossing *crossing);

/* The pair of a reference that stands in the older (`is_newer` false) or the newer snapshot. 1, 0
 * if its manifest is the same on both sides, -1 if nothing on the other side is it. */
int crossing_find(const struct crossing *crossing, const struct reference *reference, bool is_newer,
	const struct pair **out);
/* Whether `bad`, which leads nowhere in the newer snapshot, was as bad in the older. `before` as
 * above. */
bool crossing_is_older(const struct crossing *crossing, const struct reference *bad,
	const struct reference *before);

#endif
