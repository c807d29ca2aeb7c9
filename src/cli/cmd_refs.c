/*
 * cmd_refs.c - crossdep refs: what do manifests name, and where does each name lead?
 */
#include "cli/line.h"
#include "cli/opt.h"
#include "cli/session.h"

#include "check/configuration.h"
#include "report/words.h"
#include "util/path.h"

struct listing {
	FILE *out;
	const char *below; /* manifests at or below this path */
	bool all;
	size_t listed, hidden;
};

static int print_reference(const struct reference *reference, void *payload)
{
	struct listing *listing = payload;

	if (!path_is_within(reference->manifest, listing->below))
		return 0;
	if (reference->verdict == VERDICT_DANGLING && reference->built && !listing->all) {
		listing->hidden++;
		return 0;
	}
	listing->listed++;
	line_print(listing->out, "", reference);
	return 0;
}

static void print_remarks(FILE *err, const struct listing *listing, bool only_dangling)
{
	struct str count = STR_INIT;

	add_count(&count, listing->hidden, "dangling reference");
	if (listing->hidden)
		io_say(err,
			"crossdep: %s to what a build usually makes not listed (--all lists %s)",
			count.data, listing->hidden == 1 ? "it" : "them");
	else if (!listing->listed)
		io_say(err, "crossdep: no %sreference is known %s%s",
			only_dangling ? "dangling " : "", *listing->below ? "in " : "here",
			listing->below);
	str_release(&count);
}

/* Nothing may be known of a manifest because it is not read. */
static int explain_nothing(struct session *session, const char *path, struct err *err)
{
	struct configuration configuration;
	int result = configuration_load(&configuration, graph_snapshot(session->graph), err);

	if (result == 0 && ruleset_is_ignored_candidate(&configuration.rules, path))
		io_say(session->cli->io.err,
			"crossdep: it is not read: 'crossdep rules explain' tells why");
	configuration_release(&configuration);
	return result;
}

static int list(
	struct session *session, const char *path, bool only_dangling, bool all, struct err *err)
{
	struct str below = STR_INIT;
	struct listing listing = { session->cli->io.out, "", all, 0, 0 };
	struct commit commit;
	int result = path ? session_path(session, path, &below, err) : 0;

	if (result == 0)
		result = session_commit(session, NULL, &commit, err);
	if (result == 0) {
		listing.below = below.data;
		result = session_advance(session, &commit, err);
		if (result == 0)
			result = graph_each_reference(
				session->graph, only_dangling, print_reference, &listing, err);
		if (result == 0)
			print_remarks(session->cli->io.err, &listing, only_dangling);
		if (result == 0 && !listing.listed && !listing.hidden)
			result = explain_nothing(session, below.data, err);
		commit_release(&commit);
	}
	str_release(&below);
	return result < 0 ? -1 : 0;
}

enum status cmd_refs(struct cli *cli, int argc, char **argv)
{
	const char *path = NULL;
	bool dangling = false, all = false;
	const struct opt opts[] = {
		OPT_ARGUMENT("PATH", &path, "only manifests at or below it"),
		OPT_FLAG(0, "dangling", &dangling, "only what leads nowhere"),
		OPT_FLAG(0, "all", &all, "also dangling references to what a build usually makes"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, argv[0],
			"Lists the references at HEAD, and where each of them leads.", opts);
		return STATUS_CLEAN;
	}
	if (parsed < 0 || session_open(&session, cli, &err) < 0 ||
		list(&session, path, dangling, all, &err) < 0)
		status = io_fail(&cli->io, &err);
	session_close(&session);
	return status;
}
