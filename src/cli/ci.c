/*
 * ci.c - builds of pull requests, by what their platforms put into the environment.
 *
 * Names of variables: "Variables reference" of GitHub Actions; "Predefined CI/CD variables" of
 * GitLab, of whose target commit only builds of merged results know; "Variables and secrets" of
 * Bitbucket Pipelines; "Predefined variables" of Azure Pipelines.
 */
#include "cli/ci.h"

#include <stdlib.h>
#include <string.h>

#include "cli/range.h"

struct platform {
	const char *request;       /* is set in builds of pull requests, and in no others */
	const char *commit, *ref;  /* what is built, where the ref says if it is the merge */
	const char *source_commit; /* where the request's branch stands, or NULL */
	const char *target_commit; /* where the target branch stands, or NULL */
	const char *target_branch; /* its name, with or without "refs/heads/" */
	const char *base_commit;   /* where the request began, or NULL: the last resort */
	const char *format;
};

static const struct platform platforms[] = {
	{ "GITHUB_BASE_REF", "GITHUB_SHA", "GITHUB_REF", NULL, NULL, "GITHUB_BASE_REF", NULL,
		"github" },
	{ "CI_MERGE_REQUEST_IID", NULL, NULL, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA",
		"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
		"CI_MERGE_REQUEST_DIFF_BASE_SHA", "text" },
	{ "BITBUCKET_PR_ID", NULL, NULL, "BITBUCKET_COMMIT", "BITBUCKET_PR_DESTINATION_COMMIT",
		"BITBUCKET_PR_DESTINATION_BRANCH", NULL, "text" },
	{ "SYSTEM_PULLREQUEST_TARGETBRANCH", "BUILD_SOURCEVERSION", "BUILD_SOURCEBRANCH",
		"SYSTEM_PULLREQUEST_SOURCECOMMITID", NULL, "SYSTEM_PULLREQUEST_TARGETBRANCH", NULL,
		"text" },
};

/* The value of a variable; NULL if it is empty or not set. */
static const char *value_of(const char *variable)
{
	const char *value = variable ? getenv(variable) : NULL;

	return value && *value ? value : NULL;
}

static const struct platform *find_platform(struct err *err)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < sizeof(platforms) / sizeof(*platforms); i++) {
		if (value_of(platforms[i].request)) {
			str_release(&names);
			return &platforms[i];
		}
		str_addf(&names, "%s%s", i ? ", " : "", platforms[i].request);
	}
	err_set(err, ERR_USAGE,
		"this is no build of a pull request that is known: none of %s is set", names.data);
	err_fix(err, "name what is to be compared: crossdep check A...B");
	str_release(&names);
	return NULL;
}

static bool ends_with(const char *text, const char *ending)
{
	size_t size = strlen(text), ending_size = strlen(ending);

	return size >= ending_size && strcmp(text + size - ending_size, ending) == 0;
}

/* Is HEAD the merge that the request would make, as the platform made it? It says so of the ref,
 * but something else may be checked out. */
static bool is_merge_built(const struct platform *platform, const struct oid *head)
{
	const char *commit = value_of(platform->commit), *ref = value_of(platform->ref);
	struct oid built;

	return commit && ref && strncmp(ref, "refs/pull/", strlen("refs/pull/")) == 0 &&
	       ends_with(ref, "/merge") && oid_parse(&built, commit) == 0 &&
	       oid_equal(&built, head);
}

static const char *without_heads(const char *branch)
{
	size_t size = strlen("refs/heads/");

	return strncmp(branch, "refs/heads/", size) == 0 ? branch + size : branch;
}

/* The commit that the request is to be merged into. */
static int find_target(
	const struct platform *platform, struct session *session, struct oid *out, struct err *err)
{
	struct repository *repository = session->repository;
	const char *commit = value_of(platform->target_commit);
	const char *branch = value_of(platform->target_branch);
	const char *base = value_of(platform->base_commit);
	struct str name = STR_INIT;
	int result = -1;

	branch = branch ? without_heads(branch) : NULL;
	if (branch)
		str_addf(&name, "refs/remotes/origin/%s", branch);
	if (commit)
		result = repository_resolve(repository, commit, out, NULL);
	if (result < 0 && branch)
		result = repository_resolve(repository, name.data, out, NULL);
	if (result < 0 && base)
		result = repository_resolve(repository, base, out, NULL);
	if (result < 0) {
		err_set(err, ERR_MISSING, "the target branch '%s' is not in this clone",
			branch ? branch : "");
		if (branch)
			err_fix(err, "git fetch origin +refs/heads/%s:%s", branch, name.data);
	}
	str_release(&name);
	return result;
}

int ci_range(struct range *out, const char **format, struct session *session, struct err *err)
{
	const struct platform *platform = find_platform(err);
	struct oid head, target;
	const char *source;
	int found;

	if (!platform)
		return -1;
	*format = platform->format;
	found = repository_head(session->repository, &head, err);
	if (found == 0)
		err_set(err, ERR_REVISION, "there is no commit yet");
	if (found <= 0)
		return -1;
	/* The merge itself needs nothing but its parents, which a shallow clone may end at. */
	if (is_merge_built(platform, &head))
		return range_read(out, "HEAD", session, err);
	if (find_target(platform, session, &target, err) < 0)
		return -1;
	/* Some check out a merge without saying so: the request's own side is asked for first. */
	source = value_of(platform->source_commit);
	if (source)
		repository_resolve(session->repository, source, &head, NULL);
	return range_of_merge(out, &target, &head, session, err);
}
