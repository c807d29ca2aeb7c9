/*
 * scene.h - what a cause and its mending are looked for in: both snapshots, and all that lies
 * between.
 */
#ifndef CHECK_SCENE_H
#define CHECK_SCENE_H

#include "check/pairing.h"
#include "check/renames.h"

struct scene {
	struct graph *graph; /* stands at the base */
	struct snapshot *base, *head;
	const struct ruleset *base_rules, *head_rules;
	const struct advance *advance; /* from base to head */
	const pair_list *pairs;        /* of all that the advance touched */
	struct renames *renames;
	struct arena *arena; /* of the check */
};

/* What the advance says of a manifest, or NULL: it is the same at base and head. */
const struct manifest_change *scene_manifest(const struct scene *scene, const char *path);

/* The references of a manifest at base, whether it changed or not. */
int scene_base_references(
	const struct scene *scene, const char *manifest, reference_list *out, struct err *err);

/* What became of a mapping on the way of a reference that was good at base. */
enum mapping_fate { MAPPING_STAYED, MAPPING_CHANGED, MAPPING_WENT };

/* *now is the mapping that took its place if it changed, else NULL. */
enum mapping_fate scene_mapping(
	const struct scene *scene, const struct via *via, const struct mapping **now);

/* What must be asked for to be led to `path` by the first `count` mappings of `via`, outermost
 * first; NULL if they do not lead there. With 0 that is `path` itself. */
const char *scene_outward(
	const struct scene *scene, const struct via *via, size_t count, const char *path);

#endif
