/*
 * lives.h - which references break on the way through a history, and when each is mended.
 *
 * The graph is moved from commit to commit, and every break is followed from the commit that broke
 * it. Nothing is explained here: who wants to know more judges that commit.
 */
#ifndef CHECK_LIVES_H
#define CHECK_LIVES_H

#include "check/audit.h"
#include "check/follow.h"

/* A break, from its first day to its last. Commits are indices into the request's. */
struct story {
	struct follower start; /* as it stood at the commit that broke it */
	size_t born, ended;    /* the commits that broke and mended it; 0 is no end */
	size_t commits;        /* between them, by the longest way */
	enum fate fate;
};

struct lives {
	struct arena arena;
	VEC(struct story) stories; /* by `born` */
	bool *is_marked;           /* by commit: it broke something, or may have */
	size_t passed;             /* commits gone through */
	size_t unfollowed;         /* breaks beyond LIVES_MAX */
};

/* Release it whatever the result. */
int lives_trace(struct lives *out, const struct audit_request *request, struct graph *graph,
	struct repository *repository, struct progress *progress, struct err *err);
void lives_release(struct lives *lives);

#endif
