/*
 * rule.h - a rule as people read it, and the list of all rules.
 */
#ifndef REPORT_RULE_H
#define REPORT_RULE_H

#include "rules/catalogue.h"
#include "util/str.h"

/* Appends a rule, key by key in plain words; keys without words of their own stand as they are. */
void report_rule(struct str *out, const struct written_rule *rule, bool colour);

/* A condition in one line: "/key is a text, one of a, b". */
void say_condition(struct str *out, const struct node *condition);

/* A paragraph for each rule in which one of `words` occurs (none: for all): format, title, files,
 * and what is taken from them. */
void report_rule_list(struct str *out, const struct catalogue *catalogue, const char *const *words,
	size_t word_count, bool colour);
/* The same as a list of objects. */
void report_rule_list_json(struct str *out, const struct catalogue *catalogue,
	const char *const *words, size_t word_count);

#endif
