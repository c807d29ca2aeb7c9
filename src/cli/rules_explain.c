/*
 * rules_explain.c - crossdep rules explain: why is a file read as it is, and how did each verdict
 * come about?
 */
#include "cli/opt.h"
#include "cli/rules.h"
#include "cli/session.h"

#include <string.h>

#include "check/configuration.h"
#include "report/explanation.h"
#include "resolve/place.h"

static const char about[] =
	"Tells which rule takes a file for a manifest, or why none does; what the file says; and "
	"for\n"
	"each reference what was asked, in which order, and what the answers were. Files that\n"
	"are ignored (test data, vendored code) are told as if they were read.";

/* What is explained, and how. */
struct request {
	const char *file, *revision; /* as on the command line */
	const char *configuration;   /* a file of the disk, or NULL: the commit's */
	bool as_json, all, colour;
};

struct explaining {
	struct session *session;
	const struct request *request;
	struct commit commit;
	struct snapshot *snapshot;
	struct str path, configuration;
	struct configuration read;
	struct catalogue catalogue;
	bool needs_own;    /* its rules are none that a store is kept for */
	struct graph *own; /* or NULL */
	const char *ignored_by;
	bool is_ignored_by_own;
};

/* The entry of the ignore list that leaves the file out. It is then taken away. */
static void have_it_read(struct explaining *explaining)
{
	struct str pattern = STR_INIT;
	struct configuration builtin;
	const char *entry = ruleset_ignored_by(&explaining->read.rules, explaining->path.data),
		   *known;

	if (!entry)
		return;
	explaining->ignored_by = entry;
	explaining->needs_own = true;
	configuration_default(&builtin);
	known = ruleset_ignored_by(&builtin.rules, explaining->path.data);
	explaining->is_ignored_by_own = !known || strcmp(known, entry) != 0;
	configuration_release(&builtin);
	place_as_pattern(&pattern, explaining->path.data);
	str_set(&pattern, arena_printf(&explaining->read.rules.arena, "!%s", pattern.data));
	ruleset_add_ignore(&explaining->read.rules, pattern.data);
	ruleset_seal(&explaining->read.rules);
	str_release(&pattern);
}

/* The text of the commit's configuration. 1, 0: it has none, -1. */
static int read_committed(struct explaining *explaining, struct err *err)
{
	struct entry entry;
	int found = snapshot_entry(explaining->snapshot, CONFIGURATION_PATH, &entry, err);

	if (found != 1)
		return found;
	return snapshot_read(explaining->snapshot, &entry.oid, CONFIGURATION_SIZE_MAX,
		&explaining->configuration, err);
}

/* Who writes a rule may wonder why it does not count. */
static int remark_difference(struct explaining *explaining, struct err *err)
{
	struct cli *cli = explaining->session->cli;
	struct str here = STR_INIT;
	int found =
		explaining->request->revision ? 0 : rules_read_configuration(&here, cli, NULL, err);

	if (found == 1 && strcmp(here.data, explaining->configuration.data) != 0)
		io_say(cli->io.err,
			"crossdep: %s here is not HEAD's, which counts (--config %s reads it)",
			CONFIGURATION_PATH, CONFIGURATION_PATH);
	str_release(&here);
	return found < 0 ? -1 : 0;
}

static int load_committed(struct explaining *explaining, struct err *err)
{
	int found = read_committed(explaining, err);

	if (found < 0 || configuration_load(&explaining->read, explaining->snapshot, err) < 0)
		return err_wrap(err, "cannot read the configuration");
	return remark_difference(explaining, err) < 0 ? -1 : found;
}

static int load_from_disk(struct explaining *explaining, struct err *err)
{
	explaining->needs_own = true;
	if (rules_read_configuration(&explaining->configuration, explaining->session->cli,
		    explaining->request->configuration, err) < 0 ||
		configuration_load_text(&explaining->read, explaining->request->configuration,
			&explaining->configuration, err) < 0)
		return -1;
	return 1;
}

static int read_rules(struct explaining *explaining, struct err *err)
{
	int found = (explaining->request->configuration ? load_from_disk : load_committed)(
		explaining, err);

	if (found < 0 || catalogue_load(&explaining->catalogue,
				 found == 1 ? &explaining->configuration : NULL, err) < 0)
		return -1;
	have_it_read(explaining);
	return 0;
}

/* ERR_USAGE unless there is a file. */
static int expect_file(struct explaining *explaining, struct err *err)
{
	static const char *const kinds[] = { "not there", "a file", "a directory", "a symlink",
		"a submodule" };
	struct entry entry;
	int found = snapshot_entry(explaining->snapshot, explaining->path.data, &entry, err);

	if (found < 0)
		return -1;
	if (found == 1 && entry.kind == ENTRY_FILE)
		return 0;
	err_set(err, ERR_USAGE, "'%s' is %s in %s", explaining->path.data,
		kinds[found == 1 ? entry.kind : ENTRY_NOTHING],
		explaining->request->revision ? explaining->request->revision : "HEAD");
	return found == 1 ? -1 : err_fix(err, "--rev REV looks at another commit");
}

/* The store stands at the commit as the commit's rules read it; other rules need a graph of their
 * own. */
static struct graph *graph_for(struct explaining *explaining, struct err *err)
{
	struct session *session = explaining->session;
	const char *remark;

	if (!explaining->needs_own)
		return session->graph;
	if (graph_open(&explaining->own, ":memory:", session->objects, &remark, err) < 0)
		return NULL;
	return explaining->own;
}

static int tell(struct explaining *explaining, struct graph *graph,
	const struct inspection *inspection, struct err *err)
{
	const struct request *request = explaining->request;
	struct arena arena = ARENA_INIT;
	struct str out = STR_INIT;
	struct app app;
	int found = graph_app_of(graph, explaining->path.data, &arena, &app, err);
	const struct explanation explanation = { inspection, &explaining->catalogue,
		&explaining->commit.id, explaining->ignored_by, explaining->is_ignored_by_own,
		found == 1 ? &app : NULL, request->all, request->colour };

	if (found >= 0)
		(request->as_json ? report_explanation_json : report_explanation)(
			&out, &explanation);
	io_print(explaining->session->cli->io.out, &out);
	str_release(&out);
	arena_release(&arena);
	return found < 0 ? -1 : 0;
}

static int inspect(struct explaining *explaining, struct graph *graph, struct err *err)
{
	struct inspection inspection;
	int found = graph_inspect(
		&inspection, graph, &explaining->read.rules, explaining->path.data, err);

	if (found == 0)
		err_set(err, ERR_LIMIT, "'%s' is larger than 16 MiB, so it is not read",
			explaining->path.data);
	if (found == 1 && tell(explaining, graph, &inspection, err) < 0)
		found = -1;
	inspection_release(&inspection);
	return found == 1 ? 0 : -1;
}

/* Moves the graph to the commit, looks, and moves it back: an old commit is no place to stay. */
static int look(struct explaining *explaining, struct err *err)
{
	struct session *session = explaining->session;
	struct graph *graph = graph_for(explaining, err);
	bool returns = graph == session->graph && explaining->request->revision;
	int result;

	if (!graph || (returns && graph_savepoint(graph, err) < 0))
		return -1;
	result = graph_advance(graph, &explaining->commit.tree, &explaining->read.rules,
		&session->progress.progress, NULL, err);
	progress_end(&session->progress);
	if (result == 0)
		result = inspect(explaining, graph, err);
	if (returns && graph_return(graph, result < 0 ? NULL : err) < 0)
		return -1;
	if (result == 0 && graph == session->graph)
		result = graph_commit(graph, err);
	return result;
}

static int explain(struct session *session, const struct request *request, struct err *err)
{
	struct explaining explaining = {
		.session = session, .request = request, .path = STR_INIT, .configuration = STR_INIT
	};
	int result = session_path(session, request->file, &explaining.path, err);

	configuration_init(&explaining.read);
	if (result == 0)
		result = session_commit(session, request->revision, &explaining.commit, err);
	if (result == 0) {
		explaining.snapshot = snapshot_new(session->objects, &explaining.commit.tree);
		result = expect_file(&explaining, err);
	}
	if (result == 0)
		result = read_rules(&explaining, err);
	if (result == 0)
		result = look(&explaining, err);
	graph_free(explaining.own);
	catalogue_release(&explaining.catalogue);
	configuration_release(&explaining.read);
	snapshot_free(explaining.snapshot);
	commit_release(&explaining.commit);
	str_release(&explaining.path);
	str_release(&explaining.configuration);
	return result;
}

static int expect_argument(const struct request *request, struct err *err)
{
	if (request->file)
		return 0;
	err_set(err, ERR_USAGE, "no file is given");
	return err_fix(err, "crossdep rules explain FILE");
}

enum status rules_explain(struct cli *cli, int argc, char **argv)
{
	struct request request = { NULL, NULL, NULL, false, false, false };
	const char *format = "text", *color = "auto";
	const struct opt opts[] = {
		OPT_ARGUMENT("FILE", &request.file, "as git takes it"),
		OPT_STRING(0, "rev", &request.revision, "REV", "in this commit (HEAD)"),
		OPT_RULES_CONFIG(&request.configuration),
		OPT_CHOICE(0, "format", &format, "text|json", "how it is told (text)"),
		OPT_CHOICE(0, "color", &color, "auto|always|never", "in colour (auto)"),
		OPT_FLAG(0, "all", &request.all,
			"every question and every rule, however many there are"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, "rules explain", about, opts);
		return STATUS_CLEAN;
	}
	request.as_json = strcmp(format, "json") == 0;
	request.colour = io_wants_colour(cli->io.out, color);
	if (parsed < 0 || expect_argument(&request, &err) < 0 ||
		session_open(&session, cli, &err) < 0 || explain(&session, &request, &err) < 0)
		status = io_fail(&cli->io, &err);
	session_close(&session);
	return status;
}
