/*
 * range.c - which two commits a check is about.
 */
#include "cli/range.h"

#include <string.h>

#include "check/doubts.h"

static int tree_of(const struct oid *id, struct oid *tree, struct session *session, struct err *err)
{
	struct commit commit;

	if (repository_commit(session->repository, id, &commit, err) < 0)
		return -1;
	*tree = commit.tree;
	commit_release(&commit);
	return 0;
}

int range_of_commits(struct range *out, const struct oid *base, const struct oid *head,
	struct session *session, struct err *err)
{
	memset(out, 0, sizeof(*out));
	out->head_commit = *head;
	if (tree_of(head, &out->head_tree, session, err) < 0)
		return -1;
	if (!base)
		return 0;
	out->base_commit = *base;
	return tree_of(base, &out->base_tree, session, err);
}

static int resolve(const char *revision, size_t size, struct oid *out, struct session *session,
	struct err *err)
{
	struct str text = STR_INIT;
	int result;

	str_add(&text, revision, size);
	result = repository_resolve(session->repository, text.size ? text.data : "HEAD", out, err);
	str_release(&text);
	return result;
}

static int read_one(struct range *out, const char *text, struct session *session, struct err *err)
{
	struct commit commit;
	int result = -1;

	if (session_commit(session, text, &commit, err) < 0)
		return -1;
	if (commit.is_boundary) {
		err_set(err, ERR_MISSING, "the parent of '%s' is not in this shallow clone", text);
		err_fix(err, "git fetch --deepen=1");
	} else {
		result = range_of_commits(out, commit.parent_count ? &commit.parents[0] : NULL,
			&commit.id, session, err);
		out->is_commit = true;
	}
	commit_release(&commit);
	return result;
}

static int read_push(struct range *out, struct session *session, struct err *err)
{
	struct oid head, base;
	int found = repository_head(session->repository, &head, err);

	if (found == 0) {
		err_set(err, ERR_REVISION, "there is no commit yet");
		return err_fix(err, "commit something first");
	}
	if (found > 0)
		found = repository_push_base(session->repository, &head, &base, err);
	if (found == 0) {
		err_set(err, ERR_REVISION,
			"there is nothing to compare with: HEAD has no upstream, "
			"and no remote has a default branch");
		return err_fix(err, "name two commits: crossdep check HEAD~1..HEAD");
	}
	return found < 0 ? -1 : range_of_commits(out, &base, &head, session, err);
}

/* The merge is the session's, for it lives as long as the objects made for it. */
static int merge(struct range *out, const struct commit *ours, const struct commit *theirs,
	struct session *session, struct err *err)
{
	merge_release(&session->merge);
	if (doubts_merge(&session->merge, session->repository, ours, theirs, err) < 0)
		return err_wrap(err, "cannot merge");
	*out = (struct range){ .base_commit = ours->id,
		.head_commit = theirs->id,
		.base_tree = ours->tree,
		.head_tree = session->merge.ours,
		.merge = &session->merge,
		.theirs_tree = theirs->tree };
	return 0;
}

int range_of_merge(struct range *out, const struct oid *ours, const struct oid *theirs,
	struct session *session, struct err *err)
{
	struct commit first, second;
	int result;

	if (repository_commit(session->repository, ours, &first, err) < 0)
		return -1;
	result = repository_commit(session->repository, theirs, &second, err);
	if (result == 0) {
		result = merge(out, &first, &second, session, err);
		commit_release(&second);
	}
	commit_release(&first);
	return result;
}

static int read_two(struct range *out, const char *text, const char *dots, struct session *session,
	struct err *err)
{
	bool is_merge = dots[2] == '.';
	const char *rest = dots + (is_merge ? 3 : 2);
	struct oid base, head;

	if (resolve(text, (size_t)(dots - text), &base, session, err) < 0 ||
		resolve(rest, strlen(rest), &head, session, err) < 0)
		return -1;
	return is_merge ? range_of_merge(out, &base, &head, session, err)
			: range_of_commits(out, &base, &head, session, err);
}

int range_of_uncommitted(
	struct range *out, bool is_staged, struct session *session, struct err *err)
{
	struct oid head;
	int found = repository_head(session->repository, &head, err);

	memset(out, 0, sizeof(*out));
	if (found > 0) {
		out->base_commit = head;
		found = tree_of(&head, &out->base_tree, session, err);
	}
	return found < 0 ? -1
			 : repository_uncommitted(session->repository, &out->base_tree, is_staged,
				   &out->head_tree, err);
}

int range_read(struct range *out, const char *text, struct session *session, struct err *err)
{
	const char *dots = text ? strstr(text, "..") : NULL;

	if (!text)
		return read_push(out, session, err);
	return dots ? read_two(out, text, dots, session, err) : read_one(out, text, session, err);
}
