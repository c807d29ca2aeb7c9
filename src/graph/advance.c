/*
 * advance.c - the one operation: moves the graph to another tree, and tells what changed on the
 * way.
 *
 *   1 walk both trees side by side             -> paths that came, went, changed
 *   2 declare the manifests among them         -> names that came or went
 *   3 bind these, and all who may be answered otherwise after 1-2   -> mappings that came or went
 *   4 resolve these, and all who may be answered otherwise after 1-3
 *
 * A manifest that is not redone has the same bytes and the same answers, so a cold scan would give
 * it the same rows: that is the invariant.
 */
#include <string.h>

#include "graph/declarer.h"
#include "graph/graph_private.h"
#include "graph/same.h"
#include "graph/told.h"
#include "graph/wake.h"
#include "resolve/imports.h"
#include "util/path.h"

/* One manifest, or candidate, that is done anew. */
struct item {
	const char *path;
	int64_t id;                 /* of its path; 0 until it has one */
	bool was, is;               /* had a row before; is a file now */
	struct manifest_row before; /* if it was */
	struct oid after;
	bool is_declared, is_bound;
	bool has_facts; /* the declarer's work */
	struct facts facts;
	struct bound bound;
	struct diagnostic problem;  /* text NULL: none */
	const struct probe *probes; /* asked so far */
	size_t probe_count;
};

struct work {
	struct graph *graph;
	struct rows *rows;
	const struct ruleset *rules;
	struct snapshot *before, *after;
	struct graph_world world;
	struct asker *asker;
	struct waker waker;
	struct arena arena;   /* facts, and all that lives as long as the advance */
	struct arena scratch; /* of one manifest */
	VEC(struct item *) items;
	struct map by_path;
	struct map by_id;
	struct advance *out; /* or NULL */
	struct progress *progress;
	size_t walked;
	struct near_asker near;
	struct declarer *declarer; /* of a bulk load, else NULL */
};

static void tell(struct work *work, const char *what, size_t done, size_t total)
{
	if (work->progress && (done & 1023) == 0)
		work->progress->told(work->progress, what, done, total);
}

/* ---- 1: what changed, and whom it concerns ---- */

static struct item *item_at(struct work *work, const char *path)
{
	struct map_entry *entry = map_put(&work->by_path, path, strlen(path));
	struct item *item;

	if (entry->value)
		return entry->value;
	item = arena_get_zeroed(&work->arena, sizeof *item);
	item->path = arena_text(&work->arena, path);
	entry->value = item;
	vec_push(&work->items, item);
	return item;
}

/* Reads what the store has of the item. */
static int recall(struct work *work, struct item *item, struct err *err)
{
	int found;

	if (work->rows->is_bulk)
		return 0;
	item->id = rows_find_path(work->rows, item->path, err);
	if (item->id <= 0)
		return item->id < 0 ? -1 : 0;
	found = rows_manifest(work->rows, item->id, &item->before, &work->arena, err);
	item->was = found == 1;
	item->before.path = item->path;
	return found < 0 ? -1 : 0;
}

static int add_candidate(struct work *work, const struct change *change, struct err *err)
{
	struct item *item = item_at(work, change->path);

	if (recall(work, item, err) < 0)
		return -1;
	item->is = change->after == ENTRY_FILE;
	item->after = change->after_oid;
	if (item->is && work->declarer)
		declarer_add(
			work->declarer, item->path, &item->after, &item->facts, &item->has_facts);
	return 0;
}

/* A manifest whose bytes stayed but whose answers may not have. */
static int wake_manifest(struct waker *waker, int64_t id, struct err *err)
{
	struct work *work = waker->payload;
	struct map_entry *entry = map_put(&work->by_id, (const char *)&id, sizeof id);
	struct item *item;
	struct entry file;
	const char *path;
	int found;

	if (entry->value)
		return 0;
	entry->value = work;
	path = rows_path(work->rows, id, err);
	if (!path)
		return -1;
	if (map_get(&work->by_path, path))
		return 0;
	item = item_at(work, path);
	if (recall(work, item, err) < 0)
		return -1;
	found = snapshot_entry(work->after, item->path, &file, err);
	if (found < 0)
		return -1;
	item->is = found == 1 && file.kind == ENTRY_FILE;
	item->after = file.oid;
	return 0;
}

struct walk {
	struct work *work;
	struct err *err;
};

static void leave_out(struct graph *graph, const char *path)
{
	if (graph->left_out++ == 0)
		str_set(&graph->first_left_out, path);
}

static int take_file(struct work *work, const struct change *change, struct err *err)
{
	enum candidacy candidacy = ruleset_candidacy(work->rules, change->path);

	if (candidacy == CANDIDACY_IGNORED && work->rows->is_bulk)
		leave_out(work->graph, change->path);
	return candidacy == CANDIDACY_TAKEN ? add_candidate(work, change, err) : 0;
}

static int take_change(const struct change *change, void *payload)
{
	struct walk *walk = payload;
	struct work *work = walk->work;

	tell(work, "reading trees", ++work->walked, 0);
	if (work->out)
		told_path(work->out, change);
	if ((change->before == ENTRY_FILE || change->after == ENTRY_FILE) &&
		take_file(work, change, walk->err) < 0)
		return -1;
	if (!work->rows->is_bulk && wake_for_change(&work->waker, change, walk->err) < 0)
		return -1;
	return 0;
}

/* ---- 2: declare ---- */

static struct work *work_of(struct near_asker *near)
{
	return (struct work *)(void *)((char *)near - offsetof(struct work, near));
}

static int near_is_file(struct near_asker *near, const char *path, struct err *err)
{
	return ask_file(work_of(near)->asker, path, err);
}

static void set_problem(struct work *work, struct item *item, unsigned line, const char *text)
{
	item->problem.path = item->path;
	item->problem.line = line;
	item->problem.text = arena_text(&work->arena, text);
}

static int read_facts(struct work *work, struct item *item, struct err *err)
{
	struct str bytes = STR_INIT;
	int found;

	item->facts.path = item->path;
	item->facts.formats = "";
	item->facts.open = "";
	found = snapshot_read(work->after, &item->after, DOCUMENT_SIZE_MAX, &bytes, err);
	if (found < 0)
		err_wrap(err, "cannot read the manifest '%s'", item->path);
	else if (found == 0)
		set_problem(work, item, 0, "larger than 16 MiB, so it is not read");
	else
		found = facts_declare(&item->facts, work->rules, item->path, bytes.data, bytes.size,
			&work->near, &work->arena, err);
	str_release(&bytes);
	return found < 0 ? -1 : 0;
}

/* What the declarer asked is kept as if it were asked here. */
static void keep_near(struct work *work, const struct facts *facts)
{
	for (size_t i = 0; i < facts->near.count; i++)
		asker_keep(work->asker, QUESTION_PATH, facts->near.items[i], "", true);
}

static int declare(struct work *work, struct item *item, struct err *err)
{
	asker_start(work->asker, &work->arena);
	asker_set_step(work->asker, STEP_DECLARE);
	if (item->has_facts)
		keep_near(work, &item->facts);
	else if (read_facts(work, item, err) < 0)
		return -1;
	if (item->facts.problem)
		set_problem(work, item, item->facts.problem_line, item->facts.problem);
	else if (item->facts.remark)
		set_problem(work, item, item->facts.remark_line, item->facts.remark);
	return 0;
}

/* Probes are the asker's until it starts on another manifest: the item keeps a copy between the
 * steps. */
static void keep_probes(struct work *work, struct item *item)
{
	size_t count;
	const struct probe *probes = asker_probes(work->asker, &count);
	struct probe *copy = arena_get(&work->arena, (count + 1) * sizeof *copy);

	if (count)
		memcpy(copy, probes, count * sizeof *copy);
	item->probes = copy;
	item->probe_count = count;
}

static int intern_item(struct work *work, struct item *item, struct err *err)
{
	if (item->id == 0)
		item->id = rows_intern_path(work->rows, item->path, err);
	return item->id < 0 ? -1 : 0;
}

static void name_of_app(struct work *work, const struct item *item, const struct declared_app *app,
	struct provider *out)
{
	const char *directory = *app->directory ? app->directory : ".";

	*out = (struct provider){
		.name = arena_printf(&work->arena, "app:%s", directory),
		.manifest = item->path,
		.label = app->name && *app->name ? app->name : path_name(app->directory),
		.location = *app->location ? app->location : NULL,
		.is_weak = app->is_weak,
		.line = app->span.line,
	};
}

static void names_of(struct work *work, const struct item *item, provider_list *out)
{
	const struct facts *facts = &item->facts;
	size_t i;

	for (i = 0; i < facts->apps.count; i++)
		name_of_app(work, item, &facts->apps.items[i], vec_add(out));
	for (i = 0; i < facts->names.count; i++) {
		const struct declared_name *name = &facts->names.items[i];

		vec_push(out, (struct provider){
				      .name = name->name,
				      .manifest = item->path,
				      .directory = name->directory,
				      .version = name->version,
				      .line = name->span.line,
			      });
	}
}

static bool has_name(const provider_list *list, const struct provider *name)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (same_name(&list->items[i], name))
			return true;
	}
	return false;
}

/* Are these the rows that are there already? */
static bool has_all_names(const provider_list *rows, const provider_list *names)
{
	size_t i, k;

	for (i = 0; i < names->count; i++) {
		for (k = 0; k < rows->count; k++) {
			if (same_name_row(&rows->items[k], &names->items[i]))
				break;
		}
		if (k == rows->count)
			return false;
	}
	return rows->count == names->count;
}

static int write_names(
	struct work *work, struct item *item, const provider_list *names, struct err *err)
{
	size_t i;

	if ((item->was && rows_delete_names(work->rows, item->id, err) < 0) ||
		(names->count && intern_item(work, item, err) < 0))
		return -1;
	for (i = 0; i < names->count; i++) {
		if (rows_add_name(work->rows, item->id, &names->items[i], err) < 0)
			return -1;
		if (work->rows->is_bulk)
			world_add_name(&work->world, &names->items[i]);
	}
	return 0;
}

static int wake_for_names(
	struct work *work, const provider_list *some, const provider_list *others, struct err *err)
{
	size_t i;

	for (i = 0; i < some->count; i++) {
		if (!has_name(others, &some->items[i]) &&
			wake_for_mapping(&work->waker, some->items[i].name, err) < 0)
			return -1;
	}
	return 0;
}

static int replace_names(struct work *work, struct item *item, struct err *err)
{
	provider_list old = VEC_INIT, new = VEC_INIT;
	int result = -1;

	names_of(work, item, &new);
	if (item->was && rows_names(work->rows, item->id, &work->arena, &old, err) < 0)
		goto done;
	if (!work->rows->is_bulk && (wake_for_names(work, &old, &new, err) < 0 ||
					    wake_for_names(work, &new, &old, err) < 0))
		goto done;
	if (!has_all_names(&old, &new) && write_names(work, item, &new, err) < 0)
		goto done;
	result = 0;
done:
	vec_release(&old);
	vec_release(&new);
	return result;
}

/* Declares every item that is not yet, those that this wakes included. */
static int declare_all(struct work *work, struct err *err)
{
	size_t i;

	for (i = 0; i < work->items.count; i++) {
		struct item *item = work->items.items[i];

		if (item->is_declared)
			continue;
		tell(work, "reading manifests", i, work->items.count);
		item->is_declared = true;
		if (item->is) {
			if (declare(work, item, err) < 0)
				return -1;
			keep_probes(work, item);
		}
		if (replace_names(work, item, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- 3: bind ---- */

static bool has_mapping(const struct mapping *list, size_t count, const struct mapping *mapping)
{
	size_t i;

	/* The same position first: lists mostly stay as they are. */
	if (mapping->position < count && same_mapping(&list[mapping->position], mapping))
		return true;
	for (i = 0; i < count; i++) {
		if (same_mapping(&list[i], mapping))
			return true;
	}
	return false;
}

static int wake_for_mappings(struct work *work, const struct mapping *some, size_t some_count,
	const struct mapping *others, size_t other_count, bool came, struct err *err)
{
	size_t i;

	for (i = 0; i < some_count; i++) {
		if (has_mapping(others, other_count, &some[i]))
			continue;
		if (work->out)
			told_mapping(work->out, &some[i], came);
		if (!work->rows->is_bulk && wake_for_mapping(&work->waker, some[i].to, err) < 0)
			return -1;
	}
	return 0;
}

static bool are_same_rows(const mapping_list *rows, const mapping_list *mappings)
{
	size_t i;

	if (rows->count != mappings->count)
		return false;
	for (i = 0; i < rows->count; i++) {
		if (!same_mapping_row(&rows->items[i], &mappings->items[i]))
			return false;
	}
	return true;
}

static int write_mappings(struct work *work, struct item *item, struct err *err)
{
	const struct mapping *mappings = item->bound.mappings.items;
	size_t count = item->bound.mappings.count, i;

	if ((item->was && rows_delete_mappings(work->rows, item->id, err) < 0) ||
		(count && intern_item(work, item, err) < 0) ||
		rows_add_mappings(work->rows, item->id, mappings, count, err) < 0)
		return -1;
	for (i = 0; i < count && work->rows->is_bulk; i++)
		world_add_mapping(&work->world, &mappings[i]);
	return 0;
}

static int replace_mappings(struct work *work, struct item *item, struct err *err)
{
	const mapping_list new = { item->bound.mappings.items, item->bound.mappings.count, 0 };
	mapping_list old = VEC_INIT;
	int result = -1;

	if (item->was && rows_mappings(work->rows, item->id, &work->arena, &old, err) < 0)
		goto done;
	if (wake_for_mappings(work, old.items, old.count, new.items, new.count, false, err) < 0 ||
		wake_for_mappings(work, new.items, new.count, old.items, old.count, true, err) < 0)
		goto done;
	if (!are_same_rows(&old, &new) && write_mappings(work, item, err) < 0)
		goto done;
	result = 0;
done:
	vec_release(&old);
	return result;
}

/* What may come to be asked for of the whole tree is asked for at once. */
static void expect_names(struct work *work, const struct item *item)
{
	for (size_t i = 0; i < item->bound.references.count; i++) {
		const struct bound_reference *reference = &item->bound.references.items[i];

		for (size_t k = 0; k < reference->count; k++)
			if (reference->values[k].served)
				world_expect_name(
					&work->world, path_name(reference->values[k].served));
	}
}

/* What is tried out in a savepoint keeps the choices that were made before it. */
static int bind(struct work *work, struct item *item, struct err *err)
{
	mapping_list kept = VEC_INIT;
	bool keeps = item->was && work->graph->has_savepoint && facts_have_choice(&item->facts);
	int result = 0;

	if (keeps)
		result = rows_mappings(work->rows, item->id, &work->arena, &kept, err);
	asker_resume(work->asker, item->probes, item->probe_count, &work->arena);
	if (result == 0)
		result = imports_follow(
			&item->facts, work->rules, &work->near, work->asker, &work->arena, err);
	if (result == 0)
		result = bind_facts(&item->bound, &item->facts, keeps ? &kept : NULL, work->asker,
			&work->arena, err);
	if (result == 0 && item->facts.remark && !item->problem.text)
		set_problem(work, item, item->facts.remark_line, item->facts.remark);
	if (result == 0)
		keep_probes(work, item);
	if (result == 0)
		expect_names(work, item);
	vec_release(&kept);
	return result;
}

static bool is_manifest(const struct item *item)
{
	return item->is && *item->facts.formats != '\0';
}

/* Binds every item that is not yet. What this wakes is declared and bound in turn; its names and
 * mappings stay as they are, because nothing that they hang on changed. */
static int bind_all(struct work *work, struct err *err)
{
	size_t i;

	for (i = 0; i < work->items.count; i++) {
		struct item *item = work->items.items[i];

		if (!item->is_declared && declare_all(work, err) < 0)
			return -1;
		if (item->is_bound)
			continue;
		item->is_bound = true;
		tell(work, "reading mappings", i, work->items.count);
		if ((is_manifest(item) && bind(work, item, err) < 0) ||
			replace_mappings(work, item, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- 4: resolve ---- */

static void keep_manifest_change(struct work *work, const struct item *item,
	const reference_list *before, const reference_list *after)
{
	const char *formats_before = item->was ? item->before.formats : "";
	const char *formats_after = item->is ? item->facts.formats : "";
	struct manifest_change *change;
	struct arena *arena;

	if (!work->out || (!*formats_before && !*formats_after))
		return;
	if (item->was && item->is && oid_equal(&item->before.blob, &item->after) &&
		strcmp(formats_before, formats_after) == 0 && same_references(before, after))
		return;
	arena = &work->out->arena;
	change = vec_add(&work->out->manifests);
	memset(change, 0, sizeof *change);
	change->path = arena_text(arena, item->path);
	change->formats_before = arena_text(arena, formats_before);
	change->formats_after = arena_text(arena, formats_after);
	if (item->was)
		change->blob_before = item->before.blob;
	if (item->is)
		change->blob_after = item->after;
	change->before = told_references(work->out, before);
	change->before_count = before->count;
	change->after = told_references(work->out, after);
	change->after_count = after->count;
}

/* Writes the rows of an item that leaves any: manifests, and candidates that wait for a file beside
 * them. Mostly a manifest is done anew only to see that nothing changed: what is there already is
 * left alone. */
static int write_item(struct work *work, struct item *item, const reference_list *before,
	const reference_list *after, struct err *err)
{
	struct rows *rows = work->rows;
	struct manifest_row now = { .path = item->path, .blob = item->after };
	const struct probe *probes;
	size_t count;

	probes = asker_probes(work->asker, &count);
	if (!item->is || (!is_manifest(item) && count == 0 && !item->problem.text))
		return item->was ? rows_delete(rows, &item->before, err) : 0;
	if (intern_item(work, item, err) < 0)
		return -1;
	now.id = item->id;
	now.formats = item->facts.formats;
	now.open = is_manifest(item) ? item->bound.open : "";
	if (rows_replace_references(rows, item->id, before, after, err) < 0 ||
		rows_replace_manifest(
			rows, item->was ? &item->before : NULL, &now, probes, count, err) < 0 ||
		(item->was && rows_delete_diagnostics(rows, item->id, err) < 0))
		return -1;
	return item->problem.text ? rows_add_diagnostic(rows, item->id, &item->problem, err) : 0;
}

static int resolve(struct work *work, struct item *item, struct err *err)
{
	reference_list before = VEC_INIT, after = VEC_INIT;
	int result = -1;

	arena_clear(&work->scratch);
	if (item->was && rows_references(work->rows, item->id, &work->scratch, &before, err) < 0)
		goto done;
	asker_resume(work->asker, item->probes, item->probe_count, &work->scratch);
	if (is_manifest(item) && resolve_references(&after, &item->facts, &item->bound, work->asker,
					 &work->scratch, NULL, err) < 0)
		goto done;
	keep_manifest_change(work, item, &before, &after);
	result = write_item(work, item, &before, &after, err);
done:
	vec_release(&before);
	vec_release(&after);
	return result;
}

static int resolve_all(struct work *work, struct err *err)
{
	size_t i;

	for (i = 0; i < work->items.count; i++) {
		tell(work, "resolving references", i, work->items.count);
		if (resolve(work, work->items.items[i], err) < 0)
			return -1;
	}
	return 0;
}

/* ---- the operation ---- */

static int by_path(const void *a, const void *b)
{
	return strcmp((*(struct item *const *)a)->path, (*(struct item *const *)b)->path);
}

/* In a bulk load the ids of manifests follow their paths: then so do the rows of the tables that
 * are kept by manifest, and each goes behind the last one. */
static int intern_all(struct work *work, struct err *err)
{
	size_t i;

	for (i = 0; i < work->items.count && work->rows->is_bulk; i++) {
		if (intern_item(work, work->items.items[i], err) < 0)
			return -1;
	}
	return 0;
}

/* In a bulk load manifests are declared while the walk goes on. */
static int walk_trees(struct work *work, struct err *err)
{
	struct walk walk = { work, err };
	int result;

	if (work->rows->is_bulk)
		work->declarer = declarer_new(work->after, work->rules);
	result = changes_walk(work->before, work->after, take_change, &walk, err);
	if (work->declarer)
		declarer_end(work->declarer);
	return result;
}

static int do_work(struct work *work, struct err *err)
{
	if (walk_trees(work, err) < 0 || intern_all(work, err) < 0 || declare_all(work, err) < 0 ||
		bind_all(work, err) < 0)
		return -1;
	if (work->items.count > 0)
		qsort(work->items.items, work->items.count, sizeof *work->items.items, by_path);
	return resolve_all(work, err);
}

static void work_init(struct work *work, struct graph *graph, struct snapshot *after,
	const struct ruleset *rules, struct progress *progress, struct advance *out)
{
	memset(work, 0, sizeof *work);
	work->graph = graph;
	work->rows = &graph->rows;
	work->rules = rules;
	work->before = oid_is_zero(&graph->root) ? NULL : graph_snapshot(graph);
	work->after = after;
	work->out = out;
	work->progress = progress;
	work->near.is_file = near_is_file;
	work->by_path = work->by_id = (struct map)MAP_INIT;
	world_init(&work->world, work->rows, after);
	work->asker = asker_new(&work->world.world);
	waker_init(&work->waker, work->rows, &work->world, &work->arena);
	work->waker.before = work->before;
	work->waker.after = after;
	work->waker.wake = wake_manifest;
	work->waker.payload = work;
}

static void work_release(struct work *work)
{
	size_t i;

	for (i = 0; i < work->items.count; i++) {
		bound_release(&work->items.items[i]->bound);
	}
	vec_release(&work->items);
	map_release(&work->by_path);
	map_release(&work->by_id);
	waker_release(&work->waker);
	asker_free(work->asker);
	declarer_free(work->declarer);
	world_release(&work->world);
	arena_release(&work->arena);
	arena_release(&work->scratch);
}

int advance_tree(struct graph *graph, struct snapshot *after, const struct ruleset *rules,
	struct progress *progress, struct advance *out, struct err *err)
{
	bool is_bulk = oid_is_zero(&graph->root);
	struct work work;
	int result;

	work_init(&work, graph, after, rules, progress, out);
	graph->left_out = 0;
	result = is_bulk ? rows_start_bulk(&graph->rows, err) : 0;
	if (result == 0)
		result = do_work(&work, err);
	if (result == 0 && is_bulk)
		result = rows_close_bulk(&graph->rows, err);
	work_release(&work); /* of a bulk load while the last rows are written */
	if (result == 0 && is_bulk) {
		if (progress)
			progress->told(progress, "sorting", 0, 0);
		result = rows_end_bulk(&graph->rows, err);
	}
	rows_drop_bulk(&graph->rows);
	return result;
}
