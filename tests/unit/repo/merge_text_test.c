/* merge_text_test.c - the lines of files that both sides changed, merged as git merges them. */
#include <stdio.h>
#include <string.h>

#include "repo/changes.h"
#include "repo/merge.h"
#include "support/assert.h"
#include "support/sandbox.h"

/* ---- by hand: texts in which each letter is a line ---- */

static struct oid put_text(struct memory_source *source, const char *letters)
{
	static const struct oid none;
	struct str text = STR_INIT;

	for (const char *at = letters; *at; at++)
		str_addf(&text, "%c\n", *at);
	memory_source_start(source, &none);
	memory_source_put(source, "file", ENTRY_FILE, text.data);
	str_release(&text);
	return *memory_source_root(source);
}

/* The letters, or "?" if they are in doubt. */
static void merge_texts(struct str *out, const char *base, const char *ours, const char *theirs)
{
	struct memory_source *source = memory_source_new();
	struct oid base_tree = put_text(source, base), ours_tree, theirs_tree;
	struct snapshot *snapshot;
	struct entry entry;
	struct merge merge;
	struct str text = STR_INIT;
	struct err err;

	ours_tree = put_text(source, ours);
	theirs_tree = put_text(source, theirs);
	merge_init(&merge);
	assert_ok(merge_trees(&merge, memory_source_objects(source), &base_tree, &ours_tree,
		&theirs_tree, NULL, &err));
	snapshot = snapshot_new(memory_source_objects(source), &merge.ours);
	assert_int_equal(snapshot_entry(snapshot, "file", &entry, &err), 1);
	assert_int_equal(snapshot_read(snapshot, &entry.oid, 4096, &text, &err), 1);
	for (size_t i = 0; i < text.size; i += 2)
		str_add_char(out, text.data[i]);
	if (merge.doubts.count)
		str_set(out, "?");
	snapshot_free(snapshot);
	str_release(&text);
	merge_release(&merge);
	memory_source_free(source);
}

struct row {
	const char *name, *base, *ours, *theirs, *expected;
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str text = STR_INIT;

		merge_texts(&text, rows[i].base, rows[i].ours, rows[i].theirs);
		assert_row_string_equal(rows[i].name, text.data, rows[i].expected);
		str_release(&text);
	}
}

static void changes_that_do_not_touch_are_all_taken(void **state)
{
	static const struct row rows[] = {
		{ "one each", "abcdef", "aXcdef", "abcdYf", "aXcdYf" },
		{ "ours is longer", "abcdef", "XYZabcdef", "abcdeQ", "XYZabcdeQ" },
		{ "theirs took away", "abcdef", "abcdeX", "cdef", "cdeX" },
		{ "in turns", "abcdefghi", "1bcd2fgh3", "ab4def5hi", "1b4d2f5h3" },
		{ "all the same", "abc", "aXc", "aXc", "aXc" },
		{ "one of two the same", "abcdef", "XbcdeY", "Xbcdef", "XbcdeY" },
		{ "both added alike at the end", "ab", "abcd", "abcd", "abcd" },
	};

	(void)state;
	check_rows(rows, sizeof rows / sizeof *rows);
}

static void changes_that_touch_are_in_doubt(void **state)
{
	static const struct row rows[] = {
		{ "the same line", "abc", "aXc", "aYc", "?" },
		{ "one beside the other", "abcd", "aXcd", "abYd", "?" },
		{ "added at the same place", "ab", "aXb", "aYb", "?" },
		{ "taken away and changed", "abcd", "ad", "aXcd", "?" },
		{ "both emptied it, one more so", "abcde", "ae", "abe", "?" },
	};

	(void)state;
	check_rows(rows, sizeof rows / sizeof *rows);
}

/* Git goes another way where all that is common is that frequent. */
static void a_text_of_nothing_but_frequent_lines_is_in_doubt(void **state)
{
	char base[202], ours[202], theirs[202];
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < 200; i++)
		base[i] = "ab"[i % 2];
	base[200] = '\0';
	strcpy(ours, base);
	strcpy(theirs, base);
	ours[20] = 'X';
	theirs[180] = 'Y';
	merge_texts(&text, base, ours, theirs);
	assert_string_equal(text.data, "?");
	str_release(&text);
}

/* ---- random texts, beside git ---- */

#define FILES     150
#define LINES_MAX 60

struct letters {
	char at[LINES_MAX + 1];
};

/* xorshift, so that a seed means the same everywhere */
static unsigned roll(unsigned *seed, unsigned sides)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % sides;
}

/* Few letters, so that equal lines stand everywhere and much can be matched in several ways. */
static void write_letters(struct letters *text, unsigned *seed)
{
	unsigned count = 3 + roll(seed, 30), kinds = 2 + roll(seed, 24);

	for (unsigned i = 0; i < count; i++)
		text->at[i] = (char)('a' + roll(seed, kinds));
	text->at[count] = '\0';
}

static void insert(struct letters *text, size_t at, const char *what, size_t size)
{
	size_t count = strlen(text->at);

	if (count + size > LINES_MAX)
		return;
	memmove(text->at + at + size, text->at + at, count - at + 1);
	memcpy(text->at + at, what, size);
}

/* Takes a few lines away, doubles or moves them, or writes others. */
static void edit(struct letters *text, unsigned *seed)
{
	size_t count = strlen(text->at), at = roll(seed, (unsigned)count + 1);
	size_t size = 1 + roll(seed, 4);
	unsigned dice = roll(seed, 4);
	char cut[8];

	if (at + size > count)
		size = count - at;
	memcpy(cut, text->at + at, size);
	if (dice == 0) {
		char new = (char)('a' + roll(seed, 26));

		insert(text, at, &new, 1);
	} else if (dice == 1) {
		insert(text, at, cut, size);
	} else {
		memmove(text->at + at, text->at + at + size, count - at - size + 1);
		if (dice == 2)
			insert(text, roll(seed, (unsigned)(count - size) + 1), cut, size);
	}
}

static void add_commit(
	struct str *stream, const char *branch, const char *from, const struct letters *files)
{
	str_addf(stream, "commit refs/heads/%s\ncommitter A <a@b> 1700000000 +0000\ndata 1\nm\n%s",
		branch, from);
	for (size_t i = 0; i < FILES; i++) {
		size_t count = strlen(files[i].at);

		str_addf(stream, "M 100644 inline %zu\ndata %zu\n", i, count * 2);
		for (size_t k = 0; k < count; k++)
			str_addf(stream, "%c\n", files[i].at[k]);
	}
	str_add_char(stream, '\n');
}

static void make_repository(struct sandbox *sandbox, unsigned seed)
{
	static struct letters base[FILES], sides[2][FILES];
	static const char *const branches[] = { "ours", "theirs" };
	struct str stream = STR_INIT;
	FILE *file = fopen("stream", "wb");

	assert_non_null(file);
	for (size_t i = 0; i < FILES; i++)
		write_letters(&base[i], &seed);
	add_commit(&stream, "base", "", base);
	for (size_t side = 0; side < 2; side++) {
		memcpy(sides[side], base, sizeof base);
		for (size_t i = 0; i < FILES; i++)
			for (unsigned edits = 1 + roll(&seed, 3); edits; edits--)
				edit(&sides[side][i], &seed);
		add_commit(&stream, branches[side], "from refs/heads/base\n", sides[side]);
	}
	assert_int_equal(fwrite(stream.data, 1, stream.size, file), stream.size);
	assert_int_equal(fclose(file), 0);
	str_release(&stream);
	sandbox_run(sandbox, "rm -rf r && git init -q r && git -C r fast-import --quiet <stream");
}

/* The tree, and the paths in conflict, a line each. */
static const char merge_by_git[] =
	"cd r\n"
	"git merge-tree --write-tree --name-only --no-messages ours theirs "
	"|| [ $? -eq 1 ]\n";

static bool is_line(const char *lines, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = lines; (at = strstr(at, word)); at += size)
		if ((at == lines || at[-1] == '\n') && (at[size] == '\n' || at[size] == '\0'))
			return true;
	return false;
}

static int expect_doubt(const struct change *change, void *payload)
{
	if (change->after != ENTRY_DIRECTORY && change->before != ENTRY_DIRECTORY &&
		!merge_doubts(payload, change->path))
		fail_msg("'%s' is not like git's", change->path);
	return 0;
}

/* Returns how many were merged beyond doubt. */
static size_t compare(struct sandbox *sandbox, const char *gits)
{
	struct snapshot *made, *expected;
	struct repository *repository;
	struct oid ours, theirs, tree;
	struct merge merge;
	char id[OID_TEXT_SIZE];
	size_t sure = FILES;
	struct err err;

	assert_int_equal(sscanf(gits, "%40s", id), 1);
	assert_int_equal(oid_parse(&tree, id), 0);
	assert_ok(repository_open(&repository, sandbox_path(sandbox, "r"), NULL, &err));
	assert_ok(repository_resolve(repository, "ours", &ours, &err));
	assert_ok(repository_resolve(repository, "theirs", &theirs, &err));
	merge_init(&merge);
	assert_ok(merge_commits(&merge, repository, &ours, &theirs, NULL, &err));
	made = snapshot_new(repository_objects(repository), &merge.ours);
	expected = snapshot_new(repository_objects(repository), &tree);
	assert_ok(changes_walk(made, expected, expect_doubt, &merge, &err));
	for (size_t i = 0; i < merge.doubts.count; i++, sure--)
		if (!is_line(gits, merge.doubts.items[i].path))
			fail_msg("git has no doubt of '%s'", merge.doubts.items[i].path);
	snapshot_free(made);
	snapshot_free(expected);
	merge_release(&merge);
	repository_free(repository);
	return sure;
}

static void texts_are_merged_as_git_merges_them_and_in_doubt_where_git_sees_a_conflict(void **state)
{
	enum { SEEDS = 8 };
	size_t sure = 0;

	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct str gits = STR_INIT;

		make_repository(*state, seed * 7919);
		sandbox_output(*state, &gits, merge_by_git);
		sure += compare(*state, gits.data);
		str_release(&gits);
	}
	/* Else the comparison would say little. */
	assert_true(sure * 4 > SEEDS * FILES);
}

static int setup(void **state)
{
	*state = sandbox_new();
	return 0;
}

static int teardown(void **state)
{
	sandbox_free(*state);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_that_do_not_touch_are_all_taken),
		cmocka_unit_test(changes_that_touch_are_in_doubt),
		cmocka_unit_test(a_text_of_nothing_but_frequent_lines_is_in_doubt),
		cmocka_unit_test_setup_teardown(
			texts_are_merged_as_git_merges_them_and_in_doubt_where_git_sees_a_conflict,
			setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
