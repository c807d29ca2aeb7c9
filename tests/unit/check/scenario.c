/* scenario.c - a change made of two trees, judged, for tests. */
#include "scenario.h"

#include "support/assert.h"
#include "support/trees.h"

/* A word of a tree has no spaces. */
static const char rules[] =
	"{\"rules\":[{\"format\":\"list\",\"files\":[\"**/list.json\"],"
	"\"app\":{\"name\":\"{/name}\",\"when\":[{\"has\":\"/name\"}]},\"references\":["
	"{\"at\":\"/files/*\",\"want\":\"file\",\"kind\":\"asset\",\"missing\":\"silent\"},"
	"{\"at\":\"/dirs/*\",\"want\":\"directory\",\"with\":[\"marker\"],\"kind\":\"workspace\","
	"\"missing\":\"build\"},"
	"{\"at\":\"/globs/*\",\"want\":\"glob\",\"kind\":\"filter\",\"missing\":\"silent\"},"
	"{\"at\":\"/weak/*\",\"kind\":\"asset\",\"missing\":\"degraded\"},"
	"{\"at\":\"/made/*\",\"built\":true,\"kind\":\"code\",\"missing\":\"build\"},"
	"{\"at\":\"/any/*\",\"alternatives\":true,\"kind\":\"asset\",\"missing\":\"build\"},"
	"{\"at\":\"/committed/*\",\"always\":true,\"kind\":\"asset\",\"missing\":\"build\"},"
	"{\"at\":\"/served/*\",\"path\":\"served:{app}/{value}\",\"kind\":\"page\","
	"\"missing\":\"deploy\"},"
	"{\"at\":\"/sometimes/*\",\"confidence\":\"conditional\",\"missing\":\"build\"},"
	"{\"at\":\"/sometimes-weak/*\",\"confidence\":\"conditional\",\"missing\":\"ignored\"},"
	"{\"at\":\"/guessed/*\",\"confidence\":\"inferred\",\"missing\":\"deploy\"},"
	"{\"at\":\"/guessed-loud/*\",\"confidence\":\"inferred\",\"missing\":\"build\"},"
	"{\"at\":\"/uses/*\",\"path\":\"npm:{value}\",\"want\":\"name\",\"kind\":\"package\","
	"\"missing\":\"build\"}],"
	"\"mappings\":[{\"at\":\"/copies/*\",\"from\":\"{./from}\",\"to\":\"served:{root}/{./to}\","
	"\"kind\":\"copy\",\"reference\":{\"at\":\"./from\",\"kind\":\"asset\","
	"\"missing\":\"silent\"}},"
	"{\"at\":\"/scripts/*\",\"from\":\"{./from}\",\"to\":\"{./to}\",\"kind\":\"copy\","
	"\"confidence\":\"shell\",\"reference\":{\"at\":\"./from\",\"missing\":\"silent\"}}]},"
	"{\"format\":\"pack\",\"files\":[\"**/pack.json\"],"
	"\"names\":[{\"name\":\"npm:{/name}\"}]}]";

/* The tree of the source with `changes` put on top of `root`. */
static struct oid put_on(struct memory_source *source, const struct oid *root, const char *changes)
{
	memory_source_start(source, root);
	trees_put(source, changes);
	return *memory_source_root(source);
}

/* Makes the tree that changes are put on top of. */
static struct oid start(struct scenario *scenario, const char *policy, const char *base)
{
	struct str text = STR_INIT;

	merge_init(&scenario->merge);
	check_init(&scenario->check);
	scenario->graph = NULL;
	scenario->source = memory_source_new();
	str_addf(&text, "%s%s%s}", rules, *policy ? "," : "", policy);
	memory_source_put(scenario->source, ".crossdep.json", ENTRY_FILE, text.data);
	trees_put(scenario->source, base);
	str_release(&text);
	return *memory_source_root(scenario->source);
}

static int judge_range(struct scenario *scenario, const struct range *range, struct err *err)
{
	struct object_source *objects = memory_source_objects(scenario->source);
	const char *remark;

	if (graph_open(&scenario->graph, ":memory:", objects, &remark, err) < 0)
		return -1;
	return check_run(&scenario->check, range, scenario->graph, objects, NULL, NULL, err);
}

static int judge(struct scenario *scenario, unsigned today, const char *policy, const char *base,
	const char *changes, struct err *err)
{
	struct range range = { 0 };

	range.base_tree = start(scenario, policy, base);
	range.head_tree = put_on(scenario->source, &range.base_tree, changes);
	scenario->check.options.today = today;
	return judge_range(scenario, &range, err);
}

void scenario_merge(
	struct scenario *scenario, const char *base, const char *ours, const char *theirs)
{
	struct oid root = start(scenario, "", base);
	struct range range = { .merge = &scenario->merge };
	struct err err;

	range.base_tree = put_on(scenario->source, &root, ours);
	range.theirs_tree = put_on(scenario->source, &root, theirs);
	assert_ok(merge_trees(&scenario->merge, memory_source_objects(scenario->source), &root,
		&range.base_tree, &range.theirs_tree, NULL, &err));
	range.head_tree = scenario->merge.ours;
	assert_ok(judge_range(scenario, &range, &err));
}

int scenario_try(struct scenario *scenario, const char *base, const char *changes, struct err *err)
{
	return judge(scenario, 0, "", base, changes, err);
}

void scenario_judge_with(
	struct scenario *scenario, const char *policy, const char *base, const char *changes)
{
	scenario_judge_on(scenario, 0, policy, base, changes);
}

void scenario_judge_on(struct scenario *scenario, unsigned today, const char *policy,
	const char *base, const char *changes)
{
	struct err err;

	assert_ok(judge(scenario, today, policy, base, changes, &err));
}

void scenario_judge(struct scenario *scenario, const char *base, const char *changes)
{
	struct err err;

	assert_ok(scenario_try(scenario, base, changes, &err));
}

void scenario_release(struct scenario *scenario)
{
	check_release(&scenario->check);
	graph_free(scenario->graph);
	merge_release(&scenario->merge);
	memory_source_free(scenario->source);
}

static void tell(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	str_addf(out, "%s%s%s %s:%u %s: %s %s", out->size ? ", " : "",
		severity_text(finding->severity), finding->cross_app ? "*" : "", finding->manifest,
		finding->line, finding->raw, cause_change_text(cause->change), cause->path);
	if (cause->renamed_to)
		str_addf(out, " -> %s", cause->renamed_to);
}

static const char *tell_all(struct scenario *scenario, const finding_list *findings)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t i = 0; i < findings->count; i++)
		tell(&text, &findings->items[i]);
	kept = arena_text(&scenario->check.arena, text.data);
	str_release(&text);
	return kept;
}

const char *scenario_breaks(struct scenario *scenario)
{
	return tell_all(scenario, &scenario->check.breaks);
}

const char *scenario_introduced(struct scenario *scenario)
{
	return tell_all(scenario, &scenario->check.introduced);
}

const char *scenario_diagnostics(struct scenario *scenario)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t i = 0; i < scenario->check.diagnostics.count; i++)
		str_addf(&text, "%s%s: %s", text.size ? "\n" : "",
			scenario->check.diagnostics.items[i].path,
			scenario->check.diagnostics.items[i].text);
	kept = arena_text(&scenario->check.arena, text.data);
	str_release(&text);
	return kept;
}

const char *scenario_fixes(struct scenario *scenario)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t i = 0; i < scenario->check.breaks.count; i++) {
		const struct fix *fix = &scenario->check.breaks.items[i].fix;

		if (fix->path)
			str_addf(&text, "%s%s:%u %s -> %s", text.size ? ", " : "", fix->path,
				fix->line, fix->old, fix->replacement);
	}
	kept = arena_text(&scenario->check.arena, text.data);
	str_release(&text);
	return kept;
}
