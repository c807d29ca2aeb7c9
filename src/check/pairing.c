/*
 * pairing.c - which reference of one snapshot is which of another.
 *
 * Every pass is the same join with another key. The items of one key stand in a chain, so that
 * equal ones are taken in order.
 */
#include "check/pairing.h"

#include "util/path.h"

#define NONE ((size_t)-1)

enum pass { BY_LOCATION, BY_SELECTOR, BY_PLACE };

/* Rules differ in what they make of one value, so format and kind are part of every key. */
static void write_key(struct str *key, const struct reference *reference, enum pass pass)
{
	const char *parts[] = { reference->format, reference->kind,
		pass == BY_SELECTOR ? reference->selector : reference->location,
		pass == BY_PLACE ? "" : reference->identity };

	str_clear(key);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		str_add(key, parts[i], strlen(parts[i]) + 1);
}

/* Items of equal key, each taken once, in order. */
struct chains {
	struct map first; /* key -> index + 1; 0 = all taken */
	size_t *next;     /* by item */
};

static void chains_init(struct chains *chains, size_t count)
{
	chains->first = (struct map)MAP_INIT;
	chains->next = memory_get_zeroed(count + 1, sizeof(*chains->next));
}

static void chains_release(struct chains *chains)
{
	map_release(&chains->first);
	free(chains->next);
}

/* Must be called from the last item to the first. */
static void chains_add(struct chains *chains, const struct str *key, size_t item)
{
	struct map_entry *entry = map_put(&chains->first, key->data, key->size);

	chains->next[item] = (size_t)(uintptr_t)entry->value;
	entry->value = (void *)(uintptr_t)(item + 1);
}

static size_t chains_take(struct chains *chains, const struct str *key)
{
	struct map_entry *entry = map_find(&chains->first, key->data, key->size);
	size_t item = entry ? (size_t)(uintptr_t)entry->value : 0;

	if (item == 0)
		return NONE;
	entry->value = (void *)(uintptr_t)chains->next[item - 1];
	return item - 1;
}

struct join {
	const struct reference *before, *after;
	size_t before_count, after_count;
	size_t *old_of; /* by after */
	bool *taken;    /* by before */
	bool *edited;   /* by after */
};

/* Is `line` one of the lines of `text`? */
static bool has_line(const char *text, const char *line)
{
	size_t size = strlen(line);

	for (const char *at = text;; at++) {
		size_t step = strcspn(at, "\n");

		if (step == size && strncmp(at, line, size) == 0)
			return true;
		at += step;
		if (*at == '\0')
			return false;
	}
}

bool pair_is_edited(const struct reference *before, const struct reference *after)
{
	return strcmp(before->identity, after->identity) != 0 &&
	       !has_line(after->identity, before->raw);
}

static void join_pass(struct join *join, enum pass pass)
{
	struct chains chains;
	struct str key = STR_INIT;

	chains_init(&chains, join->before_count);
	for (size_t i = join->before_count; i-- > 0;) {
		if (join->taken[i])
			continue;
		write_key(&key, &join->before[i], pass);
		chains_add(&chains, &key, i);
	}
	for (size_t i = 0; i < join->after_count; i++) {
		if (join->old_of[i] != NONE)
			continue;
		write_key(&key, &join->after[i], pass);
		join->old_of[i] = chains_take(&chains, &key);
		if (join->old_of[i] == NONE)
			continue;
		join->taken[join->old_of[i]] = true;
		join->edited[i] = pass == BY_PLACE &&
				  pair_is_edited(&join->before[join->old_of[i]], &join->after[i]);
	}
	str_release(&key);
	chains_release(&chains);
}

void pair_references(pair_list *out, const struct reference *before, size_t before_count,
	const struct reference *after, size_t after_count)
{
	struct join join = { before, after, before_count, after_count,
		memory_get_zeroed(after_count + 1, sizeof(size_t)),
		memory_get_zeroed(before_count + 1, sizeof(bool)),
		memory_get_zeroed(after_count + 1, sizeof(bool)) };

	for (size_t i = 0; i < after_count; i++)
		join.old_of[i] = NONE;
	for (enum pass pass = BY_LOCATION; before_count && after_count && pass <= BY_PLACE; pass++)
		join_pass(&join, pass);
	for (size_t i = 0; i < after_count; i++)
		vec_push(
			out, (struct pair){ join.old_of[i] == NONE ? NULL : &before[join.old_of[i]],
				     &after[i], NULL, NULL, join.edited[i] });
	for (size_t i = 0; i < before_count; i++)
		if (!join.taken[i])
			vec_push(out, (struct pair){ &before[i], NULL, NULL, NULL, false });
	free(join.old_of);
	free(join.taken);
	free(join.edited);
}

static bool was_there(const struct manifest_change *change)
{
	return change->formats_before[0] != '\0';
}

static bool is_there(const struct manifest_change *change)
{
	return change->formats_after[0] != '\0';
}

static bool has_dangling(const struct manifest_change *change)
{
	for (size_t i = 0; i < change->after_count; i++)
		if (change->after[i].verdict == VERDICT_DANGLING)
			return true;
	return false;
}

static bool seeks_old_self(const struct manifest_change *change)
{
	return !was_there(change) && has_dangling(change);
}

static void write_blob_key(struct str *key, const char *formats, const struct oid *blob)
{
	str_set(key, formats);
	str_add_char(key, '\0');
	str_add(key, blob->bytes, sizeof(blob->bytes));
}

/* Whether `change` vanished: it could be the old self of another. */
static bool vanished(const struct manifest_change *change)
{
	return was_there(change) && !is_there(change);
}

static bool came(const struct manifest_change *change)
{
	return !was_there(change) && is_there(change);
}

/* Candidates are compared with each other, so beyond this many comparisons new manifests count as
 * new: a mass move whose manifests all changed as well. */
#define COMPARISONS_MAX 2000000u

struct search {
	const struct manifest_change *changes;
	size_t count;
	size_t *old_of;
	bool *taken;
	struct map by_path; /* path -> index + 1 */
	size_t spent;       /* comparisons, of references or of paths */
};

/* How many of the last components of both paths are the same. */
static size_t shared_tail(const char *a, const char *b)
{
	size_t a_size = strlen(a), b_size = strlen(b), same = 0, tail = 0;

	while (same < a_size && same < b_size && a[a_size - 1 - same] == b[b_size - 1 - same])
		tail += a[a_size - 1 - same++] == '/';
	/* Where both begin with it, or a '/' stands in front, the last one is whole. */
	if ((same == a_size || a[a_size - 1 - same] == '/') &&
		(same == b_size || b[b_size - 1 - same] == '/') && same)
		tail++;
	return tail;
}

static bool is_same_directory(const char *a, const char *b)
{
	size_t size = (size_t)(path_name(a) - a);

	return size == (size_t)(path_name(b) - b) && memcmp(a, b, size) == 0;
}

/* It kept its name and that of its directory, or its directory. */
static bool is_near(const struct manifest_change *old, const struct manifest_change *new)
{
	return is_same_directory(old->path, new->path) || shared_tail(old->path, new->path) > 1;
}

/* How many references both have, by selector and identity. */
static size_t shared_references(
	const struct manifest_change *old, const struct manifest_change *new)
{
	pair_list pairs = VEC_INIT;
	size_t shared = 0;

	pair_references(&pairs, old->before, old->before_count, new->after, new->after_count);
	for (size_t i = 0; i < pairs.count; i++)
		shared +=
			pairs.items[i].before && pairs.items[i].after && !pairs.items[i].is_edited;
	vec_release(&pairs);
	return shared;
}

/* How much of both is the same, in references; 0 if less than half is. */
static size_t likeness(
	struct search *search, const struct manifest_change *old, const struct manifest_change *new)
{
	size_t most = old->before_count > new->after_count ? old->before_count : new->after_count;
	size_t shared;

	if (strcmp(old->formats_before, new->formats_after) != 0 ||
		search->spent >= COMPARISONS_MAX)
		return 0;
	search->spent += old->before_count + new->after_count;
	shared = shared_references(old, new);
	return shared * 2 >= most ? shared : 0;
}

/* What stood beside `old` went another way than to `new`: then it is another of many that look
 * alike, and `old` did not go there either. */
static bool is_contradicted(
	struct search *search, const struct manifest_change *old, const struct manifest_change *new)
{
	struct str path = STR_INIT;
	bool found = search->spent >= COMPARISONS_MAX;

	search->spent += search->count;
	for (size_t i = 0; i < search->count && !found; i++) {
		const struct manifest_change *sibling = &search->changes[i], *moved;
		size_t at;

		if (sibling == old || !vanished(sibling) ||
			!is_same_directory(sibling->path, old->path))
			continue;
		str_clear(&path);
		str_add(&path, new->path, (size_t)(path_name(new->path) - new->path));
		str_add_text(&path, path_name(sibling->path));
		at = (size_t)(uintptr_t)map_get(&search->by_path, path.data);
		moved = at ? &search->changes[at - 1] : NULL;
		found = !moved || !came(moved) ||
			(!oid_equal(&sibling->blob_before, &moved->blob_after) &&
				likeness(search, sibling, moved) == 0);
	}
	str_release(&path);
	return found;
}

static bool is_plausible(
	struct search *search, const struct manifest_change *old, const struct manifest_change *new)
{
	return is_near(old, new) || !is_contradicted(search, old, new);
}

static void take(struct search *search, size_t new, size_t old)
{
	search->old_of[new] = old;
	search->taken[old] = true;
}

/* Of the chain that begins at `item`, the one that is not taken and whose path is most like that of
 * `new`; of equal ones the first. */
static size_t find_nearest(struct search *search, const struct chains *chains, size_t item,
	const struct manifest_change *new, bool near_only)
{
	size_t best = NONE, best_tail = 0;

	for (; item > 0 && search->spent < COMPARISONS_MAX; item = chains->next[item - 1]) {
		const struct manifest_change *old = &search->changes[item - 1];
		size_t tail = 1 + shared_tail(old->path, new->path);

		search->spent++;
		if (search->taken[item - 1] || (near_only && !is_near(old, new)))
			continue;
		if (tail > best_tail) {
			best = item - 1;
			best_tail = tail;
		}
	}
	return best;
}

/* All that came take part, those too that seek nobody: what they are is not another's old self. */
static void join_blobs(struct search *search, struct chains *chains, bool near_only)
{
	struct str key = STR_INIT;

	for (size_t i = 0; i < search->count; i++) {
		const struct manifest_change *new = &search->changes[i];
		struct map_entry *entry;
		size_t old = NONE;

		if (!came(new) || search->old_of[i] != NONE)
			continue;
		write_blob_key(&key, new->formats_after, &new->blob_after);
		entry = map_find(&chains->first, key.data, key.size);
		if (entry)
			old = find_nearest(
				search, chains, (size_t)(uintptr_t)entry->value, new, near_only);
		if (old != NONE && is_plausible(search, &search->changes[old], new))
			take(search, i, old);
	}
	str_release(&key);
}

static void find_same_blobs(struct search *search)
{
	struct chains chains;
	struct str key = STR_INIT;

	chains_init(&chains, search->count);
	for (size_t i = search->count; i-- > 0;) {
		const struct manifest_change *old = &search->changes[i];

		if (!vanished(old))
			continue;
		write_blob_key(&key, old->formats_before, &old->blob_before);
		chains_add(&chains, &key, i);
	}
	join_blobs(search, &chains, true);
	join_blobs(search, &chains, false);
	str_release(&key);
	chains_release(&chains);
}

/* Does it name something that does not lie beside it? Many a manifest names nothing but
 * src/index.js, so that in common says little. */
static bool leads_out(const struct manifest_change *change)
{
	size_t size = (size_t)(path_name(change->path) - change->path);

	for (size_t i = 0; i < change->before_count; i++)
		if (change->before[i].asked &&
			strncmp(change->before[i].asked, change->path, size) != 0)
			return true;
	return false;
}

/* Ties go to the path that is most alike, then to the first by path. */
static size_t find_most_alike(struct search *search, const struct manifest_change *new)
{
	size_t best = NONE, best_shared = 0, best_tail = 0;

	for (size_t i = 0; i < search->count; i++) {
		const struct manifest_change *old = &search->changes[i];
		size_t shared, tail;

		if (!vanished(old) || search->taken[i])
			continue;
		shared = likeness(search, old, new);
		if (shared == 1 && !is_near(old, new) && !leads_out(old))
			continue;
		tail = shared_tail(old->path, new->path);
		if (shared == 0 || shared < best_shared ||
			(shared == best_shared && tail <= best_tail && best != NONE) ||
			!is_plausible(search, old, new))
			continue;
		best = i;
		best_shared = shared;
		best_tail = tail;
	}
	return best;
}

void pair_manifests(size_t *old_of, const struct manifest_change *changes, size_t count)
{
	struct search search = { changes, count, old_of, memory_get_zeroed(count + 1, sizeof(bool)),
		MAP_INIT, 0 };
	bool is_sought = false;

	for (size_t i = 0; i < count; i++) {
		bool stayed = was_there(&changes[i]) && is_there(&changes[i]);

		old_of[i] = stayed ? i : MANIFEST_NONE;
		is_sought |= seeks_old_self(&changes[i]);
	}
	for (size_t i = 0; i < count && is_sought; i++)
		map_set(&search.by_path, changes[i].path, (void *)(uintptr_t)(i + 1));
	if (is_sought)
		find_same_blobs(&search);
	for (size_t i = 0; i < count; i++) {
		size_t old = NONE;

		if (!came(&changes[i]))
			continue;
		if (!seeks_old_self(&changes[i]))
			old_of[i] = MANIFEST_NONE;
		else if (old_of[i] == MANIFEST_NONE)
			old = find_most_alike(&search, &changes[i]);
		if (old != NONE)
			take(&search, i, old);
	}
	map_release(&search.by_path);
	free(search.taken);
}

void pair_all(pair_list *out, const struct manifest_change *changes, size_t count)
{
	size_t *old_of = memory_get_zeroed(count + 1, sizeof(*old_of));

	pair_manifests(old_of, changes, count);
	for (size_t i = 0; i < count; i++) {
		const struct manifest_change *new = &changes[i];
		const struct manifest_change *old =
			old_of[i] == MANIFEST_NONE ? NULL : &changes[old_of[i]];
		size_t first = out->count;

		if (!is_there(new))
			continue;
		pair_references(out, old ? old->before : NULL, old ? old->before_count : 0,
			new->after, new->after_count);
		for (; first < out->count; first++) {
			out->items[first].manifest = new->path;
			out->items[first].old_manifest = old ? old->path : new->path;
		}
	}
	free(old_of);
}
