/*
 * ruleset.c - collects rules and answers which files are worth reading.
 */
#include "rules/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "rules/embedded.h"
#include "rules/index.h"
#include "rules/reader.h"

/* Counted up when the same rule text comes to mean something else: it is part of the fingerprint.
 */
#define LANGUAGE_VERSION 1u

/* The one embedded file that is no rule but the list of paths whose manifests are not read. */
#define IGNORE_FILE "ignore.json"

void ruleset_init(struct ruleset *ruleset)
{
	*ruleset = (struct ruleset){ .arena = ARENA_INIT };
}

void ruleset_release(struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->count; i++)
		rule_free(ruleset->rules[i]);
	free(ruleset->rules);
	free(ruleset->ignore.items);
	index_free(ruleset->index);
	arena_release(&ruleset->arena);
	ruleset_init(ruleset);
}

static bool stands_before(const struct rule *one, const struct rule *other)
{
	if (one->is_builtin != other->is_builtin)
		return one->is_builtin;
	return strcmp(one->format, other->format) < 0;
}

static void drop(struct ruleset *ruleset, size_t at)
{
	rule_free(ruleset->rules[at]);
	ruleset->count--;
	memmove(ruleset->rules + at, ruleset->rules + at + 1,
		(ruleset->count - at) * sizeof(*ruleset->rules));
}

static void put(struct ruleset *ruleset, struct rule *rule)
{
	size_t at;

	for (at = 0; at < ruleset->count; at++)
		if (strcmp(ruleset->rules[at]->format, rule->format) == 0)
			drop(ruleset, at--);
	if (ruleset->count == ruleset->capacity)
		ruleset->rules =
			vec_grow(ruleset->rules, &ruleset->capacity, sizeof(*ruleset->rules));
	for (at = ruleset->count++; at > 0 && stands_before(rule, ruleset->rules[at - 1]); at--)
		ruleset->rules[at] = ruleset->rules[at - 1];
	ruleset->rules[at] = rule;
}

int ruleset_add(struct ruleset *ruleset, const struct node *node, struct err *err)
{
	struct rule *rule;

	if (rule_read(&rule, node, &ruleset->arena, err) < 0)
		return -1;
	put(ruleset, rule);
	return 0;
}

void ruleset_add_ignore(struct ruleset *ruleset, const char *pattern)
{
	struct texts *ignore = &ruleset->ignore;

	/* The list grows seldom, so its capacity is not kept: powers of two from 8 on. */
	if (ignore->count == 0 ||
		(ignore->count >= 8 && (ignore->count & (ignore->count - 1)) == 0))
		ignore->items = memory_resize(ignore->items, ignore->count ? ignore->count * 2 : 8,
			sizeof(*ignore->items));
	ignore->items[ignore->count++] = arena_text(&ruleset->arena, pattern);
}

static int add_ignore_list(struct ruleset *ruleset, const struct node *list, struct err *err)
{
	if (list->kind != NODE_LIST)
		return wrong_at(list, err, "the ignore list must be a list of path patterns");
	for (size_t i = 0; i < list->count; i++) {
		const struct node *node = &list->children[i];

		if (node->kind != NODE_STRING || *node->text == '\0')
			return wrong_at(node, err, "a path pattern must be a text");
		ruleset_add_ignore(ruleset, node->text);
	}
	return 0;
}

static int add_embedded(struct ruleset *ruleset, const struct embedded_file *file, struct err *err)
{
	struct document *document = NULL;
	struct rule *rule = NULL;
	int result = -1;

	if (document_parse(&document, SYNTAX_JSON, file->bytes, file->size, err) < 0)
		goto done;
	if (strcmp(file->name, IGNORE_FILE) == 0) {
		result = add_ignore_list(ruleset, document->root, err);
		goto done;
	}
	if (rule_read(&rule, document->root, &ruleset->arena, err) < 0)
		goto done;
	rule->is_builtin = true;
	put(ruleset, rule);
	result = 0;
done:
	document_free(document);
	return result < 0 ? err_wrap(err, "the built-in rule '%s'", file->name) : 0;
}

int ruleset_add_builtin(struct ruleset *ruleset, struct err *err)
{
	for (size_t i = 0; i < embedded_rules_count; i++)
		if (add_embedded(ruleset, &embedded_rules[i], err) < 0)
			return -1;
	return 0;
}

static uint64_t mix(uint64_t fingerprint, uint64_t digest)
{
	fingerprint = (fingerprint ^ digest) * 0x9e3779b97f4a7c15u;
	return fingerprint ^ fingerprint >> 32;
}

static uint64_t text_digest(const char *text)
{
	struct node node = { .kind = NODE_STRING, .text = text };

	return node_digest(&node);
}

void ruleset_seal(struct ruleset *ruleset)
{
	ruleset->fingerprint = LANGUAGE_VERSION;
	for (size_t i = 0; i < ruleset->count; i++)
		ruleset->fingerprint = mix(ruleset->fingerprint, ruleset->rules[i]->digest);
	for (size_t i = 0; i < ruleset->ignore.count; i++)
		ruleset->fingerprint =
			mix(ruleset->fingerprint, text_digest(ruleset->ignore.items[i]));
	index_free(ruleset->index);
	ruleset->index = index_new(ruleset);
}

bool ruleset_is_ignored_candidate(const struct ruleset *ruleset, const char *path)
{
	return index_has_candidate(ruleset->index, path) && index_ignores(ruleset->index, path);
}

bool ruleset_is_candidate(const struct ruleset *ruleset, const char *path)
{
	return index_has_candidate(ruleset->index, path) && !index_ignores(ruleset->index, path);
}
