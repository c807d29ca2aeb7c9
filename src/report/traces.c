/*
 * traces.c - traces as text and as JSON.
 */
#include "report/traces.h"

#include "report/node.h"
#include "report/page.h"
#include "report/words.h"

static const char *place(const char *path)
{
	return *path ? path : ".";
}

static void write_link(struct page *page, const struct via *via)
{
	page_addf(page, "  %s", via->manifest);
	if (via->line)
		page_addf(page, ":%u", via->line);
	page_addf(page, ": %s -> %s", place(via->from), via->to);
	if (!via->line && via->position >= 0)
		page_addf(page, " (by convention)");
	if (via->confidence)
		page_addf(page, " (%s)", confidence_words[via->confidence]);
	page_end_line(page);
}

void report_trace(struct str *out, const struct told_trace *told)
{
	const struct trace *trace = &told->trace;
	struct page page = { .out = out, .line = STR_INIT };

	page_addf(&page, "%s", place(trace->asked));
	if (told->app)
		page_addf(&page, ", of %s", app_label(told->app));
	page_end_line(&page);
	for (size_t i = 0; i < trace->via_count; i++)
		write_link(&page, &trace->via[i]);
	page_addf(&page, "  is %s", place(trace->target));
	page_end_line(&page);
	str_release(&page.line);
}

static cJSON *link_of(const struct via *via)
{
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "manifest", via->manifest);
	json_put(object, "line", via->line ? cJSON_CreateNumber(via->line) : cJSON_CreateNull());
	json_put_text(object, "location", via->location);
	json_put_text(object, "from", via->from);
	json_put_text(object, "to", via->to);
	json_put_text(object, "kind", via->kind);
	json_put_text(object, "confidence", confidence_words[via->confidence]);
	json_put_origin(object, via->origin, via->origin_line);
	return object;
}

static cJSON *trace_of(const struct told_trace *told)
{
	static const char *const kinds[] = { "nothing", "file", "directory", "symlink",
		"submodule" };
	const struct trace *trace = &told->trace;
	cJSON *object = cJSON_CreateObject(), *links = cJSON_CreateArray();

	for (size_t i = 0; i < trace->via_count; i++)
		cJSON_AddItemToArray(links, link_of(&trace->via[i]));
	json_put_text(object, "asked", trace->asked);
	json_put_text(object, "app", told->app ? told->app->directory : NULL);
	json_put_text(object, "target", trace->target);
	json_put_text(object, "target_type", kinds[trace->kind]);
	json_put_text(object, "confidence", confidence_words[trace->confidence]);
	json_put(object, "via", links);
	return object;
}

void report_traces_json(struct str *out, const struct told_trace *told, size_t count)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < count; i++)
		cJSON_AddItemToArray(list, trace_of(&told[i]));
	json_write(out, list, false);
}
