/*
 * script_value.h - what an expression of a program stands for, as far as can be told unexecuted.
 *
 * Values are the arena's and do not change, but for the members of maps and lists: those are shared
 * by all who hold them, as in the language. Every value knows where it is written.
 */
#ifndef SYNTAX_SCRIPT_VALUE_H
#define SYNTAX_SCRIPT_VALUE_H

#include "syntax/script_tree.h"

enum value_kind {
	VALUE_UNKNOWN,
	VALUE_NOTHING, /* undefined */
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_MAP,
	VALUE_FUNCTION,
	VALUE_OUTER,   /* what another's module exports, or the language has: known by name */
	VALUE_OUTCOME, /* of a call of one of those */
	VALUE_ANY,     /* one of several */
	VALUE_IMPORT,  /* only bound to a name: of another file, which is read when it is wanted */
};

struct script_unit;  /* a file */
struct script_scope; /* the names that are known somewhere */

struct script_member {
	const char *key; /* NULL in lists and alternatives */
	struct span key_span;
	const struct script_value *value;
};

struct script_members {
	struct script_member *items;
	size_t count, capacity;
	bool is_open; /* there are more, which are not known */
	bool is_told; /* while they are written down: one of them may hold them again */
};

struct script_function {
	const struct script_node *node; /* parameters and body */
	struct script_scope *scope;     /* where it is written */
	bool is_called;                 /* with values of the program's own */
	bool is_running;
	const struct script_value *outcome; /* of a call by a stranger; NULL: none yet */
	struct script_function *next;
};

struct script_call {
	const char *name; /* of what is called: "express.static"; ".use" of something unknown */
	struct script_members arguments;
	struct script_call *methods; /* called on the outcome */
	bool is_method;              /* one of those */
	bool is_new;                 /* new X() */
	bool is_conditional;
	bool is_told;  /* while it is written down: what it holds may hold it again */
	bool is_outer; /* of another's module: what it returns holds nothing of this repository's */
	struct script_unit *unit;
	struct span span, use;
	struct script_call *next;
};

struct script_value {
	enum value_kind kind;
	bool is_conditional; /* in some cases only */
	bool may_hold;       /* unknown or outer: see script_may_hold */
	bool is_rooted;      /* a text: a path from the repository's root */
	const char *text;    /* of a scalar that is known; name of an outer value */
	struct script_unit *unit;
	struct span span;               /* where it is written, in `unit` */
	struct span use;                /* where the program at hand uses it; line 0: just there */
	struct script_members *members; /* of a map, a list, or a function; alternatives */
	struct script_function *function;
	struct script_call *call;
	const char *import;             /* which of what the file `text` exports; NULL: all */
	const struct script_node *node; /* where the file is named */
	bool has_alternatives;          /* a map that has several members of one name */
};

/* How many values one may stand for; more are unknown. */
#define SCRIPT_ALTERNATIVES_MAX 16

/* The truth of a value: 1, 0, -1 if it is not known. */
int script_truth(const struct script_value *value);

/* May it be a map or a list that this repository writes, though nobody can tell? */
bool script_may_hold(const struct script_value *value);

bool script_is_scalar(const struct script_value *value);
/* Is it one whose text is known? */
bool script_has_text(const struct script_value *value);

struct script_members *script_members_new(struct arena *arena);
void script_members_add(struct script_members *members, struct arena *arena, const char *key,
	struct span key_span, const struct script_value *value);
/* The last member of that name, or NULL. */
struct script_member *script_members_find(const struct script_members *members, const char *key);
/* Replaces the member of that name, or adds it. */
void script_members_set(struct script_members *members, struct arena *arena, const char *key,
	struct span key_span, const struct script_value *value);

/* One of two. Either may be NULL: the other. */
const struct script_value *script_either(
	struct arena *arena, const struct script_value *a, const struct script_value *b);

#endif
