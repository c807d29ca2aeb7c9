/*
 * cmd_impact.c - crossdep impact: who depends on a file or directory?
 */
#include "cli/line.h"
#include "cli/opt.h"
#include "cli/session.h"

#include <string.h>

#include "report/words.h"

/* A referrer, and the app that owns it. */
struct referrer {
	const char *app, *directory; /* label; "" and NULL without an app */
	size_t order;                /* as the graph tells them */
	struct reference reference;  /* its manifest, raw and target are the arena's */
};

struct listing {
	struct arena arena;
	VEC(struct referrer) referrers;
};

static int keep(const struct reference *reference, void *payload)
{
	struct listing *listing = payload;
	struct referrer *referrer = vec_add(&listing->referrers);

	*referrer = (struct referrer){ "", NULL, listing->referrers.count, *reference };
	referrer->reference.manifest = arena_text(&listing->arena, reference->manifest);
	referrer->reference.location = arena_text(&listing->arena, reference->location);
	referrer->reference.raw = arena_text(&listing->arena, reference->raw);
	referrer->reference.target = arena_text(&listing->arena, reference->target);
	referrer->reference.asked = arena_text(&listing->arena, reference->asked);
	referrer->reference.key = arena_text(&listing->arena, reference->key);
	return 0;
}

static int own(struct session *session, struct listing *listing, struct err *err)
{
	for (size_t i = 0; i < listing->referrers.count; i++) {
		struct referrer *referrer = &listing->referrers.items[i];
		struct app app;
		int found = graph_app_of_value(session->graph, referrer->reference.manifest,
			referrer->reference.location, &listing->arena, &app, err);

		if (found < 0)
			return -1;
		if (found == 0)
			continue;
		referrer->app = arena_text(&listing->arena, app_label(&app));
		referrer->directory = app.directory;
	}
	return 0;
}

/* Apps by directory, what no app owns last. */
static int compare_referrers(const void *a, const void *b)
{
	const struct referrer *left = a, *right = b;
	int order = 0;

	if (!left->directory || !right->directory)
		order = (left->directory == NULL) - (right->directory == NULL);
	else
		order = strcmp(left->directory, right->directory);
	return order ? order : (left->order > right->order) - (left->order < right->order);
}

static bool starts_app(const struct listing *listing, size_t i)
{
	const struct referrer *items = listing->referrers.items;

	if (i == 0)
		return true;
	if (!items[i].directory || !items[i - 1].directory)
		return items[i].directory != items[i - 1].directory;
	return strcmp(items[i].directory, items[i - 1].directory) != 0;
}

static void print_referrers(FILE *out, const char *path, struct listing *listing)
{
	struct str count = STR_INIT;

	if (listing->referrers.count)
		qsort(listing->referrers.items, listing->referrers.count,
			sizeof(*listing->referrers.items), compare_referrers);
	add_count(&count, listing->referrers.count, "reference");
	io_say(out, "%s: %s", *path ? path : ".", count.data);
	for (size_t i = 0; i < listing->referrers.count; i++) {
		const struct referrer *referrer = &listing->referrers.items[i];

		if (starts_app(listing, i) && referrer->directory)
			io_say(out, "  %s (%s)", referrer->app,
				*referrer->directory ? referrer->directory : ".");
		else if (starts_app(listing, i))
			io_say(out, "  no app");
		line_print(out, "    ", &referrer->reference);
	}
	str_release(&count);
}

static int list_one(struct session *session, const char *written, struct err *err)
{
	struct listing listing = { ARENA_INIT, VEC_INIT };
	struct str path = STR_INIT;
	struct entry entry;
	int result = session_path(session, written, &path, err);

	if (result == 0)
		result = graph_each_referrer(session->graph, path.data, keep, &listing, err);
	if (result == 0)
		result = own(session, &listing, err);
	if (result == 0)
		result = snapshot_entry(graph_snapshot(session->graph), path.data, &entry, err);
	if (result >= 0)
		print_referrers(session->cli->io.out, path.data, &listing);
	if (result == 0 && !listing.referrers.count)
		io_say(session->cli->io.err, "crossdep: '%s' is not there at HEAD", path.data);
	vec_release(&listing.referrers);
	arena_release(&listing.arena);
	str_release(&path);
	return result < 0 ? -1 : 0;
}

static int list(struct session *session, const word_list *paths, struct err *err)
{
	struct commit commit;
	int result = session_commit(session, NULL, &commit, err);

	if (result < 0)
		return -1;
	result = session_advance(session, &commit, err);
	commit_release(&commit);
	for (size_t i = 0; i < paths->count && result == 0; i++)
		result = list_one(session, paths->items[i], err);
	return result;
}

static int expect_paths(const word_list *paths, struct err *err)
{
	if (paths->count)
		return 0;
	err_set(err, ERR_USAGE, "no path is given");
	return err_fix(err, "crossdep impact PATH...");
}

enum status cmd_impact(struct cli *cli, int argc, char **argv)
{
	word_list paths = VEC_INIT;
	const struct opt opts[] = {
		OPT_ARGUMENTS("PATH", &paths, "files or directories, as git takes them"),
		OPT_END,
	};
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0)
		opt_help(cli->io.out, argv[0],
			"Lists the references at HEAD that a path counts for, grouped by app.",
			opts);
	else if (parsed < 0 || expect_paths(&paths, &err) < 0 ||
		 session_open(&session, cli, &err) < 0 || list(&session, &paths, &err) < 0)
		status = io_fail(&cli->io, &err);
	session_close(&session);
	vec_release(&paths);
	return status;
}
