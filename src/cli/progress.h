/*
 * progress.h - what takes more than a second says so, on a terminal only.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <time.h>

#include "cli/io.h"
#include "graph/graph.h"

struct terminal_progress {
	struct progress progress; /* must stay first */
	FILE *stream;
	struct timespec start, last; /* last: when something was shown */
	bool is_terminal, is_shown;
};

void progress_start(struct terminal_progress *progress, FILE *stream);
void progress_end(struct terminal_progress *progress); /* clears the line */

#endif
