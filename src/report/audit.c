/*
 * audit.c - what an audit comes to: how often a team would have been stopped, and what it would
 * have been spared.
 */
#include "report/page.h"
#include "report/report.h"
#include "report/words.h"

/* 7123 as "7,123". */
static void add_number(struct str *out, size_t number)
{
	if (number >= 1000) {
		add_number(out, number / 1000);
		str_addf(out, ",%03zu", number % 1000);
	} else {
		str_addf(out, "%zu", number);
	}
}

static void write_stopped(struct page *page, const struct audit *audit)
{
	struct str line = STR_INIT;

	str_add_text(&line, "crossdep: would have stopped ");
	add_number(&line, audit->stopped);
	str_add_text(&line, " of ");
	add_number(&line, audit->commits);
	str_add_text(&line, audit->commits == 1 ? " commit" : " commits");
	if (audit->commits) {
		str_add_text(&line, ", from ");
		add_day(&line, audit->first);
		str_add_text(&line, " to ");
		add_day(&line, audit->last);
	}
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", line.data);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
	str_release(&line);
}

static void write_breaks(struct page *page, const struct audit *audit)
{
	struct str line = STR_INIT;
	size_t notes = audit->by_severity[SEVERITY_NOTE];

	add_count(&line, audit->breaks, "break");
	str_addf(&line, " in ");
	add_count(&line, audit->broken, "commit");
	str_addf(&line, ", %zu across apps: ", audit->cross_app);
	add_count(&line, audit->by_severity[SEVERITY_ERROR], "error");
	str_add_text(&line, ", ");
	add_count(&line, audit->by_severity[SEVERITY_WARNING], "warning");
	str_add_text(&line, ", ");
	add_count(&line, notes, "note");
	if (notes && !page->all)
		str_add_text(&line, " (--all lists them)");
	page_addf(page, "  %s", line.data);
	page_end_line(page);
	str_release(&line);
}

static void write_fates(struct page *page, const struct audit *audit)
{
	page_addf(page,
		"  mended: %zu restored, %zu pointed elsewhere, %zu removed; still broken: %zu",
		audit->fates[FATE_RESTORED], audit->fates[FATE_REPOINTED],
		audit->fates[FATE_REMOVED], audit->fates[FATE_BROKEN]);
	page_end_line(page);
	if (audit->lived.count) {
		struct str median = STR_INIT;

		add_count(&median, audit->lived.items[(audit->lived.count - 1) / 2], "commit");
		page_addf(page, "  half of the mended ones lived no longer than %s", median.data);
		page_end_line(page);
		str_release(&median);
	}
}

void report_audit(struct str *out, const struct audit *audit, size_t commits,
	const struct report_options *options)
{
	struct page page = { out, STR_INIT, options->colour, options->all, NULL };

	write_stopped(&page, audit);
	if (audit->breaks) {
		write_breaks(&page, audit);
		write_fates(&page, audit);
	}
	if (audit->unfollowed) {
		page_addf(&page, "  %zu more are not listed: no more than %u are kept",
			audit->unfollowed, LIVES_MAX);
		page_end_line(&page);
	}
	if (audit->commits < commits) {
		page_addf(&page, "  stopped before the end: %zu of %zu commits were gone through",
			audit->commits, commits);
		page_end_line(&page);
	}
	str_release(&page.line);
}
