#include "graph/told.h"

#include <string.h>

void advance_init(struct advance *advance)
{
	memset(advance, 0, sizeof *advance);
}

void advance_release(struct advance *advance)
{
	vec_release(&advance->manifests);
	vec_release(&advance->mappings);
	vec_release(&advance->paths);
	arena_release(&advance->arena);
	arena_release(&advance->earlier);
	advance_init(advance);
}

void told_path(struct advance *advance, const struct change *change)
{
	bool is_directory = change->before == ENTRY_DIRECTORY || change->after == ENTRY_DIRECTORY;
	struct path_change *kept = vec_add(&advance->paths);

	/* A file replaced by a directory, or the other way round, is a changed path too. */
	if (!is_directory || (change->before != ENTRY_NOTHING && change->after != ENTRY_NOTHING))
		advance->changed_paths++;
	kept->path = arena_text(&advance->arena, change->path);
	kept->before = change->before;
	kept->after = change->after;
	kept->before_oid = change->before_oid;
	kept->after_oid = change->after_oid;
}

void told_mapping(struct advance *advance, const struct mapping *mapping, bool came)
{
	struct mapping_change *change = vec_add(&advance->mappings);
	struct arena *arena = &advance->arena;

	change->came = came;
	change->mapping = *mapping;
	change->mapping.manifest = arena_text(arena, mapping->manifest);
	change->mapping.format = arena_text(arena, mapping->format);
	change->mapping.kind = arena_text(arena, mapping->kind);
	change->mapping.location = arena_text(arena, mapping->location);
	change->mapping.from = arena_text(arena, mapping->from);
	change->mapping.to = arena_text(arena, mapping->to);
	change->mapping.filter = arena_text(arena, mapping->filter);
	change->mapping.except = arena_text(arena, mapping->except);
	change->mapping.origin = arena_text(arena, mapping->origin);
	change->mapping.loses = arena_text(arena, mapping->loses);
}

const struct reference *told_references(struct advance *advance, const reference_list *list)
{
	struct arena *arena = &advance->arena;
	struct reference *copy = arena_get(arena, (list->count + 1) * sizeof *copy);
	size_t i, k;

	for (i = 0; i < list->count; i++) {
		struct reference *to = &copy[i];
		struct via *via;

		*to = list->items[i];
		to->manifest = arena_text(arena, to->manifest);
		to->format = arena_text(arena, to->format);
		to->location = arena_text(arena, to->location);
		to->selector = arena_text(arena, to->selector);
		to->raw = arena_text(arena, to->raw);
		to->identity = arena_text(arena, to->identity);
		to->kind = arena_text(arena, to->kind);
		to->detail = arena_text(arena, to->detail);
		to->asked = arena_text(arena, to->asked);
		to->target = arena_text(arena, to->target);
		to->marker = arena_text(arena, to->marker);
		to->key = arena_text(arena, to->key);
		via = arena_get(arena, (to->via_count + 1) * sizeof *via);
		for (k = 0; k < to->via_count; k++) {
			via[k] = to->via[k];
			via[k].manifest = arena_text(arena, via[k].manifest);
			via[k].from = arena_text(arena, via[k].from);
			via[k].to = arena_text(arena, via[k].to);
			via[k].kind = arena_text(arena, via[k].kind);
			via[k].location = arena_text(arena, via[k].location);
			via[k].origin = arena_text(arena, via[k].origin);
		}
		to->via = via;
	}
	return copy;
}
