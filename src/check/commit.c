/*
 * commit.c - which commit did it.
 */
#include "check/commit.h"

#include "check/follow.h"
#include "check/unreadable.h"

#define MERGES_MAX 64u /* merges inside of merges */

struct walk {
	const struct history *history;
	struct finding *const *findings; /* followers' subjects */
	size_t left;                     /* commits */
};

/* The root of `tree`, where the graph stands, with what cannot be read there as it was at base. */
static int readable_root(
	struct oid *out, const struct history *history, const struct oid *tree, struct err *err)
{
	unreadable_list unreadable = VEC_INIT;
	struct snapshot *base = snapshot_new(history->objects, &history->base_tree);
	int result = unreadable_find(&unreadable, history->graph, base, NULL, history->arena, err);

	if (result == 0)
		result = unreadable_replace(out, &unreadable, history->objects, tree, err);
	snapshot_free(base);
	vec_release(&unreadable);
	return result;
}

static int move(
	const struct history *history, const struct oid *root, struct advance *out, struct err *err)
{
	return graph_advance(history->graph, root, history->rules, history->progress, out, err);
}

/* Moves the graph to a commit's tree. A manifest that cannot be read there breaks nobody by that:
 * see unreadable.h. */
static int go_to(
	const struct history *history, const struct oid *tree, struct advance *out, struct err *err)
{
	struct oid from, root;
	uint64_t fingerprint;

	graph_position(history->graph, &from, &fingerprint);
	if (move(history, tree, out, err) < 0 || readable_root(&root, history, tree, err) < 0)
		return -1;
	if (oid_equal(&root, tree))
		return 0;
	if (out) {
		advance_release(out);
		if (move(history, &from, NULL, err) < 0)
			return -1;
	}
	return move(history, &root, out, err);
}

/* Does what the follower follows dangle in the older commit too? Then it is followed there. */
static bool dangles_before(
	const struct crossing *crossing, struct follower *follower, struct arena *arena)
{
	const struct pair *pair;
	int found = crossing_find(crossing, &follower->at, true, &pair);

	if (found == 0)
		return true;
	if (found < 0 || !pair->before || !follower_is_bad(follower, pair->before))
		return false;
	follower_go(follower, pair->before, arena);
	return true;
}

/* Moves the graph to `older` and sorts the followers: those that dangle there go to `on`, the
 * others, as they were, to `off`. */
static int step(const struct walk *walk, const struct oid *older, const follower_list *followers,
	follower_list *on, follower_list *off, struct err *err)
{
	const struct history *history = walk->history;
	struct advance advance;
	struct crossing crossing;
	int result;

	advance_init(&advance);
	result = go_to(history, older, &advance, err);
	if (result == 0) {
		crossing_make(&crossing, &advance, true);
		for (size_t i = 0; i < followers->count; i++) {
			struct follower follower = followers->items[i];

			if (dangles_before(&crossing, &follower, history->arena))
				vec_push(on, follower);
			else
				vec_push(off, follower);
		}
		crossing_release(&crossing);
	}
	advance_release(&advance);
	return result;
}

/* 1, 0 if the base has the commit too, -1. */
static int is_to_blame(const struct history *history, const struct oid *commit, struct err *err)
{
	struct oid common;
	int result;

	if (oid_is_zero(&history->base))
		return 1;
	result = repository_merge_base(history->repository, commit, &history->base, &common, err);
	return result < 0 ? -1 : !(result > 0 && oid_equal(&common, commit));
}

static int blame(const struct walk *walk, const struct commit *commit,
	const follower_list *followers, struct err *err)
{
	const struct history *history = walk->history;
	int result = followers->count ? is_to_blame(history, &commit->id, err) : 0;

	for (size_t i = 0; result > 0 && i < followers->count; i++) {
		struct cause *cause = &walk->findings[followers->items[i].subject]->cause;

		cause->has_commit = true;
		cause->commit = commit->id;
		cause->author = arena_text(history->arena, commit->author);
		cause->summary = arena_text(history->arena, commit->summary);
	}
	return result < 0 ? -1 : 0;
}

static int walk_back(struct walk *walk, const struct oid *from, const follower_list *followers,
	unsigned depth, struct err *err);

static int tree_of(const struct walk *walk, const struct oid *id, struct oid *out, struct err *err)
{
	struct commit commit;
	int result = repository_commit(walk->history->repository, id, &commit, err);

	if (result == 0) {
		*out = commit.tree;
		commit_release(&commit);
	}
	return result;
}

/* The followers that were not dangling in the first parent: are they in another? The graph is taken
 * back to the merge each time, for they are followed from there. */
static int ask_other_parents(struct walk *walk, const struct commit *merge,
	const follower_list *followers, unsigned depth, struct err *err)
{
	const struct history *history = walk->history;
	follower_list on = VEC_INIT, off = VEC_INIT, rest = VEC_INIT;
	int result = 0;

	for (size_t i = 0; i < followers->count; i++)
		vec_push(&rest, followers->items[i]);
	for (size_t i = 1; i < merge->parent_count && rest.count && result == 0; i++) {
		struct oid tree;

		vec_clear(&on);
		vec_clear(&off);
		result = go_to(history, &merge->tree, NULL, err);
		if (result == 0)
			result = tree_of(walk, &merge->parents[i], &tree, err);
		if (result == 0)
			result = step(walk, &tree, &rest, &on, &off, err);
		if (result == 0 && on.count)
			result = walk_back(walk, &merge->parents[i], &on, depth + 1, err);
		vec_clear(&rest);
		for (size_t j = 0; j < off.count; j++)
			vec_push(&rest, off.items[j]);
	}
	vec_release(&on);
	vec_release(&off);
	vec_release(&rest);
	return result;
}

/* One step back from `commit`, where the graph stands. What still dangles before is left in
 * `followers`; of the others the story ends here. */
static int pass_commit(struct walk *walk, const struct commit *commit, follower_list *followers,
	unsigned depth, struct err *err)
{
	const struct history *history = walk->history;
	follower_list on = VEC_INIT, off = VEC_INIT;
	struct oid tree = { { 0 } };
	int result = 0;

	if (commit->parent_count)
		result = tree_of(walk, &commit->parents[0], &tree, err);
	if (result == 0)
		result = step(walk, &tree, followers, &on, &off, err);
	if (result == 0 && commit->parent_count < 2)
		result = blame(walk, commit, &off, err);
	else if (result == 0 && off.count && depth < MERGES_MAX)
		result = ask_other_parents(walk, commit, &off, depth, err);
	if (result == 0 && off.count && commit->parent_count > 1 && on.count)
		result = go_to(history, &tree, NULL, err);
	vec_release(&off);
	vec_release(followers);
	*followers = on;
	return result;
}

/* Follows from the commit `from`, where the graph stands, along first parents. */
static int walk_back(struct walk *walk, const struct oid *from, const follower_list *followers,
	unsigned depth, struct err *err)
{
	follower_list left = VEC_INIT;
	struct oid at = *from;
	int result = 0;

	for (size_t i = 0; i < followers->count; i++)
		vec_push(&left, followers->items[i]);
	while (left.count && walk->left && result == 0) {
		struct commit commit;
		bool is_end;

		walk->left--;
		result = repository_commit(walk->history->repository, &at, &commit, err);
		if (result < 0)
			break;
		is_end = commit.is_boundary || oid_equal(&at, &walk->history->base);
		if (!is_end)
			result = pass_commit(walk, &commit, &left, depth, err);
		is_end = is_end || commit.parent_count == 0;
		if (!is_end)
			at = commit.parents[0];
		commit_release(&commit);
		if (is_end)
			break;
	}
	vec_release(&left);
	return result;
}

/* Leaves in `followers` those that head's own side broke: what is bad where both sides parted, the
 * base has mended since, and head merely lacks that. The graph stands at head. */
static int drop_what_is_older(const struct history *history, const struct oid *head_tree,
	follower_list *followers, struct err *err)
{
	struct walk walk = { .history = history };
	follower_list on = VEC_INIT, off = VEC_INIT;
	struct oid parting, tree;
	int result = 1;

	if (oid_is_zero(&history->base))
		return 0;
	result = repository_merge_base(
		history->repository, &history->base, &history->head, &parting, err);
	if (result <= 0) {
		vec_clear(followers);
		return result;
	}
	if (oid_equal(&parting, &history->base))
		return 0;
	result = tree_of(&walk, &parting, &tree, err);
	if (result == 0)
		result = step(&walk, &tree, followers, &on, &off, err);
	if (result == 0)
		result = go_to(history, head_tree, NULL, err);
	vec_release(&on);
	vec_release(followers);
	*followers = off;
	return result;
}

static int walk_from_head(struct walk *walk, follower_list *followers, struct err *err)
{
	const struct history *history = walk->history;
	struct oid tree;

	if (tree_of(walk, &history->head, &tree, err) < 0)
		return -1;
	if (go_to(history, &tree, NULL, err) < 0)
		return -1;
	if (drop_what_is_older(history, &tree, followers, err) < 0)
		return -1;
	return walk_back(walk, &history->head, followers, 0, err);
}

/* Where the base is the head's only parent there is nobody else to blame, and no need to go there
 * and back. 1, 0: there are more commits, -1. */
static int blame_single(const struct walk *walk, const follower_list *followers, struct err *err)
{
	const struct history *history = walk->history;
	struct commit commit;
	int result = repository_commit(history->repository, &history->head, &commit, err);

	if (result < 0)
		return -1;
	if (commit.parent_count == 1 && !commit.is_boundary &&
		oid_equal(&commit.parents[0], &history->base))
		result = blame(walk, &commit, followers, err) < 0 ? -1 : 1;
	commit_release(&commit);
	return result;
}

/* From the base to the head, back along its commits, and to the base again. */
static int go_and_return(struct walk *walk, follower_list *followers, struct err *err)
{
	struct graph *graph = walk->history->graph;
	int result;

	if (graph_savepoint(graph, err) < 0)
		return -1;
	result = walk_from_head(walk, followers, err);
	if (graph_return(graph, result < 0 ? NULL : err) < 0)
		result = -1;
	return result;
}

int commit_find(const struct history *history, struct finding *const *findings, size_t count,
	struct err *err)
{
	struct walk walk = { history, findings, COMMITS_MAX };
	follower_list followers = VEC_INIT;
	int result;

	for (size_t i = 0; i < count; i++)
		vec_push(&followers, follower_at(findings[i]->after, i, history->arena));
	result = blame_single(&walk, &followers, err);
	if (result == 0)
		result = go_and_return(&walk, &followers, err);
	vec_release(&followers);
	return result < 0 ? -1 : 0;
}
