/*
 * check.c - what going from one snapshot to another breaks: who asks whom, in which order.
 *
 * What is asked of the head is asked while the graph stands there, inside the savepoint; everything
 * else is known from the pairs, from both trees, and from the graph once it is back at the base.
 */
#include "check/check.h"

#include "check/cause.h"
#include "check/commit.h"
#include "check/configuration.h"
#include "check/doubts.h"
#include "check/evidence.h"
#include "check/fix.h"
#include "check/ignore.h"
#include "check/judgement.h"
#include "check/owners.h"
#include "check/undecided.h"
#include "check/unreadable.h"
#include "resolve/place.h"

struct run {
	struct check *check;
	struct graph *graph;
	struct object_source *objects;
	struct repository *repository;
	struct progress *progress;
	struct snapshot *base, *head;
	struct configuration base_config, own_config;
	const struct configuration *head_config; /* the base's, unless the head has its own */
	const struct policy *policy;             /* the base's; of a merge, our side's */
	struct map apps;                         /* path -> struct app at base, or NULL */
	struct map ignored;                      /* path -> run: ignored at head; NULL: not */
	struct owners *owners;                   /* of the base; NULL until something needs them */
};

/* One way of reading the head: as it is, with the base's rules, or with manifests that can no
 * longer be read as they were. */
struct reading {
	struct advance *advance;
	const struct ruleset *rules;
	struct oid root; /* of the head */
	pair_list pairs;
	finding_list *breaks, *introduced; /* `introduced` may be NULL: not wanted */
	unreadable_list *unreadable;       /* NULL: not looked for */
	struct undecided *undecided;       /* of a merge seen from our side, else NULL */
	struct oid base_commit;            /* or zero */
	bool tells_diagnostics;
};

void check_init(struct check *check)
{
	memset(check, 0, sizeof(*check));
	check->options.fail_on = -1;
	advance_init(&check->advance);
	advance_init(&check->other);
	advance_init(&check->from_theirs);
}

void check_release(struct check *check)
{
	vec_release(&check->breaks);
	vec_release(&check->introduced);
	vec_release(&check->suppressed);
	vec_release(&check->diagnostics);
	advance_release(&check->advance);
	advance_release(&check->other);
	advance_release(&check->from_theirs);
	arena_release(&check->arena);
}

/* ---- rules ---- */

static void say(struct check *check, const char *path, unsigned line, const char *text)
{
	vec_push(&check->diagnostics, (struct diagnostic){ arena_text(&check->arena, path), line,
					      arena_text(&check->arena, text) });
}

static void run_release(struct run *run)
{
	if (run->owners && owners_complaint(run->owners))
		say(run->check, owners_path(run->owners), 0, owners_complaint(run->owners));
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
	say(run->check, CONFIGURATION_PATH, problem.line,
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
		say(run->check, CONFIGURATION_PATH, 0,
			"the rules differ between base and head: each is read with its own");
	return 0;
}

/* ---- findings, while the graph stands at head ---- */

static bool is_list(const struct reference *reference)
{
	return strcmp(reference->raw, reference->identity) != 0;
}

/* Of a list of alternatives the value that was good is shown, where it stood. Only if the manifest
 * is untouched does it still stand there. */
static void show_value(struct finding *finding, const struct pair *pair, bool is_untouched)
{
	const struct reference *shown = pair->after;

	finding->raw = pair->is_edited || !pair->before ? pair->after->raw : pair->before->raw;
	if (pair->before && is_untouched && is_list(pair->before))
		shown = pair->before;
	finding->place = shown;
	finding->line = shown->line;
	finding->column = shown->column;
}

static const struct manifest_change *change_of(const struct advance *advance, const char *path)
{
	const struct scene scene = { .advance = advance };

	return scene_manifest(&scene, path);
}

/* The line of a mapping on the way: where it stands at head, or stood if it went. */
static void find_line(struct via *via, const struct advance *advance)
{
	for (size_t i = 0; i < advance->mappings.count; i++) {
		const struct mapping_change *change = &advance->mappings.items[i];

		if (strcmp(change->mapping.manifest, via->manifest) != 0 ||
			strcmp(change->mapping.from, via->from) != 0 ||
			strcmp(change->mapping.to, via->to) != 0)
			continue;
		via->line = change->mapping.line;
		via->column = change->mapping.column;
		if (change->came)
			return;
	}
}

/* The graph looks the lines of a way up among the mappings there are by then; those that changed
 * places or went are told by the advance. */
static const struct reference *with_lines(
	struct check *check, const struct reference *before, const struct advance *advance)
{
	struct reference *copy;
	struct via *vias;

	if (!before || before->via_count == 0 || advance->mappings.count == 0)
		return before;
	copy = arena_get(&check->arena, sizeof(*copy));
	vias = arena_get(&check->arena, before->via_count * sizeof(*vias));
	*copy = *before;
	copy->via = vias;
	for (size_t i = 0; i < before->via_count; i++) {
		vias[i] = before->via[i];
		if (vias[i].position >= 0)
			find_line(&vias[i], advance);
	}
	return copy;
}

static void add_finding(
	struct check *check, struct reading *reading, const struct pair *pair, enum outcome outcome)
{
	const struct manifest_change *change = change_of(reading->advance, pair->manifest);
	struct finding *finding;

	if (outcome == OUTCOME_INTRODUCED && !reading->introduced)
		return;
	finding = vec_add(outcome == OUTCOME_BREAK ? reading->breaks : reading->introduced);
	*finding = (struct finding){ .is_introduced = outcome == OUTCOME_INTRODUCED,
		.old_manifest = pair->old_manifest,
		.manifest = pair->manifest,
		.before = with_lines(check, pair->before, reading->advance),
		.good_at = reading->base_commit,
		.after = pair->after };
	show_value(finding, pair, change && oid_equal(&change->blob_before, &change->blob_after));
}

static int find_all(struct check *check, struct reading *reading, struct err *err)
{
	pair_all(&reading->pairs, reading->advance->manifests.items,
		reading->advance->manifests.count);
	for (size_t i = 0; i < reading->pairs.count; i++) {
		const struct pair *pair = &reading->pairs.items[i];
		enum outcome outcome = judge_pair(pair);

		if (judge_needs_object(pair)) {
			err_set(err, ERR_MISSING,
				"cannot judge '%s' in '%s', line %u: an object is not in the "
				"repository",
				pair->after->raw, pair->manifest, pair->after->line);
			return err_fix(err, "fetch the missing objects, as a full clone has them");
		}
		if (reading->undecided)
			undecided_meet(reading->undecided, pair);
		if (outcome != OUTCOME_NONE)
			add_finding(check, reading, pair, outcome);
	}
	return 0;
}

static const struct app *look_up_app(
	struct run *run, const char *path, int *result, struct err *err)
{
	struct app app, *kept;
	int found = graph_app_of(run->graph, path, &run->check->arena, &app, err);

	if (found < 0)
		*result = -1;
	if (found <= 0)
		return NULL;
	kept = arena_get(&run->check->arena, sizeof(*kept));
	*kept = app;
	return kept;
}

/* What is new has no past: who it belongs to is asked of the head. */
static int own_introduced(struct run *run, finding_list *introduced, struct err *err)
{
	int result = 0;

	for (size_t i = 0; i < introduced->count && result == 0; i++) {
		struct finding *finding = &introduced->items[i];
		const char *target = finding_target(finding);

		finding->app = look_up_app(run, finding->manifest, &result, err);
		if (result < 0 || place_space_size(target) > 0)
			continue;
		finding->target_app = look_up_app(run, target, &result, err);
		finding->cross_app = judge_crossing(finding->app, &finding->target_app, 1);
	}
	return result;
}

static int keep_diagnostic(const struct diagnostic *diagnostic, void *payload)
{
	struct check *check = payload;

	if (change_of(&check->advance, diagnostic->path))
		say(check, diagnostic->path, diagnostic->line, diagnostic->text);
	return 0;
}

/* ---- suppressions that serve nothing any more: told to whoever has them at head ---- */

static void say_stale(struct check *check, const struct suppression *suppression)
{
	struct str text = STR_INIT;

	suppression_complain(&text, suppression, check->options.today);
	say(check, CONFIGURATION_PATH, suppression->line, text.data);
	str_release(&text);
}

/* Did the change touch a reference that it covers? Only then may the last one have gone. */
static bool was_touched(const struct advance *advance, const struct scope *scope)
{
	for (size_t i = 0; i < advance->manifests.count; i++) {
		const struct manifest_change *change = &advance->manifests.items[i];

		for (size_t j = 0; j < change->before_count; j++)
			if (scope_covers(scope, &change->before[j]))
				return true;
	}
	return false;
}

static int say_unused(struct run *run, const bool *asked, struct err *err)
{
	const struct policy *policy = &run->head_config->policy;
	size_t count = policy->suppressions.count;
	bool *unused = memory_get_zeroed(count + 1, sizeof(*unused));
	int result = policy_find_unused(policy, run->graph, unused, err);

	for (size_t i = 0; result == 0 && i < count; i++)
		if (asked[i] && unused[i])
			say_stale(run->check, &policy->suppressions.items[i]);
	free(unused);
	return result;
}

static int find_stale(struct run *run, struct err *err)
{
	const struct policy *policy = &run->head_config->policy;
	size_t count = policy->suppressions.count;
	bool *asked = memory_get_zeroed(count + 1, sizeof(*asked)), any = false;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		const struct suppression *suppression = &policy->suppressions.items[i];

		if (suppression_has_ended(suppression, run->check->options.today))
			say_stale(run->check, suppression);
		else
			asked[i] = run->head_config != &run->base_config ||
				   was_touched(&run->check->advance, &suppression->scope);
		any |= asked[i];
	}
	if (any)
		result = say_unused(run, asked, err);
	free(asked);
	return result;
}

static int look_at_head(struct run *run, struct reading *reading, struct err *err)
{
	if (find_all(run->check, reading, err) < 0)
		return -1;
	if (reading->introduced && own_introduced(run, reading->introduced, err) < 0)
		return -1;
	if (!reading->unreadable)
		return 0;
	if (reading->tells_diagnostics &&
		graph_each_diagnostic(run->graph, keep_diagnostic, run->check, err) < 0)
		return -1;
	if (run->check->diagnostics.count &&
		unreadable_find(reading->unreadable, run->graph, run->base, reading->advance,
			&run->check->arena, err) < 0)
		return -1;
	return reading->tells_diagnostics ? find_stale(run, err) : 0;
}

/* ---- what hangs on how a merge is done ---- */

/* The graph stands at the merged tree with all doubts decided as ours; it is moved on to the one
 * with theirs. What does not dangle there too is no break yet, nor is what concerns a doubt. */
static int forget_doubtful(struct run *run, struct reading *reading, struct err *err)
{
	const struct merge *merge = run->check->range.merge;
	struct advance advance;
	int result = 0;

	advance_init(&advance);
	if (!oid_equal(&merge->ours, &merge->theirs) &&
		(reading->breaks->count || (reading->introduced && reading->introduced->count)))
		result = graph_advance(
			run->graph, &merge->theirs, reading->rules, run->progress, &advance, err);
	if (result == 0) {
		doubts_drop(reading->breaks, merge, &advance);
		if (reading->introduced)
			doubts_drop(reading->introduced, merge, &advance);
	}
	advance_release(&advance);
	return result;
}

/* From the base to the head and back. */
static int read_head(struct run *run, struct reading *reading, struct err *err)
{
	int result;

	if (graph_savepoint(run->graph, err) < 0)
		return -1;
	result = graph_advance(
		run->graph, &reading->root, reading->rules, run->progress, reading->advance, err);
	if (result == 0)
		result = look_at_head(run, reading, err);
	if (result == 0 && run->check->range.merge)
		result = forget_doubtful(run, reading, err);
	if (graph_return(run->graph, result < 0 ? NULL : err) < 0)
		result = -1;
	return result;
}

/* ---- what hangs on manifests that can no longer be read ---- */

/* Looks once more, see unreadable.h. The graph is back at the base. */
static int look_again(
	struct run *run, struct reading *reading, finding_list *dropped, struct err *err)
{
	finding_list breaks = VEC_INIT, introduced = VEC_INIT;
	struct advance advance;
	struct reading again = { .advance = &advance,
		.rules = reading->rules,
		.breaks = &breaks,
		.introduced = &introduced };
	int result;

	advance_init(&advance);
	result = unreadable_replace(
		&again.root, reading->unreadable, run->objects, &reading->root, err);
	if (result == 0)
		result = read_head(run, &again, err);
	if (result == 0) {
		unreadable_drop(reading->breaks, &breaks, dropped);
		unreadable_drop(reading->introduced, &introduced, dropped);
	}
	vec_release(&again.pairs);
	vec_release(&breaks);
	vec_release(&introduced);
	advance_release(&advance);
	return result;
}

static int drop_unknown(struct run *run, struct reading *reading, struct err *err)
{
	finding_list dropped = VEC_INIT;
	int result = 0;

	if (reading->unreadable->count && reading->breaks->count + reading->introduced->count)
		result = look_again(run, reading, &dropped, err);
	if (reading->unreadable->count)
		unreadable_add_skipped(&dropped, &reading->pairs);
	run->check->unjudged += dropped.count;
	if (result == 0 && dropped.count) {
		const struct unreadable *first = &reading->unreadable->items[0];

		findings_sort(&dropped);
		say(run->check, first->path, first->line,
			unreadable_say(reading->unreadable, &dropped, &run->check->arena));
	}
	vec_release(&dropped);
	return result;
}

/* ---- evidence, with the graph back at the base ---- */

static const struct app *app_of(struct run *run, const char *path, int *result, struct err *err)
{
	struct map_entry *entry = map_find(&run->apps, path, strlen(path));
	const struct app *app;

	if (entry)
		return entry->value;
	app = look_up_app(run, path, result, err);
	map_set(&run->apps, path, (void *)(uintptr_t)app);
	return app;
}

static int own(struct run *run, struct finding *finding, struct err *err)
{
	const struct reference *before = finding->before;
	int result = 0;
	const struct app *other;

	finding->app = app_of(run, finding->old_manifest, &result, err);
	finding->target_app = app_of(run, before->target, &result, err);
	finding->cause.app = app_of(run, finding->cause.path, &result, err);
	finding->cross_app = judge_crossing(finding->app, &finding->target_app, 1);
	for (size_t i = 0; i < before->via_count && !finding->cross_app && result == 0; i++) {
		other = app_of(run, before->via[i].manifest, &result, err);
		finding->cross_app = judge_crossing(finding->app, &other, 1);
	}
	return result;
}

static bool is_edited(const struct finding *finding)
{
	return finding->before && pair_is_edited(finding->before, finding->after);
}

/* What it names that is not there: of a value that was edited, what it names now. */
static const char *missing_path(const struct finding *finding)
{
	if (!is_edited(finding))
		return finding_target(finding);
	return finding->after->asked ? finding->after->asked : "";
}

#define ENTRIES_MAX 256u /* of one directory; with more it counts as kept */

/* A pattern such as "dist/" with a star behind it covers all that is in a directory, though not the
 * directory; git keeps neither. 1, 0, -1. */
static int is_ignored_whole(struct run *run, const char *path, struct err *err)
{
	struct str inside = STR_INIT;
	struct tree tree = { NULL, 0 };
	int result = snapshot_list(run->base, path, &tree, err);

	if (result > 0 && (tree.count == 0 || tree.count > ENTRIES_MAX))
		result = 0;
	for (size_t i = 0; i < tree.count && result > 0; i++) {
		const struct entry *entry = &tree.entries[i];

		str_clear(&inside);
		str_addf(&inside, "%s/%s", path, entry->name);
		result = ignore_covers(run->head, inside.data, entry->kind == ENTRY_DIRECTORY, err);
	}
	str_release(&inside);
	return result;
}

/* 1, 0, -1. */
static int is_ignored(struct run *run, const struct finding *finding, struct err *err)
{
	const char *path = missing_path(finding);
	const struct reference *reference = finding_reference(finding);
	struct map_entry *entry = map_find(&run->ignored, path, strlen(path));
	int result;

	if (entry)
		return entry->value != NULL;
	if (place_space_size(path) > 0 ||
		(!is_edited(finding) && reference->target_type == TARGET_NAME))
		return 0;
	result = ignore_covers(run->head, path, reference->target_type == TARGET_DIRECTORY, err);
	if (result == 0 && reference->target_type == TARGET_DIRECTORY)
		result = is_ignored_whole(run, path, err);
	if (result >= 0)
		map_set(&run->ignored, path, result ? run : NULL);
	return result;
}

/* A build makes it, so that it is not committed: .gitignore says so, or it is another value at a
 * place that usually names such things. 1, 0, -1. */
static int is_made(struct run *run, const struct finding *finding, struct err *err)
{
	if (is_edited(finding) && finding->after->built)
		return 1;
	return is_ignored(run, finding, err);
}

static void classify(struct finding *finding)
{
	bool is_list_of_all = strcmp(finding_reference(finding)->kind, "workspace") == 0;

	finding->message_class =
		!finding->app || is_list_of_all ? MESSAGE_REGISTRY : MESSAGE_NEIGHBOUR;
}

static enum fail_on fail_on_of_run(const struct run *run)
{
	int asked = run->check->options.fail_on;

	return asked < 0 ? run->policy->fail_on : (enum fail_on)asked;
}

static enum severity severity_of(const struct run *run, const struct finding *finding, bool made)
{
	const struct reference *reference = finding_reference(finding);
	enum severity severity = finding->is_introduced
					 ? judge_introduced(reference, finding->cross_app, made)
					 : judge_severity(reference, finding->cross_app, made);

	return policy_severity(run->policy, fail_on_of_run(run), finding, severity);
}

static int rate(struct run *run, finding_list *findings, struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		int made = is_made(run, finding, err);

		if (made < 0)
			return -1;
		finding->severity = severity_of(run, finding, made);
		classify(finding);
		if (finding->severity != SEVERITY_NONE)
			findings->items[kept++] = *finding;
	}
	findings->count = kept;
	return 0;
}

static int explain(struct run *run, struct reading *reading, struct err *err)
{
	struct scene scene = { run->graph, run->base, run->head, &run->base_config.rules,
		reading->rules, reading->advance, &reading->pairs, NULL, &run->check->arena };
	int result = 0;

	scene.renames = renames_new(reading->advance->paths.items, reading->advance->paths.count,
		run->base, run->head, &run->check->arena);
	for (size_t i = 0; i < reading->breaks->count && result == 0; i++) {
		struct finding *finding = &reading->breaks->items[i];
		const struct pair pair = { finding->before, finding->after, finding->old_manifest,
			finding->manifest, pair_is_edited(finding->before, finding->after) };

		result = cause_find(&finding->cause, &pair, &scene, err);
		if (result == 0)
			result = own(run, finding, err);
		if (result == 0)
			result = fix_find(finding, &pair, &scene, err);
	}
	renames_free(scene.renames);
	for (size_t i = 0; reading->introduced && i < reading->introduced->count; i++)
		cause_of_introduced(&reading->introduced->items[i].cause,
			&(struct pair){ .manifest = reading->introduced->items[i].manifest });
	return result;
}

static void name_owners(struct run *run, struct finding *finding)
{
	struct texts names = owners_of(run->owners, finding->old_manifest);

	finding->owners.count = names.count;
	finding->owners.items =
		arena_get(&run->check->arena, (names.count + 1) * sizeof(*names.items));
	for (size_t i = 0; i < names.count; i++)
		finding->owners.items[i] = arena_text(&run->check->arena, names.items[i]);
}

/* Only what is reported has owners looked up. */
static int find_owners(struct run *run, finding_list *findings, struct err *err)
{
	if (findings->count == 0)
		return 0;
	if (!run->owners && owners_load(&run->owners, run->base, err) < 0)
		return err_wrap(err, "cannot read who owns what");
	for (size_t i = 0; i < findings->count; i++)
		name_owners(run, &findings->items[i]);
	return 0;
}

/* Sets apart what the configuration at base does not want to be told of. */
static void suppress(struct run *run, finding_list *findings)
{
	struct check *check = run->check;
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		const struct suppression *suppression =
			policy_suppression(run->policy, finding, check->options.today);

		if (!suppression) {
			findings->items[kept++] = *finding;
			continue;
		}
		finding->reason = arena_text(&check->arena, suppression->reason);
		finding->reason_line = suppression->line;
		vec_push(&check->suppressed, *finding);
	}
	findings->count = kept;
}

static int weigh(struct run *run, struct reading *reading, struct err *err)
{
	if (explain(run, reading, err) < 0 || rate(run, reading->breaks, err) < 0)
		return -1;
	findings_count_siblings(reading->breaks, &reading->pairs, &run->check->arena);
	if (find_owners(run, reading->breaks, err) < 0)
		return -1;
	if (!reading->introduced)
		return 0;
	if (rate(run, reading->introduced, err) < 0)
		return -1;
	return find_owners(run, reading->introduced, err);
}

/* ---- what only the base's rules see ---- */

static bool is_seen(const struct advance *advance, const struct finding *finding)
{
	const struct manifest_change *change = change_of(advance, finding->manifest);

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
	int result = read_head(run, &reading, err);

	if (result == 0)
		result = weigh(run, &reading, err);
	for (size_t i = 0; i < breaks.count && result == 0; i++) {
		if (is_seen(&check->advance, &breaks.items[i]))
			continue;
		breaks.items[i].reason = "no rule sees it any more";
		vec_push(&check->suppressed, breaks.items[i]);
	}
	vec_release(&breaks);
	vec_release(&reading.pairs);
	return result;
}

/* ---- the other side of a merge ---- */

/* The graph is moved to their side, and left there. */
static int read_from(struct run *theirs, struct reading *reading, struct err *err)
{
	int result = load_base_configuration(theirs, err) < 0 ? -1 : 0;

	if (result == 0)
		result = graph_advance(theirs->graph, &theirs->check->range.theirs_tree,
			&theirs->base_config.rules, theirs->progress, NULL, err);
	if (result == 0)
		result = read_head(theirs, reading, err);
	if (result == 0)
		result = drop_unknown(theirs, reading, err);
	if (result == 0)
		result = weigh(theirs, reading, err);
	return result;
}

/* What dangles in the merge and our side does not have is judged as their side has it. */
static int ask_theirs(struct run *run, const struct undecided *undecided, struct err *err)
{
	struct check *check = run->check;
	struct run theirs = { .check = check,
		.graph = run->graph,
		.objects = run->objects,
		.progress = run->progress,
		.base = snapshot_new(run->objects, &check->range.theirs_tree),
		.head = snapshot_new(run->objects, &check->range.head_tree),
		.head_config = run->head_config,
		.policy = run->policy };
	finding_list breaks = VEC_INIT, introduced = VEC_INIT;
	unreadable_list unreadable = VEC_INIT;
	struct reading reading = { .advance = &check->from_theirs,
		.rules = &run->head_config->rules,
		.root = check->range.head_tree,
		.breaks = &breaks,
		.introduced = &introduced,
		.unreadable = &unreadable,
		.base_commit = check->range.head_commit };
	int result;

	configuration_init(&theirs.base_config);
	configuration_init(&theirs.own_config);
	result = read_from(&theirs, &reading, err);
	if (result == 0)
		undecided_settle(undecided, &check->breaks, &check->introduced, &breaks);
	vec_release(&breaks);
	vec_release(&introduced);
	vec_release(&unreadable);
	vec_release(&reading.pairs);
	run_release(&theirs);
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
		say(check, findings.items[0]->manifest, 0,
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

/* All that is found; the graph stands at the base, or at the other side of a merge. */
static int find(struct run *run, struct reading *reading, struct err *err)
{
	struct check *check = run->check;
	int result = graph_advance(run->graph, &check->range.base_tree, &run->base_config.rules,
		run->progress, NULL, err);

	if (result == 0)
		result = read_head(run, reading, err);
	if (result == 0)
		result = drop_unknown(run, reading, err);
	if (result == 0)
		result = weigh(run, reading, err);
	if (result == 0 &&
		run->base_config.rules.fingerprint != run->head_config->rules.fingerprint)
		result = find_suppressed(run, err);
	if (result == 0 && reading->undecided && reading->undecided->references.count)
		result = ask_theirs(run, reading->undecided, err);
	if (result == 0) {
		suppress(run, &check->breaks);
		suppress(run, &check->introduced);
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
		.undecided = check->range.merge ? &undecided : NULL,
		.base_commit = check->range.base_commit,
		.tells_diagnostics = true };
	int result = load_configurations(run, err);

	reading.rules = run->head_config ? &run->head_config->rules : NULL;
	if (result == 0)
		result = find(run, &reading, err);
	vec_release(&reading.pairs);
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
