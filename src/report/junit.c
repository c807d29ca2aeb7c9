/*
 * junit.c - the report as test results, which every build server shows.
 *
 * A test case for each break; an error is a failure, the rest is output. Nothing broken is one case
 * that passed, for a suite without cases is taken for one that did not run.
 */
#include "report/report.h"
#include "report/words.h"
#include "util/quote.h"

static void add_attribute(struct str *out, const char *name, const char *value)
{
	str_addf(out, " %s=\"", name);
	quote_xml(out, value);
	str_add_char(out, '"');
}

/* Line by line, for a line break is quoted too. */
static void add_lines(struct str *out, const char *text)
{
	struct str line = STR_INIT;

	for (const char *at = text;;) {
		size_t size = strcspn(at, "\n");

		str_clear(&line);
		str_add(&line, at, size);
		quote_xml(out, line.data);
		at += size;
		if (*at++ == '\0')
			break;
		str_add_char(out, '\n');
	}
	str_release(&line);
}

static void write_case(struct str *out, const struct finding *finding)
{
	bool fails = finding->severity == SEVERITY_ERROR;
	struct str name = STR_INIT, text = STR_INIT;

	str_addf(&name, "%s:%u %s", finding->manifest, finding->line, finding->raw);
	str_add_text(out, "    <testcase");
	add_attribute(out, "classname", finding->app ? app_label(finding->app) : finding->manifest);
	add_attribute(out, "name", name.data);
	str_add_text(out, ">\n      ");
	say_finding(&text, finding);
	if (fails) {
		str_clear(&name);
		say_cause(&name, finding);
		str_add_text(out, "<failure");
		add_attribute(out, "type", finding_reference(finding)->kind);
		add_attribute(out, "message", name.data);
		str_add_char(out, '>');
	} else {
		str_add_text(out, "<system-out>");
	}
	add_lines(out, text.data);
	str_add_text(out, fails ? "</failure>\n" : "</system-out>\n");
	str_add_text(out, "    </testcase>\n");
	str_release(&name);
	str_release(&text);
}

static size_t count_failures(const finding_list *findings)
{
	size_t failures = 0;

	for (size_t i = 0; i < findings->count; i++)
		failures += findings->items[i].severity == SEVERITY_ERROR;
	return failures;
}

void report_junit(struct str *out, const struct check *check, const struct report_options *options)
{
	const finding_list *lists[] = { &check->breaks, &check->introduced };
	size_t count = check->breaks.count + check->introduced.count;
	size_t failures = count_failures(&check->breaks) + count_failures(&check->introduced);

	(void)options;
	str_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	str_addf(out, "  <testsuite name=\"crossdep\" tests=\"%zu\" failures=\"%zu\">\n",
		count ? count : 1, failures);
	if (count == 0)
		str_add_text(
			out, "    <testcase classname=\"crossdep\" name=\"nothing breaks\"/>\n");
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		for (size_t j = 0; j < lists[i]->count; j++)
			write_case(out, &lists[i]->items[j]);
	str_add_text(out, "  </testsuite>\n</testsuites>\n");
}
