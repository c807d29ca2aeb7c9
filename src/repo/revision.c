/* revision.c - from names to commits: revisions, HEAD, and what a push would be compared with. */
#include <stdlib.h>
#include <string.h>

#include "repo/config.h"
#include "repo/handle.h"
#include "util/memory.h"

#define REVISION_SIZE_MAX 1000 /* bytes; libgit2 takes no longer names of refs */

static void copy_id(struct oid *out, const git_oid *id)
{
	memcpy(out->bytes, id->id, sizeof out->bytes);
}

static int fail_revision(
	struct repository *repository, const char *revision, int result, struct err *err)
{
	if (result == GIT_ENOTFOUND)
		err_set(err, ERR_REVISION, "no such revision: '%s'", revision);
	else if (result == GIT_EPEEL)
		err_set(err, ERR_REVISION, "not a commit: '%s'", revision);
	else
		handle_fail(err, ERR_REVISION, "cannot understand the revision '%s'", revision);
	if (result == GIT_ENOTFOUND && repository_is_shallow(repository))
		err_fix(err, "this clone is shallow; fetch more history: git fetch --unshallow");
	return -1;
}

/* "@" alone is HEAD (gitrevisions(7)), also where something follows; libgit2 only knows "@{". */
static void write_revision(struct str *out, const char *revision)
{
	bool is_head = revision[0] == '@' && strchr("~^:", revision[1]); /* or its end */

	str_set(out, is_head ? "HEAD" : "");
	str_add_text(out, revision + is_head);
}

int repository_resolve(
	struct repository *repository, const char *revision, struct oid *out, struct err *err)
{
	git_object *object = NULL, *commit = NULL;
	struct str written = STR_INIT;
	int result;

	if (strlen(revision) > REVISION_SIZE_MAX)
		return err_set(err, ERR_REVISION, "the revision '%.40s...' is longer than %d bytes",
			revision, REVISION_SIZE_MAX);
	write_revision(&written, revision);
	result = git_revparse_single(&object, repository->git, written.data);
	str_release(&written);

	if (result == 0)
		result = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (result == 0)
		copy_id(out, git_object_id(commit));
	else
		fail_revision(repository, revision,
			result == GIT_EINVALIDSPEC && object ? GIT_EPEEL : result, err);
	git_object_free(object);
	git_object_free(commit);
	return result < 0 ? -1 : 0;
}

int repository_head(struct repository *repository, struct oid *out, struct err *err)
{
	git_reference *head = NULL;
	int result = git_repository_head(&head, repository->git);

	if (result == GIT_EUNBORNBRANCH)
		return 0;
	if (result < 0)
		return handle_fail(err, ERR_REVISION, "cannot tell where HEAD stands");
	copy_id(out, git_reference_target(head));
	git_reference_free(head);
	return 1;
}

/* The commit that a ref of that full name leads to. 1, or 0 if there is no such ref. */
static int ref_commit(struct repository *repository, const char *name, struct oid *out)
{
	git_reference *ref = NULL;
	git_object *commit = NULL;
	int found = git_reference_lookup(&ref, repository->git, name) == 0 &&
		    git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT) == 0;

	if (found)
		copy_id(out, git_object_id(commit));
	git_reference_free(ref);
	git_object_free(commit);
	return found;
}

/* Full name of the branch that HEAD is on. 1, or 0 if it is on none. */
static int current_branch(struct repository *repository, struct str *out)
{
	git_reference *head = NULL;
	int found = git_reference_lookup(&head, repository->git, "HEAD") == 0 &&
		    git_reference_type(head) == GIT_REFERENCE_SYMBOLIC;

	if (found)
		str_set(out, git_reference_symbolic_target(head));
	git_reference_free(head);
	return found;
}

static int upstream_commit(struct repository *repository, struct oid *out)
{
	struct str branch = STR_INIT;
	git_buf name = GIT_BUF_INIT;
	int found = current_branch(repository, &branch) &&
		    git_branch_upstream_name(&name, repository->git, branch.data) == 0 &&
		    ref_commit(repository, name.ptr, out);

	git_buf_dispose(&name);
	str_release(&branch);
	return found;
}

/* The branch's remote, else "origin", else the only one. 1, or 0 if none of these. */
static int default_remote(struct repository *repository, struct str *out)
{
	struct str branch = STR_INIT;
	git_buf name = GIT_BUF_INIT;
	git_strarray remotes = { NULL, 0 };

	str_clear(out);
	if (current_branch(repository, &branch) &&
		git_branch_upstream_remote(&name, repository->git, branch.data) == 0 &&
		strcmp(name.ptr, ".") != 0)
		str_set(out, name.ptr);
	if (out->size == 0 && git_remote_list(&remotes, repository->git) == 0) {
		for (size_t i = 0; i < remotes.count; i++) {
			if (strcmp(remotes.strings[i], "origin") == 0 || remotes.count == 1)
				str_set(out, remotes.strings[i]);
		}
		git_strarray_dispose(&remotes);
	}
	git_buf_dispose(&name);
	str_release(&branch);
	return out->size > 0;
}

/* Where the default branch of the remote was when it was last fetched. */
static int default_branch(struct repository *repository, const char *remote, struct oid *out)
{
	static const char *const branches[] = { "HEAD", "main", "master" };
	struct str name = STR_INIT;
	int found = 0;

	for (size_t i = 0; i < sizeof branches / sizeof *branches && !found; i++) {
		str_clear(&name);
		str_addf(&name, "refs/remotes/%s/%s", remote, branches[i]);
		found = ref_commit(repository, name.data, out);
	}
	str_release(&name);
	return found;
}

int repository_push_base(
	struct repository *repository, const struct oid *head, struct oid *out, struct err *err)
{
	struct str remote = STR_INIT;
	struct oid other;
	int found = upstream_commit(repository, &other) ||
		    (default_remote(repository, &remote) &&
			    default_branch(repository, remote.data, &other));

	str_release(&remote);
	return found ? repository_merge_base(repository, head, &other, out, err) : 0;
}

#define KNOWN_REFS_MAX 1000

/* Commits that refs below `prefix` lead to. */
struct known {
	struct oid *ids;
	size_t count;
};

static int collect_refs(
	struct repository *repository, const char *prefix, struct known *out, struct err *err)
{
	git_reference_iterator *iterator = NULL;
	git_reference *ref;
	struct str pattern = STR_INIT;
	int result;

	out->ids = memory_get(KNOWN_REFS_MAX * sizeof *out->ids);
	out->count = 0;
	str_addf(&pattern, "%s*", prefix);
	result = git_reference_iterator_glob_new(&iterator, repository->git, pattern.data);
	str_release(&pattern);
	if (result < 0)
		return handle_fail(err, ERR_REPOSITORY, "cannot list the refs below '%s'", prefix);
	while (out->count < KNOWN_REFS_MAX && git_reference_next(&ref, iterator) == 0) {
		git_object *commit = NULL;

		if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT) == 0)
			copy_id(&out->ids[out->count++], git_object_id(commit));
		git_object_free(commit);
		git_reference_free(ref);
	}
	git_reference_iterator_free(iterator);
	return 0;
}

int repository_known_base(struct repository *repository, const char *prefix, const struct oid *head,
	struct oid *out, struct err *err)
{
	struct known known = { NULL, 0 };
	struct oid *bases = NULL;
	size_t count = 0;
	int result = collect_refs(repository, prefix, &known, err);

	if (result == 0 && known.count)
		result = repository_merge_bases(
			repository, known.ids, known.count, head, &bases, &count, err);
	if (result == 0 && count)
		*out = bases[count - 1];
	if (result == 0 && known.count && count == 0 && repository_is_shallow(repository)) {
		err_set(err, ERR_MISSING,
			"what the other side has of it is not in this shallow clone");
		result = err_fix(err, "git fetch --unshallow");
	}
	free(known.ids);
	free(bases);
	return result < 0 ? -1 : count > 0;
}

static int has_url(git_repository *git, const char *name, const char *url)
{
	git_remote *remote = NULL;
	const char *fetch, *push;
	int found = 0;

	if (git_remote_lookup(&remote, git, name) == 0) {
		fetch = git_remote_url(remote);
		push = git_remote_pushurl(remote);
		found = (fetch && strcmp(fetch, url) == 0) || (push && strcmp(push, url) == 0);
	}
	git_remote_free(remote);
	return found;
}

int repository_find_remote(struct repository *repository, const char *name, struct str *out)
{
	git_strarray remotes = { NULL, 0 };
	int found = 0;

	if (git_remote_list(&remotes, repository->git) < 0)
		return 0;
	for (size_t i = 0; i < remotes.count && !found; i++)
		found = strcmp(remotes.strings[i], name) == 0;
	if (found)
		str_set(out, name);
	for (size_t i = 0; i < remotes.count && !found; i++) {
		found = has_url(repository->git, remotes.strings[i], name);
		if (found)
			str_set(out, remotes.strings[i]);
	}
	git_strarray_dispose(&remotes);
	return found;
}
