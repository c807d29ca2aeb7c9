/*
 * cmd_rules.c - crossdep rules: which formats are known, how, and what is read in a file?
 */
#include "cli/opt.h"
#include "cli/rules.h"

#include <string.h>

#include "check/configuration.h"
#include "repo/repository.h"
#include "util/file.h"

static const struct command rules_commands[] = {
	{ "list", rules_list, "which formats are known?" },
	{ "show", rules_show, "how is a format described?" },
	{ "explain", rules_explain, "why is a file read as it is?" },
	{ "test", rules_test, "do the examples in a directory still hold?" },
	{ NULL, NULL, NULL },
};

/* A file that was asked for must be there. */
static int read_named(struct str *out, const char *file, struct err *err)
{
	int found = file_read(out, file, CONFIGURATION_SIZE_MAX, err);

	return found == 0 ? err_set(err, ERR_USAGE, "'%s' is not there", file) : found;
}

int rules_read_configuration(
	struct str *out, const struct cli *cli, const char *file, struct err *err)
{
	struct repository *repository = NULL;
	struct str path = STR_INIT;
	int found = 0;

	if (file)
		return read_named(out, file, err);
	if (repository_open(&repository, ".", cli->git_dir, NULL) < 0)
		return 0;
	if (repository_work_dir(repository)) {
		str_addf(&path, "%s/" CONFIGURATION_PATH, repository_work_dir(repository));
		found = file_read(out, path.data, CONFIGURATION_SIZE_MAX, err);
	}
	str_release(&path);
	repository_free(repository);
	return found;
}

static void help(FILE *out)
{
	fprintf(out, "usage: crossdep rules COMMAND [...]\n\n"
		     "What crossdep knows about manifest formats: rules, built in and of\n"
		     ".crossdep.json.\n\n");
	for (const struct command *command = rules_commands; command->name; command++)
		fprintf(out, "  %-8s %s\n", command->name, command->about);
	fprintf(out, "\n'crossdep rules COMMAND --help' tells more of one.\n");
}

static const struct command *find(const char *name)
{
	const struct command *command = rules_commands;

	while (command->name && strcmp(command->name, name) != 0)
		command++;
	return command->name ? command : NULL;
}

enum status cmd_rules(struct cli *cli, int argc, char **argv)
{
	const struct opt opts[] = { OPT_END };
	const struct command *command;
	struct err err;
	int used = 0, parsed = opt_parse(opts, argc, argv, &used, &err);

	if (parsed > 0) {
		help(cli->io.out);
		return STATUS_CLEAN;
	}
	if (parsed < 0)
		return io_fail(&cli->io, &err);
	command = used < argc ? find(argv[used]) : NULL;
	if (command)
		return command->run(cli, argc - used, argv + used);
	if (used < argc)
		err_set(&err, ERR_USAGE, "'rules %s' is not a command", argv[used]);
	else
		err_set(&err, ERR_USAGE, "'rules' alone does nothing");
	err_fix(&err, "crossdep rules --help lists its commands");
	return io_fail(&cli->io, &err);
}
