/*
 * page.c - lines of text for a terminal or a log.
 */
#include "report/page.h"

#include "report/words.h"
#include "util/quote.h"

void page_ink(struct page *page, enum ink ink)
{
	static const char *const codes[] = {
		[INK_PLAIN] = "\033[0m",
		[INK_STRONG] = "\033[1m",
		[INK_ERROR] = "\033[1;31m",
		[INK_WARNING] = "\033[1;33m",
		[INK_NOTE] = "\033[36m",
		[INK_FIX] = "\033[32m",
	};

	if (page->colour)
		str_add_text(page->out, codes[ink]);
}

void page_addf(struct page *page, const char *format, ...)
{
	va_list arguments;

	str_clear(&page->line);
	va_start(arguments, format);
	str_addv(&page->line, format, arguments);
	va_end(arguments);
	quote_terminal(page->out, page->line.data);
}

void page_end_line(struct page *page)
{
	size_t size = page->out->size;

	while (size && page->out->data[size - 1] == ' ')
		size--;
	str_cut(page->out, size);
	str_add_char(page->out, '\n');
}

void page_label(struct page *page, const char *label)
{
	page_addf(page, "           %-6s  ", label);
}

void page_way(struct page *page, const char *indent, const struct reference *reference)
{
	struct str line = STR_INIT;

	for (size_t i = reference->via_count; i-- > 0;) {
		str_clear(&line);
		say_via(&line, &reference->via[i]);
		page_addf(page, "%svia %s", indent, line.data);
		page_end_line(page);
	}
	str_release(&line);
}

/* The lines of `list`, so many of them that they can be read at a glance. */
static void add_list(struct page *page, const char *list)
{
	size_t shown = 0, left = 0;

	for (const char *line = list; *line;) {
		size_t size = strcspn(line, "\n");

		if (shown < 4)
			page_addf(page, "%s%.*s", shown++ ? ", " : "", (int)size, line);
		else
			left++;
		line += size + (line[size] != '\0');
	}
	if (left)
		page_addf(page, " and %zu more", left);
}

void page_passing(struct page *page, const struct mapping *mapping)
{
	const char *except = mapping->except;

	if (mapping->filter)
		page_addf(page, ", only %s", mapping->filter);
	if (except && strcmp(except, EXCEPT_UNKNOWN) == 0) {
		page_addf(page, ", without what a list says that cannot be read");
	} else if (except) {
		page_addf(page, ", without ");
		add_list(page, except);
	}
	if (mapping->loses) {
		page_addf(page, ", loses ");
		add_list(page, mapping->loses);
	}
}
