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
	struct map own;                  /* ids of the commits that the base lacks */
	size_t left;                     /* commits */
	size_t unnamed;                  /* findings whose commit lies beyond a bound */
	bool has_savepoint;
	struct oid at; /* the commit's tree that the graph was moved to; zero: it is at the base */
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

/* Moves the graph to a commit's tree, if it is not there. Where nobody has to be followed it stays
 * at the base. */
static int stand_at(struct walk *walk, const struct oid *tree, struct err *err)
{
	if (!walk->has_savepoint && graph_savepoint(walk->history->graph, err) < 0)
		return -1;
	walk->has_savepoint = true;
	if (oid_equal(&walk->at, tree))
		return 0;
	walk->at = *tree;
	return go_to(walk->history, tree, NULL, err);
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

/* Moves the graph from a commit to an older one, and sorts the followers: those that dangle there
 * go to `on`, the others, as they were, to `off`. */
static int step(struct walk *walk, const struct commit *from, const struct oid *older,
	const follower_list *followers, follower_list *on, follower_list *off, struct err *err)
{
	struct advance advance;
	struct crossing crossing;
	struct commit commit;
	int result;

	if (stand_at(walk, &from->tree, err) < 0 ||
		repository_commit(walk->history->repository, older, &commit, err) < 0)
		return -1;
	advance_init(&advance);
	walk->at = commit.tree;
	result = go_to(walk->history, &commit.tree, &advance, err);
	if (result == 0) {
		crossing_make(&crossing, &advance, true);
		for (size_t i = 0; i < followers->count; i++) {
			struct follower follower = followers->items[i];

			if (dangles_before(&crossing, &follower, walk->history->arena))
				vec_push(on, follower);
			else
				vec_push(off, follower);
		}
		crossing_release(&crossing);
	}
	advance_release(&advance);
	commit_release(&commit);
	return result;
}

static bool is_base(const struct walk *walk, const struct oid *id)
{
	return !oid_is_zero(&walk->history->base) && oid_equal(id, &walk->history->base);
}

/* A commit that the base has too is not to blame: head merely lacks what mended it. */
static bool is_own(const struct walk *walk, const struct oid *id)
{
	return map_find(&walk->own, (const char *)id->bytes, sizeof id->bytes) != NULL;
}

static int find_own(struct walk *walk, struct err *err)
{
	const struct history *history = walk->history;
	const struct stretch stretch = { .base = oid_is_zero(&history->base) ? NULL
									     : &history->base,
		.head = history->head,
		.all_parents = true,
		.since = INT64_MIN,
		.limit = SIZE_MAX };
	struct listed_commit *commits;
	size_t count;

	if (repository_list(history->repository, &stretch, &commits, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		map_put(&walk->own, (const char *)commits[i].id.bytes, sizeof commits[i].id.bytes);
	free(commits);
	return 0;
}

static void blame(const struct walk *walk, const struct commit *commit,
	const follower_list *followers, bool is_merge_alone)
{
	struct arena *arena = walk->history->arena;

	for (size_t i = 0; i < followers->count; i++) {
		struct cause *cause = &walk->findings[followers->items[i].subject]->cause;

		cause->has_commit = true;
		cause->is_merge_alone = is_merge_alone;
		cause->commit = commit->id;
		cause->author = arena_text(arena, commit->author);
		cause->summary = arena_text(arena, commit->summary);
	}
}

static void append(follower_list *to, const follower_list *from)
{
	for (size_t i = 0; i < from->count; i++)
		vec_push(to, from->items[i]);
}

/* Sorts the followers by what they are at a parent. At the base they are all well, for else nobody
 * would ask; and so before there was anything. */
static int ask_parent(struct walk *walk, const struct commit *commit, size_t parent,
	const follower_list *followers, follower_list *on, follower_list *off, struct err *err)
{
	if (parent < commit->parent_count && !is_base(walk, &commit->parents[parent]))
		return step(walk, commit, &commit->parents[parent], followers, on, off, err);
	append(off, followers);
	return 0;
}

static int walk_back(struct walk *walk, const struct oid *from, const follower_list *followers,
	unsigned depth, struct err *err);

/* The followers that were not dangling in the first parent: are they in another? Then the way goes
 * on inside it, or ends with no commit where the base has all that is there. In none: the merge
 * brought together what breaks only together. */
static int ask_other_parents(struct walk *walk, const struct commit *merge,
	const follower_list *followers, unsigned depth, struct err *err)
{
	follower_list on = VEC_INIT, off = VEC_INIT, rest = VEC_INIT;
	int result = 0;

	append(&rest, followers);
	for (size_t i = 1; i < merge->parent_count && rest.count && result == 0; i++) {
		vec_clear(&on);
		vec_clear(&off);
		result = ask_parent(walk, merge, i, &rest, &on, &off, err);
		if (result == 0 && on.count && is_own(walk, &merge->parents[i]))
			result = walk_back(walk, &merge->parents[i], &on, depth + 1, err);
		vec_clear(&rest);
		append(&rest, &off);
	}
	if (result == 0)
		blame(walk, merge, &rest, true);
	vec_release(&on);
	vec_release(&off);
	vec_release(&rest);
	return result;
}

/* One step back from `commit`. What still dangles before is left in `followers`; of the others the
 * story ends here. */
static int pass_commit(struct walk *walk, const struct commit *commit, follower_list *followers,
	unsigned depth, struct err *err)
{
	follower_list on = VEC_INIT, off = VEC_INIT;
	int result = ask_parent(walk, commit, 0, followers, &on, &off, err);

	if (result == 0 && commit->parent_count < 2)
		blame(walk, commit, &off, false);
	else if (result == 0 && off.count && depth < MERGES_MAX)
		result = ask_other_parents(walk, commit, &off, depth, err);
	else if (off.count)
		walk->unnamed += off.count;
	vec_release(&off);
	vec_release(followers);
	*followers = on;
	return result;
}

/* Follows from the commit `from` along first parents, as long as they are head's own. */
static int walk_back(struct walk *walk, const struct oid *from, const follower_list *followers,
	unsigned depth, struct err *err)
{
	follower_list left = VEC_INIT;
	struct oid at = *from;
	int result = 0;

	append(&left, followers);
	while (left.count && walk->left && result == 0 && is_own(walk, &at)) {
		struct commit commit;
		bool is_end;

		walk->left--;
		result = repository_commit(walk->history->repository, &at, &commit, err);
		if (result < 0)
			break;
		if (!commit.is_boundary)
			result = pass_commit(walk, &commit, &left, depth, err);
		is_end = commit.parent_count == 0;
		if (!is_end)
			at = commit.parents[0];
		commit_release(&commit);
		if (is_end)
			break;
	}
	if (walk->left == 0)
		walk->unnamed += left.count;
	vec_release(&left);
	return result;
}

/* Of what dangles in a merge of base and head that is only made in memory, leaves what dangles at
 * head too. */
static int leave_merge(struct walk *walk, follower_list *followers, struct err *err)
{
	const struct commit merge = { .tree = *walk->history->merged };
	follower_list on = VEC_INIT, off = VEC_INIT;
	int result = step(walk, &merge, &walk->history->head, followers, &on, &off, err);

	vec_release(&off);
	vec_release(followers);
	*followers = on;
	return result;
}

int commit_find(const struct history *history, struct finding *const *findings, size_t count,
	size_t *unnamed, struct err *err)
{
	struct walk walk = { .history = history, .findings = findings, .left = COMMITS_MAX };
	follower_list followers = VEC_INIT;
	int result;

	for (size_t i = 0; i < count; i++)
		vec_push(&followers,
			follower_at(findings[i]->after, findings[i]->before, i, history->arena));
	result = find_own(&walk, err);
	if (result == 0 && history->merged)
		result = leave_merge(&walk, &followers, err);
	if (result == 0)
		result = walk_back(&walk, &history->head, &followers, 0, err);
	if (walk.has_savepoint && graph_return(history->graph, result < 0 ? NULL : err) < 0)
		result = -1;
	*unnamed = walk.unnamed;
	map_release(&walk.own);
	vec_release(&followers);
	return result;
}
