/* merge_text.c - the lines of a file that both sides changed, merged. */
#include <string.h>

#include "repo/handle.h"
#include "repo/merge_private.h"
#include "util/str.h"

#define FILE_BYTES_MAX   (16u << 20)
#define BINARY_LOOK_SIZE 8000 /* a NUL in so many bytes, and git takes a file for binary */

static int read_files(struct str files[SIDES], struct merging *merging, const struct oid ids[SIDES])
{
	int result = 1;

	for (enum side side = BASE; side < SIDES && result > 0; side++) {
		struct str *file = &files[side];

		result = snapshot_read(
			merging->trees[side], &ids[side], FILE_BYTES_MAX, file, merging->err);
		if (result > 0 && file->size &&
			memchr(file->data, '\0',
				file->size < BINARY_LOOK_SIZE ? file->size : BINARY_LOOK_SIZE))
			result = 0;
	}
	return result;
}

static int merge_lines(git_merge_file_result *out, const struct str files[SIDES], uint32_t flags)
{
	git_merge_file_options options = { .version = GIT_MERGE_FILE_OPTIONS_VERSION,
		.flags = flags };
	git_merge_file_input inputs[SIDES];

	for (enum side side = BASE; side < SIDES; side++)
		inputs[side] = (git_merge_file_input){ .version = GIT_MERGE_FILE_INPUT_VERSION,
			.ptr = files[side].data,
			.size = files[side].size };
	return git_merge_file(out, &inputs[BASE], &inputs[OURS], &inputs[THEIRS], &options);
}

static bool is_clean(const git_merge_file_result *result)
{
	return result->automergeable && result->ptr;
}

/* Git merges by its "histogram" way of comparing, which libgit2 does not have. Where two other ways
 * agree it does not matter which one is taken. */
int merging_text(struct merging *merging, const struct oid ids[SIDES], struct oid *out)
{
	struct str files[SIDES] = { STR_INIT, STR_INIT, STR_INIT };
	git_merge_file_result plain = { 0 }, patient = { 0 };
	int result = library_start(merging->err);

	if (result == 0)
		result = read_files(files, merging, ids);
	if (result > 0)
		result = merge_lines(&plain, files, GIT_MERGE_FILE_DEFAULT) == 0 &&
			 merge_lines(&patient, files, GIT_MERGE_FILE_DIFF_PATIENCE) == 0 &&
			 is_clean(&plain) && is_clean(&patient) && plain.len == patient.len &&
			 memcmp(plain.ptr, patient.ptr, plain.len) == 0;
	if (result > 0)
		object_source_make_file(out, merging->objects, plain.ptr, plain.len);
	git_merge_file_result_free(&plain);
	git_merge_file_result_free(&patient);
	for (enum side side = BASE; side < SIDES; side++)
		str_release(&files[side]);
	return result;
}
