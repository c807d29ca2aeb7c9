/*
 * check.h - what going from one snapshot to another breaks.
 *
 * The graph is moved to the base, and stays there; in a savepoint it is moved on to the head, and
 * what changed its verdict on the way is judged. The answer is a function of the two trees, never
 * of where the graph stood before. A merge has several bases: what dangles there and was good in
 * any of its parents is a break.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/policy.h"
#include "repo/merge.h"

/* The two sides. A zero tree is the empty one. */
struct range {
	struct oid base_commit, head_commit; /* zero if the side is no commit */
	struct oid base_tree, head_tree;
	const struct merge *merge; /* of the head into the base: its tree is judged, as head_tree;
				      NULL: the head is judged as it is */
	struct oid theirs_tree;    /* of a merge: the head's own */
	bool is_commit;            /* the head is a commit, the base its first parent: if it is a
				      merge, what was good in another parent was good before too */
	bool all_parents; /* of such a commit: what was as bad in another parent is not introduced
			   */
};

/* What is asked of a check from outside. */
struct check_options {
	int fail_on;    /* enum fail_on; -1: as the configuration at base says */
	unsigned today; /* 0: no suppression has ended */
};

struct check {
	struct check_options options;
	struct arena arena; /* of all texts */
	struct range range;
	size_t changed_paths; /* files, symlinks and submodules */
	size_t references_checked;
	finding_list breaks;         /* by manifest, line, column */
	finding_list introduced;     /* likewise */
	finding_list suppressed;     /* what a suppression covers, and what only base's rules see */
	diagnostic_list diagnostics; /* of changed manifests, by path, and of the configuration */
	size_t cross_app;            /* breaks across apps */
	size_t unjudged;             /* references that hang on what cannot be read at head */
	bool fails;                  /* something is an error */
	struct advance advance, other; /* from base to head, with head's rules and with base's */
	struct advance *from_others;   /* of a merge: to it from each other parent */
	size_t others_count;
};

void check_init(struct check *check); /* options: the configuration's, without a day */
void check_release(struct check *check);

/* Drops the breaks that are not to be kept. */
void check_keep(struct check *check, bool (*is_kept)(const struct finding *finding));

/* Judges `range`. The graph is left at one of its sides, uncommitted. `repository` (may be NULL) is
 * where the commit that did it is looked for. ERR_MISSING if an object that could change a verdict
 * is not there, ERR_INPUT if the configuration at head is wrong. */
int check_run(struct check *check, const struct range *range, struct graph *graph,
	struct object_source *objects, struct repository *repository, struct progress *progress,
	struct err *err);

#endif
