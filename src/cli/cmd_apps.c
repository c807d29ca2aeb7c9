/*
 * cmd_apps.c - crossdep apps: which apps are there?
 */
#include "cli/opt.h"
#include "cli/session.h"

#include <string.h>

#include "report/words.h"
#include "util/quote.h"

/* One line of the table, its columns quoted. */
struct row {
	struct str directory, name, counts;
};

struct table {
	VEC(struct row) rows;
	size_t directory_width, name_width; /* bytes: wide characters only cost alignment */
};

static int add_row(const struct app *app, void *payload)
{
	struct table *table = payload;
	struct row *row = vec_add(&table->rows);

	*row = (struct row){ STR_INIT, STR_INIT, STR_INIT };
	quote_terminal(&row->directory, *app->directory ? app->directory : ".");
	quote_terminal(&row->name, app->name ? app->name : "");
	add_count(&row->counts, app->manifests, "manifest");
	str_add_text(&row->counts, ", ");
	add_count(&row->counts, app->references, "reference");
	if (app->dangling)
		str_addf(&row->counts, ", %zu dangling", app->dangling);
	if (row->directory.size > table->directory_width)
		table->directory_width = row->directory.size;
	if (row->name.size > table->name_width)
		table->name_width = row->name.size;
	return 0;
}

static void print_table(FILE *out, struct table *table)
{
	for (size_t i = 0; i < table->rows.count; i++) {
		struct row *row = &table->rows.items[i];

		fprintf(out, "%-*s  %-*s  %s\n", (int)table->directory_width, row->directory.data,
			(int)table->name_width, row->name.data, row->counts.data);
		str_release(&row->directory);
		str_release(&row->name);
		str_release(&row->counts);
	}
	vec_release(&table->rows);
}

static int list(struct session *session, struct err *err)
{
	struct table table = { VEC_INIT, 0, 0 };
	struct commit commit;
	int result;

	if (session_commit(session, NULL, &commit, err) < 0)
		return -1;
	result = session_advance(session, &commit, err);
	if (result == 0)
		result = graph_each_app(session->graph, add_row, &table, err);
	if (result == 0 && !table.rows.count)
		io_say(session->cli->io.err, "crossdep: no manifest declares an app here");
	print_table(session->cli->io.out, &table);
	commit_release(&commit);
	return result < 0 ? -1 : 0;
}

enum status cmd_apps(struct cli *cli, int argc, char **argv)
{
	const struct opt opts[] = { OPT_END };
	struct session session = { 0 };
	enum status status = STATUS_CLEAN;
	struct err err;
	int parsed = opt_parse(opts, argc, argv, NULL, &err);

	if (parsed > 0) {
		opt_help(cli->io.out, argv[0],
			"Lists the apps at HEAD: directory, name, and what their manifests hold.",
			opts);
		return STATUS_CLEAN;
	}
	if (parsed < 0 || session_open(&session, cli, &err) < 0 || list(&session, &err) < 0)
		status = io_fail(&cli->io, &err);
	session_close(&session);
	return status;
}
