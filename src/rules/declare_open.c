/*
 * declare_open.c - what a document says beyond what can be read of it, and whom it leaves it to.
 */
#include "rules/declaring.h"

void declare_open_format(struct declaring *declaring, const char *format)
{
	struct facts *facts = declaring->out;

	if (facts)
		facts->open = arena_printf(declaring->manifest.arena, "%s%s%s", facts->open,
			*facts->open ? " " : "", format);
}

static bool says_more(const struct rule *rule, const struct node *root)
{
	for (size_t i = 0; i < rule->open.count; i++)
		if (selector_has(rule->open.items[i], root))
			return true;
	return false;
}

static void declare_delegates(
	struct declaring *declaring, const struct rule *rule, const struct node *root)
{
	struct arena *arena = declaring->manifest.arena;
	node_list nodes = VEC_INIT;

	for (size_t i = 0; i < rule->delegates.count; i++)
		selector_select(rule->delegates.items[i], root, &nodes);
	for (size_t i = 0; i < nodes.count && declaring->out->delegates.count < FACTS_MAX; i++) {
		const char *text = nodes.items[i]->text;

		vec_push(&declaring->out->delegates, (struct declared_delegate){ rule->format,
							     arena_text(arena, text ? text : "") });
	}
	vec_release(&nodes);
}

void declare_open(struct declaring *declaring, const struct rule *rule, const struct node *root)
{
	if (declaring->wants_delegates)
		declare_delegates(declaring, rule, root);
	if (says_more(rule, root))
		declare_open_format(declaring, rule->format);
}
