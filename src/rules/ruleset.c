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

static void drop_format(struct ruleset *ruleset, const char *format)
{
	for (size_t at = 0; at < ruleset->count; at++)
		if (strcmp(ruleset->rules[at]->format, format) == 0)
			drop(ruleset, at--);
}

static void put(struct ruleset *ruleset, struct rule *rule)
{
	size_t at;

	if (ruleset->count == ruleset->capacity)
		ruleset->rules =
			vec_grow(ruleset->rules, &ruleset->capacity, sizeof(*ruleset->rules));
	for (at = ruleset->count++; at > 0 && stands_before(rule, ruleset->rules[at - 1]); at--)
		ruleset->rules[at] = ruleset->rules[at - 1];
	ruleset->rules[at] = rule;
}

struct rule *ruleset_find(const struct ruleset *ruleset, const char *format)
{
	for (size_t i = 0; i < ruleset->count; i++)
		if (strcmp(ruleset->rules[i]->format, format) == 0)
			return ruleset->rules[i];
	return NULL;
}

int ruleset_add(struct ruleset *ruleset, const struct node *node, struct err *err)
{
	struct rule *rule;

	if (rule_read(&rule, node, &ruleset->arena, err) < 0)
		return -1;
	drop_format(ruleset, rule->format);
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

void ruleset_add_builtin(struct ruleset *ruleset)
{
	/* They come in their order, and no format twice. */
	for (const struct embedded_rule *source = embedded_rules; source->format; source++)
		put(ruleset, rule_embedded(source, &ruleset->arena));
	for (size_t i = 0; embedded_ignore[i]; i++)
		ruleset_add_ignore(ruleset, embedded_ignore[i]);
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

static uint64_t fingerprint_of(const struct ruleset *ruleset)
{
	uint64_t fingerprint = LANGUAGE_VERSION;

	for (size_t i = 0; i < ruleset->count; i++)
		fingerprint = mix(fingerprint, ruleset->rules[i]->digest);
	for (size_t i = 0; i < ruleset->ignore.count; i++)
		fingerprint = mix(fingerprint, text_digest(ruleset->ignore.items[i]));
	return fingerprint;
}

uint64_t ruleset_builtin_fingerprint(void)
{
	uint64_t fingerprint = LANGUAGE_VERSION;

	for (const struct embedded_rule *source = embedded_rules; source->format; source++)
		fingerprint = mix(fingerprint, source->digest);
	for (size_t i = 0; embedded_ignore[i]; i++)
		fingerprint = mix(fingerprint, text_digest(embedded_ignore[i]));
	return fingerprint;
}

void ruleset_seal(struct ruleset *ruleset)
{
	ruleset->fingerprint = fingerprint_of(ruleset);
	index_free(ruleset->index);
	ruleset->index = index_new(ruleset);
}

enum candidacy ruleset_candidacy(const struct ruleset *ruleset, const char *path)
{
	if (!index_has_candidate(ruleset->index, path))
		return CANDIDACY_NONE;
	return index_ignored_by(ruleset->index, path) ? CANDIDACY_IGNORED : CANDIDACY_TAKEN;
}

bool ruleset_is_candidate(const struct ruleset *ruleset, const char *path)
{
	return ruleset_candidacy(ruleset, path) == CANDIDACY_TAKEN;
}

bool ruleset_is_ignored_candidate(const struct ruleset *ruleset, const char *path)
{
	return ruleset_candidacy(ruleset, path) == CANDIDACY_IGNORED;
}

const char *ruleset_ignored_by(const struct ruleset *ruleset, const char *path)
{
	size_t position = index_ignored_by(ruleset->index, path);

	return position ? ruleset->ignore.items[position - 1] : NULL;
}
