#include "graph/world.h"

#include <string.h>

#include "repo/changes.h"
#include "util/path.h"

struct mapping_bucket {
	mapping_list list;
};

static struct provider nobody;

static struct graph_world *self(struct world *world)
{
	return (struct graph_world *)world;
}

static int get_entry(struct world *world, const char *path, struct entry *out, struct err *err)
{
	return snapshot_entry(self(world)->snapshot, path, out, err);
}

static int get_list(struct world *world, const char *path, struct tree *out, struct err *err)
{
	return snapshot_list(self(world)->snapshot, path, out, err);
}

static int get_bytes(
	struct world *world, const struct oid *oid, size_t most, struct str *out, struct err *err)
{
	return snapshot_read(self(world)->snapshot, oid, most, out, err);
}

/* ---- documents ---- */

int world_document(struct graph_world *world, struct snapshot *snapshot, const char *path,
	const struct oid *oid, const struct document **out, struct err *err)
{
	int syntax = syntax_of_name(path);
	char key[sizeof oid->bytes + 1];
	struct map_entry *entry;
	struct str bytes = STR_INIT;
	struct document *document = NULL;
	int found;

	if (syntax < 0)
		return 0;
	memcpy(key, oid->bytes, sizeof oid->bytes);
	key[sizeof oid->bytes] = (char)syntax;
	entry = map_find(&world->documents, key, sizeof key);
	if (entry) {
		*out = entry->value;
		return *out != NULL;
	}
	found = snapshot_read(snapshot, oid, DOCUMENT_SIZE_MAX, &bytes, err);
	if (found == 1 &&
		document_parse(&document, (enum syntax)syntax, bytes.data, bytes.size, NULL) < 0)
		document = NULL;
	if (found >= 0)
		map_put(&world->documents, key, sizeof key)->value = document;
	str_release(&bytes);
	*out = document;
	return found < 0 ? -1 : document != NULL;
}

static int get_document(struct world *world, const char *path, const struct oid *oid,
	const struct document **out, struct err *err)
{
	return world_document(self(world), self(world)->snapshot, path, oid, out, err);
}

/* ---- names ---- */

static struct provider *keep_provider(struct graph_world *world, const struct provider *provider)
{
	struct provider *copy = arena_get(&world->arena, sizeof *copy);

	*copy = *provider;
	copy->name = arena_text(&world->arena, provider->name);
	copy->manifest = arena_text(&world->arena, provider->manifest);
	copy->directory = arena_text(&world->arena, provider->directory);
	copy->version = arena_text(&world->arena, provider->version);
	copy->label = arena_text(&world->arena, provider->label);
	return copy;
}

void world_add_name(struct graph_world *world, const struct provider *name)
{
	struct map_entry *entry = map_put(&world->names, name->name, strlen(name->name));
	const struct provider *there = entry->value;

	/* As the store orders them: a strong app before a weak one, then by manifest path. */
	if (!there || there == &nobody || (there->is_weak && !name->is_weak))
		entry->value = keep_provider(world, name);
}

static int get_name(struct world *base, const char *name, struct provider *out, struct err *err)
{
	struct graph_world *world = self(base);
	struct map_entry *entry = map_put(&world->names, name, strlen(name));
	struct provider provider;
	int found = 0;

	if (!entry->value && !world->rows->is_bulk) {
		found = rows_provider(world->rows, name, &world->arena, &provider, err);
		if (found < 0)
			return -1;
		if (found == 1)
			entry->value = memcpy(arena_get(&world->arena, sizeof provider), &provider,
				sizeof provider);
	}
	if (!entry->value)
		entry->value = &nobody;
	*out = *(struct provider *)entry->value;
	return entry->value != &nobody;
}

/* ---- mappings ---- */

static struct mapping_bucket *bucket_of(struct graph_world *world, struct map *map, const char *key)
{
	struct map_entry *entry = map_put(map, key, strlen(key));

	if (!entry->value)
		entry->value = arena_get_zeroed(&world->arena, sizeof(struct mapping_bucket));
	return entry->value;
}

void world_add_mapping(struct graph_world *world, const struct mapping *mapping)
{
	vec_push(&bucket_of(world, &world->mappings, mapping->to)->list, *mapping);
}

static int get_mappings_at(struct world *base, const char *to, const struct mapping **out,
	size_t *count, struct err *err)
{
	struct graph_world *world = self(base);
	struct map_entry *entry = map_find(&world->mappings, to, strlen(to));
	struct mapping_bucket *bucket = entry ? entry->value : NULL;

	if (!bucket && !world->rows->is_bulk) {
		bucket = bucket_of(world, &world->mappings, to);
		if (rows_mappings_at(world->rows, to, &world->arena, &bucket->list, err) < 0)
			return -1;
	}
	*out = bucket ? bucket->list.items : NULL;
	*count = bucket ? bucket->list.count : 0;
	return *count > 0;
}

static void collect_below(struct graph_world *world, const char *to, mapping_list *out)
{
	size_t i, k;

	for (i = 0; i < world->mappings.count; i++) {
		const struct mapping_bucket *some = world->mappings.entries[i].value;
		const char *below = path_below(world->mappings.entries[i].key, to);

		for (k = 0; below && *below && k < some->list.count; k++)
			vec_push(out, some->list.items[k]);
	}
	rows_sort_mappings(out);
}

static int get_mappings_below(struct world *base, const char *to, const struct mapping **out,
	size_t *count, struct err *err)
{
	struct graph_world *world = self(base);
	struct map_entry *entry = map_find(&world->below, to, strlen(to));
	struct mapping_bucket *bucket = entry ? entry->value : NULL;

	if (!bucket) {
		bucket = bucket_of(world, &world->below, to);
		if (world->rows->is_bulk)
			collect_below(world, to, &bucket->list);
		else if (rows_mappings_below(world->rows, to, &world->arena, &bucket->list, err) <
			 0)
			return -1;
	}
	*out = bucket->list.items;
	*count = bucket->list.count;
	return *count > 0;
}

/* ---- files by their last name ---- */

/* Of one name; more are not listed. */
#define FILES_NAMED_MAX 256

struct files_named {
	VEC(const char *) paths;
	bool is_known;
	bool is_cut; /* there are more */
};

struct seeking {
	struct graph_world *world;
	size_t entries; /* looked at so far */
};

static struct files_named *files_of(struct graph_world *world, const char *name)
{
	struct map_entry *entry = map_put(&world->named, name, strlen(name));

	if (!entry->value)
		entry->value = arena_get_zeroed(&world->arena, sizeof(struct files_named));
	return entry->value;
}

void world_expect_name(struct graph_world *world, const char *name)
{
	files_of(world, name);
}

static int take_file(const struct change *change, void *payload)
{
	struct seeking *seeking = payload;
	const char *name = path_name(change->path);
	struct files_named *files;

	if (++seeking->entries > MATCH_ENTRIES_MAX)
		return change->after == ENTRY_DIRECTORY;
	if (change->after != ENTRY_FILE)
		return 0;
	files = map_get(&seeking->world->named, name);
	if (!files || files->is_known)
		return 0;
	files->is_cut |= files->paths.count == FILES_NAMED_MAX;
	if (!files->is_cut)
		vec_push(&files->paths, arena_text(&seeking->world->arena, change->path));
	return 0;
}

/* One walk for all names that are expected by then. */
static int seek_files(struct graph_world *world, struct err *err)
{
	struct seeking seeking = { world, 0 };
	int result = changes_walk(NULL, world->snapshot, take_file, &seeking, err);

	for (size_t i = 0; i < world->named.count; i++) {
		struct files_named *files = world->named.entries[i].value;

		files->is_cut |= !files->is_known && seeking.entries > MATCH_ENTRIES_MAX;
		files->is_known = true;
	}
	return result;
}

static int get_files_named(struct world *base, const char *name, const char *const **out,
	size_t *count, struct err *err)
{
	struct graph_world *world = self(base);
	struct files_named *files = files_of(world, name);

	if (!files->is_known && seek_files(world, err) < 0)
		return -1;
	*out = files->paths.items;
	*count = files->paths.count;
	return !files->is_cut;
}

/* ---- life ---- */

void world_init(struct graph_world *world, struct rows *rows, struct snapshot *snapshot)
{
	memset(world, 0, sizeof *world);
	world->world = (struct world){ get_entry, get_list, get_bytes, get_document,
		get_mappings_at, get_mappings_below, get_files_named, get_name };
	world->rows = rows;
	world->snapshot = snapshot;
	world->names = world->mappings = world->below = world->documents = world->named =
		(struct map)MAP_INIT;
}

static void release_buckets(struct map *map)
{
	size_t i;

	for (i = 0; i < map->count; i++) {
		struct mapping_bucket *bucket = map->entries[i].value;

		vec_release(&bucket->list);
	}
	map_release(map);
}

void world_release(struct graph_world *world)
{
	size_t i;

	release_buckets(&world->mappings);
	release_buckets(&world->below);
	for (i = 0; i < world->documents.count; i++)
		document_free(world->documents.entries[i].value);
	map_release(&world->documents);
	for (i = 0; i < world->named.count; i++) {
		struct files_named *files = world->named.entries[i].value;

		vec_release(&files->paths);
	}
	map_release(&world->named);
	map_release(&world->names);
	arena_release(&world->arena);
}
