/*
 * github.c - workflow commands that mark the broken lines in a pull request's diff.
 *
 * GitHub's documentation, "Workflow commands": ::error file=F,line=L,col=C,title=T::MESSAGE. A
 * message of several lines is one command, its line ends escaped.
 */
#include "report/report.h"
#include "report/words.h"
#include "util/quote.h"

static void add_property(struct str *out, const char *name, const char *value)
{
	str_add_text(out, name);
	str_add_char(out, '=');
	quote_workflow(out, value, true);
}

static void add_place(struct str *out, const char *path, unsigned line, unsigned column)
{
	add_property(out, "file", path);
	if (line)
		str_addf(out, ",line=%u", line);
	if (column)
		str_addf(out, ",col=%u", column);
}

static const char *command_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return "error";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_NOTE:
	case SEVERITY_NONE:
		break;
	}
	return "notice";
}

static void write_finding(struct str *out, const struct finding *finding)
{
	struct str title = STR_INIT, message = STR_INIT;

	say_headline(&title, finding);
	say_finding(&message, finding);
	str_addf(out, "::%s ", command_of(finding->severity));
	add_place(out, finding->manifest, finding->line, finding->column);
	str_add_char(out, ',');
	add_property(out, "title", title.data);
	str_add_text(out, "::");
	quote_workflow(out, message.data, false);
	str_add_char(out, '\n');
	str_release(&title);
	str_release(&message);
}

static void write_findings(struct str *out, const finding_list *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		write_finding(out, &findings->items[i]);
}

void report_github(struct str *out, const struct check *check, const struct report_options *options)
{
	(void)options;
	write_findings(out, &check->breaks);
	write_findings(out, &check->introduced);
	for (size_t i = 0; i < check->suppressed.count; i++) {
		struct finding finding = check->suppressed.items[i];

		finding.severity = finding.reason_line ? SEVERITY_NOTE : SEVERITY_WARNING;
		write_finding(out, &finding);
	}
	for (size_t i = 0; i < check->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &check->diagnostics.items[i];

		str_add_text(out, "::notice ");
		add_place(out, diagnostic->path, diagnostic->line, 0);
		str_add_text(out, "::");
		quote_workflow(out, diagnostic->text, false);
		str_add_char(out, '\n');
	}
}
