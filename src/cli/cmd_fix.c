/*
 * cmd_fix.c - crossdep fix: what mends what a change breaks, as a patch or in the work tree.
 */
#include "cli/opt.h"
#include "cli/range.h"

#include <unistd.h>

#include "check/configuration.h"
#include "check/mending.h"
#include "repo/workfile.h"
#include "report/patch.h"
#include "report/words.h"

static const char about[] =
	"Prints a patch with the edits that are certain for what RANGE breaks (see check), as\n"
	"'git apply' takes it; --apply makes them in the work tree, where each file must be what\n"
	"was judged. What has no certain edit is left alone.";

static int make_mending(struct mending *mending, const struct check *check, struct session *session,
	struct err *err)
{
	struct snapshot *head = snapshot_new(session->objects, &check->range.head_tree);
	struct configuration configuration;
	int result = configuration_load(&configuration, head, err);

	if (result == 0)
		result = mending_make(mending, check, head, &configuration.rules, err);
	configuration_release(&configuration);
	snapshot_free(head);
	return result;
}

static int judge(struct check *check, struct mending *mending, const char *range_text,
	struct session *session, struct err *err)
{
	struct range range;
	int result = range_read(&range, range_text, session, err);

	if (result == 0)
		result = check_run(check, &range, session->graph, session->objects,
			session->repository, &session->progress.progress, err);
	if (result == 0)
		result = graph_commit(session->graph, err);
	if (result == 0)
		result = make_mending(mending, check, session, err);
	progress_end(&session->progress);
	return result;
}

/* A patch must keep every byte; a person's terminal must not be moved by them. */
static void print_patch(struct cli *cli, const struct mending *mending)
{
	struct str patch = STR_INIT, line = STR_INIT;

	patch_write(&patch, mending);
	if (!isatty(fileno(cli->io.out))) {
		io_print(cli->io.out, &patch);
	} else {
		for (const char *at = patch.data; *at; at += strcspn(at, "\n") + 1) {
			str_clear(&line);
			str_add(&line, at, strcspn(at, "\n"));
			io_say(cli->io.out, "%s", line.data);
		}
	}
	str_release(&patch);
	str_release(&line);
}

static int refuse(const char *path, struct err *err)
{
	err_set(err, ERR_INPUT, "'%s' is not in the work tree as it was judged", path);
	return err_fix(err, "commit or undo what was edited; without --apply a patch is printed");
}

/* All are looked at before the first is written. */
static int check_files(const char *root, const struct mending *mending, struct err *err)
{
	struct str now = STR_INIT;
	int result = 1;

	for (size_t i = 0; i < mending->files.count && result > 0; i++) {
		const struct mended_file *file = &mending->files.items[i];

		result = workfile_read(&now, root, file->path, DOCUMENT_SIZE_MAX, err);
		if (result < 0 && err->kind == ERR_LIMIT)
			result = 0;
		if (result > 0 && (now.size != file->before.size ||
					  memcmp(now.data, file->before.data, now.size) != 0))
			result = 0;
		if (result == 0)
			result = refuse(file->path, err);
	}
	str_release(&now);
	return result < 0 ? -1 : 0;
}

static void say_edits(FILE *out, const struct mended_file *file)
{
	for (size_t i = 0; i < file->edits.count; i++) {
		const struct fix *fix = file->edits.items[i].fix;

		io_say(out, "%s:%u: %s -> %s", file->path, fix->line, fix->old, fix->replacement);
	}
}

static int apply(struct cli *cli, const struct session *session, const struct mending *mending,
	struct err *err)
{
	const char *root = repository_work_dir(session->repository);

	if (!root) {
		err_set(err, ERR_REPOSITORY,
			"there is no work tree to mend: the repository is bare");
		return err_fix(err, "without --apply a patch is printed");
	}
	if (check_files(root, mending, err) < 0)
		return -1;
	for (size_t i = 0; i < mending->files.count; i++) {
		const struct mended_file *file = &mending->files.items[i];
		int result = workfile_replace(root, file->path, &file->before, &file->after, err);

		if (result <= 0)
			return result < 0 ? -1 : refuse(file->path, err);
		say_edits(cli->io.out, file);
	}
	return 0;
}

static void say_left(struct cli *cli, const struct check *check, size_t left)
{
	struct str count = STR_INIT;

	add_count(&count, left, "break");
	if (check->breaks.count == 0)
		io_say(cli->io.err, "crossdep: nothing breaks");
	else if (left)
		io_say(cli->io.err,
			"crossdep: %s %s no certain edit; 'crossdep check' tells what else to do",
			count.data, left == 1 ? "has" : "have");
	str_release(&count);
}

enum status cmd_fix(struct cli *cli, int argc, char **argv)
{
	const char *range = NULL;
	bool applies = false;
	const struct opt opts[] = {
		OPT_ARGUMENT("RANGE", &range, "A..B, A...B, or REV (what would be pushed)"),
		OPT_FLAG(0, "apply", &applies, "edit the files of the work tree"),
		OPT_END,
	};
	struct session session = { 0 };
	struct mending mending;
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
	mending_init(&mending);
	if (parsed < 0 || session_open(&session, cli, &err) < 0 ||
		judge(&check, &mending, range, &session, &err) < 0 ||
		(applies && apply(cli, &session, &mending, &err) < 0)) {
		status = io_fail(&cli->io, &err);
	} else {
		if (!applies)
			print_patch(cli, &mending);
		say_left(cli, &check, mending.left);
	}
	mending_release(&mending);
	check_release(&check);
	session_close(&session);
	return status;
}
