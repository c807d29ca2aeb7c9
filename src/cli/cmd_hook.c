/*
 * cmd_hook.c - crossdep hook: ask before each push.
 */
#include "cli/hook.h"
#include "cli/opt.h"

#include <string.h>

static const char about[] =
	"install    put a pre-push hook into the repository; one that is there already is kept\n"
	"           and called first\n"
	"uninstall  take it away again\n"
	"run pre-push REMOTE URL\n"
	"           what the hook calls: judges what git says, on standard input, it will push";

static int expect(size_t wanted, const word_list *words, struct err *err)
{
	if (words->count == wanted)
		return 0;
	err_set(err, ERR_USAGE, "'hook %s' takes %zu arguments, not %zu", words->items[0],
		wanted - 1, words->count - 1);
	return err_fix(err, "crossdep hook --help tells how it is used");
}

static int run_installed(struct session *session, const word_list *words, struct err *err)
{
	if (expect(4, words, err) < 0)
		return -1;
	if (strcmp(words->items[1], "pre-push") != 0)
		return err_set(
			err, ERR_USAGE, "'%s' is no hook that crossdep knows", words->items[1]);
	return hook_run(session, words->items[2], err);
}

static int dispatch(struct session *session, const word_list *words, struct err *err)
{
	const char *what = words->items[0];

	if (strcmp(what, "install") == 0)
		return expect(1, words, err) < 0 ? -1 : hook_install(session, err);
	if (strcmp(what, "uninstall") == 0)
		return expect(1, words, err) < 0 ? -1 : hook_uninstall(session, err);
	if (strcmp(what, "run") == 0)
		return run_installed(session, words, err);
	err_set(err, ERR_USAGE, "'hook %s' is not a command", what);
	return err_fix(err, "use 'hook install' or 'hook uninstall'");
}

/* A hook that cannot do its work stops the push like one that found something; what then helps is
 * the same. */
static enum status fail(struct cli *cli, const word_list *words, const struct err *err)
{
	enum status status = io_fail(&cli->io, err);

	if (words->count && strcmp(words->items[0], "run") == 0)
		io_say(cli->io.err,
			"crossdep: this push was not judged; 'git push --no-verify' pushes anyway");
	return status;
}

enum status cmd_hook(struct cli *cli, int argc, char **argv)
{
	word_list words = VEC_INIT;
	const struct opt opts[] = {
		OPT_ARGUMENTS("COMMAND", &words, "install, uninstall, or run"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err), result = -1;

	if (parsed > 0) {
		opt_help(cli->io.out, argv[0], about, opts);
		vec_release(&words);
		return STATUS_CLEAN;
	}
	if (parsed == 0 && words.count == 0) {
		err_set(&err, ERR_USAGE, "'hook' alone does nothing");
		err_fix(&err, "use 'hook install' or 'hook uninstall'");
	} else if (parsed == 0 && session_open(&session, cli, &err) == 0) {
		result = dispatch(&session, &words, &err);
	}
	if (result < 0)
		status = fail(cli, &words, &err);
	else if (result > 0)
		status = STATUS_BREAKS;
	session_close(&session);
	vec_release(&words);
	return status;
}
