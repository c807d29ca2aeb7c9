/*
 * cmd_audit.c - crossdep audit: every break of a history.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/date.h"
#include "cli/opt.h"
#include "cli/session.h"
#include "report/report.h"

static const char about[] =
	"Goes through a history commit by commit, and lists every break it had: which commit did\n"
	"it, how long it lived, what mended it. It is told from the oldest commit to the "
	"youngest.\n"
	"Along first parents a merge stands for all that it brings; with --all-commits each\n"
	"commit is judged, and a merge breaks only what none of its parents had broken.\n"
	"Nothing is kept: the graph of the repository stays where it is.";

struct arguments {
	const char *range, *format, *color, *since, *limit;
	bool all_commits, all, progress;
};

struct audit_command {
	struct session session;
	const struct arguments *arguments;
	struct report_options options;
	const struct report_format *format;
};

/* Set by the signal; the way ends at the next commit. */
static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
	(void)signal;
	is_interrupted = 1;
}

/* A second interrupt ends the program as it always does. */
static void catch_interrupts(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };

	is_interrupted = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
}

/* Whoever called us is to see that we were interrupted, and by what. */
static enum status end_as_interrupted(struct io *io)
{
	fflush(io->out);
	signal(SIGINT, SIG_DFL);
	raise(SIGINT);
	return STATUS_FAILED;
}

static bool goes_on(void *payload)
{
	(void)payload;
	return !is_interrupted;
}

/* ---- what is audited ---- */

static int resolve(struct session *session, const char *revision, size_t size, struct oid *out,
	struct err *err)
{
	struct str text = STR_INIT;
	int result;

	str_add(&text, revision, size);
	result = repository_resolve(session->repository, text.size ? text.data : "HEAD", out, err);
	str_release(&text);
	return result;
}

/* "A..B" is what B has and A has not; a single revision is all it has. */
static int read_range(struct stretch *stretch, struct oid *base, const char *text,
	struct session *session, struct err *err)
{
	const char *dots = text ? strstr(text, "..") : NULL;
	struct commit commit;

	if (dots && dots[2] == '.') {
		err_set(err, ERR_USAGE, "'%s' is no stretch of history", text);
		return err_fix(err, "two dots stand for one: A..B");
	}
	if (dots) {
		stretch->base = base;
		if (resolve(session, text, (size_t)(dots - text), base, err) < 0)
			return -1;
		return resolve(session, dots + 2, strlen(dots + 2), &stretch->head, err);
	}
	if (session_commit(session, text, &commit, err) < 0)
		return -1;
	stretch->head = commit.id;
	commit_release(&commit);
	return 0;
}

static int read_limit(const char *text, size_t *out, struct err *err)
{
	char *end;
	unsigned long long number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno)
		return err_set(err, ERR_USAGE, "'%s' is no number of commits", text);
	*out = number > SIZE_MAX ? SIZE_MAX : (size_t)number;
	return 0;
}

static int list(
	struct audit_command *command, struct listed_commit **out, size_t *count, struct err *err)
{
	const struct arguments *arguments = command->arguments;
	struct stretch stretch = {
		.all_parents = arguments->all_commits, .since = INT64_MIN, .limit = SIZE_MAX
	};
	struct oid base;

	if (arguments->since &&
		date_parse(arguments->since, (long long)time(NULL), &stretch.since, err) < 0)
		return -1;
	if (arguments->limit && read_limit(arguments->limit, &stretch.limit, err) < 0)
		return -1;
	if (read_range(&stretch, &base, arguments->range, &command->session, err) < 0)
		return -1;
	return repository_list(command->session.repository, &stretch, out, count, err);
}

/* ---- what is told ---- */

static int tell(const struct audited *audited, void *payload)
{
	struct audit_command *command = payload;
	struct str out = STR_INIT;

	command->options.commit = audited->commit;
	command->format->write(&out, audited->check, &command->options);
	progress_end(&command->session.progress);
	io_print(command->session.cli->io.out, &out);
	str_release(&out);
	return 0;
}

/* Standard output holds commits only where a program reads them. */
static void tell_totals(struct audit_command *command, const struct audit *audit, size_t count)
{
	struct io *io = &command->session.cli->io;
	struct str out = STR_INIT;

	report_audit(&out, audit, count, &command->options);
	io_print(command->format->tells_diagnostics ? io->err : io->out, &out);
	str_clear(&out);
	report_diagnostics(&out, audit->diagnostics.items, audit->diagnostics.count);
	io_print(io->err, &out);
	str_release(&out);
}

static int run(struct audit_command *command, struct err *err)
{
	struct session *session = &command->session;
	struct audit_request request = { .options = { .fail_on = -1 },
		.all_parents = command->arguments->all_commits,
		.goes_on = goes_on };
	struct listed_commit *commits = NULL;
	struct audit audit;
	int result;

	audit_init(&audit);
	result = list(command, &commits, &request.count, err);
	request.commits = commits;
	catch_interrupts();
	if (result == 0)
		result = audit_run(&audit, &request, session->graph, session->repository,
			&session->progress.progress, tell, command, err);
	progress_end(&session->progress);
	if (result == 0)
		tell_totals(command, &audit, request.count);
	free(commits);
	audit_release(&audit);
	return result;
}

static enum status audit(struct cli *cli, const struct arguments *arguments)
{
	struct audit_command command = { .arguments = arguments,
		.options = { io_wants_colour(cli->io.out, arguments->color), arguments->all, NULL },
		.format = report_format_find(arguments->format) };
	struct cli own = *cli;
	enum status status = STATUS_CLEAN;
	struct err err;

	if (!own.database)
		own.database = ":memory:";
	if (session_open(&command.session, &own, &err) < 0) {
		status = io_fail(&cli->io, &err);
	} else {
		command.session.progress.is_terminal |= arguments->progress;
		if (run(&command, &err) < 0)
			status = io_fail(&cli->io, &err);
	}
	session_close(&command.session);
	return is_interrupted ? end_as_interrupted(&cli->io) : status;
}

enum status cmd_audit(struct cli *cli, int argc, char **argv)
{
	struct arguments arguments = { .format = "text", .color = "auto" };
	const struct opt opts[] = {
		OPT_ARGUMENT("RANGE", &arguments.range, "A..B, or REV (HEAD and all before it)"),
		OPT_FLAG(0, "all-commits", &arguments.all_commits,
			"not first parents only: every commit"),
		OPT_STRING(0, "since", &arguments.since, "DATE",
			"no commits before that: 2023-11-05, '3 weeks ago'"),
		OPT_STRING(
			'n', "max-count", &arguments.limit, "NUMBER", "only so many, the youngest"),
		OPT_CHOICE(0, "format", &arguments.format, "text|json",
			"how it is told (text); json is one report a line"),
		OPT_CHOICE(0, "color", &arguments.color, "auto|always|never", "in colour (auto)"),
		OPT_FLAG(0, "all", &arguments.all, "fold nothing, and list notes too"),
		OPT_FLAG(0, "progress", &arguments.progress,
			"say how far it is, on a terminal or not"),
		OPT_END,
	};
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed < 0)
		return io_fail(&cli->io, &err);
	if (parsed == 0)
		return audit(cli, &arguments);
	opt_help(cli->io.out, argv[0], about, opts);
	return STATUS_CLEAN;
}
