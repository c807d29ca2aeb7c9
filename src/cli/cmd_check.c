/*
 * cmd_check.c - crossdep check: what does a change break?
 */
#include "cli/opt.h"
#include "cli/range.h"
#include "report/report.h"

static const char about[] =
	"Compares two commits as 'git diff A..B' does, and lists the references that were good\n"
	"at A and lead nowhere at B. A single REV is compared with its first parent; without\n"
	"a RANGE, what would be pushed is judged. A...B means a merge here, not git's merge\n"
	"base, and cannot be judged yet.";

static void print_report(
	struct cli *cli, const struct check *check, const char *format, const char *color, bool all)
{
	const struct report_format *writer = report_format_find(format);
	struct report_options options = { io_wants_colour(cli->io.out, color), all, NULL };
	struct str out = STR_INIT;

	writer->write(&out, check, &options);
	io_print(cli->io.out, &out);
	str_clear(&out);
	if (!writer->tells_diagnostics)
		report_diagnostics(&out, check->diagnostics.items, check->diagnostics.count);
	io_print(cli->io.err, &out);
	str_release(&out);
}

static int judge(
	struct check *check, const char *range_text, struct session *session, struct err *err)
{
	struct range range;
	int result = range_read(&range, range_text, session, err);

	if (result == 0)
		result = check_run(check, &range, session->graph, session->objects,
			session->repository, &session->progress.progress, err);
	if (result == 0)
		result = graph_commit(session->graph, err);
	progress_end(&session->progress);
	return result;
}

enum status cmd_check(struct cli *cli, int argc, char **argv)
{
	const char *range = NULL, *format = "text", *color = "auto", *fail_on = NULL;
	bool all = false;
	const struct opt opts[] = {
		OPT_ARGUMENT("RANGE", &range, "A..B, or REV (what would be pushed)"),
		OPT_CHOICE(0, "format", &format, "text|json|github", "how it is told (text)"),
		OPT_CHOICE(0, "fail-on", &fail_on, FAIL_ON_WORDS,
			"which breaks fail it (cross-app, or as configured)"),
		OPT_CHOICE(0, "color", &color, "auto|always|never", "in colour (auto)"),
		OPT_FLAG(0, "all", &all, "fold nothing, and list notes too"),
		OPT_END,
	};
	struct session session = { 0 };
	struct check check;
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, argv[0], about, opts);
		return STATUS_CLEAN;
	}
	check_init(&check);
	check.options.today = session_today();
	if (fail_on)
		check.options.fail_on = fail_on_of(fail_on);
	if (parsed < 0 || session_open(&session, cli, &err) < 0 ||
		judge(&check, range, &session, &err) < 0) {
		status = io_fail(&cli->io, &err);
	} else {
		print_report(cli, &check, format, color, all);
		status = check.fails ? STATUS_BREAKS : STATUS_CLEAN;
	}
	check_release(&check);
	session_close(&session);
	return status;
}
