/*
 * facts_text.h - facts as lines that a person can read and a test can compare.
 *
 *	apps/a/x.json: format other-format
 *		near apps/a/package.json
 *		app apps/a 'A', weak
 *		name npm:a -> apps/a
 *		mapping 3:5 copy libs/i18n -> served:apps/a/i18n, only *.json, through npm:b
 *		4:12 translation "/i18n/de.json" -> served:{app}/i18n/de.json
 *		5:12 asset "https://x" skipped: url
 *		inherited /compilerOptions/paths/{value} of code
 */
#ifndef UNIT_RULES_FACTS_TEXT_H
#define UNIT_RULES_FACTS_TEXT_H

#include "rules/facts.h"

void facts_text(struct str *out, const struct facts *facts);
void place_text(struct str *out, const struct place *place);

/* A ruleset of these rules (a JSON list) alone, sealed. Fails the test if one is wrong. */
void ruleset_of(struct ruleset *out, const char *rules);
/* The rules the program carries, sealed. */
void ruleset_builtin(struct ruleset *out);

/* The facts of one manifest of a ruleset, as text. `files` are those nearby, between blanks. */
void declare_text(struct str *out, const struct ruleset *ruleset, const char *path,
	const char *bytes, const char *files);

#endif
