/*
 * scope.h - a manifest, or a part of one, while it is declared: what its templates stand for.
 *
 * Templates are filled as far as the document goes. Bases, root and variables are found when they
 * are first asked for, so that a manifest asks for no file nearby that none of its facts needs.
 */
#ifndef RULES_SCOPE_H
#define RULES_SCOPE_H

#include "rules/near.h"
#include "rules/rule.h"
#include "rules/value.h"

/* A template while it is filled. */
struct filling {
	struct str text; /* of the piece that is growing */
	VEC(struct piece) pieces;
	enum value_mode mode;
	enum skip skip; /* why what was filled in cannot be judged */
	bool restarts;
	enum confidence confidence; /* the weakest of the values that were filled in */
};

/* What all parts of a manifest share. */
struct manifest {
	const char *path, *directory;
	const char *bytes; /* of the file; NULL: not at hand */
	struct arena *arena;
	struct near *near;      /* NULL: nothing is near */
	bool has_parent;        /* the document names one, by the rule at hand */
	struct filling filling; /* used again and again */
	struct str value;       /* likewise */
	unsigned depth;         /* of variables that stand in what another stands for */
	unsigned steps;         /* how many of them the text at hand has had */
	size_t filled;          /* bytes of texts that had variables filled in */
};

enum known { NOT_KNOWN, KNOWN_ABSENT, KNOWN };

struct known_base {
	enum known state;
	struct place place;
	enum skip skip;
};

/* A template that speaks of no selected value stands for one place in a scope. */
struct known_place {
	const struct template *template;
	struct place place;
	enum skip skip;
};

#define KNOWN_PLACES_MAX 8 /* more are filled each time */

struct scope {
	struct manifest *manifest;
	const struct rule *rule;
	const struct part *part;
	const struct node *node;  /* where its pointers and selectors start */
	struct scope *outer;      /* of the whole, or NULL */
	struct known_base *bases; /* its own; NULL: the scope has none */
	const char *root;         /* NULL until it is known */
	struct known_place places[KNOWN_PLACES_MAX];
	size_t place_count;
};

/* A value that a template speaks of. */
struct selected {
	const struct node *node;
	const struct selector *selector; /* that selected it, or NULL */
	const char *value;               /* what {value} stands for; NULL: nothing */
	bool restarts;                   /* the value is a path of its own */
	bool is_open;                    /* the value is not known yet */
	const struct place *place;       /* the value, if it holds what is found later; else NULL */
	const char *const *captures;     /* what {1}, {2} ... are, if no selector says so */
	size_t capture_count;
};

/* A manifest at `path`, of which nothing is near and no bytes are at hand. */
void manifest_init(struct manifest *manifest, const char *path, struct arena *arena);
void manifest_release(struct manifest *manifest);

/* Starts a scope at `node`. Without `bases`, no template that names one is there. */
void scope_init(struct scope *scope, struct manifest *manifest, const struct rule *rule,
	const struct part *part, const struct node *node, struct scope *outer, bool has_bases);

/* What the scope's own node is to its templates. */
struct selected scope_selected(const struct scope *scope);

/* The directory the scope speaks for. */
int scope_root(const char **out, struct scope *scope, struct err *err);

/* Fills a template. 1; 0 if it is not there; -1. *skip says why the place cannot be judged. */
int scope_place(struct place *out, enum skip *skip, struct scope *scope,
	const struct template *template, const struct selected *selected, enum value_mode mode,
	struct err *err);

/* Fills a template that leaves nothing open, as a text of the arena; what cannot be judged is not
 * there. 1, 0, -1. */
int scope_text(const char **out, struct scope *scope, const struct template *template,
	const struct selected *selected, enum value_mode mode, struct err *err);

/* Fills a look-up, as a text of the arena that lookup_at understands. 1, 0, -1. */
int scope_lookup(const char **out, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err);

/* The first of several places that is there. `choices` are copied. */
struct place scope_choose(const struct place *choices, size_t count, struct arena *arena);

/* May a place turn out not to be there? */
bool scope_may_be_absent(const struct place *place);

#endif
