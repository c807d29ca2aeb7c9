/*
 * hook_file.c - the file of the hook: written, kept beside somebody's own, and removed.
 *
 * A hook that is there already is renamed, not changed; ours calls it first, with the same
 * arguments and the same input. Ours is known by its second line.
 */
#include "cli/hook.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "util/file.h"
#include "util/quote.h"

#define MARK          "# crossdep's hook; 'crossdep hook uninstall' takes it away again."
#define HOOK_SIZE_MAX (1u << 20)

struct hook_files {
	struct str directory, hook, other; /* other: somebody's own, set aside */
	bool is_ours, is_there, is_other_there;
};

static int hook_files_find(
	struct hook_files *files, struct session *session, const struct hook *hook, struct err *err)
{
	struct str text = STR_INIT;
	int found;

	*files = (struct hook_files){ STR_INIT, STR_INIT, STR_INIT, false, false, false };
	if (repository_hooks_dir(session->repository, &files->directory, err) < 0)
		return -1;
	str_addf(&files->hook, "%s/%s", files->directory.data, hook->name);
	str_addf(&files->other, "%s.before-crossdep", files->hook.data);
	found = file_read(&text, files->hook.data, HOOK_SIZE_MAX, err);
	files->is_there = found != 0;
	files->is_ours = found > 0 && strstr(text.data, "\n" MARK "\n") != NULL;
	files->is_other_there = file_exists(files->other.data);
	str_release(&text);
	return found < 0 ? -1 : 0;
}

static void hook_files_release(struct hook_files *files)
{
	str_release(&files->directory);
	str_release(&files->hook);
	str_release(&files->other);
}

/* Where this program is, so that the hook finds it even if it is in no search path; "" if that
 * cannot be told. */
static void write_own_path(struct str *out)
{
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 1);

	str_clear(out);
	if (size <= 0 || (size_t)size >= sizeof(path) - 1)
		return;
	path[size] = '\0';
	quote_shell(out, path);
}

/* What git tells on standard input is told to both hooks; one that is told nothing there must not
 * wait for it. */
static void write_script(struct str *out, const struct hook *hook)
{
	struct str own = STR_INIT;
	const char *tell = hook->has_lines ? "tell | " : "";

	write_own_path(&own);
	str_add_text(out, "#!/bin/sh\n" MARK "\n");
	if (hook->has_lines)
		str_add_text(out, "lines=$(cat)\n"
				  "tell() {\n"
				  "\tif [ -n \"$lines\" ]; then printf '%s\\n' \"$lines\"; fi\n"
				  "}\n");
	str_addf(out,
		"before=$0.before-crossdep\n"
		"if [ -x \"$before\" ]; then\n"
		"\t%s\"$before\" \"$@\" || exit\n"
		"fi\n"
		"program=$(command -v crossdep) || program=%s\n"
		"if [ ! -x \"$program\" ]; then\n"
		"\techo 'crossdep: the program is not found, so this push is not judged' >&2\n"
		"\texit 0\n"
		"fi\n"
		"%s\"$program\" hook run %s \"$@\"\n",
		tell, own.size ? own.data : "''", tell, hook->name);
	str_release(&own);
}

static int set_aside(const struct hook_files *files, struct err *err)
{
	if (files->is_other_there) {
		err_set(err, ERR_SYSTEM, "cannot set the hook '%s' aside: '%s' is there already",
			files->hook.data, files->other.data);
		return err_fix(err, "remove the one that is not needed");
	}
	if (rename(files->hook.data, files->other.data) < 0)
		return err_set(err, ERR_SYSTEM, "cannot rename the hook '%s': %s", files->hook.data,
			strerror(errno));
	return 0;
}

static int install(const struct hook_files *files, const struct hook *hook, struct err *err)
{
	struct str script = STR_INIT;
	bool sets_aside = files->is_there && !files->is_ours;
	int result = file_make_directory(files->directory.data, err);

	if (result == 0 && sets_aside)
		result = set_aside(files, err);
	write_script(&script, hook);
	if (result == 0 && file_write(files->hook.data, script.data, script.size, 0755, err) < 0) {
		/* Whoever had a hook before must have it still. */
		if (sets_aside)
			rename(files->other.data, files->hook.data);
		result = -1;
	}
	str_release(&script);
	return result;
}

int hook_install(struct session *session, const struct hook *hook, struct err *err)
{
	FILE *out = session->cli->io.out;
	struct hook_files files;
	int result = hook_files_find(&files, session, hook, err);

	if (result == 0)
		result = install(&files, hook, err);
	if (result == 0)
		io_say(out, "crossdep: %s %s", hook->asked_by, files.hook.data);
	if (result == 0 && (files.is_other_there || (files.is_there && !files.is_ours)))
		io_say(out, "crossdep: the hook that was there is called first; it is %s now",
			files.other.data);
	hook_files_release(&files);
	return result < 0 ? err_wrap(err, "cannot install the hook") : 0;
}

static int uninstall(const struct hook_files *files, struct err *err)
{
	if (files->is_other_there && rename(files->other.data, files->hook.data) < 0)
		return err_set(err, ERR_SYSTEM, "cannot put '%s' back: %s", files->other.data,
			strerror(errno));
	if (!files->is_other_there && unlink(files->hook.data) < 0)
		return err_set(err, ERR_SYSTEM, "cannot remove '%s': %s", files->hook.data,
			strerror(errno));
	return 0;
}

int hook_uninstall(struct session *session, const struct hook *hook, struct err *err)
{
	FILE *out = session->cli->io.out;
	struct hook_files files;
	int result = hook_files_find(&files, session, hook, err);

	if (result == 0 && files.is_ours)
		result = uninstall(&files, err);
	if (result == 0 && !files.is_ours)
		io_say(out, "crossdep: there is no hook to take away");
	else if (result == 0)
		io_say(out, files.is_other_there ? "crossdep: the hook is as it was before"
						 : "crossdep: the hook is gone");
	hook_files_release(&files);
	return result < 0 ? err_wrap(err, "cannot take the hook away") : 0;
}
