/*
 * document.h - a manifest parsed into one uniform tree, whose every value knows where it stands.
 *
 * Readers differ by syntax, the tree does not: maps, lists and scalars. Lines and columns are
 * 1-based, columns count bytes; a span [start, start + size) is bytes of the source, a JSON
 * string's quotes included. A document owns all it holds and none of the source's bytes.
 */
#ifndef SYNTAX_DOCUMENT_H
#define SYNTAX_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"
#include "util/str.h"

/* docs/documents.md shows the tree that each makes. */
enum syntax {
	SYNTAX_JSON, /* with comments, trailing commas and a byte order mark allowed */
	SYNTAX_YAML,
	SYNTAX_YAML_DOCUMENTS, /* the root is the list of the file's documents */
	SYNTAX_JSON_OR_YAML,   /* JSON if it begins like a map or list of JSON, else YAML */
	SYNTAX_TOML,
	SYNTAX_XML,
	SYNTAX_INI,
	SYNTAX_GIT_CONFIG,
	SYNTAX_PROPERTIES,
	SYNTAX_ENV,
	SYNTAX_DIRECTIVES,
	SYNTAX_PATTERNS,
	SYNTAX_QUOTED,
	SYNTAX_GO_MOD,
	SYNTAX_REQUIREMENTS,
	SYNTAX_DOCKERFILE,
	SYNTAX_GRADLE,
	SYNTAX_RUBY,
	SYNTAX_STARLARK,
	SYNTAX_CMAKE,
	SYNTAX_HCL,
	SYNTAX_JAVASCRIPT, /* with JSX, and with types too */
	SYNTAX_TYPESCRIPT,
	SYNTAX_SHELL,
	SYNTAX_RECIPES,
	SYNTAX_COUNT_
};

/* The word of each, as rules say it, in the order of the enum; NULL behind the last. */
extern const char *const syntax_words[];

/* How sure it is that the owning tool sees a value as we do; each is weaker than the one before.
 * The words of the report contract. */
enum confidence {
	CONFIDENCE_DECLARED,    /* it stands there */
	CONFIDENCE_EVALUATED,   /* code says so, in every run of it */
	CONFIDENCE_CONDITIONAL, /* code says so in some of its branches */
	CONFIDENCE_LISTED,      /* a list whose shape alone tells what it is for */
	CONFIDENCE_SHELL,       /* a command of a script, which may not be run */
	CONFIDENCE_INFERRED,    /* nobody says so: nothing else fits */
};
/* NULL behind the last. */
extern const char *const confidence_words[];
enum confidence weaker_confidence(enum confidence a, enum confidence b);

enum node_kind {
	NODE_NULL,
	NODE_BOOL,
	NODE_NUMBER,
	NODE_STRING,
	NODE_MAP,
	NODE_LIST,
	NODE_UNKNOWN, /* a scalar of a program that cannot be told; its text is "", or the name of
			 what another's module exports */
};

/* Where a value is written that is used from another file. */
struct origin {
	const char *file; /* path */
	unsigned line, column;
};

struct span {
	unsigned line, column; /* of the first byte */
	size_t start, size;    /* bytes from the document's start */
};

struct node {
	enum node_kind kind;
	const char *key; /* decoded name in its map; NULL in a list and at the root */
	struct span key_span;
	const char *text; /* a scalar's decoded value, NUL-terminated; "true", "12.5"; NULL for map
			     and list */
	bool has_nul;     /* the decoded text holds a NUL: it is no path */
	enum confidence confidence;
	bool is_rooted;              /* the text is a path from the root, with a '/' in front */
	bool has_alternatives;       /* a map: of members with one name each may count */
	unsigned twin;               /* tells values apart that start at one place */
	const struct origin *origin; /* of a value of another file, which is used at `span`; or NULL
				      */
	struct span span;
	struct node *parent;   /* NULL at the root */
	struct node *children; /* first of `count`, one array, in the order of the source */
	size_t count;
	size_t index; /* among its parent's children */
};

struct document {
	struct node *root; /* never NULL */
	bool is_open;      /* it says more than could be read: what is not in it may be meant */
	const char *const *imports; /* of a program: the other files it names */
	size_t import_count;
	const char *remark; /* a bound was reached on the way: what is missing; or NULL */
	unsigned remark_line;
};

/* Bounds of what is read; beyond them a document is an error of kind ERR_LIMIT. */
#define DOCUMENT_SIZE_MAX   (16u << 20) /* bytes */
#define DOCUMENT_DEPTH_MAX  256
#define DOCUMENT_NODES_MAX  2000000
#define DOCUMENT_COPIES_MAX 100000 /* values that the aliases of one file may stand for */

/* Parses `size` bytes. On failure err->line is the line at fault and err->text says "line L, column
 * C: what". Keys that occur twice are both kept; document_at answers the last, as JSON.parse does
 * (ECMA-262). */
int document_parse(
	struct document **out, enum syntax syntax, const char *bytes, size_t size, struct err *err);
void document_free(struct document *document);
/* What was wrong, without the line, which is why->line: "column C: ...". */
const char *document_problem(const struct err *why);

/* The value at an RFC 6901 pointer below `node`, or NULL. */
const struct node *node_at(const struct node *node, const char *pointer);
/* Is it a map or a list? What is neither says nothing that a rule could select. */
bool node_has_children(const struct node *node);
/* The child of a map named `key` (the last of that name), or NULL. */
const struct node *node_member(const struct node *node, const char *key);

/* Appends the RFC 6901 pointer of `node` from the document's root; "" for the root. */
void node_location(struct str *out, const struct node *node);
/* The same with every list index written as '*': what stays when a list is reordered. */
void node_selector(struct str *out, const struct node *node);

/* Do both hold the same values, whatever the spacing? Maps compare in order. NULL equals only NULL.
 */
bool node_equal(const struct node *a, const struct node *b);

/* The syntax a file's name promises (".json", ".jsonc", ".code-workspace" ...), for `value`
 * questions; -1 none. */
int syntax_of_name(const char *path);

#endif
