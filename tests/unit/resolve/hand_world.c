/* hand_world.c - a world made by hand, for tests of whatever asks. */
#include "hand_world.h"

#include <string.h>

#include "repo/changes.h"
#include "support/assert.h"
#include "support/trees.h"
#include "util/glob.h"
#include "util/path.h"

static struct hand_world *self(struct world *world, enum look look, const char *path)
{
	struct hand_world *hand = (struct hand_world *)world;

	vec_push(&hand->looks, (struct looked){ look, arena_text(&hand->arena, path) });
	return hand;
}

static int get_entry(struct world *world, const char *path, struct entry *out, struct err *err)
{
	return snapshot_entry(self(world, LOOK_ENTRY, path)->snapshot, path, out, err);
}

static int get_list(struct world *world, const char *path, struct tree *out, struct err *err)
{
	return snapshot_list(self(world, LOOK_LIST, path)->snapshot, path, out, err);
}

/* What a symlink says is part of its entry, which was looked at. */
static int get_bytes(
	struct world *world, const struct oid *oid, size_t most, struct str *out, struct err *err)
{
	return snapshot_read(((struct hand_world *)world)->snapshot, oid, most, out, err);
}

static int get_document(struct world *world, const char *path, const struct oid *oid,
	const struct document **out, struct err *err)
{
	struct hand_world *hand = self(world, LOOK_DOCUMENT, path);
	struct document *document = NULL;
	struct str bytes = STR_INIT;
	int found = snapshot_read(hand->snapshot, oid, DOCUMENT_SIZE_MAX, &bytes, err);

	if (found == 1 && document_parse(&document, SYNTAX_JSON, bytes.data, bytes.size, NULL) == 0)
		vec_push(&hand->documents, document);
	str_release(&bytes);
	*out = document;
	return found < 0 ? -1 : document != NULL;
}

static int get_mappings(struct hand_world *hand, const char *to, bool below,
	const struct mapping **out, size_t *count)
{
	vec_clear(&hand->answer);
	for (size_t i = 0; i < hand->mappings.count; i++) {
		const struct mapping *mapping = &hand->mappings.items[i];
		bool is_below = path_is_within(mapping->to, to) && strcmp(mapping->to, to) != 0;

		if (below ? is_below : strcmp(mapping->to, to) == 0)
			vec_push(&hand->answer, *mapping);
	}
	*count = hand->answer.count;
	*out = arena_get(&hand->arena, (*count + 1) * sizeof **out);
	if (*count)
		memcpy((struct mapping *)*out, hand->answer.items, *count * sizeof **out);
	return *count > 0;
}

static int get_mappings_at(struct world *world, const char *to, const struct mapping **out,
	size_t *count, struct err *err)
{
	(void)err;
	return get_mappings(self(world, LOOK_MAPPINGS_AT, to), to, false, out, count);
}

static int get_mappings_below(struct world *world, const char *to, const struct mapping **out,
	size_t *count, struct err *err)
{
	(void)err;
	return get_mappings(self(world, LOOK_MAPPINGS_BELOW, to), to, true, out, count);
}

static int get_name(struct world *world, const char *name, struct provider *out, struct err *err)
{
	struct hand_world *hand = self(world, LOOK_NAME, name);

	(void)err;
	for (size_t i = 0; i < hand->names.count; i++) {
		if (strcmp(hand->names.items[i].name, name) == 0) {
			*out = hand->names.items[i];
			return 1;
		}
	}
	return 0;
}

static int note_named(const struct change *change, void *payload)
{
	struct hand_world *hand = payload;

	if (change->after == ENTRY_FILE && strcmp(path_name(change->path), hand->name) == 0)
		vec_push(&hand->named, arena_text(&hand->arena, change->path));
	return 0;
}

static int get_files_named(struct world *world, const char *name, const char *const **out,
	size_t *count, struct err *err)
{
	struct hand_world *hand = self(world, LOOK_NAMED, name);

	hand->name = name;
	vec_clear(&hand->named);
	if (changes_walk(NULL, hand->snapshot, note_named, hand, err) < 0)
		return -1;
	*out = hand->named.items;
	*count = hand->named.count;
	return 1;
}

static const char *word(struct hand_world *world, const char **line, const char *until)
{
	size_t size = strcspn(*line, until);
	const char *text = arena_bytes(&world->arena, *line, size);

	*line += size;
	return text;
}

/* What follows the mark, a word a line, up to the next mark; or NULL. */
static const char *option(struct hand_world *world, const char **line, char mark)
{
	size_t size;
	char *text;

	if (**line != mark)
		return NULL;
	size = strcspn(*line + 1, "?^% ");
	text = arena_bytes(&world->arena, *line + 1, size);
	*line += 1 + size;
	for (char *at = text; mark != '?' && *at; at++)
		if (*at == ',')
			*at = '\n';
	return text;
}

static void add_mappings(struct hand_world *world, const char *line)
{
	while (line && *line) {
		struct mapping mapping = {
			.format = "hand", .kind = "copy", .line = 1, .column = 1, .location = ""
		};

		mapping.manifest = arena_printf(&world->arena, "m%zu", world->mappings.count);
		mapping.from = word(world, &line, ">");
		line++;
		mapping.to = word(world, &line, "?^% ");
		mapping.filter = option(world, &line, '?');
		mapping.except = option(world, &line, '^');
		mapping.loses = option(world, &line, '%');
		line += *line == ' ';
		vec_push(&world->mappings, mapping);
	}
}

static void add_names(struct hand_world *world, const char *line)
{
	while (line && *line) {
		struct provider provider = { .line = 1 };

		provider.name = word(world, &line, "=");
		line++;
		provider.directory = word(world, &line, " ");
		provider.manifest = arena_printf(&world->arena, "%s/pack", provider.directory);
		line += *line == ' ';
		vec_push(&world->names, provider);
	}
}

void hand_world_init(
	struct hand_world *world, const char *tree, const char *mappings, const char *names)
{
	memset(world, 0, sizeof *world);
	world->world = (struct world){ get_entry, get_list, get_bytes, get_document,
		get_mappings_at, get_mappings_below, get_files_named, get_name };
	world->snapshot = trees_snapshot(&world->source, tree);
	add_mappings(world, mappings);
	add_names(world, names);
}

void hand_world_release(struct hand_world *world)
{
	for (size_t i = 0; i < world->documents.count; i++)
		document_free(world->documents.items[i]);
	vec_release(&world->named);
	vec_release(&world->documents);
	vec_release(&world->mappings);
	vec_release(&world->names);
	vec_release(&world->answer);
	vec_release(&world->looks);
	snapshot_free(world->snapshot);
	memory_source_free(world->source);
	arena_release(&world->arena);
}

/* ---- what covers what ---- */

/* Is `looked` one of the paths that a path question is about, or above one? A look at a directory
 * above finds out that there is no symlink on the way. */
static bool covers_path(const struct probe *probe, const char *looked)
{
	struct str path = STR_INIT;
	const char *ending = probe->detail;
	bool covers = false;

	while (ending && !covers) {
		str_set(&path, probe->path);
		ending += path.size == 0 && *ending == '/';
		str_add(&path, ending, strcspn(ending, "\n"));
		covers = path_is_within(path.data, looked);
		ending = strchr(ending, '\n');
		ending += ending != NULL;
	}
	str_release(&path);
	return covers;
}

static bool covers_list(const struct probe *probe, const char *looked)
{
	char *pattern = strndup(probe->detail, strcspn(probe->detail, "\n"));
	bool covers = strcmp(probe->path, looked) == 0 || glob_may_fit_below(pattern, looked);

	free(pattern);
	return covers;
}

/* What a mapping may change must not be marked as answered by the tree. */
static bool covers(const struct probe *probe, const struct looked *looked)
{
	switch (looked->look) {
	case LOOK_ENTRY:
		return probe->question == QUESTION_MATCH ? path_is_within(probe->path, looked->path)
							 : probe->question == QUESTION_PATH &&
								   covers_path(probe, looked->path);
	case LOOK_LIST:
		return probe->question == QUESTION_MATCH && covers_list(probe, looked->path);
	case LOOK_DOCUMENT:
		return probe->question == QUESTION_VALUE && strcmp(probe->path, looked->path) == 0;
	case LOOK_MAPPINGS_AT:
	case LOOK_NAME:
		return probe->question == QUESTION_MATCH
			       ? !probe->by_tree && path_is_within(probe->path, looked->path)
			       : probe->question == QUESTION_PATH && !probe->by_tree &&
					 covers_path(probe, looked->path);
	case LOOK_NAMED:
		return probe->question == QUESTION_MATCH && *probe->path == '\0' &&
		       strcmp(path_name(probe->detail), looked->path) == 0;
	case LOOK_MAPPINGS_BELOW:
		return probe->question == QUESTION_MATCH && !probe->by_tree &&
		       strcmp(probe->path, looked->path) == 0;
	}
	return false;
}

void hand_world_uncovered(
	struct str *out, const struct hand_world *world, const struct asker *asker)
{
	static const char *const words[] = { "entry", "list", "document", "mappings at",
		"mappings below", "name" };
	size_t count, i, k;
	const struct probe *probes = asker_probes(asker, &count);

	str_clear(out);
	for (i = 0; i < world->looks.count; i++) {
		for (k = 0; k < count && !covers(&probes[k], &world->looks.items[i]); k++)
			;
		if (k == count)
			str_addf(out, "%s '%s'\n", words[world->looks.items[i].look],
				world->looks.items[i].path);
	}
}

void hand_world_questions(struct str *out, const struct asker *asker)
{
	static const char *const words[] = { "path", "match", "value" };
	static const char between[] = { '+', '-', '#' };
	size_t count;
	const struct probe *probes = asker_probes(asker, &count);

	str_clear(out);
	for (size_t i = 0; i < count; i++) {
		const struct probe *probe = &probes[i];

		str_addf(out, "%s%s %s", i ? ", " : "", words[probe->question], probe->path);
		if (probe->question == QUESTION_MATCH)
			str_add_char(out, ' ');
		else if (*probe->detail)
			str_add_char(out, between[probe->question]);
		for (const char *c = probe->detail; *c; c++) {
			if (*c == '\n' && probe->question == QUESTION_MATCH)
				str_add_char(out, ' ');
			str_add_char(out, *c == '\n' ? between[probe->question] : *c);
		}
		if (probe->by_tree)
			str_add_char(out, '!');
	}
}
