/*
 * cmd_hook.c - crossdep hook: ask before each push.
 */
#include "cli/hook.h"
#include "cli/opt.h"

#include <string.h>

static const char about[] =
	"install [HOOK]    put the hook into the repository; one that is there already is kept\n"
	"                  and called first\n"
	"uninstall [HOOK]  take it away again\n"
	"run HOOK ...      what the hook calls: judges what git says is pushed\n"
	"\n"
	"HOOK is pre-push (where one pushes from), or, on a server, pre-receive (a push passes\n"
	"as a whole) or update (each ref by itself).";

static int expect(size_t least, size_t most, const word_list *words, struct err *err)
{
	if (words->count >= least && words->count <= most)
		return 0;
	err_set(err, ERR_USAGE, "'hook %s' takes other arguments than these %zu", words->items[0],
		words->count - 1);
	return err_fix(err, "crossdep hook --help tells how it is used");
}

/* The hook that the second word names; the first is the command. */
static const struct hook *find(const word_list *words, struct err *err)
{
	const char *name = words->count > 1 ? words->items[1] : "pre-push";
	const struct hook *hook = hook_find(name);

	if (!hook)
		err_set(err, ERR_USAGE, "'%s' is no hook that crossdep knows", name);
	return hook;
}

static int dispatch(struct session *session, const word_list *words, struct err *err)
{
	const char *what = words->items[0];
	const struct hook *hook;

	if (strcmp(what, "install") == 0) {
		hook = expect(1, 2, words, err) < 0 ? NULL : find(words, err);
		return hook ? hook_install(session, hook, err) : -1;
	}
	if (strcmp(what, "uninstall") == 0) {
		hook = expect(1, 2, words, err) < 0 ? NULL : find(words, err);
		return hook ? hook_uninstall(session, hook, err) : -1;
	}
	if (strcmp(what, "run") == 0) {
		hook = expect(2, SIZE_MAX, words, err) < 0 ? NULL : find(words, err);
		if (!hook ||
			expect(2 + hook->argument_count, 2 + hook->argument_count, words, err) < 0)
			return -1;
		return hook_run(session, hook, words->items + 2, err);
	}
	err_set(err, ERR_USAGE, "'hook %s' is not a command", what);
	return err_fix(err, "use 'hook install' or 'hook uninstall'");
}

/* A hook that cannot do its work stops the push like one that found something; what then helps is
 * the same. */
static enum status fail(struct cli *cli, const word_list *words, const struct err *err)
{
	enum status status = io_fail(&cli->io, err);

	if (words->count && strcmp(words->items[0], "run") == 0)
		io_say(cli->io.err, "crossdep: this push was not judged%s",
			words->count > 1 && strcmp(words->items[1], "pre-push") == 0
				? "; 'git push --no-verify' pushes anyway"
				: "");
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
