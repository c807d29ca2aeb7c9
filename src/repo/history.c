/*
 * history.c - merge bases and stretches of history, right in shallow clones too.
 *
 * libgit2's git_merge_base fails in a shallow clone even where git finds a base, because it asks
 * for the parents of boundary commits.
 */
#include <stdlib.h>
#include <string.h>

#include "repo/handle.h"
#include "util/memory.h"
#include "util/vec.h"

/* Reached from one side, from the other, known to be below a common ancestor, noted as a common
 * ancestor, listed as part of a stretch. */
enum {
	FROM_A = 1,
	FROM_B = 2,
	STALE = 4,
	NOTED = 8,
	LISTED = 16,
};

/* Common ancestors that are compared with each other; only contrived histories have more. */
#define CANDIDATES_MAX 64

/* A commit as far as walking history needs it. */
struct met_commit {
	struct listed_commit listed;
	unsigned flags, queued; /* of the walk that is going on; 0 between walks */
};

struct walk {
	struct repository *repository;
	VEC(struct met_commit *) queue; /* a heap, the youngest first */
	size_t fresh; /* entries of the queue that are not stale: without any it is over */
	VEC(struct met_commit *) met; /* all whose flags are set */
	VEC(struct met_commit *) candidates;
};

void history_release(struct history *history)
{
	map_release(&history->commits);
	arena_release(&history->arena);
}

/* The commit of that id, read once; NULL if it failed. */
static struct met_commit *meet(struct repository *repository, const struct oid *id, struct err *err)
{
	struct history *history = &repository->history;
	struct map_entry *entry =
		map_find(&history->commits, (const char *)id->bytes, sizeof id->bytes);
	struct met_commit *met;
	struct commit commit;

	if (entry)
		return entry->value;
	if (repository_commit(repository, id, &commit, err) < 0)
		return NULL;
	met = arena_get_zeroed(&history->arena, sizeof *met);
	met->listed = (struct listed_commit){ .id = *id,
		.tree = commit.tree,
		.time = commit.time,
		.is_boundary = commit.is_boundary,
		.parent_count = commit.parent_count };
	if (commit.parent_count) {
		struct oid *parents =
			arena_get(&history->arena, commit.parent_count * sizeof *parents);

		memcpy(parents, commit.parents, commit.parent_count * sizeof *parents);
		met->listed.parents = parents;
	}
	commit_release(&commit);
	map_put(&history->commits, (const char *)id->bytes, sizeof id->bytes)->value = met;
	return met;
}

static void swap(struct met_commit **a, struct met_commit **b)
{
	struct met_commit *kept = *a;

	*a = *b;
	*b = kept;
}

static void push(struct walk *walk, struct met_commit *commit)
{
	struct met_commit **heap;
	size_t at = walk->queue.count;

	vec_push(&walk->queue, commit);
	heap = walk->queue.items;
	for (; at && heap[(at - 1) / 2]->listed.time < heap[at]->listed.time; at = (at - 1) / 2)
		swap(&heap[at], &heap[(at - 1) / 2]);
	commit->queued++;
	walk->fresh += !(commit->flags & STALE);
}

static struct met_commit *pop(struct walk *walk)
{
	struct met_commit **heap = walk->queue.items, *youngest = heap[0];
	size_t count = --walk->queue.count;

	heap[0] = heap[count];
	for (size_t at = 0, child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && heap[child + 1]->listed.time > heap[child]->listed.time)
			child++;
		if (heap[child]->listed.time <= heap[at]->listed.time)
			break;
		swap(&heap[at], &heap[child]);
	}
	youngest->queued--;
	walk->fresh -= !(youngest->flags & STALE);
	return youngest;
}

/* Gives a commit the flags of what leads to it, and queues it again if that is news. */
static void reach(struct walk *walk, struct met_commit *commit, unsigned flags)
{
	if ((commit->flags & flags) == flags)
		return;
	if (!commit->flags)
		vec_push(&walk->met, commit);
	if ((flags & STALE) && !(commit->flags & STALE))
		walk->fresh -= commit->queued;
	commit->flags |= flags;
	push(walk, commit);
}

/* Walks from all commits reached so far, the youngest first, until only ancestors of common
 * ancestors are left: what git calls painting down to common. Leaves the common ancestors in
 * walk->candidates. */
static int paint(struct walk *walk, struct err *err)
{
	while (walk->fresh) {
		struct met_commit *commit = pop(walk);
		unsigned flags = commit->flags & (FROM_A | FROM_B | STALE);

		if (flags == (FROM_A | FROM_B)) {
			if (!(commit->flags & NOTED))
				vec_push(&walk->candidates, commit);
			commit->flags |= NOTED;
			flags |= STALE;
		}
		for (size_t i = 0; i < commit->listed.parent_count; i++) {
			struct met_commit *parent =
				meet(walk->repository, &commit->listed.parents[i], err);

			if (!parent)
				return -1;
			reach(walk, parent, flags);
		}
	}
	return 0;
}

static void walk_release(struct walk *walk)
{
	for (size_t i = 0; i < walk->met.count; i++)
		walk->met.items[i]->flags = walk->met.items[i]->queued = 0;
	vec_release(&walk->queue);
	vec_release(&walk->met);
	vec_release(&walk->candidates);
}

/* Is `a` an ancestor of `b`? 1, 0, -1. */
static int is_ancestor(
	struct repository *repository, struct met_commit *a, struct met_commit *b, struct err *err)
{
	struct walk walk = { .repository = repository };
	int result;

	reach(&walk, a, FROM_A);
	reach(&walk, b, FROM_B);
	result = paint(&walk, err);
	if (result == 0)
		result = (a->flags & (FROM_A | FROM_B)) == (FROM_A | FROM_B);
	walk_release(&walk);
	return result;
}

typedef VEC(struct met_commit *) commit_list;

/* Those of the candidates that no other descends from, which are more than one where branches were
 * merged crosswise. */
static int drop_older(commit_list *out, struct repository *repository,
	struct met_commit **candidates, size_t count, struct err *err)
{
	if (count > CANDIDATES_MAX)
		count = CANDIDATES_MAX;
	for (size_t i = 0; i < count; i++) {
		int is_below = 0;

		for (size_t j = 0; j < count && is_below == 0; j++)
			is_below =
				i == j ? 0
				       : is_ancestor(repository, candidates[i], candidates[j], err);
		if (is_below < 0)
			return -1;
		if (!is_below)
			vec_push(out, candidates[i]);
	}
	return 0;
}

static int reach_id(struct walk *walk, const struct oid *id, unsigned flags, struct err *err)
{
	struct met_commit *commit = meet(walk->repository, id, err);

	if (commit)
		reach(walk, commit, flags);
	return commit ? 0 : -1;
}

/* The best common ancestors of `b` and a commit that all of `a` were the parents of. */
static int find_bases(commit_list *out, struct repository *repository, const struct oid *a,
	size_t a_count, const struct oid *b, struct err *err)
{
	struct walk walk = { .repository = repository };
	commit_list candidates = VEC_INIT;
	int result = reach_id(&walk, b, FROM_B, err);

	for (size_t i = 0; i < a_count && result == 0; i++)
		result = reach_id(&walk, &a[i], FROM_A, err);
	if (result == 0)
		result = paint(&walk, err);
	for (size_t i = 0; result == 0 && i < walk.candidates.count; i++) {
		if (!(walk.candidates.items[i]->flags & STALE))
			vec_push(&candidates, walk.candidates.items[i]);
	}
	walk_release(&walk);
	if (result == 0)
		result = drop_older(out, repository, candidates.items, candidates.count, err);
	vec_release(&candidates);
	return result;
}

int repository_merge_base(struct repository *repository, const struct oid *a, const struct oid *b,
	struct oid *out, struct err *err)
{
	commit_list bases = VEC_INIT;
	struct met_commit *best = NULL;
	int result = find_bases(&bases, repository, a, 1, b, err);

	/* Where clocks were right the youngest is the first. */
	for (size_t i = 0; result == 0 && i < bases.count; i++) {
		if (!best || bases.items[i]->listed.time > best->listed.time)
			best = bases.items[i];
	}
	if (result == 0 && best)
		*out = best->listed.id;
	vec_release(&bases);
	return result < 0 ? -1 : best != NULL;
}

static int compare_ages(const void *a, const void *b)
{
	const struct met_commit *x = *(struct met_commit *const *)a,
				*y = *(struct met_commit *const *)b;

	if (x->listed.time != y->listed.time)
		return x->listed.time < y->listed.time ? -1 : 1;
	return memcmp(x->listed.id.bytes, y->listed.id.bytes, sizeof x->listed.id.bytes);
}

int repository_merge_bases(struct repository *repository, const struct oid *a, size_t a_count,
	const struct oid *b, struct oid **out, size_t *count, struct err *err)
{
	commit_list bases = VEC_INIT;
	VEC(struct oid) ids = VEC_INIT;
	int result = find_bases(&bases, repository, a, a_count, b, err);

	if (bases.count)
		qsort(bases.items, bases.count, sizeof(*bases.items), compare_ages);
	for (size_t i = 0; i < bases.count; i++)
		vec_push(&ids, bases.items[i]->listed.id);
	vec_release(&bases);
	if (result < 0)
		vec_clear(&ids);
	*out = ids.items;
	*count = ids.count;
	return result;
}

/* ---- stretches ---- */

/* A commit on the way down, and which of its parents is next. */
struct descent {
	struct met_commit *commit;
	size_t parents_left;
};

struct listing {
	struct walk walk; /* has flagged what base has */
	const struct stretch *stretch;
	VEC(struct met_commit *) commits; /* of first parents the youngest first, else the oldest */
};

/* Whether the stretch goes on at `commit`. */
static bool belongs(const struct listing *listing, const struct met_commit *commit)
{
	return !(commit->flags & (FROM_B | LISTED)) &&
	       commit->listed.time >= listing->stretch->since;
}

static int list_first_parents(struct listing *listing, struct met_commit *commit, struct err *err)
{
	while (belongs(listing, commit) && listing->commits.count < listing->stretch->limit) {
		vec_push(&listing->commits, commit);
		if (commit->listed.parent_count == 0)
			return 0;
		commit = meet(listing->walk.repository, &commit->listed.parents[0], err);
		if (!commit)
			return -1;
	}
	return 0;
}

static void enter(struct listing *listing, struct met_commit *commit, struct descent *out)
{
	if (!commit->flags)
		vec_push(&listing->walk.met, commit);
	commit->flags |= LISTED;
	*out = (struct descent){ commit, commit->listed.parent_count };
}

/* Depth first, the last parent first: so the line of first parents comes right before its merge. */
static int list_all(struct listing *listing, struct met_commit *head, struct err *err)
{
	VEC(struct descent) way = VEC_INIT;
	int result = 0;

	if (belongs(listing, head))
		enter(listing, head, vec_add(&way));
	while (way.count && result == 0) {
		struct descent *here = &way.items[way.count - 1];
		struct met_commit *parent;

		if (here->parents_left == 0) {
			vec_push(&listing->commits, here->commit);
			way.count--;
			continue;
		}
		parent = meet(listing->walk.repository,
			&here->commit->listed.parents[--here->parents_left], err);
		if (!parent)
			result = -1;
		else if (belongs(listing, parent))
			enter(listing, parent, vec_add(&way));
	}
	vec_release(&way);
	return result;
}

/* Hands the youngest of what was listed to the caller, the oldest first. */
static void give(struct listing *listing, struct listed_commit **out, size_t *count)
{
	const struct stretch *stretch = listing->stretch;
	size_t total = listing->commits.count, kept = total;

	if (kept > stretch->limit)
		kept = stretch->limit;
	*out = memory_get((kept + 1) * sizeof **out);
	*count = kept;
	for (size_t i = 0; i < kept; i++)
		(*out)[i] = listing->commits
				    .items[stretch->all_parents ? total - kept + i : kept - 1 - i]
				    ->listed;
}

int repository_list(struct repository *repository, const struct stretch *stretch,
	struct listed_commit **out, size_t *count, struct err *err)
{
	struct listing listing = { .walk = { .repository = repository }, .stretch = stretch };
	struct met_commit *head = meet(repository, &stretch->head, err);
	int result = head ? 0 : -1;

	if (result == 0 && stretch->base) {
		reach(&listing.walk, head, FROM_A);
		result = reach_id(&listing.walk, stretch->base, FROM_B, err);
		if (result == 0)
			result = paint(&listing.walk, err);
	}
	if (result == 0)
		result =
			(stretch->all_parents ? list_all : list_first_parents)(&listing, head, err);
	if (result == 0)
		give(&listing, out, count);
	vec_release(&listing.commits);
	walk_release(&listing.walk);
	return result;
}
