/*
 * inspect.c - declare, bind and resolve for one file, with the questions asked once more for what
 * they are answered.
 */
#include "graph/inspect.h"

#include <string.h>

#include "graph/graph_private.h"
#include "resolve/imports.h"
#include "resolve/place.h"

struct inspector {
	struct inspection *out;
	struct graph_world world;
	struct asker *asker; /* of the manifest */
	struct asker
		*again; /* asks for the answers, so that the manifest's probes stay as they are */
	struct near_asker near;
	struct verdict_watch watch;
	struct inspected *references; /* of `out`, while they are judged */
};

static int near_is_file(struct near_asker *near, const char *path, struct err *err)
{
	struct inspector *inspector = (void *)((char *)near - offsetof(struct inspector, near));

	return ask_file(inspector->asker, path, err);
}

/* ---- answers ---- */

static bool is_there(enum entry_kind kind)
{
	return kind != ENTRY_NOTHING;
}

/* The pieces of a probe's detail, which are separated by line breaks. */
static void split_detail(struct texts *out, struct arena *arena, const char *detail)
{
	char *copy = arena_text(arena, detail);
	size_t most = 1;

	for (const char *at = detail; *at; at++)
		most += *at == '\n';
	out->items = arena_get(arena, most * sizeof(*out->items));
	out->count = 0;
	for (;;) {
		size_t size = strcspn(copy, "\n");
		bool is_last = copy[size] == '\0';

		copy[size] = '\0';
		out->items[out->count++] = copy;
		if (is_last)
			return;
		copy += size + 1;
	}
}

static void take_answer(struct inquiry *inquiry, const struct answer *answer)
{
	inquiry->kind = answer->kind;
	inquiry->found = answer->path;
}

static int answer_path(struct inspector *inspector, struct inquiry *inquiry, struct err *err)
{
	struct arena *arena = &inspector->out->arena;
	struct provider provider;
	struct answer answer;
	struct texts endings;
	int found = 0;

	if (place_space_size(inquiry->path) > 0)
		found = ask_name(inspector->again, inquiry->path, &provider, err);
	if (found == 1) {
		inquiry->kind = ENTRY_FILE;
		inquiry->found = arena_text(arena, provider.manifest);
	}
	if (found != 0)
		return found;
	split_detail(&endings, arena, inquiry->detail);
	found = ask_path(inspector->again, inquiry->path, &endings, is_there, &answer, err);
	if (found == 1)
		take_answer(inquiry, &answer);
	return found;
}

static int answer_match(struct inspector *inspector, struct inquiry *inquiry, struct err *err)
{
	struct answer answer;
	struct texts patterns;
	int found;

	split_detail(&patterns, &inspector->out->arena, inquiry->detail);
	found = ask_match(inspector->again, patterns.items[0], patterns.items + 1,
		patterns.count - 1, &answer, err);
	if (found == 1)
		take_answer(inquiry, &answer);
	return found;
}

static int answer_value(struct inspector *inspector, struct inquiry *inquiry, struct err *err)
{
	struct answer file;
	const struct node *node;
	bool readable;
	int found = ask_path(inspector->again, inquiry->path, NULL, is_there, &file, err);

	if (found != 1 || file.kind != ENTRY_FILE)
		return found < 0 ? -1 : 0;
	if (strcmp(inquiry->detail, ASKED_BYTES) == 0)
		return 1;
	found = ask_value(
		inspector->again, inquiry->path, &file.oid, inquiry->detail, &node, &readable, err);
	if (found == 1)
		inquiry->value = arena_text(&inspector->out->arena, node->text);
	return found;
}

static int answer(struct inspector *inspector, const struct probe *probe, struct inquiry *out,
	struct err *err)
{
	static int (*const answers[])(struct inspector *, struct inquiry *, struct err *) = {
		[QUESTION_PATH] = answer_path,
		[QUESTION_MATCH] = answer_match,
		[QUESTION_VALUE] = answer_value,
	};
	int found;

	*out = (struct inquiry){
		.question = probe->question, .path = probe->path, .detail = probe->detail
	};
	asker_start_reference(inspector->again);
	found = answers[probe->question](inspector, out, err);
	out->is_there = found == 1;
	return found < 0 ? -1 : 0;
}

/* What was asked since the asker was last started. */
static int take_inquiries(struct inspector *inspector, struct inquiries *out, struct err *err)
{
	size_t count;
	const struct probe *probes = asker_probes(inspector->asker, &count);
	struct inquiry *items = arena_get(&inspector->out->arena, (count + 1) * sizeof(*items));

	for (size_t i = 0; i < count; i++)
		if (answer(inspector, &probes[i], &items[i], err) < 0)
			return -1;
	*out = (struct inquiries){ items, count };
	return 0;
}

/* ---- the steps ---- */

static int declare(struct inspector *inspector, const struct ruleset *rules,
	const struct str *bytes, struct err *err)
{
	struct inspection *out = inspector->out;

	asker_start(inspector->asker, &out->arena);
	asker_set_step(inspector->asker, STEP_DECLARE);
	return facts_declare(&out->facts, rules, out->path, bytes->data, bytes->size,
		&inspector->near, &out->arena, err);
}

static int keep_verdict(struct verdict_watch *watch, size_t index,
	const struct reference *reference, struct err *err)
{
	struct inspector *inspector =
		(struct inspector *)(void *)((char *)watch - offsetof(struct inspector, watch));
	struct inspected *inspected = &inspector->references[index];

	inspected->reference = *reference;
	inspected->is_inherited = inspector->out->bound.references.items[index].span_at != NULL;
	if (take_inquiries(inspector, &inspected->asked, err) < 0)
		return -1;
	asker_start(inspector->asker, &inspector->out->arena);
	asker_set_step(inspector->asker, STEP_RESOLVE);
	return 0;
}

static int resolve(struct inspector *inspector, struct err *err)
{
	struct inspection *out = inspector->out;
	reference_list rows = VEC_INIT;
	int result;

	out->reference_count = out->bound.references.count;
	inspector->references = arena_get_zeroed(
		&out->arena, (out->reference_count + 1) * sizeof(*inspector->references));
	out->references = inspector->references;
	asker_start(inspector->asker, &out->arena);
	result = resolve_references(&rows, &out->facts, &out->bound, inspector->asker, &out->arena,
		&inspector->watch, err);
	vec_release(&rows);
	return result;
}

static int inspect(struct inspector *inspector, const struct ruleset *rules,
	const struct str *bytes, struct err *err)
{
	struct inspection *out = inspector->out;

	if (declare(inspector, rules, bytes, err) < 0 ||
		imports_follow(&out->facts, rules, &inspector->near, inspector->asker, &out->arena,
			err) < 0 ||
		bind_facts(&out->bound, &out->facts, NULL, inspector->asker, &out->arena, err) <
			0 ||
		take_inquiries(inspector, &out->around, err) < 0 || resolve(inspector, err) < 0)
		return -1;
	return recognitions_find(&out->recognitions, rules, out->path, bytes->data, bytes->size,
		&inspector->near, &out->arena, err);
}

/* 1, 0 there is no file, or it is too large, -1. */
static int read_file(struct snapshot *snapshot, const char *path, struct str *out, struct err *err)
{
	struct entry entry;
	int found = snapshot_entry(snapshot, path, &entry, err);

	if (found != 1 || entry.kind != ENTRY_FILE)
		return found < 0 ? -1 : 0;
	return snapshot_read(snapshot, &entry.oid, DOCUMENT_SIZE_MAX, out, err);
}

int graph_inspect(struct inspection *out, struct graph *graph, const struct ruleset *rules,
	const char *path, struct err *err)
{
	struct snapshot *snapshot = graph_snapshot(graph);
	struct inspector inspector = {
		.out = out, .near = { .is_file = near_is_file }, .watch = { keep_verdict }
	};
	struct str bytes = STR_INIT;
	int result;

	*out = (struct inspection){ .facts = { .formats = "", .open = "" } };
	out->path = arena_text(&out->arena, path);
	world_init(&inspector.world, &graph->rows, snapshot);
	inspector.asker = asker_new(&inspector.world.world);
	inspector.again = asker_new(&inspector.world.world);
	asker_start(inspector.again, &out->arena);
	asker_set_step(inspector.again, STEP_RESOLVE);
	result = read_file(snapshot, path, &bytes, err);
	if (result == 1 && inspect(&inspector, rules, &bytes, err) < 0)
		result = -1;
	if (result < 0)
		err_wrap(err, "cannot inspect '%s'", path);
	asker_free(inspector.asker);
	asker_free(inspector.again);
	world_release(&inspector.world);
	str_release(&bytes);
	return result;
}

void inspection_release(struct inspection *inspection)
{
	bound_release(&inspection->bound);
	arena_release(&inspection->arena);
}
