/* queries.h - the table of all statements; see store.h for how they are run. */
#ifndef GRAPH_QUERIES_H
#define GRAPH_QUERIES_H

#include "graph/store.h"

extern const char *const query_sql[Q_COUNT_];

#endif
