/*
 * catalogue.c - the rules as they are written.
 */
#include "rules/catalogue.h"

#include <string.h>

#include "rules/embedded.h"

/* A rule whose format is there already takes its place. */
static void put(struct catalogue *catalogue, const struct node *node, const char *text, bool is_own)
{
	struct written_rule rule = { .format = node_member(node, "format")->text,
		.is_own = is_own,
		.node = node,
		.text = text + node->span.start,
		.size = node->span.size };
	size_t at;

	for (at = 0; at < catalogue->rules.count; at++)
		if (strcmp(catalogue->rules.items[at].format, rule.format) == 0)
			break;
	if (at < catalogue->rules.count)
		catalogue->rules.items[at] = rule;
	else
		vec_push(&catalogue->rules, rule);
}

/* *out is the catalogue's. */
static int read(struct catalogue *catalogue, const char *text, size_t size,
	const struct document **out, struct err *err)
{
	struct document *document;

	if (document_parse(&document, SYNTAX_JSON, text, size, err) < 0)
		return -1;
	vec_push(&catalogue->documents, document);
	*out = document;
	return 0;
}

static int compare(const void *a, const void *b)
{
	return strcmp(
		((const struct written_rule *)a)->format, ((const struct written_rule *)b)->format);
}

int catalogue_load(struct catalogue *out, const struct str *configuration, struct err *err)
{
	const struct document *document;
	const struct node *list;

	*out = (struct catalogue){ VEC_INIT, VEC_INIT };
	for (const struct embedded_rule *rule = embedded_rules; rule->format; rule++) {
		if (read(out, rule->text, rule->size, &document, err) < 0)
			return -1;
		put(out, document->root, rule->text, false);
	}
	if (configuration) {
		if (read(out, configuration->data, configuration->size, &document, err) < 0)
			return -1;
		list = node_member(document->root, "rules");
		for (size_t i = 0; list && i < list->count; i++)
			put(out, &list->children[i], configuration->data, true);
	}
	if (out->rules.count)
		qsort(out->rules.items, out->rules.count, sizeof(*out->rules.items), compare);
	return 0;
}

void catalogue_release(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->documents.count; i++)
		document_free(catalogue->documents.items[i]);
	vec_release(&catalogue->documents);
	vec_release(&catalogue->rules);
}

const struct written_rule *catalogue_find(const struct catalogue *catalogue, const char *format)
{
	for (size_t i = 0; i < catalogue->rules.count; i++)
		if (strcmp(catalogue->rules.items[i].format, format) == 0)
			return &catalogue->rules.items[i];
	return NULL;
}

const char *written_text(const struct node *rule, const char *key, const char *otherwise)
{
	const struct node *node = node_member(rule, key);

	return node && node->text ? node->text : otherwise;
}
