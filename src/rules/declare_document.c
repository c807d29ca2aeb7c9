/*
 * declare_document.c - reads the document of a manifest as a rule says, programs included.
 */
#include "rules/declaring.h"
#include "syntax/script.h"

/* Where a program runs: the root of the rule, as far as the document does not say it. */
static int find_working_directory(
	const char **out, struct declaring *declaring, struct rule *rule, struct err *err)
{
	static const struct node nothing = { .kind = NODE_NULL };
	struct scope scope;

	if (rule_complete(rule, err) < 0)
		return -1;
	scope_init(&scope, &declaring->manifest, rule, &rule->whole, &nothing, NULL, true);
	return scope_root(out, &scope, err);
}

/* 1, 0: it does not parse, *why says so; -1. */
static int parse_program(struct document **out, struct declaring *declaring, struct rule *rule,
	size_t size, struct err *why, struct err *err)
{
	const struct manifest *manifest = &declaring->manifest;
	struct script_source source = { .path = manifest->path,
		.is_typescript = rule_syntax(rule, manifest->path) == SYNTAX_TYPESCRIPT,
		.bytes = manifest->bytes,
		.size = size,
		.loader = declaring->loader };

	if (find_working_directory(&source.working_directory, declaring, rule, err) < 0)
		return -1;
	if (script_parse(out, &source, why) == 0)
		return 1;
	if (why->kind == ERR_INPUT || why->kind == ERR_LIMIT)
		return 0;
	*err = *why;
	return -1;
}

static void keep_reading(struct facts *facts, const struct document *document, struct arena *arena)
{
	size_t count = facts->import_count + document->import_count;
	const char **imports = arena_get(arena, (count + 1) * sizeof(*imports));

	for (size_t i = 0; i < count; i++)
		imports[i] =
			i < facts->import_count
				? facts->imports[i]
				: arena_text(arena, document->imports[i - facts->import_count]);
	facts->imports = imports;
	facts->import_count = count;
	if (document->remark && !facts->remark) {
		facts->remark = document->remark;
		facts->remark_line = document->remark_line;
	}
}

int declare_read(struct document **out, struct declaring *declaring, struct rule *rule, size_t size,
	struct err *err)
{
	struct manifest *manifest = &declaring->manifest;
	struct facts *facts = declaring->out;
	enum syntax syntax = rule_syntax(rule, facts->path);
	struct err why = { .kind = ERR_NONE };
	int result;

	if (syntax_is_script(syntax))
		result = parse_program(out, declaring, rule, size, &why, err);
	else
		result = document_parse(out, syntax, manifest->bytes, size, &why) == 0;
	if (result == 1) {
		keep_reading(facts, *out, manifest->arena);
		return 0;
	}
	*out = NULL;
	facts->problem = arena_text(manifest->arena, document_problem(&why));
	facts->problem_line = why.line;
	return result;
}
