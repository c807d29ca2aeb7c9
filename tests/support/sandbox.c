/* sandbox.c - see sandbox.h. */
#include "support/sandbox.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/assert.h"
#include "util/arena.h"
#include "util/memory.h"

struct sandbox {
	char root[PATH_MAX];
	struct arena arena;
};

extern char **environ;

static const char prelude[] =
	"set -eu\n"
	"cd \"$SANDBOX\"\n"
	"put() {\n"
	"	mkdir -p \"$(dirname \"$1\")\"\n"
	"	printf '%s' \"$2\" >\"$1\"\n"
	"}\n"
	"commit() {\n"
	"	time=$(($(cat \"$SANDBOX/clock\") + 60))\n"
	"	echo $time >\"$SANDBOX/clock\"\n"
	"	git add -A\n"
	"	GIT_AUTHOR_DATE=\"$time +0000\" GIT_COMMITTER_DATE=\"$time +0000\" \\\n"
	"		git commit -q --allow-empty -m \"$1\"\n"
	"}\n"
	"{\n";

static void forget_git_variables(void)
{
	char name[256];

	for (char **variable = environ; *variable;) {
		size_t size = strcspn(*variable, "=");

		if (strncmp(*variable, "GIT_", 4) != 0 || size >= sizeof name) {
			variable++;
			continue;
		}
		memcpy(name, *variable, size);
		name[size] = '\0';
		unsetenv(name);
		variable = environ;
	}
}

static void set_environment(struct sandbox *sandbox)
{
	forget_git_variables();
	unsetenv("SUDO_UID");
	unsetenv("XDG_CONFIG_HOME");
	setenv("SANDBOX", sandbox->root, 1);
	setenv("HOME", sandbox_path(sandbox, "home"), 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "Ada Lovelace", 1);
	setenv("GIT_AUTHOR_EMAIL", "ada@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Ada Lovelace", 1);
	setenv("GIT_COMMITTER_EMAIL", "ada@example.org", 1);
	setenv("GIT_AUTHOR_DATE", "1700000000 +0000", 1);
	setenv("GIT_COMMITTER_DATE", "1700000000 +0000", 1);
	setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
	setenv("LC_ALL", "C", 1);
}

struct sandbox *sandbox_new(void)
{
	struct sandbox *sandbox = memory_get_zeroed(1, sizeof *sandbox);
	const char *temporary = getenv("TMPDIR");
	char made[PATH_MAX];

	snprintf(made, sizeof made, "%s/crossdep-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(made) || !realpath(made, sandbox->root))
		fail_msg("cannot make a directory for the test");
	set_environment(sandbox);
	if (chdir(sandbox->root) < 0)
		fail_msg("cannot enter '%s'", sandbox->root);
	sandbox_run(sandbox, "mkdir home && echo 1700000000 >clock\n"
			     "git config --global init.defaultBranch main\n"
			     "git config --global protocol.file.allow always\n");
	return sandbox;
}

void sandbox_free(struct sandbox *sandbox)
{
	if (!sandbox)
		return;
	sandbox_run(sandbox, "cd / && chmod -R u+rwx \"$SANDBOX\" && rm -rf \"$SANDBOX\"");
	arena_release(&sandbox->arena);
	free(sandbox);
}

const char *sandbox_path(struct sandbox *sandbox, const char *inside)
{
	return arena_printf(&sandbox->arena, "%s%s%s", sandbox->root, *inside ? "/" : "", inside);
}

static void __attribute__((format(printf, 2, 0)))
run(struct str *out, const char *script, va_list arguments)
{
	struct str command = STR_INIT;
	char buffer[4096];
	size_t size;
	FILE *pipe;

	str_add_text(&command, prelude);
	str_addv(&command, script, arguments);
	str_add_text(&command, "\n} 2>&1");
	str_clear(out);
	pipe = popen(command.data, "r");
	if (!pipe)
		fail_msg("cannot start a shell");
	while ((size = fread(buffer, 1, sizeof buffer, pipe)) > 0)
		str_add(out, buffer, size);
	if (pclose(pipe) != 0)
		fail_msg("this failed:\n%s\n%s", command.data + sizeof prelude - 1, out->data);
	str_release(&command);
}

void sandbox_run(struct sandbox *sandbox, const char *script, ...)
{
	struct str output = STR_INIT;
	va_list arguments;

	(void)sandbox;
	va_start(arguments, script);
	run(&output, script, arguments);
	va_end(arguments);
	str_release(&output);
}

void sandbox_output(struct sandbox *sandbox, struct str *out, const char *script, ...)
{
	va_list arguments;

	(void)sandbox;
	va_start(arguments, script);
	run(out, script, arguments);
	va_end(arguments);
	if (out->size && out->data[out->size - 1] == '\n')
		str_cut(out, out->size - 1);
}
