/*
 * traces.h - what there is where somebody looks, told for people and for programs.
 */
#ifndef REPORT_TRACES_H
#define REPORT_TRACES_H

#include "graph/trace.h"

/* A trace, and the app of which it was asked, or NULL. */
struct told_trace {
	struct trace trace;
	const struct app *app;
};

/* Each link on a line of its own, from what was asked to the file, quoted for a terminal. */
void report_trace(struct str *out, const struct told_trace *told);
/* A list of them, in JSON. */
void report_traces_json(struct str *out, const struct told_trace *told, size_t count);

#endif
