/*
 * gitlab.c - the report for a merge request's Code Quality widget.
 *
 * GitLab's documentation, "Code Quality", report format: a list of findings with description,
 * check_name, fingerprint, severity and location. What is suppressed is not among them.
 */
#include "report/node.h"
#include "report/report.h"
#include "report/words.h"

static const char *severity_of(enum severity severity)
{
	static const char *const words[] = { "info", "info", "minor", "major" };

	return words[severity];
}

static cJSON *location_of(const struct finding *finding)
{
	cJSON *location = cJSON_CreateObject(), *lines = cJSON_CreateObject();

	json_put_text(location, "path", finding->manifest);
	json_put_number(lines, "begin", finding->line);
	json_put(location, "lines", lines);
	return location;
}

static cJSON *finding_of(const struct finding *finding)
{
	cJSON *object = cJSON_CreateObject();
	struct str text = STR_INIT;

	say_finding(&text, finding);
	json_put_text(object, "description", text.data);
	str_clear(&text);
	str_addf(&text, "crossdep/%s", finding_reference(finding)->kind);
	json_put_text(object, "check_name", text.data);
	json_put_text(object, "fingerprint", finding->fingerprint);
	json_put_text(object, "severity", severity_of(finding->severity));
	json_put(object, "location", location_of(finding));
	str_release(&text);
	return object;
}

void report_gitlab(struct str *out, const struct check *check, const struct report_options *options)
{
	const finding_list *lists[] = { &check->breaks, &check->introduced };
	cJSON *report = cJSON_CreateArray();

	(void)options;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		for (size_t j = 0; j < lists[i]->count; j++)
			cJSON_AddItemToArray(report, finding_of(&lists[i]->items[j]));
	json_write(out, report, false);
}
