/*
 * questions.c - what one may ask the graph where it stands.
 */
#include <string.h>

#include "graph/graph_private.h"
#include "graph/wake.h"
#include "util/glob.h"
#include "util/path.h"

int graph_references(struct graph *graph, const char *manifest, struct arena *arena,
	reference_list *out, struct err *err)
{
	int64_t id = rows_find_path(&graph->rows, manifest, err);

	if (id <= 0)
		return id < 0 ? -1 : 0;
	return rows_references(&graph->rows, id, arena, out, err);
}

int graph_mappings(struct graph *graph, const char *manifest, struct arena *arena,
	mapping_list *out, struct err *err)
{
	int64_t id = rows_find_path(&graph->rows, manifest, err);

	if (id <= 0)
		return id < 0 ? -1 : 0;
	return rows_mappings(&graph->rows, id, arena, out, err);
}

int graph_is_open(struct graph *graph, const char *path, const char *format, struct err *err)
{
	int64_t id = rows_find_path(&graph->rows, path, err);
	struct arena arena = ARENA_INIT;
	struct manifest_row row;
	int found = id <= 0 ? (int)id : rows_manifest(&graph->rows, id, &row, &arena, err);

	if (found == 1)
		found = text_has_word(row.open, format);
	arena_release(&arena);
	return found;
}

int graph_maps_in(struct graph *graph, const char *directory, struct err *err)
{
	return rows_have_mapping_below(&graph->rows, directory, err);
}

int graph_each_reference(struct graph *graph, bool only_dangling, reference_visit visit,
	void *payload, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(
		&graph->store, only_dangling ? Q_REFERENCES_DANGLING : Q_REFERENCES_ALL, err);
	struct arena arena = ARENA_INIT;
	struct reference reference;
	int found;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		if (rows_read_reference(&graph->rows, statement, &arena, &reference, err) < 0) {
			found = -1;
			break;
		}
		if (visit(&reference, payload))
			break;
		arena_clear(&arena);
	}
	sqlite3_reset(statement);
	arena_release(&arena);
	return found < 0 ? -1 : 0;
}

/* ---- who depends on a path ---- */

typedef VEC(int64_t) id_list;

static int collect(struct waker *waker, int64_t manifest, struct err *err)
{
	id_list *ids = waker->payload;

	(void)err;
	vec_push(ids, manifest);
	return 0;
}

/* Everybody whose answers would be asked again if `path`, and what is below it, went. */
static int find_concerned(
	struct graph *graph, const char *path, struct arena *arena, id_list *out, struct err *err)
{
	struct graph_world world;
	struct waker waker;
	int result;

	world_init(&world, &graph->rows, graph_snapshot(graph));
	waker_init(&waker, &graph->rows, &world, arena);
	waker.wake = collect;
	waker.payload = out;
	result = wake_for_path(&waker, path, err);
	waker_release(&waker);
	world_release(&world);
	return result;
}

static bool touches(const char *path, const char *other)
{
	return other && (path_is_within(other, path) || path_is_within(path, other));
}

static bool is_referrer(const struct reference *reference, const char *path)
{
	if (reference->verdict == VERDICT_SKIPPED)
		return false;
	if (touches(path, reference->target) || touches(path, reference->marker))
		return true;
	if (reference->is_glob && reference->asked)
		return glob_fits(reference->asked, path) ||
		       glob_may_fit_below(reference->asked, path);
	return reference->verdict == VERDICT_DANGLING && reference->asked &&
	       path_is_within(reference->asked, path);
}

struct named_id {
	const char *path;
	int64_t id;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named_id *)a)->path, ((const struct named_id *)b)->path);
}

int graph_each_referrer(struct graph *graph, const char *path, reference_visit visit, void *payload,
	struct err *err)
{
	struct arena arena = ARENA_INIT;
	id_list ids = VEC_INIT;
	VEC(struct named_id) manifests = VEC_INIT;
	reference_list references = VEC_INIT;
	size_t i, k;
	int result = -1;

	if (find_concerned(graph, path, &arena, &ids, err) < 0)
		goto done;
	for (i = 0; i < ids.count; i++) {
		const char *name = rows_path(&graph->rows, ids.items[i], err);

		if (!name)
			goto done;
		vec_push(&manifests, (struct named_id){ arena_text(&arena, name), ids.items[i] });
	}
	if (manifests.count > 0)
		qsort(manifests.items, manifests.count, sizeof *manifests.items, by_name);
	result = 0;
	for (i = 0; i < manifests.count && result == 0; i++) {
		if (i > 0 && manifests.items[i].id == manifests.items[i - 1].id)
			continue;
		vec_clear(&references);
		if (rows_references(&graph->rows, manifests.items[i].id, &arena, &references, err) <
			0)
			result = -1;
		for (k = 0; k < references.count && result == 0; k++) {
			if (is_referrer(&references.items[k], path))
				result = visit(&references.items[k], payload);
		}
	}
	result = result < 0 ? -1 : 0;
done:
	vec_release(&ids);
	vec_release(&manifests);
	vec_release(&references);
	arena_release(&arena);
	return result;
}

/* ---- apps ---- */

static const char *app_directory(const struct provider *provider)
{
	const char *directory = provider->name + strlen("app:");

	return strcmp(directory, ".") == 0 ? "" : directory;
}

static void app_of_provider(const struct provider *provider, struct app *out)
{
	memset(out, 0, sizeof *out);
	out->directory = app_directory(provider);
	out->name = provider->label && *provider->label ? provider->label
							: provider->name + strlen("app:");
	out->manifest = provider->manifest;
	out->line = provider->line;
	out->is_weak = provider->is_weak;
}

int graph_app_of(struct graph *graph, const char *path, struct arena *arena, struct app *out,
	struct err *err)
{
	struct str dir = STR_INIT, name = STR_INIT;
	bool has_weak = false;
	int found = 0;

	str_set(&dir, path);
	for (;;) {
		struct provider provider;

		str_set(&name, "app:");
		str_add_text(&name, dir.size ? dir.data : ".");
		found = rows_provider(&graph->rows, name.data, arena, &provider, err);
		if (found < 0 || (found == 1 && !provider.is_weak)) {
			if (found == 1)
				app_of_provider(&provider, out);
			break;
		}
		if (found == 1 && !has_weak) {
			app_of_provider(&provider, out);
			has_weak = true;
		}
		if (dir.size == 0) {
			found = has_weak;
			break;
		}
		str_cut(&dir, path_parent_size(dir.data));
	}
	str_release(&dir);
	str_release(&name);
	return found;
}

/* The directory of the app that the innermost part around `location` is about; NULL if none is. */
static const char *directory_of_part(const provider_list *names, const char *location)
{
	const struct provider *innermost = NULL;

	for (size_t i = 0; i < names->count; i++) {
		const struct provider *name = &names->items[i];

		if (name->location && path_is_within(location, name->location) &&
			(!innermost || strlen(name->location) > strlen(innermost->location)))
			innermost = name;
	}
	return innermost ? app_directory(innermost) : NULL;
}

int graph_app_of_value(struct graph *graph, const char *manifest, const char *location,
	struct arena *arena, struct app *out, struct err *err)
{
	provider_list names = VEC_INIT;
	const char *directory;
	int64_t id = rows_find_path(&graph->rows, manifest, err);
	int found = id < 0 ? -1 : rows_names(&graph->rows, id, arena, &names, err);

	if (found == 0) {
		directory = directory_of_part(&names, location);
		found = graph_app_of(graph, directory ? directory : manifest, arena, out, err);
	}
	vec_release(&names);
	return found;
}

typedef VEC(struct app) app_list;

static int read_apps(struct graph *graph, struct arena *arena, app_list *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_APPS, err);
	int found;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		struct provider provider;
		struct app app;

		if (rows_read_name(&graph->rows, statement, arena, &provider, err) < 0) {
			found = -1;
			break;
		}
		app_of_provider(&provider, &app);
		/* Several may declare one app: the first in the order asked for speaks for it. */
		if (out->count == 0 ||
			strcmp(out->items[out->count - 1].directory, app.directory) != 0)
			vec_push(out, app);
	}
	sqlite3_reset(statement);
	return found;
}

static void drop_enclosed(app_list *apps, struct map *strong)
{
	struct str dir = STR_INIT;
	size_t i, kept = 0;

	for (i = 0; i < apps->count; i++) {
		if (!apps->items[i].is_weak)
			map_set(strong, apps->items[i].directory, apps);
	}
	for (i = 0; i < apps->count; i++) {
		bool enclosed = false;

		str_set(&dir, apps->items[i].directory);
		while (apps->items[i].is_weak && dir.size > 0 && !enclosed) {
			str_cut(&dir, path_parent_size(dir.data));
			enclosed = map_get(strong, dir.data) != NULL;
		}
		if (!enclosed)
			apps->items[kept++] = apps->items[i];
	}
	apps->count = kept;
	str_release(&dir);
}

static int count_manifests(
	struct graph *graph, app_list *apps, struct arena *arena, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_MANIFEST_COUNTS, err);
	struct map by_directory = MAP_INIT;
	struct str dir = STR_INIT;
	size_t i;
	int found;

	if (!statement)
		return -1;
	for (i = 0; i < apps->count; i++)
		map_set(&by_directory, apps->items[i].directory, &apps->items[i]);
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		struct app *app = NULL;

		str_set(&dir, column_text(statement, 0, arena));
		while (!app && dir.size > 0) {
			str_cut(&dir, path_parent_size(dir.data));
			app = map_get(&by_directory, dir.data);
		}
		if (!app)
			continue;
		app->manifests++;
		app->references += (size_t)sqlite3_column_int64(statement, 1);
		app->dangling += (size_t)sqlite3_column_int64(statement, 2);
	}
	sqlite3_reset(statement);
	map_release(&by_directory);
	str_release(&dir);
	return found;
}

static int by_directory(const void *a, const void *b)
{
	return strcmp(((const struct app *)a)->directory, ((const struct app *)b)->directory);
}

int graph_each_app(struct graph *graph, app_visit visit, void *payload, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct map strong = MAP_INIT;
	app_list apps = VEC_INIT;
	size_t i;
	int result = -1;

	if (read_apps(graph, &arena, &apps, err) == 0) {
		drop_enclosed(&apps, &strong);
		result = count_manifests(graph, &apps, &arena, err);
	}
	if (apps.count > 0)
		qsort(apps.items, apps.count, sizeof *apps.items, by_directory);
	for (i = 0; i < apps.count && result == 0; i++) {
		if (visit(&apps.items[i], payload))
			break;
	}
	vec_release(&apps);
	map_release(&strong);
	arena_release(&arena);
	return result;
}

/* ---- the rest ---- */

int graph_each_diagnostic(
	struct graph *graph, diagnostic_visit visit, void *payload, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_DIAGNOSTICS, err);
	struct arena arena = ARENA_INIT;
	int found;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		struct diagnostic diagnostic = {
			.path = column_text(statement, 0, &arena),
			.line = (unsigned)sqlite3_column_int64(statement, 1),
			.text = column_text(statement, 2, &arena),
		};

		if (visit(&diagnostic, payload))
			break;
		arena_clear(&arena);
	}
	sqlite3_reset(statement);
	arena_release(&arena);
	return found < 0 ? -1 : 0;
}

static int count_verdicts(struct graph *graph, struct graph_counts *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_VERDICTS, err);
	size_t *const fields[] = { [VERDICT_RESOLVED] = &out->resolved,
		[VERDICT_DANGLING] = &out->dangling,
		[VERDICT_SKIPPED] = &out->skipped };
	int found;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		unsigned verdict = (unsigned)sqlite3_column_int(statement, 0);
		const struct meaning *meaning;

		out->references++;
		if (verdict < sizeof fields / sizeof *fields)
			++*fields[verdict];
		if (verdict != VERDICT_DANGLING)
			continue;
		meaning = rows_meaning(&graph->rows, sqlite3_column_int64(statement, 1), err);
		if (!meaning) {
			found = -1;
			break;
		}
		out->dangling_built += meaning->built;
	}
	sqlite3_reset(statement);
	return found;
}

int graph_count(struct graph *graph, struct graph_counts *out, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_COUNTS, err);
	size_t *const fields[] = { &out->manifests, &out->apps, &out->mappings, &out->diagnostics };
	int found, i;

	*out = (struct graph_counts){ 0 };
	if (!statement)
		return -1;
	found = store_step(&graph->store, statement, err);
	for (i = 0; found == 1 && i < (int)(sizeof fields / sizeof *fields); i++)
		*fields[i] = (size_t)sqlite3_column_int64(statement, i);
	sqlite3_reset(statement);
	return found < 0 ? -1 : count_verdicts(graph, out, err);
}

int graph_dump(struct graph *graph, line_visit visit, void *payload, struct err *err)
{
	sqlite3_stmt *statement = store_prepare(&graph->store, Q_DUMP, err);
	int found;

	if (!statement)
		return -1;
	while ((found = store_step(&graph->store, statement, err)) == 1) {
		if (visit((const char *)sqlite3_column_text(statement, 0), payload))
			break;
	}
	sqlite3_reset(statement);
	return found < 0 ? -1 : 0;
}
