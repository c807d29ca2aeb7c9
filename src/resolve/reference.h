/*
 * reference.h - what is known of a reference, a mapping and an app once they are judged: the rows
 * of the graph.
 *
 * Plain data. Who made a list owns the texts in it (an arena); see there.
 */
#ifndef RESOLVE_REFERENCE_H
#define RESOLVE_REFERENCE_H

#include "rules/facts.h"

enum verdict { VERDICT_RESOLVED, VERDICT_DANGLING, VERDICT_SKIPPED };

enum target_type { TARGET_FILE, TARGET_DIRECTORY, TARGET_GLOB, TARGET_KEY, TARGET_NAME };
const char *target_type_text(enum target_type type);

/* A mapping on the way from what was asked to the target. */
struct via {
	const char *manifest;  /* that declares the mapping */
	int position;          /* among the mappings of that manifest; -1: it is the name `to` */
	unsigned line, column; /* 0 for a convention of a rule */
	const char *from, *to; /* as bound: repository paths or paths in a space */
	const char *kind;      /* copy, served, name, use, context, checkout */
	const char *location;  /* of the mapping in its manifest */
	const char *loses;     /* as of the mapping */
	enum confidence confidence;
	const char *origin;   /* as of the mapping */
	unsigned origin_line; /* likewise */
};

struct reference {
	const char *manifest, *format;
	const char *location; /* RFC 6901; of the list, for alternatives */
	const char *selector; /* the same with list indices as '*' */
	unsigned line, column;
	size_t start, size;   /* bytes of the value in the manifest, quotes included */
	const char *raw;      /* of the value that resolved, else of the first */
	const char *identity; /* raw; for alternatives all raw values, a line each */
	const char *kind;
	enum missing missing;
	const char *detail;
	bool always, built;
	bool is_glob; /* the value is a pattern */
	enum verdict verdict;
	enum skip skip;    /* SKIP_NONE unless skipped */
	const char *asked; /* the first path asked for; of the value that resolved, if one did; NULL
			      if none was */
	enum target_type target_type;
	const char *target; /* the path it resolved to (of a glob: the first match; of a name: the
			       manifest that provides it); NULL unless resolved */
	const char *marker; /* the file that makes a directory count, or NULL */
	const char *key;    /* TARGET_KEY: the key; TARGET_NAME: the name; else NULL */
	const struct via *via; /* outermost first */
	size_t via_count;
	enum confidence confidence; /* the weakest of its own and those on the way */
};

/* Is nothing but the end of a path known of where it leads, be it to one file or to several? */
bool reference_is_guess(const struct reference *reference);

struct mapping {
	const char *manifest, *format, *kind;
	unsigned position;     /* among the mappings of its manifest */
	unsigned line, column; /* 0 for a convention */
	size_t start, size;
	const char *location; /* "" for a convention */
	const char *from, *to;
	const char *filter; /* of what follows `from`, or NULL */
	const char *except; /* what of that is left out, see rules/facts.h; or NULL */
	const char *loses;  /* what the way loses of a path, see rules/loss.h; or NULL */
	enum confidence confidence;
	const char *
		origin; /* the file in which it is written, if the manifest only uses it; or NULL */
	unsigned origin_line; /* there */
};

typedef VEC(struct mapping) mapping_list;

/* One who provides a name. */
struct provider {
	const char *name; /* with its space */
	const char *manifest;
	const char *directory; /* or NULL */
	const char *version;   /* or NULL */
	const char *label;     /* of an app: what people call it; else NULL */
	const char *location;  /* of the part of the manifest that is about an app; else NULL */
	bool is_weak;          /* app: counts only where no other app encloses it */
	unsigned line;
};

#endif
