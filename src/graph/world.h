/*
 * world.h - what the asker's answers are drawn from: a snapshot, and the names and mappings of the
 * store.
 *
 * What was looked up once is remembered until world_forget. During a bulk load everything known was
 * put in here, so a miss is final.
 */
#ifndef GRAPH_WORLD_H
#define GRAPH_WORLD_H

#include "graph/rows.h"
#include "resolve/asker.h"

struct graph_world {
	struct world world; /* first: the asker is given its address */
	struct rows *rows;
	struct snapshot *snapshot;
	struct arena arena;    /* what is remembered */
	struct map names;      /* name -> struct provider *, or the address of `nobody` */
	struct map mappings;   /* to -> struct mapping_bucket * */
	struct map below;      /* prefix -> struct mapping_bucket * */
	struct map documents;  /* blob id and syntax -> struct document * */
	struct map named;      /* last name -> struct files_named *, of files of the snapshot */
	size_t document_bytes; /* sources of the documents held */
};

void world_init(struct graph_world *world, struct rows *rows, struct snapshot *snapshot);
void world_release(struct graph_world *world);

/* During a bulk load: what a manifest provides. Called in order of manifest paths. */
void world_add_name(struct graph_world *world, const struct provider *name);
void world_add_mapping(struct graph_world *world, const struct mapping *mapping);

/* Says that somebody may ask for the files of that name: those that are asked for together are
 * sought together. */
void world_expect_name(struct graph_world *world, const char *name);

/* The document of a blob read as the file `path`; 0 if there is none. It lives as long as the
 * world. */
int world_document(struct graph_world *world, struct snapshot *snapshot, const char *path,
	const struct oid *oid, const struct document **out, struct err *err);

#endif
