/*
 * gather.h - writes of a commit that follow one another, handed to the system as one.
 *
 * A commit writes the pages that changed in their order, each by itself. Where nearly all did,
 * as after a bulk load, the system takes five times as long for them as for the same bytes at once,
 * and then longer again to get them onto the disk.
 */
#ifndef GRAPH_GATHER_H
#define GRAPH_GATHER_H

#include <sqlite3.h>

struct gathering;

/* From here to gather_end writes to the database's file wait for those that follow them. Whatever
 * else is done with the file (read, measure, sync, unlock ...) comes after them, so SQLite keeps
 * all its promises, and is told of a write that failed by the next call that can fail. NULL: the
 * database has no file, and nothing changes. */
struct gathering *gather_start(sqlite3 *db);
/* Takes NULL. */
void gather_end(struct gathering *gathering);

#endif
