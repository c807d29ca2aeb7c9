/*
 * rule.c - reads a rule: tables of its keys, and the few things that several keys decide together.
 * Its references and mappings are read in rule_entries.c.
 */
#include "rules/rule.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "rules/reader.h"

/* Is the rule one of the program's, being completed? What has been known of it others look at
 * meanwhile: it is not written once more. */
static bool is_known(const struct rule *rule)
{
	return rule->source != NULL;
}

static int read_syntax(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, syntax_words, err);

	if (!is_known(reader->rule))
		*(int *)target = word;
	return word < 0 ? -1 : 0;
}

static int read_own_conditions(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return is_known(reader->rule) ? 0 : read_conditions(reader, node, target, err);
}

/* ---- names and apps ---- */

#define NAME(member) offsetof(struct name_rule, member)

static const struct field name_fields[] = {
	{ "at", read_selectors, NAME(at), false, 0 },
	{ "name", read_template, NAME(name), true, HOLES_OPEN },
	{ "directory", read_template, NAME(directory), false, HOLES_OPEN },
	{ "version", read_template, NAME(version), false, HOLES_OPEN },
	{ .name = NULL },
};

static int add_name(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct part *part = target;
	struct name_rule name = { { NULL, 0 }, NULL, NULL, NULL };

	if (read_fields(reader, node, "a name", name_fields, &name, err) < 0 ||
		check_captures(node, &name.at, name.name, err) < 0 ||
		check_captures(node, &name.at, name.directory, err) < 0 ||
		check_captures(node, &name.at, name.version, err) < 0)
		return -1;
	vec_push(&part->names, name);
	return 0;
}

#define APP(member) offsetof(struct app_rule, member)

static const struct field app_fields[] = {
	{ "name", read_templates, APP(names), false, HOLES_OPEN | HOLES_SELECTED },
	{ "weak", read_flag, APP(is_weak), false, 0 },
	{ "when", read_conditions, APP(when), false, 0 },
	{ .name = NULL },
};

static int read_app(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct app_rule *app = arena_get_zeroed(reader->arena, sizeof(*app));

	*(struct app_rule **)target = app;
	return read_fields(reader, node, "an app", app_fields, app, err);
}

/* ---- parts ---- */

static unsigned uses_of(const struct templates *templates)
{
	unsigned uses = 0;

	for (size_t i = 0; i < templates->count; i++)
		uses |= templates->items[i]->uses;
	return uses;
}

static int add_base(
	struct reader *reader, const struct node *node, struct part *part, struct err *err)
{
	struct base base = { .name = arena_text(reader->arena, node->key) };

	if (template_is_reserved(base.name))
		return wrong_at(node, err, "'%s' cannot be the name of a base", base.name);
	for (size_t i = 0; i < part->bases.count; i++)
		if (strcmp(part->bases.items[i].name, base.name) == 0)
			return wrong_at(node, err, "base '%s' is defined twice", base.name);
	if (read_templates(reader, node, &base.templates, err) < 0)
		return -1;
	base.uses = uses_of(&base.templates);
	vec_push(&part->bases, base);
	return 0;
}

static int read_bases(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (node->kind != NODE_MAP)
		return wrong_at(node, err, "'bases' must be an object");
	for (size_t i = 0; i < node->count; i++)
		if (add_base(reader, &node->children[i], target, err) < 0)
			return -1;
	return 0;
}

static int read_names(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_list(reader, node, add_name, target, err);
}

#define PART(member) offsetof(struct part, member)
#define BASE_FORBIDS (HOLES_SELECTED | HOLE_BIT(HOLE_PROVIDER))
#define ROOT_FORBIDS (HOLES_SELECTED | HOLES_OPEN | HOLE_BIT(HOLE_ROOT))

static const struct field part_fields[] = {
	{ "at", read_selectors, PART(at), true, 0 },
	{ "when", read_conditions, PART(when), false, 0 },
	{ "bases", read_bases, 0, false, BASE_FORBIDS },
	{ "root", read_templates, PART(root), false, ROOT_FORBIDS },
	{ "app", read_app, PART(app), false, 0 },
	{ "names", read_names, 0, false, 0 },
	{ "references", read_references, 0, false, 0 },
	{ "mappings", read_mappings, 0, false, 0 },
	{ .name = NULL },
};

static int add_part(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct rule *rule = target;
	struct part *part = vec_add(&rule->parts);
	int result;

	*part = (struct part){ .outer_bases = rule->whole.bases.count };
	for (size_t i = 0; i < rule->whole.bases.count; i++)
		vec_push(&part->bases, rule->whole.bases.items[i]);
	reader->part = part;
	result = read_fields(reader, node, "a part", part_fields, part, err);
	reader->part = &rule->whole;
	return result;
}

/* ---- the rule ---- */

static int read_parts(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_list(reader, node, add_part, target, err);
}

#define USE(member) offsetof(struct use, member)

static const struct field use_fields[] = {
	{ "at", read_selectors, USE(at), true, 0 },
	{ "format", read_text, USE(format), true, 0 },
	{ "delegates", read_flag, USE(for_delegates), false, 0 },
	{ .name = NULL },
};

static int add_use(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct rule *rule = target;

	return read_fields(reader, node, "a use", use_fields,
		memset(vec_add(&rule->uses), 0, sizeof(struct use)), err);
}

static int read_uses(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_list(reader, node, add_use, target, err);
}

/* "${*:-*}": what stands before, between and behind the stars. */
static int read_stars(
	struct reader *reader, const struct node *node, struct variable *out, struct err *err)
{
	const char *text = node->key;

	for (;;) {
		size_t size = strcspn(text, "*");

		out->parts[out->stars] = arena_bytes(reader->arena, text, size);
		out->size += size;
		if (!text[size])
			break;
		if (out->stars == VARIABLE_STARS_MAX)
			return wrong_at(node, err, "a variable of more than 2 stars");
		out->stars++;
		text += size + 1;
	}
	if (*out->parts[0] == '\0')
		return wrong_at(node, err, "a variable that begins with nothing");
	return 0;
}

static int add_variable(
	struct reader *reader, const struct node *node, struct rule *rule, struct err *err)
{
	struct variable variable = { .stars = 0 };
	size_t at = rule->variables.count;

	if (read_stars(reader, node, &variable, err) < 0 ||
		read_templates(reader, node, &variable.templates, err) < 0)
		return -1;
	for (size_t i = 0; i < variable.templates.count; i++)
		if (variable.templates.items[i]->captures > variable.stars)
			return wrong_at(node, err, "'{%u}' where the variable has fewer stars",
				variable.templates.items[i]->captures);
	variable.is_path = template_is_path(variable.templates.items[0], &rule->whole.bases);
	vec_push(&rule->variables, variable);
	for (; at > 0 && rule->variables.items[at - 1].size < variable.size; at--)
		rule->variables.items[at] = rule->variables.items[at - 1];
	rule->variables.items[at] = variable;
	return 0;
}

static int read_variables(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (node->kind != NODE_MAP)
		return wrong_at(node, err, "'variables' must be an object");
	for (size_t i = 0; i < node->count; i++)
		if (add_variable(reader, &node->children[i], target, err) < 0)
			return -1;
	return 0;
}

static int read_format(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";

	if (is_known(reader->rule))
		return 0;
	if (read_text(reader, node, target, err) < 0)
		return -1;
	if (node->text[0] == '\0' || node->text[strspn(node->text, letters)])
		return wrong_at(node, err,
			"'format' must be a word of small letters, digits, '-', '.' and '_'");
	return 0;
}

/* "x" is a pattern of files, "!x" one of those that are not meant. */
static void set_files(struct rule *rule, const char *const *all, size_t count, struct arena *arena)
{
	rule->files = (struct texts){ arena_get(arena, (count + 1) * sizeof(*all)), 0 };
	rule->excluded = (struct texts){ arena_get(arena, (count + 1) * sizeof(*all)), 0 };
	for (size_t i = 0; i < count; i++) {
		if (all[i][0] == '!')
			rule->excluded.items[rule->excluded.count++] = all[i] + 1;
		else
			rule->files.items[rule->files.count++] = all[i];
	}
}

static int read_files(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct rule *rule = target;
	struct texts all;

	if (read_texts(reader, node, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		const char *pattern = all.items[i];
		bool is_excluded = pattern[0] == '!';

		if (pattern[is_excluded] == '\0' || pattern[is_excluded] == '/' ||
			pattern[strlen(pattern) - 1] == '/')
			return wrong_at(
				&node->children[i], err, "'%s' is no path pattern", pattern);
	}
	if (!is_known(rule))
		set_files(rule, all.items, all.count, reader->arena);
	return rule->files.count ? 0 : wrong_at(node, err, "'files' names no file");
}

#define RULE(member) offsetof(struct rule, member)

#define VARIABLE_FORBIDS                                                                           \
	(HOLE_BIT(HOLE_APP) | HOLE_BIT(HOLE_INHERITED) | HOLE_BIT(HOLE_PROVIDER) |                 \
		HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY) | HOLE_BIT(HOLE_BELOW))

static const struct field rule_fields[] = {
	{ "format", read_format, RULE(format), true, 0 },
	{ "title", read_text, RULE(title), false, 0 },
	{ "documentation", read_text, RULE(documentation), false, 0 },
	{ "files", read_files, 0, true, 0 },
	{ "syntax", read_syntax, RULE(syntax), false, 0 },
	{ "when", read_own_conditions, RULE(whole.when), false, 0 },
	{ "bases", read_bases, RULE(whole), false,
		BASE_FORBIDS | HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY) },
	{ "variables", read_variables, 0, false, VARIABLE_FORBIDS },
	{ "root", read_templates, RULE(whole.root), false,
		ROOT_FORBIDS | HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY) },
	{ "app", read_app, RULE(whole.app), false, 0 },
	{ "names", read_names, RULE(whole), false, 0 },
	{ "references", read_references, RULE(whole), false, 0 },
	{ "mappings", read_mappings, RULE(whole), false, 0 },
	{ "parts", read_parts, 0, false, 0 },
	{ "uses", read_uses, 0, false, 0 },
	{ "open", read_selectors, RULE(open), false, 0 },
	{ "delegates", read_selectors, RULE(delegates), false, 0 },
	{ .name = NULL },
};

static int read_rule(struct rule *rule, const struct node *node, struct err *err)
{
	struct reader reader = { .arena = rule->arena, .rule = rule, .part = &rule->whole };

	if (read_fields(&reader, node, "a rule", rule_fields, rule, err) < 0) {
		rule_free(rule);
		return -1;
	}
	if (!is_known(rule))
		rule->is_conditional = rule->whole.when.count > 0;
	return 0;
}

static struct rule *rule_new(struct arena *arena)
{
	struct rule *rule = arena_get_zeroed(arena, sizeof(*rule));

	rule->arena = arena;
	rule->syntax = -1;
	return rule;
}

int rule_read(struct rule **out, const struct node *node, struct arena *arena, struct err *err)
{
	struct rule *rule = rule_new(arena);

	rule->digest = node_digest(node);
	if (read_rule(rule, node, err) < 0)
		return -1;
	*out = rule;
	return 0;
}

/* ---- rules that the program carries ---- */

/* A word that is none is said when the whole rule is read. */
static int syntax_of_word(const char *word)
{
	for (int i = 0; word && syntax_words[i]; i++)
		if (strcmp(syntax_words[i], word) == 0)
			return i;
	return -1;
}

struct rule *rule_embedded(const struct embedded_rule *source, struct arena *arena)
{
	struct rule *rule = rule_new(arena);
	size_t count = 0;

	while (source->files[count])
		count++;
	set_files(rule, source->files, count, arena);
	rule->format = source->format;
	rule->syntax = syntax_of_word(source->syntax);
	rule->is_builtin = true;
	rule->is_conditional = source->when != NULL;
	rule->digest = source->digest;
	rule->source = source;
	return rule;
}

typedef int (*read_document)(struct rule *rule, const struct node *root, struct err *err);

/* Reads one of the texts that the program carries. */
static int read_embedded(
	struct rule *rule, const char *text, size_t size, read_document read, struct err *err)
{
	const char *name = rule->source->name;
	struct document *document = NULL;
	int result = -1;

	if (document_parse(&document, SYNTAX_JSON, text, size, err) == 0)
		result = read(rule, document->root, err);
	document_free(document);
	return result < 0 ? err_wrap(err, "the built-in rule '%s'", name) : 0;
}

static int read_when(struct rule *rule, const struct node *root, struct err *err)
{
	static const struct field when = { .name = "when" };
	struct reader reader = {
		.arena = rule->arena, .rule = rule, .part = &rule->whole, .field = &when
	};

	return read_conditions(&reader, root, &rule->whole.when, err);
}

/* Held by the one who reads: the rules of a set share its arena. */
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

/* Whoever sees that it was done sees what was read, without taking the lock. */
static int read_condition(struct rule *rule, struct err *err)
{
	const char *when = rule->source->when;

	if (rule->has_condition)
		return 0;
	if (when && read_embedded(rule, when, strlen(when), read_when, err) < 0)
		return -1;
	rule->has_condition = true;
	return 0;
}

static int complete(struct rule *rule, struct err *err)
{
	const struct embedded_rule *source = rule->source;

	if (read_condition(rule, err) < 0 ||
		read_embedded(rule, source->text, source->size, read_rule, err) < 0)
		return -1;
	rule->source = NULL;
	return 0;
}

int rule_read_condition(struct rule *rule, struct err *err)
{
	int result = 0;

	if (!rule->source || rule->has_condition)
		return 0;
	pthread_mutex_lock(&reading);
	if (rule->source)
		result = read_condition(rule, err);
	pthread_mutex_unlock(&reading);
	return result;
}

int rule_complete(struct rule *rule, struct err *err)
{
	int result = 0;

	if (!rule->source)
		return 0;
	pthread_mutex_lock(&reading);
	if (rule->source)
		result = complete(rule, err);
	pthread_mutex_unlock(&reading);
	return result;
}

static void release_part(struct part *part)
{
	vec_release(&part->bases);
	vec_release(&part->names);
	vec_release(&part->references);
	vec_release(&part->mappings);
}

void rule_free(struct rule *rule)
{
	if (!rule)
		return;
	release_part(&rule->whole);
	for (size_t i = 0; i < rule->parts.count; i++)
		release_part(&rule->parts.items[i]);
	vec_release(&rule->parts);
	vec_release(&rule->uses);
	vec_release(&rule->variables);
}

enum syntax rule_syntax(const struct rule *rule, const char *path)
{
	int syntax = rule->syntax >= 0 ? rule->syntax : syntax_of_name(path);

	return syntax >= 0 ? (enum syntax)syntax : SYNTAX_JSON;
}

/* ---- digest ---- */

/* FNV-1a, 64 bits: not against an enemy, but the same everywhere. */
static uint64_t add_bytes(uint64_t digest, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		digest = (digest ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return digest;
}

static uint64_t add_node(uint64_t digest, const struct node *node)
{
	char kind = (char)('0' + node->kind);

	digest = add_bytes(digest, &kind, 1);
	if (node->key)
		digest = add_bytes(digest, node->key, strlen(node->key) + 1);
	if (node->text)
		digest = add_bytes(digest, node->text, strlen(node->text) + 1);
	for (size_t i = 0; i < node->count; i++)
		digest = add_node(digest, &node->children[i]);
	return add_bytes(digest, "", 1);
}

uint64_t node_digest(const struct node *node)
{
	return add_node(0xcbf29ce484222325u, node);
}
