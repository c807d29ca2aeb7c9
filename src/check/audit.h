/*
 * audit.h - every break of a history: commit by commit, with the graph's one operation.
 *
 * First the graph is moved along the history, and each reference that breaks is followed to the
 * commit that mends it. Only then are the commits that broke something judged as a check judges
 * them, and told one by one: what is kept of the way is small, however long it is.
 */
#ifndef CHECK_AUDIT_H
#define CHECK_AUDIT_H

#include "check/check.h"

#define LIVES_MAX 100000u /* breaks kept; further ones are only counted */

struct audit_request {
	struct check_options options; /* without a day, each commit is judged as on its own */
	const struct listed_commit *commits; /* as repository_list has them */
	size_t count;
	bool all_parents; /* else the commits are first parents, and a merge stands for its branch:
			     what that broke already is told at the merge */
	bool (*goes_on)(void *payload); /* asked between commits; false ends the way; may be NULL */
	void *payload;
};

/* A commit that broke something, judged against its parents. */
struct audited {
	const struct commit *commit;
	const struct check *check; /* each of its breaks has its life */
};
typedef int (*audit_visit)(const struct audited *audited, void *payload);

/* All numbers are of what is told, notes included, but `unfollowed`. */
struct audit {
	size_t commits;         /* gone through; fewer than requested if it was stopped */
	long long first, last;  /* their times */
	size_t broken, stopped; /* commits that broke something; that fail the check */
	size_t breaks, cross_app;
	size_t by_severity[SEVERITY_ERROR + 1];
	size_t fates[FATE_COUNT];
	size_t unfollowed;                  /* breaks beyond LIVES_MAX */
	VEC(size_t) lived;                  /* commits, of what was mended, in increasing order */
	VEC(struct diagnostic) diagnostics; /* paths are commits */
	struct arena arena;
};
void audit_init(struct audit *audit);
void audit_release(struct audit *audit);

/* Audits the history in the order of `request`, and calls `visit` for each commit with something to
 * tell. The graph is moved about, and left uncommitted. Stops early if visit returns non-zero.
 * ERR_MISSING if an object that could change a verdict is not there. */
int audit_run(struct audit *audit, const struct audit_request *request, struct graph *graph,
	struct repository *repository, struct progress *progress, audit_visit visit, void *payload,
	struct err *err);

#endif
