#include "graph/same.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool same_name(const struct provider *a, const struct provider *b)
{
	return same_text(a->name, b->name) && same_text(a->directory, b->directory) &&
	       same_text(a->version, b->version) && same_text(a->label, b->label) &&
	       a->is_weak == b->is_weak;
}

bool same_name_row(const struct provider *a, const struct provider *b)
{
	return a->line == b->line && same_text(a->location, b->location) && same_name(a, b);
}

bool same_mapping(const struct mapping *a, const struct mapping *b)
{
	return a->position == b->position && same_text(a->from, b->from) &&
	       same_text(a->to, b->to) && same_text(a->filter, b->filter) &&
	       same_text(a->except, b->except) && same_text(a->loses, b->loses) &&
	       same_text(a->kind, b->kind) && same_text(a->format, b->format) &&
	       a->confidence == b->confidence;
}

bool same_mapping_row(const struct mapping *a, const struct mapping *b)
{
	return a->line == b->line && a->column == b->column && a->start == b->start &&
	       a->size == b->size && a->origin_line == b->origin_line &&
	       same_text(a->origin, b->origin) && same_text(a->location, b->location) &&
	       same_mapping(a, b);
}

static bool same_via(const struct reference *a, const struct reference *b)
{
	size_t i;

	if (a->via_count != b->via_count)
		return false;
	for (i = 0; i < a->via_count; i++) {
		const struct via *x = &a->via[i], *y = &b->via[i];

		if (!same_text(x->manifest, y->manifest) || !same_text(x->from, y->from) ||
			!same_text(x->to, y->to) || !same_text(x->kind, y->kind) ||
			!same_text(x->loses, y->loses) || x->position != y->position ||
			x->confidence != y->confidence)
			return false;
	}
	return true;
}

bool same_reference(const struct reference *a, const struct reference *b)
{
	return a->line == b->line && a->column == b->column && a->start == b->start &&
	       a->size == b->size && a->verdict == b->verdict && a->skip == b->skip &&
	       a->is_glob == b->is_glob && a->target_type == b->target_type &&
	       a->missing == b->missing && a->always == b->always && a->built == b->built &&
	       a->confidence == b->confidence && same_text(a->format, b->format) &&
	       same_text(a->kind, b->kind) && same_text(a->detail, b->detail) &&
	       same_text(a->location, b->location) && same_text(a->selector, b->selector) &&
	       same_text(a->raw, b->raw) && same_text(a->identity, b->identity) &&
	       same_text(a->asked, b->asked) && same_text(a->target, b->target) &&
	       same_text(a->marker, b->marker) && same_text(a->key, b->key) && same_via(a, b);
}

bool same_references(const reference_list *a, const reference_list *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++) {
		if (!same_reference(&a->items[i], &b->items[i]))
			return false;
	}
	return true;
}
