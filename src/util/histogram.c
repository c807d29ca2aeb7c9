/*
 * histogram.c - stretches of equal lines are looked for that hold the rarest line; what lies before
 * and behind the best of them is compared in the same way.
 *
 * Lines are counted from 1 here, so that 0 is none. What is equal to its neighbours can be told
 * apart as changed in several ways ("}" before or behind the new block): at last each run of
 * changed lines is slid to where git wants to have it.
 */
#include "util/histogram.h"

#include <string.h>

#define FREQUENT  64u         /* a line that is there more often is a mark for nobody */
#define STEPS_MAX (64u << 20) /* lines looked at; more is not known */

/* Lines [at, end) of a text. */
struct stretch {
	size_t at, end;
};

struct region {
	struct stretch old, new;
};

/* A text and its lines that the other one does not have. One more at either end is never changed.
 */
struct text {
	uint32_t *lines; /* from 1 */
	size_t count;
	bool *is_changed; /* from 0 to count + 1 */
};

struct comparison {
	struct text old, new;
	VEC(struct region) regions; /* that are yet to be compared */
	/* Of the old text's lines in the region at hand: */
	uint32_t *first;     /* kind -> the first such line, 0 = none */
	uint32_t *frequency; /* kind -> how many */
	uint32_t *next;      /* line -> the next of its kind, 0 = none */
	size_t steps;
};

/* The best stretch so far. Both sides are equally long. */
struct best {
	size_t old, new, size; /* first lines, 0 = none was found; how many more follow */
	uint32_t frequency;    /* of its rarest line */
	bool has_common;       /* some line is in both, be it ever so frequent */
};

/* ---- the best stretch of a region ---- */

static void count_lines(struct comparison *comparison, const struct stretch *stretch)
{
	for (size_t i = stretch->end; i-- > stretch->at;) {
		uint32_t kind = comparison->old.lines[i];

		comparison->next[i] = comparison->first[kind];
		comparison->first[kind] = (uint32_t)i;
		comparison->frequency[kind]++;
	}
}

static void forget_lines(struct comparison *comparison, const struct stretch *stretch)
{
	for (size_t i = stretch->at; i < stretch->end; i++) {
		comparison->first[comparison->old.lines[i]] = 0;
		comparison->frequency[comparison->old.lines[i]] = 0;
	}
}

/* Makes a stretch of one line as long as it can be; returns how frequent its rarest line is. */
static uint32_t widen(struct comparison *comparison, const struct region *region, size_t *old_at,
	size_t *new_at, size_t *size)
{
	const uint32_t *old = comparison->old.lines, *new = comparison->new.lines;
	uint32_t rarest = comparison->frequency[old[*old_at]];
	size_t old_end = *old_at + 1, new_end = *new_at + 1;

	while (*old_at > region->old.at && *new_at > region->new.at &&
		old[*old_at - 1] == new[*new_at - 1]) {
		--*old_at;
		--*new_at;
		if (comparison->frequency[old[*old_at]] < rarest)
			rarest = comparison->frequency[old[*old_at]];
	}
	for (; old_end < region->old.end &&
		new_end < region->new.end &&old[old_end] == new[new_end];
		old_end++, new_end++)
		if (comparison->frequency[old[old_end]] < rarest)
			rarest = comparison->frequency[old[old_end]];
	*size = old_end - 1 - *old_at;
	comparison->steps += *size + 1;
	return rarest;
}

/* Tries each stretch around the new text's line `at`. Returns the next line worth it. */
static size_t try_line(
	struct comparison *comparison, const struct region *region, size_t at, struct best *best)
{
	uint32_t kind = comparison->new.lines[at];
	size_t first = comparison->first[kind], next = at + 1;

	best->has_common |= first != 0;
	if (comparison->frequency[kind] > best->frequency)
		return next;
	while (first) {
		size_t old_at = first, new_at = at, size;
		uint32_t rarest = widen(comparison, region, &old_at, &new_at, &size);

		if (new_at + size + 1 > next)
			next = new_at + size + 1;
		if (size > best->size || rarest < best->frequency) {
			best->old = old_at;
			best->new = new_at;
			best->size = size;
			best->frequency = rarest;
		}
		first = comparison->next[first];
		while (first && first <= old_at + size)
			first = comparison->next[first];
	}
	return next;
}

static void find_best(struct comparison *comparison, const struct region *region, struct best *best)
{
	*best = (struct best){ .frequency = FREQUENT + 1 };
	count_lines(comparison, &region->old);
	for (size_t at = region->new.at; at < region->new.end && comparison->steps < STEPS_MAX;)
		at = try_line(comparison, region, at, best);
	forget_lines(comparison, &region->old);
	comparison->steps += region->old.end - region->old.at + region->new.end - region->new.at;
}

/* ---- all regions ---- */

static void mark(struct text *text, const struct stretch *stretch)
{
	for (size_t i = stretch->at; i < stretch->end; i++)
		text->is_changed[i] = true;
}

static bool is_empty(const struct stretch *stretch)
{
	return stretch->at == stretch->end;
}

static bool compare_region(struct comparison *comparison, const struct region *region)
{
	struct best best = { .old = 0 };

	if (!is_empty(&region->old) && !is_empty(&region->new))
		find_best(comparison, region, &best);
	if (comparison->steps >= STEPS_MAX || (best.has_common && best.frequency > FREQUENT))
		return false;
	if (!best.old) {
		mark(&comparison->old, &region->old);
		mark(&comparison->new, &region->new);
		return true;
	}
	vec_push(&comparison->regions,
		(struct region){ { region->old.at, best.old }, { region->new.at, best.new } });
	vec_push(&comparison->regions,
		(struct region){ { best.old + best.size + 1, region->old.end },
			{ best.new + best.size + 1, region->new.end } });
	return true;
}

static bool compare_all(struct comparison *comparison)
{
	bool is_known = true;

	vec_push(&comparison->regions, (struct region){ { 1, comparison->old.count + 1 },
					       { 1, comparison->new.count + 1 } });
	while (comparison->regions.count && is_known) {
		struct region region = comparison->regions.items[--comparison->regions.count];

		is_known = compare_region(comparison, &region);
	}
	return is_known;
}

/* ---- sliding ---- */

/* A run of changed lines, or the empty place between two lines that are not. Those of two texts go
 * in step: between them lie as many unchanged lines of one as of the other. */
static void find_run(const struct text *text, struct stretch *run, size_t at)
{
	run->at = run->end = at;
	while (text->is_changed[run->end])
		run->end++;
}

static bool to_next(const struct text *text, struct stretch *run)
{
	if (run->end > text->count)
		return false;
	find_run(text, run, run->end + 1);
	return true;
}

static void to_previous(const struct text *text, struct stretch *run)
{
	run->end = run->at - 1;
	for (run->at = run->end; text->is_changed[run->at - 1];)
		run->at--;
}

/* One line up or down; runs that are met become part of it. */
static bool slide_up(const struct text *text, struct stretch *run)
{
	if (run->at <= 1 || text->lines[run->at - 1] != text->lines[run->end - 1])
		return false;
	text->is_changed[--run->at] = true;
	text->is_changed[--run->end] = false;
	while (text->is_changed[run->at - 1])
		run->at--;
	return true;
}

static bool slide_down(const struct text *text, struct stretch *run)
{
	if (run->end > text->count || text->lines[run->at] != text->lines[run->end])
		return false;
	text->is_changed[run->at++] = false;
	text->is_changed[run->end++] = true;
	while (text->is_changed[run->end])
		run->end++;
	return true;
}

/* Slides up and down again until no more runs are met. The run ends as far down as it can be.
 * True if on the way it stood beside a run of the other text. */
static bool slide_about(const struct text *text, struct stretch *run, const struct text *other,
	struct stretch *beside, size_t *steps)
{
	bool has_met;
	size_t size;

	do {
		size = run->end - run->at;
		for (; slide_up(text, run); ++*steps)
			to_previous(other, beside);
		has_met = !is_empty(beside);
		for (; slide_down(text, run); ++*steps) {
			to_next(other, beside);
			has_met |= !is_empty(beside);
		}
	} while (size != run->end - run->at && *steps < STEPS_MAX);
	return has_met;
}

/* Each run goes down as far as it can, or to the last place where it stands beside one of the other
 * text. */
static void slide_all(const struct text *text, const struct text *other, size_t *steps)
{
	struct stretch run, beside;

	find_run(text, &run, 1);
	find_run(other, &beside, 1);
	do {
		if (is_empty(&run) || !slide_about(text, &run, other, &beside, steps))
			continue;
		while (is_empty(&beside)) {
			slide_up(text, &run);
			to_previous(other, &beside);
		}
	} while (*steps < STEPS_MAX && to_next(text, &run) && to_next(other, &beside));
}

/* ---- all together ---- */

static void list_hunks(hunk_list *out, const struct text *old, const struct text *new)
{
	struct stretch gone, come;

	find_run(old, &gone, 1);
	find_run(new, &come, 1);
	do {
		if (!is_empty(&gone) || !is_empty(&come))
			vec_push(out, (struct hunk){ gone.at - 1, gone.end - gone.at, come.at - 1,
					      come.end - come.at });
	} while (to_next(old, &gone) && to_next(new, &come));
}

static struct text text_of(const struct numbered *numbered)
{
	struct text text = { memory_get_zeroed(numbered->count + 1, sizeof(uint32_t)),
		numbered->count, memory_get_zeroed(numbered->count + 2, sizeof(bool)) };

	if (numbered->count)
		memcpy(text.lines + 1, numbered->lines, numbered->count * sizeof(uint32_t));
	return text;
}

static void text_release(struct text *text)
{
	free(text->lines);
	free(text->is_changed);
}

bool histogram_compare(hunk_list *out, const struct numbered *old_text,
	const struct numbered *new_text, uint32_t kinds)
{
	struct comparison comparison = { .old = text_of(old_text), .new = text_of(new_text) };
	bool is_known;

	comparison.first = memory_get_zeroed(kinds + (size_t)1, sizeof(uint32_t));
	comparison.frequency = memory_get_zeroed(kinds + (size_t)1, sizeof(uint32_t));
	comparison.next = memory_get_zeroed(old_text->count + 1, sizeof(uint32_t));
	is_known = compare_all(&comparison);
	if (is_known) {
		slide_all(&comparison.old, &comparison.new, &comparison.steps);
		slide_all(&comparison.new, &comparison.old, &comparison.steps);
		is_known = comparison.steps < STEPS_MAX;
	}
	if (is_known)
		list_hunks(out, &comparison.old, &comparison.new);
	vec_release(&comparison.regions);
	free(comparison.first);
	free(comparison.frequency);
	free(comparison.next);
	text_release(&comparison.old);
	text_release(&comparison.new);
	return is_known;
}
