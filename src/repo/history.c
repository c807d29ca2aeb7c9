/*
 * history.c - merge bases and first parents, right in shallow clones too.
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
 * ancestor. */
enum {
	FROM_A = 1,
	FROM_B = 2,
	STALE = 4,
	NOTED = 8,
};

/* Common ancestors that are compared with each other; only contrived histories have more. */
#define CANDIDATES_MAX 64

/* A commit as far as walking history needs it. */
struct met_commit {
	struct oid id;
	long long time;
	struct oid *parents;
	size_t parent_count;
	bool is_boundary;
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
	met->id = *id;
	met->time = commit.time;
	met->is_boundary = commit.is_boundary;
	met->parent_count = commit.parent_count;
	if (commit.parent_count) {
		met->parents =
			arena_get(&history->arena, commit.parent_count * sizeof *met->parents);
		memcpy(met->parents, commit.parents, commit.parent_count * sizeof *met->parents);
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
	for (; at && heap[(at - 1) / 2]->time < heap[at]->time; at = (at - 1) / 2)
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
		if (child + 1 < count && heap[child + 1]->time > heap[child]->time)
			child++;
		if (heap[child]->time <= heap[at]->time)
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

/* Walks from both commits, the youngest first, until only ancestors of common ancestors are left:
 * what git calls painting down to common. Leaves the common ancestors in walk->candidates. */
static int paint(struct walk *walk, struct met_commit *a, struct met_commit *b, struct err *err)
{
	reach(walk, a, FROM_A);
	reach(walk, b, FROM_B);
	while (walk->fresh) {
		struct met_commit *commit = pop(walk);
		unsigned flags = commit->flags & (FROM_A | FROM_B | STALE);

		if (flags == (FROM_A | FROM_B)) {
			if (!(commit->flags & NOTED))
				vec_push(&walk->candidates, commit);
			commit->flags |= NOTED;
			flags |= STALE;
		}
		for (size_t i = 0; i < commit->parent_count; i++) {
			struct met_commit *parent =
				meet(walk->repository, &commit->parents[i], err);

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
	int result = paint(&walk, a, b, err);

	if (result == 0)
		result = (a->flags & (FROM_A | FROM_B)) == (FROM_A | FROM_B);
	walk_release(&walk);
	return result;
}

/* The youngest candidate that no other descends from. Where clocks were right that is the first. */
static int choose(struct oid *out, struct repository *repository, struct met_commit **candidates,
	size_t count, struct err *err)
{
	struct met_commit *best = NULL;

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
		if (!is_below && (!best || candidates[i]->time > best->time))
			best = candidates[i];
	}
	if (best)
		*out = best->id;
	return best != NULL;
}

int repository_merge_base(struct repository *repository, const struct oid *a, const struct oid *b,
	struct oid *out, struct err *err)
{
	struct walk walk = { .repository = repository };
	struct met_commit *first = meet(repository, a, err), *second = NULL;
	VEC(struct met_commit *) candidates = VEC_INIT;
	int result = -1;

	if (first)
		second = meet(repository, b, err);
	if (second)
		result = paint(&walk, first, second, err);
	for (size_t i = 0; result == 0 && i < walk.candidates.count; i++) {
		if (!(walk.candidates.items[i]->flags & STALE))
			vec_push(&candidates, walk.candidates.items[i]);
	}
	walk_release(&walk);
	if (result == 0)
		result = choose(out, repository, candidates.items, candidates.count, err);
	vec_release(&candidates);
	return result;
}

static void reverse(struct oid *ids, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct oid kept = ids[i];

		ids[i] = ids[count - 1 - i];
		ids[count - 1 - i] = kept;
	}
}

int repository_first_parents(struct repository *repository, const struct oid *base,
	const struct oid *head, size_t limit, struct oid **out, size_t *count, bool *met,
	struct err *err)
{
	VEC(struct oid) ids = VEC_INIT;
	struct oid next = *head;

	*met = false;
	while (!*met && ids.count < limit) {
		struct met_commit *commit;

		if (base && oid_equal(&next, base)) {
			*met = true;
			break;
		}
		commit = meet(repository, &next, err);
		if (!commit) {
			vec_release(&ids);
			return -1;
		}
		vec_push(&ids, next);
		if (commit->parent_count == 0) {
			*met = !base && !commit->is_boundary;
			break;
		}
		next = commit->parents[0];
	}
	if (!*met && base && ids.count == limit)
		*met = oid_equal(&next, base);
	reverse(ids.items, ids.count);
	*out = ids.items;
	*count = ids.count;
	return 0;
}
