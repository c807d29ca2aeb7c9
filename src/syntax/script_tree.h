/*
 * script_tree.h - the syntax tree of a JavaScript or TypeScript file.
 *
 * Only what an evaluator asks for: names, literals, operators and what holds them. Types, comments
 * and punctuation are left out; what has no kind of its own is SCRIPT_OTHER, its parts kept.
 * Only this file's source knows the parser's library (tree-sitter, with the grammars of
 * tree-sitter-typescript).
 */
#ifndef SYNTAX_SCRIPT_TREE_H
#define SYNTAX_SCRIPT_TREE_H

#include <stddef.h>

#include "syntax/document.h"
#include "util/arena.h"
#include "util/err.h"

enum script_kind {
	SCRIPT_OTHER,
	SCRIPT_ARGUMENTS,
	SCRIPT_ARRAY,
	SCRIPT_ARRAY_PATTERN,
	SCRIPT_ARROW,
	SCRIPT_AS, /* an expression with a type: its first child */
	SCRIPT_ASSIGNMENT,
	SCRIPT_ASSIGNMENT_PATTERN,
	SCRIPT_AUGMENTED_ASSIGNMENT,
	SCRIPT_AWAIT,
	SCRIPT_BINARY,
	SCRIPT_BLOCK,
	SCRIPT_CALL,
	SCRIPT_CATCH,
	SCRIPT_CLASS,
	SCRIPT_COMPUTED_NAME,
	SCRIPT_DECLARATION, /* const, let, var */
	SCRIPT_DECLARATOR,
	SCRIPT_DEFAULT, /* the word */
	SCRIPT_DO,
	SCRIPT_ELSE,
	SCRIPT_ESCAPE,
	SCRIPT_EXPORT,
	SCRIPT_EXPORT_CLAUSE,
	SCRIPT_EXPORT_SPECIFIER,
	SCRIPT_EXPRESSION, /* as a statement */
	SCRIPT_FALSE,
	SCRIPT_FINALLY,
	SCRIPT_FOR,
	SCRIPT_FOR_IN,
	SCRIPT_FRAGMENT, /* of a text: as it is */
	SCRIPT_FUNCTION,
	SCRIPT_FUNCTION_DECLARATION,
	SCRIPT_IDENTIFIER,
	SCRIPT_IF,
	SCRIPT_IMPORT, /* the statement */
	SCRIPT_IMPORT_CLAUSE,
	SCRIPT_IMPORT_REQUIRE,
	SCRIPT_IMPORT_SPECIFIER,
	SCRIPT_IMPORT_WORD, /* import.meta, import() */
	SCRIPT_LABELED,
	SCRIPT_MEMBER,
	SCRIPT_META, /* import.meta, new.target */
	SCRIPT_METHOD,
	SCRIPT_NAMED_IMPORTS,
	SCRIPT_NAMESPACE_EXPORT,
	SCRIPT_NAMESPACE_IMPORT,
	SCRIPT_NEW,
	SCRIPT_NULL,
	SCRIPT_NUMBER,
	SCRIPT_OBJECT,
	SCRIPT_OBJECT_ASSIGNMENT_PATTERN,
	SCRIPT_OBJECT_PATTERN,
	SCRIPT_OPERATOR,
	SCRIPT_PAIR,
	SCRIPT_PAIR_PATTERN,
	SCRIPT_PARAMETER,
	SCRIPT_PARAMETERS,
	SCRIPT_PARENTHESES,
	SCRIPT_PROGRAM,
	SCRIPT_PROPERTY, /* the name of a member */
	SCRIPT_REST,
	SCRIPT_RETURN,
	SCRIPT_SEQUENCE,
	SCRIPT_SHORTHAND,
	SCRIPT_SHORTHAND_PATTERN,
	SCRIPT_SPREAD,
	SCRIPT_STRING,
	SCRIPT_SUBSCRIPT,
	SCRIPT_SUBSTITUTION,
	SCRIPT_SWITCH,
	SCRIPT_SWITCH_BODY,
	SCRIPT_SWITCH_CASE,
	SCRIPT_SWITCH_DEFAULT,
	SCRIPT_TEMPLATE,
	SCRIPT_TERNARY,
	SCRIPT_THROW,
	SCRIPT_TRUE,
	SCRIPT_TRY,
	SCRIPT_UNARY,
	SCRIPT_UNDEFINED,
	SCRIPT_UPDATE,
	SCRIPT_WHILE,
};

/* What a node is to its parent; FIELD_NONE where the grammar has no word for it. */
enum script_field {
	FIELD_NONE,
	FIELD_ALIAS,
	FIELD_ALTERNATIVE,
	FIELD_ARGUMENT,
	FIELD_ARGUMENTS,
	FIELD_BODY,
	FIELD_CONDITION,
	FIELD_CONSEQUENCE,
	FIELD_CONSTRUCTOR,
	FIELD_DECLARATION,
	FIELD_FINALIZER,
	FIELD_FUNCTION,
	FIELD_HANDLER,
	FIELD_INCREMENT,
	FIELD_INDEX,
	FIELD_INITIALIZER,
	FIELD_KEY,
	FIELD_LEFT,
	FIELD_NAME,
	FIELD_OBJECT,
	FIELD_OPERATOR,
	FIELD_PARAMETER,
	FIELD_PARAMETERS,
	FIELD_PATTERN,
	FIELD_PROPERTY,
	FIELD_RIGHT,
	FIELD_SOURCE,
	FIELD_VALUE,
};

struct script_node {
	enum script_kind kind;
	enum script_field field;
	struct span span;
	struct script_node *first, *next; /* child, sibling; NULL: none */
};

/* Bounds of one file; beyond them it is an error of kind ERR_LIMIT. */
#define SCRIPT_NODES_MAX 200000
/* Words and signs, comments and strings included. The library counts what waits for its end in 16
 * bits: of a program that opens more and closes none, it frees what it does not own (0.20.7). */
#define SCRIPT_TOKENS_MAX 65535
#define SCRIPT_DEPTH_MAX  400

/* Reads a file written in JavaScript (with JSX, or with types) or, `is_typescript`, in TypeScript
 * without JSX. The tree is the arena's. ERR_INPUT if it does not parse, or if this program was
 * built without the grammars; err as document_parse sets it. */
int script_tree_read(struct script_node **root, bool is_typescript, struct arena *arena,
	const char *bytes, size_t size, struct err *err);

struct script_trees; /* script.h */

struct script_tree {
	const struct script_node *root; /* NULL: it cannot be read */
	bool is_beyond;                 /* a bound, which is why */
};

/* The tree of a file that may have been read before; kept with `trees`, or the arena's. */
struct script_tree script_trees_read(struct script_trees *trees, const char *id, bool is_typescript,
	struct arena *arena, const char *bytes, size_t size);

/* The first child that is `field` to the node, or NULL. */
const struct script_node *script_child(const struct script_node *node, enum script_field field);

#endif
