/*
 * check.c - what going from one snapshot to another breaks: who asks whom, in which order.
 *
 * What is asked of the head is asked while the graph stands there, inside the savepoint; everything
 * else is known from the pairs, from both trees, and from the graph once it is back at the base.
 */
#include "check/check.h"

#include "check/check_private.h"
#include "check/commit.h"
#include "check/doubts.h"
#include "check/evidence.h"
#include "check/follow.h"

void check_init(struct check *check)
{
	memset(check, 0, sizeof(*check));
	check->options.fail_on = -1;
	advance_init(&check->advance);
	advance_init(&check->other);
}

void check_release(struct check *check)
{
	vec_release(&check->breaks);
	vec_release(&check->introduced);
	vec_release(&check->suppressed);
	vec_release(&check->diagnostics);
	advance_release(&check->advance);
	advance_release(&check->other);
	for (size_t i = 0; i < check->others_count; i++)
		advance_release(&check->from_others[i]);
	arena_release(&check->arena);
}

/* ---- rules ---- */

void run_say(struct check *check, const char *path, unsigned line, const char *text)
{
	vec_push(&check->diagnostics, (struct diagnostic){ arena_text(&check->arena, path), line,
					      arena_text(&check->arena, text) });
}

static void run_release(struct run *run)
{
	if (run->owners && owners_complaint(run->owners))
		run_say(run->check, owners_path(run->owners), 0, owners_complaint(run->owners));
	owners_free(run->owners);
	configuration_release(&run->base_config);
	configuration_release(&run->own_config);
	snapshot_free(run->base);
	snapshot_free(run->head);
	map_release(&run->apps);
	map_release(&run->ignored);
}

/* The base's configuration cannot be helped any more: if it is wrong that is said, and the defaults
 * count. 1, 0: they do, -1. */
static int load_base_configuration(struct run *run, struct err *err)
{
	struct err problem;

	if (configuration_load(&run->base_config, run->base, &problem) == 0)
		return 1;
	if (problem.kind != ERR_INPUT) {
		*err = problem;
		return err_wrap(err, "cannot read the configuration at the base");
	}
	run_say(run->check, CONFIGURATION_PATH, problem.line,
		arena_printf(&run->check->arena, "not read at the base: %s", problem.text));
	configuration_release(&run->base_config);
	configuration_default(&run->base_config);
	return 0;
}

static int load_configurations(struct run *run, struct err *err)
{
	int is_shared = load_base_configuration(run, err);

	if (is_shared == 1)
		is_shared = configuration_is_shared(run->base, run->head, err);
	if (is_shared < 0)
		return -1;
	run->head_config = is_shared ? &run->base_config : &run->own_config;
	if (!is_shared && configuration_load(&run->own_config, run->head, err) < 0)
		return err_wrap(err, "cannot read the configuration at the head");
	if (run->base_config.rules.fingerprint != run->head_config->rules.fingerprint)
		run_say(run->check, CONFIGURATION_PATH, 0,
			"the rules differ between base and head: each is read with its own");
	return 0;
}

/* ---- what only the base's rules see ---- */

static bool is_seen(const struct advance *advance, const struct finding *finding)
{
	const struct manifest_change *change = reading_change(advance, finding->manifest);

	for (size_t i = 0; change && i < change->after_count; i++) {
		const struct reference *reference = &change->after[i];

		if (strcmp(reference->location, finding->after->location) == 0 &&
			strcmp(reference->format, finding->after->format) == 0 &&
			strcmp(reference->identity, finding->after->identity) == 0)
			return true;
	}
	/* What did not change is as good at head as it was. */
	return change == NULL;
}

/* Who takes a rule away, or has a manifest ignored, in the change that breaks it, is told so. */
static int find_suppressed(struct run *run, struct err *err)
{
	struct check *check = run->check;
	finding_list breaks = VEC_INIT;
	struct reading reading = { .advance = &check->other,
		.rules = &run->base_config.rules,
		.root = check->range.head_tree,
		.breaks = &breaks,
		.base_commit = check->range.base_commit };
	int result = reading_read(run, &reading, err);

	if (result == 0)
		result = reading_weigh(run, &reading, err);
	for (size_t i = 0; i < breaks.count && result == 0; i++) {
		if (is_seen(&check->advance, &breaks.items[i]))
			continue;
		breaks.items[i].reason = "no rule sees it any more";
		vec_push(&check->suppressed, breaks.items[i]);
	}
	vec_release(&breaks);
	reading_release(&reading);
	return result;
}

/* ---- the other sides of a merge ---- */

struct side {
	struct oid commit, tree;
};
typedef VEC(struct side) side_list;

static int add_side(side_list *out, struct run *run, const struct oid *id, struct err *err)
{
	struct commit commit;

	if (repository_commit(run->repository, id, &commit, err) < 0)
		return -1;
	vec_push(out, (struct side){ commit.id, commit.tree });
	commit_release(&commit);
	return 0;
}

/* All but the first, which is the base. */
static int list_sides(side_list *out, struct run *run, struct err *err)
{
	const struct range *range = &run->check->range;
	struct commit commit;
	int result = 0;

	if (range->merge) {
		vec_push(out, (struct side){ range->head_commit, range->theirs_tree });
		return 0;
	}
	if (repository_commit(run->repository, &range->head_commit, &commit, err) < 0)
		return -1;
	for (size_t i = 1; i < commit.parent_count && result == 0; i++)
		result = add_side(out, run, &commit.parents[i], err);
	commit_release(&commit);
	return result;
}

/* The graph is moved to the side, and left there. */
static int read_from(
	struct run *theirs, const struct side *side, struct reading *reading, struct err *err)
{
	int result = load_base_configuration(theirs, err) < 0 ? -1 : 0;

	if (result == 0)
		result = graph_advance(theirs->graph, &side->tree, &theirs->base_config.rules,
			theirs->progress, NULL, err);
	if (result == 0)
		result = reading_read(theirs, reading, err);
	if (result == 0)
		result = reading_drop_unknown(theirs, reading, err);
	if (result == 0)
		result = reading_weigh(theirs, reading, err);
	return result;
}

/* Drops what dangled on the side too. */
static void drop_older(finding_list *introduced, const struct advance *advance)
{
	struct crossing crossing;
	size_t kept = 0;

	crossing_make(&crossing, advance, false);
	for (size_t i = 0; i < introduced->count; i++)
		if (!crossing_is_older(&crossing, introduced->items[i].after, NULL))
			introduced->items[kept++] = introduced->items[i];
	introduced->count = kept;
	crossing_release(&crossing);
}

/* What dangles in the merge and the first side does not have is judged as this one has it. */
static int ask_side(struct run *run, const struct side *side, struct advance *advance,
	struct undecided *undecided, struct err *err)
{
	struct check *check = run->check;
	struct run theirs = { .check = check,
		.graph = run->graph,
		.objects = run->objects,
		.progress = run->progress,
		.base = snapshot_new(run->objects, &side->tree),
		.head = snapshot_new(run->objects, &check->range.head_tree),
		.head_config = run->head_config,
		.policy = run->policy };
	finding_list breaks = VEC_INIT, introduced = VEC_INIT;
	unreadable_list unreadable = VEC_INIT;
	struct reading reading = { .advance = advance,
		.rules = &run->head_config->rules,
		.root = check->range.head_tree,
		.breaks = &breaks,
		.introduced = &introduced,
		.unreadable = &unreadable,
		.base_commit = side->commit };
	int result;

	configuration_init(&theirs.base_config);
	configuration_init(&theirs.own_config);
	result = read_from(&theirs, side, &reading, err);
	if (result == 0)
		undecided_settle(undecided, &check->breaks, &check->introduced, &breaks);
	if (result == 0 && check->range.all_parents)
		drop_older(&check->introduced, advance);
	vec_release(&breaks);
	vec_release(&introduced);
	vec_release(&unreadable);
	reading_release(&reading);
	run_release(&theirs);
	return result;
}

static int ask_other_sides(struct run *run, struct undecided *undecided, struct err *err)
{
	struct check *check = run->check;
	side_list sides = VEC_INIT;
	int result = list_sides(&sides, run, err);

	check->from_others =
		arena_get(&check->arena, (sides.count + 1) * sizeof(*check->from_others));
	for (size_t i = 0; i < sides.count && result == 0; i++) {
		struct advance *advance = &check->from_others[check->others_count++];

		advance_init(advance);
		result = ask_side(run, &sides.items[i], advance, undecided, err);
	}
	vec_release(&sides);
	return result;
}

/* ---- which commit ---- */

static int find_commits(struct run *run, struct err *err)
{
	struct check *check = run->check;
	struct history history = { .repository = run->repository,
		.graph = run->graph,
		.rules = &run->head_config->rules,
		.progress = run->progress,
		.objects = run->objects,
		.base = check->range.base_commit,
		.head = check->range.head_commit,
		.base_tree = check->range.base_tree,
		.merged = check->range.merge ? &check->range.head_tree : NULL,
		.arena = &check->arena };
	VEC(struct finding *) findings = VEC_INIT;
	size_t unnamed = 0;
	int result = 0;

	for (size_t i = 0; i < check->breaks.count; i++)
		vec_push(&findings, &check->breaks.items[i]);
	for (size_t i = 0; i < check->introduced.count; i++)
		vec_push(&findings, &check->introduced.items[i]);
	if (findings.count)
		result = commit_find(&history, findings.items, findings.count, &unnamed, err);
	if (result == 0 && unnamed)
		run_say(check, findings.items[0]->manifest, 0,
			arena_printf(&check->arena,
				"the commit that did it is not named %zu times: it is further back "
				"than %u commits",
				unnamed, COMMITS_MAX));
	/* What kept us from looking back is no reason to keep the findings back. */
	if (result < 0 && err->kind == ERR_MISSING)
		result = 0;
	vec_release(&findings);
	return result;
}

/* ---- all together ---- */

static void count_breaks(struct check *check)
{
	check->cross_app = 0;
	check->fails = false;
	for (size_t i = 0; i < check->breaks.count; i++) {
		check->cross_app += check->breaks.items[i].cross_app;
		check->fails |= check->breaks.items[i].severity == SEVERITY_ERROR;
	}
	for (size_t i = 0; i < check->introduced.count; i++)
		check->fails |= check->introduced.items[i].severity == SEVERITY_ERROR;
}

static void count(struct check *check)
{
	check->changed_paths = check->advance.changed_paths;
	for (size_t i = 0; i < check->advance.manifests.count; i++)
		check->references_checked += check->advance.manifests.items[i].after_count;
	count_breaks(check);
}

void check_keep(struct check *check, bool (*is_kept)(const struct finding *finding))
{
	size_t kept = 0;

	for (size_t i = 0; i < check->breaks.count; i++)
		if (is_kept(&check->breaks.items[i]))
			check->breaks.items[kept++] = check->breaks.items[i];
	check->breaks.count = kept;
	count_breaks(check);
}

static void finish(struct check *check)
{
	finding_list *lists[] = { &check->breaks, &check->introduced, &check->suppressed };
	unsigned next = 1;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		findings_sort(lists[i]);
		findings_group(lists[i], &next);
		findings_fingerprint(lists[i], &check->arena);
	}
}

/* All that is found; the graph stands at the base, or at another side of a merge. */
static int find(struct run *run, struct reading *reading, struct err *err)
{
	struct check *check = run->check;
	int result = graph_advance(run->graph, &check->range.base_tree, &run->base_config.rules,
		run->progress, NULL, err);

	if (result == 0)
		result = reading_read(run, reading, err);
	if (result == 0)
		result = reading_drop_unknown(run, reading, err);
	if (result == 0)
		result = reading_weigh(run, reading, err);
	if (result == 0 &&
		run->base_config.rules.fingerprint != run->head_config->rules.fingerprint)
		result = find_suppressed(run, err);
	if (result == 0 && reading->undecided && reading->undecided->references.count)
		result = ask_other_sides(run, reading->undecided, err);
	if (result == 0) {
		run_suppress(run, &check->breaks);
		run_suppress(run, &check->introduced);
	}
	return result;
}

static int judge(struct run *run, struct err *err)
{
	struct check *check = run->check;
	unreadable_list unreadable = VEC_INIT;
	struct undecided undecided = { MAP_INIT };
	struct reading reading = { .advance = &check->advance,
		.root = check->range.head_tree,
		.breaks = &check->breaks,
		.introduced = &check->introduced,
		.unreadable = &unreadable,
		.undecided = check->range.merge || check->range.is_commit ? &undecided : NULL,
		.base_commit = check->range.base_commit,
		.tells_diagnostics = true };
	int result = load_configurations(run, err);

	reading.rules = run->head_config ? &run->head_config->rules : NULL;
	if (result == 0)
		result = find(run, &reading, err);
	reading_release(&reading);
	vec_release(&unreadable);
	undecided_release(&undecided);
	if (result < 0)
		return -1;
	if (check->range.merge)
		doubts_tell(&check->diagnostics, check->range.merge, &check->arena);
	count(check);
	if (run->repository && !oid_is_zero(&check->range.head_commit) &&
		(check->breaks.count || check->fails))
		result = find_commits(run, err);
	finish(check);
	return result;
}

static int run_once(struct check *check, const struct range *range, struct graph *graph,
	struct object_source *objects, struct repository *repository, struct progress *progress,
	struct err *err)
{
	struct run run = { .check = check,
		.graph = graph,
		.objects = objects,
		.repository = repository,
		.progress = progress,
		.base = snapshot_new(objects, &range->base_tree),
		.head = snapshot_new(objects, &range->head_tree) };
	int result;

	check->range = *range;
	run.policy = &run.base_config.policy;
	configuration_init(&run.base_config);
	configuration_init(&run.own_config);
	result = judge(&run, err);
	run_release(&run);
	return result;
}

int check_run(struct check *check, const struct range *range, struct graph *graph,
	struct object_source *objects, struct repository *repository, struct progress *progress,
	struct err *err)
{
	int result = run_once(check, range, graph, objects, repository, progress, err);

	/* A store that turns out to be damaged half-way is only a cache: the same without it. */
	if (result < 0 && err->kind == ERR_STORE && graph_restart(graph, err) == 0) {
		struct check_options options = check->options;

		check_release(check);
		check_init(check);
		check->options = options;
		result = run_once(check, range, graph, objects, repository, progress, err);
	}
	return result;
}
