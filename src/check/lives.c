/*
 * lives.c - which references break on the way through a history, and when each is mended.
 *
 * What is broken at a commit is what was broken at its parents, less what it mends, and what it
 * breaks itself. A merge breaks what was good in any of its parents; in a history of all commits
 * only what no parent has broken already: the rest was told where it happened.
 */
#include "check/lives.h"

#include "check/configuration.h"
#include "check/judgement.h"
#include "check/undecided.h"

/* What is known at one commit. */
struct moment {
	follower_list open; /* what is broken there; subjects are stories */
	size_t depth;       /* commits on the longest way from where the history begins */
	size_t children;    /* that have yet to take over `open` */
};

struct trace {
	struct lives *lives;
	const struct audit_request *request;
	struct graph *graph;
	struct repository *repository;
	struct progress *progress;
	struct map places; /* commit id -> index + 1 */
	struct moment *moments;
	struct configuration configuration;
	bool is_configured;
	struct oid configuration_oid; /* the blob; zero: there is none */
	struct arena scratch;         /* of one commit */
};

/* A reference that leads nowhere at a commit, and that its first parent has not, or has whole. */
struct candidate {
	const struct reference *bad, *before; /* before: or NULL */
	enum outcome outcome;                 /* of what was asked so far */
	bool is_undecided;                    /* another parent of a merge is to be asked */
};
typedef VEC(struct candidate) candidate_list;

/* ---- where the graph stands ---- */

/* Reads the rules anew only where the configuration changes. One that is wrong is no reason to end
 * a history: the defaults count as long as it is. */
static int take_rules(struct trace *trace, const struct oid *tree, struct err *err)
{
	struct snapshot *snapshot = snapshot_new(repository_objects(trace->repository), tree);
	struct oid oid = { { 0 } };
	struct entry entry;
	int result = snapshot_entry(snapshot, CONFIGURATION_PATH, &entry, err);

	if (result > 0)
		oid = entry.oid;
	if (result >= 0 && trace->is_configured && oid_equal(&oid, &trace->configuration_oid)) {
		snapshot_free(snapshot);
		return 0;
	}
	if (result >= 0) {
		configuration_release(&trace->configuration);
		result = configuration_load(&trace->configuration, snapshot, err);
	}
	if (result < 0 && err->kind == ERR_INPUT) {
		configuration_release(&trace->configuration);
		configuration_default(&trace->configuration);
		result = 0;
	}
	trace->configuration_oid = oid;
	trace->is_configured = result >= 0;
	snapshot_free(snapshot);
	return result < 0 ? -1 : 0;
}

static int move(
	struct trace *trace, const struct oid *tree, struct advance *advance, struct err *err)
{
	if (take_rules(trace, tree, err) < 0)
		return -1;
	return graph_advance(trace->graph, tree, &trace->configuration.rules, NULL, advance, err);
}

/* The moment of a commit, or NULL if it is not part of the history. */
static struct moment *moment_of(struct trace *trace, const struct oid *id)
{
	struct map_entry *entry =
		map_find(&trace->places, (const char *)id->bytes, sizeof id->bytes);

	return entry ? &trace->moments[(uintptr_t)entry->value - 1] : NULL;
}

static int move_to_commit(
	struct trace *trace, const struct oid *id, struct advance *advance, struct err *err)
{
	struct moment *moment = moment_of(trace, id);
	struct commit commit;
	int result;

	if (moment)
		return move(trace, &trace->request->commits[moment - trace->moments].tree, advance,
			err);
	if (repository_commit(trace->repository, id, &commit, err) < 0)
		return -1;
	result = move(trace, &commit.tree, advance, err);
	commit_release(&commit);
	return result;
}

/* ---- births ---- */

static void begin(struct trace *trace, size_t at, const struct candidate *candidate)
{
	struct lives *lives = trace->lives;
	size_t subject = lives->stories.count;
	struct story *story;

	if (subject >= LIVES_MAX) {
		lives->unfollowed++;
		return;
	}
	story = vec_add(&lives->stories);
	*story = (struct story){ .start = follower_at(
					 candidate->bad, candidate->before, subject, &lives->arena),
		.born = at };
	vec_push(&trace->moments[at].open, story->start);
	lives->is_marked[at] = true;
}

/* A new reference that leads nowhere may fail a check. */
static bool may_fail(enum outcome outcome, const struct reference *bad)
{
	return outcome == OUTCOME_INTRODUCED && bad->always;
}

static void find_candidates(const struct crossing *crossing, bool is_merge, candidate_list *out)
{
	for (size_t i = 0; i < crossing->pairs.count; i++) {
		const struct pair *pair = &crossing->pairs.items[i];
		enum outcome outcome = judge_pair(pair);
		bool is_undecided = is_merge && undecided_is(pair);

		if (outcome == OUTCOME_BREAK || is_undecided || may_fail(outcome, pair->after))
			vec_push(out, (struct candidate){
					      pair->after, pair->before, outcome, is_undecided });
	}
}

static void begin_all(struct trace *trace, size_t at, const candidate_list *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		const struct candidate *candidate = &candidates->items[i];

		if (candidate->outcome == OUTCOME_BREAK)
			begin(trace, at, candidate);
		else if (may_fail(candidate->outcome, candidate->bad))
			trace->lives->is_marked[at] = true;
	}
}

/* ---- deaths ---- */

static void end(struct trace *trace, size_t at, size_t subject, enum fate fate)
{
	struct story *story = &trace->lives->stories.items[subject];

	if (story->fate != FATE_BROKEN)
		return; /* it was mended on another way before */
	story->fate = fate;
	story->ended = at;
	story->commits = trace->moments[at].depth - trace->moments[story->born].depth;
}

/* What a step makes of a reference that was bad before it. What cannot be told any more, such as a
 * manifest that does not parse, is neither mended nor lost. */
static bool is_mended(const struct crossing *crossing, struct follower *follower, enum fate *fate,
	struct arena *arena)
{
	const struct pair *pair;
	int found = crossing_find(crossing, &follower->at, false, &pair);

	*fate = FATE_REMOVED;
	if (found < 0 || (found > 0 && !pair->after))
		return true;
	*fate = found > 0 && pair->is_edited ? FATE_REPOINTED : FATE_RESTORED;
	if (found == 0)
		return false;
	if ((pair->after->verdict == VERDICT_RESOLVED && !follower_is_bad(follower, pair->after)) ||
		(pair->is_edited && !follower_is_bad(follower, pair->after)))
		return true;
	follower_go(follower, pair->after, arena);
	return false;
}

/* Takes the followers along to the commit `at`; `crossing` NULL: nothing changed for them. */
static void follow(struct trace *trace, size_t at, const struct crossing *crossing,
	const follower_list *followers)
{
	for (size_t i = 0; i < followers->count; i++) {
		struct follower follower = followers->items[i];
		enum fate fate;

		if (crossing && is_mended(crossing, &follower, &fate, &trace->lives->arena))
			end(trace, at, follower.subject, fate);
		else
			vec_push(&trace->moments[at].open, follower);
	}
}

/* ---- one commit ---- */

static bool has_bad(const struct manifest_change *change)
{
	for (size_t i = 0; i < change->after_count; i++)
		if (change->after[i].verdict != VERDICT_RESOLVED ||
			reference_is_guess(&change->after[i]))
			return true;
	return false;
}

/* Pairing costs more than looking first whether there is anything to pair. */
static bool may_matter(const struct advance *advance, const follower_list *followers)
{
	if (advance->manifests.count && followers->count)
		return true;
	for (size_t i = 0; i < advance->manifests.count; i++)
		if (has_bad(&advance->manifests.items[i]))
			return true;
	return false;
}

/* Hands over what is broken at a parent; empty if it is not part of the history. */
static follower_list take_over(struct trace *trace, const struct oid *parent)
{
	struct moment *moment = moment_of(trace, parent);
	follower_list taken = VEC_INIT;

	if (!moment)
		return taken;
	if (--moment->children == 0) {
		taken = moment->open;
		moment->open = (follower_list)VEC_INIT;
		return taken;
	}
	for (size_t i = 0; i < moment->open.count; i++)
		vec_push(&taken, moment->open.items[i]);
	return taken;
}

/* Of what a parent hands over, what no other parent handed over before. */
static void drop_known(struct trace *trace, size_t at, follower_list *followers)
{
	const follower_list *open = &trace->moments[at].open;
	bool *is_known = arena_get_zeroed(&trace->scratch, trace->lives->stories.count + 1);
	size_t kept = 0;

	for (size_t i = 0; i < open->count; i++)
		is_known[open->items[i].subject] = true;
	for (size_t i = 0; i < followers->count; i++)
		if (!is_known[followers->items[i].subject])
			followers->items[kept++] = followers->items[i];
	followers->count = kept;
}

/* What is as bad in a parent is not the merge's doing, in a history that tells of that. */
static void drop_older(const struct crossing *crossing, candidate_list *candidates)
{
	size_t kept = 0;

	for (size_t i = 0; i < candidates->count; i++)
		if (!crossing_is_older(
			    crossing, candidates->items[i].bad, candidates->items[i].before))
			candidates->items[kept++] = candidates->items[i];
	candidates->count = kept;
}

/* What was good in the other parent is broken by the merge. */
static void decide(const struct crossing *crossing, candidate_list *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];
		const struct pair *pair;

		if (candidate->is_undecided &&
			crossing_find(crossing, candidate->bad, true, &pair) > 0 &&
			judge_pair(pair) == OUTCOME_BREAK)
			candidate->outcome = OUTCOME_BREAK;
	}
}

static bool asks_parent(const struct trace *trace, const candidate_list *candidates)
{
	for (size_t i = 0; i < candidates->count; i++)
		if (trace->request->all_parents || candidates->items[i].is_undecided)
			return true;
	return false;
}

/* What another parent of a merge has to say. The graph stands at the merge, or at another of its
 * parents, and is left at this one. */
static int ask_parent(struct trace *trace, size_t at, const struct oid *parent,
	candidate_list *candidates, struct err *err)
{
	follower_list followers = VEC_INIT;
	struct crossing crossing;
	struct advance advance;
	int result = 0;

	if (trace->request->all_parents)
		followers = take_over(trace, parent);
	drop_known(trace, at, &followers);
	if (followers.count || asks_parent(trace, candidates)) {
		advance_init(&advance);
		result = move(trace, &trace->request->commits[at].tree, NULL, err);
		if (result == 0)
			result = move_to_commit(trace, parent, &advance, err);
		if (result == 0) {
			crossing_make(&crossing, &advance, true);
			follow(trace, at, &crossing, &followers);
			decide(&crossing, candidates);
			if (trace->request->all_parents)
				drop_older(&crossing, candidates);
			crossing_release(&crossing);
		}
		advance_release(&advance);
	}
	vec_release(&followers);
	return result;
}

static int ask_other_parents(
	struct trace *trace, size_t at, candidate_list *candidates, struct err *err)
{
	const struct listed_commit *commit = &trace->request->commits[at];
	int result = 0;

	for (size_t i = 1; i < commit->parent_count && result == 0; i++)
		result = ask_parent(trace, at, &commit->parents[i], candidates, err);
	return result;
}

static int pass_change(
	struct trace *trace, size_t at, const struct advance *advance, struct err *err)
{
	const struct listed_commit *commit = &trace->request->commits[at];
	follower_list followers = take_over(trace, &commit->parents[0]);
	candidate_list candidates = VEC_INIT;
	struct crossing crossing;
	bool matters = may_matter(advance, &followers);
	int result;

	if (matters) {
		crossing_make(&crossing, advance, false);
		find_candidates(&crossing, commit->parent_count > 1, &candidates);
		if (trace->request->all_parents)
			drop_older(&crossing, &candidates);
	}
	follow(trace, at, matters ? &crossing : NULL, &followers);
	result = ask_other_parents(trace, at, &candidates, err);
	if (result == 0)
		begin_all(trace, at, &candidates);
	if (matters)
		crossing_release(&crossing);
	vec_release(&candidates);
	vec_release(&followers);
	return result;
}

/* Parents whose line the history follows. */
static size_t count_parents(const struct trace *trace, const struct listed_commit *commit)
{
	return commit->parent_count && !trace->request->all_parents ? 1 : commit->parent_count;
}

static void find_depth(struct trace *trace, size_t at)
{
	const struct listed_commit *commit = &trace->request->commits[at];
	size_t depth = 0;

	for (size_t i = 0; i < count_parents(trace, commit); i++) {
		const struct moment *parent = moment_of(trace, &commit->parents[i]);

		if (parent && parent->depth > depth)
			depth = parent->depth;
	}
	trace->moments[at].depth = depth + 1;
}

/* Nothing was good before the first commit, so it breaks nothing. */
static int pass_commit(struct trace *trace, size_t at, struct err *err)
{
	const struct listed_commit *commit = &trace->request->commits[at];
	struct advance advance;
	int result;

	find_depth(trace, at);
	if (commit->parent_count == 0)
		return move(trace, &commit->tree, NULL, err);
	if (move_to_commit(trace, &commit->parents[0], NULL, err) < 0)
		return -1;
	advance_init(&advance);
	result = move(trace, &commit->tree, &advance, err);
	if (result == 0)
		result = pass_change(trace, at, &advance, err);
	advance_release(&advance);
	arena_clear(&trace->scratch);
	return result;
}

/* ---- the way ---- */

static void trace_init(struct trace *trace)
{
	const struct audit_request *request = trace->request;

	configuration_init(&trace->configuration);
	trace->moments = memory_get_zeroed(request->count + 1, sizeof(*trace->moments));
	trace->lives->is_marked = memory_get_zeroed(request->count + 1, sizeof(bool));
	for (size_t i = 0; i < request->count; i++) {
		const struct oid *id = &request->commits[i].id;

		map_put(&trace->places, (const char *)id->bytes, sizeof id->bytes)->value =
			(void *)(uintptr_t)(i + 1);
	}
	for (size_t i = 0; i < request->count; i++) {
		const struct listed_commit *commit = &request->commits[i];

		for (size_t k = 0; k < count_parents(trace, commit); k++) {
			struct moment *parent = moment_of(trace, &commit->parents[k]);

			if (parent)
				parent->children++;
		}
	}
}

static void trace_release(struct trace *trace)
{
	for (size_t i = 0; i < trace->request->count; i++)
		vec_release(&trace->moments[i].open);
	free(trace->moments);
	map_release(&trace->places);
	configuration_release(&trace->configuration);
	arena_release(&trace->scratch);
}

/* A break mended on one way and not on another is, where they end, as the end has it. */
static void reopen(struct trace *trace)
{
	const follower_list *open;

	if (trace->lives->passed == 0)
		return;
	open = &trace->moments[trace->lives->passed - 1].open;
	for (size_t i = 0; i < open->count; i++)
		trace->lives->stories.items[open->items[i].subject].fate = FATE_BROKEN;
}

int lives_trace(struct lives *out, const struct audit_request *request, struct graph *graph,
	struct repository *repository, struct progress *progress, struct err *err)
{
	struct trace trace = { .lives = out,
		.request = request,
		.graph = graph,
		.repository = repository,
		.progress = progress };
	int result = 0;

	memset(out, 0, sizeof(*out));
	trace_init(&trace);
	while (out->passed < request->count && result == 0) {
		if (request->goes_on && !request->goes_on(request->payload))
			break;
		if (progress)
			progress->told(progress, "auditing", out->passed, request->count);
		result = pass_commit(&trace, out->passed, err);
		out->passed += result == 0;
	}
	reopen(&trace);
	trace_release(&trace);
	return result;
}

void lives_release(struct lives *lives)
{
	vec_release(&lives->stories);
	free(lives->is_marked);
	arena_release(&lives->arena);
}
