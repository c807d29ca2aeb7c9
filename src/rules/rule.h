/*
 * rule.h - one manifest format, read from its description: the shape that docs/rule-language.md
 * describes, with selectors and templates ready to be used.
 */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "rules/condition.h"
#include "rules/embedded.h"
#include "rules/excerpt.h"
#include "rules/ruleset.h"
#include "rules/selector.h"
#include "rules/template.h"

/* Which values are taken, and what of them. */
struct picking {
	struct selectors at;
	bool pick_key, url;
	struct templates cut;
	struct texts only, skip;
	struct division division;
};

/* `default`: the value of a member that is not there, though what it would stand in is. */
struct implied {
	struct selector *parent;
	const char *member, *value;
};

#define VARIABLE_STARS_MAX 2

/* A text in values that stands for another; "${*}" for each name under the star. */
struct variable {
	const char *parts[VARIABLE_STARS_MAX + 1]; /* before, between and behind the stars */
	unsigned stars;
	size_t size;                /* of the parts together: the longest is tried first */
	struct templates templates; /* the first that is there */
	bool is_path;               /* what stands before it does not count */
};

struct app_rule {
	struct templates names;
	bool is_weak;
	struct conditions when;
};

struct name_rule {
	struct selectors at; /* none: the part itself */
	struct template *name;
	struct template *directory, *version; /* or NULL */
};

/* What a mapping leaves out: patterns of the document itself, or of the first of the files `in`
 * that is there. */
struct except_rule {
	struct selectors at;
	struct templates in;
	struct template *pattern; /* what a selected text stands for; NULL: itself */
};

/* A sign that something is called: a text, of the manifest or of other files, that names it. */
struct call_rule {
	struct picking picking;
	struct templates in;        /* the files; none: the manifest itself */
	const struct picking *each; /* texts of the manifest, for each of which `in` is filled; or
				       NULL: it is filled once */
	struct templates names;     /* what a text may name */
};

struct mapping_rule {
	const char *format, *kind;
	struct picking picking;                             /* no selector: a convention */
	struct templates from;                              /* a mapping each */
	struct templates to;                                /* the first that is there */
	struct template *filter, *through, *given, *unless; /* or NULL */
	struct templates vacant;                            /* where no file may be */
	struct calls calls;                                 /* of what `through` provides */
	struct template *range, *beyond;                    /* of versions, or NULL */
	struct templates loses;                             /* words of rules/loss.h */
	struct except_rule *except;                         /* or NULL */
	bool choice; /* `from` is a directory, or one above it, whichever explains the most */
	struct reference_rule *reference; /* or NULL; its selectors start at the value */
	enum confidence confidence;       /* at most; a value may be weaker */
};

/* What a rule says of a whole document, or of one of its parts. */
struct part {
	struct selectors at; /* none: the whole */
	struct conditions when;
	base_list bases;    /* all that can be named here, those of the whole first */
	size_t outer_bases; /* how many of them are the whole's */
	struct templates root;
	struct app_rule *app; /* or NULL */
	VEC(struct name_rule) names;
	VEC(struct reference_rule *) references;
	VEC(struct mapping_rule) mappings;
};

/* Another rule that speaks of a part of the document: all but its app and names. */
struct use {
	struct selectors at;
	const char *format; /* nothing is used if there is no such rule */
	bool for_delegates; /* only when it is asked to whom the document leaves something */
};

/* Of a rule that the program carries, only what stands before `source` is known until it is read.
 */
struct rule {
	const char *format;
	struct texts files, excluded; /* path patterns */
	int syntax;                   /* enum syntax, or -1: by the file's name */
	bool is_builtin;
	bool is_conditional;                        /* the name of a file is not enough */
	uint64_t digest;                            /* of its text */
	const struct embedded_rule *_Atomic source; /* still to be read; NULL: all of it is here */
	_Atomic bool has_condition;                 /* whole.when has been read */
	struct arena *arena;
	const char *title, *documentation;
	struct part whole;
	VEC(struct variable) variables; /* the longest first */
	VEC(struct part) parts;
	VEC(struct use) uses;
	struct selectors open; /* something at one of them: the document says more than can be read
				*/
	struct selectors delegates; /* what stands there names who may say the rest */
	bool has_parents;           /* values are inherited through one of its references */
};

/* The words of the report contract's reference.kind, and NULL. */
extern const char *const reference_kinds[];

/* Reads a rule. Its texts are the arena's, its lists rule_free's. ERR_INPUT with err->line. */
int rule_read(struct rule **out, const struct node *node, struct arena *arena, struct err *err);

/* A rule that the program carries, not read yet. The arena must stay where it is. */
struct rule *rule_embedded(const struct embedded_rule *source, struct arena *arena);
/* Reads what rule_embedded left: the condition alone, or everything; nothing if that was done. A
 * run meets the manifests of a few formats, and pays for no others. Several threads may ask for the
 * same rule; what was known of it before does not change, so nobody who uses that has to wait. */
int rule_read_condition(struct rule *rule, struct err *err);
int rule_complete(struct rule *rule, struct err *err);

void rule_free(struct rule *rule);

/* The rule of a format, or NULL. */
struct rule *ruleset_find(const struct ruleset *ruleset, const char *format);

/* How the rule reads the file at `path`. */
enum syntax rule_syntax(const struct rule *rule, const char *path);

/* A number for what stands in `node`, whatever its spacing, the same in every process. */
uint64_t node_digest(const struct node *node);

#endif
