/*
 * inspect_test.c - one file by itself, with all it asks.
 */
#include "support/assert.h"

#include <string.h>

#include "graph/inspect.h"
#include "support/trees.h"

static const char rule[] =
	"{\"format\":\"list\",\"files\":[\"**/list.json\"],\"bases\":{\"up\":\"{up:mark}\"},"
	"\"names\":[{\"name\":\"npm:{/name}\",\"directory\":\"{manifest}\"}],"
	"\"references\":[{\"at\":\"/served/*\",\"path\":\"served:{root}/"
	"{value}\",\"endings\":[\"\",\".x\"]},"
	"{\"at\":\"/globs/*\",\"want\":\"glob\",\"alternatives\":true},"
	"{\"at\":\"/uses/*\",\"path\":\"npm:{value}\",\"want\":\"name\"},"
	"{\"at\":\"/up/*\",\"path\":\"{up}/{value}\"}],"
	"\"mappings\":[{\"at\":\"/copies/*\",\"from\":\"{./from}\",\"to\":\"served:{root}/{./"
	"to}\"}]}";

struct scene {
	struct memory_source *source;
	struct snapshot *snapshot;
	struct ruleset rules;
	struct graph *graph;
};

static void stage(struct scene *scene, const char *tree)
{
	struct document *document;
	const char *remark;
	struct err err;

	scene->snapshot = trees_snapshot(&scene->source, tree);
	ruleset_init(&scene->rules);
	assert_ok(document_parse(&document, SYNTAX_JSON, rule, strlen(rule), &err));
	assert_ok(ruleset_add(&scene->rules, document->root, &err));
	document_free(document);
	ruleset_add_ignore(&scene->rules, "ignored");
	ruleset_seal(&scene->rules);
	assert_ok(graph_open(
		&scene->graph, ":memory:", memory_source_objects(scene->source), &remark, &err));
	assert_ok(graph_advance(
		scene->graph, snapshot_root(scene->snapshot), &scene->rules, NULL, NULL, &err));
}

static void clear(struct scene *scene)
{
	graph_free(scene->graph);
	ruleset_release(&scene->rules);
	snapshot_free(scene->snapshot);
	memory_source_free(scene->source);
}

static void add_inquiries(struct str *out, const struct inquiries *asked)
{
	for (size_t i = 0; i < asked->count; i++)
		str_addf(out, " %s=%s", asked->items[i].path,
			asked->items[i].is_there ? asked->items[i].found : "-");
}

/* "RAW VERDICT: QUESTION=ANSWER ..." a line each. */
static void tell(struct str *out, const struct inspection *inspection)
{
	static const char *const verdicts[] = { "resolved", "dangling", "skipped" };

	for (size_t i = 0; i < inspection->reference_count; i++) {
		const struct inspected *inspected = &inspection->references[i];

		str_addf(out, "%s %s:", inspected->reference.raw,
			verdicts[inspected->reference.verdict]);
		add_inquiries(out, &inspected->asked);
		str_add_char(out, '\n');
	}
}

static void each_reference_is_told_with_its_own_questions_in_the_order_they_were_asked(void **state)
{
	struct scene scene;
	struct inspection inspection;
	struct str told = STR_INIT;
	struct err err;

	(void)state;
	stage(&scene, "a/list.json={\"name\":\"a\",\"served\":[\"i/de\",\"i/"
		      "fr\"],\"globs\":[\"*.no\",\"*.t\"],"
		      "\"uses\":[\"a\",\"b\"],\"copies\":[{\"from\":\"lib\",\"to\":\"i\"},{"
		      "\"from\":\"old\",\"to\":\"i\"}]}"
		      " a/y.t=. old/de.x=.");

	assert_answer(
		graph_inspect(&inspection, scene.graph, &scene.rules, "a/list.json", &err), 1);

	tell(&told, &inspection);
	assert_string_equal(told.data,
		"i/de resolved: served:a/i/de=old/de.x lib/de=- old/de=- lib/de.x=- "
		"old/de.x=old/de.x\n"
		"i/fr dangling: served:a/i/fr=- lib/fr=- old/fr=- lib/fr.x=- old/fr.x=-\n"
		"*.t resolved: a=- a=a/y.t\n"
		"a resolved: npm:a=a/list.json\n"
		"b skipped: npm:b=-\n");
	inspection_release(&inspection);
	str_release(&told);
	clear(&scene);
}

static void what_is_inspected_is_what_the_graph_holds(void **state)
{
	struct scene scene;
	struct inspection inspection;
	struct arena arena = ARENA_INIT;
	reference_list held = VEC_INIT;
	struct err err;

	(void)state;
	stage(&scene, "a/list.json={\"served\":[\"i/de\",\"x\"],\"globs\":[\"*.no\",\"*.t\"],"
		      "\"copies\":[{\"from\":\"lib\",\"to\":\"i\"}]} a/y.t=. lib/de=.");
	assert_ok(graph_references(scene.graph, "a/list.json", &arena, &held, &err));

	assert_answer(
		graph_inspect(&inspection, scene.graph, &scene.rules, "a/list.json", &err), 1);

	assert_int_equal(inspection.reference_count, held.count);
	for (size_t i = 0; i < held.count; i++) {
		const struct reference *one = &inspection.references[i].reference;
		const struct reference *other = &held.items[i];

		assert_string_equal(one->raw, other->raw);
		assert_int_equal(one->verdict, other->verdict);
		assert_int_equal(one->via_count, other->via_count);
		assert_string_equal(one->asked, other->asked);
		assert_int_equal(one->column, other->column);
	}
	inspection_release(&inspection);
	vec_release(&held);
	arena_release(&arena);
	clear(&scene);
}

static void what_was_asked_around_the_file_stands_apart(void **state)
{
	struct scene scene;
	struct inspection inspection;
	struct str told = STR_INIT;
	struct err err;

	(void)state;
	stage(&scene, "a/b/list.json={\"up\":[\"x\"]} mark=. x=.");

	assert_answer(
		graph_inspect(&inspection, scene.graph, &scene.rules, "a/b/list.json", &err), 1);

	add_inquiries(&told, &inspection.around);
	assert_string_equal(told.data, " a/b/mark=- a/mark=- mark=mark");
	inspection_release(&inspection);
	str_release(&told);
	clear(&scene);
}

static void inspecting_leaves_the_graph_as_it_was(void **state)
{
	struct scene scene;
	struct inspection inspection;
	struct graph_counts before, after;
	struct err err;

	(void)state;
	stage(&scene, "list.json={\"globs\":[\"x\"]} ignored/list.json={\"globs\":[\"y\"]}");
	assert_ok(graph_count(scene.graph, &before, &err));

	assert_answer(
		graph_inspect(&inspection, scene.graph, &scene.rules, "ignored/list.json", &err),
		1);

	assert_int_equal(inspection.reference_count, 1);
	assert_ok(graph_count(scene.graph, &after, &err));
	assert_memory_equal(&before, &after, sizeof before);
	inspection_release(&inspection);
	clear(&scene);
}

static void only_a_file_can_be_inspected(void **state)
{
	static const char *const paths[] = { "nothing", "dir", "link", "module" };
	struct scene scene;
	struct err err;

	(void)state;
	stage(&scene, "dir/x=. link@dir module!");

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct inspection inspection;

		assert_answer(
			graph_inspect(&inspection, scene.graph, &scene.rules, paths[i], &err), 0);
		inspection_release(&inspection);
	}
	clear(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_reference_is_told_with_its_own_questions_in_the_order_they_were_asked),
		cmocka_unit_test(what_is_inspected_is_what_the_graph_holds),
		cmocka_unit_test(what_was_asked_around_the_file_stands_apart),
		cmocka_unit_test(inspecting_leaves_the_graph_as_it_was),
		cmocka_unit_test(only_a_file_can_be_inspected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
