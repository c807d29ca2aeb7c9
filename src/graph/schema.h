/*
 * schema.h - the store's schema, schema/graph.sql, carried inside the program.
 *
 * The array is written by cmake/embed.c whenever that file changes.
 */
#ifndef GRAPH_SCHEMA_H
#define GRAPH_SCHEMA_H

extern const char schema_graph_sql[]; /* SQL statements, NUL-terminated */

#endif
