/*
 * rule_list.c - all rules: which files each takes, and what it takes from them.
 */
#include "report/node.h"
#include "report/page.h"
#include "report/rule.h"
#include "util/map.h"

/* What a rule takes, each word once. */
struct yield {
	bool has_app;
	struct map names;      /* spaces: "npm" */
	struct map references; /* kinds */
	struct map mappings;   /* kinds */
};

static void keep(struct map *words, const char *word, size_t size)
{
	map_put(words, word, size);
}

static void keep_space(struct map *names, const struct node *name)
{
	const char *text = written_text(name, "name", "");

	keep(names, text, strcspn(text, ":{"));
}

static void keep_reference(struct yield *yield, const struct node *reference)
{
	const char *kind =
		written_text(reference, "kind", node_member(reference, "key") ? "key" : "config");

	keep(&yield->references, kind, strlen(kind));
}

static void keep_mapping(struct yield *yield, const struct node *mapping)
{
	const char *kind = written_text(mapping, "kind", "copy");
	const struct node *reference = node_member(mapping, "reference");

	keep(&yield->mappings, kind, strlen(kind));
	if (reference)
		keep_reference(yield, reference);
}

/* Of the whole rule, or of one of its parts. */
static void find_yield(struct yield *yield, const struct node *part)
{
	const struct node *names = node_member(part, "names");
	const struct node *references = node_member(part, "references");
	const struct node *mappings = node_member(part, "mappings");
	const struct node *parts = node_member(part, "parts");

	yield->has_app |= node_member(part, "app") != NULL;
	for (size_t i = 0; names && i < names->count; i++)
		keep_space(&yield->names, &names->children[i]);
	for (size_t i = 0; references && i < references->count; i++)
		keep_reference(yield, &references->children[i]);
	for (size_t i = 0; mappings && i < mappings->count; i++)
		keep_mapping(yield, &mappings->children[i]);
	for (size_t i = 0; parts && i < parts->count; i++)
		find_yield(yield, &parts->children[i]);
}

static struct yield yield_of(const struct written_rule *rule)
{
	struct yield yield = { false, MAP_INIT, MAP_INIT, MAP_INIT };

	find_yield(&yield, rule->node);
	return yield;
}

static void release_yield(struct yield *yield)
{
	map_release(&yield->names);
	map_release(&yield->references);
	map_release(&yield->mappings);
}

/* ---- which ---- */

static bool occurs(const char *word, const struct node *node)
{
	if (node->text && strcasestr(node->text, word))
		return true;
	for (size_t i = 0; i < node->count; i++)
		if (occurs(word, &node->children[i]))
			return true;
	return false;
}

/* In its format, title or files. */
static bool is_wanted(const struct written_rule *rule, const char *const *words, size_t count)
{
	static const char *const keys[] = { "format", "title", "files" };

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
			const struct node *node = node_member(rule->node, keys[k]);

			if (node && occurs(words[i], node))
				return true;
		}
	return count == 0;
}

/* ---- as text ---- */

static void write_words(struct page *page, const char *label, const struct map *words)
{
	for (size_t i = 0; i < words->count; i++)
		page_addf(page, "%s%s", i ? ", " : label, words->entries[i].key);
}

static void write_yield(struct page *page, const struct written_rule *rule)
{
	struct yield yield = yield_of(rule);

	page_addf(page, "   ");
	if (yield.has_app)
		page_addf(page, " app;");
	write_words(page, " names ", &yield.names);
	if (yield.names.count)
		page_addf(page, ";");
	write_words(page, " references ", &yield.references);
	if (yield.references.count && yield.mappings.count)
		page_addf(page, ";");
	write_words(page, " mappings ", &yield.mappings);
	page_end_line(page);
	release_yield(&yield);
}

static void write_files(struct page *page, const struct node *files)
{
	page_addf(page, "    ");
	for (size_t i = 0; files && i < files->count; i++)
		page_addf(page, "%s%s", i ? ", " : "", files->children[i].text);
	if (files && files->text)
		page_addf(page, "%s", files->text);
	page_end_line(page);
}

static void write_rule(struct page *page, const struct written_rule *rule)
{
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", rule->format);
	page_ink(page, INK_PLAIN);
	page_addf(page, "  %s%s", written_text(rule->node, "title", ""),
		rule->is_own ? "  (of .crossdep.json)" : "");
	page_end_line(page);
	write_files(page, node_member(rule->node, "files"));
	write_yield(page, rule);
}

void report_rule_list(struct str *out, const struct catalogue *catalogue, const char *const *words,
	size_t word_count, bool colour)
{
	struct page page = { .out = out, .line = STR_INIT, .colour = colour };

	for (size_t i = 0; i < catalogue->rules.count; i++)
		if (is_wanted(&catalogue->rules.items[i], words, word_count))
			write_rule(&page, &catalogue->rules.items[i]);
	str_release(&page.line);
}

/* ---- as JSON ---- */

static void put_words(cJSON *object, const char *name, const struct map *words)
{
	cJSON *list = cJSON_AddArrayToObject(object, name);

	for (size_t i = 0; i < words->count; i++)
		cJSON_AddItemToArray(list, json_text(words->entries[i].key));
}

static void put_files(cJSON *object, const struct node *files)
{
	cJSON *list = cJSON_AddArrayToObject(object, "files");

	if (files && files->text)
		cJSON_AddItemToArray(list, json_text(files->text));
	for (size_t i = 0; files && i < files->count; i++)
		cJSON_AddItemToArray(list, json_text(files->children[i].text));
}

static cJSON *rule_object(const struct written_rule *rule)
{
	struct yield yield = yield_of(rule);
	cJSON *object = cJSON_CreateObject();

	json_put_text(object, "format", rule->format);
	json_put_text(object, "title", written_text(rule->node, "title", NULL));
	json_put_text(object, "documentation", written_text(rule->node, "documentation", NULL));
	put_files(object, node_member(rule->node, "files"));
	json_put_flag(object, "own", rule->is_own);
	json_put_flag(object, "app", yield.has_app);
	put_words(object, "names", &yield.names);
	put_words(object, "references", &yield.references);
	put_words(object, "mappings", &yield.mappings);
	release_yield(&yield);
	return object;
}

void report_rule_list_json(struct str *out, const struct catalogue *catalogue,
	const char *const *words, size_t word_count)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < catalogue->rules.count; i++)
		if (is_wanted(&catalogue->rules.items[i], words, word_count))
			cJSON_AddItemToArray(list, rule_object(&catalogue->rules.items[i]));
	json_write(out, list, false);
}
