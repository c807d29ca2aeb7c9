/*
 * lookup.c - finds what a look-up means.
 */
#include "rules/lookup.h"

#include <string.h>
#include <strings.h>

#include "util/path.h"

/* ---- writing ---- */

static void add_escaped(struct str *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '~')
			str_add_text(out, "~0");
		else if (text[i] == '/')
			str_add_text(out, "~1");
		else
			str_add_char(out, text[i]);
	}
}

void lookup_add_escaped(struct str *out, const char *text)
{
	add_escaped(out, text, strlen(text));
}

void lookup_add_step(struct str *out, const char *text, bool at_dots, bool folds)
{
	for (;;) {
		size_t size = at_dots ? strcspn(text, ".") : strlen(text);

		if (folds)
			str_add_text(out, "~i");
		add_escaped(out, text, size);
		text += size;
		if (!*text)
			return;
		str_add_char(out, '/');
		text++;
	}
}

/* ---- reading ---- */

/* Replaces *out by the decoded step. */
static void decode(struct str *out, const char *step, size_t size)
{
	str_clear(out);
	for (size_t i = 0; i < size; i++) {
		if (step[i] == '~' && i + 1 < size) {
			i++;
			str_add_char(out, step[i] == '1' ? '/' : '~');
		} else {
			str_add_char(out, step[i]);
		}
	}
}

static const struct node *look(const struct node *node, const char *lookup);

/* "member=text", "member" or nothing at all, in what follows "~*". */
static bool meets(const struct node *node, const char *demand, size_t size)
{
	const char *equals = memchr(demand, '=', size);
	size_t member_size = equals ? (size_t)(equals - demand) : size;
	struct str member = STR_INIT, pointer = STR_INIT, text = STR_INIT;
	const struct node *found = node;
	bool holds;

	decode(&member, demand, member_size);
	if (member.size) {
		str_add_char(&pointer, '/');
		str_add(&pointer, member.data, member.size);
		found = node_at(node, pointer.data);
	}
	holds = found != NULL;
	if (holds && equals) {
		decode(&text, equals + 1, size - member_size - 1);
		holds = found->text && !found->has_nul && strcmp(found->text, text.data) == 0;
	}
	str_release(&member);
	str_release(&pointer);
	str_release(&text);
	return holds;
}

static const struct node *look_in_any(
	const struct node *node, const char *demand, size_t size, const char *rest)
{
	const struct node *found = NULL;

	for (size_t i = 0; i < node->count && !found; i++)
		if (meets(&node->children[i], demand, size))
			found = look(&node->children[i], rest);
	return found;
}

/* Of members called alike the last counts, as everywhere; one spelled so before all others. */
static const struct node *look_in_folded(
	const struct node *node, const char *step, size_t size, const char *rest)
{
	struct str name = STR_INIT;
	const struct node *member;

	if (node->kind != NODE_MAP)
		return NULL;
	decode(&name, step, size);
	member = node_member(node, name.data);
	for (size_t i = node->count; i-- > 0 && !member;)
		if (strcasecmp(node->children[i].key, name.data) == 0)
			member = &node->children[i];
	str_release(&name);
	return member ? look(member, rest) : NULL;
}

static const struct node *look_in_named(
	const struct node *node, const char *step, size_t size, const char *rest)
{
	struct str pointer = STR_INIT;
	const struct node *child;

	str_add_char(&pointer, '/');
	str_add(&pointer, step, size);
	child = node_at(node, pointer.data);
	str_release(&pointer);
	return child ? look(child, rest) : NULL;
}

/* As deep as the look-up has steps: a rule wrote them, or a value of at most VALUE_SIZE_MAX. */
static const struct node *look(const struct node *node, const char *lookup)
{
	const char *step = lookup + 1;
	size_t size;

	if (*lookup == '\0')
		return node;
	if (*lookup != '/')
		return NULL;
	size = path_component_size(step);
	if (size >= 2 && step[0] == '~' && step[1] == '*')
		return look_in_any(node, step + 2, size - 2, step + size);
	if (size >= 2 && step[0] == '~' && step[1] == 'i')
		return look_in_folded(node, step + 2, size - 2, step + size);
	return look_in_named(node, step, size, step + size);
}

const struct node *lookup_at(const struct node *node, const char *lookup)
{
	if (!strstr(lookup, "~*") && !strstr(lookup, "~i"))
		return node_at(node, lookup);
	return look(node, lookup);
}
