/*
 * renames.c - where went what went?
 *
 * Four ways, the sure ones first. Directories are renames of their tree ids like files of their
 * blob ids, so a whole moved directory is one look-up. Each answer is kept: a mass move asks for
 * the same paths again and again.
 */
#include "check/renames.h"

#include "util/path.h"
#include "util/similarity.h"

/* Bounds of the costly ways; what lies beyond counts as deleted. */
#define VOTES_MAX      256u         /* vanished siblings asked where they went */
#define CANDIDATES_MAX 128u         /* texts compared with one that went */
#define TEXT_SIZE_MAX  (512u << 10) /* bytes of a text compared */
#define TEXTS_SIZE_MAX (64u << 20)  /* bytes of all texts read */
#define ALIKE_PERCENT  50u
#define SURE_PERCENT   80u

/* The id of no bytes at all: so many files are empty that it says nothing. */
static const struct oid empty_blob = { { 0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43, 0x4b, 0x8b,
	0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91 } };

struct renames {
	const struct path_change *changes;
	size_t count;
	struct snapshot *base, *head;
	struct arena *arena;
	struct map by_path;      /* path -> struct path_change */
	struct map came_by_id;   /* kind and id -> index + 1 of the first that came */
	struct map came_by_case; /* path in lower case -> struct path_change that came */
	size_t *next_same_id;    /* index + 1 of the next that came with the same id */
	VEC(const struct path_change *) went; /* files and links that went, by path */
	struct map answers;                   /* path -> struct known */
	struct map homes;                     /* directory -> where most of it went, "" = nowhere */
	size_t texts_size;                    /* bytes read so far */
};

struct known {
	bool is_found;
	struct rename rename;
};

static bool came(const struct path_change *change)
{
	return change->after != ENTRY_NOTHING && change->before != change->after;
}

static bool went(const struct path_change *change)
{
	return change->before != ENTRY_NOTHING && change->before != change->after;
}

static void write_id_key(struct str *key, enum entry_kind kind, const struct oid *oid)
{
	str_clear(key);
	str_add_char(key, (char)kind);
	str_add(key, oid->bytes, sizeof(oid->bytes));
}

static void write_lower(struct str *out, const char *path)
{
	str_clear(out);
	for (; *path; path++)
		str_add_char(out, *path >= 'A' && *path <= 'Z' ? (char)(*path - 'A' + 'a') : *path);
}

static int compare_paths(const void *a, const void *b)
{
	const struct path_change *const *left = a, *const *right = b;

	return strcmp((*left)->path, (*right)->path);
}

/* From the last to the first, so that the chains of equal ids stand in the order of the walk. */
static void index_came(struct renames *renames)
{
	struct str key = STR_INIT;

	for (size_t i = renames->count; i-- > 0;) {
		const struct path_change *change = &renames->changes[i];
		struct map_entry *entry;

		if (!came(change))
			continue;
		write_id_key(&key, change->after, &change->after_oid);
		entry = map_put(&renames->came_by_id, key.data, key.size);
		renames->next_same_id[i] = (size_t)(uintptr_t)entry->value;
		entry->value = (void *)(uintptr_t)(i + 1);
		write_lower(&key, change->path);
		map_set(&renames->came_by_case, key.data, (void *)(uintptr_t)change);
	}
	str_release(&key);
}

struct renames *renames_new(const struct path_change *changes, size_t count, struct snapshot *base,
	struct snapshot *head, struct arena *arena)
{
	struct renames *renames = memory_get_zeroed(1, sizeof(*renames));

	renames->changes = changes;
	renames->count = count;
	renames->base = base;
	renames->head = head;
	renames->arena = arena;
	renames->next_same_id = memory_get_zeroed(count + 1, sizeof(*renames->next_same_id));
	index_came(renames);
	for (size_t i = 0; i < count; i++) {
		map_set(&renames->by_path, changes[i].path, (void *)(uintptr_t)&changes[i]);
		if (went(&changes[i]) && changes[i].before != ENTRY_DIRECTORY)
			vec_push(&renames->went, &changes[i]);
	}
	if (renames->went.count)
		qsort(renames->went.items, renames->went.count, sizeof(*renames->went.items),
			compare_paths);
	return renames;
}

void renames_free(struct renames *renames)
{
	if (!renames)
		return;
	map_release(&renames->by_path);
	map_release(&renames->came_by_id);
	map_release(&renames->came_by_case);
	map_release(&renames->answers);
	map_release(&renames->homes);
	vec_release(&renames->went);
	free(renames->next_same_id);
	free(renames);
}

const struct path_change *renames_change(const struct renames *renames, const char *path)
{
	return map_get(&renames->by_path, path);
}

const char *renames_vanished_above(const struct renames *renames, const char *path)
{
	const char *found = NULL;

	for (size_t size = strlen(path); size > 0;) {
		struct map_entry *entry = map_find(&renames->by_path, path, size);
		const struct path_change *change = entry ? entry->value : NULL;

		if (change && change->before == ENTRY_DIRECTORY && change->after == ENTRY_NOTHING)
			found = change->path;
		while (size > 0 && path[size - 1] != '/')
			size--;
		size -= size > 0;
	}
	return found;
}

static bool is_same_parent(const char *a, const char *b)
{
	size_t size = path_parent_size(a);

	return size == path_parent_size(b) && strncmp(a, b, size) == 0;
}

/* The same name counts most, then the same parent. */
static unsigned nearness(const char *from, const char *to)
{
	return (strcmp(path_name(from), path_name(to)) == 0 ? 2u : 0u) +
	       (is_same_parent(from, to) ? 1u : 0u);
}

static int find_same_id(struct renames *renames, const struct path_change *gone, struct rename *out)
{
	struct str key = STR_INIT;
	unsigned best = 0;
	struct map_entry *entry;
	bool says_little = oid_equal(&gone->before_oid, &empty_blob);

	*out = (struct rename){ NULL, true };
	write_id_key(&key, gone->before, &gone->before_oid);
	entry = map_find(&renames->came_by_id, key.data, key.size);
	for (size_t i = entry ? (size_t)(uintptr_t)entry->value : 0; i;
		i = renames->next_same_id[i - 1]) {
		const char *to = renames->changes[i - 1].path;
		unsigned near = nearness(gone->path, to);

		if (says_little && near < 2)
			continue;
		if (out->to && near == best)
			out->is_certain = false;
		if (!out->to || near > best)
			*out = (struct rename){ to, true };
		best = near > best ? near : best;
	}
	str_release(&key);
	return out->to != NULL;
}

/* ---- by the siblings: most of what was in a directory moved to one place ---- */

struct vote {
	const char *home;
	size_t count;
};

/* `to` without the end it shares with `below`, the path under the directory asked about. */
static const char *home_of(struct renames *renames, const char *to, const char *below)
{
	size_t to_size = strlen(to), below_size = strlen(below), home_size;

	if (to_size < below_size || strcmp(to + to_size - below_size, below) != 0)
		return NULL;
	home_size = to_size - below_size;
	if (home_size == 0)
		return "";
	return to[home_size - 1] == '/' ? arena_bytes(renames->arena, to, home_size - 1) : NULL;
}

static size_t first_below(const struct renames *renames, const char *prefix)
{
	size_t low = 0, high = renames->went.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(renames->went.items[middle]->path, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first of those with the most votes, or NULL. */
static const char *leader(const struct map *votes, size_t *count)
{
	const char *leading = NULL;

	*count = 0;
	for (size_t i = 0; i < votes->count; i++) {
		size_t own = (size_t)(uintptr_t)votes->entries[i].value;

		if (own <= *count)
			continue;
		leading = votes->entries[i].key;
		*count = own;
	}
	return leading;
}

/* How many of those that were also changed came to `home`. */
static size_t count_changed(
	struct renames *renames, const char *home, const char *const *below, size_t count)
{
	struct str to = STR_INIT;
	size_t came = 0;

	for (size_t i = 0; i < count; i++) {
		const struct path_change *change;

		str_clear(&to);
		str_addf(&to, "%s%s%s", home, *home ? "/" : "", below[i]);
		change = renames_change(renames, to.data);
		came += change && change->before == ENTRY_NOTHING;
	}
	str_release(&to);
	return came;
}

static const char *count_votes(struct renames *renames, const char *directory)
{
	struct str prefix = STR_INIT;
	struct map votes = MAP_INIT;
	const char *changed[VOTES_MAX];
	size_t voters = 0, changed_count = 0, count, at;
	const char *home;

	str_set(&prefix, directory);
	str_add_char(&prefix, '/');
	for (at = first_below(renames, prefix.data); at < renames->went.count && voters < VOTES_MAX;
		at++, voters++) {
		const struct path_change *gone = renames->went.items[at];
		struct rename rename;

		if (strncmp(gone->path, prefix.data, prefix.size) != 0)
			break;
		if (!find_same_id(renames, gone, &rename)) {
			changed[changed_count++] = gone->path + prefix.size;
			continue;
		}
		home = home_of(renames, rename.to, gone->path + prefix.size);
		if (home)
			map_put(&votes, home, strlen(home))->value =
				(void *)((uintptr_t)map_get(&votes, home) + 1);
	}
	home = leader(&votes, &count);
	if (home)
		count += count_changed(renames, home, changed, changed_count);
	home = count * 2 > voters ? arena_text(renames->arena, home) : NULL;
	map_release(&votes);
	str_release(&prefix);
	return home;
}

/* NULL: nowhere in particular. */
static const char *home_of_directory(struct renames *renames, const char *directory)
{
	struct map_entry *entry = map_find(&renames->homes, directory, strlen(directory));
	const char *home;

	if (entry)
		return entry->value;
	home = count_votes(renames, directory);
	map_set(&renames->homes, directory, (void *)(uintptr_t)home);
	return home;
}

static bool is_alike(enum entry_kind a, enum entry_kind b)
{
	return (a == ENTRY_DIRECTORY) == (b == ENTRY_DIRECTORY);
}

/* Asks the directory itself (for a directory), then those above it. */
static int find_by_siblings(struct renames *renames, const char *path, enum entry_kind kind,
	struct rename *out, struct err *err)
{
	struct str directory = STR_INIT, to = STR_INIT;
	int result = 0;

	str_set(&directory, path);
	if (kind != ENTRY_DIRECTORY)
		str_cut(&directory, path_parent_size(path));
	for (; result == 0 && directory.size;
		str_cut(&directory, path_parent_size(directory.data))) {
		const char *home = home_of_directory(renames, directory.data);
		struct entry entry;

		if (!home || path_join(&to, home, path + directory.size) < 0)
			continue;
		result = snapshot_entry(renames->head, to.data, &entry, err);
		if (result > 0 && !is_alike(entry.kind, kind))
			result = 0;
	}
	if (result > 0)
		*out = (struct rename){ arena_text(renames->arena, to.data), true };
	str_release(&directory);
	str_release(&to);
	return result;
}

static int find_by_case(
	const struct renames *renames, const char *path, enum entry_kind kind, struct rename *out)
{
	struct str key = STR_INIT;
	const struct path_change *change;

	write_lower(&key, path);
	change = map_get(&renames->came_by_case, key.data);
	str_release(&key);
	if (!change || strcmp(change->path, path) == 0 || !is_alike(change->after, kind))
		return 0;
	*out = (struct rename){ change->path, true };
	return 1;
}

/* ---- by their text ---- */

static bool has_same_ending(const char *a, const char *b)
{
	const char *left = strrchr(path_name(a), '.'), *right = strrchr(path_name(b), '.');

	return left && right ? strcmp(left, right) == 0 : left == right;
}

static bool is_text_candidate(const struct path_change *change, const char *path)
{
	return change->before == ENTRY_NOTHING && change->after == ENTRY_FILE &&
	       (strcmp(path_name(change->path), path_name(path)) == 0 ||
		       has_same_ending(change->path, path));
}

/* 1 read, 0 a bound was reached or the object is missing: then it is like nothing. */
static int read_text(struct renames *renames, struct snapshot *snapshot, const struct oid *oid,
	struct str *out, struct err *err)
{
	int result;

	if (renames->texts_size >= TEXTS_SIZE_MAX)
		return 0;
	result = snapshot_read(snapshot, oid, TEXT_SIZE_MAX, out, err);
	if (result < 0)
		return err->kind == ERR_MISSING ? 0 : -1;
	renames->texts_size += out->size;
	return result;
}

struct likeness {
	unsigned best, second; /* percent */
	const char *to;
};

static int compare_candidates(struct renames *renames, const struct path_change *gone,
	const struct str *text, struct likeness *out, struct err *err)
{
	struct str other = STR_INIT;
	size_t compared = 0;
	int result = 0;

	for (size_t i = 0; i < renames->count && compared < CANDIDATES_MAX; i++) {
		const struct path_change *change = &renames->changes[i];
		unsigned percent;

		if (!is_text_candidate(change, gone->path))
			continue;
		compared++;
		result = read_text(renames, renames->head, &change->after_oid, &other, err);
		if (result < 0)
			break;
		percent = result ? similarity_percent(text, &other) : 0;
		if (percent > out->best) {
			*out = (struct likeness){ percent, out->best, change->path };
		} else if (percent > out->second) {
			out->second = percent;
		}
	}
	str_release(&other);
	return result < 0 ? -1 : 0;
}

static int find_by_text(struct renames *renames, const struct path_change *gone, struct rename *out,
	struct err *err)
{
	struct likeness likeness = { 0, 0, NULL };
	struct str text = STR_INIT;
	int result = read_text(renames, renames->base, &gone->before_oid, &text, err);

	if (result > 0 && compare_candidates(renames, gone, &text, &likeness, err) < 0)
		result = -1;
	str_release(&text);
	if (result <= 0 || likeness.best < ALIKE_PERCENT)
		return result < 0 ? -1 : 0;
	*out = (struct rename){ likeness.to,
		likeness.best >= SURE_PERCENT && likeness.second < ALIKE_PERCENT };
	return 1;
}

/* ---- all ways ---- */

static int search(struct renames *renames, const char *path, struct rename *out, struct err *err)
{
	const struct path_change *gone = renames_change(renames, path);
	struct entry entry;
	int result;

	if (gone && went(gone) && find_same_id(renames, gone, out))
		return 1;
	result = snapshot_entry(renames->base, path, &entry, err);
	if (result <= 0)
		return result;
	result = find_by_siblings(renames, path, entry.kind, out, err);
	if (result == 0)
		result = find_by_case(renames, path, entry.kind, out);
	if (result == 0 && gone && gone->before == ENTRY_FILE)
		result = find_by_text(renames, gone, out, err);
	return result;
}

int renames_find(struct renames *renames, const char *path, struct rename *out, struct err *err)
{
	struct known *known = map_get(&renames->answers, path);
	int result;

	if (!known) {
		known = arena_get_zeroed(renames->arena, sizeof(*known));
		result = search(renames, path, &known->rename, err);
		if (result < 0)
			return -1;
		known->is_found = result > 0;
		map_set(&renames->answers, path, known);
	}
	*out = known->rename;
	return known->is_found;
}
