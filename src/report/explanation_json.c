/*
 * explanation_json.c - an explanation for programs. Absent things are null, never left out.
 */
#include "report/explanation.h"
#include "report/node.h"
#include "report/rule.h"

/* Two numbers; null for what stands nowhere. */
static void put_place(cJSON *object, unsigned line, unsigned column)
{
	cJSON_AddItemToObject(object, "line", line ? cJSON_CreateNumber(line) : cJSON_CreateNull());
	json_put(object, "column", line ? cJSON_CreateNumber(column) : cJSON_CreateNull());
}

static cJSON *add_object(cJSON *list)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddItemToArray(list, object);
	return object;
}

/* The words of `text` that `between` separates. */
static void put_words(cJSON *object, const char *name, const char *text, const char *between)
{
	cJSON *list = cJSON_AddArrayToObject(object, name);
	struct str word = STR_INIT;

	while (*text) {
		size_t size = strcspn(text, between);

		str_clear(&word);
		str_add(&word, text, size);
		cJSON_AddItemToArray(list, json_text(word.data));
		text += size + (text[size] != '\0');
	}
	str_release(&word);
}

static void put_failed(
	cJSON *object, const struct recognition *recognition, const struct written_rule *rule)
{
	const struct node *when = rule ? node_member(rule->node, "when") : NULL;
	cJSON *list = cJSON_AddArrayToObject(object, "failed");

	for (size_t i = 0; when && i < recognition->failed_count; i++) {
		struct str condition = STR_INIT;

		if (recognition->failed[i] < when->count)
			say_condition(&condition, &when->children[recognition->failed[i]]);
		cJSON_AddItemToArray(list, json_text(condition.data));
		str_release(&condition);
	}
}

static void put_rules(cJSON *object, const struct explanation *explanation)
{
	const struct recognitions *recognitions = &explanation->inspection->recognitions;
	cJSON *list = cJSON_AddArrayToObject(object, "rules");

	for (size_t i = 0; i < recognitions->count; i++) {
		const struct recognition *recognition = &recognitions->items[i];
		const struct written_rule *rule =
			catalogue_find(explanation->catalogue, recognition->format);
		cJSON *item = add_object(list);

		json_put_text(item, "format", recognition->format);
		json_put_flag(item, "own", rule && rule->is_own);
		json_put_flag(item, "takes", recognition->is_taken);
		json_put_text(item, "pattern", recognition->pattern);
		json_put_text(item, "excluded_by", recognition->excluded_by);
		put_failed(item, recognition, rule);
	}
}

static void put_apps(cJSON *object, const struct explanation *explanation)
{
	const struct facts *facts = &explanation->inspection->facts;
	cJSON *list = cJSON_AddArrayToObject(object, "apps");

	json_put_text(object, "app", explanation->app ? explanation->app->directory : NULL);
	for (size_t i = 0; i < facts->apps.count; i++) {
		const struct declared_app *app = &facts->apps.items[i];
		cJSON *item = add_object(list);

		json_put_text(item, "directory", app->directory);
		json_put_text(item, "name", app->name);
		json_put_flag(item, "weak", app->is_weak);
	}
}

static void put_names(cJSON *object, const struct facts *facts)
{
	cJSON *list = cJSON_AddArrayToObject(object, "names");

	for (size_t i = 0; i < facts->names.count; i++) {
		const struct declared_name *name = &facts->names.items[i];
		cJSON *item = add_object(list);

		put_place(item, name->span.line, name->span.column);
		json_put_text(item, "name", name->name);
		json_put_text(item, "directory", name->directory);
	}
}

static void put_mappings(cJSON *object, const struct bound *bound)
{
	cJSON *list = cJSON_AddArrayToObject(object, "mappings");

	for (size_t i = 0; i < bound->mappings.count; i++) {
		const struct mapping *mapping = &bound->mappings.items[i];
		cJSON *item = add_object(list);

		put_place(item, mapping->line, mapping->column);
		json_put_text(item, "kind", mapping->kind);
		json_put_text(item, "from", mapping->from);
		json_put_text(item, "to", mapping->to);
		json_put_text(item, "filter", mapping->filter);
		json_put_text(item, "except", mapping->except);
		json_put_text(item, "loses", mapping->loses);
		json_put_text(item, "confidence", confidence_words[mapping->confidence]);
		json_put_origin(item, mapping->origin, mapping->origin_line);
	}
}

static void put_questions(cJSON *object, const char *name, const struct inquiries *asked)
{
	static const char *const questions[] = { "path", "match", "value" };
	static const char *const kinds[] = { "nothing", "file", "directory", "symlink",
		"submodule" };
	cJSON *list = cJSON_AddArrayToObject(object, name);

	for (size_t i = 0; i < asked->count; i++) {
		const struct inquiry *inquiry = &asked->items[i];
		bool is_value = inquiry->question == QUESTION_VALUE;
		cJSON *item = add_object(list);

		json_put_text(item, "question", questions[inquiry->question]);
		json_put_text(item, "path", inquiry->path);
		json_put_text(item, "detail", *inquiry->detail ? inquiry->detail : NULL);
		json_put_flag(item, "there", inquiry->is_there);
		json_put_text(item, "kind", is_value ? NULL : kinds[inquiry->kind]);
		json_put_text(item, "found", inquiry->found);
		json_put_text(item, "value", inquiry->value);
	}
}

static void put_via(cJSON *object, const struct reference *reference)
{
	cJSON *list = cJSON_AddArrayToObject(object, "via");

	for (size_t i = 0; i < reference->via_count; i++) {
		const struct via *via = &reference->via[i];
		cJSON *item = add_object(list);

		json_put_text(item, "manifest", via->manifest);
		put_place(item, via->line, via->column);
		json_put_text(item, "kind", via->kind);
		json_put_text(item, "from", via->from);
		json_put_text(item, "to", via->to);
		json_put_origin(item, via->origin, via->origin_line);
	}
}

static void put_verdict(cJSON *object, const struct reference *reference)
{
	static const char *const verdicts[] = { "resolved", "dangling", "skipped" };
	bool is_resolved = reference->verdict == VERDICT_RESOLVED;

	json_put_text(object, "verdict", verdicts[reference->verdict]);
	json_put_text(object, "skipped", reference->skip ? skip_text(reference->skip) : NULL);
	json_put_text(object, "confidence", confidence_words[reference->confidence]);
	json_put_text(object, "target", reference->target);
	json_put_text(object, "target_type",
		is_resolved ? target_type_text(reference->target_type) : NULL);
	json_put_text(object, "key", reference->key);
	json_put_text(object, "marker", reference->marker);
	put_via(object, reference);
}

static void put_references(cJSON *object, const struct inspection *inspection)
{
	cJSON *list = cJSON_AddArrayToObject(object, "references");

	for (size_t i = 0; i < inspection->reference_count; i++) {
		const struct inspected *inspected = &inspection->references[i];
		const struct reference *reference = &inspected->reference;
		cJSON *item = add_object(list);

		put_place(item, reference->line, reference->column);
		json_put_text(item, "location", reference->location);
		json_put_text(item, "format", reference->format);
		json_put_text(item, "kind", reference->kind);
		json_put_text(item, "raw", reference->raw);
		json_put_flag(item, "inherited", inspected->is_inherited);
		put_words(item, "values", reference->identity, "\n");
		json_put_text(item, "missing", missing_text(reference->missing));
		json_put_text(item, "detail", reference->detail);
		put_verdict(item, reference);
		put_questions(item, "asked", &inspected->asked);
	}
}

static void put_problem(cJSON *object, const struct facts *facts)
{
	cJSON *problem;

	if (!facts->problem) {
		cJSON_AddNullToObject(object, "problem");
		return;
	}
	problem = cJSON_AddObjectToObject(object, "problem");
	json_put_number(problem, "line", facts->problem_line);
	json_put_text(problem, "text", facts->problem);
}

void report_explanation_json(struct str *out, const struct explanation *explanation)
{
	const struct inspection *inspection = explanation->inspection;
	cJSON *object = cJSON_CreateObject();
	char commit[OID_TEXT_SIZE];

	oid_text(commit, explanation->commit);
	json_put_text(object, "path", inspection->path);
	json_put_text(object, "commit", commit);
	json_put_text(object, "ignored_by", explanation->ignored_by);
	put_words(object, "formats", inspection->facts.formats, " ");
	put_rules(object, explanation);
	put_problem(object, &inspection->facts);
	put_apps(object, explanation);
	put_names(object, &inspection->facts);
	put_mappings(object, &inspection->bound);
	put_references(object, inspection);
	put_questions(object, "asked", &inspection->around);
	json_write(out, object, false);
}
