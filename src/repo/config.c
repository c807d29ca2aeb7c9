/* config.c - gathers the files and the environment that make up git's configuration. */
#include "repo/config.h"

#include <ctype.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "repo/handle.h"
#include "util/file.h"
#include "util/memory.h"
#include "util/path.h"
#include "util/vec.h"

/* More than this in GIT_CONFIG_COUNT is no configuration. */
#define VARIABLES_MAX 10000

/* A setting that came with the environment. */
struct setting {
	char *key, *value;
};

struct config {
	VEC(git_config *) files;      /* the last one wins */
	VEC(struct setting) settings; /* and these win over all files */
};

/* git's idea of a true boolean in the environment. */
static bool is_true(const char *value)
{
	return value && (strcasecmp(value, "true") == 0 || strcasecmp(value, "yes") == 0 ||
				strcasecmp(value, "on") == 0 || strtol(value, NULL, 10) != 0);
}

static int add_file(struct config *config, const char *path, git_config_level_t level,
	git_repository *repository, struct err *err)
{
	git_config *file = NULL;

	if (!file_exists(path))
		return 0;
	if (git_config_new(&file) < 0 ||
		git_config_add_file_ondisk(file, path, level, repository, 0) < 0) {
		git_config_free(file);
		return handle_fail(err, ERR_REPOSITORY, "cannot read the configuration '%s'", path);
	}
	vec_push(&config->files, file);
	return 0;
}

static int add_system(struct config *config, git_repository *repository, struct err *err)
{
	const char *path = getenv("GIT_CONFIG_SYSTEM");

	if (is_true(getenv("GIT_CONFIG_NOSYSTEM")))
		return 0;
	return add_file(
		config, path ? path : "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM, repository, err);
}

static int add_user(struct config *config, git_repository *repository, struct err *err)
{
	const char *global = getenv("GIT_CONFIG_GLOBAL"), *home = getenv("HOME");
	const char *xdg = getenv("XDG_CONFIG_HOME");
	struct str path = STR_INIT;
	int result = 0;

	if (global)
		return add_file(config, global, GIT_CONFIG_LEVEL_GLOBAL, repository, err);
	if (xdg && *xdg)
		str_addf(&path, "%s/git/config", xdg);
	else if (home)
		str_addf(&path, "%s/.config/git/config", home);
	if (path.size)
		result = add_file(config, path.data, GIT_CONFIG_LEVEL_XDG, repository, err);
	if (result == 0 && home) {
		str_clear(&path);
		str_addf(&path, "%s/.gitconfig", home);
		result = add_file(config, path.data, GIT_CONFIG_LEVEL_GLOBAL, repository, err);
	}
	str_release(&path);
	return result;
}

/* "config" in the common directory, and "config.worktree" in the git directory where that is
 * switched on. */
static int add_local(struct config *config, git_repository *repository, struct err *err)
{
	struct str path = STR_INIT, value = STR_INIT;
	int result;

	str_addf(&path, "%s/config", git_repository_commondir(repository));
	result = add_file(config, path.data, GIT_CONFIG_LEVEL_LOCAL, repository, err);
	if (result == 0)
		result = config_value(config, "extensions.worktreeconfig", &value, err);
	if (result > 0) {
		result = 0;
		str_clear(&path);
		str_addf(&path, "%s/config.worktree", git_repository_path(repository));
		if (is_true(value.data))
			result = add_file(
				config, path.data, GIT_CONFIG_LEVEL_LOCAL, repository, err);
	}
	str_release(&path);
	str_release(&value);
	return result;
}

/* Section and name do not mind their case; what is between them does. */
static char *normal_key(const char *key, size_t size)
{
	char *copy = memory_get(size + 1);
	const char *first, *last;

	memcpy(copy, key, size);
	copy[size] = '\0';
	first = strchr(copy, '.');
	last = strrchr(copy, '.');
	for (char *c = copy; *c; c++) {
		if (!first || c < first || c > last)
			*c = (char)tolower((unsigned char)*c);
	}
	return copy;
}

static void add_setting(struct config *config, const char *key, size_t key_size, const char *value)
{
	vec_push(&config->settings,
		(struct setting){ normal_key(key, key_size), memory_copy_text(value) });
}

static void add_counted(struct config *config)
{
	const char *text = getenv("GIT_CONFIG_COUNT");
	long count = text ? strtol(text, NULL, 10) : 0;

	for (long i = 0; i < count && i < VARIABLES_MAX; i++) {
		char name[64];
		const char *key, *value;

		snprintf(name, sizeof name, "GIT_CONFIG_KEY_%ld", i);
		key = getenv(name);
		snprintf(name, sizeof name, "GIT_CONFIG_VALUE_%ld", i);
		value = getenv(name);
		if (key && value)
			add_setting(config, key, strlen(key), value);
	}
}

/* Undoes shell quoting as git writes it ('...', with '\'' and '\!' between). Returns what follows,
 * or NULL. */
static const char *unquote(struct str *out, const char *next)
{
	str_clear(out);
	if (*next++ != '\'')
		return NULL;
	for (; *next; next++) {
		if (*next != '\'')
			str_add_char(out, *next);
		else if (next[1] == '\\' && (next[2] == '\'' || next[2] == '!') && next[3] == '\'')
			str_add_char(out, next[2]), next += 3;
		else
			return next + 1;
	}
	return NULL;
}

/* GIT_CONFIG_PARAMETERS, by which `git -c` hands on its settings: 'key'='value', before git 2.31
 * 'key=value'. */
static void add_parameters(struct config *config)
{
	const char *next = getenv("GIT_CONFIG_PARAMETERS");
	struct str key = STR_INIT, value = STR_INIT;

	while (next && *next) {
		const char *equals;

		next = unquote(&key, next + strspn(next, " "));
		if (next && *next == '=') {
			if (next[1] == '\'')
				next = unquote(&value, next + 1);
			else
				str_set(&value, ""), next++;
			if (next)
				add_setting(config, key.data, key.size, value.data);
		} else if (next) {
			equals = strchr(key.data, '=');
			add_setting(config, key.data,
				equals ? (size_t)(equals - key.data) : key.size,
				equals ? equals + 1 : "true");
		}
	}
	str_release(&key);
	str_release(&value);
}

int config_open(struct config **out, git_repository *repository, struct err *err)
{
	struct config *config = memory_get_zeroed(1, sizeof *config);

	if (add_system(config, repository, err) < 0 || add_user(config, repository, err) < 0 ||
		(repository && add_local(config, repository, err) < 0)) {
		config_free(config);
		return -1;
	}
	add_counted(config);
	add_parameters(config);
	*out = config;
	return 0;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (size_t i = 0; i < config->files.count; i++)
		git_config_free(config->files.items[i]);
	for (size_t i = 0; i < config->settings.count; i++) {
		free(config->settings.items[i].key);
		free(config->settings.items[i].value);
	}
	vec_release(&config->files);
	vec_release(&config->settings);
	free(config);
}

int config_value(const struct config *config, const char *key, struct str *out, struct err *err)
{
	for (size_t i = config->settings.count; i-- > 0;) {
		if (strcmp(config->settings.items[i].key, key) == 0) {
			str_set(out, config->settings.items[i].value);
			return 1;
		}
	}
	for (size_t i = config->files.count; i-- > 0;) {
		git_buf value = GIT_BUF_INIT;
		int result = git_config_get_string_buf(&value, config->files.items[i], key);

		if (result == 0)
			str_set(out, value.ptr);
		git_buf_dispose(&value);
		if (result == 0)
			return 1;
		if (result != GIT_ENOTFOUND)
			return handle_fail(err, ERR_REPOSITORY,
				"cannot read '%s' of git's configuration", key);
	}
	return 0;
}

struct each {
	config_visit visit;
	void *payload;
};

static int visit_entry(const git_config_entry *entry, void *payload)
{
	const struct each *each = payload;

	each->visit(entry->value ? entry->value : "", each->payload);
	return 0;
}

int config_each(const struct config *config, const char *key, config_visit visit, void *payload,
	struct err *err)
{
	struct each each = { visit, payload };

	for (size_t i = 0; i < config->files.count; i++) {
		int result = git_config_get_multivar_foreach(
			config->files.items[i], key, NULL, visit_entry, &each);

		if (result < 0 && result != GIT_ENOTFOUND)
			return handle_fail(err, ERR_REPOSITORY,
				"cannot read '%s' of git's configuration", key);
	}
	for (size_t i = 0; i < config->settings.count; i++) {
		if (strcmp(config->settings.items[i].key, key) == 0)
			visit(config->settings.items[i].value, payload);
	}
	return 0;
}

int config_expand_path(struct str *out, const char *written, struct err *err)
{
	size_t user_size = path_component_size(written);
	const char *home = NULL;

	str_clear(out);
	if (written[0] != '~') {
		str_add_text(out, written);
		return 0;
	}
	if (user_size == 1) {
		home = getenv("HOME");
	} else {
		struct passwd *entry;

		str_add(out, written + 1, user_size - 1);
		entry = getpwnam(out->data);
		home = entry ? entry->pw_dir : NULL;
		str_clear(out);
	}
	if (!home)
		return err_set(err, ERR_REPOSITORY, "no home directory is known for '%s'", written);
	str_addf(out, "%s%s", home, written + user_size);
	return 0;
}
