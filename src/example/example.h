/*
 * example.h - a small tree of files, and beside it what crossdep is to say of it.
 *
 * A directory with a file expected.txt is an example. What else lies in it is a repository, of
 * which every manifest is told with its facts and verdicts. If it holds the directories `base` and
 * `head`, these are two states of a repository, and what is told is what going from one to the
 * other breaks. Lines at the top of expected.txt that begin with '#' are for people.
 */
#ifndef EXAMPLE_EXAMPLE_H
#define EXAMPLE_EXAMPLE_H

#include <stdbool.h>

#include "util/err.h"
#include "util/map.h"
#include "util/str.h"
#include "util/vec.h"

#define EXAMPLE_EXPECTED "expected.txt"

struct example {
	struct str file;     /* where what is expected stands */
	struct str about;    /* the lines for people, as they are written */
	struct str expected; /* what stands below them */
	struct str actual;   /* what is said now */
	struct map formats;  /* those that recognised a manifest (at base), as keys */
};

/* Reads and judges the example in `directory`. `configuration` (or NULL) is the text of a
 * .crossdep.json that counts in an example without one of its own. ERR_INPUT if a configuration is
 * wrong. Release it whatever the result. */
int example_run(
	struct example *out, const char *directory, const char *configuration, struct err *err);
void example_release(struct example *example);

/* Does what is expected tell of programs, although this program was built without their grammars?
 * Then what is said now means nothing. */
bool example_is_out_of_reach(const struct example *example);

bool example_holds(const struct example *example);

/* Writes what is said now as what is expected. */
int example_update(const struct example *example, struct err *err);

typedef VEC(char *) example_list;

/* Appends the directories at or below `directory` that are examples, in byte order; none within
 * another. The texts are freed by examples_release. */
int examples_find(example_list *out, const char *directory, struct err *err);
void examples_release(example_list *list);

#endif
