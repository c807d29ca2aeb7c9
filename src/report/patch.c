/*
 * patch.c - mended files as a patch that git applies.
 */
#include "report/patch.h"

#include "util/quote.h"

#define CONTEXT 3u /* lines around a change */

struct line {
	const char *start;
	size_t size; /* with its end, if it has one */
};

typedef VEC(struct line) line_list;

struct lines {
	line_list before, after;
};

static void split(line_list *out, const struct str *text)
{
	const char *end = text->data + text->size;

	for (const char *at = text->data; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline ? newline + 1 : end) - at);

		vec_push(out, (struct line){ at, size });
		at += size;
	}
}

static bool is_same_line(const struct lines *lines, size_t i)
{
	const struct line *before = &lines->before.items[i], *after = &lines->after.items[i];

	return before->size == after->size && memcmp(before->start, after->start, after->size) == 0;
}

static void write_line(struct str *out, char mark, const struct line *line)
{
	str_add_char(out, mark);
	str_add(out, line->start, line->size);
	if (line->start[line->size - 1] != '\n')
		str_add_text(out, "\n\\ No newline at end of file\n");
}

/* The lines [start, end), in which runs of changed ones stand together, first all old, then all
 * new. */
static void write_hunk(struct str *out, const struct lines *lines, size_t start, size_t end)
{
	size_t next;

	str_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", start + 1, end - start, start + 1, end - start);
	for (size_t i = start; i < end; i = next) {
		next = i + 1;
		if (is_same_line(lines, i)) {
			write_line(out, ' ', &lines->before.items[i]);
			continue;
		}
		while (next < end && !is_same_line(lines, next))
			next++;
		for (size_t j = i; j < next; j++)
			write_line(out, '-', &lines->before.items[j]);
		for (size_t j = i; j < next; j++)
			write_line(out, '+', &lines->after.items[j]);
	}
}

/* The first changed line from `i` on; the number of lines if there is none. */
static size_t next_change(const struct lines *lines, size_t i)
{
	while (i < lines->before.count && is_same_line(lines, i))
		i++;
	return i;
}

static void write_hunks(struct str *out, const struct lines *lines)
{
	size_t count = lines->before.count, end;

	for (size_t at = next_change(lines, 0); at < count; at = next_change(lines, end)) {
		size_t start = at > CONTEXT ? at - CONTEXT : 0;

		end = at + 1;
		for (size_t next = next_change(lines, end);
			next < count && next <= end + 2 * CONTEXT; next = next_change(lines, end))
			end = next + 1;
		end = end + CONTEXT < count ? end + CONTEXT : count;
		write_hunk(out, lines, start, end);
	}
}

static void write_name(struct str *out, const char *before, const char *side, const char *path)
{
	struct str name = STR_INIT;

	str_addf(&name, "%s%s", side, path);
	str_add_text(out, before);
	quote_git(out, name.data);
	str_release(&name);
}

static void write_file(struct str *out, const struct mended_file *file)
{
	struct lines lines = { VEC_INIT, VEC_INIT };

	split(&lines.before, &file->before);
	split(&lines.after, &file->after);
	write_name(out, "diff --git ", "a/", file->path);
	write_name(out, " ", "b/", file->path);
	write_name(out, "\n--- ", "a/", file->path);
	write_name(out, "\n+++ ", "b/", file->path);
	str_add_char(out, '\n');
	if (lines.before.count == lines.after.count)
		write_hunks(out, &lines);
	vec_release(&lines.before);
	vec_release(&lines.after);
}

void patch_write(struct str *out, const struct mending *mending)
{
	for (size_t i = 0; i < mending->files.count; i++)
		write_file(out, &mending->files.items[i]);
}
