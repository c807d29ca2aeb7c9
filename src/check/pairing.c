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
		join->edited[i] = pass == BY_PLACE;
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

static void find_same_blobs(
	size_t *old_of, bool *taken, const struct manifest_change *changes, size_t count)
{
	struct chains chains;
	struct str key = STR_INIT;

	chains_init(&chains, count);
	for (size_t i = count; i-- > 0;) {
		if (!vanished(&changes[i]))
			continue;
		write_blob_key(&key, changes[i].formats_before, &changes[i].blob_before);
		chains_add(&chains, &key, i);
	}
	for (size_t i = 0; i < count; i++) {
		if (!seeks_old_self(&changes[i]))
			continue;
		write_blob_key(&key, changes[i].formats_after, &changes[i].blob_after);
		old_of[i] = chains_take(&chains, &key);
		if (old_of[i] != NONE)
			taken[old_of[i]] = true;
	}
	str_release(&key);
	chains_release(&chains);
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

/* Every pair of candidates is compared, so beyond this many comparisons of references new manifests
 * count as new: a mass move whose manifests all changed as well. */
#define COMPARISONS_MAX 2000000u

struct search {
	const struct manifest_change *changes;
	size_t count;
	size_t *old_of;
	bool *taken;
	size_t spent; /* references compared */
};

static bool is_candidate(const struct search *search, const struct manifest_change *old,
	const struct manifest_change *new)
{
	return vanished(old) && !search->taken[old - search->changes] &&
	       strcmp(old->formats_before, new->formats_after) == 0;
}

/* Ties go to a manifest of the same file name, then to the first by path. */
static size_t find_most_alike(struct search *search, const struct manifest_change *new)
{
	size_t best = NONE, best_score = 0;

	for (size_t i = 0; i < search->count && search->spent < COMPARISONS_MAX; i++) {
		const struct manifest_change *old = &search->changes[i];
		size_t shared, most, score;

		if (!is_candidate(search, old, new))
			continue;
		search->spent += old->before_count + new->after_count;
		shared = shared_references(old, new);
		most = old->before_count > new->after_count ? old->before_count : new->after_count;
		score = shared * 2 + (strcmp(path_name(old->path), path_name(new->path)) == 0);
		if (shared * 2 >= most && score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

void pair_manifests(size_t *old_of, const struct manifest_change *changes, size_t count)
{
	struct search search = { changes, count, old_of, memory_get_zeroed(count + 1, sizeof(bool)),
		0 };

	for (size_t i = 0; i < count; i++)
		old_of[i] = MANIFEST_NONE;
	find_same_blobs(old_of, search.taken, changes, count);
	for (size_t i = 0; i < count; i++) {
		if (was_there(&changes[i]) && is_there(&changes[i]))
			old_of[i] = i;
		else if (seeks_old_self(&changes[i]) && old_of[i] == MANIFEST_NONE) {
			old_of[i] = find_most_alike(&search, &changes[i]);
			if (old_of[i] != MANIFEST_NONE)
				search.taken[old_of[i]] = true;
		}
	}
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
