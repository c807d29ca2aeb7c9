/* history_test.c - commits, merge bases, first parents and changes, held against git on random
 * histories. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repo/changes.h"
#include "repo/repository.h"
#include "support/assert.h"
#include "support/sandbox.h"
#include "util/vec.h"

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

static struct repository *opened(const char *directory)
{
	struct repository *repository = NULL;
	struct err err;

	assert_ok(repository_open(&repository, directory, NULL, &err));
	return repository;
}

static struct oid resolved(struct repository *repository, const char *revision)
{
	struct err err;
	struct oid id;

	assert_ok(repository_resolve(repository, revision, &id, &err));
	return id;
}

/* ---- random histories: xorshift, so that a seed means the same everywhere ---- */

static unsigned roll(unsigned *seed, unsigned sides)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % sides;
}

/* A path of few names, so that files and directories get into each other's way, and of names that
 * sort around '/'. */
static void add_random_path(struct str *out, unsigned *seed)
{
	static const char *const names[] = { "a", "a.b", "a-b", "a0", "b", "\xc3\xa4" };

	for (unsigned depth = 1 + roll(seed, 3); depth-- > 0;)
		str_addf(out, "%s%s", names[roll(seed, 6)], depth ? "/" : "");
}

static void add_random_edit(struct str *out, unsigned *seed)
{
	unsigned dice = roll(seed, 10);

	if (dice < 3)
		str_add_text(out, "D ");
	else if (dice == 3)
		str_addf(out, "M 160000 %040u ", 1 + roll(seed, 3));
	else
		str_addf(out, "M %s inline ", dice == 4 ? "120000" : "100644");
	add_random_path(out, seed);
	if (dice > 3)
		str_addf(out, "\ndata 1\n%u", roll(seed, 4));
	str_add_char(out, '\n');
}

/* A stream for git fast-import of `count` commits, refs/heads/1 and so on. Times go up, but not
 * always. */
static void add_random_history(struct str *out, unsigned seed, unsigned count)
{
	for (unsigned i = 1; i <= count; i++) {
		unsigned time = 1700000000 + i * 100 + (roll(&seed, 4) ? 0 : roll(&seed, 3000));
		unsigned near = i > 6 ? i - 6 : 1;
		unsigned merged = i > 1 && roll(&seed, 3) == 0 ? 1 + roll(&seed, 2) : 0;

		str_addf(out,
			"commit refs/heads/%u\nmark :%u\ncommitter A <a@b> %u +0000\ndata 1\nm\n",
			i, i, time);
		if (i > 1 && roll(&seed, 15))
			str_addf(out, "from :%u\n", near + roll(&seed, i - near));
		for (; merged; merged--)
			str_addf(out, "merge :%u\n", near + roll(&seed, i - near));
		for (unsigned edits = roll(&seed, 5); edits; edits--)
			add_random_edit(out, &seed);
		str_add_char(out, '\n');
	}
}

static struct repository *random_repository(struct sandbox *sandbox, unsigned seed, unsigned count)
{
	struct str stream = STR_INIT;
	FILE *file = fopen("stream", "wb");

	assert_non_null(file);
	add_random_history(&stream, seed, count);
	assert_int_equal(fwrite(stream.data, 1, stream.size, file), stream.size);
	assert_int_equal(fclose(file), 0);
	str_release(&stream);
	sandbox_run(sandbox, "rm -rf r && git init -q r && git -C r fast-import --quiet <stream");
	return opened("r");
}

static void a_merge_base_is_one_that_git_finds(void **state)
{
	enum { COMMITS = 30, PAIRS = 80 };
	struct sandbox *sandbox = *state;

	for (unsigned seed = 1; seed <= 5; seed++) {
		struct repository *repository = random_repository(sandbox, seed, COMMITS);
		struct str script = STR_INIT, expected = STR_INIT;
		unsigned dice = seed;
		char *line;

		for (int i = 0; i < PAIRS; i++) {
			unsigned a = 1 + roll(&dice, COMMITS), b = 1 + roll(&dice, COMMITS);

			str_addf(&script,
				"echo %u %u $(git merge-base --all refs/heads/%u refs/heads/%u)\n",
				a, b, a, b);
		}
		sandbox_output(sandbox, &expected, "cd r\n%s", script.data);
		line = strtok(expected.data, "\n");
		for (int i = 0; i < PAIRS; i++, line = strtok(NULL, "\n")) {
			char a[40], b[40], text[OID_TEXT_SIZE] = "";
			struct oid first, second, base;
			struct err err;
			int result, behind;

			assert_int_equal(sscanf(line, "%11s %11s%n", a + 11, b + 11, &behind), 2);
			memcpy(a, "refs/heads/", 11);
			memcpy(b, "refs/heads/", 11);
			first = resolved(repository, a);
			second = resolved(repository, b);
			result = repository_merge_base(repository, &first, &second, &base, &err);
			assert_ok(result);
			if (result)
				oid_text(text, &base);
			if ((line[behind] != '\0') != result || !strstr(line + behind, text))
				fail_msg("seed %u: %s: found '%s'", seed, line, text);
		}
		str_release(&script);
		str_release(&expected);
		repository_free(repository);
	}
}

/* X is younger than Y by its clock, yet an ancestor of it: Y, Z (older than all), X. Both sides
 * have both as parents, and Z's clock keeps a walk by time from finding out. */
static void a_merge_base_is_right_where_clocks_were_not(void **state)
{
	static const char stream[] =
		"commit refs/heads/x\nmark :1\ncommitter A <a@b> 1600 +0000\ndata 1\nx\n"
		"commit refs/heads/z\nmark :2\ncommitter A <a@b> 1100 +0000\ndata 1\nz\nfrom :1\n"
		"commit refs/heads/y\nmark :3\ncommitter A <a@b> 1500 +0000\ndata 1\ny\nfrom :2\n"
		"commit refs/heads/a\ncommitter A <a@b> 2000 +0000\ndata 1\na\nfrom :1\nmerge :3\n"
		"commit refs/heads/b\ncommitter A <a@b> 2000 +0000\ndata 1\nb\nfrom :1\nmerge :3\n";
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid a, b, y, base;
	struct err err;

	sandbox_run(
		sandbox, "git init -q r && git -C r fast-import --quiet <<'end'\n%send", stream);
	repository = opened("r");
	a = resolved(repository, "a");
	b = resolved(repository, "b");
	y = resolved(repository, "y");

	assert_answer(repository_merge_base(repository, &a, &b, &base, &err), 1);

	assert_true(oid_equal(&base, &y));
	repository_free(repository);
}

static void a_merge_base_is_found_without_reading_all_history(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid a, b, fork, base;
	struct err err;

	sandbox_run(sandbox,
		"git init -q r && cd r && commit 1 && commit 2 && commit 3 && commit 4 && commit "
		"fork\n"
		"git branch side && commit 6 && git checkout -q side && commit 7\n"
		"lost=$(git rev-parse main~5 | sed 's,^..,&/,') && rm -f \".git/objects/$lost\"");
	repository = opened("r");
	a = resolved(repository, "main");
	b = resolved(repository, "side");
	fork = resolved(repository, "main~1");

	assert_answer(repository_merge_base(repository, &a, &b, &base, &err), 1);

	assert_true(oid_equal(&base, &fork));
	repository_free(repository);
}

/* ---- stretches ---- */

/* From "OPTIONS BASE..HEAD" as git's rev-list has it: what is listed, a line each. */
struct listing {
	struct str text;
	struct listed_commit *commits;
	size_t count;
};

static void list(struct listing *out, struct repository *repository, const char *base,
	const char *head, bool all_parents, size_t limit)
{
	struct stretch stretch = { NULL, resolved(repository, head), all_parents, INT64_MIN,
		limit };
	struct oid base_id;
	struct err err;

	if (base) {
		base_id = resolved(repository, base);
		stretch.base = &base_id;
	}
	*out = (struct listing){ STR_INIT, NULL, 0 };
	assert_ok(repository_list(repository, &stretch, &out->commits, &out->count, &err));
	for (size_t i = 0; i < out->count; i++) {
		char text[OID_TEXT_SIZE];

		oid_text(text, &out->commits[i].id);
		str_addf(&out->text, "%s%s", i ? "\n" : "", text);
	}
}

static void listing_release(struct listing *listing)
{
	free(listing->commits);
	str_release(&listing->text);
}

static void first_parents_are_those_that_git_lists(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = random_repository(sandbox, 7, 60);
	struct str expected = STR_INIT;
	struct listing listing;

	for (unsigned base = 0; base < 60; base += 4) {
		const char *name = "refs/heads/60";
		struct str other = STR_INIT;

		if (base)
			str_addf(&other, "refs/heads/%u", base);
		sandbox_output(sandbox, &expected,
			"git -C r rev-list --first-parent --reverse %s %s%s", name, base ? "^" : "",
			other.data);
		list(&listing, repository, base ? other.data : NULL, name, false, 1000);
		assert_row_string_equal(other.data, listing.text.data, expected.data);
		listing_release(&listing);
		str_release(&other);
	}
	str_release(&expected);
	repository_free(repository);
}

static void sort_lines(struct str *text);

static size_t place_of(const struct listing *listing, const struct oid *id)
{
	size_t i = 0;

	while (i < listing->count && !oid_equal(&listing->commits[i].id, id))
		i++;
	return i;
}

static void assert_parents_come_first(struct repository *repository, const struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++) {
		struct commit commit;
		struct err err;

		assert_ok(repository_commit(repository, &listing->commits[i].id, &commit, &err));
		for (size_t k = 0; k < commit.parent_count; k++) {
			size_t place = place_of(listing, &commit.parents[k]);

			assert_true(place < i || place == listing->count);
		}
		commit_release(&commit);
	}
}

static void all_commits_are_those_that_git_lists_and_parents_come_first(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = random_repository(sandbox, 11, 60);
	struct str expected = STR_INIT;
	struct listing listing;

	for (unsigned base = 0; base < 60; base += 4) {
		struct str other = STR_INIT;

		if (base)
			str_addf(&other, "refs/heads/%u", base);
		sandbox_output(sandbox, &expected, "git -C r rev-list refs/heads/60 %s%s",
			base ? "^" : "", other.data);
		list(&listing, repository, base ? other.data : NULL, "refs/heads/60", true, 1000);
		assert_parents_come_first(repository, &listing);
		sort_lines(&listing.text);
		sort_lines(&expected);
		assert_row_string_equal(other.data, listing.text.data, expected.data);
		listing_release(&listing);
		str_release(&other);
	}
	str_release(&expected);
	repository_free(repository);
}

/* ---- changes ---- */

struct lines {
	VEC(char *) items;
};

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the lines of `text` and joins them again. */
static void sort_lines(struct str *text)
{
	struct lines lines = { VEC_INIT };
	struct str sorted = STR_INIT;

	for (char *line = strtok(text->data, "\n"); line; line = strtok(NULL, "\n"))
		vec_push(&lines.items, line);
	if (lines.items.count)
		qsort(lines.items.items, lines.items.count, sizeof(char *), compare_lines);
	for (size_t i = 0; i < lines.items.count; i++)
		str_addf(&sorted, "%s\n", lines.items.items[i]);
	str_set(text, sorted.data);
	vec_release(&lines.items);
	str_release(&sorted);
}

/* Writes a change as `git diff-tree -r --name-status` does, which lists no directories. */
static int note(const struct change *change, void *payload)
{
	bool was = change->before != ENTRY_NOTHING && change->before != ENTRY_DIRECTORY;
	bool is = change->after != ENTRY_NOTHING && change->after != ENTRY_DIRECTORY;

	if (was || is)
		str_addf(payload, "%c\t%s\n",
			!was                              ? 'A'
			: !is                             ? 'D'
			: change->before == change->after ? 'M'
							  : 'T',
			change->path);
	return 0;
}

static void changes_are_those_that_git_lists(void **state)
{
	enum { COMMITS = 40, PAIRS = 60 };
	struct sandbox *sandbox = *state;

	for (unsigned seed = 1; seed <= 4; seed++) {
		struct repository *repository = random_repository(sandbox, seed * 77, COMMITS);
		unsigned dice = seed;

		for (int i = 0; i < PAIRS; i++) {
			unsigned a = 1 + roll(&dice, COMMITS), b = 1 + roll(&dice, COMMITS);
			struct str expected = STR_INIT, found = STR_INIT;
			struct snapshot *before = NULL, *after = NULL;
			struct oid first, second;
			char name[40];
			struct err err;

			sandbox_output(sandbox, &expected,
				"git -C r -c core.quotePath=false diff-tree -r --no-renames "
				"--name-status "
				"refs/heads/%u refs/heads/%u",
				a, b);
			snprintf(name, sizeof name, "refs/heads/%u", a);
			first = resolved(repository, name);
			snprintf(name, sizeof name, "refs/heads/%u", b);
			second = resolved(repository, name);
			assert_ok(repository_snapshot(repository, &first, &before, &err));
			assert_ok(repository_snapshot(repository, &second, &after, &err));

			assert_ok(changes_walk(before, after, note, &found, &err));

			sort_lines(&expected);
			sort_lines(&found);
			if (strcmp(found.data, expected.data) != 0)
				fail_msg("seed %u, %u to %u: git lists\n%sfound\n%s", seed, a, b,
					expected.data, found.data);
			snapshot_free(before);
			snapshot_free(after);
			str_release(&expected);
			str_release(&found);
		}
		repository_free(repository);
	}
}

/* ---- commits ---- */

static void a_commit_tells_its_author_summary_time_and_parents(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct commit commit;
	struct oid id, parent;
	struct str tree = STR_INIT;
	char text[OID_TEXT_SIZE];
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one && put a 2\n"
			     "GIT_AUTHOR_NAME='Grace  Hopper' GIT_AUTHOR_DATE='5 +0000' commit "
			     "\"the summary\n\nmore\"");
	sandbox_output(sandbox, &tree, "git -C r rev-parse 'HEAD^{tree}'");
	repository = opened("r");
	id = resolved(repository, "HEAD");
	parent = resolved(repository, "HEAD~1");

	assert_ok(repository_commit(repository, &id, &commit, &err));

	assert_string_equal(commit.author, "Grace  Hopper");
	assert_string_equal(commit.summary, "the summary");
	assert_int_equal(commit.time, 1700000120);
	assert_int_equal(commit.parent_count, 1);
	assert_true(oid_equal(&commit.parents[0], &parent));
	assert_false(commit.is_boundary);
	oid_text(text, &commit.tree);
	assert_string_equal(text, tree.data);
	commit_release(&commit);
	assert_ok(repository_commit(repository, &parent, &commit, &err));
	assert_int_equal(commit.parent_count, 0);
	commit_release(&commit);
	str_release(&tree);
	repository_free(repository);
}

static void a_malformed_commit_is_an_error(void **state)
{
	static const char *const rows[] = { "", "tree 12\n", "author A <a@b> 1 +0000\n\nm",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 1\n\nm",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent " };
	struct sandbox *sandbox = *state;
	struct repository *repository;

	sandbox_run(sandbox, "git init -q r");
	repository = opened("r");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = STR_INIT;
		struct commit commit;
		struct oid id;
		struct err err;

		sandbox_output(sandbox, &text,
			"printf '%%s' '%s' | git -C r hash-object -t commit -w --literally --stdin",
			rows[i]);
		assert_int_equal(oid_parse(&id, text.data), 0);
		assert_fails(repository_commit(repository, &id, &commit, &err), ERR_REPOSITORY,
			"malformed");
		assert_null(commit.summary);
		str_release(&text);
	}
	repository_free(repository);
}

static void a_commit_with_odd_headers_is_read(void **state)
{
	static const struct {
		const char *headers, *author, *summary;
		long long time;
	} rows[] = {
		{ "", "", "m", 0 },
		{ "author\ncommitter\n", "", "m", 0 },
		{ "author A B\ncommitter C\n", "A B", "m", 0 },
		{ "author <>\ncommitter <> x\n", "", "m", 0 },
		{ "author A <a>b> 7 +0000\ncommitter C <c>d> 9 +0000\n", "A", "m", 9 },
		{ "committer C <c> 99999999999999999999999 +0000\n", "", "m", 9223372036854775807 },
		{ "committer C <c> -5 +0000\n", "", "m", 0 },
		{ "committer C <c>\n7\n", "", "m", 0 },
		{ "gpgsig x\n parent 12\n y\nmergetag z\n", "", "m", 0 },
	};
	struct sandbox *sandbox = *state;
	struct repository *repository;

	sandbox_run(sandbox, "git init -q r");
	repository = opened("r");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = STR_INIT;
		struct commit commit;
		struct oid id;
		struct err err;

		sandbox_output(sandbox, &text,
			"printf '%%s\\n%%s\\nm\\nn' 'tree "
			"4b825dc642cb6eb9a060e54bf8d69288fbee4904' '%s' |\n"
			"git -C r hash-object -t commit -w --literally --stdin",
			rows[i].headers);
		assert_int_equal(oid_parse(&id, text.data), 0);
		assert_ok(repository_commit(repository, &id, &commit, &err));
		assert_row_string_equal(rows[i].headers, commit.author, rows[i].author);
		assert_row_string_equal(rows[i].headers, commit.summary, rows[i].summary);
		assert_row_int_equal(rows[i].headers, commit.time, rows[i].time);
		assert_int_equal(commit.parent_count, 0);
		commit_release(&commit);
		str_release(&text);
	}
	repository_free(repository);
}

static void a_stretch_ends_at_its_base_its_limit_and_its_date(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct stretch stretch = { .all_parents = false, .limit = 100 };
	struct listing listing;
	struct listed_commit *commits;
	struct commit middle;
	struct err err;
	size_t count;

	sandbox_run(sandbox,
		"git init -q r && cd r && commit 1 && git branch base && commit 2 && commit 3\n"
		"git checkout -q -b side base && commit 4 && git checkout -q main\n"
		"git merge -q --no-ff -m 5 side && commit 6");
	repository = opened("r");

	list(&listing, repository, "base", "main", false, 100);
	assert_int_equal(listing.count, 4); /* 2, 3, the merge, 6: not 4 */
	listing_release(&listing);
	list(&listing, repository, "side", "main", false, 100);
	assert_int_equal(listing.count, 4); /* a base beside the way hides what it has */
	listing_release(&listing);
	list(&listing, repository, "base", "main", true, 100);
	assert_int_equal(listing.count, 5);
	listing_release(&listing);
	list(&listing, repository, "main", "main", true, 100);
	assert_int_equal(listing.count, 0);
	listing_release(&listing);

	list(&listing, repository, "base", "main", false, 3);
	assert_int_equal(listing.count, 3);
	stretch.head = resolved(repository, "main");
	assert_true(oid_equal(&listing.commits[2].id, &stretch.head)); /* the youngest are kept */
	listing_release(&listing);

	stretch.head = resolved(repository, "main~2"); /* 3, whose first parent is 2 */
	assert_ok(repository_commit(repository, &stretch.head, &middle, &err));
	stretch.since = middle.time;
	assert_ok(repository_list(repository, &stretch, &commits, &count, &err));
	assert_int_equal(count, 1);
	free(commits);
	commit_release(&middle);
	repository_free(repository);
}

static void a_shallow_clone_ends_at_its_boundary(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid main_id, side, fork, base, gone;
	struct listing listing;
	struct str beyond = STR_INIT;
	struct commit commit;
	struct err err;

	sandbox_run(sandbox,
		"git init -q o && cd o && commit 1 && commit 2 && commit fork && git branch side\n"
		"commit 4 && git checkout -q side && commit 5 && git checkout -q main && cd ..\n"
		"git clone -q --depth 2 --no-single-branch \"file://$SANDBOX/o\" r");
	sandbox_output(sandbox, &beyond, "git -C o rev-parse main~2");
	repository = opened("r");
	main_id = resolved(repository, "origin/main");
	side = resolved(repository, "origin/side");
	fork = resolved(repository, "origin/main~1");

	assert_true(repository_is_shallow(repository));
	assert_ok(repository_commit(repository, &fork, &commit, &err));
	assert_true(commit.is_boundary);
	assert_int_equal(commit.parent_count, 0);
	commit_release(&commit);

	assert_answer(repository_merge_base(repository, &main_id, &side, &base, &err), 1);
	assert_true(oid_equal(&base, &fork));

	list(&listing, repository, NULL, "origin/main", false, 9);
	assert_int_equal(listing.count, 2);
	listing_release(&listing);

	assert_int_equal(oid_parse(&gone, beyond.data), 0);
	assert_false(repository_has_commit(repository, &gone));
	assert_true(repository_has_commit(repository, &fork));
	assert_fails(repository_commit(repository, &gone, &commit, &err), ERR_MISSING,
		"not in this clone");
	assert_contains(err.fix, "--unshallow");
	assert_fails(repository_resolve(repository, "origin/main~2", &gone, &err), ERR_REVISION,
		"no such");
	assert_contains(err.fix, "--unshallow");
	str_release(&beyond);
	repository_free(repository);
}

static void unrelated_commits_have_no_merge_base(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository;
	struct oid a, b, base;
	struct err err;

	sandbox_run(sandbox,
		"git init -q r && cd r && commit 1 && git checkout -q --orphan other && commit 2");
	repository = opened("r");
	a = resolved(repository, "main");
	b = resolved(repository, "other");

	assert_answer(repository_merge_base(repository, &a, &b, &base, &err), 0);

	assert_answer(repository_merge_base(repository, &a, &a, &base, &err), 1);
	assert_true(oid_equal(&base, &a));
	repository_free(repository);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_merge_base_is_one_that_git_finds),
		TEST(a_merge_base_is_right_where_clocks_were_not),
		TEST(a_merge_base_is_found_without_reading_all_history),
		TEST(first_parents_are_those_that_git_lists),
		TEST(all_commits_are_those_that_git_lists_and_parents_come_first),
		TEST(changes_are_those_that_git_lists),
		TEST(a_commit_tells_its_author_summary_time_and_parents),
		TEST(a_malformed_commit_is_an_error),
		TEST(a_commit_with_odd_headers_is_read),
		TEST(a_stretch_ends_at_its_base_its_limit_and_its_date),
		TEST(a_shallow_clone_ends_at_its_boundary),
		TEST(unrelated_commits_have_no_merge_base),
	};

	return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
