/*
 * change.c - what going from one tree to another breaks.
 */
#include "example/change.h"

#include <string.h>

#include "check/check.h"
#include "check/configuration.h"
#include "report/page.h"
#include "report/words.h"

static void write_counts(struct page *page, const char *side, const struct graph_counts *counts)
{
	page_addf(page, "%s: %zu resolved, %zu dangling, %zu skipped", side, counts->resolved,
		counts->dangling, counts->skipped);
	page_end_line(page);
}

static void write_cause(struct page *page, const struct cause *cause)
{
	page_addf(page, "  %s %s", cause_change_text(cause->change), cause->path);
	if (cause->line)
		page_addf(page, ":%u", cause->line);
	if (cause->renamed_to)
		page_addf(page, " -> %s", cause->renamed_to);
	page_end_line(page);
}

static void write_finding(struct page *page, const struct finding *finding, const char *state)
{
	page_addf(page, "%s%s%s: %s:%u:%u \"%s\"", state, severity_text(finding->severity),
		finding->cross_app ? " across apps" : "", finding->manifest, finding->line,
		finding->column, finding->raw);
	if (finding->before)
		page_addf(
			page, " was %s", *finding->before->target ? finding->before->target : ".");
	page_end_line(page);
	if (finding->before)
		page_way(page, "  ", finding->before);
	if (finding->before)
		write_cause(page, &finding->cause);
	if (finding->reason)
		page_addf(page, "  %s", finding->reason);
	if (finding->reason)
		page_end_line(page);
}

static void write_findings(struct page *page, const finding_list *findings, const char *state)
{
	for (size_t i = 0; i < findings->count; i++)
		write_finding(page, &findings->items[i], state);
}

static void write_verdict(struct page *page, const struct check *check)
{
	for (size_t i = 0; i < check->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &check->diagnostics.items[i];

		page_addf(page, "%s: %s", diagnostic->path, diagnostic->text);
		page_end_line(page);
	}
	write_findings(page, &check->breaks, "");
	write_findings(page, &check->introduced, "introduced ");
	write_findings(page, &check->suppressed, "suppressed ");
	if (!check->breaks.count && !check->introduced.count && !check->suppressed.count) {
		page_addf(page, "silent");
		page_end_line(page);
	}
}

/* The graph stands at the base after a check. */
static int tell_counts(
	struct page *page, struct graph *graph, const struct state *head, struct err *err)
{
	struct graph_counts counts;
	struct configuration configuration;
	int result;

	if (graph_count(graph, &counts, err) < 0)
		return -1;
	write_counts(page, "base", &counts);
	result = configuration_load(&configuration, head->snapshot, err);
	if (result == 0)
		result = graph_advance(graph, snapshot_root(head->snapshot), &configuration.rules,
			NULL, NULL, err);
	if (result == 0)
		result = graph_count(graph, &counts, err);
	if (result == 0)
		write_counts(page, "head", &counts);
	configuration_release(&configuration);
	return result;
}

int change_tell(struct str *out, const struct state *base, const struct state *head,
	struct object_source *objects, struct err *err)
{
	struct page page = { .out = out, .line = STR_INIT };
	struct range range = { .base_tree = *snapshot_root(base->snapshot),
		.head_tree = *snapshot_root(head->snapshot) };
	struct graph *graph = NULL;
	struct check check;
	const char *remark;
	int result;

	check_init(&check);
	result = graph_open(&graph, ":memory:", objects, &remark, err);
	if (result == 0)
		result = check_run(&check, &range, graph, objects, NULL, NULL, err);
	if (result == 0)
		result = tell_counts(&page, graph, head, err);
	if (result == 0)
		write_verdict(&page, &check);
	check_release(&check);
	graph_free(graph);
	str_release(&page.line);
	return result;
}
