/*
 * told.h - what an advance tells of its way. The copies are made in the advance's arena: what they
 * are made of may go.
 */
#ifndef GRAPH_TOLD_H
#define GRAPH_TOLD_H

#include "graph/graph.h"

void told_path(struct advance *advance, const struct change *change);
void told_mapping(struct advance *advance, const struct mapping *mapping, bool came);
/* As many as the list holds. */
const struct reference *told_references(struct advance *advance, const reference_list *list);

#endif
