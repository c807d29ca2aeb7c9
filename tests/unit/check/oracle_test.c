/*
 * oracle_test.c - which commit did it, and how long it lived, held against an oracle that knows the
 * whole state of every commit, on random histories with merges.
 *
 * Each commit holds some of a few files and two manifests whose keys name some of them. A failure
 * prints its seed; CROSSDEP_SEED tells one history, CROSSDEP_SEEDS how many.
 */
#include <stdio.h>
#include <stdlib.h>

#include "check/audit.h"
#include "support/assert.h"
#include "support/sandbox.h"
#include "util/map.h"

enum { COMMITS = 24, FILES = 5, KEYS = 6, PARENTS = 3, SEEDS_DEFAULT = 10, RANGES = 40 };

/* The first half of the keys stand in one manifest, the others in another. */
struct state {
	bool has_file[FILES];
	int value[KEYS]; /* the file it names; -1: the key is not there */
};

struct history {
	unsigned seed;
	struct state states[COMMITS];
	int parents[COMMITS][PARENTS], parent_count[COMMITS];
	struct oid ids[COMMITS], trees[COMMITS];
	struct repository *repository;
	struct graph *graph;
};

static unsigned roll(unsigned *seed, unsigned sides)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % sides;
}

/* ---- making a history ---- */

static void edit(struct state *state, unsigned *seed)
{
	for (unsigned edits = roll(seed, 3); edits; edits--) {
		if (roll(seed, 2))
			state->has_file[roll(seed, FILES)] ^= true;
		else
			state->value[roll(seed, KEYS)] = (int)roll(seed, FILES + 1) - 1;
	}
}

/* Of a merge each file and key is one of its parents'. */
static void mix(struct history *history, int at, unsigned *seed)
{
	struct state *state = &history->states[at];
	unsigned count = (unsigned)history->parent_count[at];

	for (int i = 0; i < FILES; i++)
		state->has_file[i] =
			history->states[history->parents[at][roll(seed, count)]].has_file[i];
	for (int i = 0; i < KEYS; i++)
		state->value[i] = history->states[history->parents[at][roll(seed, count)]].value[i];
}

static void choose_parents(struct history *history, int at, unsigned *seed)
{
	unsigned near = at > 5 ? (unsigned)at - 5 : 0;
	int wanted = roll(seed, 4) ? 1 : 2 + !roll(seed, 4);

	if (at == 0 || !roll(seed, 30))
		return; /* a root */
	while (wanted--) {
		int parent = (int)(near + roll(seed, (unsigned)at - near));
		bool is_new = true;

		for (int i = 0; i < history->parent_count[at]; i++)
			is_new &= history->parents[at][i] != parent;
		if (is_new)
			history->parents[at][history->parent_count[at]++] = parent;
	}
}

static void write_manifest(struct str *out, const struct state *state, int from, int to)
{
	struct str text = STR_INIT;

	for (int i = from; i < to; i++)
		if (state->value[i] >= 0)
			str_addf(&text, "%s\"k%d\":\"f%d\"", text.size ? "," : "", i,
				state->value[i]);
	str_addf(out, "M 100644 inline %s.links\ndata %zu\n{%s}\n", from ? "b" : "a", text.size + 2,
		text.data);
	str_release(&text);
}

static void write_commit(struct str *out, const struct history *history, int at)
{
	static const char rules[] = "{\"rules\":[{\"format\":\"links\",\"files\":[\"*.links\"],"
				    "\"syntax\":\"json\",\"references\":[{\"at\":\"/*\","
				    "\"kind\":\"asset\",\"missing\":\"silent\"}]}]}";
	const struct state *state = &history->states[at];

	str_addf(out,
		"commit refs/heads/c%d\nmark :%d\ncommitter A <a@b> %d +0000\ndata <<.\n%d\n.\n",
		at, at + 1, 1700000000 + at * 60, at);
	for (int i = 0; i < history->parent_count[at]; i++)
		str_addf(out, "%s :%d\n", i ? "merge" : "from", history->parents[at][i] + 1);
	str_addf(out, "deleteall\nM 100644 inline .crossdep.json\ndata %zu\n%s\n",
		sizeof(rules) - 1, rules);
	for (int i = 0; i < FILES; i++)
		if (state->has_file[i])
			str_addf(out, "M 100644 inline f%d\ndata 1\nx\n", i);
	write_manifest(out, state, 0, KEYS / 2);
	write_manifest(out, state, KEYS / 2, KEYS);
	str_add_char(out, '\n');
}

static void invent(struct history *history)
{
	unsigned seed = history->seed * 2654435761u + 1;

	for (int i = 0; i < KEYS; i++)
		history->states[0].value[i] = -1;
	for (int at = 0; at < COMMITS; at++) {
		struct state *state = &history->states[at];

		choose_parents(history, at, &seed);
		if (history->parent_count[at] > 1)
			mix(history, at, &seed);
		else if (history->parent_count[at] == 1)
			*state = history->states[history->parents[at][0]];
		else
			*state = history->states[0];
		edit(state, &seed);
	}
}

static void history_init(struct history *history, struct sandbox *sandbox, unsigned seed)
{
	struct str stream = STR_INIT;
	const char *remark;
	FILE *file;
	struct err err;

	memset(history, 0, sizeof(*history));
	history->seed = seed;
	invent(history);
	for (int at = 0; at < COMMITS; at++)
		write_commit(&stream, history, at);
	file = fopen(sandbox_path(sandbox, "stream"), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(stream.data, 1, stream.size, file), stream.size);
	assert_int_equal(fclose(file), 0);
	str_release(&stream);
	sandbox_run(sandbox, "rm -rf r && git init -q r && git -C r fast-import --quiet <stream");
	assert_ok(repository_open(&history->repository, sandbox_path(sandbox, "r"), NULL, &err));
	assert_ok(graph_open(&history->graph, ":memory:", repository_objects(history->repository),
		&remark, &err));
	for (int at = 0; at < COMMITS; at++) {
		char name[32];
		struct commit commit;

		snprintf(name, sizeof(name), "refs/heads/c%d", at);
		assert_ok(repository_resolve(history->repository, name, &history->ids[at], &err));
		assert_ok(repository_commit(history->repository, &history->ids[at], &commit, &err));
		history->trees[at] = commit.tree;
		commit_release(&commit);
	}
}

static void history_release(struct history *history)
{
	graph_free(history->graph);
	repository_free(history->repository);
}

/* ---- the oracle ---- */

static bool is_there(const struct history *history, int at, int key)
{
	return history->states[at].value[key] >= 0;
}

static bool is_good(const struct history *history, int at, int key)
{
	const struct state *state = &history->states[at];

	return is_there(history, at, key) && state->has_file[state->value[key]];
}

static bool is_bad(const struct history *history, int at, int key)
{
	return is_there(history, at, key) && !is_good(history, at, key);
}

static bool is_ancestor(const struct history *history, int old, int young)
{
	if (old == young)
		return true;
	for (int i = 0; i < history->parent_count[young]; i++)
		if (is_ancestor(history, old, history->parents[young][i]))
			return true;
	return false;
}

/* The commit that turned `key` for good before `at`, where it is bad; -1: none is named. */
static int culprit(const struct history *history, int base, int at, int key)
{
	int count = history->parent_count[at];
	const int *parents = history->parents[at];

	if (is_ancestor(history, at, base))
		return -1;
	for (int i = 0; i < count; i++)
		if (is_bad(history, parents[i], key))
			return culprit(history, base, parents[i], key);
	return at;
}

static int key_of(const struct finding *finding)
{
	return atoi(finding->after->location + 2); /* "/k3" */
}

/* ---- which commit ---- */

static void judge(struct check *check, struct history *history, int base, int head)
{
	const struct range range = { .base_commit = history->ids[base],
		.head_commit = history->ids[head],
		.base_tree = history->trees[base],
		.head_tree = history->trees[head] };
	struct err err;

	check_init(check);
	assert_ok(check_run(check, &range, history->graph, repository_objects(history->repository),
		history->repository, NULL, &err));
}

static void compare_blame(const struct history *history, int base, int head,
	const struct finding *finding, int *failures)
{
	int expected = culprit(history, base, head, key_of(finding));
	int found = finding->cause.has_commit ? atoi(finding->cause.summary) : -1;

	if (found == expected)
		return;
	(*failures)++;
	fprintf(stderr, "seed %u, %d..%d: %s is blamed on %d, not on %d\n", history->seed, base,
		head, finding->after->location, found, expected);
}

static void compare_range(struct history *history, int base, int head, int *failures)
{
	struct check check;
	size_t expected = 0;

	judge(&check, history, base, head);
	for (int key = 0; key < KEYS; key++)
		expected += is_good(history, base, key) && is_bad(history, head, key);
	if (check.breaks.count != expected) {
		(*failures)++;
		fprintf(stderr, "seed %u, %d..%d: %zu breaks, not %zu\n", history->seed, base, head,
			check.breaks.count, expected);
	}
	for (size_t i = 0; i < check.breaks.count; i++)
		compare_blame(history, base, head, &check.breaks.items[i], failures);
	for (size_t i = 0; i < check.introduced.count && check.breaks.count; i++)
		compare_blame(history, base, head, &check.introduced.items[i], failures);
	check_release(&check);
}

static void compare_blames(struct history *history, int *failures)
{
	unsigned seed = history->seed + 77;

	for (int i = 0; i < RANGES; i++)
		compare_range(
			history, (int)roll(&seed, COMMITS), (int)roll(&seed, COMMITS), failures);
}

/* ---- lives ---- */

/* "COMMIT KEY FATE MENDER" of each life, a line each, sorted by commit and key. */
struct lives_told {
	struct str lines[COMMITS][KEYS];
	bool with_ends;
};

static void add_life(struct lives_told *told, int at, int key, enum fate fate, int mender)
{
	if (told->with_ends)
		str_addf(&told->lines[at][key], "%d k%d %s %d\n", at, key,
			fate == FATE_BROKEN ? "broken" : fate_text(fate), mender);
	else
		str_addf(&told->lines[at][key], "%d k%d\n", at, key);
}

static int tell(const struct audited *audited, void *payload)
{
	struct lives_told *told = payload;

	for (size_t i = 0; i < audited->check->breaks.count; i++) {
		const struct finding *finding = &audited->check->breaks.items[i];
		const struct life *life = finding->life;

		add_life(told, atoi(audited->commit->summary), key_of(finding), life->fate,
			life->fate == FATE_BROKEN ? -1 : atoi(life->summary));
	}
	return 0;
}

static void told_init(struct lives_told *told, bool with_ends)
{
	told->with_ends = with_ends;
	for (int at = 0; at < COMMITS; at++)
		for (int key = 0; key < KEYS; key++)
			told->lines[at][key] = (struct str)STR_INIT;
}

static void told_join(struct lives_told *told, struct str *out)
{
	for (int at = 0; at < COMMITS; at++) {
		for (int key = 0; key < KEYS; key++) {
			str_add_text(out, told->lines[at][key].data);
			str_release(&told->lines[at][key]);
		}
	}
}

static void audit_history(
	struct str *out, struct history *history, int head, bool all_parents, bool with_ends)
{
	struct stretch stretch = { .head = history->ids[head],
		.all_parents = all_parents,
		.since = INT64_MIN,
		.limit = SIZE_MAX };
	struct audit_request request = { .options = { .fail_on = -1 }, .all_parents = all_parents };
	struct listed_commit *commits;
	struct lives_told told;
	struct audit audit;
	struct err err;

	told_init(&told, with_ends);
	audit_init(&audit);
	assert_ok(repository_list(history->repository, &stretch, &commits, &request.count, &err));
	request.commits = commits;
	assert_ok(audit_run(
		&audit, &request, history->graph, history->repository, NULL, tell, &told, &err));
	free(commits);
	audit_release(&audit);
	told_join(&told, out);
}

/* What became of `key` on the way `way` (its commits, the oldest first), broken at its `from`. */
static void expect_life(struct lives_told *told, const struct history *history, const int *way,
	int from, int count, int key)
{
	for (int i = from + 1; i < count; i++) {
		int at = way[i], before = way[i - 1];

		if (!is_there(history, at, key))
			add_life(told, way[from], key, FATE_REMOVED, at);
		else if (is_good(history, at, key))
			add_life(told, way[from], key,
				history->states[at].value[key] == history->states[before].value[key]
					? FATE_RESTORED
					: FATE_REPOINTED,
				at);
		else
			continue;
		return;
	}
	add_life(told, way[from], key, FATE_BROKEN, -1);
}

/* A commit breaks what is good in a parent, unless the first has it as it is, and as bad. */
static bool breaks(const struct history *history, int at, int key)
{
	if (history->parent_count[at] == 0 || !is_bad(history, at, key))
		return false;
	if (is_bad(history, history->parents[at][0], key) &&
		history->states[history->parents[at][0]].value[key] ==
			history->states[at].value[key])
		return false;
	for (int i = 0; i < history->parent_count[at]; i++)
		if (is_good(history, history->parents[at][i], key))
			return true;
	return false;
}

static void expect_first_parents(struct str *out, const struct history *history, int head)
{
	struct lives_told told;
	int way[COMMITS], count = 0, at = head;

	told_init(&told, true);
	for (;;) {
		memmove(way + 1, way, (size_t)count * sizeof(*way));
		way[0] = at;
		count++;
		if (history->parent_count[at] == 0)
			break;
		at = history->parents[at][0];
	}
	for (int i = 1; i < count; i++)
		for (int key = 0; key < KEYS; key++)
			if (breaks(history, way[i], key))
				expect_life(&told, history, way, i, count, key);
	told_join(&told, out);
}

/* Of all commits one breaks what is bad in none of its parents. */
static bool breaks_first(const struct history *history, int at, int key)
{
	for (int i = 0; i < history->parent_count[at]; i++)
		if (is_bad(history, history->parents[at][i], key))
			return false;
	return breaks(history, at, key);
}

static void expect_all(struct str *out, const struct history *history, int head)
{
	struct lives_told told;

	told_init(&told, false);
	for (int at = 0; at <= head; at++)
		for (int key = 0; key < KEYS && is_ancestor(history, at, head); key++)
			if (breaks_first(history, at, key))
				add_life(&told, at, key, FATE_BROKEN, -1);
	told_join(&told, out);
}

static void compare_texts(const struct history *history, const char *what, int head,
	struct str *found, struct str *expected, int *failures)
{
	if (strcmp(found->data, expected->data) != 0) {
		(*failures)++;
		fprintf(stderr, "seed %u, %s to %d: found\n%sinstead of\n%s", history->seed, what,
			head, found->data, expected->data);
	}
	str_release(found);
	str_release(expected);
}

static void compare_lives(struct history *history, int *failures)
{
	for (int head = COMMITS - 4; head < COMMITS; head++) {
		struct str found = STR_INIT, expected = STR_INIT;

		audit_history(&found, history, head, false, true);
		expect_first_parents(&expected, history, head);
		compare_texts(history, "first parents", head, &found, &expected, failures);
		audit_history(&found, history, head, true, false);
		expect_all(&expected, history, head);
		compare_texts(history, "all commits", head, &found, &expected, failures);
	}
}

/* ---- all together ---- */

static void for_each_history(
	struct sandbox *sandbox, void (*compare)(struct history *history, int *failures))
{
	const char *one = getenv("CROSSDEP_SEED"), *many = getenv("CROSSDEP_SEEDS");
	unsigned seed = one ? (unsigned)atoi(one) : 1;
	unsigned last = one ? seed : many ? (unsigned)atoi(many) : SEEDS_DEFAULT;
	int failures = 0;

	for (; seed <= last && failures == 0; seed++) {
		struct history history;

		history_init(&history, sandbox, seed);
		compare(&history, &failures);
		history_release(&history);
	}
	assert_int_equal(failures, 0);
}

static void the_commit_that_did_it_is_the_one_that_the_oracle_names(void **state)
{
	for_each_history(*state, compare_blames);
}

static void an_audit_tells_the_lives_that_the_oracle_knows(void **state)
{
	for_each_history(*state, compare_lives);
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_commit_that_did_it_is_the_one_that_the_oracle_names, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_audit_tells_the_lives_that_the_oracle_knows, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
