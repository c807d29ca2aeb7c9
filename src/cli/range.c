/*
 * range.c - which two commits a check is about.
 */
#include "cli/range.h"

#include <string.h>

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

static int read_two(struct range *out, const char *text, const char *dots, struct session *session,
	struct err *err)
{
	struct oid base, head;

	if (resolve(text, (size_t)(dots - text), &base, session, err) < 0 ||
		resolve(dots + 2, strlen(dots + 2), &head, session, err) < 0)
		return -1;
	return range_of_commits(out, &base, &head, session, err);
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
		found = repository_push_base(session->repository, NULL, false, &head, &base, err);
	if (found == 0) {
		err_set(err, ERR_REVISION,
			"there is nothing to compare with: HEAD has no upstream, "
			"and no remote has a default branch");
		return err_fix(err, "name two commits: crossdep check HEAD~1..HEAD");
	}
	return found < 0 ? -1 : range_of_commits(out, &base, &head, session, err);
}

static int refuse_merge(const char *text, struct err *err)
{
	const char *dots = strstr(text, "...");

	err_set(err, ERR_USAGE,
		"'%s' stands for the merge of both sides, which cannot be judged yet", text);
	return err_fix(err,
		"judge what one side adds: crossdep check \"$(git merge-base %.*s %s)..%s\"",
		(int)(dots - text), text, dots + 3, dots + 3);
}

int range_read(struct range *out, const char *text, struct session *session, struct err *err)
{
	const char *dots = text ? strstr(text, "..") : NULL;

	if (!text)
		return read_push(out, session, err);
	if (dots && dots[2] == '.')
		return refuse_merge(text, err);
	return dots ? read_two(out, text, dots, session, err) : read_one(out, text, session, err);
}
