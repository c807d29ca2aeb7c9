/* changes_test.c - what a walk over two trees reports. */
#include <string.h>

#include "repo/changes.h"
#include "support/assert.h"
#include "support/trees.h"

struct pair {
	struct memory_source *before_source, *after_source;
	struct snapshot *before, *after;
};

static void pair_init(struct pair *pair, const char *before, const char *after)
{
	pair->before = trees_snapshot(&pair->before_source, before);
	pair->after = trees_snapshot(&pair->after_source, after);
}

static void pair_release(struct pair *pair)
{
	snapshot_free(pair->before);
	snapshot_free(pair->after);
	memory_source_free(pair->before_source);
	memory_source_free(pair->after_source);
}

static void a_walk_reports_what_came_went_and_changed(void **state)
{
	static const struct {
		const char *name, *before, *after, *expected;
	} rows[] = {
		{ "nothing", "a=1 b/c=2", "a=1 b/c=2", "" },
		{ "a file came", "a=1", "a=1 b=2", "-f b" },
		{ "a file went", "a=1 b=2", "a=1", "f- b" },
		{ "a file changed", "a=1 d/b=2", "a=1 d/b=3", "ff d/b" },
		{ "a directory came whole", "a=1", "a=1 d/e/f=2 d/g=3",
			"-d d, -d d/e, -f d/e/f, -f d/g" },
		{ "a directory went whole", "a=1 d/e/f=2 d/g=3", "a=1",
			"d- d, d- d/e, f- d/e/f, f- d/g" },
		{ "a file became a directory", "a=1", "a/b=1", "fd a, -f a/b" },
		{ "a directory became a file", "a/b=1", "a=1", "df a, f- a/b" },
		{ "a file became a directory beside names that sort between",
			"a=1 a-b=1 a.b=1 a0=1", "a/b=1 a-b=1 a.b=2 a0=1", "fd a, -f a/b, ff a.b" },
		{ "a directory became a file beside names that sort between",
			"a/b=1 a-b=1 a.b=1 a0=1", "a=1 a-b=2 a.b=1 a0=2",
			"df a, f- a/b, ff a-b, ff a0" },
		{ "what sorts between came too", "a/b=1", "a=1 a.b=2 a0=3",
			"df a, f- a/b, -f a.b, -f a0" },
		{ "names around the slash", "a.b=1 a/b=1 a0=1", "a.b=2 a/b=2 a0=2",
			"ff a.b, ff a/b, ff a0" },
		{ "a symlink came", "a=1", "a=1 l@a", "-l l" },
		{ "a symlink points elsewhere", "l@a", "l@b", "ll l" },
		{ "a file became a symlink with the same bytes", "l=a", "l@a", "fl l" },
		{ "a symlink became a directory", "l@a", "l/x=1", "ld l, -f l/x" },
		{ "a directory became a symlink", "l/x=1 l.y=1", "l@a l.y=1", "dl l, f- l/x" },
		{ "a submodule came", "a=1", "a=1 s!1", "-s s" },
		{ "a submodule moved on", "s!1", "s!2", "ss s" },
		{ "a submodule became a directory", "s!1", "s/x=1", "sd s, -f s/x" },
		{ "from nothing", "", "a/b=1", "-d a, -f a/b" },
		{ "to nothing", "a/b=1", "", "d- a, f- a/b" },
		{ "bytes above 127", "\xc3\xa4=1 z=1", "\xc3\xa4=2 z=2 \xff/x=1",
			"ff z, ff \xc3\xa4, -d \xff, -f \xff/x" },
		{ "deep and beside", "a/b/c=1 a/b/d=1 a/e=1", "a/b/c=1 a/b/d=2 a/e=2",
			"ff a/b/d, ff a/e" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = STR_INIT;
		struct pair pair;
		struct err err;

		pair_init(&pair, rows[i].before, rows[i].after);

		if (trees_changes(&text, pair.before, pair.after, &err) != 0)
			fail_msg("%s: %s", rows[i].name, err.text);

		if (strcmp(text.data, rows[i].expected) != 0)
			fail_msg("%s: got '%s', not '%s'", rows[i].name, text.data,
				rows[i].expected);
		str_release(&text);
		pair_release(&pair);
	}
}

static void a_missing_snapshot_counts_as_the_empty_tree(void **state)
{
	struct str text = STR_INIT;
	struct pair pair;
	struct err err;

	(void)state;
	pair_init(&pair, "a/b=1", "a/b=1");

	assert_int_equal(trees_changes(&text, NULL, pair.after, &err), 0);
	assert_string_equal(text.data, "-d a, -f a/b");
	assert_int_equal(trees_changes(&text, pair.before, NULL, &err), 0);
	assert_string_equal(text.data, "d- a, f- a/b");
	assert_int_equal(trees_changes(&text, NULL, NULL, &err), 0);
	assert_string_equal(text.data, "");

	str_release(&text);
	pair_release(&pair);
}

static int take_ids(const struct change *change, void *payload)
{
	struct change *out = payload;

	out[strcmp(change->path, "gone") == 0] = *change;
	return 0;
}

static void a_change_carries_the_ids_of_both_sides(void **state)
{
	struct change seen[2];
	struct entry entry;
	struct pair pair;
	struct err err;

	(void)state;
	pair_init(&pair, "f=1 gone=1", "f=2");

	assert_int_equal(changes_walk(pair.before, pair.after, take_ids, seen, &err), 0);

	assert_int_equal(snapshot_entry(pair.before, "f", &entry, &err), 1);
	assert_true(oid_equal(&seen[0].before_oid, &entry.oid));
	assert_int_equal(snapshot_entry(pair.after, "f", &entry, &err), 1);
	assert_true(oid_equal(&seen[0].after_oid, &entry.oid));
	assert_true(oid_is_zero(&seen[1].after_oid));
	pair_release(&pair);
}

struct choosy {
	struct str seen;
	const char *leave_out, *stop_at;
};

static int choose(const struct change *change, void *payload)
{
	struct choosy *choosy = payload;

	str_addf(&choosy->seen, "%s ", change->path);
	if (choosy->stop_at && strcmp(change->path, choosy->stop_at) == 0)
		return -1;
	return choosy->leave_out && strcmp(change->path, choosy->leave_out) == 0;
}

static void a_visit_can_leave_out_what_is_below(void **state)
{
	struct choosy choosy = { STR_INIT, "a", NULL };
	struct pair pair;
	struct err err;

	(void)state;
	pair_init(&pair, "x=1", "x=2 a/b/c=1 b/c=1");

	assert_int_equal(changes_walk(pair.before, pair.after, choose, &choosy, &err), 0);

	assert_string_equal(choosy.seen.data, "a b b/c x ");
	str_release(&choosy.seen);
	pair_release(&pair);
}

static void a_visit_can_stop_the_walk(void **state)
{
	struct choosy choosy = { STR_INIT, NULL, "a/b" };
	struct pair pair;
	struct err err;

	(void)state;
	pair_init(&pair, "x=1", "x=2 a/b/c=1 b/c=1");

	assert_int_equal(changes_walk(pair.before, pair.after, choose, &choosy, &err), -1);

	assert_string_equal(choosy.seen.data, "a a/b ");
	str_release(&choosy.seen);
	pair_release(&pair);
}

/* Counts reads on their way to a memory source. */
struct counting_source {
	struct object_source objects;
	struct object_source *inner;
	unsigned reads;
};

static int count_read(struct object_source *objects, const struct oid *oid, bool is_tree,
	size_t limit, struct str *out, struct err *err)
{
	struct counting_source *counting = (struct counting_source *)objects;

	counting->reads++;
	return object_source_read(counting->inner, oid, is_tree, limit, out, err);
}

static void free_nothing(struct object_source *objects)
{
	(void)objects;
}

static void equal_directories_are_not_read(void **state)
{
	struct memory_source *source = memory_source_new();
	struct counting_source counting = { { .read = count_read, .free = free_nothing },
		memory_source_objects(source), 0 };
	struct snapshot *before, *after, *inner_before, *inner_after;
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	trees_put(source, "a/b/c=1 d/e/f=1 g/h=1");
	inner_before = memory_source_snapshot(source);
	trees_put(source, "d/e/f=2");
	inner_after = memory_source_snapshot(source);
	before = snapshot_new(&counting.objects, snapshot_root(inner_before));
	after = snapshot_new(&counting.objects, snapshot_root(inner_after));

	assert_int_equal(trees_changes(&text, before, after, &err), 0);

	assert_string_equal(text.data, "ff d/e/f");
	assert_int_equal(counting.reads, 6); /* the root, d and d/e, on both sides */
	snapshot_free(before);
	snapshot_free(after);
	object_source_free(&counting.objects);
	snapshot_free(inner_before);
	snapshot_free(inner_after);
	memory_source_free(source);
	str_release(&text);
}

/* Puts a file below `depth` directories. */
static struct snapshot *deep_snapshot(struct memory_source **out, size_t depth)
{
	struct str path = STR_INIT;
	struct snapshot *snapshot;

	for (size_t i = 0; i < depth; i++)
		str_add_text(&path, "d/");
	str_add_text(&path, "f=1");
	snapshot = trees_snapshot(out, path.data);
	str_release(&path);
	return snapshot;
}

static void too_deep_a_tree_is_an_error_and_not_a_crash(void **state)
{
	struct memory_source *source;
	struct snapshot *deep;
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	deep = deep_snapshot(&source, SNAPSHOT_DEPTH_MAX);
	assert_int_equal(trees_changes(&text, NULL, deep, &err), 0);
	snapshot_free(deep);
	memory_source_free(source);

	deep = deep_snapshot(&source, SNAPSHOT_DEPTH_MAX + 1);
	assert_int_equal(trees_changes(&text, NULL, deep, &err), -1);
	assert_int_equal(err.kind, ERR_LIMIT);
	snapshot_free(deep);
	memory_source_free(source);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_reports_what_came_went_and_changed),
		cmocka_unit_test(a_missing_snapshot_counts_as_the_empty_tree),
		cmocka_unit_test(a_change_carries_the_ids_of_both_sides),
		cmocka_unit_test(a_visit_can_leave_out_what_is_below),
		cmocka_unit_test(a_visit_can_stop_the_walk),
		cmocka_unit_test(equal_directories_are_not_read),
		cmocka_unit_test(too_deep_a_tree_is_an_error_and_not_a_crash),
	};

	return cmocka_run_group_tests_name("changes", tests, NULL, NULL);
}
