/*
 * cmd_why.c - crossdep why: which file is it that an app serves under a name, and who says so?
 */
#include "cli/opt.h"
#include "cli/session.h"

#include <string.h>

#include "report/traces.h"
#include "report/words.h"
#include "resolve/place.h"

/* What is asked, and what was found so far. */
struct asking {
	struct session *session;
	struct arena arena;
	VEC(struct app) apps;
	VEC(struct told_trace) told;
};

static int keep_app(const struct app *app, void *payload)
{
	struct asking *asking = payload;
	struct app *kept = vec_add(&asking->apps);

	*kept = *app;
	kept->directory = arena_text(&asking->arena, app->directory);
	kept->name = arena_text(&asking->arena, app->name);
	return 0;
}

static int ask(struct asking *asking, const char *path, const struct app *app, struct err *err)
{
	struct told_trace told = { .app = app };
	int found = graph_trace(&told.trace, asking->session->graph, path, &asking->arena, err);

	if (found == 1)
		vec_push(&asking->told, told);
	return found;
}

static void write_served(struct str *out, const struct app *app, const char *path)
{
	str_clear(out);
	str_addf(out, "served:%s/%s", *app->directory ? app->directory : ".", path);
}

/* The path of a URL, without its first slash; NULL: it is none. */
static const char *path_of_url(const char *written, struct str *path)
{
	const char *host = strstr(written, "://"), *start = host ? host + 3 : written;

	if (host)
		start += strcspn(start, "/?#");
	else if (*written != '/')
		return NULL;
	start += strspn(start, "/");
	str_clear(path);
	str_add(path, start, strcspn(start, "?#"));
	return path->data;
}

/* Of the app in `directory` (NULL: of any). */
struct guessing {
	struct asking *asking;
	const char *path, *directory;
};

static int keep_guess(const struct reference *reference, void *payload)
{
	const struct guessing *guessing = payload;
	struct asking *asking = guessing->asking;
	struct told_trace told = { 0 };
	struct str served = STR_INIT;

	if (!reference_is_guess(reference) || reference->verdict != VERDICT_RESOLVED)
		return 0;
	for (size_t i = 0; i < asking->apps.count && !told.app; i++) {
		const struct app *app = &asking->apps.items[i];

		write_served(&served, app, guessing->path);
		if ((!guessing->directory || strcmp(guessing->directory, app->directory) == 0) &&
			strcmp(served.data, reference->asked) == 0)
			told.app = app;
	}
	str_release(&served);
	if (told.app) {
		trace_of_reference(&told.trace, reference, &asking->arena);
		vec_push(&asking->told, told);
	}
	return told.app && guessing->directory;
}

/* Of one app, or of all that serve it, or name it and are taken to. */
static int ask_served(
	struct asking *asking, const char *path, const char *directory, struct err *err)
{
	struct str served = STR_INIT;
	int result = graph_each_app(asking->session->graph, keep_app, asking, err);

	for (size_t i = 0; i < asking->apps.count && result >= 0; i++) {
		const struct app *app = &asking->apps.items[i];

		if (directory && strcmp(directory, app->directory) != 0)
			continue;
		write_served(&served, app, path);
		result = ask(asking, served.data, app, err);
	}
	str_release(&served);
	if (result >= 0)
		result = graph_each_reference(asking->session->graph, false, keep_guess,
			&(struct guessing){ asking, path, directory }, err);
	return result < 0 ? -1 : 0;
}

static int ask_written(struct asking *asking, const char *written, const char *app, struct err *err)
{
	struct str path = STR_INIT, directory = STR_INIT;
	const char *served = place_space_size(written) && !strstr(written, "://")
				     ? NULL
				     : path_of_url(written, &path);
	int result = app ? session_path(asking->session, app, &directory, err) : 0;

	if (result == 0 && served)
		result = ask_served(asking, served, app ? directory.data : NULL, err);
	else if (result == 0 && place_space_size(written))
		result = ask(asking, written, NULL, err);
	else if (result == 0)
		result = session_path(asking->session, written, &path, err) < 0
				 ? -1
				 : ask(asking, path.data, NULL, err);
	str_release(&path);
	str_release(&directory);
	return result < 0 ? -1 : 0;
}

static void print(const struct asking *asking, const char *written, bool in_json)
{
	const struct io *io = &asking->session->cli->io;
	struct str text = STR_INIT;

	if (in_json)
		report_traces_json(&text, asking->told.items, asking->told.count);
	for (size_t i = 0; i < asking->told.count && !in_json; i++)
		report_trace(&text, &asking->told.items[i]);
	io_print(io->out, &text);
	if (asking->told.count == 0)
		io_say(io->err, "crossdep: nothing is known to be at '%s' at HEAD", written);
	str_release(&text);
}

static int tell(struct session *session, const char *written, const char *app, bool in_json,
	struct err *err)
{
	struct asking asking = { .session = session };
	struct commit commit;
	int result = session_commit(session, NULL, &commit, err);

	if (result < 0)
		return -1;
	result = session_advance(session, &commit, err);
	commit_release(&commit);
	if (result == 0)
		result = ask_written(&asking, written, app, err);
	if (result == 0)
		print(&asking, written, in_json);
	vec_release(&asking.apps);
	vec_release(&asking.told);
	arena_release(&asking.arena);
	return result;
}

static int expect_path(const char *written, struct err *err)
{
	if (written)
		return 0;
	err_set(err, ERR_USAGE, "no URL or path is given");
	return err_fix(err, "crossdep why URL-or-PATH");
}

enum status cmd_why(struct cli *cli, int argc, char **argv)
{
	const char *written = NULL, *app = NULL, *format = "text";
	const struct opt opts[] = {
		OPT_ARGUMENT("URL-or-PATH", &written,
			"what an app serves (it begins with '/'), or a path at which a build puts "
			"something"),
		OPT_STRING(0, "app", &app, "DIR", "only what the app in DIR serves"),
		OPT_CHOICE(0, "format", &format, "text|json", "how it is told (text)"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0)
		opt_help(cli->io.out, argv[0],
			"Tells which file of HEAD it is, and each mapping on the way there.", opts);
	else if (parsed < 0 || expect_path(written, &err) < 0 ||
		 session_open(&session, cli, &err) < 0 ||
		 tell(&session, written, app, strcmp(format, "json") == 0, &err) < 0)
		status = io_fail(&cli->io, &err);
	session_close(&session);
	return status;
}
