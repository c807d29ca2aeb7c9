/*
 * sarif.c - the report as a log that code scanning services take.
 *
 * OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0": one run, a rule for
 * each kind of reference. Our columns count bytes, which its columns cannot: a region has the line
 * and the bytes of the value in the file. What is suppressed is there and says so.
 */
#include "report/node.h"
#include "report/report.h"
#include "report/words.h"
#include "util/quote.h"

static const char *level_of(enum severity severity)
{
	static const char *const words[] = { "none", "note", "warning", "error" };

	return words[severity];
}

static cJSON *message_of(const char *text)
{
	cJSON *message = cJSON_CreateObject();

	json_put_text(message, "text", text);
	return message;
}

static cJSON *location_of(const struct finding *finding)
{
	cJSON *artifact = cJSON_CreateObject(), *region = cJSON_CreateObject();
	cJSON *physical = cJSON_CreateObject(), *location = cJSON_CreateObject();
	struct str uri = STR_INIT;

	quote_uri(&uri, finding->manifest);
	json_put_text(artifact, "uri", uri.data);
	json_put_text(artifact, "uriBaseId", "%SRCROOT%");
	json_put_number(region, "startLine", finding->line);
	json_put_number(region, "byteOffset", finding->place->start);
	json_put_number(region, "byteLength", finding->place->size);
	json_put(physical, "artifactLocation", artifact);
	json_put(physical, "region", region);
	json_put(location, "physicalLocation", physical);
	str_release(&uri);
	return location;
}

static cJSON *list_of(cJSON *item)
{
	cJSON *list = cJSON_CreateArray();

	cJSON_AddItemToArray(list, item);
	return list;
}

static cJSON *suppression_of(const char *reason)
{
	cJSON *suppression = cJSON_CreateObject();

	json_put_text(suppression, "kind", "external");
	json_put_text(suppression, "justification", reason);
	return suppression;
}

static cJSON *result_of(const struct finding *finding)
{
	cJSON *result = cJSON_CreateObject(), *fingerprints = cJSON_CreateObject();
	struct str text = STR_INIT;

	say_finding(&text, finding);
	json_put_text(result, "ruleId", finding_reference(finding)->kind);
	json_put_text(result, "level", level_of(finding->severity));
	json_put(result, "message", message_of(text.data));
	json_put(result, "locations", list_of(location_of(finding)));
	json_put_text(fingerprints, "crossdep/v1", finding->fingerprint);
	json_put(result, "partialFingerprints", fingerprints);
	if (finding->reason)
		json_put(result, "suppressions", list_of(suppression_of(finding->reason)));
	str_release(&text);
	return result;
}

static cJSON *rule_of(const char *kind)
{
	cJSON *rule = cJSON_CreateObject();
	struct str text = STR_INIT;

	str_addf(&text, "A manifest names what is not there (%s)", kind);
	json_put_text(rule, "id", kind);
	json_put(rule, "shortDescription", message_of(text.data));
	str_release(&text);
	return rule;
}

struct run {
	cJSON *rules, *results;
	struct map kinds;
};

static void add_results(struct run *run, const finding_list *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		const char *kind = finding_reference(finding)->kind;

		if (!map_get(&run->kinds, kind))
			cJSON_AddItemToArray(run->rules, rule_of(kind));
		map_set(&run->kinds, kind, run);
		cJSON_AddItemToArray(run->results, result_of(finding));
	}
}

static cJSON *tool_of(cJSON *rules)
{
	cJSON *tool = cJSON_CreateObject(), *driver = cJSON_CreateObject();

	json_put_text(driver, "name", "crossdep");
	json_put_text(driver, "version", CROSSDEP_VERSION);
	json_put(driver, "rules", rules);
	json_put(tool, "driver", driver);
	return tool;
}

static cJSON *run_of(const struct check *check)
{
	struct run run = { cJSON_CreateArray(), cJSON_CreateArray(), MAP_INIT };
	cJSON *object = cJSON_CreateObject();

	add_results(&run, &check->breaks);
	add_results(&run, &check->introduced);
	add_results(&run, &check->suppressed);
	json_put(object, "tool", tool_of(run.rules));
	json_put(object, "results", run.results);
	map_release(&run.kinds);
	return object;
}

void report_sarif(struct str *out, const struct check *check, const struct report_options *options)
{
	cJSON *log = cJSON_CreateObject();

	(void)options;
	json_put_text(log, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	json_put_text(log, "version", "2.1.0");
	json_put(log, "runs", list_of(run_of(check)));
	json_write(out, log, false);
}
