/*
 * state.c - what the manifests of one tree say.
 */
#include "example/state.h"

#include <string.h>

#include "check/configuration.h"
#include "graph/inspect.h"
#include "report/inspection.h"
#include "util/quote.h"

struct telling {
	struct str *out;
	struct map *formats;
	const struct state *state;
	const struct ruleset *rules;
	struct graph *graph;
	struct err *err;
};

static void keep_formats(struct map *formats, const char *names)
{
	while (*names) {
		size_t size = strcspn(names, " ");

		map_put(formats, names, size);
		names += size + (names[size] == ' ');
	}
}

static int tell_manifest(struct telling *telling, const char *path)
{
	struct inspection inspection;
	int result = graph_inspect(&inspection, telling->graph, telling->rules, path, telling->err);

	if (result == 1) {
		report_inspection(telling->out, &inspection);
		keep_formats(telling->formats, inspection.facts.formats);
	}
	inspection_release(&inspection);
	return result < 0 ? -1 : 0;
}

static int tell_file(const struct change *change, void *payload)
{
	struct telling *telling = payload;

	if (change->after != ENTRY_FILE ||
		(telling->state->is_configured && strcmp(change->path, CONFIGURATION_PATH) == 0))
		return 0;
	if (ruleset_is_candidate(telling->rules, change->path))
		return tell_manifest(telling, change->path);
	if (ruleset_is_ignored_candidate(telling->rules, change->path)) {
		quote_terminal(telling->out, change->path);
		str_add_text(telling->out, ": not read\n");
	}
	return 0;
}

int state_tell(struct str *out, struct map *formats, const struct state *state,
	struct object_source *objects, struct err *err)
{
	struct telling telling = { out, formats, state, NULL, NULL, err };
	struct configuration configuration;
	const char *remark;
	int result = configuration_load(&configuration, state->snapshot, err);

	telling.rules = &configuration.rules;
	if (result == 0)
		result = graph_open(&telling.graph, ":memory:", objects, &remark, err);
	if (result == 0)
		result = graph_advance(telling.graph, snapshot_root(state->snapshot),
			&configuration.rules, NULL, NULL, err);
	if (result == 0)
		result = changes_walk(NULL, state->snapshot, tell_file, &telling, err);
	graph_free(telling.graph);
	configuration_release(&configuration);
	return result;
}
