#include "resolve/parents.h"

#include <string.h>

#include "resolve/place.h"
#include "util/path.h"

#define POINTERS_MAX 16

struct ancestor {
	const char *path; /* the file; NULL if the reference to it leads nowhere we can see */
	struct oid oid;
	enum skip
		skip; /* why path is NULL; NONE: an outside package, taken to have no such value */
	const struct span *at; /* where the manifest itself names the first of the line */
	unsigned depth;
};

struct parents {
	const struct facts *facts;
	struct asker *asker;
	struct arena *arena;
	VEC(struct ancestor) line; /* in order of precedence */
	bool known;
};

struct parents *parents_new(const struct facts *facts, struct asker *asker, struct arena *arena)
{
	struct parents *parents = memory_get_zeroed(1, sizeof *parents);

	parents->facts = facts;
	parents->asker = asker;
	parents->arena = arena;
	return parents;
}

void parents_free(struct parents *parents)
{
	if (!parents)
		return;
	vec_release(&parents->line);
	free(parents);
}

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

static bool is_known(const struct parents *parents, const char *path)
{
	size_t i;

	if (strcmp(path, parents->facts->path) == 0)
		return true;
	for (i = 0; i < parents->line.count; i++) {
		if (parents->line.items[i].path && strcmp(parents->line.items[i].path, path) == 0)
			return true;
	}
	return false;
}

/* Only text may stand in a parent's place: it is found before anything is inherited. */
static bool place_text(const struct place *place, struct str *out)
{
	size_t i;

	str_clear(out);
	for (i = 0; i < place->count; i++) {
		if (place->pieces[i].kind != PIECE_TEXT)
			return false;
		str_add_text(out, place->pieces[i].text);
	}
	return true;
}

/* Is a path in a space of names one that nobody here provides? */
static int is_outside_package(struct parents *parents, const char *path, struct err *err)
{
	struct provider provider;
	char *name;
	int found;

	if (!place_is_named(path))
		return 0;
	name = arena_bytes(parents->arena, path, place_name_size(path));
	found = ask_name(parents->asker, name, &provider, err);
	return found < 0 ? -1 : !found;
}

static int look_for_parent(struct parents *parents, const struct reference_rule *rule,
	const char *path, struct ancestor *out, struct err *err)
{
	struct answer answer;
	int found = ask_path(parents->asker, path, &rule->endings, is_file, &answer, err);
	const char *package = found == 0 ? place_behind_node_modules(path) : NULL;

	if (package && *package) {
		path = arena_printf(parents->arena, "npm:%s", package);
		found = ask_path(parents->asker, path, &rule->endings, is_file, &answer, err);
	}
	if (found == 1 && answer.kind != ENTRY_FILE) {
		out->skip = SKIP_OUTSIDE; /* what a submodule holds is not known */
		return 0;
	}
	if (found == 1 && place_space_size(answer.path) == 0) {
		out->path = answer.path;
		out->oid = answer.oid;
		return 1;
	}
	if (found == 1) {
		/* What it says would be seen from a directory that reads like a space. */
		out->skip = SKIP_AMBIGUOUS;
		return 0;
	}
	if (found == 0)
		found = is_outside_package(parents, path, err);
	if (found < 0)
		return -1;
	out->skip = found ? SKIP_NONE : SKIP_FOLLOWS;
	return 0;
}

static int find_parent(struct parents *parents, const struct reference_rule *rule,
	const struct written *written, struct ancestor *out, struct err *err)
{
	struct str text = STR_INIT, path = STR_INIT;
	size_t i;
	int found = 0;

	out->skip = written->skip;
	for (i = 0; i < written->path_count && found == 0; i++) {
		if (!place_text(&written->paths[i], &text) ||
			place_is_like_space(text.data, parents->facts->path) ||
			place_normalise(&path, text.data) != PLACE_FINE) {
			out->skip = SKIP_AMBIGUOUS;
			continue;
		}
		found = look_for_parent(
			parents, rule, arena_text(parents->arena, path.data), out, err);
	}
	str_release(&text);
	str_release(&path);
	return found;
}

static int add_parents_of(struct parents *parents, const struct declared_reference *references,
	size_t count, const struct span *at, unsigned depth, struct err *err);

/* The parents of a parent: what the same rules select in its document. */
static int add_grandparents(struct parents *parents, const struct ancestor *parent, struct err *err)
{
	const struct facts *facts = parents->facts;
	size_t i;

	for (i = 0; i < facts->references.count; i++) {
		const struct reference_rule *rule = facts->references.items[i].rule;
		const char *pointers[POINTERS_MAX];
		struct declared_reference *references;
		const struct node *root;
		size_t count, k;
		int found;

		for (k = 0; k < i && facts->references.items[k].rule != rule; k++)
			;
		if (rule->parent == PARENT_NONE || k < i)
			continue;
		count = rule_pointers(rule, pointers, POINTERS_MAX);
		found = ask_document(
			parents->asker, parent->path, &parent->oid, pointers, count, &root, err);
		if (found < 0)
			return -1;
		if (found == 0 || facts_select(&references, &count, rule, parent->path, root,
					  parents->arena, err) < 0)
			return found == 0 ? 0 : -1;
		if (add_parents_of(parents, references, count, parent->at, parent->depth + 1, err) <
			0)
			return -1;
	}
	return 0;
}

static int add_parent(struct parents *parents, const struct declared_reference *reference,
	const struct span *at, unsigned depth, struct err *err)
{
	struct ancestor parent = { .at = at ? at : &reference->values[0].span, .depth = depth };

	if (find_parent(parents, reference->rule, &reference->values[0], &parent, err) < 0)
		return -1;
	if (parent.path && is_known(parents, parent.path))
		return 0;
	if (depth >= PARENTS_MAX) {
		parent.path = NULL;
		parent.skip = SKIP_BOUND;
	}
	vec_push(&parents->line, parent);
	return parent.path ? add_grandparents(parents, &parent, err) : 0;
}

/* A parent comes before its own parents; of several the rule says which wins. */
static int add_parents_of(struct parents *parents, const struct declared_reference *references,
	size_t count, const struct span *at, unsigned depth, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		bool last_wins = references[count - 1 - i].rule->parent == PARENT_LAST;
		const struct declared_reference *reference =
			&references[last_wins ? count - 1 - i : i];

		if (reference->rule->parent != PARENT_NONE && reference->count > 0 &&
			add_parent(parents, reference, at, depth, err) < 0)
			return -1;
	}
	return 0;
}

static int find_all(struct parents *parents, struct err *err)
{
	if (parents->known)
		return 0;
	parents->known = true;
	return add_parents_of(parents, parents->facts->references.items,
		parents->facts->references.count, NULL, 1, err);
}

/* `only_texts`: a value of another kind does not count. */
static int find_value(struct parents *parents, const char *lookup, bool only_texts,
	const struct node **value, const char **path, enum skip *skip, struct err *err)
{
	size_t i;

	if (find_all(parents, err) < 0)
		return -1;
	for (i = 0; i < parents->line.count; i++) {
		const struct ancestor *parent = &parents->line.items[i];
		bool readable;
		int found;

		*skip = parent->skip;
		if (parent->skip)
			return 0;
		if (!parent->path)
			continue;
		found = ask_value(
			parents->asker, parent->path, &parent->oid, lookup, value, &readable, err);
		if (found < 0)
			return -1;
		if (!readable) {
			*skip = SKIP_UNREADABLE;
			return 0;
		}
		if (found == 0 || (only_texts && (*value)->kind != NODE_STRING))
			continue;
		*path = parent->path;
		return 1;
	}
	return 0;
}

int parents_inherit_value(struct parents *parents, const char *lookup, const struct node **value,
	const char **path, enum skip *skip, struct err *err)
{
	return find_value(parents, lookup, false, value, path, skip, err);
}

int parents_inherit_path(struct parents *parents, const char *pointer, const char **path,
	enum skip *skip, struct err *err)
{
	const struct node *value;
	const char *parent;
	struct str joined = STR_INIT;
	int found = find_value(parents, pointer, true, &value, &parent, skip, err);

	if (found != 1)
		return found;
	str_add(&joined, parent, path_parent_size(parent));
	str_addf(&joined, "/%s", value->text);
	*path = arena_text(parents->arena, joined.data);
	str_release(&joined);
	return 1;
}

int parents_inherit_references(struct parents *parents, const struct reference_rule *rule,
	struct declared_reference **out, size_t *count, const struct span **at, struct err *err)
{
	const char *pointers[POINTERS_MAX];
	size_t pointer_count = rule_pointers(rule, pointers, POINTERS_MAX), i;

	if (find_all(parents, err) < 0)
		return -1;
	for (i = 0; i < parents->line.count; i++) {
		const struct ancestor *parent = &parents->line.items[i];
		const struct node *root;
		int found;

		if (!parent->path)
			continue;
		found = ask_document(parents->asker, parent->path, &parent->oid, pointers,
			pointer_count, &root, err);
		if (found < 0)
			return -1;
		if (found == 0)
			return 0;
		if (facts_select(out, count, rule, parent->path, root, parents->arena, err) < 0)
			return -1;
		*at = parent->at;
		if (*count > 0)
			return 1;
	}
	return 0;
}
