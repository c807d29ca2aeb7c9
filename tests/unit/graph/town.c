/* town.c - a graph over trees written by hand, for tests. */
#include "town.h"

#include <string.h>

#include "support/assert.h"
#include "support/trees.h"

#define CODE "\"kind\":\"code\",\"missing\":\"build\""

static const char *const texts[] = {
	"{\"format\":\"list\",\"files\":[\"**/list.json\"],\"references\":["
	"{\"at\":\"/any/*\"," CODE "},"
	"{\"at\":\"/file/*\",\"want\":\"file\",\"endings\":[\"\",\".ts\",\"/index.ts\","
	"\"/in/x.ts\",\"-2.png\",\".d/x\"]," CODE "},"
	"{\"at\":\"/glob/*\",\"want\":\"glob\"," CODE "},"
	"{\"at\":\"/lists/*/*\",\"want\":\"glob\",\"alternatives\":true," CODE "},"
	"{\"at\":\"/package/*\",\"path\":\"npm:{value}\",\"in_repository\":true," CODE "},"
	"{\"at\":\"/name/*\",\"path\":\"npm:{value}\",\"want\":\"name\","
	"\"in_repository\":true," CODE "},"
	"{\"at\":\"/context/*\",\"path\":\"context:{file}/{value}\",\"want\":\"glob\"," CODE "},"
	"{\"at\":\"/served/*\",\"path\":\"served:{app}/{value}\"," CODE "},"
	"{\"at\":\"/app/*\",\"path\":\"{app}/{value}\"," CODE "}],"
	"\"mappings\":[{\"at\":\"/map/*\",\"from\":\"{./from}\",\"to\":\"{./to}\","
	"\"filter\":\"{./only}\",\"loses\":\"{./loses}\",\"except\":{\"in\":"
	"\"{./without}\",\"at\":\"/*/pattern\"},\"vacant\":\"{./vacant}\",\"kind\":\"copy\"},"
	"{\"at\":\"/use/*\",\"through\":\"npm:{value}\",\"called\":["
	"{\"at\":\"/run/*\",\"name\":\"npm:{value}\"},"
	"{\"each\":{\"at\":\"/run/*\"},\"in\":\"{value}\",\"at\":\"/run/"
	"*\",\"name\":\"npm:{value}\"}],"
	"\"from\":\"{provider}\",\"to\":\"o\",\"kind\":\"use\"},"
	"{\"at\":\"/serve/*\",\"from\":\"{value}\",\"to\":\"served:{app}/"
	"{key}\",\"kind\":\"served\"},"
	"{\"from\":\"{manifest}\",\"to\":\"context:{file}\",\"choice\":true,"
	"\"kind\":\"context\"}]}",
	"{\"format\":\"pack\",\"files\":[\"**/pack.json\"],"
	"\"names\":[{\"name\":\"npm:{/name}\",\"directory\":\"{manifest}\"}]}",
	"{\"format\":\"conf\",\"files\":[\"**/conf.json\"],"
	"\"bases\":{\"base\":[\"{manifest}/{/dir}\",\"{^/dir}\",\"{manifest}\"]},\"references\":["
	"{\"at\":\"/base\",\"want\":\"file\",\"parent\":\"first\"," CODE "},"
	"{\"at\":\"/things/*\",\"path\":\"{base}/{value}\"," CODE "}]}",
	"{\"format\":\"tool\",\"files\":[\"**/tool.js\"],\"references\":["
	"{\"at\":\"/calls/t/*/args/0\"," CODE "}]}",
	"{\"format\":\"app\",\"files\":[\"**/app.json\"],\"app\":{\"name\":\"{/name}\"}}",
};

static void add_rule(struct ruleset *rules, const char *text)
{
	struct document *document = NULL;
	struct err err;

	assert_ok(document_parse(&document, SYNTAX_JSON, text, strlen(text), &err));
	assert_ok(ruleset_add(rules, document->root, &err));
	document_free(document);
}

void town_init(struct town *town)
{
	town->source = memory_source_new();
	ruleset_init(&town->rules);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		add_rule(&town->rules, texts[i]);
	ruleset_seal(&town->rules);
	town->graph = town_graph(town);
}

void town_release(struct town *town)
{
	graph_free(town->graph);
	ruleset_release(&town->rules);
	memory_source_free(town->source);
}

struct oid town_put(struct town *town, const char *changes)
{
	struct snapshot *snapshot;
	struct oid root;

	trees_put(town->source, changes);
	snapshot = memory_source_snapshot(town->source);
	root = *snapshot_root(snapshot);
	snapshot_free(snapshot);
	return root;
}

void town_go(struct town *town, struct graph *graph, const struct oid *root, struct advance *told)
{
	struct err err;

	assert_ok(graph_advance(graph, root, &town->rules, NULL, told, &err));
}

struct graph *town_graph(struct town *town)
{
	struct graph *graph = NULL;
	const char *remark;
	struct err err;

	assert_ok(
		graph_open(&graph, ":memory:", memory_source_objects(town->source), &remark, &err));
	return graph;
}

static int tell(const struct reference *reference, void *payload)
{
	struct str *out = payload;

	str_addf(out, "%s%s %s -> %s", out->size ? ", " : "", reference->manifest, reference->raw,
		reference->verdict == VERDICT_RESOLVED   ? reference->target
		: reference->verdict == VERDICT_DANGLING ? "nothing"
							 : "skipped");
	return 0;
}

void town_tell(struct str *out, struct graph *graph)
{
	struct err err;

	str_clear(out);
	assert_ok(graph_each_reference(graph, false, tell, out, &err));
}

static int add_line(const char *line, void *payload)
{
	struct str *out = payload;

	str_addf(out, "%s\n", line);
	return 0;
}

void town_compare(struct str *out, struct graph *expected, struct graph *actual)
{
	struct str a = STR_INIT, b = STR_INIT;
	const char *x, *y;
	struct err err;

	assert_ok(graph_dump(expected, add_line, &a, &err));
	assert_ok(graph_dump(actual, add_line, &b, &err));
	str_clear(out);
	x = a.data;
	y = b.data;
	while (*x && strcspn(x, "\n") == strcspn(y, "\n") &&
		strncmp(x, y, strcspn(x, "\n") + 1) == 0) {
		y += strcspn(x, "\n") + 1;
		x += strcspn(x, "\n") + 1;
	}
	if (strcmp(x, y) != 0)
		str_addf(out, "expected %.*s, but there is %.*s", (int)strcspn(x, "\n"), x,
			(int)strcspn(y, "\n"), y);
	str_release(&a);
	str_release(&b);
}
