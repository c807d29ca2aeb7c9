/*
 * rules_test.c - crossdep rules test: do the examples in a directory still hold?
 */
#include "cli/opt.h"
#include "cli/rules.h"

#include "check/configuration.h"
#include "example/example.h"
#include "report/words.h"
#include "util/diff.h"

static const char about[] =
	"A directory with a file expected.txt is an example: a small repository, and what is said\n"
	"of its manifests. With the directories 'base' and 'head' in it, it is a change, and\n"
	"what that breaks. The rules of .crossdep.json count as it lies in the work tree, unless\n"
	"an example has one of its own. For a new example make expected.txt empty, and --update.";

struct test {
	struct cli *cli;
	const char *configuration; /* or NULL */
	bool update;
	size_t count, differing;
};

/* Line by line, so that bytes of files cannot do anything to a terminal. */
static void print_lines(FILE *out, char *text)
{
	while (*text) {
		char *end = text;

		while (*end && *end != '\n')
			end++;
		if (*end)
			*end++ = '\0';
		io_say(out, "%s", text);
		text = end;
	}
}

static void print_difference(FILE *out, const struct example *example)
{
	struct str difference = STR_INIT;

	io_say(out, "--- %s", example->file.data);
	io_say(out, "+++ what is said now");
	diff_lines(&difference, example->expected.data, example->actual.data);
	print_lines(out, difference.data);
	str_release(&difference);
}

static int run(struct test *test, const char *directory, struct err *err)
{
	FILE *out = test->cli->io.out;
	struct example example;
	int result = example_run(&example, directory, test->configuration, err);

	test->count++;
	if (result == 0 && example_is_out_of_reach(&example)) {
		io_say(out, "skipped %s: built without JavaScript and TypeScript",
			example.file.data);
	} else if (result == 0 && !example_holds(&example)) {
		test->differing++;
		if (test->update)
			result = example_update(&example, err);
		if (test->update && result == 0)
			io_say(out, "updated %s", example.file.data);
		if (!test->update)
			print_difference(out, &example);
	}
	example_release(&example);
	return result;
}

static int run_all(struct test *test, const char *directory, struct err *err)
{
	example_list list = VEC_INIT;
	int result = examples_find(&list, directory, err);

	if (result == 0 && !list.count) {
		err_set(err, ERR_USAGE, "there is no example in '%s'", directory);
		result = err_fix(err, "an example is a directory with a file " EXAMPLE_EXPECTED
				      "; it may be empty");
	}
	for (size_t i = 0; i < list.count && result == 0; i++)
		result = run(test, list.items[i], err);
	examples_release(&list);
	return result;
}

static int read_own_rules(struct str *out, const struct cli *cli, const char *file, struct err *err)
{
	struct str text = STR_INIT;
	int result = rules_read_configuration(&text, cli, file, err);

	if (result == 1)
		result = configuration_rules(out, file ? file : CONFIGURATION_PATH, &text, err);
	str_release(&text);
	return result;
}

static int test_all(
	struct test *test, const char *config, const word_list *directories, struct err *err)
{
	struct str rules = STR_INIT;
	int result = 0;

	if (!directories->count) {
		err_set(err, ERR_USAGE, "no directory is given");
		return err_fix(err, "crossdep rules test DIR...");
	}
	if (read_own_rules(&rules, test->cli, config, err) < 0)
		result = -1;
	test->configuration = rules.size ? rules.data : NULL;
	for (size_t i = 0; i < directories->count && result == 0; i++)
		result = run_all(test, directories->items[i], err);
	str_release(&rules);
	return result;
}

static void print_summary(const struct test *test)
{
	struct str line = STR_INIT;

	add_count(&line, test->count, "example");
	if (test->differing)
		str_addf(&line, ", %zu %s", test->differing, test->update ? "updated" : "differ");
	io_say(test->cli->io.err, "crossdep: %s", line.data);
	str_release(&line);
}

enum status rules_test(struct cli *cli, int argc, char **argv)
{
	word_list directories = VEC_INIT;
	struct test test = { .cli = cli };
	const char *config = NULL;
	const struct opt opts[] = {
		OPT_ARGUMENTS("DIR", &directories, "examples, or directories of examples"),
		OPT_RULES_CONFIG(&config),
		OPT_FLAG(0, "update", &test.update, "write what is said now as what is expected"),
		OPT_END,
	};
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, "rules test", about, opts);
	} else if (parsed < 0 || test_all(&test, config, &directories, &err) < 0) {
		status = io_fail(&cli->io, &err);
	} else {
		print_summary(&test);
		status = test.differing && !test.update ? STATUS_BREAKS : STATUS_CLEAN;
	}
	vec_release(&directories);
	return status;
}
