/*
 * rule_entries.c - reads the references and mappings of a rule.
 */
#include "rules/reader.h"

#include <string.h>

#include "rules/loss.h"

/* ---- words of the language ---- */

static const char *const missing_words[] = { "ignored", "degraded", "build", "deploy", "silent",
	NULL };
static const char *const want_words[] = { "any", "file", "directory", "glob", "prefix", "name",
	NULL };
static const char *const parent_words[] = { "first", "last", NULL };
static const char *const need_words[] = { "any", "all", NULL };
static const char *const pick_words[] = { "value", "key", NULL };
const char *const reference_kinds[] = { "translation", "asset", "code", "page", "build", "config",
	"workspace", "package", "ci", "filter", "doc", "key", NULL };
static const char *const mapping_kinds[] = { "copy", "served", "name", "use", "context", "checkout",
	NULL };

const char *missing_text(enum missing missing)
{
	return missing_words[missing];
}

static int read_missing(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, missing_words, err);

	(void)reader;
	*(enum missing *)target = word < 0 ? MISSING_IGNORED : (enum missing)word;
	return word < 0 ? -1 : 0;
}

static int read_confidence(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, confidence_words, err);

	(void)reader;
	*(enum confidence *)target = word < 0 ? CONFIDENCE_DECLARED : (enum confidence)word;
	return word < 0 ? -1 : 0;
}

static int read_want(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, want_words, err);

	(void)reader;
	*(enum want *)target = word < 0 ? WANT_ANY : (enum want)word;
	return word < 0 ? -1 : 0;
}

static int read_parent(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, parent_words, err);

	if (word < 0)
		return -1;
	*(enum parent *)target = word == 0 ? PARENT_FIRST : PARENT_LAST;
	reader->rule->has_parents = true;
	return 0;
}

static int read_pick(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, pick_words, err);

	(void)reader;
	*(bool *)target = word == 1;
	return word < 0 ? -1 : 0;
}

static int read_kind(
	const char *const *words, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, words, err);

	if (word < 0)
		return -1;
	*(const char **)target = words[word];
	return 0;
}

static int read_reference_kind(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	(void)reader;
	return read_kind(reference_kinds, node, target, err);
}

static int read_mapping_kind(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	(void)reader;
	return read_kind(mapping_kinds, node, target, err);
}

static int read_need(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, need_words, err);

	(void)reader;
	*(bool *)target = word == 1;
	return word < 0 ? -1 : 0;
}

/* "A*B": what stands between an A and the next B; a '^' in front and a '$' at the end tie it to the
 * start and the end of the text. */
static int read_find(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct division *division = target;
	const char *text = "", *star;
	size_t size;

	if (read_text(reader, node, &text, err) < 0)
		return -1;
	division->from_start = *text == '^';
	if (division->from_start)
		text++;
	star = strchr(text, '*');
	if (!star || strchr(star + 1, '*') || (star == text && !division->from_start))
		return wrong_at(node, err, "'find' must be a text, one '*', and what follows it");
	size = strlen(star + 1);
	division->to_end = size > 0 && star[size] == '$';
	division->before = arena_bytes(reader->arena, text, (size_t)(star - text));
	division->behind = arena_bytes(reader->arena, star + 1, size - division->to_end);
	return 0;
}

static int read_split(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct division *division = target;
	const char *text = "";

	if (read_text(reader, node, &text, err) < 0)
		return -1;
	if (*text == '\0')
		return wrong_at(node, err, "'split' must be 'lines', 'words' or a separator");
	division->separator = strcmp(text, "lines") == 0   ? "\n"
			      : strcmp(text, "words") == 0 ? " "
							   : text;
	return 0;
}

/* One id, or a list of them. */
static int read_ids(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct texts *ids = target;

	if (node->kind == NODE_LIST)
		return read_texts(reader, node, target, err);
	ids->items = arena_get(reader->arena, sizeof(*ids->items));
	ids->count = 1;
	return read_text(reader, node, ids->items, err);
}

/* ---- references ---- */

/* A reference while it is read. */
struct reading {
	struct reference_rule rule;
	struct picking picking;
	struct templates path, key;
	const char *implied; /* the default, or NULL */
};

#define READING(member) offsetof(struct reading, member)
#define CUT_FORBIDS     (HOLES_OPEN | HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY))

static const struct field reference_fields[] = {
	{ "id", read_text, READING(rule.id), false, 0 },
	{ "at", read_selectors, READING(picking.at), false, 0 },
	{ "default", read_text, READING(implied), false, 0 },
	{ "pick", read_pick, READING(picking.pick_key), false, 0 },
	{ "find", read_find, READING(picking.division), false, 0 },
	{ "split", read_split, READING(picking.division), false, 0 },
	{ "cut", read_templates, READING(picking.cut), false, CUT_FORBIDS },
	{ "url", read_flag, READING(picking.url), false, 0 },
	{ "only", read_texts, READING(picking.only), false, 0 },
	{ "skip", read_texts, READING(picking.skip), false, 0 },
	{ "key", read_lookups, READING(key), false, HOLES_OPEN },
	{ "in", read_ids, READING(rule.in), false, 0 },
	{ "need", read_need, READING(rule.needs_all), false, 0 },
	{ "path", read_templates, READING(path), false, HOLE_BIT(HOLE_PROVIDER) },
	{ "want", read_want, READING(rule.want), false, 0 },
	{ "range", read_template, READING(rule.range), false, HOLES_OPEN },
	{ "with", read_texts, READING(rule.with), false, 0 },
	{ "endings", read_texts, READING(rule.endings), false, 0 },
	{ "alternatives", read_flag, READING(rule.alternatives), false, 0 },
	{ "within", read_text, READING(rule.within), false, 0 },
	{ "inherited", read_flag, READING(rule.inherited), false, 0 },
	{ "parent", read_parent, READING(rule.parent), false, 0 },
	{ "in_repository", read_flag, READING(rule.in_repository), false, 0 },
	{ "always", read_flag, READING(rule.always), false, 0 },
	{ "built", read_flag, READING(rule.built), false, 0 },
	{ "kind", read_reference_kind, READING(rule.kind), false, 0 },
	{ "missing", read_missing, READING(rule.missing), false, 0 },
	{ "detail", read_text, READING(rule.detail), false, 0 },
	{ "confidence", read_confidence, READING(rule.confidence), false, 0 },
	{ .name = NULL },
};

static unsigned most_wildcards(const struct selectors *selectors)
{
	unsigned most = 0;

	for (size_t i = 0; i < selectors->count; i++)
		if (selector_wildcards(selectors->items[i]) > most)
			most = selector_wildcards(selectors->items[i]);
	return most;
}

/* Does every {N} stand for a wildcard? */
int check_captures(const struct node *node, const struct selectors *at,
	const struct template *template, struct err *err)
{
	if (!template || template->captures <= most_wildcards(at))
		return 0;
	return wrong_at(node, err, "'{%u}' where 'at' has fewer wildcards", template->captures);
}

static const char *no_endings[] = { "" };

/* Do the keys of a key reference go together? */
static int check_key(const struct reading *reading, const struct node *node, struct err *err)
{
	const struct reference_rule *rule = &reading->rule;

	if (reading->key.count == 0)
		return rule->in.count || rule->needs_all
			       ? wrong_at(node, err, "'in' or 'need' without 'key'")
			       : 0;
	if (rule->in.count && reading->path.count)
		return wrong_at(node, err, "a key is sought either in 'path' or in 'in'");
	if (rule->inherited || rule->alternatives || rule->parent != PARENT_NONE ||
		rule->want != WANT_ANY || rule->with.count)
		return wrong_at(node, err, "a reference with 'key' wants nothing but that key");
	for (size_t i = 0; i < reading->key.count; i++)
		if (check_captures(node, &reading->picking.at, reading->key.items[i], err) < 0)
			return -1;
	return 0;
}

/* A default needs to know where the value would stand. */
static int read_implied(
	struct reader *reader, struct reading *reading, const struct node *node, struct err *err)
{
	const struct node *at = node_member(node, "at");
	struct implied *implied;
	struct err why;

	if (!reading->implied)
		return 0;
	if (!at || at->kind != NODE_STRING || reading->picking.pick_key ||
		reading->rule.alternatives || reading->rule.inherited || reader->is_below_value)
		return wrong_at(node, err, "a 'default' is for one value of one selector");
	implied = arena_get_zeroed(reader->arena, sizeof(*implied));
	implied->value = reading->implied;
	if (selector_read_parent(
		    &implied->parent, &implied->member, at->text, reader->arena, &why) < 0)
		return wrong_at(at, err, "a 'default' of %s", why.text);
	reading->rule.implied = implied;
	return 0;
}

static int finish_reference(
	struct reader *reader, struct reading *reading, const struct node *node, struct err *err)
{
	static const unsigned of_one_value =
		HOLES_SELECTED | HOLE_BIT(HOLE_KEY) | HOLE_BIT(HOLE_APP);
	struct reference_rule *rule = &reading->rule;
	struct picking *picking;

	for (size_t i = 0; i < reading->path.count; i++) {
		const struct template *template = reading->path.items[i];

		if (check_captures(node, &reading->picking.at, template, err) < 0)
			return -1;
		if (rule->inherited && template->uses & of_one_value)
			return wrong_at(node, err,
				"the 'path' of inherited values has a hole that only the own ones "
				"fill");
	}
	if (rule->range && rule->want != WANT_NAME)
		return wrong_at(node, err, "a 'range' is for those who want a name");
	if (check_captures(node, &reading->picking.at, rule->range, err) < 0 ||
		check_key(reading, node, err) < 0 || read_implied(reader, reading, node, err) < 0)
		return -1;
	if (rule->endings.count == 0)
		rule->endings = (struct texts){ no_endings, 1 };
	if (!rule->kind)
		rule->kind = reading->key.count ? "key" : "config";
	picking = arena_get(reader->arena, sizeof(*picking));
	*picking = reading->picking;
	rule->picking = picking;
	rule->owner = reader->rule;
	rule->format = reader->rule->format;
	rule->path = reading->path.items;
	rule->path_count = reading->path.count;
	rule->key = reading->key.items;
	rule->key_count = reading->key.count;
	return 0;
}

static struct reading new_reading(void)
{
	struct reading reading = { .rule = { .missing = MISSING_DEGRADED, .detail = "" } };

	return reading;
}

static int add_reference(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	static const struct template_place anywhere = { .where = "path" };
	struct part *part = target;
	struct reading reading = new_reading();
	struct reference_rule *rule;
	struct template **path;

	if (read_fields(reader, node, "a reference", reference_fields, &reading, err) < 0)
		return -1;
	if (reading.picking.at.count == 0)
		return wrong_at(node, err, "a reference needs 'at'");
	if (reading.path.count == 0 && reading.key.count == 0) {
		path = arena_get(reader->arena, sizeof(*path));
		if (template_read(path, "{manifest}/{value}", &anywhere, reader->arena, err) < 0)
			return -1;
		reading.path = (struct templates){ path, 1 };
	}
	if (finish_reference(reader, &reading, node, err) < 0)
		return -1;
	rule = arena_get(reader->arena, sizeof(*rule));
	*rule = reading.rule;
	vec_push(&part->references, rule);
	return 0;
}

/* ---- mappings ---- */

static int read_mapping_reference(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct reading reading = new_reading();
	struct reference_rule *rule;
	bool was_below = reader->is_below_value;
	int result;

	reader->is_below_value = true;
	result =
		read_fields(reader, node, "a mapping's reference", reference_fields, &reading, err);
	reader->is_below_value = was_below;
	if (result < 0)
		return -1;
	if (reading.path.count || reading.key.count || reading.rule.inherited ||
		reading.rule.alternatives)
		return wrong_at(node, err, "a mapping's reference takes its path from 'from'");
	if (finish_reference(reader, &reading, node, err) < 0)
		return -1;
	rule = arena_get(reader->arena, sizeof(*rule));
	*rule = reading.rule;
	*(struct reference_rule **)target = rule;
	return 0;
}

/* What a selected pattern stands for may speak of nothing but that pattern: it may stand in another
 * document. */
#define EXCEPT_FORBIDS (~(HOLE_BIT(HOLE_TEXT) | HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_CHANGED)))

static const struct field except_fields[] = {
	{ "in", read_templates, offsetof(struct except_rule, in), false, 0 },
	{ "at", read_selectors, offsetof(struct except_rule, at), true, 0 },
	{ "pattern", read_template, offsetof(struct except_rule, pattern), false, EXCEPT_FORBIDS },
	{ .name = NULL },
};

static int read_except(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct except_rule *except = arena_get_zeroed(reader->arena, sizeof(*except));
	bool was_below = reader->is_below_value;
	int result;

	reader->is_below_value = !node_member(node, "in");
	reader->has_from = true;
	result = read_fields(reader, node, "'except'", except_fields, except, err);
	reader->is_below_value = was_below;
	reader->has_from = false;
	*(struct except_rule **)target = except;
	return result;
}

/* Words with a hole in them are looked at when they are filled. */
static int read_loses(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	const struct templates *words = target;

	if (read_templates(reader, node, target, err) < 0)
		return -1;
	for (size_t i = 0; i < words->count; i++) {
		const struct template *word = words->items[i];

		if (word->uses == HOLE_BIT(HOLE_TEXT) && !loss_is_word(word->holes[0].text))
			return wrong_at(node, err,
				"'%s' must be 'flatten', 'strip:N' or 'ext:OLD=NEW'",
				word->holes[0].text);
	}
	return 0;
}

static const struct field each_fields[] = {
	{ "at", read_selectors, offsetof(struct picking, at), true, 0 },
	{ "pick", read_pick, offsetof(struct picking, pick_key), false, 0 },
	{ "find", read_find, offsetof(struct picking, division), false, 0 },
	{ "split", read_split, offsetof(struct picking, division), false, 0 },
	{ "only", read_texts, offsetof(struct picking, only), false, 0 },
	{ "skip", read_texts, offsetof(struct picking, skip), false, 0 },
	{ .name = NULL },
};

static int read_each(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct picking *picking = arena_get_zeroed(reader->arena, sizeof(*picking));

	*(const struct picking **)target = picking;
	return read_fields(reader, node, "'each'", each_fields, picking, err);
}

#define CALL(member) offsetof(struct call_rule, member)
#define CALL_FORBIDS (HOLES_OPEN | HOLE_BIT(HOLE_BELOW))

static const struct field call_fields[] = {
	{ "in", read_templates, CALL(in), false, CALL_FORBIDS },
	{ "each", read_each, CALL(each), false, 0 },
	{ "at", read_selectors, CALL(picking.at), true, 0 },
	{ "pick", read_pick, CALL(picking.pick_key), false, 0 },
	{ "find", read_find, CALL(picking.division), false, 0 },
	{ "split", read_split, CALL(picking.division), false, 0 },
	{ "only", read_texts, CALL(picking.only), false, 0 },
	{ "skip", read_texts, CALL(picking.skip), false, 0 },
	{ "name", read_templates, CALL(names), true, CALL_FORBIDS },
	{ .name = NULL },
};

static int read_calls(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	const struct call_rule **items =
		arena_get(reader->arena, (node->count + 1) * sizeof(*items));
	struct calls *calls = target;

	if (node->kind != NODE_LIST || node->count == 0)
		return wrong_at(node, err, "'called' must be a list of signs");
	for (size_t i = 0; i < node->count; i++) {
		struct call_rule *call = arena_get_zeroed(reader->arena, sizeof(*call));

		if (read_fields(reader, &node->children[i], "a sign", call_fields, call, err) < 0)
			return -1;
		if (call->each && call->in.count == 0)
			return wrong_at(&node->children[i], err, "'each' without 'in'");
		items[i] = call;
	}
	*calls = (struct calls){ items, node->count, reader->rule };
	return 0;
}

#define MAPPING(member) offsetof(struct mapping_rule, member)

static const struct field mapping_fields[] = {
	{ "at", read_selectors, MAPPING(picking.at), false, 0 },
	{ "pick", read_pick, MAPPING(picking.pick_key), false, 0 },
	{ "find", read_find, MAPPING(picking.division), false, 0 },
	{ "split", read_split, MAPPING(picking.division), false, 0 },
	{ "cut", read_templates, MAPPING(picking.cut), false, CUT_FORBIDS },
	{ "only", read_texts, MAPPING(picking.only), false, 0 },
	{ "skip", read_texts, MAPPING(picking.skip), false, 0 },
	{ "from", read_templates, MAPPING(from), true, 0 },
	{ "to", read_templates, MAPPING(to), true, 0 },
	{ "filter", read_template, MAPPING(filter), false, HOLES_OPEN },
	{ "except", read_except, MAPPING(except), false, 0 },
	{ "loses", read_loses, MAPPING(loses), false, HOLES_OPEN },
	{ "choice", read_flag, MAPPING(choice), false, 0 },
	{ "kind", read_mapping_kind, MAPPING(kind), false, 0 },
	{ "through", read_template, MAPPING(through), false, HOLES_OPEN },
	{ "given", read_template, MAPPING(given), false,
		HOLE_BIT(HOLE_APP) | HOLE_BIT(HOLE_INHERITED) },
	{ "unless", read_template, MAPPING(unless), false,
		HOLE_BIT(HOLE_APP) | HOLE_BIT(HOLE_INHERITED) },
	{ "vacant", read_templates, MAPPING(vacant), false, 0 },
	{ "called", read_calls, MAPPING(calls), false, 0 },
	{ "range", read_template, MAPPING(range), false, HOLES_OPEN },
	{ "beyond", read_template, MAPPING(beyond), false, HOLES_OPEN },
	{ "confidence", read_confidence, MAPPING(confidence), false, 0 },
	{ "reference", read_mapping_reference, MAPPING(reference), false, 0 },
	{ .name = NULL },
};

static int check_templates(const struct node *node, const struct selectors *at,
	const struct templates *templates, unsigned *uses, struct err *err)
{
	for (size_t i = 0; i < templates->count; i++) {
		*uses |= templates->items[i]->uses;
		if (check_captures(node, at, templates->items[i], err) < 0)
			return -1;
	}
	return 0;
}

static int check_mapping(
	const struct mapping_rule *mapping, const struct node *node, struct err *err)
{
	const struct selectors *at = &mapping->picking.at;
	unsigned uses = (mapping->given ? mapping->given->uses : 0) |
			(mapping->unless ? mapping->unless->uses : 0);

	if (check_templates(node, at, &mapping->from, &uses, err) < 0 ||
		check_templates(node, at, &mapping->to, &uses, err) < 0 ||
		check_templates(node, at, &mapping->loses, &uses, err) < 0 ||
		check_templates(node, at, &mapping->vacant, &uses, err) < 0 ||
		(mapping->except &&
			check_templates(node, at, &mapping->except->in, &uses, err) < 0) ||
		check_captures(node, at, mapping->filter, err) < 0 ||
		check_captures(node, at, mapping->through, err) < 0 ||
		check_captures(node, at, mapping->given, err) < 0 ||
		check_captures(node, at, mapping->unless, err) < 0 ||
		check_captures(node, at, mapping->range, err) < 0 ||
		check_captures(node, at, mapping->beyond, err) < 0)
		return -1;
	if (uses & HOLE_BIT(HOLE_PROVIDER) && !mapping->through)
		return wrong_at(node, err, "'{provider}' without 'through'");
	if (mapping->calls.count && !mapping->through)
		return wrong_at(node, err, "'called' without 'through'");
	if ((mapping->range || mapping->beyond) && !mapping->through)
		return wrong_at(node, err, "'range' or 'beyond' without 'through'");
	if (mapping->choice && (mapping->from.count != 1 || mapping->reference))
		return wrong_at(node, err, "a choice has one 'from', which is no reference");
	if (mapping->reference && at->count == 0)
		return wrong_at(node, err, "a mapping's reference needs the mapping's 'at'");
	return 0;
}

static int add_mapping(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	struct part *part = target;
	struct mapping_rule mapping = { .format = reader->rule->format, .kind = "copy" };

	if (read_fields(reader, node, "a mapping", mapping_fields, &mapping, err) < 0 ||
		check_mapping(&mapping, node, err) < 0)
		return -1;
	if (mapping.reference)
		mapping.reference->confidence =
			weaker_confidence(mapping.reference->confidence, mapping.confidence);
	vec_push(&part->mappings, mapping);
	return 0;
}

/* ---- lists of them ---- */

int read_references(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_list(reader, node, add_reference, target, err);
}

int read_mappings(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	return read_list(reader, node, add_mapping, target, err);
}
