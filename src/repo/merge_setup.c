/*
 * merge_setup.c - how git is told to merge, beside what the trees say.
 */
#include <stdlib.h>
#include <strings.h>

#include "repo/config.h"
#include "repo/handle.h"
#include "repo/merge_private.h"
#include "util/file.h"

#define ATTRIBUTES_BYTES_MAX (1u << 20)

void merge_setup_release(struct merge_setup *setup)
{
	str_release(&setup->attributes);
}

/* Is `key` switched on? `otherwise` if it is not set. 1, 0, -1. */
static int is_on(const struct config *config, const char *key, bool otherwise, struct err *err)
{
	static const char *const off[] = { "", "0", "false", "no", "off" };
	struct str value = STR_INIT;
	int result = config_value(config, key, &value, err);

	if (result == 0)
		result = otherwise;
	else if (result > 0)
		for (size_t i = 0; i < sizeof(off) / sizeof(*off); i++)
			if (strcasecmp(value.data, off[i]) == 0)
				result = 0;
	str_release(&value);
	return result;
}

/* Later versions of git compare as diff.algorithm says when they merge, too. 1, 0, -1. */
static int is_other_algorithm(const struct config *config, struct err *err)
{
	struct str value = STR_INIT;
	int result = config_value(config, "diff.algorithm", &value, err);

	if (result > 0)
		result = strcasecmp(value.data, "histogram") != 0;
	str_release(&value);
	return result;
}

/* "merge.renames" counts, and "diff.renames" where that is not set (git-config(1)). */
static int read_renames(struct merge_setup *setup, const struct config *config, struct err *err)
{
	int result = is_on(config, "diff.renames", true, err);

	if (result >= 0)
		result = is_on(config, "merge.renames", result > 0, err);
	setup->follows_renames = result > 0;
	return result < 0 ? -1 : 0;
}

static int read_lines(struct merge_setup *setup, const struct config *config, struct err *err)
{
	struct str driver = STR_INIT;
	int renormalizes = is_on(config, "merge.renormalize", false, err);
	int other = renormalizes < 0 ? -1 : is_other_algorithm(config, err);
	int result = other < 0 ? -1 : config_value(config, "merge.default", &driver, err);

	setup->merges_lines = renormalizes == 0 && other == 0 && result == 0;
	str_release(&driver);
	return result < 0 ? -1 : 0;
}

/* A file that is not there, or that nobody may read, says nothing. */
static void add_file(struct merge_setup *setup, const char *path)
{
	struct str text = STR_INIT;
	struct err err;

	if (file_read(&text, path, ATTRIBUTES_BYTES_MAX, &err) > 0)
		str_addf(&setup->attributes, "%s\n", text.data);
	str_release(&text);
}

/* gitattributes(5): for the system, for the user, for this repository. */
static int read_attributes(struct merge_setup *setup, const struct config *config,
	const struct repository *repository, struct err *err)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct str path = STR_INIT, written = STR_INIT;
	int result;

	if (!getenv("GIT_ATTR_NOSYSTEM"))
		add_file(setup, "/etc/gitattributes");
	result = config_value(config, "core.attributesfile", &written, err);
	if (result > 0)
		result = config_expand_path(&path, written.data, err);
	else if (xdg && *xdg)
		str_addf(&path, "%s/git/attributes", xdg);
	else if (home)
		str_addf(&path, "%s/.config/git/attributes", home);
	if (result >= 0) {
		add_file(setup, path.data);
		str_clear(&path);
		str_addf(&path, "%s/info/attributes", repository->common_dir);
		add_file(setup, path.data);
	}
	str_release(&path);
	str_release(&written);
	return result < 0 ? -1 : 0;
}

int merge_setup_read(struct merge_setup *out, struct repository *repository, struct err *err)
{
	struct config *config = NULL;
	int result = config_open(&config, repository->git, err);

	*out = (struct merge_setup)MERGE_SETUP_INIT;
	if (result == 0)
		result = read_renames(out, config, err);
	if (result == 0)
		result = read_lines(out, config, err);
	if (result == 0)
		result = read_attributes(out, config, repository, err);
	config_free(config);
	return result;
}
