/*
 * same.h - do two rows say the same?
 */
#ifndef GRAPH_SAME_H
#define GRAPH_SAME_H

#include "graph/graph.h"

/* Do both lead to the same place, to the same purpose? Their lines do not matter to who asked. */
bool same_name(const struct provider *a, const struct provider *b);

/* Do both say the same to whoever uses them? Where they stand is read with them, not kept with
 * their users. */
bool same_mapping(const struct mapping *a, const struct mapping *b);

/* Do both say the same to everybody, and from the same place? */
bool same_name_row(const struct provider *a, const struct provider *b);
bool same_mapping_row(const struct mapping *a, const struct mapping *b);

/* Of one manifest. */
bool same_reference(const struct reference *a, const struct reference *b);
bool same_references(const reference_list *a, const reference_list *b);

#endif
