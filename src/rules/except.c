#include "rules/except.h"

#include <string.h>

#include "util/glob.h"

/* The list as it grows. */
struct listing {
	struct scope *scope;
	const struct except_rule *rule;
	struct str list;
	size_t count;
};

/* People write "./a", "/a" and "a/" for what the list calls "a". */
static void add_pattern(struct listing *listing, const char *pattern, bool takes_out)
{
	struct str *list = &listing->list;
	size_t size;

	while (*pattern == '/' || (pattern[0] == '.' && pattern[1] == '/'))
		pattern++;
	size = strlen(pattern);
	while (size > 0 && pattern[size - 1] == '/')
		size--;
	if (size == 0 || strpbrk(pattern, "\r\n"))
		return;
	if (list->size)
		str_add_char(list, '\n');
	if (takes_out)
		str_add_char(list, '!');
	/* The lists that are files of their own know no braces. */
	if (listing->rule->in.count)
		glob_add_braceless(list, pattern, size);
	else
		str_add(list, pattern, size);
	listing->count++;
}

static int add_node(struct listing *listing, const struct node *node, struct err *err)
{
	bool takes_out = node->text && *node->text == '!';
	struct selected selected = { .node = node };
	const char *pattern;
	int answer = 1;

	if (node->kind != NODE_STRING || node->has_nul || node->text[takes_out] == '\0')
		return 0;
	pattern = selected.value = node->text + takes_out;
	if (listing->rule->pattern)
		answer = scope_text(&pattern, listing->scope, listing->rule->pattern, &selected,
			VALUE_GLOB, err);
	if (answer == 1)
		add_pattern(listing, pattern, takes_out);
	return answer < 0 ? -1 : 0;
}

static bool is_too_long(const struct listing *listing)
{
	return listing->count > EXCEPT_PATTERNS_MAX || listing->list.size > EXCEPT_SIZE_MAX;
}

int except_list(const char **out, struct scope *scope, const struct except_rule *rule,
	const struct node *start, struct err *err)
{
	struct listing listing = { scope, rule, STR_INIT, 0 };
	node_list nodes = VEC_INIT;
	int result = 0;

	for (size_t i = 0; i < rule->at.count; i++)
		selector_select(rule->at.items[i], start, &nodes);
	for (size_t i = 0; i < nodes.count && result == 0 && !is_too_long(&listing); i++)
		result = add_node(&listing, nodes.items[i], err);
	*out = is_too_long(&listing) ? EXCEPT_UNKNOWN
	       : listing.count > 0
		       ? arena_bytes(scope->manifest->arena, listing.list.data, listing.list.size)
		       : NULL;
	vec_release(&nodes);
	str_release(&listing.list);
	return result;
}

int facts_except(const char **out, const struct declared_except *except, const char *path,
	const struct node *root, struct arena *arena, struct err *err)
{
	struct manifest manifest;
	struct scope scope;
	int result;

	manifest_init(&manifest, path, arena);
	scope_init(&scope, &manifest, except->owner, &except->owner->whole, root, NULL, false);
	result = except_list(out, &scope, except->rule, root, err);
	manifest_release(&manifest);
	return result;
}

size_t facts_except_pointers(
	const struct declared_except *except, const char *const **out, struct arena *arena)
{
	const struct selectors *at = &except->rule->at;
	const char **pointers = arena_get(arena, (at->count + 1) * sizeof(*pointers));

	for (size_t i = 0; i < at->count; i++)
		pointers[i] = selector_pointer(at->items[i]);
	*out = pointers;
	return at->count;
}
