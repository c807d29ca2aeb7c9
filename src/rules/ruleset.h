/*
 * ruleset.h - the rules, as the interpreter uses them: read once, then only looked at.
 *
 * The language is described in docs/rule-language.md. Rules come from a repository's configuration,
 * and from the files compiled into the program; these are read when the first file is met that one
 * of them may recognise, so that a run does not pay for the formats it does not see.
 */
#ifndef RULES_RULESET_H
#define RULES_RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "syntax/document.h"
#include "util/arena.h"
#include "util/err.h"
#include "util/map.h"

/* What the owning tool does about a missing target; words and order of the report contract. */
enum missing { MISSING_IGNORED, MISSING_DEGRADED, MISSING_BUILD, MISSING_DEPLOY, MISSING_SILENT };
const char *missing_text(enum missing missing);

enum want { WANT_ANY, WANT_FILE, WANT_DIRECTORY, WANT_GLOB, WANT_PREFIX, WANT_NAME };

enum parent { PARENT_NONE, PARENT_FIRST, PARENT_LAST };

struct texts {
	const char **items;
	size_t count;
};

struct picking;   /* private to rules/, see rules/rule.h */
struct template;  /* private to rules/ */
struct condition; /* private to rules/ */

struct rule; /* private to rules/, see rules/rule.h */

struct reference_rule {
	const struct rule *owner;
	const char *format;
	const char *id; /* by which `in` of another names it, or NULL */
	const struct picking *picking;
	bool alternatives, inherited, in_repository, always, built;
	enum parent parent;
	struct texts with, endings; /* endings: never empty, {""} by default */
	struct template *const *path;
	size_t path_count;      /* at least 1; of a key reference perhaps 0 */
	struct template *range; /* the versions of a name that will do, or NULL */
	struct template *const *key;
	size_t key_count; /* look-ups, any of which will do; 0: no key reference */
	struct texts in;  /* ids: the key is sought in the files that these resolve to */
	bool needs_all;   /* ... in each of them, else in any */
	const struct implied *implied; /* the value where nobody wrote one, or NULL; private */
	enum want want;
	const char *within; /* NULL: a directory in a glob list stands for itself */
	const char *kind;   /* a word of the contract's reference.kind */
	enum missing missing;
	const char *detail;         /* "" if none */
	enum confidence confidence; /* at most; a value may be weaker */
};

struct ruleset {
	struct arena arena;
	struct rule **rules; /* in order of their format's name, the user's after the built-in */
	size_t count, capacity;
	struct texts
		ignore; /* path patterns: manifests below are not read; "!x" takes away again */
	uint64_t fingerprint; /* of all that was added: two rulesets that read alike are equal here
			       */
	void *index;          /* candidates by file name; private */
};

/* An empty ruleset, which must not be moved any more once something was added. */
void ruleset_init(struct ruleset *ruleset);
void ruleset_release(struct ruleset *ruleset);

/* Adds the rules and the ignore list the program carries. */
void ruleset_add_builtin(struct ruleset *ruleset);

/* The fingerprint of a ruleset with nothing but those. */
uint64_t ruleset_builtin_fingerprint(void);

/* Adds one rule read from the map `node`. The ruleset copies what it keeps. A wrong rule is
 * ERR_INPUT with the line of the offending value in err->line and a text that names it; unknown
 * keys are wrong. A rule with a format that is there already replaces it. */
int ruleset_add(struct ruleset *ruleset, const struct node *node, struct err *err);

/* Adds path patterns of manifests that are not to be read. */
void ruleset_add_ignore(struct ruleset *ruleset, const char *pattern);

/* Must be called after the last addition: builds the index by file name and the fingerprint. */
void ruleset_seal(struct ruleset *ruleset);

/* Is `path` a candidate by its name? Cheap: asked for every file of a repository. */
enum candidacy {
	CANDIDACY_NONE,
	CANDIDACY_TAKEN,
	CANDIDACY_IGNORED, /* it would be one, were it not for the ignore list */
};
enum candidacy ruleset_candidacy(const struct ruleset *ruleset, const char *path);
bool ruleset_is_candidate(const struct ruleset *ruleset, const char *path);         /* TAKEN? */
bool ruleset_is_ignored_candidate(const struct ruleset *ruleset, const char *path); /* IGNORED? */
/* The entry of the ignore list that decides that `path` is not read, or NULL. */
const char *ruleset_ignored_by(const struct ruleset *ruleset, const char *path);

#endif
