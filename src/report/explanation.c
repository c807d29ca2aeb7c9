/*
 * explanation.c - an explanation for people.
 */
#include "report/explanation.h"

#include <string.h>

#include "report/page.h"
#include "report/rule.h"
#include "report/words.h"
#include "resolve/place.h"

#define QUESTIONS_MAX 12u /* told of one reference; the rest is counted */

static const char *place(const char *path)
{
	return *path ? path : ".";
}

static void write_heading(struct page *page, const char *heading)
{
	page_end_line(page);
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", heading);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
}

static void write_line(struct page *page, const char *indent, const struct str *text)
{
	page_addf(page, "%s%s", indent, text->data);
	page_end_line(page);
}

/* ---- which rules, and why ---- */

static const struct node *condition_at(const struct written_rule *rule, size_t place)
{
	const struct node *when = rule ? node_member(rule->node, "when") : NULL;

	return when && place < when->count ? &when->children[place] : NULL;
}

static void say_title(struct str *out, const struct written_rule *rule)
{
	const struct node *title = rule ? node_member(rule->node, "title") : NULL;

	if (title && title->text)
		str_addf(out, ", %s", title->text);
	if (rule && rule->is_own)
		str_add_text(out, " (of .crossdep.json)");
}

static void write_failed(
	struct page *page, const struct recognition *recognition, const struct written_rule *rule)
{
	struct str line = STR_INIT;

	for (size_t i = 0; i < recognition->failed_count; i++) {
		const struct node *condition = condition_at(rule, recognition->failed[i]);

		if (!condition)
			continue;
		str_clear(&line);
		str_add_text(&line, "does not hold: ");
		say_condition(&line, condition);
		write_line(page, "      ", &line);
	}
	str_release(&line);
}

static void say_files(struct str *out, const struct written_rule *rule)
{
	const struct node *files = rule ? node_member(rule->node, "files") : NULL;

	if (files && files->text)
		str_add_text(out, files->text);
	for (size_t i = 0; files && i < files->count; i++)
		str_addf(out, "%s%s", i ? ", " : "", files->children[i].text);
}

static bool has_conditions(const struct written_rule *rule)
{
	return condition_at(rule, 0) != NULL;
}

static void say_why(struct str *out, const struct recognition *recognition,
	const struct written_rule *rule, const struct facts *facts)
{
	if (!recognition->pattern) {
		str_add_text(out, "its content would do, but its name fits none of ");
		say_files(out, rule);
	} else if (recognition->excluded_by) {
		str_addf(out, "its name fits !%s", recognition->excluded_by);
	} else if (recognition->is_taken) {
		str_addf(out, "its name fits %s", recognition->pattern);
		if (has_conditions(rule) && !facts->problem)
			str_add_text(out, ", its content all conditions");
	} else if (!recognition->failed_count) {
		str_add_text(out, "there is no document to be looked at");
	}
}

static void write_recognition(struct page *page, const struct explanation *explanation,
	const struct recognition *recognition)
{
	const struct written_rule *rule =
		catalogue_find(explanation->catalogue, recognition->format);
	struct str line = STR_INIT;

	str_addf(&line, "%s%s", recognition->is_taken ? "" : "not ", recognition->format);
	say_title(&line, rule);
	write_line(page, "  ", &line);
	str_clear(&line);
	say_why(&line, recognition, rule, &explanation->inspection->facts);
	if (line.size)
		write_line(page, "      ", &line);
	write_failed(page, recognition, rule);
	str_release(&line);
}

/* Many a file has a name that a dozen rules know: where one takes it, the others are only named. */
static void write_others(struct page *page, const struct recognitions *recognitions)
{
	const char *between = "  not ";

	for (size_t i = 0; i < recognitions->count; i++) {
		if (recognitions->items[i].is_taken)
			continue;
		page_addf(page, "%s%s", between, recognitions->items[i].format);
		between = ", ";
	}
	if (*between == ',') {
		page_addf(page, " (--all tells why)");
		page_end_line(page);
	}
}

static void write_formats(struct page *page, const struct explanation *explanation)
{
	const struct inspection *inspection = explanation->inspection;
	const struct recognitions *recognitions = &inspection->recognitions;
	bool is_manifest = *inspection->facts.formats != '\0';

	write_heading(page, is_manifest ? "Format" : "No manifest");
	for (size_t i = 0; i < recognitions->count; i++)
		if (recognitions->items[i].is_taken)
			write_recognition(page, explanation, &recognitions->items[i]);
	for (size_t i = 0; i < recognitions->count; i++)
		if (!recognitions->items[i].is_taken && (explanation->all || !is_manifest))
			write_recognition(page, explanation, &recognitions->items[i]);
	if (is_manifest && !explanation->all)
		write_others(page, recognitions);
	if (recognitions->count == 0) {
		page_addf(page, "  no rule's files fit its name");
		page_end_line(page);
	}
	if (inspection->facts.problem) {
		page_addf(page, "  does not parse: line %u, %s", inspection->facts.problem_line,
			inspection->facts.problem);
		page_end_line(page);
	}
}

static void write_ignored(struct page *page, const struct explanation *explanation)
{
	const struct recognitions *recognitions = &explanation->inspection->recognitions;

	/* Of a file that no rule would take it is no matter. */
	if (!explanation->ignored_by || !recognitions->count || !recognitions->items[0].pattern)
		return;
	write_heading(page, "Not read");
	page_addf(page, "  it is ignored by %s (%s)", explanation->ignored_by,
		explanation->is_ignored_by_own ? "of .crossdep.json" : "built in");
	page_end_line(page);
	page_addf(page,
		"  \"ignore\": [ \"!%s\" ] in .crossdep.json has it read; this is what it would "
		"say",
		explanation->inspection->path);
	page_end_line(page);
}

/* ---- what it declares ---- */

static void write_apps(struct page *page, const struct explanation *explanation)
{
	const struct facts *facts = &explanation->inspection->facts;
	const struct app *app = explanation->app;

	if (!app && !facts->apps.count)
		return;
	write_heading(page, "App");
	if (app) {
		page_addf(page, "  lies in %s \"%s\", as %s:%u says", place(app->directory),
			app_label(app), app->manifest, app->line);
		page_end_line(page);
	}
	for (size_t i = 0; i < facts->apps.count; i++) {
		const struct declared_app *declared = &facts->apps.items[i];

		page_addf(page, "  declares %s \"%s\"%s", place(declared->directory),
			declared->name,
			declared->is_weak ? ", which counts only outside of other apps" : "");
		page_end_line(page);
	}
}

static void write_names(struct page *page, const struct facts *facts)
{
	if (!facts->names.count)
		return;
	write_heading(page, "Names");
	for (size_t i = 0; i < facts->names.count; i++) {
		const struct declared_name *name = &facts->names.items[i];

		page_addf(page, "  %u:%u  %s", name->span.line, name->span.column, name->name);
		if (name->directory)
			page_addf(page, " -> %s", place(name->directory));
		page_end_line(page);
	}
}

static bool passes_all(const struct mapping *mapping)
{
	return !mapping->filter && !mapping->except && !mapping->loses;
}

/* Conventions come in rows that fill one place. */
static bool goes_on(const struct mapping *mapping, const struct mapping *previous)
{
	return previous && !mapping->line && !previous->line && passes_all(mapping) &&
	       passes_all(previous) && strcmp(mapping->to, previous->to) == 0 &&
	       strcmp(mapping->kind, previous->kind) == 0;
}

static void write_mapping(
	struct page *page, const struct mapping *mapping, const struct mapping *previous)
{
	if (goes_on(mapping, previous)) {
		page_addf(page, "  %*s  %s", (int)strlen(mapping->kind), "", place(mapping->from));
		page_end_line(page);
		return;
	}
	page_addf(page, "  ");
	if (mapping->line)
		page_addf(page, "%u:%u  ", mapping->line, mapping->column);
	page_addf(page, "%s  %s -> %s", mapping->kind, place(mapping->from), mapping->to);
	page_passing(page, mapping);
	if (!mapping->line)
		page_addf(page, " (by convention)");
	if (mapping->confidence)
		page_addf(page, " (%s)", confidence_words[mapping->confidence]);
	if (mapping->origin)
		page_addf(page, ", written in %s:%u", mapping->origin, mapping->origin_line);
	page_end_line(page);
}

static void write_mappings(struct page *page, const struct bound *bound)
{
	if (bound->mappings.count)
		write_heading(page, "Mappings");
	for (size_t i = 0; i < bound->mappings.count; i++)
		write_mapping(
			page, &bound->mappings.items[i], i ? &bound->mappings.items[i - 1] : NULL);
}

/* ---- questions ---- */

static void say_endings(struct str *out, const char *detail)
{
	if (!*detail)
		return;
	str_add_char(out, '{');
	for (; *detail; detail++)
		str_add_char(out, *detail == '\n' ? ',' : *detail);
	str_add_char(out, '}');
}

static void say_question(struct str *out, const struct inquiry *inquiry)
{
	switch (inquiry->question) {
	case QUESTION_PATH:
		str_add_text(out, place(inquiry->path));
		say_endings(out, inquiry->detail);
		break;
	case QUESTION_MATCH:
		str_add(out, inquiry->detail, strcspn(inquiry->detail, "\n"));
		break;
	case QUESTION_VALUE:
		if (strcmp(inquiry->detail, ASKED_BYTES) == 0)
			str_addf(out, "%s, all of it", inquiry->path);
		else
			str_addf(out, "%s#%s", inquiry->path, inquiry->detail);
		break;
	}
}

/* What is there; where something else answered, that. */
static void say_thing(struct str *out, const struct inquiry *inquiry)
{
	static const char *const kinds[] = { "nothing", "a file", "a directory", "a symlink",
		"a submodule" };

	if (strcmp(inquiry->found, inquiry->path) == 0)
		str_addf(out, ": %s", kinds[inquiry->kind]);
	else
		str_addf(out, " -> %s", place(inquiry->found));
}

static void say_answer(struct str *out, const struct inquiry *inquiry)
{
	if (!inquiry->is_there)
		str_add_text(out, ": nothing");
	else if (inquiry->question != QUESTION_VALUE)
		say_thing(out, inquiry);
	else if (inquiry->value)
		str_addf(out, " = \"%s\"", inquiry->value);
	else
		str_add_text(out, ": there");
}

static void write_questions(
	struct page *page, const char *indent, const struct inquiries *asked, bool all)
{
	size_t count = all || asked->count <= QUESTIONS_MAX ? asked->count : QUESTIONS_MAX - 1;
	struct str line = STR_INIT;

	for (size_t i = 0; i < count; i++) {
		str_clear(&line);
		say_question(&line, &asked->items[i]);
		say_answer(&line, &asked->items[i]);
		write_line(page, indent, &line);
	}
	if (count < asked->count) {
		page_addf(page, "%sand %zu more (--all)", indent, asked->count - count);
		page_end_line(page);
	}
	str_release(&line);
}

/* ---- references ---- */

static void write_consequence(struct page *page, const struct reference *reference)
{
	if (reference->verdict == VERDICT_SKIPPED)
		return;
	page_addf(page, "      if missing: %s%s%s", missing_text(reference->missing),
		*reference->detail ? ", " : "", reference->detail);
	if (reference->always)
		page_addf(page, "; always committed");
	if (reference->built)
		page_addf(page, "; usually made by a build");
	page_end_line(page);
}

static void write_alternatives(struct page *page, const struct reference *reference)
{
	const char *at = reference->identity;

	if (strcmp(reference->raw, reference->identity) == 0)
		return;
	page_addf(page, "      any of:");
	while (*at) {
		size_t size = strcspn(at, "\n");

		page_addf(page, " \"%.*s\"", (int)size, at);
		at += size + (at[size] == '\n');
	}
	page_end_line(page);
}

static void write_reference(
	struct page *page, const struct inspected *inspected, const struct explanation *explanation)
{
	const struct reference *reference = &inspected->reference;
	struct str text = STR_INIT;

	page_addf(page, "  %u:%u  %s  ", reference->line, reference->column, reference->kind);
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", reference->raw);
	page_ink(page, INK_PLAIN);
	say_verdict(&text, reference);
	page_ink(page, reference->verdict == VERDICT_DANGLING ? INK_ERROR : INK_PLAIN);
	page_addf(page, "  %s", text.data);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
	if (reference->confidence) {
		str_clear(&text);
		say_confidence(&text, reference);
		page_addf(page, "      %s", text.data);
		page_end_line(page);
	}
	if (inspected->is_inherited) {
		page_addf(page, "      taken from a parent, which is named here");
		page_end_line(page);
	}
	write_alternatives(page, reference);
	for (size_t i = reference->via_count; i-- > 0;) {
		str_set(&text, "via ");
		say_via(&text, &reference->via[i]);
		write_line(page, "      ", &text);
	}
	if (reference->marker) {
		page_addf(page, "      it counts because of %s", reference->marker);
		page_end_line(page);
	}
	write_consequence(page, reference);
	write_questions(page, "      asked ", &inspected->asked, explanation->all);
	str_release(&text);
}

static void write_references(struct page *page, const struct explanation *explanation)
{
	const struct inspection *inspection = explanation->inspection;
	size_t counts[3] = { 0, 0, 0 };
	struct str heading = STR_INIT;

	for (size_t i = 0; i < inspection->reference_count; i++)
		counts[inspection->references[i].reference.verdict]++;
	str_addf(&heading, "References: %zu resolved, %zu dangling, %zu skipped",
		counts[VERDICT_RESOLVED], counts[VERDICT_DANGLING], counts[VERDICT_SKIPPED]);
	write_heading(page, heading.data);
	for (size_t i = 0; i < inspection->reference_count; i++)
		write_reference(page, &inspection->references[i], explanation);
	str_release(&heading);
}

void report_explanation(struct str *out, const struct explanation *explanation)
{
	const struct inspection *inspection = explanation->inspection;
	struct page page = { .out = out, .line = STR_INIT, .colour = explanation->colour };
	char commit[OID_TEXT_SIZE];

	oid_text(commit, explanation->commit);
	page_addf(&page, "%s at commit %.10s", inspection->path, commit);
	page_end_line(&page);
	write_ignored(&page, explanation);
	write_formats(&page, explanation);
	if (*inspection->facts.formats && !inspection->facts.problem) {
		write_apps(&page, explanation);
		write_names(&page, &inspection->facts);
		write_mappings(&page, &inspection->bound);
		write_references(&page, explanation);
	}
	if (inspection->around.count) {
		write_heading(&page, "Asked around the file");
		write_questions(&page, "  ", &inspection->around, explanation->all);
	}
	str_release(&page.line);
}
