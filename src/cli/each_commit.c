/*
 * each_commit.c - a range judged commit by commit: an audit of it.
 */
#include "cli/each_commit.h"

#include "report/words.h"

struct telling {
	const struct report_format *format;
	struct report_options options;
	struct session *session;
};

static int tell(const struct audited *audited, void *payload)
{
	struct telling *telling = payload;
	struct str out = STR_INIT;

	telling->options.commit = audited->commit;
	telling->format->write(&out, audited->check, &telling->options);
	progress_end(&telling->session->progress);
	io_print(telling->session->cli->io.out, &out);
	str_release(&out);
	return 0;
}

/* Standard output holds nothing but reports where a program reads them. */
static void tell_end(const struct telling *telling, const struct audit *audit)
{
	struct io *io = &telling->session->cli->io;
	FILE *stream = telling->format->tells_diagnostics ? io->err : io->out;
	struct str line = STR_INIT;

	add_count(&line, audit->commits, "commit");
	str_add_text(&line, " judged, ");
	if (audit->breaks)
		add_count(&line, audit->breaks, "break");
	else
		str_add_text(&line, "nothing breaks");
	if (audit->stopped) {
		str_add_text(&line, "; ");
		add_count(&line, audit->stopped, "commit");
		str_add_text(&line, audit->stopped == 1 ? " fails the check" : " fail the check");
	}
	io_say(stream, "crossdep: %s", line.data);
	str_clear(&line);
	report_diagnostics(&line, audit->diagnostics.items, audit->diagnostics.count);
	io_print(io->err, &line);
	str_release(&line);
}

int each_commit_judge(const struct range *range, const struct check_options *options,
	const struct report_format *format, const struct report_options *report,
	struct session *session, struct err *err)
{
	const struct stretch stretch = {
		.base = oid_is_zero(&range->base_commit) ? NULL : &range->base_commit,
		.head = range->head_commit,
		.all_parents = true,
		.since = INT64_MIN,
		.limit = SIZE_MAX
	};
	struct audit_request request = { .options = *options, .all_parents = true };
	struct telling telling = { format, *report, session };
	struct listed_commit *commits = NULL;
	struct audit audit;
	int result;

	audit_init(&audit);
	result = repository_list(session->repository, &stretch, &commits, &request.count, err);
	request.commits = commits;
	if (result == 0)
		result = audit_run(&audit, &request, session->graph, session->repository,
			&session->progress.progress, tell, &telling, err);
	progress_end(&session->progress);
	if (result == 0) {
		tell_end(&telling, &audit);
		result = audit.stopped > 0;
	}
	free(commits);
	audit_release(&audit);
	return result;
}
