/*
 * finding.h - one entry of a report: a break, or a reference that is new and dangles.
 *
 * Plain data, filled step by step by the other files of this room; its texts are the check's.
 */
#ifndef CHECK_FINDING_H
#define CHECK_FINDING_H

#include "graph/graph.h"

/* Words and order of the report contract. */
enum severity { SEVERITY_NONE, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
const char *severity_text(enum severity severity);

enum cause_change {
	CAUSE_DELETED,
	CAUSE_RENAMED,
	CAUSE_RETYPED,
	CAUSE_KEY_REMOVED,
	CAUSE_UNMATCHED,
	CAUSE_UNMAPPED,
	CAUSE_EDITED,
	CAUSE_MOVED,
};
const char *cause_change_text(enum cause_change change);

/* The change, and the commit, that did it. */
struct cause {
	enum cause_change change;
	const char *path;       /* what was changed, as the contract says */
	unsigned line;          /* EDITED: of the value in another file, at head; 0: none */
	bool came;              /* EDITED: that file is new */
	const char *renamed_to; /* or NULL; of a package its new name */
	bool is_certain;        /* nothing else could as well be what it was renamed to */
	const char *name;       /* the package's name that nobody provides any more, or NULL */
	const char *topic; /* what the group is about: `path`, or the directory that went with it */
	const char *topic_to;      /* where that went, or NULL */
	const struct via *mapping; /* on the way, that changed or went: UNMAPPED always, EDITED if
				      that did it; else NULL */
	const struct mapping *mapping_now; /* what took its place, or NULL */
	bool is_gone;                      /* UNMAPPED: `path` is not there any more */
	const char *now_at;    /* UNMAPPED: what must be asked for now to get the target, or NULL */
	const char *moved_to;  /* UNMAPPED: where the target went as well, or NULL */
	const struct app *app; /* that owns `path` at base, or NULL */
	bool has_commit;
	bool is_merge_alone; /* the commit is a merge, and in none of its parents it is broken */
	struct oid commit;
	const char *author, *summary; /* "" without commit */
};

/* An edit that mends it, if one is certain. */
struct fix {
	const char *path; /* NULL: none */
	unsigned line;
	const char *old, *replacement; /* values, not source text */
	const struct reference *place; /* that is edited, as it stands at head */
};

enum message_class { MESSAGE_NEIGHBOUR, MESSAGE_REGISTRY };

struct finding {
	enum severity severity;
	bool is_introduced, cross_app;
	const char *old_manifest;      /* path at base; another than `manifest` if that moved */
	const char *manifest;          /* path at head */
	unsigned line, column;         /* at head */
	const struct reference *place; /* whose line and column they are */
	const char *raw;
	const struct reference *before; /* NULL if introduced */
	struct oid good_at; /* the commit where it was good, or zero if the base is none */
	const struct reference *after;
	const struct app *app;        /* that owns the manifest, or NULL */
	const struct app *target_app; /* likewise */
	struct cause cause;
	struct fix fix;
	unsigned group; /* from 1 */
	enum message_class message_class;
	size_t siblings; /* other references to the same target that the change did update */
	struct texts sibling_manifests; /* others that these stand in, each once, by path */
	struct texts owners;            /* of the manifest at base, as CODEOWNERS names them */
	const char *fingerprint;        /* hexadecimal digits */
	const char *reason;             /* why it is suppressed, or NULL */
	unsigned reason_line;    /* of the suppression in the configuration at base; 0: no rule of
				    head sees it */
	const struct life *life; /* in an audit: what became of the break; else NULL */
};

/* What became of a break. */
enum fate {
	FATE_BROKEN,    /* it still is, where the history ends */
	FATE_RESTORED,  /* what it names is there again */
	FATE_REPOINTED, /* it names something else */
	FATE_REMOVED,   /* nobody names it any more */
};
#define FATE_COUNT (FATE_REMOVED + 1)
const char *fate_text(enum fate fate); /* NULL for FATE_BROKEN */

struct life {
	enum fate fate;
	struct oid mended_by;         /* zero unless mended */
	const char *author, *summary; /* of that commit; "" unless mended */
	size_t commits;               /* from the one that broke it to the one that mended it */
	long long seconds; /* likewise, by the clocks of their committers; never negative */
};

/* The reference whose rule and target the finding speaks of: at base, or at head if introduced. */
const struct reference *finding_reference(const struct finding *finding);
/* The path the finding asked for or resolved to; never NULL. */
const char *finding_target(const struct finding *finding);

typedef VEC(struct finding) finding_list;
typedef VEC(struct diagnostic) diagnostic_list;

#endif
