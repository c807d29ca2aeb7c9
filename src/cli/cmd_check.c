/*
 * cmd_check.c - crossdep check: what does a change break?
 */
#include "cli/ci.h"
#include "cli/each_commit.h"
#include "cli/opt.h"
#include "cli/range.h"
#include "report/report.h"

static const char about[] =
	"Compares two commits as 'git diff A..B' does, and lists the references that were good\n"
	"at A and lead nowhere at B. A single REV is compared with its first parent, and what a\n"
	"merge brings that led somewhere in another parent only, with that one; without a\n"
	"RANGE, what would be pushed is judged. A...B judges what merging B into A would give,\n"
	"without making that merge: what was good in either and leads nowhere in both together.";

struct arguments {
	const char *range, *format, *color, *fail_on;
	bool all, each_commit, is_ci, is_staged, is_work_tree;
};

static void print_report(struct cli *cli, const struct check *check,
	const struct report_format *format, const struct report_options *options)
{
	struct str out = STR_INIT;

	format->write(&out, check, options);
	io_print(cli->io.out, &out);
	str_clear(&out);
	if (!format->tells_diagnostics)
		report_diagnostics(&out, check->diagnostics.items, check->diagnostics.count);
	io_print(cli->io.err, &out);
	str_release(&out);
}

/* 1: it fails, 0, -1. */
static int judge(struct session *session, const struct range *range,
	const struct check_options *options, const struct report_format *format,
	const struct report_options *report, struct err *err)
{
	struct check check;
	int result;

	check_init(&check);
	check.options = *options;
	result = check_run(&check, range, session->graph, session->objects, session->repository,
		&session->progress.progress, err);
	if (result == 0)
		result = graph_commit(session->graph, err);
	progress_end(&session->progress);
	if (result == 0) {
		print_report(session->cli, &check, format, report);
		result = check.fails;
	}
	check_release(&check);
	return result;
}

static int read_range(struct range *out, const struct arguments *arguments, const char **format,
	struct session *session, struct err *err)
{
	int chosen = (arguments->range != NULL) + arguments->is_ci + arguments->is_staged +
		     arguments->is_work_tree;

	if (chosen > 1)
		return err_set(err, ERR_USAGE,
			"of a RANGE, --ci, --staged and --worktree there can be only one");
	if (arguments->is_ci)
		return ci_range(out, format, session, err);
	if (arguments->is_staged || arguments->is_work_tree)
		return range_of_uncommitted(out, arguments->is_staged, session, err);
	return range_read(out, arguments->range, session, err);
}

static int run(struct session *session, const struct arguments *arguments, struct err *err)
{
	const char *format_name = "text";
	const struct report_format *format;
	const struct report_options report = {
		io_wants_colour(session->cli->io.out, arguments->color), arguments->all, NULL
	};
	const struct check_options options = {
		arguments->fail_on ? fail_on_of(arguments->fail_on) : -1, session_today()
	};
	struct range range;

	if (read_range(&range, arguments, &format_name, session, err) < 0)
		return -1;
	format = report_format_find(arguments->format ? arguments->format : format_name);
	if (arguments->each_commit && format->is_whole)
		return err_set(err, ERR_USAGE, "'--format %s' is one document, not one a commit",
			format->name);
	if (arguments->each_commit && (range.merge || oid_is_zero(&range.head_commit)))
		return err_set(err, ERR_USAGE, "there are no commits to judge each of in '%s'",
			arguments->range ? arguments->range : "what is judged");
	if (arguments->each_commit)
		return each_commit_judge(&range, &options, format, &report, session, err);
	return judge(session, &range, &options, format, &report, err);
}

enum status cmd_check(struct cli *cli, int argc, char **argv)
{
	struct arguments arguments = { .color = "auto" };
	const struct opt opts[] = {
		OPT_ARGUMENT(
			"RANGE", &arguments.range, "A..B, A...B, or REV (what would be pushed)"),
		OPT_FLAG(0, "each-commit", &arguments.each_commit,
			"judge each commit of the RANGE, not only both ends"),
		OPT_FLAG(0, "ci", &arguments.is_ci,
			"judge what this build of a pull request would merge"),
		OPT_FLAG(0, "staged", &arguments.is_staged, "judge what is staged"),
		OPT_FLAG(0, "worktree", &arguments.is_work_tree,
			"judge the work tree, with new files that are not ignored"),
		OPT_CHOICE(0, "format", &arguments.format, REPORT_FORMAT_WORDS,
			"how it is told (text, or what --ci finds best)"),
		OPT_CHOICE(0, "fail-on", &arguments.fail_on, FAIL_ON_WORDS,
			"which breaks fail it (cross-app, or as configured)"),
		OPT_CHOICE(0, "color", &arguments.color, "auto|always|never", "in colour (auto)"),
		OPT_FLAG(0, "all", &arguments.all, "fold nothing, and list notes too"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status;
	struct err err;
	int result = opt_parse(opts, argc, argv, NULL, &err);

	if (result > 0) {
		opt_help(cli->io.out, argv[0], about, opts);
		return STATUS_CLEAN;
	}
	if (result == 0 && session_open(&session, cli, &err) < 0)
		result = -1;
	if (result == 0)
		result = run(&session, &arguments, &err);
	if (result < 0)
		status = io_fail(&cli->io, &err);
	else
		status = result ? STATUS_BREAKS : STATUS_CLEAN;
	session_close(&session);
	return status;
}
