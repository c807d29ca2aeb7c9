/*
 * reading.c - what is found where the graph stands at the head of a change.
 */
#include "check/check_private.h"
#include "check/doubts.h"
#include "check/evidence.h"
#include "check/judgement.h"
#include "check/scene.h"
#include "resolve/place.h"

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

const struct manifest_change *reading_change(const struct advance *advance, const char *path)
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
	const struct manifest_change *change = reading_change(reading->advance, pair->manifest);
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

/* A break, unless it hangs on what an open manifest may still say. */
static int add_break(
	struct run *run, struct reading *reading, const struct pair *pair, struct err *err)
{
	struct unreadable hiding = { .path = NULL };
	int hides = unreadable_hides(
		&hiding, run->graph, pair->before, reading->advance, &reading->delegations, err);
	bool is_known = false;

	if (hides == 0)
		add_finding(run->check, reading, pair, OUTCOME_BREAK);
	if (hides <= 0)
		return hides;
	vec_push(&reading->hidden, (struct finding){ .manifest = pair->manifest,
					   .line = pair->after->line,
					   .column = pair->after->column,
					   .after = pair->after });
	for (size_t i = 0; i < reading->open.count; i++)
		is_known |= strcmp(reading->open.items[i].path, hiding.path) == 0;
	if (!is_known)
		vec_push(&reading->open, hiding);
	return 0;
}

static int find_all(struct run *run, struct reading *reading, struct err *err)
{
	reading->delegations = (struct delegations){ .base = run->base,
		.head = graph_snapshot(run->graph),
		.base_rules = &run->base_config.rules,
		.head_rules = reading->rules,
		.arena = &run->check->arena };
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
			return err_fix(err, "git fetch --refetch --no-filter");
		}
		if (reading->undecided)
			undecided_meet(reading->undecided, pair);
		if (outcome == OUTCOME_BREAK && add_break(run, reading, pair, err) < 0)
			return -1;
		if (outcome == OUTCOME_INTRODUCED)
			add_finding(run->check, reading, pair, outcome);
	}
	return 0;
}

/* What is new has no past: who it belongs to is asked of the head. */
static int own_introduced(struct run *run, finding_list *introduced, struct err *err)
{
	int result = 0;

	for (size_t i = 0; i < introduced->count && result == 0; i++) {
		struct finding *finding = &introduced->items[i];
		const char *target = finding_target(finding);

		finding->app = run_app_of_value(run, finding_reference(finding), &result, err);
		if (result < 0 || place_space_size(target) > 0)
			continue;
		finding->target_app = run_app_of(run, target, &result, err);
		finding->cross_app = judge_crossing(finding->app, &finding->target_app, 1);
	}
	return result;
}

static int keep_diagnostic(const struct diagnostic *diagnostic, void *payload)
{
	struct check *check = payload;

	if (reading_change(&check->advance, diagnostic->path))
		run_say(check, diagnostic->path, diagnostic->line, diagnostic->text);
	return 0;
}

/* ---- suppressions that serve nothing any more: told to whoever has them at head ---- */

static void say_stale(struct check *check, const struct suppression *suppression)
{
	struct str text = STR_INIT;

	suppression_complain(&text, suppression, check->options.today);
	run_say(check, CONFIGURATION_PATH, suppression->line, text.data);
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
	if (find_all(run, reading, err) < 0)
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

int reading_read(struct run *run, struct reading *reading, struct err *err)
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
		result = reading_read(run, &again, err);
	if (result == 0) {
		unreadable_drop(reading->breaks, &breaks, dropped);
		unreadable_drop(reading->introduced, &introduced, dropped);
	}
	reading_release(&again);
	vec_release(&breaks);
	vec_release(&introduced);
	advance_release(&advance);
	return result;
}

/* Says of which manifests it hangs that some are not judged. */
static void say_unjudged(
	struct run *run, const unreadable_list *unreadable, bool are_open, finding_list *dropped)
{
	const struct unreadable *first;

	run->check->unjudged += dropped->count;
	if (dropped->count == 0)
		return;
	first = &unreadable->items[0];
	findings_sort(dropped);
	run_say(run->check, first->path, first->line,
		unreadable_say(unreadable, are_open, dropped, &run->check->arena));
}

int reading_drop_unknown(struct run *run, struct reading *reading, struct err *err)
{
	finding_list dropped = VEC_INIT;
	int result = 0;

	if (reading->unreadable->count && reading->breaks->count + reading->introduced->count)
		result = look_again(run, reading, &dropped, err);
	if (reading->unreadable->count)
		unreadable_add_skipped(&dropped, &reading->pairs);
	if (result == 0) {
		say_unjudged(run, reading->unreadable, false, &dropped);
		say_unjudged(run, &reading->open, true, &reading->hidden);
	}
	vec_release(&dropped);
	return result;
}

void reading_release(struct reading *reading)
{
	vec_release(&reading->pairs);
	vec_release(&reading->open);
	vec_release(&reading->hidden);
	delegations_release(&reading->delegations);
}
