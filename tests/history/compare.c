#include "compare.h"

#include <string.h>

#include "state.h"
#include "support/assert.h"
#include "util/map.h"

#define LINES_SHOWN 12

typedef VEC(const char *) line_list;

/* ---- dumps ---- */

struct dump {
	struct arena arena;
	line_list lines;
};

static int keep_line(const char *line, void *payload)
{
	struct dump *dump = payload;

	vec_push(&dump->lines, arena_text(&dump->arena, line));
	return 0;
}

static void dump_init(struct dump *dump, struct graph *graph)
{
	struct err err;

	*dump = (struct dump){ ARENA_INIT, VEC_INIT };
	assert_ok(graph_dump(graph, keep_line, dump, &err));
}

static void dump_release(struct dump *dump)
{
	vec_release(&dump->lines);
	arena_release(&dump->arena);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Appends the bytes that SQLite wrote in hexadecimal. Where they end. */
static const char *add_hex(struct str *out, const char *hex)
{
	for (; digit(hex[0]) >= 0 && digit(hex[1]) >= 0; hex += 2)
		str_add_char(out, (char)(digit(hex[0]) * 16 + digit(hex[1])));
	return hex;
}

/* Paths stand in a dump as X'6162': as text they are easier to read. */
static void show_line(struct str *out, const char *sign, const char *line)
{
	struct str bytes = STR_INIT;

	str_addf(out, "%s ", sign);
	while (*line) {
		if (strncmp(line, "X'", 2) != 0) {
			str_add_char(out, *line++);
			continue;
		}
		str_clear(&bytes);
		line = add_hex(&bytes, line + 2);
		show_bytes(out, bytes.data);
		line += *line == '\'';
	}
	str_add_char(out, '\n');
	str_release(&bytes);
}

void compare_graphs(struct str *out, struct graph *expected, struct graph *actual)
{
	struct dump a, b;
	size_t i = 0, k = 0, shown = 0;

	dump_init(&a, expected);
	dump_init(&b, actual);
	while ((i < a.lines.count || k < b.lines.count) && shown < LINES_SHOWN) {
		int order = i == a.lines.count   ? 1
			    : k == b.lines.count ? -1
						 : strcmp(a.lines.items[i], b.lines.items[k]);

		if (order < 0)
			show_line(out, "  missing: ", a.lines.items[i]);
		else if (order > 0)
			show_line(out, "  too much:", b.lines.items[k]);
		shown += order != 0;
		i += order <= 0;
		k += order >= 0;
	}
	dump_release(&a);
	dump_release(&b);
}

/* ---- what an advance told ---- */

/* A manifest on one side. */
struct side {
	bool is_there;
	const char *row; /* its line of the dump */
	reference_list references;
};

struct compared {
	struct str *out;
	struct arena arena;
	struct graph *before, *after;
};

static void show(struct compared *compared, const char *what, const char *path)
{
	str_addf(compared->out, "  %s ", what);
	show_bytes(compared->out, path);
	str_add_char(compared->out, '\n');
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* `exact`: the line on which a mapping stands counts too, though it is no news to those who use it,
 * and not known any more of what was before. */
static bool same_via(const struct via *a, const struct via *b, bool exact)
{
	return same_text(a->manifest, b->manifest) && same_text(a->from, b->from) &&
	       same_text(a->to, b->to) && same_text(a->kind, b->kind) &&
	       same_text(a->location, b->location) && a->position == b->position &&
	       (!exact || (a->line == b->line && a->column == b->column));
}

static bool same_reference(const struct reference *a, const struct reference *b, bool exact)
{
	for (size_t i = 0; i < a->via_count && i < b->via_count; i++) {
		if (!same_via(&a->via[i], &b->via[i], exact))
			return false;
	}
	return a->via_count == b->via_count && same_text(a->manifest, b->manifest) &&
	       same_text(a->format, b->format) && same_text(a->location, b->location) &&
	       same_text(a->selector, b->selector) && a->line == b->line &&
	       a->column == b->column && a->start == b->start && a->size == b->size &&
	       same_text(a->raw, b->raw) && same_text(a->identity, b->identity) &&
	       same_text(a->kind, b->kind) && a->missing == b->missing &&
	       same_text(a->detail, b->detail) && a->always == b->always && a->built == b->built &&
	       a->is_glob == b->is_glob && a->verdict == b->verdict && a->skip == b->skip &&
	       same_text(a->asked, b->asked) && a->target_type == b->target_type &&
	       same_text(a->target, b->target) && same_text(a->marker, b->marker) &&
	       same_text(a->key, b->key);
}

static bool same_references(const struct reference *a, size_t a_count, const struct reference *b,
	size_t b_count, bool exact)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++) {
		if (!same_reference(&a[i], &b[i], exact))
			return false;
	}
	return true;
}

static bool same_side(const struct side *a, const struct side *b)
{
	return a->is_there == b->is_there && (!a->is_there || same_text(a->row, b->row)) &&
	       same_references(a->references.items, a->references.count, b->references.items,
		       b->references.count, false);
}

/* The manifests of a graph, by the path in their line: "manifest X'PATH' X'BLOB' 'OPEN' 'FORMATS'".
 * Those that only might become one are left out. */
static void find_manifests(struct map *out, struct arena *arena, struct graph *graph)
{
	struct dump dump;

	dump_init(&dump, graph);
	for (size_t i = 0; i < dump.lines.count; i++) {
		const char *line = dump.lines.items[i];
		const char *path = line + strlen("manifest X'");
		size_t size = strlen(line);

		if (strncmp(line, "manifest ", 9) != 0 || strcmp(line + size - 3, " ''") == 0)
			continue;
		map_put(out, path, strcspn(path, "'"))->value = arena_text(arena, line);
	}
	dump_release(&dump);
}

static const char *path_of_hex(struct arena *arena, const char *hex)
{
	struct str path = STR_INIT;
	const char *result;

	add_hex(&path, hex);
	result = arena_text(arena, path.data);
	str_release(&path);
	return result;
}

static void read_side(struct compared *compared, struct side *out, struct graph *graph,
	const struct map *manifests, const char *hex, const char *path)
{
	struct err err;

	*out = (struct side){ .row = map_get(manifests, hex) };
	out->is_there = out->row != NULL;
	if (out->is_there)
		assert_ok(graph_references(graph, path, &compared->arena, &out->references, &err));
}

static const struct manifest_change *told_of(const struct advance *told, const char *path)
{
	for (size_t i = 0; i < told->manifests.count; i++) {
		if (strcmp(told->manifests.items[i].path, path) == 0)
			return &told->manifests.items[i];
	}
	return NULL;
}

static void compare_change(struct compared *compared, const struct manifest_change *change,
	const struct side *before, const struct side *after)
{
	if (!*change->formats_before != !before->is_there)
		show(compared, "formats before of", change->path);
	if (!*change->formats_after != !after->is_there)
		show(compared, "formats after of", change->path);
	if (!same_references(change->before, change->before_count, before->references.items,
		    before->references.count, false))
		show(compared, "references before of", change->path);
	if (!same_references(change->after, change->after_count, after->references.items,
		    after->references.count, true))
		show(compared, "references after of", change->path);
}

static void compare_manifest(struct compared *compared, const struct advance *told,
	const struct map *before, const struct map *after, const char *hex)
{
	const char *path = path_of_hex(&compared->arena, hex);
	const struct manifest_change *change = told_of(told, path);
	struct side old, new;

	read_side(compared, &old, compared->before, before, hex, path);
	read_side(compared, &new, compared->after, after, hex, path);
	if (change)
		compare_change(compared, change, &old, &new);
	if (change && same_side(&old, &new))
		show(compared, "told, but nothing changed in", path);
	if (!change && !same_side(&old, &new))
		show(compared, "not told of", path);
	vec_release(&old.references);
	vec_release(&new.references);
}

/* Every manifest of both sides, and none but these, in order of path. */
static void compare_manifests(struct compared *compared, const struct advance *told,
	const struct map *before, const struct map *after)
{
	for (size_t i = 0; i < before->count; i++)
		compare_manifest(compared, told, before, after, before->entries[i].key);
	for (size_t i = 0; i < after->count; i++) {
		if (!map_get(before, after->entries[i].key))
			compare_manifest(compared, told, before, after, after->entries[i].key);
	}
	for (size_t i = 0; i < told->manifests.count; i++) {
		const struct manifest_change *change = &told->manifests.items[i];

		if (!*change->formats_before && !*change->formats_after)
			show(compared, "told of what is no manifest:", change->path);
		if (i > 0 && strcmp(change[-1].path, change->path) >= 0)
			show(compared, "told twice or out of order", change->path);
	}
}

static void add_mapping(struct map *out, const struct mapping *mapping)
{
	struct str key = STR_INIT;

	show_bytes(&key, mapping->manifest);
	str_addf(&key, " %u %s %s ", mapping->position, mapping->format, mapping->kind);
	show_bytes(&key, mapping->from);
	str_add_text(&key, " -> ");
	show_bytes(&key, mapping->to);
	str_add_char(&key, ' ');
	show_bytes(&key, mapping->filter ? mapping->filter : "");
	str_add_char(&key, ' ');
	show_bytes(&key, mapping->except ? mapping->except : "");
	str_add_char(&key, ' ');
	show_bytes(&key, mapping->loses ? mapping->loses : "");
	map_set(out, key.data, out);
	str_release(&key);
}

static void find_mappings(struct compared *compared, struct map *out, struct graph *graph,
	const struct map *manifests)
{
	struct err err;

	for (size_t i = 0; i < manifests->count; i++) {
		mapping_list list = VEC_INIT;

		assert_ok(graph_mappings(graph,
			path_of_hex(&compared->arena, manifests->entries[i].key), &compared->arena,
			&list, &err));
		for (size_t k = 0; k < list.count; k++)
			add_mapping(out, &list.items[k]);
		vec_release(&list);
	}
}

static void expect_told(struct compared *compared, const char *what, const struct map *told,
	const struct map *a, const struct map *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *key = a->entries[i].key;

		if (!map_get(b, key) && !map_get(told, key))
			str_addf(compared->out, "  not told: mapping %s: %s\n", what, key);
	}
	for (size_t i = 0; i < told->count; i++) {
		const char *key = told->entries[i].key;

		if (!map_get(a, key) || map_get(b, key))
			str_addf(compared->out, "  told wrongly: mapping %s: %s\n", what, key);
	}
}

static void compare_mappings(struct compared *compared, const struct advance *told,
	const struct map *manifests_before, const struct map *manifests_after)
{
	struct map before = MAP_INIT, after = MAP_INIT, came = MAP_INIT, went = MAP_INIT;

	find_mappings(compared, &before, compared->before, manifests_before);
	find_mappings(compared, &after, compared->after, manifests_after);
	for (size_t i = 0; i < told->mappings.count; i++) {
		const struct mapping_change *change = &told->mappings.items[i];

		add_mapping(change->came ? &came : &went, &change->mapping);
	}
	expect_told(compared, "came", &came, &after, &before);
	expect_told(compared, "went", &went, &before, &after);
	map_release(&before);
	map_release(&after);
	map_release(&came);
	map_release(&went);
}

void compare_told(
	struct str *out, const struct advance *told, struct graph *before, struct graph *after)
{
	struct compared compared = { out, ARENA_INIT, before, after };
	struct map manifests_before = MAP_INIT, manifests_after = MAP_INIT;

	find_manifests(&manifests_before, &compared.arena, before);
	find_manifests(&manifests_after, &compared.arena, after);
	compare_manifests(&compared, told, &manifests_before, &manifests_after);
	compare_mappings(&compared, told, &manifests_before, &manifests_after);
	map_release(&manifests_before);
	map_release(&manifests_after);
	arena_release(&compared.arena);
}
