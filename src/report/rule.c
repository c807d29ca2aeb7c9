/*
 * rule.c - a rule as people read it: from its text, so that whatever the language comes to say is
 * shown, if need be in its own words.
 */
#include "report/rule.h"

#include <string.h>

#include "report/page.h"

/* How a value is told behind its label. */
enum manner {
	PLAIN, /* lists joined by ", " */
	FIRST, /* of a list the first that is there, or any will do: joined by ", else " */
	FLAG,  /* the label alone, if it is true */
	IF,    /* conditions */
};

struct label {
	const char *key, *text;
	enum manner manner;
};

/* Keys of references, mappings, names, parts and apps, in the order in which they are told. */
static const struct label labels[] = {
	{ "when", "if", IF },
	{ "id", "called", PLAIN },
	{ "inherited", "taken from the nearest parent", FLAG },
	{ "pick", "takes the", PLAIN },
	{ "find", "each", PLAIN },
	{ "split", "split at", PLAIN },
	{ "url", "read as a URL", FLAG },
	{ "only", "only", PLAIN },
	{ "skip", "not", PLAIN },
	{ "cut", "without", FIRST },
	{ "alternatives", "one of a list is enough", FLAG },
	{ "default", "if not written", PLAIN },
	{ "path", "stands for", FIRST },
	{ "name", "name", FIRST },
	{ "directory", "leads to", FIRST },
	{ "from", "from", PLAIN },
	{ "to", "to", FIRST },
	{ "version", "in the version", FIRST },
	{ "filter", "only what fits", PLAIN },
	{ "choice", "or a directory above, whichever has the most", FLAG },
	{ "except", "without what fits", PLAIN },
	{ "loses", "loses", PLAIN },
	{ "through", "if provided", PLAIN },
	{ "given", "and if provided", PLAIN },
	{ "unless", "unless provided", PLAIN },
	{ "vacant", "unless a file is at", PLAIN },
	{ "called", "and if it is called", PLAIN },
	{ "each", "for each of", PLAIN },
	{ "range", "in a version of", PLAIN },
	{ "beyond", "in no version of", PLAIN },
	{ "in", "in the files of", PLAIN },
	{ "key", "names the key", FIRST },
	{ "need", "needed in", PLAIN },
	{ "endings", "ending", PLAIN },
	{ "want", "must be", PLAIN },
	{ "with", "that holds", FIRST },
	{ "within", "a directory means", PLAIN },
	{ "parent", "is a parent", PLAIN },
	{ "in_repository", "an outside package is none", FLAG },
	{ "always", "always committed", FLAG },
	{ "built", "usually made by a build", FLAG },
	{ "confidence", "confidence", PLAIN },
	{ "weak", "only outside of other apps", FLAG },
	{ NULL, NULL, PLAIN },
};

/* Words of the language that read better in others. */
static const struct wording {
	const char *key, *word, *text;
} wordings[] = {
	{ "want", "file", "a file" },
	{ "want", "directory", "a directory" },
	{ "want", "any", "a file or a directory" },
	{ "want", "glob", "a path, or a pattern with a match" },
	{ "want", "prefix", "there, up to its first *" },
	{ "want", "name", "a name that somebody provides" },
	{ "parent", "first", "the first of several counts" },
	{ "parent", "last", "the last of several counts" },
	{ "need", "any", "any of them" },
	{ "need", "all", "all of them" },
	{ NULL, NULL, NULL },
};

#define LABEL_WIDTH 16
#define LINE_WIDTH  100 /* lists go on in the next line */

static const struct label *label_of(const char *key)
{
	const struct label *label = labels;

	while (label->key && strcmp(label->key, key) != 0)
		label++;
	return label->key ? label : NULL;
}

static bool is_text(const struct node *node, const char *text)
{
	return node && node->text && strcmp(node->text, text) == 0;
}

/* ---- values ---- */

static const char *wording_of(const char *key, const char *word)
{
	for (const struct wording *wording = wordings; key && wording->key; wording++)
		if (strcmp(wording->key, key) == 0 && strcmp(wording->word, word) == 0)
			return wording->text;
	return *word ? word : "\"\"";
}

/* A scalar, or the scalars of a list. */
static void say_value(struct str *out, const struct node *node, const char *between)
{
	if (node->kind != NODE_LIST)
		str_add_text(out, wording_of(node->key, node->text ? node->text : ""));
	for (size_t i = 0; i < node->count; i++) {
		str_add_text(out, i ? between : "");
		say_value(out, &node->children[i], between);
	}
}

static bool is_flat(const struct node *node)
{
	if (node->kind == NODE_MAP)
		return false;
	for (size_t i = 0; i < node->count; i++)
		if (!is_flat(&node->children[i]))
			return false;
	return true;
}

/* A value that begins in column `indent`; a list that is too long for one line goes on below. */
static void write_items(
	struct page *page, unsigned indent, const struct node *node, const char *between)
{
	bool is_list = node->kind == NODE_LIST && node->count > 0;
	size_t count = is_list ? node->count : 1, width = indent;
	struct str item = STR_INIT;

	for (size_t i = 0; i < count; i++) {
		str_clear(&item);
		say_value(&item, is_list ? &node->children[i] : node, between);
		if (i + 1 < count)
			str_add_text(&item, between);
		if (i && width + item.size > LINE_WIDTH) {
			page_end_line(page);
			page_addf(page, "%*s", (int)indent, "");
			width = indent;
		}
		page_addf(page, "%s", item.data);
		width += item.size;
	}
	page_end_line(page);
	str_release(&item);
}

static void write_value(struct page *page, unsigned indent, const char *label,
	const struct node *node, const char *between)
{
	page_addf(page, "%*s%-*s  ", (int)indent, "", LABEL_WIDTH, label);
	write_items(page, indent + LABEL_WIDTH + 2, node, between);
}

static void write_text(struct page *page, unsigned indent, const char *label, const char *text)
{
	page_addf(page, "%*s%-*s  %s", (int)indent, "", LABEL_WIDTH, label, text);
	page_end_line(page);
}

/* ---- conditions ---- */

static void say_conditions(struct str *out, const struct node *list, const char *between)
{
	for (size_t i = 0; i < list->count; i++) {
		str_add_text(out, i ? between : "");
		say_condition(out, &list->children[i]);
	}
}

static void say_has(struct str *out, const struct node *condition)
{
	const struct node *kind = node_member(condition, "kind");
	const struct node *like = node_member(condition, "like");

	say_value(out, node_member(condition, "has"), ", ");
	str_addf(out, " is %s", kind && kind->text ? "a " : "there");
	if (kind && kind->text)
		str_add_text(out, kind->text);
	if (like) {
		str_add_text(out, ", one of ");
		say_value(out, like, ", ");
	}
}

void say_condition(struct str *out, const struct node *condition)
{
	const struct node *first =
		condition->kind == NODE_MAP && condition->count ? &condition->children[0] : NULL;

	if (!first) {
		str_add_text(out, "?");
	} else if (node_member(condition, "has")) {
		say_has(out, condition);
	} else if (strcmp(first->key, "not") == 0) {
		str_add_text(out, "not: ");
		say_condition(out, first);
	} else if (strcmp(first->key, "any") == 0) {
		say_conditions(out, first, ", or ");
	} else {
		str_addf(out, "%s ",
			strcmp(first->key, "beside") == 0   ? "beside it a file"
			: strcmp(first->key, "above") == 0  ? "beside or above it a file"
			: strcmp(first->key, "mostly") == 0 ? "at least half of their list are"
							    : first->key);
		say_value(out, first, " or ");
	}
}

static void write_conditions(struct page *page, unsigned indent, const struct node *list)
{
	struct str line = STR_INIT;

	for (size_t i = 0; i < list->count; i++) {
		str_clear(&line);
		say_condition(&line, &list->children[i]);
		page_addf(page, "%*s%s", (int)indent, "", line.data);
		page_end_line(page);
	}
	str_release(&line);
}

/* ---- members ---- */

static void write_member(
	struct page *page, unsigned indent, const struct node *node, enum manner otherwise);

/* The members of a map, a line each, or of a list of maps, a paragraph each. */
static void write_members(
	struct page *page, unsigned indent, const struct node *node, enum manner otherwise)
{
	for (size_t i = 0; i < node->count; i++)
		write_member(page, indent, &node->children[i], otherwise);
}

static void write_member(
	struct page *page, unsigned indent, const struct node *node, enum manner otherwise)
{
	const struct label *label = node->key ? label_of(node->key) : NULL;
	const char *name = label ? label->text : node->key ? node->key : "-";
	enum manner manner = label ? label->manner : otherwise;

	if (manner == FLAG && is_text(node, "false"))
		return;
	if (manner == FLAG && is_text(node, "true")) {
		write_text(page, indent, name, "");
	} else if (is_flat(node)) {
		write_value(page, indent, name, node, manner == FIRST ? ", else " : ", ");
	} else {
		write_text(page, indent, name, "");
		if (manner == IF)
			write_conditions(page, indent + 2, node);
		else
			write_members(page, indent + 2, node, otherwise);
	}
}

/* ---- references, mappings, names ---- */

static void write_labelled(struct page *page, const struct node *item)
{
	for (const struct label *label = labels; label->key; label++) {
		const struct node *node = node_member(item, label->key);

		if (node)
			write_member(page, 4, node, label->manner);
	}
}

/* What has no label, and is not told elsewhere. */
static void write_rest(struct page *page, const struct node *item)
{
	static const char *const told[] = { "at", "kind", "missing", "detail", "reference", NULL };

	for (size_t i = 0; i < item->count; i++) {
		const struct node *node = &item->children[i];
		size_t k = 0;

		while (told[k] && strcmp(told[k], node->key) != 0)
			k++;
		if (!told[k] && !label_of(node->key))
			write_member(page, 4, node, PLAIN);
	}
}

static void write_consequence(struct page *page, const struct node *item)
{
	const char *detail = written_text(item, "detail", NULL);
	struct str line = STR_INIT;

	str_addf(&line, "%s%s%s", written_text(item, "missing", "degraded"), detail ? ": " : "",
		detail ? detail : "");
	write_text(page, 4, "if it is missing", line.data);
	str_release(&line);
}

static void write_heading(struct page *page, const struct node *item, const char *kind)
{
	const struct node *at = node_member(item, "at");

	page_addf(page, "  ");
	page_ink(page, INK_STRONG);
	page_addf(page, "%-*s", LABEL_WIDTH + 2, kind);
	page_ink(page, INK_PLAIN);
	if (at) {
		page_addf(page, "  ");
		write_items(page, 4 + LABEL_WIDTH + 2, at, ", ");
	} else {
		page_addf(page, "  by convention");
		page_end_line(page);
	}
}

static void write_reference(struct page *page, const struct node *item)
{
	const char *kind = node_member(item, "key") ? "key" : "config";

	write_heading(page, item, written_text(item, "kind", kind));
	write_labelled(page, item);
	write_rest(page, item);
	write_consequence(page, item);
}

static void write_mapping(struct page *page, const struct node *item)
{
	const struct node *reference = node_member(item, "reference");

	write_heading(page, item, written_text(item, "kind", "copy"));
	write_labelled(page, item);
	write_rest(page, item);
	if (!reference)
		return;
	write_text(page, 4, "and a reference", written_text(reference, "kind", "config"));
	write_consequence(page, reference);
}

static void write_name(struct page *page, const struct node *item)
{
	struct str name = STR_INIT;
	const struct node *node = node_member(item, "name");

	if (node)
		say_value(&name, node, ", else ");
	page_addf(page, "  %s", name.data);
	str_release(&name);
	if (node_member(item, "at"))
		page_addf(page, "  for each %s", written_text(item, "at", "of several"));
	if (node_member(item, "directory"))
		page_addf(page, "  leads to %s", written_text(item, "directory", ""));
	page_end_line(page);
}

/* ---- sections ---- */

static void write_heading_of_section(struct page *page, const char *heading)
{
	page_end_line(page);
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", heading);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
}

static void write_each(struct page *page, const struct node *list,
	void (*write)(struct page *page, const struct node *item))
{
	for (size_t i = 0; i < list->count; i++)
		if (list->children[i].kind == NODE_MAP)
			write(page, &list->children[i]);
}

static void write_section(struct page *page, const struct node *node);

static void write_part(struct page *page, const struct node *item)
{
	const struct node *at = node_member(item, "at");
	struct str heading = STR_INIT;

	str_add_text(&heading, "In each ");
	if (at)
		say_value(&heading, at, ", ");
	write_heading_of_section(page, heading.data);
	for (size_t i = 0; i < item->count; i++)
		if (strcmp(item->children[i].key, "at") != 0)
			write_section(page, &item->children[i]);
	str_release(&heading);
}

static void write_maps(struct page *page, const struct node *node)
{
	write_members(page, 2, node, FIRST);
}

static void write_condition_list(struct page *page, const struct node *node)
{
	write_conditions(page, 2, node);
}

static void write_references(struct page *page, const struct node *node)
{
	write_each(page, node, write_reference);
}

static void write_mappings(struct page *page, const struct node *node)
{
	write_each(page, node, write_mapping);
}

static void write_names(struct page *page, const struct node *node)
{
	write_each(page, node, write_name);
}

static void write_parts(struct page *page, const struct node *node)
{
	write_each(page, node, write_part);
}

static void write_scalar(struct page *page, const struct node *node)
{
	page_addf(page, "  ");
	write_items(page, 2, node, ", else ");
}

static const struct section {
	const char *key, *heading;
	void (*write)(struct page *page, const struct node *node);
} sections[] = {
	{ "when", "Recognised if", write_condition_list },
	{ "syntax", "Read as", write_scalar },
	{ "bases", "Bases", write_maps },
	{ "variables", "Variables", write_maps },
	{ "root", "Speaks for the directory", write_scalar },
	{ "app", "Is an app", write_maps },
	{ "names", "Provides the names", write_names },
	{ "references", "References", write_references },
	{ "mappings", "Mappings", write_mappings },
	{ "uses", "Reads as another format", write_maps },
	{ "parts", NULL, write_parts }, /* each has its own heading */
	{ NULL, NULL, NULL },
};

static void write_section(struct page *page, const struct node *node)
{
	const struct section *section = sections;

	while (section->key && strcmp(section->key, node->key) != 0)
		section++;
	if (!section->key || section->heading)
		write_heading_of_section(page, section->key ? section->heading : node->key);
	if (section->key)
		section->write(page, node);
	else if (is_flat(node))
		write_scalar(page, node);
	else
		write_maps(page, node);
}

static bool is_in_head(const char *key)
{
	static const char *const keys[] = { "format", "title", "documentation", "files" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static void write_head(struct page *page, const struct written_rule *rule)
{
	const char *title = written_text(rule->node, "title", NULL);
	const char *documentation = written_text(rule->node, "documentation", NULL);
	const struct node *files = node_member(rule->node, "files");

	page_ink(page, INK_STRONG);
	page_addf(page, "%s", rule->format);
	page_ink(page, INK_PLAIN);
	page_addf(page, "%s%s%s", title ? "  " : "", title ? title : "",
		rule->is_own ? "  (of .crossdep.json)" : "");
	page_end_line(page);
	if (documentation) {
		page_addf(page, "%s", documentation);
		page_end_line(page);
	}
	write_heading_of_section(page, "Files");
	page_addf(page, "  ");
	if (files)
		write_items(page, 2, files, ", ");
}

void report_rule(struct str *out, const struct written_rule *rule, bool colour)
{
	struct page page = { .out = out, .line = STR_INIT, .colour = colour };

	write_head(&page, rule);
	for (size_t i = 0; i < rule->node->count; i++)
		if (!is_in_head(rule->node->children[i].key))
			write_section(&page, &rule->node->children[i]);
	str_release(&page.line);
}
