/*
 * rules_list.c - crossdep rules list and show: the rules as they are written.
 */
#include "cli/opt.h"
#include "cli/rules.h"

#include <string.h>

#include "check/configuration.h"
#include "report/rule.h"

/* The rules of the program, and those of the configuration that lies in the work tree. */
struct written_rules {
	struct str configuration;
	struct catalogue catalogue;
};

static int load(
	struct written_rules *shelf, const struct cli *cli, const char *file, struct err *err)
{
	struct configuration read;
	int found;

	*shelf = (struct written_rules){ STR_INIT, { VEC_INIT, VEC_INIT } };
	found = rules_read_configuration(&shelf->configuration, cli, file, err);
	if (found == 1) {
		/* What it holds is shown only if it can be used. */
		found = configuration_load_text(&read, file ? file : CONFIGURATION_PATH,
				&shelf->configuration, err) < 0
				? -1
				: 1;
		configuration_release(&read);
	}
	if (found < 0)
		return -1;
	return catalogue_load(&shelf->catalogue, found == 1 ? &shelf->configuration : NULL, err);
}

static void release(struct written_rules *shelf)
{
	catalogue_release(&shelf->catalogue);
	str_release(&shelf->configuration);
}

enum status rules_list(struct cli *cli, int argc, char **argv)
{
	word_list words = VEC_INIT;
	const char *config = NULL, *format = "text", *color = "auto";
	const struct opt opts[] = {
		OPT_ARGUMENTS(
			"WORD", &words, "only rules with one of these in format, title or files"),
		OPT_RULES_CONFIG(&config),
		OPT_CHOICE(0, "format", &format, "text|json", "how it is told (text)"),
		OPT_CHOICE(0, "color", &color, "auto|always|never", "in colour (auto)"),
		OPT_END,
	};
	struct written_rules shelf = { STR_INIT, { VEC_INIT, VEC_INIT } };
	enum status status = STATUS_CLEAN;
	struct str out = STR_INIT;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0)
		opt_help(cli->io.out, "rules list",
			"Lists the formats that are known: the files of each, and what is taken "
			"from "
			"them.",
			opts);
	else if (parsed < 0 || load(&shelf, cli, config, &err) < 0)
		status = io_fail(&cli->io, &err);
	else if (strcmp(format, "json") == 0)
		report_rule_list_json(&out, &shelf.catalogue, words.items, words.count);
	else
		report_rule_list(&out, &shelf.catalogue, words.items, words.count,
			io_wants_colour(cli->io.out, color));
	io_print(cli->io.out, &out);
	release(&shelf);
	vec_release(&words);
	str_release(&out);
	return status;
}

/* What the user may have meant. */
static int no_such_format(const struct catalogue *catalogue, const char *format, struct err *err)
{
	err_set(err, ERR_USAGE, "no rule describes a format '%s'", format);
	for (size_t i = 0; i < catalogue->rules.count; i++)
		if (strstr(catalogue->rules.items[i].format, format))
			return err_fix(err, "did you mean '%s'?", catalogue->rules.items[i].format);
	return err_fix(err, "crossdep rules list tells which there are");
}

static int show(const struct written_rules *shelf, const char *format, bool as_json, bool colour,
	struct str *out, struct err *err)
{
	const struct written_rule *rule;

	if (!format) {
		err_set(err, ERR_USAGE, "no format is given");
		return err_fix(err, "crossdep rules list tells which there are");
	}
	rule = catalogue_find(&shelf->catalogue, format);
	if (!rule)
		return no_such_format(&shelf->catalogue, format, err);
	if (!as_json) {
		report_rule(out, rule, colour);
		return 0;
	}
	str_add(out, rule->text, rule->size);
	str_add_char(out, '\n');
	return 0;
}

enum status rules_show(struct cli *cli, int argc, char **argv)
{
	const char *wanted = NULL, *config = NULL, *format = "text", *color = "auto";
	const struct opt opts[] = {
		OPT_ARGUMENT("FORMAT", &wanted, "as 'crossdep rules list' has it"),
		OPT_CHOICE(
			0, "format", &format, "text|json", "in words (text), or the rule itself"),
		OPT_CHOICE(0, "color", &color, "auto|always|never", "in colour (auto)"),
		OPT_END,
	};
	struct written_rules shelf = { STR_INIT, { VEC_INIT, VEC_INIT } };
	enum status status = STATUS_CLEAN;
	struct str out = STR_INIT;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0)
		opt_help(cli->io.out, "rules show",
			"Shows a rule: how its files are recognised, and what each value means.",
			opts);
	else if (parsed < 0 || load(&shelf, cli, config, &err) < 0 ||
		 show(&shelf, wanted, strcmp(format, "json") == 0,
			 io_wants_colour(cli->io.out, color), &out, &err) < 0)
		status = io_fail(&cli->io, &err);
	io_print(cli->io.out, &out);
	release(&shelf);
	str_release(&out);
	return status;
}
