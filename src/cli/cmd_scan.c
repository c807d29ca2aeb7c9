/*
 * cmd_scan.c - crossdep scan: read a commit into the graph.
 */
#include "cli/opt.h"
#include "cli/session.h"

#include "check/configuration.h"
#include "report/words.h"

struct telling {
	const struct ruleset *rules;
	FILE *out;
};

static int tell_ignored(const struct change *change, void *payload)
{
	const struct telling *telling = payload;

	if (change->after == ENTRY_FILE &&
		ruleset_is_ignored_candidate(telling->rules, change->path))
		io_say(telling->out, "%s: not read (%s)", change->path,
			ruleset_ignored_by(telling->rules, change->path));
	return 0;
}

/* Suppressions that serve nothing any more. */
static int print_stale(struct session *session, const struct policy *policy, struct err *err)
{
	size_t count = policy->suppressions.count;
	bool *unused = memory_get_zeroed(count + 1, sizeof(*unused));
	int result = policy_find_unused(policy, session->graph, unused, err);
	struct str text = STR_INIT;
	unsigned today = session_today();

	for (size_t i = 0; i < count && result == 0; i++) {
		const struct suppression *suppression = &policy->suppressions.items[i];

		if (!unused[i] && !suppression_has_ended(suppression, today))
			continue;
		str_clear(&text);
		suppression_complain(&text, suppression, today);
		io_say(session->cli->io.out, "note: %s:%u: %s", CONFIGURATION_PATH,
			suppression->line, text.data);
	}
	str_release(&text);
	free(unused);
	return result;
}

static void print_counts(FILE *out, const struct commit *commit, const struct graph_counts *counts)
{
	struct str line = STR_INIT;
	char id[OID_TEXT_SIZE];

	oid_text(id, &commit->id);
	str_addf(&line, "commit %.10s: ", id);
	add_count(&line, counts->manifests, "manifest");
	str_add_text(&line, ", ");
	add_count(&line, counts->apps, "app");
	str_add_text(&line, ", ");
	add_count(&line, counts->mappings, "mapping");
	io_say(out, "%s", line.data);
	str_clear(&line);
	add_count(&line, counts->references, "reference");
	io_say(out, "%s: %zu resolved, %zu dangling, %zu skipped", line.data, counts->resolved,
		counts->dangling, counts->skipped);
	str_release(&line);
}

static int print_diagnostic(const struct diagnostic *diagnostic, void *payload)
{
	FILE *out = payload;

	if (diagnostic->line)
		io_say(out, "note: %s:%u: %s", diagnostic->path, diagnostic->line,
			diagnostic->text);
	else
		io_say(out, "note: %s: %s", diagnostic->path, diagnostic->text);
	return 0;
}

static void print_hints(FILE *out, const struct graph_counts *counts, const struct graph *graph)
{
	const char *first;
	size_t left_out = graph_left_out(graph, &first);

	if (counts->dangling > counts->dangling_built)
		io_say(out, "'crossdep refs --dangling' lists what leads nowhere%s",
			counts->dangling_built ? " and is no build output" : "");
	else if (counts->dangling)
		io_say(out, "what leads nowhere is usually made by a build: "
			    "'crossdep refs --dangling --all' lists it");
	if (!left_out)
		return;
	io_say(out, "not read, as vendored code or test data: %zu, such as %s", left_out, first);
	io_say(out, "'crossdep scan --ignored' lists them, \"ignore\" in %s takes \"!PATTERN\"",
		CONFIGURATION_PATH);
}

static int print_all(struct session *session, const struct commit *commit,
	const struct configuration *configuration, struct err *err)
{
	FILE *out = session->cli->io.out;
	struct graph_counts counts;

	if (graph_count(session->graph, &counts, err) < 0)
		return -1;
	print_counts(out, commit, &counts);
	if (graph_each_diagnostic(session->graph, print_diagnostic, out, err) < 0 ||
		print_stale(session, &configuration->policy, err) < 0)
		return -1;
	print_hints(out, &counts, session->graph);
	return 0;
}

/* The list takes another walk through all of the tree. */
static int print(
	struct session *session, const struct commit *commit, bool lists_ignored, struct err *err)
{
	struct snapshot *snapshot = snapshot_new(session->objects, &commit->tree);
	struct configuration configuration;
	struct telling telling = { &configuration.rules, session->cli->io.out };
	int result = configuration_load(&configuration, snapshot, err);

	if (result == 0 && lists_ignored)
		result = changes_walk(NULL, snapshot, tell_ignored, &telling, err);
	else if (result == 0)
		result = print_all(session, commit, &configuration, err);
	configuration_release(&configuration);
	snapshot_free(snapshot);
	return result;
}

static int scan(struct session *session, const char *revision, bool lists_ignored, struct err *err)
{
	struct commit commit;
	int result;

	if (session_commit(session, revision, &commit, err) < 0)
		return -1;
	result = session_advance(session, &commit, err);
	if (result == 0)
		result = print(session, &commit, lists_ignored, err);
	commit_release(&commit);
	return result < 0 ? -1 : 0;
}

enum status cmd_scan(struct cli *cli, int argc, char **argv)
{
	const char *revision = NULL;
	bool lists_ignored = false;
	const struct opt opts[] = {
		OPT_ARGUMENT("REV", &revision, "the commit to read (HEAD)"),
		OPT_FLAG(0, "ignored", &lists_ignored, "list the manifests that are not read"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, argv[0],
			"Reads a commit into the graph. Every other command does so by itself, "
			"and only\nwhat changed since.",
			opts);
		return STATUS_CLEAN;
	}
	if (parsed < 0 || session_open(&session, cli, &err) < 0 ||
		scan(&session, revision, lists_ignored, &err) < 0)
		status = io_fail(&cli->io, &err);
	else if (session.remark)
		io_say(cli->io.err, "crossdep: the graph is not kept: %s", session.remark);
	session_close(&session);
	return status;
}
