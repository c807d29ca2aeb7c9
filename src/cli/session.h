/*
 * session.h - a repository and its graph, open for one command.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "check/policy.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "repo/merge.h"

struct session {
	struct cli *cli;
	struct repository *repository;
	struct object_source *objects; /* the repository's */
	struct merge merge;            /* the last one made */
	struct graph *graph;
	bool keeps;         /* where the graph stands is kept when the session ends */
	const char *remark; /* why the graph is not kept, or NULL */
	struct terminal_progress progress;
};

/* Finds the repository and opens its store, or the one --db names. Close it whatever the result. */
int session_open(struct session *session, struct cli *cli, struct err *err);
void session_close(struct session *session);

/* The commit `revision` names, or HEAD's if it is NULL. Release it with commit_release. */
int session_commit(
	struct session *session, const char *revision, struct commit *out, struct err *err);

/* Moves the graph to a commit, read with the rules of its own configuration. It is kept there once
 * everything was asked: a store without room for it must not take the answer along. */
int session_advance(struct session *session, const struct commit *commit, struct err *err);

/* Today in UTC, as policies count days. */
unsigned session_today(void);

/* Where a path of the command line stands in the repository: as git has it, relative to the working
 * directory inside the work tree. ERR_USAGE if it is outside. */
int session_path(
	const struct session *session, const char *written, struct str *out, struct err *err);

#endif
