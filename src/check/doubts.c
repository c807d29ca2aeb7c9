/* doubts.c - findings that hang on how a merge will be done, of which nothing is said. */
#include "check/doubts.h"

#include "check/configuration.h"
#include "check/scene.h"
#include "syntax/document.h"
#include "util/glob.h"
#include "util/path.h"

#define DOUBTS_TOLD_MAX 20u /* then only how many more there are */

/* ---- the merge ---- */

struct rules_reader {
	struct merge_reader reader; /* first */
	struct configuration ours, theirs;
};

/* Manifests, documents that a manifest may take a value from, and what keeps a file out of git. */
static bool reads(const struct merge_reader *reader, const char *path)
{
	const struct rules_reader *rules = (const struct rules_reader *)reader;

	return syntax_of_name(path) >= 0 || ruleset_is_candidate(&rules->ours.rules, path) ||
	       ruleset_is_candidate(&rules->theirs.rules, path) ||
	       strcmp(path_name(path), ".gitignore") == 0;
}

/* What is wrong with a configuration is told when it is read for its own sake. */
static int load_rules(struct configuration *out, struct object_source *objects,
	const struct oid *tree, struct err *err)
{
	struct snapshot *snapshot = snapshot_new(objects, tree);
	int result = configuration_load(out, snapshot, err);

	if (result < 0 && err->kind == ERR_INPUT) {
		configuration_release(out);
		configuration_default(out);
		result = 0;
	}
	snapshot_free(snapshot);
	return result;
}

int doubts_merge(struct merge *out, struct repository *repository, const struct commit *ours,
	const struct commit *theirs, struct err *err)
{
	struct object_source *objects = repository_objects(repository);
	struct rules_reader rules = { .reader = { reads } };
	int result;

	configuration_init(&rules.ours);
	configuration_init(&rules.theirs);
	result = load_rules(&rules.ours, objects, &ours->tree, err);
	if (result == 0)
		result = load_rules(&rules.theirs, objects, &theirs->tree, err);
	if (result == 0)
		result = merge_commits(out, repository, &ours->id, &theirs->id, &rules.reader, err);
	configuration_release(&rules.ours);
	configuration_release(&rules.theirs);
	return result;
}

/* ---- the findings ---- */

static bool concerns_pattern(const struct merge *merge, const char *pattern)
{
	for (size_t i = 0; i < merge->doubts.count; i++)
		if (glob_fits(pattern, merge->doubts.items[i].path) ||
			glob_may_fit_below(pattern, merge->doubts.items[i].path))
			return true;
	return false;
}

static bool concerns_place(const struct merge *merge, const char *path)
{
	return path && merge_doubts(merge, path);
}

/* What a reference says or leads to, or what lies on the way, is in doubt. */
static bool is_doubtful(const struct merge *merge, const struct reference *reference)
{
	if (concerns_place(merge, reference->asked) || concerns_place(merge, reference->target) ||
		concerns_place(merge, reference->marker))
		return true;
	if (reference->is_glob && reference->asked && concerns_pattern(merge, reference->asked))
		return true;
	for (size_t i = 0; i < reference->via_count; i++)
		if (concerns_place(merge, reference->via[i].manifest) ||
			concerns_place(merge, reference->via[i].from))
			return true;
	return false;
}

static bool leads_nowhere_too(const struct finding *finding, const struct advance *other)
{
	const struct scene scene = { .advance = other };
	const struct manifest_change *change = scene_manifest(&scene, finding->manifest);

	for (size_t i = 0; change && i < change->after_count; i++) {
		const struct reference *now = &change->after[i], *then = finding->after;

		if (strcmp(now->location, then->location) == 0 &&
			strcmp(now->format, then->format) == 0 &&
			strcmp(now->kind, then->kind) == 0 &&
			strcmp(now->identity, then->identity) == 0)
			return now->verdict == then->verdict;
	}
	return !change;
}

void doubts_drop(finding_list *findings, const struct merge *merge, const struct advance *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (merge_doubts(merge, finding->manifest) ||
			concerns_place(merge, finding->old_manifest) ||
			is_doubtful(merge, finding->after) ||
			(finding->before && is_doubtful(merge, finding->before)) ||
			!leads_nowhere_too(finding, other))
			continue;
		findings->items[kept++] = *finding;
	}
	findings->count = kept;
}

/* ---- what is told ---- */

static const char *text_of(enum merge_reason reason)
{
	switch (reason) {
	case MERGE_BOTH_CHANGED:
		return "both sides changed it, so what it says or becomes is not judged";
	case MERGE_HALF_DELETED:
		return "one side changed it, the other deleted or renamed it: what leads there is "
		       "not judged";
	case MERGE_HALF_MOVED:
		return "one side added it to a directory that the other moved or deleted: what "
		       "leads there is not judged";
	case MERGE_NEW_NAME:
		break;
	}
	return "perhaps the new name of a file that the other side changed, renamed or deleted: "
	       "what it says and what leads there is not judged";
}

void doubts_tell(diagnostic_list *out, const struct merge *merge, struct arena *arena)
{
	for (size_t i = 0; i < merge->doubts.count; i++) {
		const struct merge_doubt *doubt = &merge->doubts.items[i];
		const char *text = text_of(doubt->reason);

		if (i == DOUBTS_TOLD_MAX)
			text = arena_printf(arena, "this and %zu more paths are not judged either",
				merge->doubts.count - i - 1);
		vec_push(out, (struct diagnostic){ arena_text(arena, doubt->path), 0, text });
		if (i == DOUBTS_TOLD_MAX)
			break;
	}
}
