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
	"{\"at\":\"/uses/*\",\"path\":\"npm:{value}\",\"want\":\"name\",\"kind\":\"package\","
	"\"missing\":\"build\"}],"
	"\"mappings\":[{\"at\":\"/copies/*\",\"from\":\"{./from}\",\"to\":\"served:{root}/{./to}\","
	"\"kind\":\"copy\",\"reference\":{\"at\":\"./from\",\"kind\":\"asset\","
	"\"missing\":\"silent\"}}]},"
	"{\"format\":\"pack\",\"files\":[\"**/pack.json\"],"
	"\"names\":[{\"name\":\"npm:{/name}\"}]}]";

static void configure(struct memory_source *source, const char *policy)
{
	struct str text = STR_INIT;

	str_addf(&text, "%s%s%s}", rules, *policy ? "," : "", policy);
	memory_source_put(source, ".crossdep.json", ENTRY_FILE, text.data);
	str_release(&text);
}

static int judge(struct scenario *scenario, unsigned today, const char *policy, const char *base,
	const char *changes, struct err *err)
{
	struct range range = { 0 };
	struct snapshot *before, *after;
	const char *remark;
	int result;

	scenario->source = memory_source_new();
	configure(scenario->source, policy);
	trees_put(scenario->source, base);
	before = memory_source_snapshot(scenario->source);
	trees_put(scenario->source, changes);
	after = memory_source_snapshot(scenario->source);
	range.base_tree = *snapshot_root(before);
	range.head_tree = *snapshot_root(after);
	snapshot_free(before);
	snapshot_free(after);
	check_init(&scenario->check);
	scenario->check.options.today = today;
	scenario->graph = NULL;
	result = graph_open(&scenario->graph, ":memory:", memory_source_objects(scenario->source),
		&remark, err);
	if (result == 0)
		result = check_run(&scenario->check, &range, scenario->graph,
			memory_source_objects(scenario->source), NULL, NULL, err);
	return result;
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
