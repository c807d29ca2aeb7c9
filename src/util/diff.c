/*
 * diff.c - the longest common subsequence of lines, from a table of its lengths.
 */
#include "util/diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "util/vec.h"

#define CONTEXT 3u /* lines around what differs */

struct line {
	const char *text;
	size_t size;
};

typedef VEC(struct line) line_list;

struct edit {
	char sign; /* ' ', '-' or '+' */
	struct line line;
};

typedef VEC(struct edit) edit_list;

static void split(line_list *out, const char *text)
{
	while (*text) {
		size_t size = strcspn(text, "\n");

		vec_push(out, (struct line){ text, size });
		text += size + (text[size] == '\n');
	}
}

static bool same(const struct line *a, const struct line *b)
{
	return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

static void add_all(edit_list *edits, char sign, const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		vec_push(edits, (struct edit){ sign, lines[i] });
}

/* Cell (i, k) of the table: how many lines a[i..] and b[k..] have in common. */
static uint32_t *common_lengths(
	const struct line *a, size_t a_count, const struct line *b, size_t b_count)
{
	size_t width = b_count + 1;
	uint32_t *table = memory_get_zeroed((a_count + 1) * width, sizeof(*table));

	for (size_t i = a_count; i-- > 0;)
		for (size_t k = b_count; k-- > 0;) {
			uint32_t down = table[(i + 1) * width + k],
				 right = table[i * width + k + 1];

			table[i * width + k] = same(&a[i], &b[k])
						       ? table[(i + 1) * width + k + 1] + 1
					       : down > right ? down
							      : right;
		}
	return table;
}

static void find_edits(edit_list *edits, const struct line *a, size_t a_count, const struct line *b,
	size_t b_count)
{
	size_t width = b_count + 1, i = 0, k = 0;
	uint32_t *table;

	if (a_count && b_count > DIFF_CELLS_MAX / a_count) {
		add_all(edits, '-', a, a_count);
		add_all(edits, '+', b, b_count);
		return;
	}
	table = common_lengths(a, a_count, b, b_count);
	while (i < a_count && k < b_count) {
		if (same(&a[i], &b[k])) {
			add_all(edits, ' ', &a[i++], 1);
			k++;
		} else if (table[(i + 1) * width + k] >= table[i * width + k + 1]) {
			add_all(edits, '-', &a[i++], 1);
		} else {
			add_all(edits, '+', &b[k++], 1);
		}
	}
	add_all(edits, '-', a + i, a_count - i);
	add_all(edits, '+', b + k, b_count - k);
	free(table);
}

static void compare(edit_list *edits, const line_list *a, const line_list *b)
{
	size_t least = a->count < b->count ? a->count : b->count, head = 0, tail = 0;

	while (head < least && same(&a->items[head], &b->items[head]))
		head++;
	while (tail < least - head &&
		same(&a->items[a->count - 1 - tail], &b->items[b->count - 1 - tail]))
		tail++;
	add_all(edits, ' ', a->items, head);
	find_edits(edits, a->items + head, a->count - head - tail, b->items + head,
		b->count - head - tail);
	add_all(edits, ' ', a->items + a->count - tail, tail);
}

/* How many of the edits [from, until) a side has: '-' the lines before, '+' those after. */
static size_t count_side(const edit_list *edits, size_t from, size_t until, char side)
{
	size_t count = 0;

	for (size_t i = from; i < until; i++)
		count += edits->items[i].sign == ' ' || edits->items[i].sign == side;
	return count;
}

static void add_range(struct str *out, const edit_list *edits, size_t from, size_t until, char side)
{
	size_t before = count_side(edits, 0, from, side);
	size_t count = count_side(edits, from, until, side);

	str_addf(out, " %c%zu,%zu", side, count ? before + 1 : before, count);
}

static void add_hunk(struct str *out, const edit_list *edits, size_t from, size_t until)
{
	str_add_text(out, "@@");
	add_range(out, edits, from, until, '-');
	add_range(out, edits, from, until, '+');
	str_add_text(out, " @@\n");
	for (size_t i = from; i < until; i++) {
		const struct edit *edit = &edits->items[i];

		str_add_char(out, edit->sign);
		str_add(out, edit->line.text, edit->line.size);
		str_add_char(out, '\n');
	}
}

/* Where the hunk ends that begins with the edit at `at`: behind the last that differs and the lines
 * around it, before the next gap that is wide enough. */
static size_t end_of_hunk(const edit_list *edits, size_t at)
{
	size_t last = at;

	for (size_t i = at; i < edits->count && i <= last + 2 * CONTEXT + 1; i++)
		if (edits->items[i].sign != ' ')
			last = i;
	return last + 1 + CONTEXT < edits->count ? last + 1 + CONTEXT : edits->count;
}

void diff_lines(struct str *out, const char *before, const char *after)
{
	line_list a = VEC_INIT, b = VEC_INIT;
	edit_list edits = VEC_INIT;

	split(&a, before);
	split(&b, after);
	compare(&edits, &a, &b);
	for (size_t i = 0; i < edits.count; i++) {
		size_t end;

		if (edits.items[i].sign == ' ')
			continue;
		end = end_of_hunk(&edits, i);
		add_hunk(out, &edits, i > CONTEXT ? i - CONTEXT : 0, end);
		i = end - 1;
	}
	vec_release(&a);
	vec_release(&b);
	vec_release(&edits);
}
