/*
 * audit.c - every break of a history, judged and told one commit after the other.
 */
#include "check/audit.h"

#include "check/lives.h"
#include "check/policy.h"

struct telling {
	struct audit *audit;
	const struct audit_request *request;
	const struct lives *lives;
	struct graph *graph;
	struct repository *repository;
	struct progress *progress;
	audit_visit visit;
	void *payload;
	size_t next; /* story that was not told */
};

void audit_init(struct audit *audit)
{
	memset(audit, 0, sizeof(*audit));
}

void audit_release(struct audit *audit)
{
	vec_release(&audit->lived);
	vec_release(&audit->diagnostics);
	arena_release(&audit->arena);
}

/* ---- lives ---- */

static int name_mender(
	struct life *life, struct telling *telling, struct arena *arena, struct err *err)
{
	struct commit commit;

	if (repository_commit(telling->repository, &life->mended_by, &commit, err) < 0)
		return -1;
	life->author = arena_text(arena, commit.author);
	life->summary = arena_text(arena, commit.summary);
	commit_release(&commit);
	return 0;
}

/* 0, or -1. */
static int make_life(const struct life **out, const struct story *story, struct telling *telling,
	struct arena *arena, struct err *err)
{
	const struct listed_commit *commits = telling->request->commits;
	struct life *life = arena_get_zeroed(arena, sizeof(*life));
	const struct listed_commit *last = &commits[telling->lives->passed - 1];

	*out = life;
	life->fate = story->fate;
	life->author = life->summary = "";
	if (story->fate != FATE_BROKEN) {
		last = &commits[story->ended];
		life->mended_by = last->id;
		life->commits = story->commits;
	} else {
		life->commits = telling->lives->passed - 1 - story->born;
	}
	life->seconds = last->time - commits[story->born].time;
	if (life->seconds < 0)
		life->seconds = 0;
	return story->fate == FATE_BROKEN ? 0 : name_mender(life, telling, arena, err);
}

/* The story of a break among those of its commit, or NULL. */
static const struct story *story_of(
	const struct telling *telling, size_t end, const struct finding *finding)
{
	for (size_t i = telling->next; i < end; i++) {
		const struct story *story = &telling->lives->stories.items[i];

		if (follower_stands_at(&story->start, finding->after))
			return story;
	}
	return NULL;
}

static bool has_life(const struct finding *finding)
{
	return finding->life != NULL;
}

static int give_lives(struct check *check, struct telling *telling, size_t end, struct err *err)
{
	for (size_t i = 0; i < check->breaks.count; i++) {
		struct finding *finding = &check->breaks.items[i];
		const struct story *story = story_of(telling, end, finding);

		if (story && make_life(&finding->life, story, telling, &check->arena, err) < 0)
			return -1;
	}
	check_keep(check, has_life);
	return 0;
}

/* ---- what is told ---- */

static void count_check(struct audit *audit, const struct check *check)
{
	audit->broken += check->breaks.count > 0;
	audit->stopped += check->fails;
	audit->breaks += check->breaks.count;
	audit->cross_app += check->cross_app;
	for (size_t i = 0; i < check->breaks.count; i++) {
		const struct life *life = check->breaks.items[i].life;

		audit->by_severity[check->breaks.items[i].severity]++;
		audit->fates[life->fate]++;
		if (life->fate != FATE_BROKEN)
			vec_push(&audit->lived, life->commits);
	}
}

/* A commit whose configuration is wrong cannot be judged; the others can. */
static void note_unjudged(
	struct telling *telling, const struct commit *commit, const struct err *err)
{
	struct arena *arena = &telling->audit->arena;
	char id[OID_TEXT_SIZE];

	oid_text(id, &commit->id);
	vec_push(&telling->audit->diagnostics,
		(struct diagnostic){ arena_printf(arena, "commit %.10s", id), 0,
			arena_printf(arena, "cannot be judged: %s", err->text) });
}

static int range_to(struct range *out, const struct telling *telling, const struct commit *commit,
	struct err *err)
{
	struct commit base;

	memset(out, 0, sizeof(*out));
	out->head_commit = commit->id;
	out->head_tree = commit->tree;
	out->is_commit = true;
	out->all_parents = telling->request->all_parents;
	if (commit->parent_count == 0)
		return 0;
	if (repository_commit(telling->repository, &commit->parents[0], &base, err) < 0)
		return -1;
	out->base_commit = base.id;
	out->base_tree = base.tree;
	commit_release(&base);
	return 0;
}

static int judge(struct check *check, struct telling *telling, const struct commit *commit,
	size_t end, struct err *err)
{
	struct range range;

	if (range_to(&range, telling, commit, err) < 0 ||
		check_run(check, &range, telling->graph, repository_objects(telling->repository),
			telling->repository, NULL, err) < 0)
		return -1;
	return give_lives(check, telling, end, err);
}

static int tell_commit(
	struct telling *telling, const struct commit *commit, size_t end, struct err *err)
{
	struct check check;
	struct audited audited = { commit, &check };
	int result;

	check_init(&check);
	check.options = telling->request->options;
	if (!check.options.today)
		check.options.today = day_of(commit->time);
	result = judge(&check, telling, commit, end, err);
	if (result < 0 && err->kind == ERR_INPUT) {
		note_unjudged(telling, commit, err);
		result = 0;
	} else if (result == 0 && (check.breaks.count || check.fails)) {
		count_check(telling->audit, &check);
		result = telling->visit(&audited, telling->payload);
	}
	check_release(&check);
	return result;
}

/* The first story that is of a later commit than `at`. */
static size_t end_of_stories(const struct telling *telling, size_t at)
{
	size_t end = telling->next;

	while (end < telling->lives->stories.count && telling->lives->stories.items[end].born == at)
		end++;
	return end;
}

static int tell_all(struct telling *telling, struct err *err)
{
	int result = 0;

	for (size_t at = 0; at < telling->lives->passed && result == 0; at++) {
		size_t end = end_of_stories(telling, at);
		struct commit commit;

		if (!telling->lives->is_marked[at])
			continue;
		if (telling->progress)
			telling->progress->told(
				telling->progress, "judging", at, telling->lives->passed);
		if (repository_commit(telling->repository, &telling->request->commits[at].id,
			    &commit, err) < 0)
			return -1;
		result = tell_commit(telling, &commit, end, err);
		commit_release(&commit);
		telling->next = end;
	}
	return result;
}

static int compare_sizes(const void *a, const void *b)
{
	const size_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static void sum_up(
	struct audit *audit, const struct lives *lives, const struct audit_request *request)
{
	audit->commits = lives->passed;
	audit->unfollowed = lives->unfollowed;
	if (lives->passed) {
		audit->first = request->commits[0].time;
		audit->last = request->commits[lives->passed - 1].time;
	}
	if (audit->lived.count)
		qsort(audit->lived.items, audit->lived.count, sizeof(size_t), compare_sizes);
}

int audit_run(struct audit *audit, const struct audit_request *request, struct graph *graph,
	struct repository *repository, struct progress *progress, audit_visit visit, void *payload,
	struct err *err)
{
	struct lives lives;
	struct telling telling = { audit, request, &lives, graph, repository, progress, visit,
		payload, 0 };
	int result = lives_trace(&lives, request, graph, repository, progress, err);

	if (result == 0)
		result = tell_all(&telling, err);
	if (result == 0)
		sum_up(audit, &lives, request);
	lives_release(&lives);
	return result;
}
