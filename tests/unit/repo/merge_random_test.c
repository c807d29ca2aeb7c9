/* merge_random_test.c - merges held against git's own, on random histories with renames, moved
 * directories, and branches merged crosswise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repo/changes.h"
#include "repo/merge.h"
#include "support/assert.h"
#include "support/sandbox.h"

/* ---- random trees, and what is done to them ---- */

#define FILES_MAX 24
#define LINES     9

struct file {
	char path[32]; /* "" is no file */
	unsigned lines[LINES];
};

struct files {
	struct file at[FILES_MAX];
};

/* xorshift, so that a seed means the same everywhere */
static unsigned roll(unsigned *seed, unsigned sides)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % sides;
}

static const char *const directories[] = { "d", "d.b", "d/e", "f", "f/d" };
static const char *const names[] = { "a", "a.b", "d", "e" };

static void choose_path(struct file *file, unsigned *seed)
{
	snprintf(file->path, sizeof file->path, "%s/%s", directories[roll(seed, 5)],
		names[roll(seed, 4)]);
}

static bool is_inside(const char *path, const char *directory)
{
	size_t size = strlen(directory);

	return strncmp(path, directory, size) == 0 && (path[size] == '\0' || path[size] == '/');
}

/* Takes away what stands in a file's way. */
static void make_way(struct files *files, const struct file *file)
{
	for (size_t i = 0; i < FILES_MAX; i++) {
		struct file *other = &files->at[i];

		if (other != file && *other->path &&
			(is_inside(other->path, file->path) || is_inside(file->path, other->path)))
			*other->path = '\0';
	}
}

static void write_new(struct file *file, unsigned *seed)
{
	unsigned number = roll(seed, 1000000) * 10;

	for (unsigned i = 0; i < LINES; i++)
		file->lines[i] = number + i;
}

static void edit(struct file *file, unsigned *seed)
{
	file->lines[roll(seed, LINES)] = roll(seed, 1000000) * 10 + 9;
}

static void move_directory(struct files *files, unsigned *seed)
{
	const char *from = directories[roll(seed, 5)], *to = directories[roll(seed, 5)];

	for (size_t i = 0; i < FILES_MAX; i++) {
		struct file *file = &files->at[i];
		char rest[32];

		if (!*file->path || !is_inside(file->path, from) || is_inside(to, from))
			continue;
		snprintf(rest, sizeof rest, "%.20s", file->path + strlen(from));
		snprintf(file->path, sizeof file->path, "%s%s", to, rest);
		make_way(files, file);
	}
}

static void change_something(struct files *files, unsigned *seed)
{
	unsigned dice = roll(seed, 12);
	struct file *file = &files->at[roll(seed, FILES_MAX)];

	if (dice == 0) {
		move_directory(files, seed);
	} else if (dice < 3 || !*file->path) {
		choose_path(file, seed);
		write_new(file, seed);
	} else if (dice == 3) {
		*file->path = '\0';
	} else if (dice < 7) {
		choose_path(file, seed);
		if (dice == 4)
			edit(file, seed);
	} else {
		edit(file, seed);
	}
	if (*file->path)
		make_way(files, file);
}

/* ---- random histories ---- */

static void add_files(struct str *out, const struct files *files)
{
	struct str text = STR_INIT;

	str_add_text(out, "deleteall\n");
	for (size_t i = 0; i < FILES_MAX; i++) {
		const struct file *file = &files->at[i];

		if (!*file->path)
			continue;
		str_clear(&text);
		for (unsigned k = 0; k < LINES; k++)
			str_addf(&text, "%u\n", file->lines[k]);
		str_addf(out, "M 100644 inline %s\ndata %zu\n%s\n", file->path, text.size,
			text.data);
	}
	str_release(&text);
}

/* A stream for git fast-import. Groups of four commits, refs/heads/1 and so on: a base, what two
 * sides made of it, and a merge of both, as one of them pleases. Some sides begin at merges. */
static void add_history(struct str *out, unsigned seed, unsigned groups)
{
	struct files *states = calloc(groups * 4 + 1, sizeof *states);

	assert_non_null(states);
	for (unsigned i = 1; i <= groups * 4; i++) {
		unsigned place = (i - 1) % 4, from = place == 1 || place == 2 ? i - place : i - 1;
		unsigned second = place == 3                                   ? i - 2
				  : place == 2 && i > 8 && roll(&seed, 3) == 0 ? i - 5
									       : 0;

		if (second && second == from)
			second = 0;
		states[i] = states[from];
		for (unsigned edits = 1 + roll(&seed, place == 0 ? 20 : 5); edits; edits--)
			change_something(&states[i], &seed);
		str_addf(out,
			"commit refs/heads/%u\nmark :%u\ncommitter A <a@b> %u +0000\ndata 1\nm\n",
			i, i, 1700000000 + i * 100);
		if (from)
			str_addf(out, "from :%u\n", from);
		if (second)
			str_addf(out, "merge :%u\n", second);
		add_files(out, &states[i]);
	}
	free(states);
}

static void make_repository(struct sandbox *sandbox, unsigned seed, unsigned groups)
{
	struct str stream = STR_INIT;
	FILE *file = fopen("stream", "wb");

	assert_non_null(file);
	add_history(&stream, seed, groups);
	assert_int_equal(fwrite(stream.data, 1, stream.size, file), stream.size);
	assert_int_equal(fclose(file), 0);
	str_release(&stream);
	sandbox_run(sandbox, "rm -rf r && git init -q r && git -C r fast-import --quiet <stream");
}

/* ---- beside git ---- */

struct beside {
	struct repository *repository;
	const struct merge *merge;
	struct str differences;
	size_t merges, sure, paths; /* told of, without any doubt, changed by either side */
};

/* Git puts what is new in a directory that the other side moved into the new one, and says that
 * this is a conflict; here it is a doubt where it was put. */
static bool is_moved_along(const struct beside *beside, const struct change *change)
{
	struct entry entry;
	struct err err;

	for (size_t i = 0; change->before == ENTRY_NOTHING && i < beside->merge->doubts.count;
		i++) {
		const struct merge_doubt *doubt = &beside->merge->doubts.items[i];
		const struct oid *const roots[] = { &beside->merge->ours, &beside->merge->theirs };

		for (size_t k = 0; doubt->reason == MERGE_HALF_MOVED && k < 2; k++) {
			struct snapshot *snapshot =
				snapshot_new(repository_objects(beside->repository), roots[k]);
			int found = snapshot_entry(snapshot, doubt->path, &entry, &err);
			bool is_same = found > 0 && oid_equal(&entry.oid, &change->after_oid);

			snapshot_free(snapshot);
			if (is_same)
				return true;
		}
	}
	return false;
}

/* Where a file and a directory want one name, git sets the file aside as NAME~REVISION. */
static bool is_set_aside(const struct beside *beside, const char *path)
{
	return strchr(path, '~') && beside->merge->doubts.count;
}

static int note_difference(const struct change *change, void *payload)
{
	struct beside *beside = payload;

	if (change->before != ENTRY_DIRECTORY && change->after != ENTRY_DIRECTORY &&
		!merge_doubts(beside->merge, change->path) && !is_moved_along(beside, change) &&
		!is_set_aside(beside, change->path))
		str_addf(&beside->differences, " %s", change->path);
	return 0;
}

static void compare(struct beside *beside, const struct oid *ours, const struct oid *theirs,
	const struct oid *gits)
{
	struct snapshot *made, *expected;
	struct merge merge;
	struct err err;

	merge_init(&merge);
	assert_ok(merge_commits(&merge, beside->repository, ours, theirs, NULL, &err));
	beside->merge = &merge;
	beside->merges++;
	beside->sure += merge.doubts.count == 0;
	made = snapshot_new(repository_objects(beside->repository), &merge.ours);
	expected = snapshot_new(repository_objects(beside->repository), gits);
	assert_ok(changes_walk(made, expected, note_difference, beside, &err));
	snapshot_free(made);
	snapshot_free(expected);
	beside->merge = NULL;
	merge_release(&merge);
}

/* One line for each merge: the commits, and the tree that git makes of them. */
static const char merge_all[] = "cd r\n"
				"for i in $(seq 1 4 %u); do\n"
				"	for pair in \"$((i + 1)) $((i + 2))\" \"$((i + 2)) $((i + "
				"1))\" \"$((i + 3)) $((i + 2))\" "
				"\"$((i + 2)) $((i > 4 ? i - 2 : 1))\"; do\n"
				"		set -- $pair\n"
				"		tree=$(git merge-tree --write-tree --no-messages "
				"refs/heads/$1 refs/heads/$2) || "
				"[ $? -eq 1 ]\n"
				"		echo $(git rev-parse refs/heads/$1 refs/heads/$2) "
				"$tree | cut -d ' ' -f 1-3\n"
				"	done\n"
				"done\n";

static void a_merge_is_the_one_that_git_makes_unless_it_is_in_doubt(void **state)
{
	enum { GROUPS = 12 };
	struct sandbox *sandbox = *state;
	size_t merges = 0, sure = 0;

	for (unsigned seed = 1; seed <= 6; seed++) {
		struct beside beside = { .differences = STR_INIT };
		struct str lines = STR_INIT;
		struct err err;

		make_repository(sandbox, seed * 7919, GROUPS);
		sandbox_output(sandbox, &lines, merge_all, GROUPS * 4);
		assert_ok(repository_open(&beside.repository, "r", NULL, &err));
		for (char *line = strtok(lines.data, "\n"); line; line = strtok(NULL, "\n")) {
			char texts[3][OID_TEXT_SIZE];
			struct oid ids[3];

			assert_int_equal(
				sscanf(line, "%40s %40s %40s", texts[0], texts[1], texts[2]), 3);
			for (size_t i = 0; i < 3; i++)
				assert_int_equal(oid_parse(&ids[i], texts[i]), 0);
			compare(&beside, &ids[0], &ids[1], &ids[2]);
			if (beside.differences.size)
				fail_msg("seed %u: %s: not like git's:%s", seed, line,
					beside.differences.data);
		}
		merges += beside.merges;
		sure += beside.sure;
		repository_free(beside.repository);
		str_release(&lines);
		str_release(&beside.differences);
	}
	/* Else the comparison would say little. */
	assert_true(merges == 6 * GROUPS * 4);
	assert_true(sure * 4 > merges);
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
		cmocka_unit_test_setup_teardown(
			a_merge_is_the_one_that_git_makes_unless_it_is_in_doubt, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
