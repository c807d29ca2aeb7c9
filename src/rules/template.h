/*
 * template.h - what a value stands for: text with holes, "{manifest}/{value|stem}".
 *
 * A look-up is a template too. Its holes are steps of their own, whatever they hold, and its "*"
 * and "[member=...]" are read into what rules/lookup.h says. A look-up that begins with a hole is
 * the pointer that it holds.
 *
 * Reading a template checks its holes: that they exist, that they may stand where the template
 * stands, and that a base is named only after it was defined. So no base can refer to itself.
 */
#ifndef RULES_TEMPLATE_H
#define RULES_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/function.h"
#include "rules/ruleset.h"
#include "util/arena.h"
#include "util/err.h"
#include "util/vec.h"

enum hole_kind {
	HOLE_TEXT, /* no hole: text as it is */
	HOLE_VALUE,
	HOLE_KEY,
	HOLE_CAPTURE, /* what wildcard `number` stood for */
	HOLE_MANIFEST,
	HOLE_FILE,
	HOLE_ROOT,
	HOLE_APP,
	HOLE_POINTER, /* the scalar at `text` of the part */
	HOLE_BELOW,   /* ... of the selected value */
	HOLE_INHERITED,
	HOLE_UP, /* the directory upwards that holds one of `names` */
	HOLE_PROVIDER,
	HOLE_FROM,     /* the mapping's `from`; only in what it leaves out */
	HOLE_BASE,     /* base `number` */
	HOLE_NEAREST,  /* the directory upwards of which a name in space `text` is provided */
	HOLE_DOCUMENT, /* what stands at `lookup` of the document that base `number` names */
	HOLE_PARENT,   /* ... of the nearest parent that has it */
	HOLE_CHANGED,  /* no kind of its own: some hole has functions */
};

struct hole {
	enum hole_kind kind;
	unsigned number; /* below a value: so many parents above it */
	const char *text;
	struct texts names;
	struct template *lookup; /* of a pointer that is more than plain text; else NULL */
	const struct function *functions;
	size_t function_count;
};

struct template
{
	struct hole *holes;
	size_t count;
	unsigned uses;     /* bits of the hole kinds in it and in its bases */
	unsigned captures; /* the highest {1}, {2} ... in it */
};

#define HOLE_BIT(kind) (1u << (kind))

/* Holes that only bind can fill: a template with one of them stays open. */
#define HOLES_OPEN                                                                                 \
	(HOLE_BIT(HOLE_APP) | HOLE_BIT(HOLE_INHERITED) | HOLE_BIT(HOLE_PROVIDER) |                 \
		HOLE_BIT(HOLE_NEAREST) | HOLE_BIT(HOLE_DOCUMENT) | HOLE_BIT(HOLE_PARENT) |         \
		HOLE_BIT(HOLE_FROM))
/* Holes that speak of a selected value. */
#define HOLES_SELECTED (HOLE_BIT(HOLE_CAPTURE) | HOLE_BIT(HOLE_BELOW))

#define HOLES_OF_A_VALUE (HOLES_SELECTED | HOLE_BIT(HOLE_VALUE) | HOLE_BIT(HOLE_KEY))

struct templates {
	struct template *const *items;
	size_t count;
};

/* A base: the first of its templates that is there. */
struct base {
	const char *name;
	struct templates templates;
	unsigned uses;
};

typedef VEC(struct base) base_list;

/* What may stand in a template at some place of a rule. */
struct template_place {
	const char *where;      /* for people: "'root'" */
	unsigned forbidden;     /* bits of hole kinds */
	const base_list *bases; /* those defined so far */
	bool is_lookup;         /* the template is a look-up: see rules/lookup.h */
};

/* Reads a template. It is the arena's. ERR_INPUT says what is wrong with it, without a line. */
int template_read(struct template **out, const char *text, const struct template_place *place,
	struct arena *arena, struct err *err);

/* Is `name` a hole of the language, so that no base may have it? */
bool template_is_reserved(const char *name);

/* Does the template begin with a hole that is a path of its own? */
bool template_is_path(const struct template *template, const base_list *bases);

#endif
