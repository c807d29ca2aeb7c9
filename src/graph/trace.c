/*
 * trace.c - one path, looked up as a reference would look it up.
 */
#include "graph/trace.h"

#include "graph/graph_private.h"

static bool is_there(enum entry_kind kind)
{
	return kind != ENTRY_NOTHING;
}

int graph_trace(struct trace *out, struct graph *graph, const char *path, struct arena *arena,
	struct err *err)
{
	struct graph_world world;
	struct asker *asker;
	struct answer answer;
	int found;

	world_init(&world, &graph->rows, graph_snapshot(graph));
	asker = asker_new(&world.world);
	asker_start(asker, arena);
	asker_set_step(asker, STEP_RESOLVE);
	found = ask_path(asker, path, NULL, is_there, &answer, err);
	*out = (struct trace){ .asked = arena_text(arena, path) };
	if (found == 1) {
		out->kind = answer.kind;
		out->target = answer.path;
		out->via = answer.via;
		out->via_count = answer.via_count;
	}
	for (size_t i = 0; i < out->via_count; i++)
		out->confidence = weaker_confidence(out->confidence, out->via[i].confidence);
	asker_free(asker);
	world_release(&world);
	return found;
}

void trace_of_reference(struct trace *out, const struct reference *reference, struct arena *arena)
{
	struct via *vias = arena_get(arena, (reference->via_count + 1) * sizeof(*vias));

	*out = (struct trace){ .asked = arena_text(arena, reference->asked),
		.kind = ENTRY_FILE,
		.target = arena_text(arena, reference->target),
		.via = vias,
		.via_count = reference->via_count,
		.confidence = reference->confidence };
	for (size_t i = 0; i < reference->via_count; i++) {
		vias[i] = reference->via[i];
		vias[i].manifest = arena_text(arena, vias[i].manifest);
		vias[i].from = arena_text(arena, vias[i].from);
		vias[i].to = arena_text(arena, vias[i].to);
		vias[i].kind = arena_text(arena, vias[i].kind);
		vias[i].location = arena_text(arena, vias[i].location);
		vias[i].loses = arena_text(arena, vias[i].loses);
	}
}
