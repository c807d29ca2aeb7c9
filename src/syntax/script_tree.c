/*
 * script_tree.c - from tree-sitter's tree to ours.
 */
#include "syntax/script_tree.h"

#include <string.h>

#include "syntax/cursor.h"
#include "syntax/script.h"

const struct script_node *script_child(const struct script_node *node, enum script_field field)
{
	const struct script_node *child = node->first;

	while (child && child->field != field)
		child = child->next;
	return child;
}

#ifdef CROSSDEP_READS_SCRIPTS

bool script_can_read(void)
{
	return true;
}

#include <tree_sitter/api.h>

/* The entries of the two grammars, which have no header of their own. */
const TSLanguage *tree_sitter_tsx(void);
const TSLanguage *tree_sitter_typescript(void);

/* The grammar's words, in the order of strcmp. */
static const struct word {
	const char *word;
	int meaning;
} kinds[] = {
	{ "arguments", SCRIPT_ARGUMENTS },
	{ "array", SCRIPT_ARRAY },
	{ "array_pattern", SCRIPT_ARRAY_PATTERN },
	{ "arrow_function", SCRIPT_ARROW },
	{ "as_expression", SCRIPT_AS },
	{ "assignment_expression", SCRIPT_ASSIGNMENT },
	{ "assignment_pattern", SCRIPT_ASSIGNMENT_PATTERN },
	{ "augmented_assignment_expression", SCRIPT_AUGMENTED_ASSIGNMENT },
	{ "await_expression", SCRIPT_AWAIT },
	{ "binary_expression", SCRIPT_BINARY },
	{ "call_expression", SCRIPT_CALL },
	{ "catch_clause", SCRIPT_CATCH },
	{ "class", SCRIPT_CLASS },
	{ "class_declaration", SCRIPT_CLASS },
	{ "computed_property_name", SCRIPT_COMPUTED_NAME },
	{ "default", SCRIPT_DEFAULT },
	{ "do_statement", SCRIPT_DO },
	{ "else_clause", SCRIPT_ELSE },
	{ "escape_sequence", SCRIPT_ESCAPE },
	{ "export_clause", SCRIPT_EXPORT_CLAUSE },
	{ "export_specifier", SCRIPT_EXPORT_SPECIFIER },
	{ "export_statement", SCRIPT_EXPORT },
	{ "expression_statement", SCRIPT_EXPRESSION },
	{ "false", SCRIPT_FALSE },
	{ "finally_clause", SCRIPT_FINALLY },
	{ "for_in_statement", SCRIPT_FOR_IN },
	{ "for_statement", SCRIPT_FOR },
	{ "formal_parameters", SCRIPT_PARAMETERS },
	{ "function_declaration", SCRIPT_FUNCTION_DECLARATION },
	{ "function_expression", SCRIPT_FUNCTION },
	{ "generator_function", SCRIPT_FUNCTION },
	{ "generator_function_declaration", SCRIPT_FUNCTION_DECLARATION },
	{ "identifier", SCRIPT_IDENTIFIER },
	{ "if_statement", SCRIPT_IF },
	{ "import", SCRIPT_IMPORT_WORD },
	{ "import_clause", SCRIPT_IMPORT_CLAUSE },
	{ "import_require_clause", SCRIPT_IMPORT_REQUIRE },
	{ "import_specifier", SCRIPT_IMPORT_SPECIFIER },
	{ "import_statement", SCRIPT_IMPORT },
	{ "labeled_statement", SCRIPT_LABELED },
	{ "lexical_declaration", SCRIPT_DECLARATION },
	{ "member_expression", SCRIPT_MEMBER },
	{ "meta_property", SCRIPT_META },
	{ "method_definition", SCRIPT_METHOD },
	{ "named_imports", SCRIPT_NAMED_IMPORTS },
	{ "namespace_export", SCRIPT_NAMESPACE_EXPORT },
	{ "namespace_import", SCRIPT_NAMESPACE_IMPORT },
	{ "new_expression", SCRIPT_NEW },
	{ "non_null_expression", SCRIPT_AS },
	{ "null", SCRIPT_NULL },
	{ "number", SCRIPT_NUMBER },
	{ "object", SCRIPT_OBJECT },
	{ "object_assignment_pattern", SCRIPT_OBJECT_ASSIGNMENT_PATTERN },
	{ "object_pattern", SCRIPT_OBJECT_PATTERN },
	{ "optional_parameter", SCRIPT_PARAMETER },
	{ "pair", SCRIPT_PAIR },
	{ "pair_pattern", SCRIPT_PAIR_PATTERN },
	{ "parenthesized_expression", SCRIPT_PARENTHESES },
	{ "private_property_identifier", SCRIPT_PROPERTY },
	{ "program", SCRIPT_PROGRAM },
	{ "property_identifier", SCRIPT_PROPERTY },
	{ "required_parameter", SCRIPT_PARAMETER },
	{ "rest_pattern", SCRIPT_REST },
	{ "return_statement", SCRIPT_RETURN },
	{ "satisfies_expression", SCRIPT_AS },
	{ "sequence_expression", SCRIPT_SEQUENCE },
	{ "shorthand_property_identifier", SCRIPT_SHORTHAND },
	{ "shorthand_property_identifier_pattern", SCRIPT_SHORTHAND_PATTERN },
	{ "spread_element", SCRIPT_SPREAD },
	{ "statement_block", SCRIPT_BLOCK },
	{ "string", SCRIPT_STRING },
	{ "string_fragment", SCRIPT_FRAGMENT },
	{ "subscript_expression", SCRIPT_SUBSCRIPT },
	{ "switch_body", SCRIPT_SWITCH_BODY },
	{ "switch_case", SCRIPT_SWITCH_CASE },
	{ "switch_default", SCRIPT_SWITCH_DEFAULT },
	{ "switch_statement", SCRIPT_SWITCH },
	{ "template_string", SCRIPT_TEMPLATE },
	{ "template_substitution", SCRIPT_SUBSTITUTION },
	{ "ternary_expression", SCRIPT_TERNARY },
	{ "throw_statement", SCRIPT_THROW },
	{ "true", SCRIPT_TRUE },
	{ "try_statement", SCRIPT_TRY },
	{ "type_assertion", SCRIPT_AS },
	{ "unary_expression", SCRIPT_UNARY },
	{ "undefined", SCRIPT_UNDEFINED },
	{ "update_expression", SCRIPT_UPDATE },
	{ "variable_declaration", SCRIPT_DECLARATION },
	{ "variable_declarator", SCRIPT_DECLARATOR },
	{ "while_statement", SCRIPT_WHILE },
};

static const struct word fields[] = {
	{ "alias", FIELD_ALIAS },
	{ "alternative", FIELD_ALTERNATIVE },
	{ "argument", FIELD_ARGUMENT },
	{ "arguments", FIELD_ARGUMENTS },
	{ "body", FIELD_BODY },
	{ "condition", FIELD_CONDITION },
	{ "consequence", FIELD_CONSEQUENCE },
	{ "constructor", FIELD_CONSTRUCTOR },
	{ "declaration", FIELD_DECLARATION },
	{ "finalizer", FIELD_FINALIZER },
	{ "function", FIELD_FUNCTION },
	{ "handler", FIELD_HANDLER },
	{ "increment", FIELD_INCREMENT },
	{ "index", FIELD_INDEX },
	{ "initializer", FIELD_INITIALIZER },
	{ "key", FIELD_KEY },
	{ "left", FIELD_LEFT },
	{ "name", FIELD_NAME },
	{ "object", FIELD_OBJECT },
	{ "operator", FIELD_OPERATOR },
	{ "parameter", FIELD_PARAMETER },
	{ "parameters", FIELD_PARAMETERS },
	{ "pattern", FIELD_PATTERN },
	{ "property", FIELD_PROPERTY },
	{ "right", FIELD_RIGHT },
	{ "source", FIELD_SOURCE },
	{ "value", FIELD_VALUE },
};

/* Parts of which an evaluator asks nothing. */
static const struct word left_out[] = {
	{ "comment", 0 },
	{ "hash_bang_line", 0 },
	{ "html_comment", 0 },
	{ "interface_declaration", 0 },
	{ "optional_chain", 0 },
	{ "type_alias_declaration", 0 },
	{ "type_annotation", 0 },
	{ "type_arguments", 0 },
	{ "type_parameters", 0 },
};

static int compare_words(const void *key, const void *entry)
{
	return strcmp(key, ((const struct word *)entry)->word);
}

#define meaning_of(word, table) find_meaning(word, table, sizeof(table) / sizeof((table)[0]))
static const struct word *find_meaning(const char *word, const struct word *table, size_t count)
{
	return word ? bsearch(word, table, count, sizeof(*table), compare_words) : NULL;
}

/* One file while its tree is made. */
struct making {
	struct arena *arena;
	size_t count;
	unsigned depth;
	struct err *err;
};

static struct span span_of(TSNode node)
{
	TSPoint point = ts_node_start_point(node);
	uint32_t start = ts_node_start_byte(node);

	return (struct span){ point.row + 1, point.column + 1, start,
		ts_node_end_byte(node) - start };
}

/* Is the node the cursor is at one that the tree keeps? */
static bool is_kept(TSNode node, enum script_field field)
{
	const char *type = ts_node_type(node);

	if (ts_node_is_named(node))
		return !meaning_of(type, left_out);
	return field == FIELD_OPERATOR || strcmp(type, "default") == 0 ||
	       strcmp(type, "undefined") == 0;
}

static enum script_kind kind_of(TSNode node, enum script_field field)
{
	const struct word *kind;

	if (field == FIELD_OPERATOR)
		return SCRIPT_OPERATOR;
	kind = meaning_of(ts_node_type(node), kinds);
	return kind ? (enum script_kind)kind->meaning : SCRIPT_OTHER;
}

/* Adds the children of the node that the cursor is at. SCRIPT_DEPTH_MAX bounds how deep this calls
 * itself. */
static int add_children(struct making *making, struct script_node *parent, TSTreeCursor *cursor)
{
	struct script_node **end = &parent->first;
	int result = 0;

	if (++making->depth > SCRIPT_DEPTH_MAX)
		return span_fail(&parent->span, making->err, ERR_LIMIT,
			"the program is nested more than %d deep", SCRIPT_DEPTH_MAX);
	if (!ts_tree_cursor_goto_first_child(cursor)) {
		making->depth--;
		return 0;
	}
	do {
		const struct word *word =
			meaning_of(ts_tree_cursor_current_field_name(cursor), fields);
		enum script_field field = word ? (enum script_field)word->meaning : FIELD_NONE;
		TSNode node = ts_tree_cursor_current_node(cursor);

		if (!is_kept(node, field))
			continue;
		if (++making->count > SCRIPT_NODES_MAX) {
			result = span_fail(&parent->span, making->err, ERR_LIMIT,
				"the program has more than %d parts", SCRIPT_NODES_MAX);
			break;
		}
		*end = arena_get_zeroed(making->arena, sizeof(**end));
		**end = (struct script_node){
			.kind = kind_of(node, field), .field = field, .span = span_of(node)
		};
		result = add_children(making, *end, cursor);
		end = &(*end)->next;
	} while (result == 0 && ts_tree_cursor_goto_next_sibling(cursor));
	ts_tree_cursor_goto_parent(cursor);
	making->depth--;
	return result;
}

/* Where the first mistake is: down into the first child that holds one. */
static int fail_at_mistake(TSNode node, struct err *err)
{
	struct span span;
	bool is_deeper = true;

	while (is_deeper && !ts_node_is_missing(node) && strcmp(ts_node_type(node), "ERROR") != 0) {
		uint32_t count = ts_node_child_count(node);

		is_deeper = false;
		for (uint32_t i = 0; i < count && !is_deeper; i++) {
			TSNode child = ts_node_child(node, i);

			if (ts_node_has_error(child) || ts_node_is_missing(child)) {
				node = child;
				is_deeper = true;
			}
		}
	}
	span = span_of(node);
	return span_fail(&span, err, ERR_INPUT, "the program is not understood");
}

static int make(struct script_node **root, TSTree *tree, struct arena *arena, struct err *err)
{
	struct making making = { .arena = arena, .err = err };
	TSNode top = ts_tree_root_node(tree);
	TSTreeCursor cursor;
	int result;

	if (ts_node_has_error(top))
		return fail_at_mistake(top, err);
	*root = arena_get_zeroed(arena, sizeof(**root));
	(*root)->kind = SCRIPT_PROGRAM;
	(*root)->span = span_of(top);
	cursor = ts_tree_cursor_new(top);
	result = add_children(&making, *root, &cursor);
	ts_tree_cursor_delete(&cursor);
	return result;
}

static bool is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* At least as many tokens as the program has: there is no telling a comment or a string from the
 * rest before it is read. */
static size_t count_tokens(const char *bytes, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++) {
		bool is_blank = bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r');
		bool goes_on = i > 0 && is_of_word(bytes[i]) && is_of_word(bytes[i - 1]);

		count += !is_blank && !goes_on;
	}
	return count;
}

int script_tree_read(struct script_node **root, bool is_typescript, struct arena *arena,
	const char *bytes, size_t size, struct err *err)
{
	static const struct span start = { 1, 1, 0, 0 };
	TSParser *parser;
	TSTree *tree;
	int result;

	if (size > SCRIPT_SIZE_MAX)
		return span_fail(&start, err, ERR_LIMIT, "the program is larger than %u bytes",
			SCRIPT_SIZE_MAX);
	if (size > SCRIPT_TOKENS_MAX && count_tokens(bytes, size) > SCRIPT_TOKENS_MAX)
		return span_fail(&start, err, ERR_LIMIT,
			"the program has more than %d words and signs", SCRIPT_TOKENS_MAX);
	parser = ts_parser_new();
	ts_parser_set_language(
		parser, is_typescript ? tree_sitter_typescript() : tree_sitter_tsx());
	tree = ts_parser_parse_string(parser, NULL, bytes, (uint32_t)size);
	result = make(root, tree, arena, err);
	ts_tree_delete(tree);
	ts_parser_delete(parser);
	return result;
}

#else

bool script_can_read(void)
{
	return false;
}

int script_tree_read(struct script_node **root, bool is_typescript, struct arena *arena,
	const char *bytes, size_t size, struct err *err)
{
	static const struct span start = { 1, 1, 0, 0 };

	(void)root, (void)is_typescript, (void)arena, (void)bytes, (void)size;
	return span_fail(&start, err, ERR_INPUT,
		"this program was built without the grammars of JavaScript and TypeScript");
}

#endif
