/*
 * filling.h - what a manifest leaves to its surroundings is filled into the places of its facts:
 * the apps around it, who provides a name, values of its parents and of other documents.
 */
#ifndef RESOLVE_FILLING_H
#define RESOLVE_FILLING_H

#include "resolve/apps.h"
#include "resolve/parents.h"

/* What lies around a manifest; looked at when it is asked for. */
struct surroundings {
	const struct facts *facts;
	struct asker *asker;
	struct arena *arena;
	app_list apps;
	bool apps_known;
	struct parents *parents; /* NULL until a value is inherited */
};

void surroundings_release(struct surroundings *around);
/* Finds around->apps. 0, -1. */
int surroundings_apps(struct surroundings *around, struct err *err);
/* Lives as long as the surroundings. */
struct parents *surroundings_parents(struct surroundings *around);

/* What a place is filled with, besides the surroundings. */
struct filling {
	size_t app;           /* which of the apps around it */
	const char *provider; /* directory, or NULL */
	const char *from;     /* of the mapping, or NULL */
	const char *value;    /* or NULL */
	bool uses_app;        /* out: there may be one more path, for the next app */
	bool lacks_value;     /* out: some document has no value of that name */
	size_t before;        /* bytes that stand in front of the text that is being filled */
	size_t start;         /* where in that text a value begins; SIZE_MAX: none does */
	bool restarts;        /* out: the value is a path of its own, without what stands before */
	enum skip skip;       /* out: why it cannot be filled */
};

/* The place as a normalised path of the arena. 1, 0: not there, or filling->skip says why not, -1.
 */
int fill_path(struct surroundings *around, const struct place *place, struct filling *filling,
	const char **path, struct err *err);

#endif
