/* facts_text.c - see facts_text.h. */
#include "facts_text.h"

#include <string.h>

#include "support/assert.h"

static void add_piece(struct str *out, const struct piece *piece)
{
	switch (piece->kind) {
	case PIECE_TEXT:
		str_add_text(out, piece->text);
		break;
	case PIECE_APP:
		str_addf(out, "{app, else '%s'}", piece->text);
		break;
	case PIECE_FROM:
		str_add_text(out, "{from}");
		break;
	case PIECE_PROVIDER:
		str_add_text(out, "{provider}");
		break;
	case PIECE_INHERITED:
		str_addf(out, "{^%s}", piece->text);
		break;
	case PIECE_VALUE:
		str_add_text(out, "{value}");
		break;
	case PIECE_NEAREST:
		str_addf(out, "{nearest:%s}", piece->text);
		break;
	case PIECE_START:
		break;
	case PIECE_DOCUMENT:
		str_add_char(out, '{');
		place_text(out, piece->choices);
		str_addf(out, "#%s}", piece->text);
		break;
	case PIECE_PARENT:
		str_addf(out, "{^#%s}", piece->text);
		break;
	case PIECE_CHANGED:
		str_add_text(out, "{changed ");
		place_text(out, piece->choices);
		str_add_char(out, '}');
		break;
	case PIECE_CHOICE:
		for (size_t i = 0; i < piece->choice_count; i++) {
			str_add_text(out, i ? " | " : "{");
			place_text(out, &piece->choices[i]);
		}
		str_add_char(out, '}');
		break;
	}
}

void place_text(struct str *out, const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		add_piece(out, &place->pieces[i]);
}

static void add_places(struct str *out, const struct place *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		str_add_text(out, i ? ", else " : " -> ");
		place_text(out, &places[i]);
	}
}

static void add_reference(struct str *out, const struct declared_reference *reference)
{
	for (size_t i = 0; i < reference->count; i++) {
		const struct written *written = &reference->values[i];

		str_addf(out, "\t%s%u:%u %s \"%s\"", i ? "\tor " : "", written->span.line,
			written->span.column, reference->rule->kind, written->raw);
		if (written->is_negation)
			str_add_text(out, " takes away");
		add_places(out, written->paths, written->path_count);
		for (size_t k = 0; k < written->key_count; k++)
			str_addf(out, "%s%s", k ? " or " : " key ", written->keys[k]);
		if (written->skip)
			str_addf(out, " skipped: %s", skip_text(written->skip));
		if (reference->filter)
			str_addf(out, ", a match of %s", reference->filter);
		str_add_char(out, '\n');
	}
}

static void add_mapping(struct str *out, const struct declared_mapping *mapping)
{
	str_add_text(out, "\tmapping ");
	if (mapping->span.line)
		str_addf(out, "%u:%u ", mapping->span.line, mapping->span.column);
	str_addf(out, "%s ", mapping->kind);
	place_text(out, &mapping->from);
	str_add_text(out, " -> ");
	place_text(out, &mapping->to);
	if (mapping->filter)
		str_addf(out, ", only %s", mapping->filter);
	if (mapping->except)
		str_addf(out, ", without %s", mapping->except);
	for (size_t i = 0; mapping->except_in && i < mapping->except_in->file_count; i++) {
		str_add_text(out, ", without what is in ");
		place_text(out, &mapping->except_in->files[i]);
	}
	if (mapping->loses)
		str_addf(out, ", loses %s", mapping->loses);
	if (mapping->through)
		str_addf(out, ", through %s", mapping->through);
	if (mapping->given) {
		str_add_text(out, ", given ");
		place_text(out, mapping->given);
	}
	str_add_char(out, '\n');
}

void facts_text(struct str *out, const struct facts *facts)
{
	str_addf(out, "%s: %s\n", facts->path, *facts->formats ? facts->formats : "no manifest");
	if (facts->problem)
		str_addf(out, "\tproblem in line %u: %s\n", facts->problem_line, facts->problem);
	if (facts->remark)
		str_addf(out, "\tremark in line %u: %s\n", facts->remark_line, facts->remark);
	for (size_t i = 0; i < facts->near.count; i++)
		str_addf(out, "\tnear %s\n", facts->near.items[i]);
	for (size_t i = 0; i < facts->delegates.count; i++)
		str_addf(out, "\tdelegate of %s: %s\n", facts->delegates.items[i].format,
			facts->delegates.items[i].text);
	for (size_t i = 0; i < facts->apps.count; i++)
		str_addf(out, "\tapp %s '%s'%s\n",
			*facts->apps.items[i].directory ? facts->apps.items[i].directory : ".",
			facts->apps.items[i].name, facts->apps.items[i].is_weak ? ", weak" : "");
	for (size_t i = 0; i < facts->names.count; i++)
		str_addf(out, facts->names.items[i].directory ? "\tname %s -> %s\n" : "\tname %s\n",
			facts->names.items[i].name, facts->names.items[i].directory);
	for (size_t i = 0; i < facts->mappings.count; i++)
		add_mapping(out, &facts->mappings.items[i]);
	for (size_t i = 0; i < facts->references.count; i++)
		add_reference(out, &facts->references.items[i]);
	for (size_t i = 0; i < facts->inherited.count; i++) {
		const struct declared_inheritance *inherited = &facts->inherited.items[i];

		str_addf(out, "\tinherited %s", inherited->rule->kind);
		add_places(out, inherited->paths, inherited->path_count);
		str_add_char(out, '\n');
	}
}

void ruleset_of(struct ruleset *out, const char *rules)
{
	struct document *document;
	struct err err;

	ruleset_init(out);
	assert_ok(document_parse(&document, SYNTAX_JSON, rules, strlen(rules), &err));
	for (size_t i = 0; i < document->root->count; i++)
		assert_ok(ruleset_add(out, &document->root->children[i], &err));
	document_free(document);
	ruleset_seal(out);
}

void ruleset_builtin(struct ruleset *out)
{
	ruleset_init(out);
	ruleset_add_builtin(out);
	ruleset_seal(out);
}

struct listed {
	struct near_asker asker;
	const char *files;
};

static int is_listed(struct near_asker *asker, const char *path, struct err *err)
{
	const char *files = ((struct listed *)asker)->files;
	size_t size = strlen(path);

	(void)err;
	for (const char *at = files; (at = strstr(at, path)) != NULL; at += size)
		if ((at == files || at[-1] == ' ') && (at[size] == '\0' || at[size] == ' '))
			return 1;
	return 0;
}

void declare_text(struct str *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, const char *files)
{
	struct listed listed = { { .is_file = is_listed, .wants_delegates = true }, files };
	struct arena arena = ARENA_INIT;
	struct facts facts;
	struct err err;

	assert_ok(facts_declare(
		&facts, ruleset, path, bytes, strlen(bytes), &listed.asker, &arena, &err));
	facts_text(out, &facts);
	arena_release(&arena);
}
