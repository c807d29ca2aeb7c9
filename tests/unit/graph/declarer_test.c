/* declarer_test.c - manifests that are declared while others are still found. */
#include "graph/declarer.h"

#include "support/assert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Enough for several loads, and so for a thread. */
#define MANIFESTS 300

static const char rule[] = "{\"format\":\"x\",\"files\":[\"**/x.json\"],"
			   "\"when\":[{\"above\":[\"mark\"]}],\"references\":[{\"at\":\"/a\","
			   "\"kind\":\"code\",\"missing\":\"build\"}]}";

struct manifest {
	char path[32];
	struct entry entry;
	struct facts facts;
	bool is_done;
};

struct scene {
	struct memory_source *source;
	struct snapshot *snapshot; /* NULL until all is put */
	struct ruleset rules;
	struct declarer *declarer;
	struct manifest manifests[MANIFESTS];
};

static int setup(void **state)
{
	struct scene *scene = memory_get_zeroed(1, sizeof *scene);
	struct document *document = NULL;
	struct err err;

	*state = scene;
	scene->source = memory_source_new();
	ruleset_init(&scene->rules);
	assert_ok(document_parse(&document, SYNTAX_JSON, rule, strlen(rule), &err));
	assert_ok(ruleset_add(&scene->rules, document->root, &err));
	document_free(document);
	ruleset_seal(&scene->rules);
	memory_source_put(scene->source, "a/mark", ENTRY_FILE, "");
	for (int i = 0; i < MANIFESTS; i++) {
		struct manifest *manifest = &scene->manifests[i];
		char text[32];

		snprintf(manifest->path, sizeof manifest->path, "%s/%d/x.json", i % 2 ? "a" : "b",
			i);
		snprintf(text, sizeof text, "{\"a\":\"to/%d\"}", i);
		memory_source_put(scene->source, manifest->path, ENTRY_FILE, text);
	}
	return 0;
}

static int teardown(void **state)
{
	struct scene *scene = *state;

	declarer_free(scene->declarer);
	snapshot_free(scene->snapshot);
	ruleset_release(&scene->rules);
	memory_source_free(scene->source);
	free(scene);
	return 0;
}

static void declare_all(struct scene *scene)
{
	struct err err;

	scene->snapshot = memory_source_snapshot(scene->source);
	scene->declarer = declarer_new(scene->snapshot, &scene->rules);
	for (int i = 0; i < MANIFESTS; i++) {
		struct manifest *manifest = &scene->manifests[i];

		assert_answer(
			snapshot_entry(scene->snapshot, manifest->path, &manifest->entry, &err), 1);
		declarer_add(scene->declarer, manifest->path, &manifest->entry.oid,
			&manifest->facts, &manifest->is_done);
	}
	declarer_end(scene->declarer);
}

static void each_manifest_gets_its_own_facts(void **state)
{
	struct scene *scene = *state;

	declare_all(scene);
	for (int i = 0; i < MANIFESTS; i++) {
		const struct manifest *manifest = &scene->manifests[i];
		char text[32];

		assert_true(manifest->is_done);
		assert_string_equal(manifest->facts.path, manifest->path);
		assert_string_equal(manifest->facts.formats, i % 2 ? "x" : "");
		assert_int_equal(manifest->facts.near.count, i % 2 ? 2 : 3);
		assert_int_equal(manifest->facts.references.count, i % 2);
		if (i % 2 == 0)
			continue;
		snprintf(text, sizeof text, "to/%d", i);
		assert_string_equal(manifest->facts.references.items[0].values[0].raw, text);
	}
}

static void a_manifest_with_a_link_beside_it_is_left_to_who_can_follow_links(void **state)
{
	struct scene *scene = *state;

	memory_source_put(scene->source, "b/0/mark", ENTRY_SYMLINK, "../../a/mark");
	declare_all(scene);
	assert_false(scene->manifests[0].is_done);
	assert_int_equal(scene->manifests[0].facts.near.count, 0);
	assert_true(scene->manifests[1].is_done);
	assert_true(scene->manifests[2].is_done);
}

static void a_manifest_that_cannot_be_read_is_left_to_who_can_tell_why(void **state)
{
	static const struct oid nothing = { { 1 } };
	struct scene *scene = *state;
	struct facts facts;
	bool is_done = false;

	declare_all(scene);
	declarer_free(scene->declarer);
	scene->declarer = declarer_new(scene->snapshot, &scene->rules);
	declarer_add(scene->declarer, "a/1/x.json", &nothing, &facts, &is_done);
	declarer_end(scene->declarer);
	assert_false(is_done);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_manifest_gets_its_own_facts, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_manifest_with_a_link_beside_it_is_left_to_who_can_follow_links, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_manifest_that_cannot_be_read_is_left_to_who_can_tell_why, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
