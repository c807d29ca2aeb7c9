/*
 * declaring.h - a manifest while its rules are applied to it; between facts.c, which goes through
 * the rules, and declare_reference.c and declare_mapping.c, which each know one kind of fact.
 */
#ifndef RULES_DECLARING_H
#define RULES_DECLARING_H

#include "rules/taking.h"
#include "syntax/script.h"
#include "util/map.h"

/* A reference before the list is in order. */
struct found {
	struct declared_reference reference;
	size_t start; /* of the first value, in bytes: two of the same place exclude each other */
	unsigned ordinal; /* among parts of a value that all seem to start there; else 0 */
	size_t order;
};

typedef VEC(struct found) found_list;

struct declaring {
	struct manifest manifest;
	struct facts *out; /* NULL: only references are wanted */
	found_list found;
	node_list nodes;
	VEC(struct written) values; /* of one reference */
	VEC(struct place) places;   /* of one value */
	struct map said;            /* mappings: what they say, each once */
	struct str location;
	bool is_implying;              /* values that nobody wrote */
	const struct ruleset *ruleset; /* of which a rule may use another */
	unsigned use_depth;
	struct script_loader *loader; /* or NULL */
	bool wants_delegates;
};

/* May there be one more fact of a kind of which there are `count`? If not, the manifest is told to
 * say more, from `line` on. */
bool has_room(struct declaring *declaring, size_t count, unsigned line);

/* The location of a node, as a text of the arena. */
const char *location_of(struct declaring *declaring, const struct node *node);

/* A text of the arena. */
const char *kept(struct declaring *declaring, const struct str *text);

/* Adds the places that the templates give for what is selected to declaring->places, which is
 * cleared first; *skip if one cannot be judged. */
int fill_places(struct declaring *declaring, struct scope *scope, const struct templates *templates,
	const struct selected *selected, enum value_mode mode, enum skip *skip, struct err *err);

/* declaring->places as a list of the arena; NULL if there are none. */
const struct place *keep_places(struct declaring *declaring);

/* How the values of a reference are looked at. */
struct look look_of(const struct reference_rule *rule);

/* Adds a value to the reference that is being put together, with the places just filled. A value
 * that stands for no place, for a pointer of its template is not there, is none. */
void add_written(struct declaring *declaring, const struct taken *taken, const struct node *node);

/* Ends the reference whose values were added. `node` is the value, or the list of them; `mapping`
 * is that whose `from` it is, or NULL. */
void end_reference(struct declaring *declaring, const struct reference_rule *rule,
	const struct node *node, const struct declared_mapping *mapping, unsigned ordinal);

/* Puts references in order; of several for one value the first that was declared stays. How many
 * stay. */
size_t settle_references(found_list *list);
/* Settles what was found, and moves it into the facts. */
void keep_references(struct declaring *declaring);

/* Reads the document as `rule` does. NULL in *out, and facts->problem, if it does not parse. */
int declare_read(struct document **out, struct declaring *declaring, struct rule *rule, size_t size,
	struct err *err);

/* Declares what one rule entry says of the scope. */
int declare_reference(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err);
int declare_inherited(struct declaring *declaring, struct scope *scope,
	const struct reference_rule *rule, struct err *err);
int declare_mapping(struct declaring *declaring, struct scope *scope,
	const struct mapping_rule *rule, struct err *err);
/* Declares what the document leaves to others, if that is wanted, and that it is open where the
 * rule says so: it says more than can be read. */
void declare_open(struct declaring *declaring, const struct rule *rule, const struct node *root);
/* ... that it is open, whatever the rule of that format says. */
void declare_open_format(struct declaring *declaring, const char *format);

#endif
