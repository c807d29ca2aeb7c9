/*
 * history_test.c - the invariant, on random histories: the graph after any chain of advances that
 * ends at B equals the graph after one advance from the empty tree to B.
 *
 * CROSSDEP_SEEDS=n tries n histories instead of a few; CROSSDEP_SEED=x only the one of that seed.
 * A failure prints its seed and, where two trees are enough to see it, the smallest two found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author.h"
#include "compare.h"
#include "rules.h"
#include "support/assert.h"

#define SEEDS_DEFAULT 24
#define COMMITS       14

struct moment {
	struct state state;
	struct oid root;
	struct graph *graph; /* advanced from the empty tree */
};

struct history {
	uint64_t seed;
	const struct ruleset *rules;
	struct arena arena;
	struct memory_source *source;
	struct moment moments[COMMITS];
	struct random random; /* of the ways that are tried */
	struct str failure;   /* "" while all is well */
};

static struct graph *open_graph(struct memory_source *source)
{
	struct graph *graph;
	const char *remark;
	struct err err;

	assert_ok(graph_open(&graph, ":memory:", memory_source_objects(source), &remark, &err));
	assert_null(remark);
	return graph;
}

/* ---- moving and comparing; both append to `failure` what is wrong ---- */

static void move(struct str *failure, struct graph *graph, const struct oid *root,
	const struct ruleset *rules, struct advance *told)
{
	struct err err;

	if (graph_advance(graph, root, rules, NULL, told, &err) < 0)
		str_addf(failure, "  the advance failed: %s\n", err.text);
}

/* Advances `graph`, which stands where `before` does, to `after`. */
static void move_and_compare(struct str *failure, struct graph *graph, struct graph *before,
	struct graph *after, const struct oid *root, const struct ruleset *rules)
{
	struct advance told;

	advance_init(&told);
	move(failure, graph, root, rules, &told);
	compare_graphs(failure, after, graph);
	compare_told(failure, &told, before, after);
	advance_release(&told);
}

/* ---- two trees are often enough to see what is wrong ---- */

/* What is wrong with the way from one state to another, from scratch. */
static void try_pair(struct str *failure, const struct state *before, const struct state *after,
	const struct ruleset *rules)
{
	struct memory_source *source = memory_source_new();
	struct oid from = state_write(before, NULL, source);
	struct oid to = state_write(after, before, source);
	struct graph *moved = open_graph(source), *old = open_graph(source),
		     *new = open_graph(source);

	str_clear(failure);
	move(failure, moved, &from, rules, NULL);
	move(failure, old, &from, rules, NULL);
	move(failure, new, &to, rules, NULL);
	move_and_compare(failure, moved, old, new, &to, rules);
	graph_free(moved);
	graph_free(old);
	graph_free(new);
	memory_source_free(source);
}

static bool pair_fails(
	const struct state *before, const struct state *after, const struct ruleset *rules)
{
	struct str failure = STR_INIT;
	bool fails;

	try_pair(&failure, before, after, rules);
	fails = failure.size > 0;
	str_release(&failure);
	return fails;
}

/* Takes a path out of both states, or (`only_change`) leaves it as it was. True if it still fails:
 * then the states are the smaller ones. */
static bool shrink_path(struct state *before, struct state *after, const char *path,
	bool only_change, const struct ruleset *rules)
{
	struct state old = { VEC_INIT }, new = { VEC_INIT };
	const struct file *file;
	bool fails;

	state_copy(&old, before);
	state_copy(&new, after);
	file = state_find(before, path);
	if (!only_change)
		state_remove(&old, path);
	if (only_change && file)
		state_put(&new, file->path, file->kind, file->bytes);
	else
		state_remove(&new, path);
	fails = (old.files.count < before->files.count || new.files.count < after->files.count) &&
		pair_fails(&old, &new, rules);
	if (fails) {
		state_copy(before, &old);
		state_copy(after, &new);
	}
	state_release(&old);
	state_release(&new);
	return fails;
}

/* The text without its n-th line; NULL if there is none. */
static const char *without_line(struct arena *arena, const char *text, size_t n)
{
	const char *line = text, *end;

	while (n-- > 0 && (line = strchr(line, '\n')) != NULL)
		line++;
	end = line ? strchr(line, '\n') : NULL;
	return end ? arena_printf(arena, "%.*s%s", (int)(line - text), text, end + 1) : NULL;
}

static void replace(struct state *state, const char *path, const char *from, const char *to)
{
	const struct file *file = state_find(state, path);

	if (file && file->kind == ENTRY_FILE && strcmp(file->bytes, from) == 0)
		state_put(state, file->path, ENTRY_FILE, to);
}

/* Takes a line out of a file, on both sides if it is the same there. */
static bool shrink_text(struct state *before, struct state *after, const struct file *file,
	struct arena *arena, const struct ruleset *rules)
{
	struct state old = { VEC_INIT }, new = { VEC_INIT };
	const char *path = file->path, *text = file->bytes, *shorter;
	bool shrunk = false;

	for (size_t n = 0; (shorter = without_line(arena, text, n)) != NULL;) {
		state_copy(&old, before);
		state_copy(&new, after);
		replace(&old, path, text, shorter);
		replace(&new, path, text, shorter);
		if (pair_fails(&old, &new, rules)) {
			state_copy(before, &old);
			state_copy(after, &new);
			text = shorter;
			shrunk = true;
		} else {
			n++;
		}
	}
	state_release(&old);
	state_release(&new);
	return shrunk;
}

static bool shrink_once(
	struct state *before, struct state *after, struct arena *arena, const struct ruleset *rules)
{
	struct state all = { VEC_INIT };
	bool shrunk = false;

	state_copy(&all, before);
	for (size_t i = 0; i < after->files.count; i++)
		vec_push(&all.files, after->files.items[i]);
	for (size_t i = 0; i < all.files.count; i++) {
		const struct file *file = &all.files.items[i];

		shrunk |= shrink_path(before, after, file->path, false, rules) ||
			  shrink_path(before, after, file->path, true, rules) ||
			  shrink_text(before, after, file, arena, rules);
	}
	state_release(&all);
	return shrunk;
}

static void show_smallest(struct str *out, const struct state *before, const struct state *after,
	struct arena *arena, const struct ruleset *rules)
{
	struct state old = { VEC_INIT }, new = { VEC_INIT };
	struct str failure = STR_INIT;

	state_copy(&old, before);
	state_copy(&new, after);
	if (pair_fails(&old, &new, rules)) {
		while (shrink_once(&old, &new, arena, rules))
			;
		try_pair(&failure, &old, &new, rules);
		str_add_text(out, "the same between these two trees:\n");
		state_show(out, &old, NULL);
		str_add_text(out, " and then\n");
		state_show(out, &new, &old);
		str_addf(out, " gives\n%s", failure.data);
	} else {
		str_add_text(out, "not seen between these two trees alone\n");
	}
	str_release(&failure);
	state_release(&old);
	state_release(&new);
}

/* ---- a history ---- */

static void history_init(struct history *history, uint64_t seed, const struct ruleset *rules)
{
	struct state state = { VEC_INIT };
	struct author author;

	memset(history, 0, sizeof *history);
	history->seed = seed;
	history->rules = rules;
	history->source = memory_source_new();
	history->random.state = ~seed;
	history->failure = (struct str)STR_INIT;
	author_start(&author, seed, &state, &history->arena);
	for (size_t i = 0; i < COMMITS; i++) {
		struct moment *moment = &history->moments[i];

		state_copy(&moment->state, &state);
		moment->root = state_write(
			&state, i ? &history->moments[i - 1].state : NULL, history->source);
		moment->graph = open_graph(history->source);
		move(&history->failure, moment->graph, &moment->root, rules, NULL);
		author_commit(&author);
	}
	state_release(&state);
}

static void history_release(struct history *history)
{
	for (size_t i = 0; i < COMMITS; i++) {
		graph_free(history->moments[i].graph);
		state_release(&history->moments[i].state);
	}
	memory_source_free(history->source);
	arena_release(&history->arena);
	str_release(&history->failure);
}

/* Moves on from one moment to another, and tells everything if that goes wrong. */
static void go(struct history *history, struct graph *graph, size_t from, size_t to)
{
	struct moment *before = &history->moments[from], *after = &history->moments[to];
	struct str wrong = STR_INIT;

	if (history->failure.size == 0) {
		move_and_compare(
			&wrong, graph, before->graph, after->graph, &after->root, history->rules);
		if (wrong.size > 0) {
			str_addf(&history->failure, "seed %llu, commit %zu to %zu:\n%s",
				(unsigned long long)history->seed, from, to, wrong.data);
			show_smallest(&history->failure, &before->state, &after->state,
				&history->arena, history->rules);
		}
	}
	str_release(&wrong);
}

/* There and back again by a savepoint. */
static void visit_and_return(struct history *history, struct graph *graph, size_t at, size_t to)
{
	struct str wrong = STR_INIT;
	struct err err;

	if (history->failure.size > 0)
		return;
	assert_ok(graph_savepoint(graph, &err));
	go(history, graph, at, to);
	assert_ok(graph_return(graph, &err));
	compare_graphs(&wrong, history->moments[at].graph, graph);
	if (wrong.size > 0 && history->failure.size == 0)
		str_addf(&history->failure, "seed %llu, back from commit %zu at %zu:\n%s",
			(unsigned long long)history->seed, to, at, wrong.data);
	str_release(&wrong);
}

static void walk_forward(struct history *history)
{
	struct graph *graph = open_graph(history->source);
	struct err err;

	move(&history->failure, graph, &history->moments[0].root, history->rules, NULL);
	for (size_t i = 1; i < COMMITS && history->failure.size == 0; i++) {
		go(history, graph, i - 1, i);
		if (random_percent(&history->random, 30))
			assert_ok(graph_commit(graph, &err));
		if (random_percent(&history->random, 40))
			visit_and_return(
				history, graph, i, random_below(&history->random, COMMITS));
	}
	graph_free(graph);
}

static void jump_about(struct history *history)
{
	struct graph *graph = open_graph(history->source);
	size_t at = COMMITS - 1;

	move(&history->failure, graph, &history->moments[at].root, history->rules, NULL);
	for (size_t i = 0; i < COMMITS / 2 && history->failure.size == 0; i++) {
		size_t to = random_below(&history->random, COMMITS);

		go(history, graph, at, to);
		at = to;
	}
	graph_free(graph);
}

/* True if all is well; else says what is not. */
static bool try_history(uint64_t seed, const struct ruleset *rules)
{
	struct history history;
	bool failed;

	history_init(&history, seed, rules);
	walk_forward(&history);
	jump_about(&history);
	failed = history.failure.size > 0;
	if (failed)
		fputs(history.failure.data, stderr);
	history_release(&history);
	return !failed;
}

static void the_graph_does_not_depend_on_the_way_it_came(void **state)
{
	const char *one = getenv("CROSSDEP_SEED"), *many = getenv("CROSSDEP_SEEDS");
	uint64_t count = many ? strtoull(many, NULL, 10) : SEEDS_DEFAULT;
	uint64_t seed = one ? strtoull(one, NULL, 10) : 1;
	struct ruleset rules;
	bool well = true;

	(void)state;
	rules_init(&rules);
	if (one)
		count = seed;
	for (; well && seed <= count; seed++)
		well = try_history(seed, &rules);
	ruleset_release(&rules);
	assert_true(well);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_graph_does_not_depend_on_the_way_it_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
