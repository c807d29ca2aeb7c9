/*
 * template.c - reads templates.
 */
#include "rules/template.h"

#include <stdint.h>
#include <string.h>

static const struct {
	const char *name;
	enum hole_kind kind;
} words[] = {
	{ "value", HOLE_VALUE },
	{ "key", HOLE_KEY },
	{ "manifest", HOLE_MANIFEST },
	{ "root", HOLE_ROOT },
	{ "app", HOLE_APP },
	{ "provider", HOLE_PROVIDER },
};

static bool find_word(const char *name, enum hole_kind *kind)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(words[i].name, name) == 0) {
			*kind = words[i].kind;
			return true;
		}
	}
	return false;
}

/* The N of "{N}", or 0. */
static unsigned number_of(const char *name)
{
	if (name[0] < '1' || name[0] > '9' || strspn(name, "0123456789") != strlen(name))
		return 0;
	return strlen(name) > 2 ? 0
				: (unsigned)(name[0] - '0') * (name[1] ? 10 : 1) +
					  (name[1] ? (unsigned)(name[1] - '0') : 0);
}

bool template_is_reserved(const char *name)
{
	enum hole_kind kind;

	return find_word(name, &kind) || *name == '\0' || strpbrk(name, "/:{}.^") != NULL ||
	       strspn(name, "0123456789") == strlen(name);
}

/* "a,b" as a list. */
static struct texts split_names(struct arena *arena, const char *names)
{
	struct texts out = { NULL, 1 };
	size_t count = 0;

	for (const char *at = names; (at = strchr(at, ',')) != NULL; at++)
		out.count++;
	out.items = arena_get(arena, out.count * sizeof(*out.items));
	for (;;) {
		size_t size = strcspn(names, ",");

		out.items[count++] = arena_bytes(arena, names, size);
		if (!names[size])
			return out;
		names += size + 1;
	}
}

static bool are_file_names(const struct texts *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (*names->items[i] == '\0' || strchr(names->items[i], '/'))
			return false;
	return true;
}

static bool find_base(const base_list *bases, const char *name, unsigned *number)
{
	for (size_t i = bases->count; i-- > 0;) {
		if (strcmp(bases->items[i].name, name) == 0) {
			*number = (unsigned)i;
			return true;
		}
	}
	return false;
}

/* Finds out what "{name}" is. */
static int read_hole(struct hole *hole, const char *name, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	hole->text = name;
	if (find_word(name, &hole->kind))
		return 0;
	hole->number = number_of(name);
	if (hole->number) {
		hole->kind = HOLE_CAPTURE;
		return 0;
	}
	if (name[0] == '/') {
		hole->kind = HOLE_POINTER;
		return 0;
	}
	if ((name[0] == '.' || name[0] == '^') && name[1] == '/') {
		hole->kind = name[0] == '.' ? HOLE_BELOW : HOLE_INHERITED;
		hole->text = name + 1;
		return 0;
	}
	if (strncmp(name, "up:", 3) == 0) {
		hole->kind = HOLE_UP;
		hole->names = split_names(arena, name + 3);
		if (are_file_names(&hole->names))
			return 0;
		return err_set(err, ERR_INPUT, "'{%s}' does not name files", name);
	}
	hole->kind = HOLE_BASE;
	if (find_base(place->bases, name, &hole->number))
		return 0;
	return err_set(err, ERR_INPUT, "'{%s}' is no hole, and no base defined before it", name);
}

static int check_hole(struct template *template, const struct hole *hole,
	const struct template_place *place, struct err *err)
{
	unsigned uses = HOLE_BIT(hole->kind);

	if (hole->kind == HOLE_BASE)
		uses |= place->bases->items[hole->number].uses;
	if (uses & place->forbidden)
		return err_set(err, ERR_INPUT, "'{%s}' cannot be used in %s",
			hole->kind == HOLE_UP ? "up:" : hole->text, place->where);
	template->uses |= uses;
	if (hole->kind == HOLE_CAPTURE && hole->number > template->captures)
		template->captures = hole->number;
	return 0;
}

static size_t count_pieces(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == '{' || *text == '}';
	return count;
}

/* A pointer starts behind '.' or '^' in its hole; what a message names is the whole hole. */
int template_read(struct template **out, const char *text, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	struct template *template = arena_get_zeroed(arena, sizeof(*template));

	template->holes = arena_get_zeroed(arena, count_pieces(text) * sizeof(*template->holes));
	while (*text) {
		struct hole *hole = &template->holes[template->count++];
		size_t size = strcspn(text, "{}");

		if (size > 0) {
			hole->text = arena_bytes(arena, text, size);
			text += size;
			continue;
		}
		size = strcspn(text + 1, "{}");
		if (*text == '}' || text[1 + size] != '}')
			return err_set(err, ERR_INPUT, "a brace without its partner");
		if (read_hole(hole, arena_bytes(arena, text + 1, size), place, arena, err) < 0 ||
			check_hole(template, hole, place, err) < 0)
			return -1;
		text += size + 2;
	}
	*out = template;
	return 0;
}

bool template_is_path(const struct template *template, const base_list *bases)
{
	const struct hole *hole = template->holes;

	if (template->count == 0)
		return false;
	if (hole->kind != HOLE_BASE)
		return HOLE_BIT(hole->kind) &
		       (HOLE_BIT(HOLE_MANIFEST) | HOLE_BIT(HOLE_ROOT) | HOLE_BIT(HOLE_UP));
	return template_is_path(bases->items[hole->number].templates.items[0], bases);
}
