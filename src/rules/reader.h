/*
 * reader.h - reads the values of a rule, each into its field, and says in which line what is wrong.
 */
#ifndef RULES_READER_H
#define RULES_READER_H

#include "rules/rule.h"

struct field;

struct reader {
	struct arena *arena;
	struct rule *rule;
	struct part *part;         /* whose keys are being read */
	const struct field *field; /* the one that is being read */
	bool is_below_value;       /* selectors start at a selected value: "./x" */
	bool has_from;             /* templates may have the hole {from} */
};

/* Reads the value of one key into `target`. */
typedef int (*read_value)(
	struct reader *reader, const struct node *node, void *target, struct err *err);

/* One key of an object of the language. */
struct field {
	const char *name;
	read_value read;
	size_t offset; /* of the target in the struct */
	bool is_needed;
	unsigned forbidden; /* holes that a template here cannot have */
};

/* Reads the map `node` into `target`, field by field in the order of `fields`, which end with a
 * NULL name. `what` is what people call such a map: "a reference". */
int read_fields(struct reader *reader, const struct node *node, const char *what,
	const struct field *fields, void *target, struct err *err);

/* ERR_INPUT at the line of `node`. */
int wrong_at(const struct node *node, struct err *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Values of fields; in front what `target` is. */
int read_text(/* const char * */ struct reader *reader, const struct node *node, void *target,
	struct err *err);
int read_flag(
	/* bool */ struct reader *reader, const struct node *node, void *target, struct err *err);
int read_texts(/* struct texts */ struct reader *reader, const struct node *node, void *target,
	struct err *err);
int read_selectors(/* struct selectors */ struct reader *reader, const struct node *node,
	void *target, struct err *err);
int read_template(/* struct template * */ struct reader *reader, const struct node *node,
	void *target, struct err *err);
int read_templates(/* struct templates */ struct reader *reader, const struct node *node,
	void *target, struct err *err);
int read_lookups(/* struct templates, of look-ups */ struct reader *reader, const struct node *node,
	void *target, struct err *err);
int read_conditions(/* struct conditions */ struct reader *reader, const struct node *node,
	void *target, struct err *err);

/* The lists of a part. */
int read_references(/* struct part */ struct reader *reader, const struct node *node, void *target,
	struct err *err);
int read_mappings(/* struct part */ struct reader *reader, const struct node *node, void *target,
	struct err *err);

/* Does every {N} of the template (or NULL) stand for a wildcard of the selectors? */
int check_captures(const struct node *node, const struct selectors *at,
	const struct template *template, struct err *err);

/* The place of the text of `node` in `words`, which end with NULL. -1 with the words it may be. */
int read_word(const struct node *node, const char *const *words, struct err *err);

/* Calls `read` for each member of the list `node`. */
int read_list(struct reader *reader, const struct node *node, read_value read, void *target,
	struct err *err);

#endif
