/*
 * builder.h - makes the tree of a document from what a reader meets, in the order it meets it.
 *
 * A map's or list's children lie side by side, and only its end tells how many they are. So values
 * wait on a stack until what holds them is closed; parents are set when all is there.
 */
#ifndef SYNTAX_BUILDER_H
#define SYNTAX_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "syntax/document.h"
#include "util/arena.h"
#include "util/err.h"
#include "util/vec.h"

/* A map or list that is not closed. */
struct open_node {
	struct node node;
	size_t first; /* of its children, in `waiting` */
};

struct builder {
	struct arena *arena;        /* the document's */
	VEC(struct node) waiting;   /* values that nothing closed holds yet */
	VEC(struct open_node) open; /* the innermost last */
	size_t count;               /* of all values */
	const char *key;            /* of the value that comes next; NULL: none */
	struct span key_span;
	struct err *err;
};

void builder_init(struct builder *builder, struct arena *arena, struct err *err);
void builder_release(struct builder *builder);

/* The name of the value that comes next. `key` must live as long as the document. */
void builder_key(struct builder *builder, const char *key, struct span span);

/* Begins a map or list where `span` starts. -1 ERR_LIMIT. */
int builder_open(struct builder *builder, enum node_kind kind, struct span span);
/* The innermost open map or list, or NULL. */
struct open_node *builder_innermost(struct builder *builder);
/* Ends the innermost at the offset `end`. Returns it; valid until the next value. */
struct node *builder_close(struct builder *builder, size_t end);
/* Closes all but the outermost `depth`. */
void builder_close_to(struct builder *builder, size_t depth, size_t end);

/* Adds a scalar. `text` must live as long as the document. -1 ERR_LIMIT. */
int builder_add(struct builder *builder, enum node_kind kind, const char *text, bool has_nul,
	struct span span);
/* Adds `node`, whose children are whole and whose values were counted or bounded elsewhere. */
int builder_add_node(struct builder *builder, const struct node *node);
/* Adds a string; `text` is copied. */
int builder_add_text(struct builder *builder, const char *text, size_t size, struct span span);

/* A map's member with a text: builder_key and builder_add_text. */
int builder_member(
	struct builder *builder, const char *key, const char *text, size_t size, struct span span);

/* The name, this very pointer, of arguments without one. */
extern const char builder_args[];

/* In the innermost open map, puts the maps of one name into a list of that name, where the first of
 * them stands; and arguments without a name. -1 ERR_LIMIT. */
int builder_group(struct builder *builder);

/* The value that was added or closed last; valid until the next. */
struct node *builder_last(struct builder *builder);

/* Takes the one value that is left as the document's root, and sets the parents. */
void builder_finish(struct builder *builder, struct node **root);

/* Makes a document of what `fill` builds: one value. 0, -1 as `fill` has it. */
int document_build(struct document **out, int (*fill)(struct builder *builder, void *payload),
	void *payload, struct err *err);
/* The memory of a document, for texts that live as long. */
struct arena *document_arena(struct document *document);

#endif
