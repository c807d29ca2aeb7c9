/*
 * commit_fuzz.c - whatever the bytes, a commit is refused, or everything of it is there and on one
 * line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repo/commit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = STR_INIT;
	struct commit commit;
	struct err err;

	str_add(&text, data, size);
	if (commit_parse(&commit, text.data, &err) == 0) {
		require(commit.author && !strpbrk(commit.author, "<\n"), "the author is a name");
		require(commit.summary && !strchr(commit.summary, '\n'), "the summary is a line");
		require(commit.time >= 0, "the time is not negative");
		require(!commit.parent_count == !commit.parents,
			"parents are there if they are counted");
		commit_release(&commit);
	} else {
		require(err.kind == ERR_REPOSITORY, "a refusal says why");
		require(!commit.parents && !commit.author && !commit.summary,
			"a refusal leaves nothing");
	}
	str_release(&text);
	return 0;
}
