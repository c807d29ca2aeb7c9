/*
 * owners.c - who answers for a file.
 */
#include "check/owners.h"

#include <string.h>

#include "check/owners_file.h"
#include "util/glob.h"

#define FILE_SIZE_MAX (3u << 20) /* GitHub reads no larger one */
/* Bytes of patterns times bytes of paths, of all look-ups together: a hostile file must not keep
 * the report waiting. */
#define WORK_MAX ((size_t)1 << 31)

struct owners {
	struct owners_file file;
	const char *path; /* or NULL: there is none */
	const char *complaint;
	size_t work;
};

/* In the order they are looked at. GitHub looks into .github/, the root and docs/; GitLab into the
 * root, docs/ and .gitlab/; Bitbucket into .bitbucket/. */
static const struct location {
	const char *path;
	enum dialect dialect;
	bool is_shared; /* by GitHub and GitLab */
} locations[] = {
	{ ".github/CODEOWNERS", DIALECT_GITHUB, false },
	{ ".bitbucket/CODEOWNERS", DIALECT_BITBUCKET, false },
	{ "CODEOWNERS", DIALECT_GITHUB, true },
	{ "docs/CODEOWNERS", DIALECT_GITHUB, true },
	{ ".gitlab/CODEOWNERS", DIALECT_GITLAB, false },
};

/* 1, 0, -1. */
static int is_there(struct snapshot *snapshot, const char *path, struct err *err)
{
	struct entry entry;

	return snapshot_entry(snapshot, path, &entry, err);
}

static int find_dialect(enum dialect *out, const struct location *location, const char *text,
	struct snapshot *snapshot, struct err *err)
{
	int has_gitlab, has_github;

	*out = location->dialect;
	if (!location->is_shared)
		return 0;
	has_gitlab = is_there(snapshot, ".gitlab-ci.yml", err);
	has_github = has_gitlab < 0 ? -1 : is_there(snapshot, ".github", err);
	if (has_github < 0)
		return -1;
	if (owners_file_has_sections(text) || (has_gitlab && !has_github))
		*out = DIALECT_GITLAB;
	return 0;
}

/* 1 this is the file, 0 there is none here, -1. */
static int load_from(struct owners *owners, const struct location *location,
	struct snapshot *snapshot, struct err *err)
{
	struct str text = STR_INIT;
	enum dialect dialect;
	struct entry entry;
	int result = snapshot_entry(snapshot, location->path, &entry, err);

	if (result <= 0 || entry.kind != ENTRY_FILE)
		return result < 0 ? -1 : 0;
	owners->path = location->path;
	result = snapshot_read(snapshot, &entry.oid, FILE_SIZE_MAX, &text, err);
	if (result < 0 && err->kind == ERR_MISSING) {
		owners->complaint = "its object is not in the repository, so no owner is told";
		result = 0;
	} else if (result == 0) {
		owners->complaint = "it is larger than 3 MiB, so no owner is told";
	} else if (result > 0) {
		result = find_dialect(&dialect, location, text.data, snapshot, err);
		if (result == 0)
			owners_file_read(&owners->file, text.data, dialect);
	}
	str_release(&text);
	return result < 0 ? -1 : 1;
}

int owners_load(struct owners **out, struct snapshot *snapshot, struct err *err)
{
	struct owners *owners = memory_get_zeroed(1, sizeof(*owners));
	int result = 0;

	for (size_t i = 0; result == 0 && i < sizeof(locations) / sizeof(*locations); i++)
		result = load_from(owners, &locations[i], snapshot, err);
	if (result < 0) {
		owners_free(owners);
		return -1;
	}
	*out = owners;
	return 0;
}

void owners_free(struct owners *owners)
{
	if (!owners)
		return;
	owners_file_release(&owners->file);
	free(owners);
}

const char *owners_path(const struct owners *owners)
{
	return owners->path;
}

const char *owners_complaint(const struct owners *owners)
{
	return owners->complaint ? owners->complaint : owners->file.complaint;
}

static bool pattern_fits(struct owners *owners, const char *pattern, const char *path)
{
	if (!pattern)
		return false;
	owners->work += strlen(pattern) * strlen(path);
	return glob_fits(pattern, path);
}

static bool rule_fits(struct owners *owners, const struct owner_rule *rule, const char *path)
{
	return pattern_fits(owners, rule->exact, path) || pattern_fits(owners, rule->below, path);
}

/* The rule of each section that counts for `path`, into `chosen`. */
static void choose(struct owners *owners, const char *path, const struct owner_rule **chosen)
{
	const struct owners_file *file = &owners->file;

	for (int exclusions = 1; exclusions >= 0; exclusions--)
		for (size_t i = file->rules.count; i-- > 0 && owners->work < WORK_MAX;) {
			const struct owner_rule *rule = &file->rules.items[i];

			if (rule->excludes == exclusions && !chosen[rule->section] &&
				rule_fits(owners, rule, path))
				chosen[rule->section] = rule;
		}
}

static void add_once(struct texts *out, const char *name)
{
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->items[i], name) == 0)
			return;
	out->items[out->count++] = name;
}

struct texts owners_of(struct owners *owners, const char *path)
{
	size_t sections = owners->file.section_count, count = 0;
	const struct owner_rule **chosen = memory_get_zeroed(sections + 1, sizeof(*chosen));
	struct texts found = { NULL, 0 };

	if (owners->work < WORK_MAX)
		choose(owners, path, chosen);
	if (owners->work >= WORK_MAX)
		owners->complaint =
			"its patterns take too long to try, so some owners are not told";
	for (size_t i = 0; i < sections && !owners->complaint; i++)
		count += chosen[i] ? chosen[i]->names.count : 0;
	if (count)
		found.items = arena_get(&owners->file.arena, count * sizeof(*found.items));
	for (size_t i = 0; count && i < sections; i++)
		for (size_t j = 0; chosen[i] && j < chosen[i]->names.count; j++)
			add_once(&found, chosen[i]->names.items[j]);
	free(chosen);
	return found;
}
