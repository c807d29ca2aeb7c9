/*
 * infer.h - where nothing says what an app serves, the one file whose path ends so is taken for it.
 *
 * A guess, and kept apart as one: a reference that was led somewhere is not made good by it
 * (check/judgement.h), so that it can hide no break. It is the file's own app that serves it, or
 * all do: files in other apps are none.
 */
#ifndef RESOLVE_INFER_H
#define RESOLVE_INFER_H

#include "resolve/asker.h"

/* Names of which a path must at least consist: one alone is everywhere. */
#define INFER_NAMES_MIN 2

/* What lies in front of a path that is served by the app in directory `app`, and follows it; NULL:
 * it is not served by it, or too short to tell anything. */
const char *infer_rest(const char *served, const char *app);

enum inferred {
	INFERRED_NOTHING, /* no file's path ends so */
	INFERRED_FILE,    /* one in this app or in none */
	INFERRED_SEVERAL, /* more than one, or only in other apps, or too many to look at */
	INFERRED_FAILED,
};

/* The file behind `rest`, as infer_rest gave it. It, with a way from the directory that must be
 * served, is `out`; `manifest` is who asks. */
enum inferred infer_file(struct answer *out, struct asker *asker, const char *rest, const char *app,
	const char *manifest, struct arena *arena, struct err *err);

#endif
