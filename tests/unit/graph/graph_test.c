/* graph_test.c - what of a graph is kept, and when. */
#include "support/assert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/graph.h"

struct store_on_disk {
	char directory[64], file[96], journal[112];
	struct memory_source *source;
	struct ruleset rules;
	struct oid first, second; /* trees */
};

static struct oid root_of(struct memory_source *source)
{
	struct snapshot *snapshot = memory_source_snapshot(source);
	struct oid root = *snapshot_root(snapshot);

	snapshot_free(snapshot);
	return root;
}

static int setup(void **state)
{
	struct store_on_disk *disk = calloc(1, sizeof(*disk));

	strcpy(disk->directory, "/tmp/graph-test-XXXXXX");
	assert_non_null(mkdtemp(disk->directory));
	snprintf(disk->file, sizeof(disk->file), "%s/graph.db", disk->directory);
	snprintf(disk->journal, sizeof(disk->journal), "%s-journal", disk->file);
	disk->source = memory_source_new();
	memory_source_put(disk->source, "a/package.json", ENTRY_FILE,
		"{ \"name\": \"a\", \"main\": \"index.js\" }");
	disk->first = root_of(disk->source);
	memory_source_put(disk->source, "a/index.js", ENTRY_FILE, "");
	disk->second = root_of(disk->source);
	ruleset_init(&disk->rules);
	ruleset_add_builtin(&disk->rules);
	ruleset_seal(&disk->rules);
	*state = disk;
	return 0;
}

static int teardown(void **state)
{
	struct store_on_disk *disk = *state;

	ruleset_release(&disk->rules);
	memory_source_free(disk->source);
	unlink(disk->file);
	rmdir(disk->directory);
	free(disk);
	return 0;
}

static struct graph *open_graph(const struct store_on_disk *disk)
{
	struct graph *graph;
	const char *remark;
	struct err err;

	assert_ok(
		graph_open(&graph, disk->file, memory_source_objects(disk->source), &remark, &err));
	assert_null(remark);
	return graph;
}

static void go(const struct store_on_disk *disk, struct graph *graph, const struct oid *root)
{
	struct err err;

	assert_ok(graph_advance(graph, root, &disk->rules, NULL, NULL, &err));
}

static void assert_stands_at(struct graph *graph, const struct oid *expected)
{
	struct oid root;
	uint64_t fingerprint;

	assert_int_equal(graph_position(graph, &root, &fingerprint), 1);
	assert_memory_equal(root.bytes, expected->bytes, sizeof(root.bytes));
}

static void what_is_tried_from_a_kept_position_writes_no_file(void **state)
{
	const struct store_on_disk *disk = *state;
	struct graph *graph = open_graph(disk);
	struct err err;

	go(disk, graph, &disk->first);
	assert_ok(graph_commit(graph, &err));

	assert_ok(graph_savepoint(graph, &err));
	go(disk, graph, &disk->second);
	assert_int_not_equal(access(disk->journal, F_OK), 0);
	assert_ok(graph_return(graph, &err));

	assert_stands_at(graph, &disk->first);
	graph_free(graph);
}

static void what_comes_after_something_tried_is_kept(void **state)
{
	const struct store_on_disk *disk = *state;
	struct graph *graph = open_graph(disk);
	struct err err;

	go(disk, graph, &disk->first);
	assert_ok(graph_commit(graph, &err));
	assert_ok(graph_savepoint(graph, &err));
	go(disk, graph, &disk->second);
	assert_ok(graph_return(graph, &err));

	go(disk, graph, &disk->second);
	/* A journal in memory would leave the file in pieces if the commit were interrupted. */
	assert_int_equal(access(disk->journal, F_OK), 0);
	assert_ok(graph_commit(graph, &err));
	graph_free(graph);

	graph = open_graph(disk);
	assert_stands_at(graph, &disk->second);
	graph_free(graph);
}

static void what_was_learned_before_something_is_tried_is_kept(void **state)
{
	const struct store_on_disk *disk = *state;
	struct graph *graph = open_graph(disk);
	struct err err;

	go(disk, graph, &disk->first);
	assert_ok(graph_savepoint(graph, &err));
	go(disk, graph, &disk->second);
	assert_ok(graph_return(graph, &err));
	assert_ok(graph_commit(graph, &err));
	graph_free(graph);

	graph = open_graph(disk);
	assert_stands_at(graph, &disk->first);
	graph_free(graph);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_is_tried_from_a_kept_position_writes_no_file, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_comes_after_something_tried_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_was_learned_before_something_is_tried_is_kept, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
