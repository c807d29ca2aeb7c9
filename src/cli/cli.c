/*
 * cli.c - the words before the command, and the table of commands.
 */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/opt.h"
#include "syntax/script.h"
#include "util/memory.h"

const struct command commands[] = {
	{ "check", cmd_check, "what does a change break?" },
	{ "fix", cmd_fix, "what mends what a change breaks?" },
	{ "audit", cmd_audit, "what did a history break, and for how long?" },
	{ "impact", cmd_impact, "who depends on a file or directory?" },
	{ "refs", cmd_refs, "what does a manifest name, and where does each name lead?" },
	{ "why", cmd_why, "which file is it that an app serves, and who puts it there?" },
	{ "apps", cmd_apps, "which apps are there?" },
	{ "scan", cmd_scan, "read a commit into the graph" },
	{ "rules", cmd_rules, "which formats are known, and what is read in a file?" },
	{ "hook", cmd_hook, "ask before each push" },
	{ NULL, NULL, NULL },
};

static void help(FILE *out, const struct opt *opts)
{
	fprintf(out, "usage: crossdep [options] COMMAND [...]\n\n"
		     "Stops a change that breaks somebody else's manifest.\n\n");
	for (const struct command *command = commands; command->name; command++)
		fprintf(out, "  %-8s %s\n", command->name, command->about);
	fprintf(out, "\n");
	opt_help_rows(out, opts);
	fprintf(out,
		"\n'crossdep help COMMAND' tells more of one. Exit status: 0 nothing to report, "
		"1 check\nfound a break (rules test: a difference), 2 wrong usage, 3 it could not "
		"do its work.\n");
}

static const struct command *find_command(const char *name)
{
	const struct command *command = commands;

	while (command->name && strcmp(command->name, name) != 0)
		command++;
	return command->name ? command : NULL;
}

/* An empty one changes nothing, as with git(1). */
static int change_directories(const word_list *directories, struct err *err)
{
	for (size_t i = 0; i < directories->count; i++)
		if (*directories->items[i] && chdir(directories->items[i]) < 0)
			return err_set(err, ERR_SYSTEM, "cannot change to '%s': %s",
				directories->items[i], strerror(errno));
	return 0;
}

static enum status run_command(struct cli *cli, int argc, char **argv);

/* "help COMMAND..." is "COMMAND... --help". */
static enum status help_command(struct cli *cli, int argc, char **argv)
{
	char **words = memory_get_zeroed((size_t)argc + 1, sizeof(*words));
	enum status status;

	memcpy(words, argv + 1, (size_t)(argc - 1) * sizeof(*words));
	words[argc - 1] = "--help";
	status = run_command(cli, argc, words);
	free(words);
	return status;
}

static enum status run_command(struct cli *cli, int argc, char **argv)
{
	const struct command *command = argc ? find_command(argv[0]) : NULL;
	struct err err;

	if (command)
		return command->run(cli, argc, argv);
	if (argc)
		err_set(&err, ERR_USAGE, "'%s' is not a command", argv[0]);
	else
		err_set(&err, ERR_USAGE, "no command is given");
	err_fix(&err, "crossdep --help lists the commands");
	return io_fail(&cli->io, &err);
}

enum status cli_run(int argc, char **argv, const struct io *io)
{
	struct cli cli = { *io, NULL, NULL };
	word_list directories = VEC_INIT;
	bool version = false, asks_help;
	const struct opt opts[] = {
		OPT_LIST('C', NULL, &directories, "DIR", "run as if started in DIR"),
		OPT_STRING(0, "git-dir", &cli.git_dir, "DIR", "the repository's git directory"),
		OPT_STRING(0, "db", &cli.database, "FILE",
			"keep the graph in FILE (:memory: for nowhere)"),
		OPT_FLAG(0, "version", &version, "say which version this is"),
		OPT_END,
	};
	enum status status = STATUS_CLEAN;
	struct err err;
	int used = 0, parsed = opt_parse(opts, argc, argv, &used, &err);

	asks_help = parsed == 0 && used < argc && strcmp(argv[used], "help") == 0;
	if (parsed > 0 || (asks_help && used + 1 == argc))
		help(io->out, opts);
	else if (parsed < 0 || change_directories(&directories, &err) < 0)
		status = io_fail(&cli.io, &err);
	else if (version)
		fprintf(io->out, "crossdep %s%s\n", CROSSDEP_VERSION,
			script_can_read() ? "" : " (without JavaScript and TypeScript)");
	else if (asks_help)
		status = help_command(&cli, argc - used, argv + used);
	else
		status = run_command(&cli, argc - used, argv + used);
	vec_release(&directories);
	return io_finish(&cli.io, status);
}
