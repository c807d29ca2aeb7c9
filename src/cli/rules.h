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

/* The text of the configuration as it lies in the work tree, so that a rule can be tried before it
 * is committed. 1, 0: there is no such file, no work tree, or no repository here, -1. */
int rules_read_configuration(struct str *out, const struct cli *cli, struct err *err);

#endif
