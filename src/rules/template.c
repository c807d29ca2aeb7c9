/*
 * template.c - reads templates.
 */
#include "rules/template.h"

#include <stdint.h>
#include <string.h>

#include "rules/lookup.h"

static const struct {
	const char *name;
	enum hole_kind kind;
} words[] = {
	{ "value", HOLE_VALUE },
	{ "key", HOLE_KEY },
	{ "manifest", HOLE_MANIFEST },
	{ "file", HOLE_FILE },
	{ "root", HOLE_ROOT },
	{ "app", HOLE_APP },
	{ "provider", HOLE_PROVIDER },
	{ "from", HOLE_FROM },
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

	return find_word(name, &kind) || *name == '\0' || strpbrk(name, "/:{}.^|#") != NULL ||
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

/* ---- look-ups ---- */

/* Where in a look-up its text stands; holes lie between the texts. */
struct lookup_state {
	bool is_any;       /* behind a '*' */
	bool in_member;    /* of a condition */
	bool in_condition; /* behind the '=' of one */
};

/* One character inside a condition, which ends with ']'. */
static void read_in_condition(struct str *out, struct lookup_state *state, char c)
{
	char text[] = { c, '\0' };

	if (c == ']') {
		*state = (struct lookup_state){ false, false, false };
	} else if (state->in_condition) {
		lookup_add_escaped(out, text);
	} else if (c == '=') {
		*state = (struct lookup_state){ .in_condition = true };
		str_add_char(out, c);
	} else {
		str_add_text(out, c == '/' ? "~1" : text);
	}
}

/* Reads a text of a look-up into what lookup_at understands. */
static int read_lookup_text(
	struct str *out, struct lookup_state *state, const char *text, size_t size, struct err *err)
{
	for (size_t i = 0; i < size; i++) {
		bool is_step = (i > 0 && text[i - 1] == '/') &&
			       (i + 1 == size || text[i + 1] == '/' || text[i + 1] == '[');

		if (state->in_member || state->in_condition) {
			read_in_condition(out, state, text[i]);
		} else if (text[i] == '*' && is_step) {
			str_add_text(out, "~*");
			state->is_any = true;
			continue;
		} else if (text[i] == '*') {
			return err_set(err, ERR_INPUT, "a '*' that is not a whole step");
		} else if (text[i] == '[' && state->is_any) {
			state->in_member = true;
		} else {
			str_add_char(out, text[i]);
		}
		state->is_any = false;
	}
	return 0;
}

/* ---- holes ---- */

/* A pointer that holds more than plain text is a look-up of its own. */
static int read_pointer(struct hole *hole, const char *pointer, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	struct template_place inside = *place;

	hole->text = pointer;
	if (!strpbrk(pointer, "{*"))
		return 0;
	inside.is_lookup = true;
	inside.forbidden |= HOLES_OPEN;
	return template_read(&hole->lookup, pointer, &inside, arena, err);
}

/* "." is the selected value, "./x" what stands in it, "../x" in its parent, and so on. */
static int read_below(struct hole *hole, const char *name, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	hole->kind = HOLE_BELOW;
	for (; strncmp(name, "../", 3) == 0; name += 3)
		hole->number++;
	return read_pointer(hole, hole->number ? name - 1 : name + 1, place, arena, err);
}

/* "base#/look-up", or "^#/look-up" of the parents. */
static int read_document(struct hole *hole, const char *name, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	struct template_place inside = *place;
	size_t size = strcspn(name, "#");
	const char *base = arena_bytes(arena, name, size);

	hole->kind = strcmp(base, "^") == 0 ? HOLE_PARENT : HOLE_DOCUMENT;
	if (hole->kind == HOLE_DOCUMENT && !find_base(place->bases, base, &hole->number))
		return err_set(
			err, ERR_INPUT, "'%s' in '{%s}' is no base defined before it", base, name);
	inside.is_lookup = true;
	inside.forbidden |= HOLES_OPEN;
	return template_read(&hole->lookup, name + size + 1, &inside, arena, err);
}

/* Names of spaces are small letters and dashes; see resolve/place.h. */
static bool is_space(const char *text)
{
	return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
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
		return read_pointer(hole, name, place, arena, err);
	}
	if (strcmp(name, ".") == 0 || strncmp(name, "./", 2) == 0 || strncmp(name, "../", 3) == 0)
		return read_below(hole, name, place, arena, err);
	if (name[0] == '^' && name[1] == '/') {
		hole->kind = HOLE_INHERITED;
		hole->text = name + 1;
		return 0;
	}
	if (name[strcspn(name, "#{")] == '#')
		return read_document(hole, name, place, arena, err);
	if (strncmp(name, "nearest:", 8) == 0) {
		hole->kind = HOLE_NEAREST;
		hole->text = name + 8;
		return is_space(hole->text)
			       ? 0
			       : err_set(err, ERR_INPUT, "'{%s}' names no space", name);
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

/* The size of what stands before `end` in a hole, inner holes left out; all if there is none. */
static size_t size_before(const char *text, char end)
{
	unsigned depth = 0;
	size_t size;

	for (size = 0; text[size] && (depth > 0 || text[size] != end); size++) {
		if (text[size] == '{')
			depth++;
		else if (text[size] == '}' && depth > 0)
			depth--;
	}
	return size;
}

/* "|stem|lower" behind the name of a hole. */
static int read_functions(
	struct hole *hole, const char *text, bool is_lookup, struct arena *arena, struct err *err)
{
	struct function *functions;
	size_t most = 0;

	for (const char *at = text; (at = strchr(at, '|')) != NULL; at++)
		most++;
	functions = arena_get(arena, most * sizeof(*functions));
	while (*text == '|') {
		struct function *function = &functions[hole->function_count++];
		size_t size = size_before(text + 1, '|');

		if (function_read(function, arena_bytes(arena, text + 1, size), arena, err) < 0)
			return -1;
		if (function_is_for_lookups(function) && !is_lookup)
			return err_set(
				err, ERR_INPUT, "'%.*s' outside a look-up", (int)size, text + 1);
		text += size + 1;
	}
	hole->functions = functions;
	return 0;
}

static unsigned uses_of(const struct hole *hole, const struct template_place *place)
{
	unsigned uses = HOLE_BIT(hole->kind);

	if (hole->kind == HOLE_BASE || hole->kind == HOLE_DOCUMENT)
		uses |= place->bases->items[hole->number].uses;
	if (hole->lookup)
		uses |= hole->lookup->uses;
	return uses;
}

static int check_hole(struct template *template, const struct hole *hole, const char *name,
	const struct template_place *place, struct err *err)
{
	unsigned uses = uses_of(hole, place);

	if (uses & place->forbidden)
		return err_set(err, ERR_INPUT, "'{%s}' cannot be used in %s", name, place->where);
	if (hole->function_count && uses & HOLES_OPEN)
		return err_set(
			err, ERR_INPUT, "'{%s}' has a function of what is found later", name);
	template->uses |= uses | (hole->function_count ? HOLE_BIT(HOLE_CHANGED) : 0);
	if (hole->kind == HOLE_CAPTURE && hole->number > template->captures)
		template->captures = hole->number;
	if (hole->lookup && hole->lookup->captures > template->captures)
		template->captures = hole->lookup->captures;
	return 0;
}

/* Reads "name|function" and checks it. */
static int add_hole(struct template *template, const char *text, const struct template_place *place,
	bool in_condition, struct arena *arena, struct err *err)
{
	struct hole *hole = &template->holes[template->count++];
	size_t size = size_before(text, '|');
	const char *name = arena_bytes(arena, text, size);

	if (read_hole(hole, name, place, arena, err) < 0)
		return -1;
	if (text[size] && read_functions(hole, text + size, place->is_lookup && !in_condition,
				  arena, err) < 0)
		return -1;
	return check_hole(template, hole, text, place, err);
}

static size_t count_pieces(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == '{' || *text == '}';
	return count;
}

static int add_text(struct template *template, const char *text, size_t size,
	struct lookup_state *state, const struct template_place *place, struct arena *arena,
	struct err *err)
{
	struct hole *hole = &template->holes[template->count++];
	struct str lookup = STR_INIT;
	int result = 0;

	if (place->is_lookup) {
		result = read_lookup_text(&lookup, state, text, size, err);
		hole->text = arena_bytes(arena, lookup.data, lookup.size);
	} else {
		hole->text = arena_bytes(arena, text, size);
	}
	str_release(&lookup);
	return result;
}

int template_read(struct template **out, const char *text, const struct template_place *place,
	struct arena *arena, struct err *err)
{
	struct template *template = arena_get_zeroed(arena, sizeof(*template));
	struct lookup_state state = { false, false, false };

	template->holes = arena_get_zeroed(arena, count_pieces(text) * sizeof(*template->holes));
	if (place->is_lookup && *text && *text != '/' && *text != '{')
		return err_set(err, ERR_INPUT, "a look-up that does not start with '/'");
	while (*text) {
		size_t size = strcspn(text, "{}");

		if (size > 0) {
			if (add_text(template, text, size, &state, place, arena, err) < 0)
				return -1;
			text += size;
			continue;
		}
		size = *text == '{' ? size_before(text + 1, '}') : 0;
		if (*text == '}' || text[1 + size] != '}')
			return err_set(err, ERR_INPUT, "a brace without its partner");
		if (add_hole(template, arena_bytes(arena, text + 1, size), place,
			    state.in_condition, arena, err) < 0)
			return -1;
		text += size + 2;
	}
	if (state.in_member || state.in_condition)
		return err_set(err, ERR_INPUT, "a '[' without its ']'");
	*out = template;
	return 0;
}

bool template_is_path(const struct template *template, const base_list *bases)
{
	const struct hole *hole = template->holes;

	if (template->count == 0)
		return false;
	if (hole->kind != HOLE_BASE)
		return HOLE_BIT(hole->kind) & (HOLE_BIT(HOLE_MANIFEST) | HOLE_BIT(HOLE_ROOT) |
						      HOLE_BIT(HOLE_UP) | HOLE_BIT(HOLE_NEAREST));
	return template_is_path(bases->items[hole->number].templates.items[0], bases);
}
