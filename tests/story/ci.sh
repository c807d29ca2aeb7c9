#!/bin/sh
# Builds of pull requests, by what their platforms say in the environment.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unset GITHUB_BASE_REF CI_MERGE_REQUEST_IID BITBUCKET_PR_ID SYSTEM_PULLREQUEST_TARGETBRANCH

# built BRANCH: a clone in which that branch is checked out, as a build has it.
built() {
	cd "$work"
	rm -rf clone
	git clone --quiet --branch "$1" two-green-branches clone
	cd clone
}

unpack two-green-branches
italian=$(git rev-parse drop-italian)
notes=$(git rev-parse add-notes)
start=$(git rev-parse main)
merged=$(git rev-parse merged-the-other-way)
sample=$samples/two-green-branches/expected

# GitHub builds the merge that the request would make.
built merged-the-other-way
says 1 "$expected/github-built" env GITHUB_BASE_REF=drop-italian GITHUB_REF=refs/pull/7/merge \
	GITHUB_SHA="$merged" crossdep check --ci
says 1 "$sample/merged-the-other-way" env GITHUB_BASE_REF=drop-italian \
	GITHUB_REF=refs/pull/7/merge GITHUB_SHA="$merged" crossdep check --ci --format text
# Who checks out the request's own branch has the merge foretold.
built add-notes
says 1 "$expected/github" env GITHUB_BASE_REF=drop-italian GITHUB_REF=refs/pull/7/merge \
	GITHUB_SHA="$merged" crossdep check --ci

# GitLab, with and without merged results.
says 1 "$sample/drop-italian...add-notes" env CI_MERGE_REQUEST_IID=7 \
	CI_MERGE_REQUEST_TARGET_BRANCH_NAME=drop-italian \
	CI_MERGE_REQUEST_TARGET_BRANCH_SHA= CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" \
	crossdep check --ci
built merged-the-other-way
says 1 "$sample/drop-italian...add-notes" env CI_MERGE_REQUEST_IID=7 \
	CI_MERGE_REQUEST_TARGET_BRANCH_NAME=drop-italian \
	CI_MERGE_REQUEST_TARGET_BRANCH_SHA="$italian" \
	CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="$notes" crossdep check --ci
# Where the target branch was not fetched, what the request began with is there.
built add-notes
git branch --quiet --remotes --delete origin/drop-italian
says 0 "$sample/main...add-notes" env CI_MERGE_REQUEST_IID=7 \
	CI_MERGE_REQUEST_TARGET_BRANCH_NAME=drop-italian \
	CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" crossdep check --ci

# Bitbucket and Azure.
says 1 "$sample/drop-italian...add-notes" env BITBUCKET_PR_ID=7 \
	BITBUCKET_PR_DESTINATION_BRANCH=drop-italian BITBUCKET_COMMIT="$notes" \
	BITBUCKET_PR_DESTINATION_COMMIT="$(echo "$italian" | cut -c 1-12)" crossdep check --ci
built add-notes
says 1 "$sample/drop-italian...add-notes" env \
	SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/drop-italian crossdep check --ci
built merged-the-other-way
says 1 "$sample/merged-the-other-way" env SYSTEM_PULLREQUEST_TARGETBRANCH=drop-italian \
	BUILD_SOURCEBRANCH=refs/pull/7/merge BUILD_SOURCEVERSION="$merged" crossdep check --ci

# What is missing is said, and how to get it.
built add-notes
git branch --quiet --remotes --delete origin/drop-italian
says 3 "$expected/not-fetched" env GITHUB_BASE_REF=drop-italian crossdep check --ci
git clone --quiet --depth=1 --branch=merged-the-other-way "file://$work/two-green-branches" "$work/shallow"
cd "$work/shallow"
says 3 "$expected/shallow" env GITHUB_BASE_REF=drop-italian GITHUB_REF=refs/pull/7/merge \
	GITHUB_SHA="$merged" crossdep check --ci
holds 'what is said helps' git fetch --quiet --deepen=1
says 1 "$sample/merged-the-other-way" env GITHUB_BASE_REF=drop-italian \
	GITHUB_REF=refs/pull/7/merge GITHUB_SHA="$merged" crossdep check --ci --format text

# Anywhere else.
says 2 "$expected/unknown" crossdep check --ci
says 2 "$expected/too-much" env GITHUB_BASE_REF=main crossdep check --ci main..add-notes
ends
