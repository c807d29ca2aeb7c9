/*
 * rules.h - the commands of `crossdep rules`, and what they share.
 */
#ifndef CLI_RULES_H
#define CLI_RULES_H

#include "cli/cli.h"
#include "rules/ruleset.h"

enum status rules_list(struct cli *cli, int argc, char **argv);
enum status rules_show(struct cli *cli, int argc, char **argv);
enum status rules_explain(struct cli *cli, int argc, char **argv);
enum status rules_test(struct cli *cli, int argc, char **argv);

/* The text of the configuration in `file`, or, if that is NULL, as it lies in the work tree: so a
 * rule can be tried before it is committed. 1, 0: `file` is NULL, and there is no configuration, no
 * work tree, or no repository here, -1. */
int rules_read_configuration(
	struct str *out, const struct cli *cli, const char *file, struct err *err);

/* The option that names such a file. */
#define OPT_RULES_CONFIG(to)                                                                       \
	OPT_STRING(0, "config", to, "FILE", "with the rules in FILE instead of .crossdep.json's")

#endif
