/*
 * facts.h - step 1, declare: what a manifest says, from its own name and bytes alone.
 *
 * A fact keeps what depends on the surroundings open: a place is a template filled as far as the
 * document goes; resolve/bind fills the rest. All memory of facts is the given arena's; rules are
 * pointed at and must outlive them.
 */
#ifndef RULES_FACTS_H
#define RULES_FACTS_H

#include "rules/ruleset.h"
#include "util/vec.h"

/* A path, partly filled in. The pieces' texts follow one another; the whole is then normalised. */
enum piece_kind {
	PIECE_TEXT,      /* `text` as it is */
	PIECE_APP,       /* each app around the manifest, innermost first: one path each; with none,
			    `text`, the part's root */
	PIECE_PROVIDER,  /* directory of the manifest providing the mapping's `through` */
	PIECE_FROM,      /* the mapping's `from`, in what it leaves out */
	PIECE_INHERITED, /* the path at pointer `text` of the nearest parent that has it, seen from
			    that parent's directory */
	PIECE_CHOICE,    /* the first of `choices` that is there */
	PIECE_VALUE,     /* the value, in the places of an inherited reference */
	PIECE_NEAREST,   /* the nearest directory upwards of which somebody provides the name that
			    `text` (a space) and the directory make */
	PIECE_START,     /* nothing: here a value begins; a directory right here is a path of its
			    own, and what stands before does not count */
	PIECE_DOCUMENT,  /* what stands at look-up `text` of the document at `choices` */
	PIECE_PARENT,    /* ... of the nearest parent that has it */
	PIECE_CHANGED,   /* what `choices` says, changed by functions */
};

struct piece {
	enum piece_kind kind;
	const char *text;
	const struct place *choices;
	size_t choice_count;
	const struct later *later; /* private to rules/: how to go on */
};

struct place {
	const struct piece *pieces;
	size_t count;
	bool restarts; /* the value was a variable that is a path of its own: what stands before it
			  does not count */
	enum confidence confidence; /* the weakest of the values in it */
};

struct places {
	const struct place *items;
	size_t count;
};

/* Why a value is no reference that can be judged; kept in step with resolve's verdicts. */
enum skip {
	SKIP_NONE,
	SKIP_URL,         /* names something on the network */
	SKIP_PLACEHOLDER, /* filled in by a tool we do not know */
	SKIP_OUTSIDE,     /* leaves the repository */
	SKIP_EXTERNAL,    /* a package that nobody here provides */
	SKIP_VERSION,     /* a package that is provided here, but in no version that will do */
	SKIP_AMBIGUOUS,
	SKIP_FOLLOWS,    /* follows from another dangling reference */
	SKIP_UNREADABLE, /* the manifest, or a document it takes values from, does not parse */
	SKIP_MISSING,    /* an object is not in the repository */
	SKIP_BOUND,      /* a bound was reached */
};
const char *skip_text(enum skip skip);

/* Is the key that a value names in the manifest itself? */
enum own_key { OWN_KEY_NOT_MEANT, OWN_KEY_IS_THERE, OWN_KEY_IS_MISSING };

struct written {
	const char *raw;      /* the selected value or key, decoded, as it stands in the document */
	const char *location; /* RFC 6901 pointer of the value (for a key: of what it names) */
	struct span span;
	enum skip skip;
	const char *range;         /* of the versions of a name that will do; NULL: any */
	bool is_negation;          /* `!x` of a glob list; its paths hold the pattern without '!' */
	const struct place *paths; /* any of them will do, in order; none if skipped */
	size_t path_count;
	const char *key;         /* of a key reference: what it is called; else NULL */
	const char *const *keys; /* ... and how it is looked up, see rules/lookup.h; any will do */
	size_t key_count;
	enum own_key own;
	enum confidence confidence; /* of the value, and of those in its paths */
};

struct declared_reference {
	const struct reference_rule *rule;
	const char *location; /* of the value, or of the list if the values are alternatives */
	const char *selector; /* location with list indices as '*' */
	const struct written *values; /* one, or the alternatives and their negations */
	size_t count;
	bool is_implied;      /* nobody wrote the value: it is the rule's default */
	const char *filter;   /* reference of a mapping with a filter: wants a match of it below the
				 path; else NULL */
	struct places vacant; /* reference of a mapping: as there */
};

/* A reference whose values stand in a parent: bind looks for the nearest that has them. Only
 * declared if the document itself has no such value and all of the rule's own pointers are there.
 */
struct declared_inheritance {
	const struct reference_rule *rule;
	const struct place *paths; /* with PIECE_VALUE where the value goes */
	size_t path_count;
};

/* What a mapping leaves out is a list of path patterns, see glob_list_covers. This list says that
 * nobody knows: it is too long, or its file cannot be read. */
#define EXCEPT_UNKNOWN "\n"

struct except_rule;

/* A list that stands in another file: the first of `files` that is there. */
struct declared_except {
	const struct except_rule *rule;
	const struct rule *owner;
	const struct place *files;
	size_t file_count;
};

struct call_rule;

/* By what a manifest shows that it calls what another provides: one sign of several will do. */
struct calls {
	const struct call_rule *const *items;
	size_t count; /* 0: nothing need be called */
	const struct rule *owner;
};

struct declared_mapping {
	const char *format, *kind;
	struct place from, to;
	const char *filter;                      /* path pattern for what follows `from`, or NULL */
	const struct place *filter_later;        /* likewise, if it holds what is found later */
	const char *except;                      /* what of that is left out, or NULL */
	const struct declared_except *except_in; /* where that stands, or NULL */
	const char *loses;          /* what the way loses of a path, see rules/loss.h; or NULL */
	const char *through;        /* a name such as "npm:x" that must be provided, or NULL */
	const char *range;          /* ... in one of these versions, or NULL */
	const char *beyond;         /* ... in none of these, or NULL */
	const struct place *given;  /* a second name that must be provided, or NULL */
	const struct place *unless; /* a name that nobody may provide, or NULL */
	struct places vacant;       /* where no file of the tree may be */
	struct calls calls;         /* of what `through` provides */
	bool is_choice;       /* from this directory, or from one above it: see resolve/choice.h */
	const char *location; /* of the selected value; "" for a convention */
	struct span span;     /* line 0 for a convention of the rule (no value selected) */
	enum confidence confidence;
	struct origin origin; /* where it is written, if in another file; else its file is NULL */
};

struct declared_app {
	const char *directory, *name;
	const char *location; /* of the part that is about it; "" for the whole manifest */
	bool is_weak;
	struct span span;
};

struct declared_name {
	const char *name;      /* with its space: "npm:@acme/i18n", "out:tools/build" */
	const char *directory; /* where it leads, or NULL */
	const char *version;   /* that is provided, or NULL */
	struct span span;
};

/* Somebody whom the document leaves the rest to: a script it runs, a value that cannot be told. One
 * that comes when a mapping goes may have taken it over. */
struct declared_delegate {
	const char *format;
	const char *text; /* "" if it cannot be told */
};

/* Facts of one kind in one manifest; what follows is left out, and facts->remark says so. A hundred
 * times as many as the largest manifests of large repositories have, and few enough that a file
 * made to be slow costs seconds, not minutes. */
#define FACTS_MAX 65536

/* Complete: nobody adds to these lists. */
struct facts {
	const char *path;    /* the manifest */
	const char *formats; /* the formats that recognise it, separated by a space; "" = none, not
				a manifest */
	VEC(struct declared_app) apps;
	VEC(struct declared_name) names;
	VEC(struct declared_mapping) mappings;
	VEC(struct declared_reference) references; /* in order of the values' spans */
	VEC(struct declared_inheritance) inherited;
	VEC(const char *)
	near; /* every path beside or above it that was asked for, in order, none twice */
	const char *open; /* those of the formats that say more than could be read of them, in the
			     same way */
	VEC(struct declared_delegate) delegates; /* if they are wanted; `imports` are such too */
	const char *const *imports;              /* of a program: the other files it names */
	size_t import_count;
	const char *remark; /* a bound was reached: what is missing, else NULL */
	unsigned remark_line;
	const char
		*problem; /* does not parse: what, else NULL. Then all lists but `near` are empty */
	unsigned problem_line;
};

/* Answers whether something is a file of the snapshot (symlinks followed). 1, 0, -1. The only look
 * at the world that recognising a manifest may take; with a loader, a program's other files are
 * read too. */
struct script_loader;
struct near_asker {
	int (*is_file)(struct near_asker *asker, const char *path, struct err *err);
	struct script_loader *loader; /* or NULL */
	bool wants_delegates;         /* they take time, and few ask for them */
};

/* Reads a manifest. `bytes` need not stay. facts->formats is "" if no rule recognises the content:
 * then only `near` counts. A document that does not parse is facts->problem, not an error;
 * facts->formats then names the formats to which the name alone is enough, and is "" if all
 * candidates look at the content: then nobody knows whether it would be a manifest. */
int facts_declare(struct facts *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, size_t size, struct near_asker *near, struct arena *arena,
	struct err *err);

/* How a manifest at `path` is read: as its first candidate says. 1, 0: no rule takes it. */
int facts_syntax(enum syntax *out, const struct ruleset *ruleset, const char *path);

/* Step 2 reads a parent of a manifest by the same reference rule: the values that `rule` selects in
 * the document `root`, as if it were a manifest at `path` without bases of its own. The references
 * (0 or more) are the arena's. Of a rule whose values are inherited, a written's only path is the
 * value itself; one that needs variables of the parent is skipped. */
int facts_select(struct declared_reference **out, size_t *count, const struct reference_rule *rule,
	const char *path, const struct node *root, struct arena *arena, struct err *err);

/* Changes what the place of a PIECE_CHANGED gave; `is_there` is false if it gave nothing. Is
 * anything there then? */
bool facts_change(const struct piece *piece, struct str *text, bool is_there);

/* Step 2 found the value `node` in the document at `path` (a PIECE_DOCUMENT or PIECE_PARENT):
 * appends its text with its variables filled in, as those of that document. *restarts: it is a path
 * of its own. 1, 0: it cannot stand in a path, and *skip says why; -1. */
int facts_fill_value(struct str *out, bool *restarts, enum skip *skip, const struct piece *piece,
	const char *path, const struct node *node, struct arena *arena, struct err *err);

/* Step 2 found the file at `path` with what a mapping leaves out: the list is the arena's, or NULL.
 */
int facts_except(const char **out, const struct declared_except *except, const char *path,
	const struct node *root, struct arena *arena, struct err *err);
/* The pointers that it looks at; the list is the arena's. */
size_t facts_except_pointers(
	const struct declared_except *except, const char *const **out, struct arena *arena);

/* The fixed pointers in front of the first wildcard of a rule's selectors: what a value question
 * must ask for. */
size_t rule_pointers(const struct reference_rule *rule, const char **out, size_t most);

#endif
