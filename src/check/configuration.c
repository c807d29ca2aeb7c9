/*
 * configuration.c - .crossdep.json of a snapshot.
 */
#include "check/configuration.h"

#include <string.h>

#include "util/path.h"

__attribute__((format(printf, 3, 4))) static int wrong(
	struct err *err, const struct span *span, const char *format, ...)
{
	struct str text = STR_INIT;
	va_list arguments;

	va_start(arguments, format);
	str_addv(&text, format, arguments);
	va_end(arguments);
	err_set(err, ERR_INPUT, "line %u: %s", span->line, text.data);
	err->line = span->line;
	str_release(&text);
	return -1;
}

static int expect_list(const struct node *node, struct err *err)
{
	if (node->kind != NODE_LIST)
		return wrong(err, &node->span, "'%s' must be a list", node->key);
	return 0;
}

static int add_rules(struct configuration *configuration, const struct node *list, struct err *err)
{
	if (expect_list(list, err) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct node *rule = &list->children[i];

		if (rule->kind != NODE_MAP)
			return wrong(err, &rule->span, "a rule must be an object");
		if (ruleset_add(&configuration->rules, rule, err) < 0)
			return -1;
	}
	return 0;
}

static int add_ignores(
	struct configuration *configuration, const struct node *list, struct err *err)
{
	if (expect_list(list, err) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct node *pattern = &list->children[i];

		if (pattern->kind != NODE_STRING || !pattern->text[0] || pattern->has_nul)
			return wrong(
				err, &pattern->span, "an entry of 'ignore' must be a path pattern");
		ruleset_add_ignore(&configuration->rules, pattern->text);
	}
	return 0;
}

static int check_app_member(const struct node *member, struct err *err)
{
	struct str path = STR_INIT;
	bool is_root = strcmp(member->key, "root") == 0;
	int result = 0;

	if (!is_root && strcmp(member->key, "name") != 0)
		return wrong(err, &member->key_span, "unknown key '%s' in an app", member->key);
	if (member->kind != NODE_STRING || member->has_nul)
		return wrong(err, &member->span, "'%s' must be a string", member->key);
	if (is_root && path_normalise(&path, member->text) < 0)
		result = wrong(err, &member->span, "'%s' leaves the repository", member->text);
	str_release(&path);
	return result;
}

/* The rule "crossdep" takes what it can use and says nothing of the rest; here it is said. */
static int check_apps(struct configuration *configuration, const struct node *list, struct err *err)
{
	(void)configuration;
	if (expect_list(list, err) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct node *app = &list->children[i];

		if (app->kind != NODE_MAP || !node_member(app, "root"))
			return wrong(err, &app->span, "an app must be an object with a 'root'");
		for (size_t j = 0; j < app->count; j++)
			if (check_app_member(&app->children[j], err) < 0)
				return -1;
	}
	return 0;
}

static int add_fail_on(
	struct configuration *configuration, const struct node *node, struct err *err)
{
	return policy_read_fail_on(&configuration->policy, node, err);
}

static int add_suppressions(
	struct configuration *configuration, const struct node *node, struct err *err)
{
	return policy_read_suppressions(&configuration->policy, node, err);
}

static int add_weights(
	struct configuration *configuration, const struct node *node, struct err *err)
{
	return policy_read_weights(&configuration->policy, node, err);
}

static const struct section {
	const char *key;
	int (*read)(struct configuration *configuration, const struct node *node, struct err *err);
} sections[] = {
	{ "apps", check_apps },
	{ "fail_on", add_fail_on },
	{ "ignore", add_ignores },
	{ "rules", add_rules },
	{ "severity", add_weights },
	{ "suppress", add_suppressions },
};

static int read_member(
	struct configuration *configuration, const struct node *member, struct err *err)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (strcmp(sections[i].key, member->key) == 0)
			return sections[i].read(configuration, member, err);
	if (strcmp(member->key, "$schema") == 0)
		return 0;
	return wrong(err, &member->key_span, "unknown key '%s'", member->key);
}

static int read_document(
	struct configuration *configuration, const struct str *text, struct err *err)
{
	struct document *document = NULL;
	int result = -1;

	if (document_parse(&document, SYNTAX_JSON, text->data, text->size, err) < 0)
		goto done;
	if (document->root->kind != NODE_MAP) {
		wrong(err, &document->root->span, "the configuration must be an object");
		goto done;
	}
	for (size_t i = 0; i < document->root->count; i++)
		if (read_member(configuration, &document->root->children[i], err) < 0)
			goto done;
	result = 0;
done:
	document_free(document);
	return result;
}

/* 1 read, 0 there is none, -1. */
static int read_text(struct snapshot *snapshot, struct str *out, struct err *err)
{
	struct entry entry;
	int result = snapshot_entry(snapshot, CONFIGURATION_PATH, &entry, err);

	if (result <= 0)
		return result;
	if (entry.kind != ENTRY_FILE)
		return err_set(err, ERR_INPUT, "it is not a file");
	result = snapshot_read(snapshot, &entry.oid, CONFIGURATION_SIZE_MAX, out, err);
	return result == 0 ? err_set(err, ERR_INPUT, "it is larger than 1 MiB") : result;
}

/* What went wrong mostly starts with its line; the file is put in front. */
static int name_file(struct err *err, const char *file, const char *remedy)
{
	struct err inner = *err;
	bool has_line = strncmp(inner.text, "line ", strlen("line ")) == 0;

	err_set(err, inner.kind, "%s%s %s", file, has_line ? "" : ":", inner.text);
	err->line = inner.line;
	err_fix(err, "%s", inner.kind == ERR_INPUT ? remedy : inner.fix);
	return -1;
}

static int add_file(struct configuration *configuration, struct snapshot *snapshot, struct err *err)
{
	struct str text = STR_INIT;
	int result = read_text(snapshot, &text, err);

	if (result > 0 && read_document(configuration, &text, err) < 0)
		result = -1;
	str_release(&text);
	return result < 0 ? name_file(err, CONFIGURATION_PATH, "correct the file, and commit it")
			  : 0;
}

void configuration_init(struct configuration *configuration)
{
	ruleset_init(&configuration->rules);
	policy_init(&configuration->policy);
}

void configuration_release(struct configuration *configuration)
{
	ruleset_release(&configuration->rules);
	policy_release(&configuration->policy);
}

int configuration_load(struct configuration *out, struct snapshot *snapshot, struct err *err)
{
	configuration_init(out);
	ruleset_add_builtin(&out->rules);
	if (add_file(out, snapshot, err) < 0)
		return -1;
	ruleset_seal(&out->rules);
	return 0;
}

void configuration_default(struct configuration *out)
{
	configuration_init(out);
	ruleset_add_builtin(&out->rules);
	ruleset_seal(&out->rules);
}

int configuration_is_shared(struct snapshot *one, struct snapshot *other, struct err *err)
{
	struct entry a, b;
	int has_one = snapshot_entry(one, CONFIGURATION_PATH, &a, err);
	int has_other = has_one < 0 ? -1 : snapshot_entry(other, CONFIGURATION_PATH, &b, err);

	if (has_other < 0)
		return -1;
	if (!has_one || !has_other)
		return has_one == has_other;
	return a.kind == b.kind && oid_equal(&a.oid, &b.oid);
}

int configuration_load_text(
	struct configuration *out, const char *file, const struct str *text, struct err *err)
{
	configuration_init(out);
	ruleset_add_builtin(&out->rules);
	if (read_document(out, text, err) < 0)
		return name_file(err, file, "correct the file");
	ruleset_seal(&out->rules);
	return 0;
}

int configuration_rules(struct str *out, const char *file, const struct str *text, struct err *err)
{
	struct document *document = NULL;
	const struct node *rules;
	struct configuration configuration;
	int result = configuration_load_text(&configuration, file, text, err);

	if (result == 0)
		result = document_parse(&document, SYNTAX_JSON, text->data, text->size, err);
	rules = result == 0 ? node_member(document->root, "rules") : NULL;
	if (rules) {
		str_add_text(out, "{ \"rules\": ");
		str_add(out, text->data + rules->span.start, rules->span.size);
		str_add_text(out, " }");
	}
	document_free(document);
	configuration_release(&configuration);
	return result;
}
