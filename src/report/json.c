/*
 * json.c - the report for programs, field by field as the contract has it.
 *
 * JSON texts are UTF-8, paths are not always: what is not is repaired, and stands beside it in
 * base64. Absent things are null, never left out.
 */
#include <cjson/cJSON.h>

#include "report/node.h"
#include "report/report.h"
#include "report/words.h"
#include "util/quote.h"

/* A text whose bytes count: `bytes_name` holds them if the text cannot. */
static void put_bytes(cJSON *object, const char *name, const char *bytes_name, const char *text)
{
	struct str bytes = STR_INIT;

	json_put_text(object, name, text);
	if (!text || utf8_is_valid(text, strlen(text)))
		return;
	base64_write(&bytes, text, strlen(text));
	json_put_text(object, bytes_name, bytes.data);
	str_release(&bytes);
}

static void put_path(cJSON *object, const char *path)
{
	put_bytes(object, "path", "path_bytes", path);
}

static void put_line(cJSON *object, unsigned line)
{
	if (line)
		json_put_number(object, "line", line);
	else
		json_put(object, "line", cJSON_CreateNull());
}

static void put_oid(cJSON *object, const char *name, const struct oid *oid)
{
	char text[OID_TEXT_SIZE];

	oid_text(text, oid);
	json_put_text(object, name, oid_is_zero(oid) ? NULL : text);
}

static const char *app_name(const struct app *app)
{
	if (!app)
		return NULL;
	return app->name && *app->name ? app->name : app->directory;
}

static cJSON *manifest_of(const struct finding *finding)
{
	cJSON *object = cJSON_CreateObject();

	put_path(object, finding->manifest);
	json_put_number(object, "line", finding->line);
	json_put_number(object, "column", finding->column);
	json_put_text(object, "location", finding->after->location);
	json_put_text(object, "format", finding->after->format);
	json_put_text(object, "app", app_name(finding->app));
	return object;
}

static cJSON *reference_of(const struct finding *finding)
{
	const struct reference *reference = finding_reference(finding);
	cJSON *object = cJSON_CreateObject();

	put_bytes(object, "raw", "raw_bytes", finding->raw);
	json_put_text(object, "kind", reference->kind);
	json_put_text(object, "missing", missing_text(reference->missing));
	json_put_text(object, "detail", reference->detail ? reference->detail : "");
	return object;
}

static cJSON *target_of(const struct finding *finding)
{
	const struct reference *reference = finding_reference(finding);
	cJSON *object = cJSON_CreateObject();

	put_path(object, finding_target(finding));
	json_put_text(object, "type", target_type_text(reference->target_type));
	json_put_text(object, "app", app_name(finding->target_app));
	json_put_text(object, "key", reference->key);
	return object;
}

static cJSON *via_of(const struct finding *finding)
{
	const struct reference *reference = finding_reference(finding);
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < reference->via_count; i++) {
		const struct via *via = &reference->via[i];
		cJSON *object = cJSON_CreateObject();

		json_put_text(object, "manifest", via->manifest);
		put_line(object, via->line);
		json_put_text(object, "from", via->from);
		json_put_text(object, "to", via->to);
		json_put_text(object, "kind", via->kind);
		json_put_origin(object, via->origin, via->origin_line);
		cJSON_AddItemToArray(list, object);
	}
	return list;
}

static cJSON *cause_of(const struct cause *cause)
{
	/* A merge that alone breaks something is told to people only: by the contract it is null.
	 */
	bool has_commit = cause->has_commit && !cause->is_merge_alone;
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "change", cause_change_text(cause->change));
	put_path(object, cause->path);
	put_line(object, cause->line);
	json_put_text(object, "renamed_to", cause->renamed_to);
	json_put_text(object, "app", app_name(cause->app));
	put_oid(object, "commit", has_commit ? &cause->commit : &(struct oid){ { 0 } });
	json_put_text(object, "author", has_commit ? cause->author : NULL);
	json_put_text(object, "summary", has_commit ? cause->summary : NULL);
	return object;
}

static cJSON *fix_of(const struct fix *fix)
{
	cJSON *object;

	if (!fix->path)
		return cJSON_CreateNull();
	object = cJSON_CreateObject();
	put_path(object, fix->path);
	put_line(object, fix->line);
	json_put_text(object, "replacement", fix->replacement);
	return object;
}

static cJSON *owners_of(const struct texts *owners)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < owners->count; i++)
		cJSON_AddItemToArray(list, json_text(owners->items[i]));
	return list;
}

static cJSON *life_of(const struct life *life)
{
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "fate", fate_text(life->fate));
	put_oid(object, "mended_by", &life->mended_by);
	json_put_number(object, "commits", life->commits);
	json_put(object, "seconds", cJSON_CreateNumber((double)life->seconds));
	return object;
}

static cJSON *finding_of(const struct finding *finding)
{
	static const char *const classes[] = { "neighbour", "registry" };
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "severity", severity_text(finding->severity));
	json_put_flag(object, "cross_app", finding->cross_app);
	json_put_text(
		object, "confidence", confidence_words[finding_reference(finding)->confidence]);
	json_put(object, "manifest", manifest_of(finding));
	json_put(object, "reference", reference_of(finding));
	json_put(object, "target", target_of(finding));
	json_put(object, "via", via_of(finding));
	json_put(object, "cause", cause_of(&finding->cause));
	json_put_number(object, "group", finding->group);
	json_put_text(object, "message_class", classes[finding->message_class]);
	json_put_number(object, "siblings", finding->siblings);
	json_put(object, "owners", owners_of(&finding->owners));
	json_put(object, "fix", fix_of(&finding->fix));
	json_put_text(object, "fingerprint", finding->fingerprint);
	if (finding->reason)
		json_put_text(object, "reason", finding->reason);
	if (finding->life)
		json_put(object, "life", life_of(finding->life));
	return object;
}

static cJSON *findings_of(const finding_list *findings)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < findings->count; i++)
		cJSON_AddItemToArray(list, finding_of(&findings->items[i]));
	return list;
}

static cJSON *diagnostics_of(const struct check *check)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < check->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &check->diagnostics.items[i];
		cJSON *object = cJSON_CreateObject();

		put_path(object, diagnostic->path);
		put_line(object, diagnostic->line);
		json_put_text(object, "text", diagnostic->text);
		cJSON_AddItemToArray(list, object);
	}
	return list;
}

static cJSON *tool_of(void)
{
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "name", "crossdep");
	json_put_text(object, "version", CROSSDEP_VERSION);
	return object;
}

static cJSON *repository_of(const struct check *check)
{
	cJSON *object = cJSON_CreateObject();

	put_oid(object, "base", &check->range.base_commit);
	put_oid(object, "head", &check->range.head_commit);
	if (check->range.merge)
		put_oid(object, "merged_onto", &check->range.base_commit);
	else
		json_put(object, "merged_onto", cJSON_CreateNull());
	return object;
}

static cJSON *commit_of(const struct commit *commit)
{
	cJSON *object = cJSON_CreateObject();
	struct str time = STR_INIT;

	add_time(&time, commit->time);
	json_put_text(object, "author", commit->author);
	json_put_text(object, "time", time.data);
	json_put_text(object, "summary", commit->summary);
	str_release(&time);
	return object;
}

static cJSON *summary_of(const struct check *check)
{
	cJSON *object = cJSON_CreateObject();

	json_put_number(object, "changed_paths", check->changed_paths);
	json_put_number(object, "references_checked", check->references_checked);
	json_put_number(object, "breaks", check->breaks.count);
	json_put_number(object, "cross_app", check->cross_app);
	json_put_number(object, "introduced", check->introduced.count);
	json_put_number(object, "suppressed", check->suppressed.count);
	return object;
}

void report_json(struct str *out, const struct check *check, const struct report_options *options)
{
	cJSON *report = cJSON_CreateObject();

	json_put_number(report, "version", 1);
	json_put(report, "tool", tool_of());
	json_put(report, "repository", repository_of(check));
	if (options->commit)
		json_put(report, "commit", commit_of(options->commit));
	json_put(report, "summary", summary_of(check));
	json_put(report, "breaks", findings_of(&check->breaks));
	json_put(report, "introduced", findings_of(&check->introduced));
	json_put(report, "suppressed", findings_of(&check->suppressed));
	json_put(report, "diagnostics", diagnostics_of(check));
	json_write(out, report, options->commit != NULL);
}
