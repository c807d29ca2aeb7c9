/*
 * cli.h - the program as a function: what a test can call as often as it likes.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/io.h"

/* What stands before the command. */
struct cli {
	struct io io;
	const char *git_dir;  /* or NULL */
	const char *database; /* the store's file, or NULL: in the git directory */
};

struct command {
	const char *name;
	enum status (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the name */
	const char *about;
};

/* Ends with an entry whose name is NULL. */
extern const struct command commands[];

enum status cmd_scan(struct cli *cli, int argc, char **argv);
enum status cmd_check(struct cli *cli, int argc, char **argv);
enum status cmd_fix(struct cli *cli, int argc, char **argv);
enum status cmd_audit(struct cli *cli, int argc, char **argv);
enum status cmd_impact(struct cli *cli, int argc, char **argv);
enum status cmd_refs(struct cli *cli, int argc, char **argv);
enum status cmd_why(struct cli *cli, int argc, char **argv);
enum status cmd_apps(struct cli *cli, int argc, char **argv);
enum status cmd_rules(struct cli *cli, int argc, char **argv);
enum status cmd_hook(struct cli *cli, int argc, char **argv);

/* Runs the command line. Changes the working directory if -C says so. */
enum status cli_run(int argc, char **argv, const struct io *io);

#endif
