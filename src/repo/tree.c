/* tree.c - git's tree objects: hostile bytes in, a sorted list of distinct names out. */
#include "repo/tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"
#include "util/str.h"

/* One entry as it stands in the bytes. */
struct raw_entry {
	enum entry_kind kind;
	bool is_executable;
	const char *name;
	size_t name_size;
	const unsigned char *id;
};

/* The type bits are those of S_IFMT; git writes 40000 for a directory, old tools wrote 040000. */
static enum entry_kind kind_of_mode(unsigned mode)
{
	switch (mode & 0170000) {
	case 0040000:
		return ENTRY_DIRECTORY;
	case 0120000:
		return ENTRY_SYMLINK;
	case 0160000:
		return ENTRY_SUBMODULE;
	default:
		return ENTRY_FILE;
	}
}

/* Returns the place behind the mode and its blank, or NULL. */
static const char *read_mode(unsigned *out, const char *next, const char *end)
{
	unsigned mode = 0;
	const char *start = next;

	for (; next < end && *next >= '0' && *next <= '7'; next++)
		mode = (mode << 3 | (unsigned)(*next - '0')) & 0177777;
	if (next == start || next == end || *next != ' ')
		return NULL;
	*out = mode;
	return next + 1;
}

/* Reads one entry at *next and moves behind it. */
static int read_entry(struct raw_entry *out, const char **next, const char *end, struct err *err)
{
	unsigned mode = 0;
	const char *name = read_mode(&mode, *next, end), *name_end;

	if (!name)
		return err_set(
			err, ERR_REPOSITORY, "malformed tree: no mode where an entry begins");
	name_end = memchr(name, '\0', (size_t)(end - name));
	if (!name_end || (size_t)(end - name_end) < 1 + sizeof(struct oid))
		return err_set(err, ERR_REPOSITORY, "malformed tree: it ends inside an entry");
	if (name_end == name)
		return err_set(err, ERR_REPOSITORY, "malformed tree: an entry without a name");
	out->kind = kind_of_mode(mode);
	out->is_executable = out->kind == ENTRY_FILE && (mode & 0100);
	out->name = name;
	out->name_size = (size_t)(name_end - name);
	out->id = (const unsigned char *)name_end + 1;
	*next = name_end + 1 + sizeof(struct oid);
	return 0;
}

static bool can_be_in_a_path(const struct raw_entry *raw)
{
	if (raw->name[0] == '.' &&
		(raw->name_size == 1 || (raw->name_size == 2 && raw->name[1] == '.')))
		return false;
	return !memchr(raw->name, '/', raw->name_size);
}

int tree_order(const struct entry *a, const struct entry *b)
{
	const unsigned char *x = (const unsigned char *)a->name,
			    *y = (const unsigned char *)b->name;
	int x_last, y_last;

	while (*x && *x == *y)
		x++, y++;
	x_last = *x || a->kind != ENTRY_DIRECTORY ? *x : '/';
	y_last = *y || b->kind != ENTRY_DIRECTORY ? *y : '/';
	return x_last - y_last;
}

/* The order of the entry called `name` (no '/' and no NUL within its `size` bytes) against `entry`.
 */
static int order_of_name(
	const char *name, size_t size, bool is_directory, const struct entry *entry)
{
	size_t i = 0;
	unsigned char mine, its;

	while (i < size && name[i] == entry->name[i])
		i++;
	its = (unsigned char)entry->name[i];
	if (!its && entry->kind == ENTRY_DIRECTORY)
		its = '/';
	if (i < size)
		mine = (unsigned char)name[i];
	else
		mine = is_directory ? '/' : '\0';
	return mine - its;
}

/* The first place from `from` on whose entry does not sort before the name. */
static size_t lower_bound(
	const struct tree *tree, size_t from, const char *name, size_t size, bool is_directory)
{
	size_t to = tree->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (order_of_name(name, size, is_directory, &tree->entries[middle]) > 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool stands_at(
	const struct tree *tree, size_t at, const char *name, size_t size, bool is_directory)
{
	return at < tree->count && order_of_name(name, size, is_directory, &tree->entries[at]) == 0;
}

const struct entry *tree_find_directory(const struct tree *tree, const char *name, size_t size)
{
	size_t at = lower_bound(tree, 0, name, size, true);

	return stands_at(tree, at, name, size, true) ? &tree->entries[at] : NULL;
}

const struct entry *tree_find(const struct tree *tree, const char *name, size_t size)
{
	size_t at = lower_bound(tree, 0, name, size, false);

	if (stands_at(tree, at, name, size, false))
		return &tree->entries[at];
	/* All that sorts between "name" and "name/" begins with "name". */
	if (at == tree->count || strncmp(tree->entries[at].name, name, size) != 0)
		return NULL;
	at = lower_bound(tree, at, name, size, true);
	return stands_at(tree, at, name, size, true) ? &tree->entries[at] : NULL;
}

/* True if no name stands twice and all are in order: what git writes. */
static bool is_well_formed(const struct tree *tree)
{
	for (size_t i = 1; i < tree->count; i++) {
		const struct entry *entry = &tree->entries[i], *before = entry - 1;
		size_t size;

		if (tree_order(before, entry) >= 0)
			return false;
		if (entry->kind != ENTRY_DIRECTORY || before->name[0] != entry->name[0])
			continue;
		size = strlen(entry->name);
		/* A file and a directory of one name need not be neighbours: "a", "a.b", "a/". */
		if (strncmp(before->name, entry->name, size) == 0) {
			struct tree earlier = { tree->entries, i };

			if (stands_at(&earlier, lower_bound(&earlier, 0, entry->name, size, false),
				    entry->name, size, false))
				return false;
		}
	}
	return true;
}

/* By name alone; of equal names the one that stood first, as names lie in the arena in the order of
 * the bytes. */
static int compare_names(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = (uintptr_t)x->name < (uintptr_t)y->name ? -1 : 1;
	return order;
}

static int compare_entries(const void *a, const void *b)
{
	return tree_order(a, b);
}

static size_t mend(struct entry *entries, size_t count)
{
	size_t kept = 0;

	qsort(entries, count, sizeof *entries, compare_names);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || strcmp(entries[kept - 1].name, entries[i].name) != 0)
			entries[kept++] = entries[i];
	}
	qsort(entries, kept, sizeof *entries, compare_entries);
	return kept;
}

/* How many entries there are, and how many bytes their names take with a NUL each. */
static int measure(
	size_t *count, size_t *name_bytes, const char *bytes, size_t size, struct err *err)
{
	struct raw_entry raw;

	*count = *name_bytes = 0;
	for (const char *next = bytes, *end = bytes + size; next < end;) {
		if (read_entry(&raw, &next, end, err) < 0)
			return -1;
		*count += 1;
		*name_bytes += raw.name_size + 1;
	}
	return 0;
}

static size_t fill(struct entry *entries, char *names, const char *bytes, size_t size)
{
	struct raw_entry raw;
	size_t count = 0;

	for (const char *next = bytes, *end = bytes + size; next < end;) {
		struct entry *entry = &entries[count];

		if (read_entry(&raw, &next, end, NULL) < 0)
			break;
		if (!can_be_in_a_path(&raw))
			continue;
		entry->name = memcpy(names, raw.name, raw.name_size + 1);
		entry->kind = raw.kind;
		entry->is_executable = raw.is_executable;
		memcpy(entry->oid.bytes, raw.id, sizeof entry->oid.bytes);
		names += raw.name_size + 1;
		count++;
	}
	return count;
}

static const char *mode_of(const struct entry *entry)
{
	switch (entry->kind) {
	case ENTRY_DIRECTORY:
		return "40000";
	case ENTRY_SYMLINK:
		return "120000";
	case ENTRY_SUBMODULE:
		return "160000";
	default:
		return entry->is_executable ? "100755" : "100644";
	}
}

void tree_write(struct str *out, const struct entry *entries, size_t count)
{
	struct entry *sorted = memory_get((count + 1) * sizeof *sorted);

	if (count > 0) {
		memcpy(sorted, entries, count * sizeof *sorted);
		qsort(sorted, count, sizeof *sorted, compare_entries);
	}
	str_clear(out);
	for (size_t i = 0; i < count; i++) {
		str_add_text(out, mode_of(&sorted[i]));
		str_add_char(out, ' ');
		str_add(out, sorted[i].name, strlen(sorted[i].name) + 1);
		str_add(out, sorted[i].oid.bytes, sizeof sorted[i].oid.bytes);
	}
	free(sorted);
}

int tree_parse(
	struct tree *out, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	size_t count, name_bytes;
	struct entry *entries;

	if (measure(&count, &name_bytes, bytes, size, err) < 0)
		return -1;
	if (count == 0) {
		*out = (struct tree){ NULL, 0 };
		return 0;
	}
	/* One piece for both: their number is not known to be small, and each piece is rounded up.
	 */
	entries = arena_get(arena, count * sizeof *entries + name_bytes);
	*out = (struct tree){ entries, fill(entries, (char *)(entries + count), bytes, size) };
	if (!is_well_formed(out))
		out->count = mend(entries, out->count);
	return 0;
}
