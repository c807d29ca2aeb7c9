/*
 * asker.h - the three questions by which interpreting a manifest may look at the world.
 *
 * Bind and resolve are given an asker and nothing else. Each question asked is kept as a probe: so
 * the list of what a manifest depends on is complete by construction, and "what must be judged
 * again" is a look-up among probes. The asker answers from a `world`: the graph fills one from
 * snapshot and store, a test by hand.
 */
#ifndef RESOLVE_ASKER_H
#define RESOLVE_ASKER_H

#include "repo/snapshot.h"
#include "resolve/reference.h"

/* What answers may be drawn from. Every look-up: 1 found, 0 not there, -1 failed. */
struct world {
	int (*entry)(struct world *world, const char *path, struct entry *out, struct err *err);
	int (*list)(struct world *world, const char *path, struct tree *out, struct err *err);
	/* The bytes of a file or symlink, into `out`; 0 if they are more than `most`. */
	int (*bytes)(struct world *world, const struct oid *oid, size_t most, struct str *out,
		struct err *err);
	/* The document in the file at `path`. 0: no document (too large, no syntax for it, does not
	 * parse). */
	int (*document)(struct world *world, const char *path, const struct oid *oid,
		const struct document **out, struct err *err);
	/* Mappings whose `to` is exactly `to`, by manifest path and position. The list lives as
	 * long as the world. */
	int (*mappings_at)(struct world *world, const char *to, const struct mapping **out,
		size_t *count, struct err *err);
	/* Mappings whose `to` lies below directory `to`, likewise. */
	int (*mappings_below)(struct world *world, const char *to, const struct mapping **out,
		size_t *count, struct err *err);
	/* All files of the tree with that last name; 0: they are too many to be listed. The list
	 * lives as long as the world. */
	int (*files_named)(struct world *world, const char *name, const char *const **out,
		size_t *count, struct err *err);
	/* Who provides a name: the first by manifest path. */
	int (*name)(struct world *world, const char *name, struct provider *out, struct err *err);
};

enum question { QUESTION_PATH, QUESTION_MATCH, QUESTION_VALUE };
enum step { STEP_DECLARE, STEP_BIND, STEP_RESOLVE };

/* A question that was asked.
 * path:  `path` with each of the endings in `detail`, separated by '\n' ("" = the path itself
 * only); only endings that begin with '/', or with '.' and have no '/': others are paths of their
 * own match: `path` is the literal prefix directory, `detail` the pattern, then '\n' and a
 * negation, each value: `path` is the document's file, `detail` the look-up (rules/lookup.h), or
 * ASKED_BYTES for all of the file */
#define ASKED_BYTES "~"
struct probe {
	enum question question;
	bool by_tree; /* every time, the tree itself had the answer: no mapping can change it */
	const char *path;
	const char *detail;
};

/* Bounds of one reference: beyond them it is skipped, "bound reached". */
#define LOOKUP_DEPTH_MAX  8
#define LOOKUP_COUNT_MAX  256
#define SYMLINK_HOPS_MAX  16
#define MATCH_ENTRIES_MAX 1000000 /* names looked at for one match */
#define PARENTS_MAX       16      /* depth of inheritance */

struct asker;
struct asker *asker_new(struct world *world);
void asker_free(struct asker *asker);

/* Starts on another manifest: forgets the probes. Answers and probes are allocated from `arena`. */
void asker_start(struct asker *asker, struct arena *arena);
/* The same, with probes that are kept: those of a step before. Their texts must stay. */
void asker_resume(
	struct asker *asker, const struct probe *probes, size_t count, struct arena *arena);
void asker_set_step(struct asker *asker, enum step step); /* bind sees names but no mapping */
/* Starts another reference: the bounds are counted anew. */
void asker_start_reference(struct asker *asker);
/* In the order in which they were first asked. */
const struct probe *asker_probes(const struct asker *asker, size_t *count);
/* Keeps a question that somebody else asked (declare's near paths). */
void asker_keep(struct asker *asker, enum question question, const char *path, const char *detail,
	bool by_tree);

struct answer {
	enum entry_kind kind; /* NOTHING if not found */
	const char *path;     /* where it really is: symlinks and mappings followed */
	struct oid oid;
	const char *ending; /* the ending that was found */
	const struct via *via;
	size_t via_count;
	bool by_tree;
	bool bound_reached; /* not found, but a bound kept us from looking everywhere */
	bool is_outside;    /* not found, but a mapping leads out of the repository */
};

/* What is at `path`, or at `path` with one of `endings`? `wanted` decides whether what is found
 * will do: the first ending with something that will do wins, the tree before mappings. */
typedef bool (*entry_wanted)(enum entry_kind kind);
int ask_path(struct asker *asker, const char *path, const struct texts *endings,
	entry_wanted wanted, struct answer *out, struct err *err);

/* Is a file of the tree at `path`, which is never taken for one in a space? 1, 0, -1. */
int ask_file(struct asker *asker, const char *path, struct err *err);

/* The first path in byte order that fits `pattern` and none of `negations` (patterns too). */
int ask_match(struct asker *asker, const char *pattern, const char *const *negations,
	size_t negation_count, struct answer *out, struct err *err);

/* The document at `path`, of which the caller may look at nothing but what stands at `pointers`:
 * each is a value question. 1, 0: there is no document (it does not parse, is too large, has no
 * syntax), -1. */
int ask_document(struct asker *asker, const char *path, const struct oid *oid,
	const char *const *pointers, size_t pointer_count, const struct node **root,
	struct err *err);

/* The value at `pointer`, or look-up, in the document at `path` (a file, as answered by ask_path).
 * 1, 0: no such value, or no document (*readable false), -1. The node lives as long as the world.
 */
int ask_value(struct asker *asker, const char *path, const struct oid *oid, const char *pointer,
	const struct node **out, bool *readable, struct err *err);

/* All bytes of the file at `path`, as answered by ask_path. A value question. 1, 0: they are more
 * than `most`, -1. */
int ask_bytes(struct asker *asker, const char *path, const struct oid *oid, size_t most,
	struct str *out, struct err *err);

/* Who provides `name` ("npm:x", "app:apps/a"). A path question. 1, 0, -1. */
int ask_name(struct asker *asker, const char *name, struct provider *out, struct err *err);

#endif
