/*
 * modules.c - finds the name of a module in the selectors of rules: "/calls/express.static".
 */
#include "rules/modules.h"

#include <stdlib.h>

#include "rules/index.h"
#include "rules/rule.h"
#include "syntax/script.h"
#include "util/memory.h"

static bool selectors_speak_of(const struct selectors *selectors, const char *name)
{
	for (size_t i = 0; i < selectors->count; i++)
		if (selector_speaks_of(selectors->items[i], name))
			return true;
	return false;
}

static bool part_speaks_of(const struct part *part, const char *name)
{
	if (selectors_speak_of(&part->at, name))
		return true;
	for (size_t i = 0; i < part->references.count; i++)
		if (selectors_speak_of(&part->references.items[i]->picking->at, name))
			return true;
	for (size_t i = 0; i < part->mappings.count; i++)
		if (selectors_speak_of(&part->mappings.items[i].picking.at, name))
			return true;
	return false;
}

static bool speaks_of(const struct rule *rule, const char *name)
{
	if (part_speaks_of(&rule->whole, name))
		return true;
	for (size_t i = 0; i < rule->parts.count; i++)
		if (part_speaks_of(&rule->parts.items[i], name))
			return true;
	return false;
}

/* And what it uses, but not what that uses in turn: no rule of programs does. */
static int knows(
	const struct ruleset *ruleset, struct rule *rule, const char *name, struct err *err)
{
	if (rule_complete(rule, err) < 0)
		return -1;
	if (speaks_of(rule, name))
		return 1;
	for (size_t i = 0; i < rule->uses.count; i++) {
		struct rule *used = ruleset_find(ruleset, rule->uses.items[i].format);

		if (used && rule_complete(used, err) < 0)
			return -1;
		if (used && speaks_of(used, name))
			return 1;
	}
	return 0;
}

int modules_know(const struct ruleset *ruleset, const char *path, const char *name, struct err *err)
{
	struct rule **rules = memory_get((ruleset->count + 1) * sizeof(*rules));
	size_t count = index_candidates(ruleset->index, path, rules);
	int found = 0;

	for (size_t i = 0; i < count && found == 0; i++)
		if (syntax_is_script(rule_syntax(rules[i], path)))
			found = knows(ruleset, rules[i], name, err);
	free(rules);
	return found;
}
