/*
 * report.c - the table of formats.
 */
#include "report/report.h"

#include "util/quote.h"

const struct report_format report_formats[] = {
	{ "text", false, false, report_text },
	{ "json", true, false, report_json },
	{ "github", true, false, report_github },
	{ "gitlab", false, true, report_gitlab },
	{ "sarif", false, true, report_sarif },
	{ "junit", false, true, report_junit },
	{ NULL, false, false, NULL },
};

const struct report_format *report_format_find(const char *name)
{
	const struct report_format *format = report_formats;

	while (format->name && strcmp(format->name, name) != 0)
		format++;
	return format->name ? format : NULL;
}

void report_diagnostics(
	struct str *out, const struct diagnostic *diagnostics, size_t diagnostic_count)
{
	for (size_t i = 0; i < diagnostic_count; i++) {
		const struct diagnostic *diagnostic = &diagnostics[i];

		str_add_text(out, "crossdep: note: ");
		quote_terminal(out, diagnostic->path);
		if (diagnostic->line)
			str_addf(out, ":%u", diagnostic->line);
		str_add_text(out, ": ");
		quote_terminal(out, diagnostic->text);
		str_add_char(out, '\n');
	}
}
