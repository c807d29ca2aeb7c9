/*
 * weighing.c - what findings weigh, whose they are, and what mends them.
 */
#include "check/cause.h"
#include "check/check_private.h"
#include "check/evidence.h"
#include "check/fix.h"
#include "check/ignore.h"
#include "check/judgement.h"
#include "check/rewiring.h"
#include "resolve/place.h"
#include "util/glob.h"
#include "util/path.h"

static const struct app *keep_app(struct run *run, int found, const struct app *app, int *result)
{
	struct app *kept;

	if (found < 0)
		*result = -1;
	if (found <= 0)
		return NULL;
	kept = arena_get(&run->check->arena, sizeof(*kept));
	*kept = *app;
	return kept;
}

const struct app *run_app_of(struct run *run, const char *path, int *result, struct err *err)
{
	struct app app;
	int found = graph_app_of(run->graph, path, &run->check->arena, &app, err);

	return keep_app(run, found, &app, result);
}

const struct app *run_app_of_value(
	struct run *run, const struct reference *reference, int *result, struct err *err)
{
	struct app app;
	int found = graph_app_of_value(run->graph, reference->manifest, reference->location,
		&run->check->arena, &app, err);

	return keep_app(run, found, &app, result);
}

static const struct app *app_of(struct run *run, const char *path, int *result, struct err *err)
{
	struct map_entry *entry = map_find(&run->apps, path, strlen(path));
	const struct app *app;

	if (entry)
		return entry->value;
	app = run_app_of(run, path, result, err);
	map_set(&run->apps, path, (void *)(uintptr_t)app);
	return app;
}

static int own(struct run *run, struct finding *finding, struct err *err)
{
	const struct reference *before = finding->before;
	int result = 0;
	const struct app *owner, *other;

	owner = app_of(run, finding->old_manifest, &result, err);
	finding->app = run_app_of_value(run, before, &result, err);
	finding->target_app = app_of(run, before->target, &result, err);
	finding->cause.app = app_of(run, finding->cause.path, &result, err);
	/* A list of several apps is theirs, and it is nobody's. */
	finding->cross_app = judge_crossing(owner, &finding->target_app, 1) ||
			     judge_crossing(finding->app, &finding->target_app, 1);
	for (size_t i = 0; i < before->via_count && !finding->cross_app && result == 0; i++) {
		const struct via *via = &before->via[i];

		other = app_of(run, via->manifest, &result, err);
		finding->cross_app = judge_crossing(finding->app, &other, 1);
		if (result == 0 && !finding->cross_app && via->origin) {
			other = app_of(run, via->origin, &result, err);
			finding->cross_app = judge_crossing(finding->app, &other, 1);
		}
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

/* ---- what is not certain ---- */

struct reliance {
	const struct reference *mapped; /* of a mapping, whose `from` it is */
	bool is_found;
};

static int find_reliance(const struct reference *reference, void *payload)
{
	struct reliance *reliance = payload;
	const struct reference *mapped = reliance->mapped;

	if (strcmp(reference->manifest, mapped->manifest) == 0)
		return 0;
	for (size_t i = 0; i < reference->via_count && !reliance->is_found; i++)
		reliance->is_found = strcmp(reference->via[i].manifest, mapped->manifest) == 0 &&
				     strcmp(reference->via[i].from, mapped->asked) == 0;
	return reliance->is_found;
}

/* Does a reference of another manifest resolve through what a list or a script says? The reference
 * is one of them, or what the mapping takes is itself the reference. 1, 0, -1. */
static int is_relied_on(struct run *run, const struct reference *reference, struct err *err)
{
	struct reliance reliance = { reference, false };

	for (size_t i = 0; i < reference->via_count; i++)
		if (reference->via[i].confidence >= CONFIDENCE_LISTED &&
			strcmp(reference->via[i].manifest, reference->manifest) != 0)
			return 1;
	if (reference->verdict != VERDICT_RESOLVED || !reference->asked)
		return 0;
	if (graph_each_referrer(run->graph, reference->asked, find_reliance, &reliance, err) < 0)
		return -1;
	return reliance.is_found;
}

/* Only what is not certain has its surroundings looked at. */
/* Files such as change notes come and go: a pattern of their names that has no match is only dead
 * where their directory went. 1, 0, -1. */
static int is_waiting(struct run *run, const struct finding *finding, struct err *err)
{
	const char *pattern = finding->after->asked, *directory;
	struct entry entry;
	int found;

	if (!pattern || is_edited(finding) || !glob_is_magic(path_name(pattern)) ||
		place_space_size(pattern) > 0)
		return 0;
	directory = arena_bytes(&run->check->arena, pattern, path_parent_size(pattern));
	if (glob_is_magic(directory))
		return 0;
	if (*directory == '\0')
		return 1;
	found = snapshot_entry(run->head, directory, &entry, err);
	return found > 0 ? entry.kind == ENTRY_DIRECTORY : found;
}

/* What else is looked at where findings are weighed. */
struct scales {
	const struct advance *advance;
	const struct supplies *supplies;
};

/* Others that named what moved were changed: then it is served under another name, too. */
static int weigh_guess(struct run *run, const struct finding *finding, const struct scales *scales,
	struct circumstances *out, struct err *err)
{
	int maps = 0, rewired = 0;

	if (finding->app)
		maps = graph_maps_in(run->graph, finding->app->directory, err);
	if (maps >= 0 && finding->siblings == 0)
		rewired = rewiring_find(run, scales->advance, finding, err);
	out->app_maps = maps > 0;
	out->is_rewired = rewired > 0;
	return maps < 0 ? -1 : rewired;
}

static int find_circumstances(struct run *run, struct finding *finding, const struct scales *scales,
	struct circumstances *out, struct err *err)
{
	const struct reference *reference = finding_reference(finding);
	int made = is_made(run, finding, err), waiting = is_waiting(run, finding, err), answer = 0;

	*out = (struct circumstances){ .cross_app = finding->cross_app,
		.is_made = made > 0,
		.is_waiting = waiting > 0,
		.supply = supplies_find(scales->supplies, finding) };
	if (made < 0 || waiting < 0)
		return -1;
	if (reference->confidence == CONFIDENCE_INFERRED) {
		answer = weigh_guess(run, finding, scales, out, err);
	} else if (reference->confidence >= CONFIDENCE_LISTED) {
		answer = is_relied_on(run, reference, err);
		out->is_relied_on = answer > 0;
	}
	return answer < 0 ? -1 : 0;
}

static int rate(
	struct run *run, finding_list *findings, const struct scales *scales, struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		struct circumstances circumstances;
		enum severity severity;

		if (find_circumstances(run, finding, scales, &circumstances, err) < 0)
			return -1;
		severity = (finding->is_introduced ? judge_introduced : judge_severity)(
			finding_reference(finding), &circumstances);
		finding->severity =
			policy_severity(run->policy, fail_on_of_run(run), finding, severity);
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

void run_suppress(struct run *run, finding_list *findings)
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

static int weigh(
	struct run *run, struct reading *reading, const struct scales *scales, struct err *err)
{
	if (explain(run, reading, err) < 0)
		return -1;
	findings_count_siblings(reading->breaks, &reading->pairs, &run->check->arena);
	if (rate(run, reading->breaks, scales, err) < 0)
		return -1;
	findings_drop_followers(reading->breaks);
	if (find_owners(run, reading->breaks, err) < 0)
		return -1;
	if (!reading->introduced)
		return 0;
	if (rate(run, reading->introduced, scales, err) < 0)
		return -1;
	findings_drop_followers(reading->introduced);
	return find_owners(run, reading->introduced, err);
}

int reading_weigh(struct run *run, struct reading *reading, struct err *err)
{
	struct supplies supplies;
	int result;

	supplies_gather(&supplies, &reading->pairs);
	result = weigh(run, reading, &(struct scales){ reading->advance, &supplies }, err);
	supplies_release(&supplies);
	return result;
}
