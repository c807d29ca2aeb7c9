/* snapshot_test.c - what a snapshot answers about its paths, whatever the bytes of its trees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repo/snapshot.h"
#include "support/assert.h"
#include "support/trees.h"

static char kind_letter(struct snapshot *snapshot, const char *path)
{
	struct entry entry;
	struct err err;
	int result = snapshot_entry(snapshot, path, &entry, &err);

	if (result < 0)
		fail_msg("%s: %s", path, err.text);
	return result ? "-fdls"[entry.kind] : '-';
}

static void a_path_is_found_with_its_kind(void **state)
{
	static const struct {
		const char *path;
		char kind;
	} rows[] = {
		{ "", 'd' },
		{ "a", 'd' },
		{ "a/b", 'f' },
		{ "a/b/c", '-' },
		{ "a.b", 'f' },
		{ "a-b", 'd' },
		{ "a-b/c", 'f' },
		{ "a0", 'f' },
		{ "a/link", 'l' },
		{ "a/link/x", '-' },
		{ "a/sub", 's' },
		{ "a/sub/x", '-' },
		{ "A", '-' },
		{ "a/", '-' },
		{ "/a", '-' },
		{ "a//b", '-' },
		{ "aa", '-' },
		{ "d/e/f/g", 'f' },
		{ "d/e/f", 'd' },
		{ "d/e", 'd' },
		{ "d/e/fg", 'f' },
		{ "d/ef/x", 'f' },
		{ "d/e/f/g", 'f' },
		{ "d/e/f/h", '-' },
		{ "x/y/z", '-' },
	};
	struct memory_source *source;
	struct snapshot *snapshot = trees_snapshot(
		&source, "a/b=1 a.b=1 a-b/c=1 a0=1 a/link@b a/sub!1 d/e/f/g=1 d/e/fg=1 d/ef/x=1");

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			char kind = kind_letter(snapshot, rows[i].path);

			if (kind != rows[i].kind)
				fail_msg(
					"'%s' is '%c', not '%c'", rows[i].path, kind, rows[i].kind);
		}
	}
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void lookups_in_any_order_give_the_same_answers(void **state)
{
	static const char *const names[] = { "a", "a.b", "a-", "a0", "b", "ab" };
	const size_t count = sizeof names / sizeof *names;
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;
	unsigned seed = 1;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			char path[32];

			snprintf(path, sizeof path, "%s/%s/%s", names[i], names[j],
				names[(i + j) % count]);
			memory_source_put(source, path, ENTRY_FILE, path);
		}
	}
	snapshot = memory_source_snapshot(source);
	for (int round = 0; round < 20000; round++) {
		size_t i, j, k;
		char path[32];
		bool is_there;

		seed = seed * 1103515245u + 12345u;
		i = (seed >> 16) % count, j = (seed >> 20) % count, k = (seed >> 24) % count;
		is_there = k == (i + j) % count;
		snprintf(path, sizeof path, "%s/%s/%s", names[i], names[j], names[k]);
		assert_int_equal(kind_letter(snapshot, path), is_there ? 'f' : '-');
	}
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void a_directory_lists_its_entries_in_gits_order(void **state)
{
	static const char *const expected[] = { "a-b", "a.b", "a", "a0", "\xc3\xa4" };
	struct memory_source *source;
	struct snapshot *snapshot =
		trees_snapshot(&source, "d/a/x=1 d/a.b=1 d/a-b=1 d/a0=1 d/\xc3\xa4=1");
	struct tree tree;
	struct err err;

	(void)state;
	assert_int_equal(snapshot_list(snapshot, "d", &tree, &err), 1);

	assert_int_equal(tree.count, 5);
	for (size_t i = 0; i < tree.count; i++)
		assert_string_equal(tree.entries[i].name, expected[i]);
	assert_int_equal(snapshot_list(snapshot, "d/a.b", &tree, &err), 0);
	assert_int_equal(snapshot_list(snapshot, "nowhere", &tree, &err), 0);
	assert_int_equal(snapshot_list(snapshot, "", &tree, &err), 1);
	assert_int_equal(tree.count, 1);
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void the_bytes_of_a_file_are_read_up_to_the_limit(void **state)
{
	struct memory_source *source;
	struct snapshot *snapshot = trees_snapshot(&source, "f=12345 l@f");
	struct str bytes = STR_INIT;
	struct entry entry;
	struct err err;

	(void)state;
	assert_int_equal(snapshot_entry(snapshot, "f", &entry, &err), 1);
	assert_int_equal(snapshot_read(snapshot, &entry.oid, 5, &bytes, &err), 1);
	assert_string_equal(bytes.data, "12345");
	assert_int_equal(snapshot_read(snapshot, &entry.oid, 4, &bytes, &err), 0);
	assert_string_equal(bytes.data, "");
	assert_int_equal(snapshot_entry(snapshot, "l", &entry, &err), 1);
	assert_int_equal(snapshot_read(snapshot, &entry.oid, 5, &bytes, &err), 1);
	assert_string_equal(bytes.data, "f");
	str_release(&bytes);
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void a_missing_object_is_told_from_other_failures(void **state)
{
	struct memory_source *source = memory_source_new();
	struct oid oid = { { 1, 2, 3 } };
	struct snapshot *snapshot = snapshot_new(memory_source_objects(source), &oid);
	struct str bytes = STR_INIT;
	struct entry entry;
	struct err err;

	(void)state;
	assert_int_equal(snapshot_entry(snapshot, "a", &entry, &err), -1);
	assert_int_equal(err.kind, ERR_MISSING);
	assert_int_equal(snapshot_read(snapshot, &oid, 10, &bytes, &err), -1);
	assert_int_equal(err.kind, ERR_MISSING);
	str_release(&bytes);
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void a_zero_id_is_the_empty_tree(void **state)
{
	struct memory_source *source = memory_source_new();
	struct oid zero = { { 0 } };
	struct snapshot *snapshot = snapshot_new(memory_source_objects(source), &zero);
	struct tree tree;
	struct err err;

	(void)state;
	assert_int_equal(kind_letter(snapshot, "a"), '-');
	assert_int_equal(kind_letter(snapshot, ""), 'd');
	assert_int_equal(snapshot_list(snapshot, "", &tree, &err), 1);
	assert_int_equal(tree.count, 0);
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void put_replaces_and_removes_files_and_directories(void **state)
{
	static const struct {
		const char *name, *first, *then, *expected;
	} rows[] = {
		{ "a file again", "a=1", "a=2", "a=2" },
		{ "a file gone", "a=1 b=1", "a~", "b=1" },
		{ "a directory gone", "a/b/c=1 a/d=1 e=1", "a~", "e=1" },
		{ "the last file of a directory", "a/b/c=1 e=1", "a/b/c~", "e=1" },
		{ "a file in place of a directory", "a/b=1", "a=1", "a=1" },
		{ "a directory in place of a file", "a=1", "a/b/c=1", "a/b/c=1" },
		{ "gone what was never there", "a=1", "b/c~ d~", "a=1" },
		{ "gone below a file", "a=1", "a/b~", "a=1" },
		{ "a symlink in place of a file", "a=1", "a@1", "a@1" },
		{ "in another order", "z=1 a/y=2", "m/n=3", "m/n=3 a/y=2 z=1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct memory_source *source, *expected_source;
		struct snapshot *snapshot = trees_snapshot(&source, rows[i].first);
		struct snapshot *expected = trees_snapshot(&expected_source, rows[i].expected);

		snapshot_free(snapshot);
		trees_put(source, rows[i].then);
		snapshot = memory_source_snapshot(source);

		if (!oid_equal(snapshot_root(snapshot), snapshot_root(expected)))
			fail_msg("%s: the trees differ", rows[i].name);
		snapshot_free(snapshot);
		snapshot_free(expected);
		memory_source_free(source);
		memory_source_free(expected_source);
	}
}

static void later_puts_do_not_change_a_snapshot(void **state)
{
	struct memory_source *source;
	struct snapshot *old = trees_snapshot(&source, "a/b=1"), *new;

	(void)state;
	trees_put(source, "a/c=1 a/b~");
	new = memory_source_snapshot(source);

	assert_int_equal(kind_letter(old, "a/b"), 'f');
	assert_int_equal(kind_letter(old, "a/c"), '-');
	assert_int_equal(kind_letter(new, "a/b"), '-');
	assert_int_equal(kind_letter(new, "a/c"), 'f');
	snapshot_free(old);
	snapshot_free(new);
	memory_source_free(source);
}

/* Expected ids: git hash-object and git write-tree of the same content. */
static void ids_made_in_memory_are_gits(void **state)
{
	struct memory_source *source;
	struct snapshot *snapshot = trees_snapshot(&source, "");
	char text[OID_TEXT_SIZE];
	struct entry entry;
	struct err err;

	(void)state;
	oid_text(text, snapshot_root(snapshot));
	assert_string_equal(text, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
	snapshot_free(snapshot);
	trees_put(source, "a=");
	snapshot = memory_source_snapshot(source);
	assert_int_equal(snapshot_entry(snapshot, "a", &entry, &err), 1);
	oid_text(text, &entry.oid);
	assert_string_equal(text, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
	oid_text(text, snapshot_root(snapshot));
	assert_string_equal(text, "496d6428b9cf92981dc9495211e6e1120fb6f2ba");
	snapshot_free(snapshot);
	memory_source_free(source);
}

static void an_id_survives_being_written_and_read(void **state)
{
	static const char *const bad[] = { "", "0123", "0123456789abcdef0123456789abcdef0123456g",
		"0123456789abcdef0123456789abcdef012345678" };
	const char *text = "0123456789abcdef0123456789ABCDEF01234567";
	char again[OID_TEXT_SIZE];
	struct oid oid;

	(void)state;
	assert_int_equal(oid_parse(&oid, text), 0);
	oid_text(again, &oid);
	assert_string_equal(again, "0123456789abcdef0123456789abcdef01234567");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(oid_parse(&oid, bad[i]), -1);
}

/* ---- trees as a stranger may have written them ---- */

struct raw_source {
	struct object_source objects;
	const char *bytes;
	size_t size;
};

static int read_raw(struct object_source *objects, const struct oid *oid, bool is_tree,
	size_t limit, struct str *out, struct err *err)
{
	struct raw_source *raw = (struct raw_source *)objects;

	(void)oid, (void)is_tree, (void)limit, (void)err;
	str_clear(out);
	str_add(out, raw->bytes, raw->size);
	return 1;
}

static void free_nothing(struct object_source *objects)
{
	(void)objects;
}

#define ID       "AAAAAAAAAAAAAAAAAAAA"
#define OTHER_ID "BBBBBBBBBBBBBBBBBBBB"

/* The names a tree with these bytes lists, with the letter of their kind; or the error's text. */
static void list_raw(struct str *out, const char *bytes, size_t size)
{
	char *exact = malloc(size ? size : 1); /* so that a sanitizer sees a byte read behind it */
	struct raw_source raw = { { .read = read_raw, .free = free_nothing }, exact, size };
	struct oid root = { { 1 } };
	struct snapshot *snapshot = snapshot_new(&raw.objects, &root);
	struct tree tree;
	struct err err;

	memcpy(exact, bytes, size);
	str_clear(out);
	if (snapshot_list(snapshot, "", &tree, &err) < 0) {
		str_add_text(out, strstr(err.text, "malformed"));
		tree.count = 0;
	}
	for (size_t i = 0; i < tree.count; i++)
		str_addf(out, "%s%c %s%s", i ? ", " : "", "-fdls"[tree.entries[i].kind],
			tree.entries[i].name, tree.entries[i].oid.bytes[0] == 'B' ? "!" : "");
	snapshot_free(snapshot);
	object_source_free(&raw.objects);
	free(exact);
}

static void a_tree_is_read_whatever_its_bytes(void **state)
{
#define ROW(name, bytes, expected)                                                                 \
	{                                                                                          \
		name, bytes, sizeof bytes - 1, expected                                            \
	}
	static const struct {
		const char *name, *bytes;
		size_t size;
		const char *expected;
	} rows[] = {
		ROW("empty", "", ""),
		ROW("all kinds",
			"40000 d\0" ID "100644 f\0" ID "120000 l\0" ID "160000 s\0" ID
			"100755 x\0" ID,
			"d d, f f, l l, s s, f x"),
		ROW("zero-padded mode", "040000 d\0" ID, "d d"),
		ROW("odd modes", "100664 a\0" ID "0 b\0" ID "7777777777777100644 c\0" ID,
			"f a, f b, f c"),
		ROW("not sorted", "100644 b\0" ID "100644 a\0" ID, "f a, f b"),
		ROW("directory sorted as a file", "40000 a\0" ID "100644 a.b\0" ID, "f a.b, d a"),
		ROW("twice the same", "100644 a\0" OTHER_ID "100644 a\0" ID, "f a!"),
		ROW("file and directory of one name",
			"100644 a\0" OTHER_ID "100644 a.b\0" ID "40000 a\0" ID, "f a!, f a.b"),
		ROW("directory first", "40000 a\0" OTHER_ID "100644 a\0" ID "100644 a.b\0" ID,
			"f a.b, d a!"),
		ROW("names that are no names",
			"100644 .\0" ID "40000 ..\0" ID "100644 ...\0" ID "100644 a/b\0" ID
			"100644 b\0" ID,
			"f ..., f b"),
		ROW("only such names", "100644 .\0" ID, ""),
		ROW("not UTF-8", "100644 \x01\xff\0" ID, "f \x01\xff"),
		ROW("no name", "100644 \0" ID, "malformed tree: an entry without a name"),
		ROW("no mode", " a\0" ID, "malformed tree: no mode where an entry begins"),
		ROW("mode of letters", "blob a\0" ID,
			"malformed tree: no mode where an entry begins"),
		ROW("ends in the mode", "100644", "malformed tree: no mode where an entry begins"),
		ROW("ends behind the mode", "100644 ", "malformed tree: it ends inside an entry"),
		ROW("ends in the name", "100644 a", "malformed tree: it ends inside an entry"),
		ROW("ends behind the name", "100644 a\0",
			"malformed tree: it ends inside an entry"),
		ROW("ends in the id", "100644 a\0AAAAAAAAAAAAAAAAAAA",
			"malformed tree: it ends inside an entry"),
		ROW("ends in the second", "100644 a\0" ID "1",
			"malformed tree: no mode where an entry begins"),
	};
#undef ROW

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = STR_INIT;

		list_raw(&text, rows[i].bytes, rows[i].size);

		if (strcmp(text.data, rows[i].expected) != 0)
			fail_msg("%s: got '%s', not '%s'", rows[i].name, text.data,
				rows[i].expected);
		str_release(&text);
	}
}

static void a_tree_that_holds_itself_ends_at_the_depth_limit(void **state)
{
	static const char bytes[] = "40000 d\0" ID;
	struct raw_source raw = { { .read = read_raw, .free = free_nothing }, bytes,
		sizeof bytes - 1 };
	struct oid root = { { 1 } };
	struct snapshot *snapshot = snapshot_new(&raw.objects, &root);
	struct str path = STR_INIT;
	struct entry entry;
	struct err err;

	(void)state;
	for (int i = 0; i < SNAPSHOT_DEPTH_MAX; i++)
		str_add_text(&path, "d/");
	str_add_text(&path, "d");
	assert_int_equal(snapshot_entry(snapshot, path.data, &entry, &err), 1);
	str_add_text(&path, "/d");

	assert_int_equal(snapshot_entry(snapshot, path.data, &entry, &err), -1);

	assert_int_equal(err.kind, ERR_LIMIT);
	str_release(&path);
	snapshot_free(snapshot);
	object_source_free(&raw.objects);
}

/* All paths on the way down to it take 4 MB, so a dozen such chains are more than a snapshot
 * remembers. */
static char *deep_path(char top, const char *name)
{
	struct str path = STR_INIT;

	str_add_char(&path, top);
	for (int i = 0; i < SNAPSHOT_DEPTH_MAX - 10; i++)
		str_add_text(&path, "/d");
	str_addf(&path, "/%s", name);
	return path.data;
}

static void directories_that_were_forgotten_are_found_again(void **state)
{
	struct memory_source *source = memory_source_new();
	struct snapshot *snapshot;

	(void)state;
	for (char top = 'a'; top < 'p'; top++) {
		char *path = deep_path(top, "f");

		memory_source_put(source, path, ENTRY_FILE, "1");
		free(path);
	}
	snapshot = memory_source_snapshot(source);
	for (char top = 'a'; top < 'p'; top++) {
		char *path = deep_path(top, "f"), *missing = deep_path((char)(top + 1), "no/x");

		assert_int_equal(kind_letter(snapshot, path), 'f');
		assert_int_equal(kind_letter(snapshot, missing), '-');
		assert_int_equal(kind_letter(snapshot, path), 'f');
		free(path);
		free(missing);
	}
	snapshot_free(snapshot);
	memory_source_free(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_is_found_with_its_kind),
		cmocka_unit_test(lookups_in_any_order_give_the_same_answers),
		cmocka_unit_test(a_directory_lists_its_entries_in_gits_order),
		cmocka_unit_test(the_bytes_of_a_file_are_read_up_to_the_limit),
		cmocka_unit_test(a_missing_object_is_told_from_other_failures),
		cmocka_unit_test(a_zero_id_is_the_empty_tree),
		cmocka_unit_test(put_replaces_and_removes_files_and_directories),
		cmocka_unit_test(later_puts_do_not_change_a_snapshot),
		cmocka_unit_test(ids_made_in_memory_are_gits),
		cmocka_unit_test(an_id_survives_being_written_and_read),
		cmocka_unit_test(a_tree_is_read_whatever_its_bytes),
		cmocka_unit_test(directories_that_were_forgotten_are_found_again),
		cmocka_unit_test(a_tree_that_holds_itself_ends_at_the_depth_limit),
	};

	return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
