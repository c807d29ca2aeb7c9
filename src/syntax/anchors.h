/*
 * anchors.h - what YAML's aliases stand for, and its merge keys.
 *
 * A tree has no place for a value that stands in two places, so an alias becomes a copy. The copy
 * keeps the places of what was copied: that text is what one would have to edit. A few lines can
 * ask for billions of copies; DOCUMENT_COPIES_MAX ends that.
 */
#ifndef SYNTAX_ANCHORS_H
#define SYNTAX_ANCHORS_H

#include "syntax/builder.h"
#include "util/map.h"

/* The key of a member to be merged is this very pointer: a quoted "<<" is a name like others. */
extern const char merge_key[];

struct anchors {
	struct map nodes; /* by name: struct anchored * */
	size_t copies;    /* of values, made so far */
};

void anchors_init(struct anchors *anchors);
void anchors_release(struct anchors *anchors);
void anchors_clear(struct anchors *anchors); /* a document knows nothing of the one before */

/* `name` stands for something that has begun. */
void anchors_begin(struct anchors *anchors, struct builder *builder, const char *name);
/* `name` stands for `node`, which is whole but for its parents. */
void anchors_set(struct anchors *anchors, struct builder *builder, const char *name,
	const struct node *node);

/* What `name` stands for; an alias at `span` wants it. NULL with builder->err set if nothing. */
const struct node *anchors_find(
	const struct anchors *anchors, struct builder *builder, const char *name, struct span span);
/* Adds a copy of `node` as the value that comes next. */
int anchors_copy(struct anchors *anchors, struct builder *builder, const struct node *node,
	struct span span);

/* Replaces, in the innermost open map, each member to be merged by the members it brings: those
 * whose name neither the map itself has nor one merged before. */
void merge_members(struct builder *builder);

#endif
