/*
 * script_literal.c - what the texts of a program say: literals, templates, and sums of them.
 */
#include <stdlib.h>
#include <string.h>

#include "syntax/script_run.h"
#include "util/quote.h"

const char *script_source_text(
	struct script *script, const struct script_unit *unit, const struct script_node *node)
{
	return arena_bytes(script->arena, unit->bytes + node->span.start, node->span.size);
}

/* What a backslash and what follows mean (ECMA-262, EscapeSequence). `text` is at most 16 bytes. */
static void add_escape(struct str *out, const char *text)
{
	static const char plain[] = "n\nt\tr\rb\bf\fv\v0";

	switch (text[1]) {
	case 'x':
	case 'u':
		utf8_add(out, strtoul(text + (text[2] == '{' ? 3 : 2), NULL, 16));
		break;
	case '\n':
	case '\r':
		break;
	default:
		for (size_t i = 0; i + 1 < sizeof(plain); i += 2) {
			if (plain[i] == text[1]) {
				str_add_char(out, plain[i + 1]);
				return;
			}
		}
		str_add_text(out, text + 1);
	}
}

void script_literal(struct str *out, const struct script_unit *unit, const struct script_node *node)
{
	char escape[17];
	size_t size = node->span.size < 16 ? node->span.size : 16;

	switch (node->kind) {
	case SCRIPT_FRAGMENT:
		str_add(out, unit->bytes + node->span.start, node->span.size);
		break;
	case SCRIPT_ESCAPE:
		memcpy(escape, unit->bytes + node->span.start, size);
		escape[size] = '\0';
		add_escape(out, escape);
		break;
	default:
		for (const struct script_node *part = node->first; part; part = part->next)
			script_literal(out, unit, part);
	}
}

const struct script_value *script_string(
	struct script *script, const struct script_scope *scope, const struct script_node *node)
{
	struct str text = STR_INIT;
	const struct script_value *value;

	script_literal(&text, scope->unit, node);
	value = memchr(text.data, '\0', text.size + 1) == text.data + text.size
			? script_text(script, scope, node,
				  arena_bytes(script->arena, text.data, text.size), false)
			: script_unknown(script, scope, node, false);
	str_release(&text);
	return value;
}

static const struct script_value *sum_of_texts(struct script *script,
	const struct script_scope *scope, const struct script_value *a,
	const struct script_value *b, const struct script_node *node)
{
	struct script_value *value;
	bool is_in_root;

	if (!script_has_text(a) || !script_has_text(b) || b->is_rooted ||
		(a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER) ||
		strlen(a->text) + strlen(b->text) > SCRIPT_TEXT_MAX)
		return script_unknown(script, scope, node, false);
	/* The path of the repository's root is empty, so the '/' behind it would begin one. */
	is_in_root = a->is_rooted && *a->text == '\0' && *b->text == '/';
	value = script_make(script, VALUE_TEXT, scope, node);
	value->text = arena_printf(script->arena, "%s%s", a->text, b->text + is_in_root);
	value->is_rooted = a->is_rooted;
	value->is_conditional |= a->is_conditional || b->is_conditional;
	/* It stands where its last literal does: that is what one would edit. */
	if (b->unit == scope->unit && *b->text)
		value->span = b->span;
	return value;
}

const struct script_value *script_sum(struct script *script, const struct script_scope *scope,
	const struct script_value *a, const struct script_value *b, const struct script_node *node)
{
	const struct script_value *sum = NULL;
	const struct script_value *any = a->kind == VALUE_ANY ? a : b;

	if (any->kind != VALUE_ANY)
		return sum_of_texts(script, scope, a, b, node);
	for (size_t i = 0; i < any->members->count; i++) {
		const struct script_value *one = any->members->items[i].value;

		if (one->kind != VALUE_ANY && script_step(script, node))
			sum = script_either(script->arena, sum,
				any == a ? script_sum(script, scope, one, b, node)
					 : script_sum(script, scope, a, one, node));
	}
	return sum ? sum : script_unknown(script, scope, node, false);
}

const struct script_value *script_template(
	struct script *script, struct script_scope *scope, const struct script_node *node)
{
	const struct script_value *sum = script_text(script, scope, node, "", false);
	const struct script_node *first = node->first;

	while (first && first->kind != SCRIPT_SUBSTITUTION)
		first = first->next;
	if (!first)
		return script_string(script, scope, node);
	for (const struct script_node *part = node->first; part; part = part->next) {
		const struct script_value *value;

		if (part->kind == SCRIPT_SUBSTITUTION)
			value = part->first ? script_evaluate(script, scope, part->first)
					    : script_unknown(script, scope, part, false);
		else
			value = script_string(script, scope, part);
		/* A path from the root is one only in front. */
		sum = script_has_text(sum) && *sum->text == '\0' && !sum->is_rooted &&
				      (script_has_text(value) || value->kind == VALUE_ANY)
			      ? value
			      : script_sum(script, scope, sum, value, node);
	}
	return sum;
}
