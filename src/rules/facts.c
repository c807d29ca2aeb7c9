/*
 * facts.c - declares a manifest: its rules are applied one after the other to one document.
 */
#include "rules/facts.h"

#include <stdlib.h>
#include <string.h>

#include "rules/declaring.h"
#include "rules/index.h"
#include "rules/inner.h"
#include "util/path.h"

const char *skip_text(enum skip skip)
{
	static const char *const texts[] = {
		[SKIP_NONE] = "none",
		[SKIP_URL] = "url",
		[SKIP_PLACEHOLDER] = "placeholder",
		[SKIP_OUTSIDE] = "outside",
		[SKIP_EXTERNAL] = "external",
		[SKIP_VERSION] = "version",
		[SKIP_AMBIGUOUS] = "ambiguous",
		[SKIP_FOLLOWS] = "follows",
		[SKIP_UNREADABLE] = "unreadable",
		[SKIP_MISSING] = "missing",
		[SKIP_BOUND] = "bound",
	};

	return texts[skip];
}

bool has_room(struct declaring *declaring, size_t count, unsigned line)
{
	struct facts *facts = declaring->out;

	if (count < FACTS_MAX)
		return true;
	if (facts && !facts->remark) {
		facts->remark = arena_printf(declaring->manifest.arena,
			"more than %d references, mappings or names: the rest is not read",
			FACTS_MAX);
		facts->remark_line = line;
	}
	return false;
}

static void start(struct declaring *declaring, struct facts *out, const char *path,
	struct near *near, struct arena *arena)
{
	*declaring = (struct declaring){ .out = out, .said = MAP_INIT, .location = STR_INIT };
	manifest_init(&declaring->manifest, path, arena);
	declaring->manifest.near = near;
}

static void end(struct declaring *declaring)
{
	manifest_release(&declaring->manifest);
	vec_release(&declaring->found);
	vec_release(&declaring->nodes);
	vec_release(&declaring->values);
	vec_release(&declaring->places);
	map_release(&declaring->said);
	str_release(&declaring->location);
}

/* ---- names and apps ---- */

static struct span span_of_template(const struct template *template, const struct node *node)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct hole *hole = &template->holes[i];
		const struct node *at =
			hole->kind == HOLE_POINTER ? node_at(node, hole->text) : NULL;

		if (at)
			return at->span;
	}
	return node->span;
}

/* A name as places are written once they are filled: "out:" of the root is "out:.". */
static const char *normal_name(struct declaring *declaring, const char *name)
{
	const char *colon = strchr(name, ':'), *rest = colon ? colon + 1 : name;
	struct str path = STR_INIT;
	const char *normal = name;

	if (path_normalise(&path, rest) == 0)
		normal = arena_printf(declaring->manifest.arena, "%.*s%s", (int)(rest - name), name,
			path.size ? path.data : ".");
	str_release(&path);
	return normal;
}

static bool knows_name(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->names.count; i++)
		if (strcmp(facts->names.items[i].name, name) == 0)
			return true;
	return false;
}

static int declare_name_at(struct declaring *declaring, struct scope *scope,
	const struct name_rule *rule, const struct selected *selected, struct err *err)
{
	struct declared_name name = { .span = selected->selector
						      ? selected->node->span
						      : span_of_template(rule->name, scope->node) };
	struct str path = STR_INIT;
	int answer = scope_text(&name.name, scope, rule->name, selected, VALUE_PATH, err);

	if (answer == 1 && rule->directory) {
		answer = scope_text(
			&name.directory, scope, rule->directory, selected, VALUE_PATH, err);
		if (answer == 1 && path_normalise(&path, name.directory) < 0)
			answer = 0;
		if (answer == 1)
			name.directory = kept(declaring, &path);
		str_release(&path);
	}
	if (answer == 1 && rule->version &&
		scope_text(&name.version, scope, rule->version, selected, VALUE_RAW, err) < 0)
		answer = -1;
	if (answer != 1 || !value_is_pathlike(name.name))
		return answer < 0 ? -1 : 0;
	name.name = normal_name(declaring, name.name);
	if (!knows_name(declaring->out, name.name))
		if (has_room(declaring, declaring->out->names.count, name.span.line))
			vec_push(&declaring->out->names, name);
	return 0;
}

static int declare_name(struct declaring *declaring, struct scope *scope,
	const struct name_rule *rule, struct err *err)
{
	const struct selected part = scope_selected(scope);
	node_list nodes = VEC_INIT;
	int result = 0;

	if (rule->at.count == 0)
		return declare_name_at(declaring, scope, rule, &part, err);
	for (size_t i = 0; i < rule->at.count && result == 0; i++) {
		vec_clear(&nodes);
		selector_select(rule->at.items[i], scope->node, &nodes);
		for (size_t k = 0; k < nodes.count && result == 0; k++) {
			const struct selected selected = { .node = nodes.items[k],
				.selector = rule->at.items[i],
				.value = nodes.items[k]->has_nul ? NULL : nodes.items[k]->text };

			result = declare_name_at(declaring, scope, rule, &selected, err);
		}
	}
	vec_release(&nodes);
	return result;
}

static bool knows_app(const struct facts *facts, const char *directory)
{
	for (size_t i = 0; i < facts->apps.count; i++)
		if (strcmp(facts->apps.items[i].directory, directory) == 0)
			return true;
	return false;
}

static int declare_app(struct declaring *declaring, struct scope *scope, struct err *err)
{
	const struct app_rule *rule = scope->part->app;
	const struct selected part = scope_selected(scope);
	struct declared_app app = { .is_weak = rule->is_weak, .span = scope->node->span };
	int answer = conditions_hold(&rule->when, scope->node, declaring->manifest.near, err);

	if (answer <= 0)
		return answer;
	if (scope_root(&app.directory, scope, err) < 0)
		return -1;
	app.location = location_of(declaring, scope->node);
	for (size_t i = 0; !app.name && i < rule->names.count; i++) {
		answer = scope_text(&app.name, scope, rule->names.items[i], &part, VALUE_PATH, err);
		if (answer < 0)
			return -1;
		if (answer == 1 && !value_is_pathlike(app.name))
			app.name = NULL;
		if (app.name)
			app.span = span_of_template(rule->names.items[i], scope->node);
	}
	if (!app.name)
		app.name = *app.directory ? path_name(app.directory) : ".";
	if (!knows_app(declaring->out, app.directory))
		vec_push(&declaring->out->apps, app);
	return 0;
}

/* ---- rules ---- */

static int declare_part(struct declaring *declaring, struct scope *scope, struct err *err)
{
	const struct part *part = scope->part;

	if (part->app && declaring->use_depth == 0 && declare_app(declaring, scope, err) < 0)
		return -1;
	for (size_t i = 0; i < part->names.count && declaring->use_depth == 0; i++)
		if (declare_name(declaring, scope, &part->names.items[i], err) < 0)
			return -1;
	for (size_t i = 0; i < part->references.count; i++) {
		const struct reference_rule *rule = part->references.items[i];

		if ((rule->inherited ? declare_inherited : declare_reference)(
			    declaring, scope, rule, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < part->mappings.count; i++)
		if (declare_mapping(declaring, scope, &part->mappings.items[i], err) < 0)
			return -1;
	return 0;
}

static bool is_there(const struct reference_rule *rule, const struct node *node)
{
	for (size_t i = 0; i < rule->picking->at.count; i++)
		if (selector_has(rule->picking->at.items[i], node))
			return true;
	return rule->implied && selector_has(rule->implied->parent, node);
}

static bool names_parent(const struct part *part, const struct node *node)
{
	for (size_t i = 0; i < part->references.count; i++) {
		const struct reference_rule *rule = part->references.items[i];

		if (rule->parent != PARENT_NONE && is_there(rule, node))
			return true;
	}
	return false;
}

static int declare_parts(
	struct declaring *declaring, struct scope *whole, const struct part *part, struct err *err)
{
	node_list nodes = VEC_INIT;
	int answer = 0;

	for (size_t i = 0; i < part->at.count; i++)
		selector_select(part->at.items[i], whole->node, &nodes);
	for (size_t i = 0; i < nodes.count && answer >= 0; i++) {
		struct scope scope;

		answer =
			conditions_hold(&part->when, nodes.items[i], declaring->manifest.near, err);
		if (answer != 1)
			continue;
		scope_init(&scope, &declaring->manifest, whole->rule, part, nodes.items[i], whole,
			true);
		answer = declare_part(declaring, &scope, err);
	}
	vec_release(&nodes);
	return answer < 0 ? -1 : 0;
}

/* Rules that use others: a rule in a rule in a rule is enough. */
#define USES_DEPTH_MAX 3

static int declare_rule(struct declaring *declaring, const struct rule *rule,
	const struct node *root, struct err *err);

/* Another rule speaks of a text of the document, as of a file of its syntax. */
static int declare_inner(
	struct declaring *declaring, struct rule *rule, const struct node *holder, struct err *err)
{
	struct document *document;
	int result;

	if (inner_read(&document, (enum syntax)rule->syntax, holder, declaring->manifest.bytes) < 0)
		return 0; /* whoever runs it tells */
	result = declare_rule(declaring, rule, document->root, err);
	document_free(document);
	return result;
}

/* Another rule speaks of a part of the document, as if it were all of it. */
static int declare_use(struct declaring *declaring, const struct use *use, const struct node *root,
	struct err *err)
{
	struct rule *rule = ruleset_find(declaring->ruleset, use->format);
	bool had_parent = declaring->manifest.has_parent;
	node_list nodes = VEC_INIT;
	int result = 0;

	if (use->for_delegates && !declaring->wants_delegates)
		return 0;
	for (size_t i = 0; rule && i < use->at.count; i++)
		selector_select(use->at.items[i], root, &nodes);
	if (nodes.count)
		result = rule_complete(rule, err);
	declaring->use_depth++;
	for (size_t i = 0; i < nodes.count && result == 0; i++)
		if (node_has_children(nodes.items[i]))
			result = declare_rule(declaring, rule, nodes.items[i], err);
		else if (nodes.items[i]->kind == NODE_STRING && rule->syntax >= 0)
			result = declare_inner(declaring, rule, nodes.items[i], err);
	declaring->use_depth--;
	declaring->manifest.has_parent = had_parent;
	vec_release(&nodes);
	return result;
}

static int declare_rule(struct declaring *declaring, const struct rule *rule,
	const struct node *root, struct err *err)
{
	struct scope scope;

	declare_open(declaring, rule, root);
	declaring->manifest.has_parent = rule->has_parents && names_parent(&rule->whole, root);
	scope_init(&scope, &declaring->manifest, rule, &rule->whole, root, NULL, true);
	if (declare_part(declaring, &scope, err) < 0)
		return -1;
	for (size_t i = 0; i < rule->parts.count; i++)
		if (declare_parts(declaring, &scope, &rule->parts.items[i], err) < 0)
			return -1;
	for (size_t i = 0; i < rule->uses.count && declaring->use_depth < USES_DEPTH_MAX; i++)
		if (declare_use(declaring, &rule->uses.items[i], root, err) < 0)
			return -1;
	return 0;
}

/* ---- the whole manifest ---- */

static void *move(void *items, size_t size, struct arena *arena)
{
	void *copy = size ? memcpy(arena_get(arena, size), items, size) : NULL;

	free(items);
	return copy;
}

/* Facts of a whole repository are held at once, and what one thread declares another one lets go:
 * complete, a list moves to the arena. */
#define settle(vec, arena)                                                                         \
	((vec)->items = move((vec)->items, (vec)->count * sizeof(*(vec)->items), arena),           \
		(vec)->capacity = (vec)->count)

static void settle_all(struct facts *facts, struct arena *arena)
{
	settle(&facts->apps, arena);
	settle(&facts->names, arena);
	settle(&facts->mappings, arena);
	settle(&facts->references, arena);
	settle(&facts->inherited, arena);
	settle(&facts->near, arena);
	settle(&facts->delegates, arena);
}

/* The candidates that recognise the document, or, if there is none to be read, those to which the
 * name is enough. Their number, or -1. */
static int recognise(struct declaring *declaring, struct rule **candidates, size_t count,
	const struct node *root, struct err *err)
{
	int kept_count = 0;

	for (size_t i = 0; i < count; i++) {
		int answer = !candidates[i]->is_conditional;

		if (rule_read_condition(candidates[i], err) < 0)
			return -1;
		if (root)
			answer = node_has_children(root)
					 ? conditions_hold(&candidates[i]->whole.when, root,
						   declaring->manifest.near, err)
					 : 0;
		if (answer < 0)
			return -1;
		if (answer)
			candidates[kept_count++] = candidates[i];
	}
	return kept_count;
}

/* Appends the formats of the rules. */
static void add_formats(
	struct facts *facts, struct rule *const *rules, int count, struct arena *arena)
{
	struct str text = STR_INIT;

	str_set(&text, facts->formats);
	for (int i = 0; i < count; i++)
		str_addf(&text, "%s%s", text.size ? " " : "", rules[i]->format);
	facts->formats = arena_bytes(arena, text.data, text.size);
	str_release(&text);
}

int facts_syntax(enum syntax *out, const struct ruleset *ruleset, const char *path)
{
	struct rule **candidates = memory_get((ruleset->count + 1) * sizeof(*candidates));
	size_t count = index_candidates(ruleset->index, path, candidates);

	if (count)
		*out = rule_syntax(candidates[0], path);
	free(candidates);
	return count > 0;
}

static int declare_document(struct declaring *declaring, struct rule **candidates,
	size_t candidate_count, const struct document *document, struct err *err)
{
	int count = recognise(
		declaring, candidates, candidate_count, document ? document->root : NULL, err);

	if (count < 0)
		return -1;
	add_formats(declaring->out, candidates, count, declaring->manifest.arena);
	for (int i = 0; document && document->is_open && i < count; i++)
		declare_open_format(declaring, candidates[i]->format);
	for (int i = 0; document && i < count; i++)
		if (rule_complete(candidates[i], err) < 0 ||
			declare_rule(declaring, candidates[i], document->root, err) < 0)
			return -1;
	return 0;
}

/* Drops the candidates that the bytes alone are strangers to. */
static int drop_strangers(
	struct rule **candidates, size_t *count, const char *bytes, size_t size, struct err *err)
{
	size_t kept_count = 0;

	for (size_t i = 0; i < *count; i++) {
		if (rule_read_condition(candidates[i], err) < 0)
			return -1;
		if (conditions_may_hold(&candidates[i]->whole.when, bytes, size))
			candidates[kept_count++] = candidates[i];
	}
	*count = kept_count;
	return 0;
}

/* Moves those that take only what nobody else takes behind the others; how many others there are.
 */
static size_t put_alone_last(struct rule **candidates, size_t count)
{
	size_t others = 0;

	for (size_t i = 0; i < count; i++) {
		struct rule *rule = candidates[i];

		if (conditions_want_alone(&rule->whole.when))
			continue;
		memmove(candidates + others + 1, candidates + others,
			(i - others) * sizeof(*candidates));
		candidates[others++] = rule;
	}
	return others;
}

/* Moves the rules that read the file as the first one does to the front; how many. */
static size_t gather_syntax(struct rule **rules, size_t count, const char *path)
{
	enum syntax syntax = rule_syntax(rules[0], path);
	size_t gathered = 0;

	for (size_t i = 0; i < count; i++) {
		struct rule *rule = rules[i];

		if (rule_syntax(rule, path) != syntax)
			continue;
		memmove(rules + gathered + 1, rules + gathered, (i - gathered) * sizeof(*rules));
		rules[gathered++] = rule;
	}
	return gathered;
}

/* What cannot be read says nothing, whatever another syntax makes of it. */
static void forget_what_was_said(struct declaring *declaring)
{
	struct facts *facts = declaring->out;

	vec_clear(&facts->apps);
	vec_clear(&facts->names);
	vec_clear(&facts->mappings);
	map_clear(&declaring->said);
	vec_clear(&facts->inherited);
	vec_clear(&facts->delegates);
	vec_clear(&declaring->found);
}

/* What became of a file that is read in several syntaxes. */
struct attempts {
	const char *problem; /* of the one that counts, or NULL */
	unsigned problem_line;
	bool is_unreadable; /* a rule knows it by its name alone and cannot read it */
};

/* Reads the file once in each syntax in which some of these rules take it. */
static int declare_in_each_syntax(struct declaring *declaring, struct rule **candidates,
	size_t count, size_t size, struct attempts *attempts, struct err *err)
{
	struct facts *facts = declaring->out;
	int result = 0;

	while (count > 0 && result == 0) {
		size_t gathered = gather_syntax(candidates, count, facts->path);
		size_t known = strlen(facts->formats);
		struct document *document;

		result = declare_read(&document, declaring, candidates[0], size, err);
		if (result == 0)
			result = declare_document(declaring, candidates, gathered, document, err);
		if (result == 0 && !document && !attempts->is_unreadable) {
			attempts->problem = facts->problem;
			attempts->problem_line = facts->problem_line;
			attempts->is_unreadable = strlen(facts->formats) > known;
		}
		document_free(document);
		candidates += gathered;
		count -= gathered;
	}
	return result;
}

/* Where all rules of a syntax look at the content, the file is unreadable only if it says nothing
 * in another. One that wants to be alone is asked when nobody else has taken it. */
static int declare_by_all(struct declaring *declaring, struct rule **candidates, size_t count,
	size_t size, struct err *err)
{
	size_t others = put_alone_last(candidates, count);
	struct facts *facts = declaring->out;
	struct attempts attempts = { 0 };
	int result = declare_in_each_syntax(declaring, candidates, others, size, &attempts, err);

	for (size_t i = others; i < count && result == 0 && *facts->formats == '\0'; i++)
		result = declare_in_each_syntax(declaring, candidates + i, 1, size, &attempts, err);
	facts->problem =
		attempts.is_unreadable || *facts->formats == '\0' ? attempts.problem : NULL;
	facts->problem_line = facts->problem ? attempts.problem_line : 0;
	if (attempts.is_unreadable)
		forget_what_was_said(declaring);
	keep_references(declaring);
	return result;
}

int facts_declare(struct facts *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, size_t size, struct near_asker *near_asker, struct arena *arena,
	struct err *err)
{
	struct rule **candidates = memory_get((ruleset->count + 1) * sizeof(*candidates));
	size_t count = index_candidates(ruleset->index, path, candidates);
	struct declaring declaring;
	struct near near;
	int result = 0;

	*out = (struct facts){ .path = arena_text(arena, path), .formats = "", .open = "" };
	start(&declaring, out, out->path, &near, arena);
	declaring.manifest.bytes = bytes;
	declaring.ruleset = ruleset;
	declaring.loader = near_asker->loader;
	declaring.wants_delegates = near_asker->wants_delegates;
	near_init(&near, near_asker, out, declaring.manifest.directory, arena);
	near.bytes = bytes;
	near.size = size;
	result = drop_strangers(candidates, &count, bytes, size, err);
	if (result == 0)
		result = declare_by_all(&declaring, candidates, count, size, err);
	settle_all(out, arena);
	if (result < 0)
		err_wrap(err, "cannot declare '%s'", path);
	end(&declaring);
	near_release(&near);
	free(candidates);
	return result;
}

int facts_select(struct declared_reference **out, size_t *count, const struct reference_rule *rule,
	const char *path, const struct node *root, struct arena *arena, struct err *err)
{
	struct declaring declaring;
	struct scope scope;
	int result;

	start(&declaring, NULL, path, NULL, arena);
	scope_init(
		&scope, &declaring.manifest, rule->owner, &rule->owner->whole, root, NULL, false);
	result = declare_reference(&declaring, &scope, rule, err);
	*count = settle_references(&declaring.found);
	*out = arena_get(arena, (*count + 1) * sizeof(**out));
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = declaring.found.items[i].reference;
	end(&declaring);
	return result;
}

size_t rule_pointers(const struct reference_rule *rule, const char **out, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < rule->picking->at.count && count < most; i++)
		out[count++] = selector_pointer(rule->picking->at.items[i]);
	return count;
}
