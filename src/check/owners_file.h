/*
 * owners_file.h - the lines of a CODEOWNERS file as rules that all have one meaning.
 *
 * Private to owners.c.
 */
#ifndef CHECK_OWNERS_FILE_H
#define CHECK_OWNERS_FILE_H

#include "rules/ruleset.h"
#include "util/vec.h"

enum dialect { DIALECT_GITHUB, DIALECT_GITLAB, DIALECT_BITBUCKET };

/* Who owns the paths that fit. Of the rules of one section the last that fits counts. */
struct owner_rule {
	const char *exact;  /* pattern of paths, or NULL */
	const char *below;  /* pattern of paths that lie below such a directory, or NULL */
	bool excludes;      /* what fits has no owner in this section, wherever this stands */
	size_t section;     /* from 0, in the order they begin */
	struct texts names; /* none: nobody owns it */
};

struct owners_file {
	struct arena arena;
	VEC(struct owner_rule) rules;
	size_t section_count;
	const char *complaint; /* why it is not read, or NULL */
};

/* Reads the text. What a service would not understand is left out, as it does. */
void owners_file_read(struct owners_file *out, const char *text, enum dialect dialect);
void owners_file_release(struct owners_file *file);

/* Does the text have a section's heading, as only GitLab knows it? */
bool owners_file_has_sections(const char *text);

#endif
