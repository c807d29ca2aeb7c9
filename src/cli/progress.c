/*
 * progress.c - what takes more than a second says so.
 */
#include "cli/progress.h"

#include <unistd.h>

#define QUIET_MS 1000
#define STEP_MS  100

static long ms_since(const struct timespec *then, const struct timespec *now)
{
	return (now->tv_sec - then->tv_sec) * 1000 + (now->tv_nsec - then->tv_nsec) / 1000000;
}

static void told(struct progress *progress, const char *what, size_t done, size_t total)
{
	struct terminal_progress *self = (struct terminal_progress *)progress;
	struct timespec now;

	if (!self->is_terminal)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (ms_since(&self->start, &now) < QUIET_MS || ms_since(&self->last, &now) < STEP_MS)
		return;
	self->last = now;
	self->is_shown = true;
	fprintf(self->stream, "\r\033[Kcrossdep: %s %zu", what, done);
	if (total)
		fprintf(self->stream, " of %zu", total);
	fflush(self->stream);
}

void progress_start(struct terminal_progress *progress, FILE *stream)
{
	*progress = (struct terminal_progress){ .progress = { told }, .stream = stream };
	progress->is_terminal = isatty(fileno(stream));
	clock_gettime(CLOCK_MONOTONIC, &progress->start);
}

void progress_end(struct terminal_progress *progress)
{
	if (progress->is_shown)
		fprintf(progress->stream, "\r\033[K");
	progress->is_shown = false;
}
