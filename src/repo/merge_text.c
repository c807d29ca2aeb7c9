/*
 * merge_text.c - the lines of a file that both sides changed, merged as git merges them.
 *
 * What each side changed of the base is known from histogram.h. Changes that neither overlap nor
 * touch are all taken; where they do, both sides must say the same.
 */
#include <string.h>

#include "repo/merge_private.h"
#include "util/histogram.h"
#include "util/str.h"

#define FILE_BYTES_MAX   (16u << 20)
#define BINARY_LOOK_SIZE 8000 /* a NUL in so many bytes, and git takes a file for binary */

struct text {
	struct str bytes;
	VEC(size_t) starts;  /* of each line, and the end of the last */
	VEC(uint32_t) lines; /* equal ones have equal numbers */
};

/* What a side changed, as far as it was not dealt with. */
struct side_changes {
	hunk_list hunks;
	size_t next;
	ptrdiff_t growth; /* lines that the side has more than the base, all in all */
};

/* Lines of the base and what the sides have in their place. */
struct chunk {
	enum side side; /* that changed them, BASE: both */
	ptrdiff_t at[SIDES], count[SIDES];
};
typedef VEC(struct chunk) chunk_list;

struct texts_merged {
	struct text texts[SIDES];
	struct side_changes changes[SIDES]; /* not of the base */
	chunk_list chunks;
};

/* ---- reading ---- */

static bool is_binary(const struct str *bytes)
{
	return bytes->size &&
	       memchr(bytes->data, '\0',
		       bytes->size < BINARY_LOOK_SIZE ? bytes->size : BINARY_LOOK_SIZE);
}

/* 1, 0 they are not merged by lines, -1. */
static int read_files(
	struct texts_merged *merged, struct merging *merging, const struct oid ids[SIDES])
{
	int result = 1;

	for (enum side side = BASE; side < SIDES && result > 0; side++) {
		struct str *bytes = &merged->texts[side].bytes;

		result = snapshot_read(
			merging->trees[side], &ids[side], FILE_BYTES_MAX, bytes, merging->err);
		if (result > 0 && is_binary(bytes))
			result = 0;
	}
	return result;
}

/* A line with a line break and one without are not the same. */
static void number_lines(struct text *text, struct map *kinds)
{
	size_t at = 0;

	while (at < text->bytes.size) {
		const char *line = text->bytes.data + at;
		const char *end = memchr(line, '\n', text->bytes.size - at);
		size_t size = end ? (size_t)(end - line) + 1 : text->bytes.size - at;
		struct map_entry *kind = map_put(kinds, line, size);

		if (!kind->value)
			kind->value = (void *)(uintptr_t)kinds->count;
		vec_push(&text->starts, at);
		vec_push(&text->lines, (uint32_t)((uintptr_t)kind->value - 1));
		at += size;
	}
	vec_push(&text->starts, at);
}

static struct numbered numbered_of(const struct text *text)
{
	return (struct numbered){ text->lines.items, text->lines.count };
}

static bool compare_sides(struct texts_merged *merged)
{
	struct map kinds = MAP_INIT;
	struct numbered base;
	bool is_known = true;

	for (enum side side = BASE; side < SIDES; side++)
		number_lines(&merged->texts[side], &kinds);
	base = numbered_of(&merged->texts[BASE]);
	for (enum side side = OURS; side < SIDES && is_known; side++) {
		const struct numbered text = numbered_of(&merged->texts[side]);
		struct side_changes *changes = &merged->changes[side];

		changes->growth = (ptrdiff_t)text.count - (ptrdiff_t)base.count;
		is_known = histogram_compare(&changes->hunks, &base, &text, (uint32_t)kinds.count);
	}
	map_release(&kinds);
	return is_known;
}

/* ---- bringing the changes together ---- */

static const struct hunk *next_of(const struct side_changes *changes)
{
	return changes->next < changes->hunks.count ? &changes->hunks.items[changes->next] : NULL;
}

/* How much further down the side has what stands in the base before its next change. */
static ptrdiff_t shift_of(const struct side_changes *changes)
{
	const struct hunk *hunk = next_of(changes);

	return hunk ? (ptrdiff_t)hunk->new_at - (ptrdiff_t)hunk->at : changes->growth;
}

/* Changes that touch each other in the text of a side are one, and both's if one is of each. */
static void append(struct texts_merged *merged, const struct chunk *chunk)
{
	size_t count = merged->chunks.count;
	struct chunk *last = count ? &merged->chunks.items[count - 1] : NULL;

	if (!last || (chunk->at[OURS] > last->at[OURS] + last->count[OURS] &&
			     chunk->at[THEIRS] > last->at[THEIRS] + last->count[THEIRS])) {
		vec_push(&merged->chunks, *chunk);
		return;
	}
	if (last->side != chunk->side)
		last->side = BASE;
	for (enum side side = BASE; side < SIDES; side++)
		last->count[side] = chunk->at[side] + chunk->count[side] - last->at[side];
}

/* The next change of one side alone. */
static void take(struct texts_merged *merged, enum side side)
{
	enum side other = other_side(side);
	const struct hunk *hunk = next_of(&merged->changes[side]);
	struct chunk chunk = { .side = side };

	chunk.at[BASE] = (ptrdiff_t)hunk->at;
	chunk.count[BASE] = (ptrdiff_t)hunk->count;
	chunk.at[side] = (ptrdiff_t)hunk->new_at;
	chunk.count[side] = (ptrdiff_t)hunk->new_count;
	chunk.at[other] = chunk.at[BASE] + shift_of(&merged->changes[other]);
	chunk.count[other] = chunk.count[BASE];
	append(merged, &chunk);
	merged->changes[side].next++;
}

/* The next changes of both sides overlap or touch: they reach from where the first begins to where
 * the last ends. */
static void take_both(
	struct texts_merged *merged, const struct hunk *ours, const struct hunk *theirs)
{
	const struct hunk *const hunks[SIDES] = { NULL, ours, theirs };
	size_t start = ours->at < theirs->at ? ours->at : theirs->at, end = 0;
	struct chunk chunk = { .side = BASE };

	for (enum side side = OURS; side < SIDES; side++)
		if (hunks[side]->at + hunks[side]->count > end)
			end = hunks[side]->at + hunks[side]->count;
	chunk.at[BASE] = (ptrdiff_t)start;
	chunk.count[BASE] = (ptrdiff_t)(end - start);
	for (enum side side = OURS; side < SIDES; side++) {
		const struct hunk *hunk = hunks[side];

		chunk.at[side] = (ptrdiff_t)hunk->new_at - (ptrdiff_t)(hunk->at - start);
		chunk.count[side] = (ptrdiff_t)(hunk->at - start) + (ptrdiff_t)hunk->new_count +
				    (ptrdiff_t)(end - hunk->at - hunk->count);
	}
	append(merged, &chunk);
}

static bool is_equal(
	const struct texts_merged *merged, ptrdiff_t ours, ptrdiff_t theirs, size_t count)
{
	return count == 0 ||
	       memcmp(merged->texts[OURS].lines.items + ours,
		       merged->texts[THEIRS].lines.items + theirs, count * sizeof(uint32_t)) == 0;
}

static bool is_same_change(
	const struct texts_merged *merged, const struct hunk *ours, const struct hunk *theirs)
{
	return ours->at == theirs->at && ours->count == theirs->count &&
	       ours->new_count == theirs->new_count &&
	       is_equal(
		       merged, (ptrdiff_t)ours->new_at, (ptrdiff_t)theirs->new_at, ours->new_count);
}

static void bring_together(struct texts_merged *merged)
{
	struct side_changes *changes = merged->changes;
	const struct hunk *ours, *theirs;

	while ((ours = next_of(&changes[OURS])) && (theirs = next_of(&changes[THEIRS]))) {
		size_t ours_end = ours->at + ours->count, theirs_end = theirs->at + theirs->count;

		if (ours_end < theirs->at) {
			take(merged, OURS);
			continue;
		}
		if (theirs_end < ours->at) {
			take(merged, THEIRS);
			continue;
		}
		if (!is_same_change(merged, ours, theirs))
			take_both(merged, ours, theirs);
		changes[OURS].next += ours_end <= theirs_end;
		changes[THEIRS].next += theirs_end <= ours_end;
	}
	for (enum side side = OURS; side < SIDES; side++)
		while (next_of(&changes[side]))
			take(merged, side);
}

/* ---- the outcome ---- */

/* Git takes it for a conflict, too, if both emptied the same place in different ways. */
static bool is_conflict(const struct texts_merged *merged, const struct chunk *chunk)
{
	return chunk->side == BASE &&
	       (chunk->count[OURS] == 0 || chunk->count[OURS] != chunk->count[THEIRS] ||
		       !is_equal(merged, chunk->at[OURS], chunk->at[THEIRS],
			       (size_t)chunk->count[OURS]));
}

static void copy(struct str *out, const struct text *text, ptrdiff_t at, ptrdiff_t end)
{
	size_t start = text->starts.items[at];

	str_add(out, text->bytes.data + start, text->starts.items[end] - start);
}

static bool put_together(struct str *out, const struct texts_merged *merged)
{
	const struct text *ours = &merged->texts[OURS];
	ptrdiff_t at = 0;

	for (size_t i = 0; i < merged->chunks.count; i++) {
		const struct chunk *chunk = &merged->chunks.items[i];

		if (is_conflict(merged, chunk))
			return false;
		if (chunk->side != THEIRS)
			continue;
		copy(out, ours, at, chunk->at[OURS]);
		copy(out, &merged->texts[THEIRS], chunk->at[THEIRS],
			chunk->at[THEIRS] + chunk->count[THEIRS]);
		at = chunk->at[OURS] + chunk->count[OURS];
	}
	copy(out, ours, at, (ptrdiff_t)ours->lines.count);
	return true;
}

static void merged_release(struct texts_merged *merged)
{
	for (enum side side = BASE; side < SIDES; side++) {
		str_release(&merged->texts[side].bytes);
		vec_release(&merged->texts[side].starts);
		vec_release(&merged->texts[side].lines);
		vec_release(&merged->changes[side].hunks);
	}
	vec_release(&merged->chunks);
}

int merging_text(struct merging *merging, const struct oid ids[SIDES], struct oid *out)
{
	struct texts_merged merged = { .chunks = VEC_INIT };
	struct str text = STR_INIT;
	int result;

	for (enum side side = BASE; side < SIDES; side++)
		merged.texts[side].bytes = (struct str)STR_INIT;
	result = read_files(&merged, merging, ids);
	if (result > 0 && !compare_sides(&merged))
		result = 0;
	if (result > 0) {
		bring_together(&merged);
		result = put_together(&text, &merged);
	}
	if (result > 0)
		object_source_make_file(out, merging->objects, text.data, text.size);
	str_release(&text);
	merged_release(&merged);
	return result;
}
