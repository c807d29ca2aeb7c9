/*
 * inspection.c - what one file says, a line each.
 */
#include "report/inspection.h"

#include <string.h>

#include "report/page.h"
#include "report/words.h"

static const char *place(const char *path)
{
	return *path ? path : ".";
}

static void write_apps(struct page *page, const struct facts *facts)
{
	for (size_t i = 0; i < facts->apps.count; i++) {
		const struct declared_app *app = &facts->apps.items[i];

		page_addf(page, "  app %s \"%s\"%s", place(app->directory), app->name,
			app->is_weak ? ", weak" : "");
		page_end_line(page);
	}
}

static void write_names(struct page *page, const struct facts *facts)
{
	for (size_t i = 0; i < facts->names.count; i++) {
		const struct declared_name *name = &facts->names.items[i];

		page_addf(page, "  name %s", name->name);
		if (name->directory)
			page_addf(page, " -> %s", place(name->directory));
		page_end_line(page);
	}
}

static void write_mappings(struct page *page, const struct bound *bound)
{
	size_t conventions = 0;

	for (size_t i = 0; i < bound->mappings.count; i++) {
		const struct mapping *mapping = &bound->mappings.items[i];

		if (!mapping->line) {
			conventions++;
			continue;
		}
		page_addf(page, "  %u:%u %s: %s -> %s", mapping->line, mapping->column,
			mapping->kind, place(mapping->from), mapping->to);
		page_passing(page, mapping);
		if (mapping->confidence)
			page_addf(page, " (%s)", confidence_words[mapping->confidence]);
		if (mapping->origin)
			page_addf(
				page, ", written in %s:%u", mapping->origin, mapping->origin_line);
		page_end_line(page);
	}
	if (conventions) {
		page_addf(page, "  %zu mapping%s by convention", conventions,
			conventions == 1 ? "" : "s");
		page_end_line(page);
	}
}

/* How many values a list of alternatives has; 1 for a value on its own. */
static size_t count_values(const struct reference *reference)
{
	size_t count = 0;

	if (strcmp(reference->raw, reference->identity) == 0)
		return 1;
	for (const char *at = reference->identity; *at; at++)
		count += *at == '\n';
	return count;
}

static void write_reference(
	struct page *page, const struct reference *reference, const struct reference *previous)
{
	struct str verdict = STR_INIT;
	size_t count = count_values(reference);

	say_verdict(&verdict, reference);
	page_addf(page, "  %u:%u %s \"%s\"", reference->line, reference->column, reference->kind,
		reference->raw);
	if (count > 1)
		page_addf(page, " (any of %zu)", count);
	page_addf(page, " %s", verdict.data);
	if (reference->confidence)
		page_addf(page, " (%s)", confidence_words[reference->confidence]);
	page_end_line(page);
	if (!previous || !is_same_way(reference, previous))
		page_way(page, "    ", reference);
	str_release(&verdict);
}

void report_inspection(struct str *out, const struct inspection *inspection)
{
	const struct facts *facts = &inspection->facts;
	struct page page = { .out = out, .line = STR_INIT };
	const struct reference *previous = NULL;

	page_addf(&page, "%s: %s", inspection->path,
		*facts->formats ? facts->formats : "no manifest");
	page_end_line(&page);
	if (facts->problem) {
		page_addf(&page, "  does not parse: line %u, %s", facts->problem_line,
			facts->problem);
		page_end_line(&page);
	}
	write_apps(&page, facts);
	write_names(&page, facts);
	write_mappings(&page, &inspection->bound);
	for (size_t i = 0; i < inspection->reference_count; i++) {
		write_reference(&page, &inspection->references[i].reference, previous);
		previous = &inspection->references[i].reference;
	}
	str_release(&page.line);
}
