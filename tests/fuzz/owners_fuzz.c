/*
 * owners_fuzz.c - an input is a CODEOWNERS file, read in each dialect. Whatever it says, an answer
 * names no owner twice, and none without an '@'.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/owners.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void check_names(const struct texts *names)
{
	for (size_t i = 0; i < names->count; i++) {
		require(strchr(names->items[i], '@') != NULL, "an owner has an '@'");
		for (size_t j = 0; j < i; j++)
			require(strcmp(names->items[i], names->items[j]) != 0,
				"no owner is named twice");
	}
}

static void read_as(const char *file, const char *text)
{
	static const char *const paths[] = { "a", "a/b.c", "docs/a b/{c}/#d" };
	struct memory_source *source = memory_source_new();
	struct owners *owners;
	struct snapshot *snapshot;
	struct err err;

	memory_source_put(source, file, ENTRY_FILE, text);
	snapshot = memory_source_snapshot(source);
	require(owners_load(&owners, snapshot, &err) == 0, "what is there can be read");
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct texts names = owners_of(owners, paths[i]);

		check_names(&names);
	}
	owners_free(owners);
	snapshot_free(snapshot);
	memory_source_free(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = STR_INIT;

	str_add(&text, data, size);
	read_as(".github/CODEOWNERS", text.data);
	read_as(".gitlab/CODEOWNERS", text.data);
	read_as(".bitbucket/CODEOWNERS", text.data);
	str_release(&text);
	return 0;
}
